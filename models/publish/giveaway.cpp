// Giveaways: free samples or a contest every so many weeks. They reach followers, as any post of a
// brand that posts seldom, and, being passed on and found, a share of the platform's other members;
// whom they bring follows for gifts.
//
// Held to: one every n weeks; none at 0; reach beyond followers in the declared share; followers
// have one chance to see it, not two.

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

constexpr std::uint32_t hour_of_week = 24 + 12;  // Tuesday noon

class Giveaway final : public Mechanism {
 public:
  Giveaway() { opens = true; }

  void declare(Declaration& d) override {
    d.whole("every_weeks", every_,
            {.unit = "week",
             .low = 0,
             .high = 520,
             .value = 13,
             .role = Role::organisation,
             .meaning = "weeks from one giveaway to the next, 0 = never (C27)",
             .source = "existing 13, living never (prototype)"});
    d.parameter("reach", reach_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.05,
                 .role = Role::market,
                 .meaning = "share of the members who do not follow that it is offered to",
                 .source = "prototype: without it a contest brought two followers"});
    d.counter(held_, columns::giveaways);
  }

  void open(Office& office) const override {
    const BrandId b = office.brand();
    const auto every = static_cast<std::uint32_t>(every_[b]);
    if (every == 0 || (office.week() + 1) % every != 0 ||
        office.clock().tick_of(office.week() * hours_per_week + hour_of_week) != office.tick()) {
      return;
    }
    for (std::size_t p = 0; p < office.platform_count(); ++p) {
      const auto platform = static_cast<PlatformId>(p);
      Message m;
      m.what = identity(0x67696674ULL, p, row(b), office.week());
      m.root = m.what;
      m.sent = office.now();
      m.brand = b;
      m.platform = platform;
      m.kind = MessageKind::giveaway;
      m.show = static_cast<float>(
          office.laws().reach.factor(static_cast<double>(office.followers(platform)), 0));
      office.send(m, Audience::followers());
      m.what = identity(0x6769667432ULL, p, row(b), office.week());
      m.show = 1;
      office.send(m, Audience::others(reach_));
    }
    office.count(held_);
  }

 private:
  PerBrand every_;
  Value reach_;
  Counter held_{};
};

}  // namespace

extern const MechanismInfo giveaway;
const MechanismInfo giveaway{
    .summary = "free samples and contests, with reach beyond followers",
    .claims = "mechanism 13; C27",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Giveaway>()); },
};

}  // namespace rapport::models
