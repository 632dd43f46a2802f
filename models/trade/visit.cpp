// Visit: a click leads to the brand's own site; some visits end in an extra purchase, keyed by the
// click that caused it, never by the next serial. With the shop shut nothing is sold (C34).
//
// Held to: purchases = clicks x conversion; none with the shop shut, nor by people who never need
// anything or have left the category; the customer's own clock of needs is untouched.

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

inline constexpr SharedCounter from_visits{"units_from_visits", Ladder::business, MeasureOf::brand,
                                           "1", "units bought on a visit to the site"};

class Visit final : public Mechanism {
 public:
  void declare(Declaration& d) override {
    d.parameter("conversion", conversion_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.02,
                 .role = Role::effect,
                 .meaning = "chance that a visit to the site ends in a purchase (C1, C25)",
                 .source = "common e-commerce figure; .5 to 5 %",
                 .grade = Grade::remembered});
    d.reads(shop_open_, columns::shop_open);
    d.reads(rate_, columns::need_rate);
    d.reads(left_, columns::left_category);
    d.counter(from_visits_, from_visits);
    d.on<&Visit::reacted>(*this);
  }

  void reacted(Turn& turn, const Reacted& event) const {
    if (event.reaction != Reaction::click || turn.see(rate_) <= 0 || turn.see(left_) != 0) {
      return;
    }
    constexpr Purpose convert{"visit.convert"};
    const Message& m = *event.message;
    if (turn.published(shop_open_, m.brand) != 0 && turn.u(convert, m.what) < conversion_) {
      turn.count(from_visits_, m.brand);
      turn.then(Bought{m.brand, identity(0x7669736974ULL, m.what.value), true});
    }
  }

 private:
  Value conversion_;
  BrandReads shop_open_;
  Reads<float> rate_;
  Reads<std::uint8_t> left_;
  Counter from_visits_{};
};

}  // namespace

extern const MechanismInfo visit;
const MechanismInfo visit{
    .summary = "clicks that become visits, and visits that become purchases",
    .claims = "mechanism 7; C1, C25, C34",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Visit>()); },
};

}  // namespace rapport::models
