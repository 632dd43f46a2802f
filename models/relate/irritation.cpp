// Irritation: every broadcast that is read annoys a little, times (1 - persona); the annoyance
// halves in a week. It weighs in reactions, unfollowing and choice. A persona that suits the reader
// soothes, one that does not annoys more (E10, with the signed persona of laws.hpp).
//
// Held to: n messages at one time add up; half after the half-life; zero stays exactly zero.

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

class Irritation final : public Mechanism {
 public:
  void declare(Declaration& d) override {
    d.parameter("half_life", half_life_,
                {.unit = "week",
                 .low = 0.05,
                 .high = 52,
                 .value = 1,
                 .role = Role::trait,
                 .meaning = "half-life of annoyance by broadcasts",
                 .source = "prototype E10"});
    d.parameter("by_promotion", by_promotion_,
                {.unit = "1",
                 .low = 0,
                 .high = 2,
                 .value = 0.15,
                 .role = Role::effect,
                 .meaning = "annoyance by reading a promotion or an advert",
                 .source = "prototype E10"});
    d.parameter("by_giveaway", by_giveaway_,
                {.unit = "1",
                 .low = 0,
                 .high = 2,
                 .value = 0.045,
                 .role = Role::effect,
                 .meaning = "annoyance by reading a giveaway",
                 .source = "prototype E10: .3 of a promotion"});
    d.parameter("by_other", by_other_,
                {.unit = "1",
                 .low = 0,
                 .high = 2,
                 .value = 0.0525,
                 .role = Role::effect,
                 .meaning = "annoyance by reading any other brand message",
                 .source = "prototype E10: .35 of a promotion"});
    d.reads(for_, columns::trust_for);
    d.reads(against_, columns::trust_against);
    d.own(irritation_, columns::irritation);
    d.on<&Irritation::seen>(*this);
  }

  void prepare(World& world) const override {
    world.laws.irritation_half_life = half_life_ * hours_per_week;
  }

  void seen(Turn& turn, const Seen& event) const {
    const Message& m = *event.message;
    if (m.by_customer || !is_brand_content(m.kind)) {
      return;
    }
    const bool promotes = m.kind == MessageKind::promotion || m.kind == MessageKind::advert;
    const double amount = promotes                          ? double{by_promotion_}
                          : m.kind == MessageKind::giveaway ? double{by_giveaway_}
                                                            : double{by_other_};
    const double appeal = turn.laws().appeal(double{m.people}, turn.see(for_, m.brand),
                                             turn.see(against_, m.brand), turn.now());
    turn.own(irritation_, m.brand)
        .add(turn.now(), turn.laws().irritation_half_life, amount * (1 - appeal));
  }

 private:
  Value half_life_, by_promotion_, by_giveaway_, by_other_;
  Reads<Fading> for_;
  Reads<Fading> against_;
  Own<Fading> irritation_;
};

}  // namespace

extern const MechanismInfo irritation;
const MechanismInfo irritation{
    .summary = "annoyance by broadcasts",
    .claims = "mechanism 4; C4",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Irritation>()); },
};

}  // namespace rapport::models
