// Averaging: in every round each tells all friends its opinion, and in the next moves to the mean
// of what it heard and its own, all alike, as far as it is susceptible:
//
//   x_j <- s (x_j + sum of friends' x) / (d_j + 1) + (1 - s) u_j,   u_j the first opinion
//
// DeGroot 1974 at s = 1; Friedkin & Johnsen 1990 below. Held to: V5; opinions never leave the
// range of the first ones.

#include <bit>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

inline constexpr Column<double> opinion{
    "opinion", Of::customer, "1", -1e6, 1e6, 0, "what the customer thinks now"};
inline constexpr Column<double> first_opinion{
    "first_opinion", Of::customer, "1", -1e6, 1e6, 0, "what it thought first"};
inline constexpr Column<double> heard{
    "opinions_heard", Of::customer, "1", -1e12, 1e12, 0, "sum of friends' opinions this round"};
inline constexpr Column<std::uint32_t> tellers{
    "opinion_tellers", Of::customer, "1", 0, 4e9, 0, "friends who told theirs this round"};

class Averaging final : public Mechanism {
 public:
  Averaging() { founds = true; }

  void declare(Declaration& d) override {
    d.parameter("susceptibility", susceptibility_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 1,
                 .role = Role::trait,
                 .meaning = "how far one gives up the first opinion (1 = wholly)",
                 .source = "Friedkin & Johnsen 1990; set by experiments",
                 .grade = Grade::convention});
    d.parameter("spread", spread_,
                {.unit = "1",
                 .low = 0,
                 .high = 1e6,
                 .value = 1,
                 .role = Role::trait,
                 .meaning = "first opinions are uniform from 0 to this",
                 .source = "set by experiments",
                 .grade = Grade::convention});
    d.whole("round_hours", round_,
            {.unit = "hour",
             .low = 2,
             .high = 168,
             .value = 24,
             .role = Role::trait,
             .meaning = "time from round to round, in which everybody logs in",
             .source = "set by experiments",
             .grade = Grade::convention});
    d.own(opinion_, opinion);
    d.own(first_, first_opinion);
    d.own(heard_, heard);
    d.own(tellers_, tellers);
    d.on<&Averaging::question_due>(*this);
    d.on<&Averaging::seen>(*this);
  }

  void found(Newcomer& who) const override {
    constexpr Purpose start{"averaging.first"};
    who.own(opinion_) = who.own(first_) = who.u(start) * spread_;
    who.at(0, QuestionDue{0});
  }

  void question_due(Turn& turn, const QuestionDue& event) const {
    double& now = turn.own(opinion_);
    if (event.occasion > 0) {
      const double mean = (now + turn.own(heard_)) / (1.0 + turn.own(tellers_));
      now = susceptibility_ * mean + (1 - susceptibility_) * turn.own(first_);
    }
    turn.own(heard_) = 0;
    turn.own(tellers_) = 0;
    tell(turn, now);
    const std::uint32_t next = event.occasion + 1;
    turn.at(next * round_, QuestionDue{next});
  }

  void seen(Turn& turn, const Seen& event) const {
    turn.own(heard_) += std::bit_cast<double>(event.message->root.value);
    ++turn.own(tellers_);
  }

 private:
  static void tell(Turn& turn, double said) {
    Message m;
    m.sender = static_cast<std::uint32_t>(turn.who());
    m.what = identity(0x6f70696eULL, m.sender);
    m.root = Identity{std::bit_cast<std::uint64_t>(said)};  // what is said: nobody passes it on
    m.sent = turn.now();
    m.kind = MessageKind::help;  // said to each friend in person: nothing crowds it out
    m.by_customer = true;
    m.names_brand = false;
    turn.send(m, Audience::friends());
  }

  Value susceptibility_, spread_, round_;
  Own<double> opinion_;
  Own<double> first_;
  Own<double> heard_;
  Own<std::uint32_t> tellers_;
};

}  // namespace

extern const MechanismInfo averaging;
const MechanismInfo averaging{
    .summary = "opinions that move to the mean of friends' (reference, in no market)",
    .claims = "V5",
    .on_by_default = false,
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Averaging>()); },
};

}  // namespace rapport::models
