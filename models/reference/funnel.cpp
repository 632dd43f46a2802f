// Funnel: each customer stands in one of three stages and once a day stays, moves on, or ends:
// converted or lost. An absorbing Markov chain (Kemeny & Snell 1960). Held to: V14; everybody ends
// in one of two ways, once.

#include <array>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

constexpr std::size_t stages = 3;
constexpr std::uint8_t converted = 4;
constexpr std::uint8_t lost = 5;

inline constexpr Column<std::uint8_t> stage{
    "funnel_stage", Of::customer, "1", 0, 5, 0, "1 to 3; 4 = converted, 5 = lost"};
inline constexpr Column<std::uint32_t> steps{"funnel_steps", Of::customer, "1", 0, 4e9, 0,
                                             "steps so far"};

class Funnel final : public Mechanism {
 public:
  Funnel() { founds = true; }

  void declare(Declaration& d) override {
    d.whole("start", start_,
            {.unit = "1",
             .low = 1,
             .high = stages,
             .value = 1,
             .role = Role::trait,
             .meaning = "the stage in which everybody begins",
             .source = "set by experiments",
             .grade = Grade::convention});
    for (std::size_t from = 0; from < stages; ++from) {
      for (std::size_t to = 0; to < stages; ++to) {
        chance(d, move_names[from][to], moves_[from][to], standard_moves[from][to],
               "chance of the step from the first stage named to the second");
      }
      chance(d, convert_names[from], converts_[from], standard_converts[from],
             "chance to be converted in a step from this stage");
    }
    for (std::size_t from = 0; from < stages; ++from) {
      d.require(
          {move_names[from][0], move_names[from][1], move_names[from][2], convert_names[from]},
          "the chances of one stage must not add up to more than 1",
          [this, from] { return upto(from, stages) <= just_one; });
    }
    d.own(stage_, stage);
    d.own(steps_, steps);
    d.on<&Funnel::question_due>(*this);
  }

  void found(Newcomer& who) const override {
    who.own(stage_) = static_cast<std::uint8_t>(start_);
    who.at(0, QuestionDue{0});
  }

  void question_due(Turn& turn, const QuestionDue& event) const {
    constexpr Purpose step{"funnel.step"};
    const double u = turn.u(step, {event.occasion});
    const std::size_t from = turn.own(stage_) - std::size_t{1};
    ++turn.own(steps_);
    std::uint8_t to = lost;
    for (std::size_t i = stages + 1; i-- > 0;) {
      if (u < upto(from, i)) {
        to = i == stages ? converted : static_cast<std::uint8_t>(i + 1);
      }
    }
    turn.own(stage_) = to;
    if (to <= stages) {
      turn.at(turn.now() + hours_per_day, QuestionDue{event.occasion + 1});
    }
  }

 private:
  using Names = std::array<std::string_view, stages>;
  static constexpr std::array<Names, stages> move_names{
      Names{"from_1_to_1", "from_1_to_2", "from_1_to_3"},
      Names{"from_2_to_1", "from_2_to_2", "from_2_to_3"},
      Names{"from_3_to_1", "from_3_to_2", "from_3_to_3"}};
  static constexpr Names convert_names{"from_1_converted", "from_2_converted", "from_3_converted"};
  static constexpr double standard_moves[stages][stages] = {
      {.6, .2, 0}, {.1, .6, .15}, {0, .1, .7}};
  static constexpr std::array<double, stages> standard_converts{0, .05, .15};

  static void chance(Declaration& d, std::string_view name, Value& value, double standard,
                     std::string_view meaning) {
    d.parameter(name, value,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = standard,
                 .role = Role::trait,
                 .meaning = meaning,
                 .source = "EVIDENCE's sample chain; what is left of 1 is lost",
                 .grade = Grade::convention});
  }

  /// The chance of a step to one of the first stages up to the i-th; with i = stages also to be
  /// converted.
  double upto(std::size_t from, std::size_t i) const {
    double sum = 0;
    for (std::size_t to = 0; to < stages && to <= i; ++to) {
      sum += moves_[from][to];
    }
    return i == stages ? sum + converts_[from] : sum;
  }

  Value start_;
  std::array<std::array<Value, stages>, stages> moves_;
  std::array<Value, stages> converts_;
  Own<std::uint8_t> stage_;
  Own<std::uint32_t> steps_;
};

}  // namespace

extern const MechanismInfo funnel;
const MechanismInfo funnel{
    .summary = "steps from stage to stage until an end (reference, in no market)",
    .claims = "V14",
    .on_by_default = false,
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Funnel>()); },
};

}  // namespace rapport::models
