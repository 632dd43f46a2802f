// Lifetime: after each purchase a customer leaves the category with its own chance p_j, beta
// distributed (BG/NBD; Fader, Hardie & Lee 2005). Off by default.
//
// Held to: the CDNOW closed forms (V8).

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

class Lifetime final : public Mechanism {
 public:
  void declare(Declaration& d) override {
    d.parameter("leave_a", a_,
                {.unit = "1",
                 .low = 0.01,
                 .high = 1000,
                 .value = 0.793,
                 .role = Role::trait,
                 .meaning = "first shape of the beta law of leaving",
                 .source = "Fader, Hardie & Lee 2005, CDNOW",
                 .grade = Grade::published});
    d.parameter("leave_b", b_,
                {.unit = "1",
                 .low = 0.01,
                 .high = 1000,
                 .value = 2.426,
                 .role = Role::trait,
                 .meaning = "second shape of the beta law of leaving",
                 .source = "Fader, Hardie & Lee 2005, CDNOW",
                 .grade = Grade::published});
    d.own(left_, columns::left_category);
    d.on<&Lifetime::occasion>(*this);
  }

  // keyed by the occasion, so that no strategy moves it
  void occasion(Turn& turn, const Occasion& event) const {
    constexpr Purpose first{"lifetime.first"};
    constexpr Purpose second{"lifetime.second"};
    constexpr Purpose leave{"lifetime.leave"};
    const auto who = static_cast<std::uint32_t>(turn.who());
    const double log_x = log_gamma_draw(turn.luck(), first, who, {}, a_);
    const double log_y = log_gamma_draw(turn.luck(), second, who, {}, b_);
    const double chance = 1.0 / (1.0 + math::exp(log_y - log_x));
    if (turn.u(leave, {event.serial}) < chance) {
      turn.own(left_) = 1;
    }
  }

 private:
  Value a_, b_;
  Own<std::uint8_t> left_;
};

}  // namespace

extern const MechanismInfo lifetime;
const MechanismInfo lifetime{
    .summary = "customers leave the category for good",
    .claims = "mechanism 7; V8",
    .on_by_default = false,
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Lifetime>()); },
};

}  // namespace rapport::models
