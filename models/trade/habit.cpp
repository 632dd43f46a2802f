// Habit: an exponentially weighted share of one's recent purchases: H += .2 (1[chosen] - H); a
// failure breaks it (x .6). With Dirichlet tastes it adds little: taste and habit must not count
// twice.
//
// Held to: H in [0,1]; the closed form of n purchases in a row.

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

class Habit final : public Mechanism {
 public:
  void declare(Declaration& d) override {
    d.parameter("step", step_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.2,
                 .role = Role::trait,
                 .meaning = "weight of the latest purchase",
                 .source = "prototype E7"});
    d.parameter("kept_after_failure", kept_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.6,
                 .role = Role::trait,
                 .meaning = "share of a habit that survives a failure",
                 .source = "prototype E7"});
    d.own(habit_, columns::habit);
    d.on<&Habit::chose>(*this);
    d.on<&Habit::experienced>(*this);
  }

  void chose(Turn& turn, const Chose& event) const {
    for (std::size_t i = 0; i < turn.brand_count(); ++i) {
      const auto b = static_cast<BrandId>(i);
      const double target = !event.outside && b == event.brand ? 1.0 : 0.0;
      float& habit = turn.own(habit_, b);
      habit = static_cast<float>(double{habit} + step_ * (target - double{habit}));
    }
  }

  void experienced(Turn& turn, const Experienced& event) const {
    if (event.outcome == Outcome::failure) {
      float& habit = turn.own(habit_, event.brand);
      habit = static_cast<float>(double{habit} * kept_);
    }
  }

 private:
  Value step_, kept_;
  Own<float> habit_;
};

}  // namespace

extern const MechanismInfo habit;
const MechanismInfo habit{
    .summary = "the share of recent purchases, which draws the next",
    .claims = "mechanism 7",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Habit>()); },
};

}  // namespace rapport::models
