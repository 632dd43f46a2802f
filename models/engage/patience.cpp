// Patience: how long a customer waits for an answer. Giving up is the customer's own timed event,
// whether or not anybody looks at the queue; it moves no trust. Silence after 72 hours is another.
// The mention stays on the desk's list, and a late answer still counts.
//
// Held to: the law of patience; abandonment independent of whether the desk looks; an answer in
// time closes the case.

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

inline constexpr SharedCounter abandoned{"abandoned", Ladder::operations, MeasureOf::brand, "1",
                                         "customers whose patience ended before an answer"};
inline constexpr SharedCounter ignored{"never_answered", Ladder::operations, MeasureOf::brand, "1",
                                       "tagged mentions without an answer for 72 hours"};

class Patience final : public Mechanism {
 public:
  void declare(Declaration& d) override {
    d.parameter("median", median_,
                {.unit = "min",
                 .low = 1,
                 .high = 10000,
                 .value = 102,
                 .role = Role::trait,
                 .meaning = "median patience (mean, where the law is exponential)",
                 .source = "Edison 2012, stated expectations; fitted; sweep 60 to 600",
                 .grade = Grade::published});
    d.parameter("sigma", sigma_,
                {.unit = "1",
                 .low = 0,
                 .high = 4,
                 .value = 2.61,
                 .role = Role::trait,
                 .meaning = "spread of patience (sigma of the log-normal)",
                 .source = "Edison 2012; fitted",
                 .grade = Grade::published});
    d.word("law", law_, {"log_normal", "exponential"},
           {.unit = "1",
            .value = 0,
            .role = Role::trait,
            .meaning = "law of patience; exponential for queueing theory's closed forms",
            .source = "Edison 2012; Erlang-A"});
    d.parameter("never_after", never_after_,
                {.unit = "hour",
                 .low = 1,
                 .high = 168,
                 .value = 72,
                 .role = Role::trait,
                 .meaning = "hours after which silence on a tagged mention counts as none at all",
                 .source = "prototype E5"});
    d.own(open_case_, columns::open_case);  // a mark, put on by whoever raises the case
    d.own(answered_before_, columns::answered_before);
    d.counter(abandoned_, abandoned);
    d.counter(ignored_, ignored);
    d.on<&Patience::answered>(*this);
    d.on<&Patience::gave_up>(*this);
    d.on<&Patience::never_answered>(*this);
  }

  void prepare(World& world) const override {
    world.laws.patience = {median_ / 60, sigma_, law_ != 0.0, never_after_};
  }

  // An answer and the end of patience may fall into one tick: answers come first and close the
  // case, so one that came too late, by the exact times, counts the give-up that it hides.
  void answered(Turn& turn, const Answered& event) const {
    if (turn.marked(open_case_, event.cause)) {
      const double ends = turn.laws().patience.ends(
          turn.luck(), static_cast<std::uint32_t>(turn.who()), event.cause, event.asked);
      const double tick_hours = turn.now() / turn.tick();  // an answer is never in the first tick
      if (ends < event.done && ends >= turn.now() - tick_hours) {
        turn.count(abandoned_, event.brand);
      }
      turn.unmark(open_case_, event.cause);
    }
    turn.own(answered_before_, event.brand) = 1;
  }

  void gave_up(Turn& turn, const GaveUp& event) const {
    if (turn.marked(open_case_, event.cause)) {
      turn.count(abandoned_, event.brand);
    }
  }

  void never_answered(Turn& turn, const NeverAnswered& event) const {
    if (turn.marked(open_case_, event.cause)) {
      turn.count(ignored_, event.brand);
    }
  }

 private:
  Value median_, sigma_, law_, never_after_;
  OwnMarks open_case_;
  Own<std::uint8_t> answered_before_;
  Counter abandoned_{}, ignored_{};
};

}  // namespace

extern const MechanismInfo patience;
const MechanismInfo patience{
    .summary = "how long customers wait for an answer",
    .claims = "mechanism 11; C6, C17",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Patience>()); },
};

}  // namespace rapport::models
