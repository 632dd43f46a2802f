// Reminder: a brand message that is read keeps the brand fresh for a week or so:
//
//   R += (1 - R) x freshness x (1 promotion, weight_other else), halving in a week            (E7)
//
// Held to: R in [0,1); the closed form of n equal reminders; zero stays exactly zero.

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

class Reminder final : public Mechanism {
 public:
  void declare(Declaration& d) override {
    d.parameter("half_life", half_life_,
                {.unit = "week",
                 .low = 0.05,
                 .high = 52,
                 .value = 1,
                 .role = Role::trait,
                 .meaning = "half-life of a reminder",
                 .source = "prototype E7"});
    d.parameter("freshness", freshness_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.5,
                 .role = Role::effect,
                 .meaning = "share of the missing freshness that a promotion restores",
                 .source = "prototype E7"});
    d.parameter("other_share", other_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.6,
                 .role = Role::trait,
                 .meaning = "effect of another brand message relative to a promotion",
                 .source = "prototype E7"});
    d.own(reminder_, columns::reminder);
    d.on<&Reminder::seen>(*this);
  }

  void prepare(World& world) const override {
    world.laws.reminder_half_life = half_life_ * hours_per_week;
  }

  void seen(Turn& turn, const Seen& event) const {
    const Message& m = *event.message;
    if (m.by_customer || !is_brand_content(m.kind) || freshness_ == 0.0) {
      return;
    }
    const bool promotes = m.kind == MessageKind::promotion || m.kind == MessageKind::advert;
    const double share = freshness_ * (promotes ? 1.0 : double{other_});
    Fading& reminder = turn.own(reminder_, m.brand);
    const double half_life = turn.laws().reminder_half_life;
    const double r = reminder.value(turn.now(), half_life);
    reminder.set(turn.now(), half_life, r + (1 - r) * share);
  }

 private:
  Value half_life_, freshness_, other_;
  Own<Fading> reminder_;
};

}  // namespace

extern const MechanismInfo reminder;
const MechanismInfo reminder{
    .summary = "how fresh a brand's last messages are",
    .claims = "mechanism 7; C4",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Reminder>()); },
};

}  // namespace rapport::models
