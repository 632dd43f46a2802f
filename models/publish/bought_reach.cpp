// Bought reach: promotions shown to members of a platform for money. A week's money is spread
// evenly over seven days and all platforms; it buys whole impressions, 1000 x money / price per
// thousand, at most one a member, platform and day. A begun cent is not charged. A seen impression
// acts as a seen promotion.
//
// Where the study grants an allowance (the equal-budget comparison: another strategy's extra cost
// of the week before), it is spent too; what cannot be spent stays on the account.
// Held to: money spent = impressions x price; nothing at 0; never more than was granted.

#include <algorithm>
#include <cmath>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

constexpr std::uint32_t hour_of_day = 12;
constexpr double rounding = 1e-6;  // so that 2499.9999999 impressions, or cents, are 2500

inline constexpr SharedCounter bought_copies{"impressions_bought", Ladder::operations,
                                             MeasureOf::brand, "1", "impressions paid for"};

class BoughtReach final : public Mechanism {
 public:
  BoughtReach() { opens = reports = true; }

  void declare(Declaration& d) override {
    d.parameter("weekly_budget", budget_,
                {.unit = "currency week-1",
                 .low = 0,
                 .high = 1e9,
                 .value = 0,
                 .role = Role::organisation,
                 .meaning = "money for bought reach in a week",
                 .source = "a decision",
                 .grade = Grade::convention});
    d.flag("spends_allowance", spends_,
           {.unit = "1",
            .value = 0,
            .role = Role::organisation,
            .meaning = "whether money granted by the study is spent on bought reach",
            .source = "the equal-budget comparison",
            .grade = Grade::convention});
    d.spends_allowance("spends_allowance");
    d.parameter("price_per_thousand", price_,
                {.unit = "currency",
                 .low = 0.01,
                 .high = 1000,
                 .value = 8,
                 .role = Role::market,
                 .meaning = "price of a thousand impressions",
                 .source = "assumed; sweep 3 to 20"});
    d.counter(bought_, bought_copies);
    d.entry(entry_,
            {"bought_reach", Counterparty::platforms, false, false, "impressions paid for"});
    d.own(week_money_, {"bought_reach_money", "currency", 0, "this week's money for bought reach"});
    d.level(unspent_, {"allowance_unspent", Ladder::operations, MeasureOf::brand, "currency",
                       "money granted for bought reach and not yet spent"});
  }

  void open(Office& office) const override {
    const BrandId b = office.brand();
    if (office.starts_week()) {
      const bool spends = spends_[b] != 0;
      const double granted =
          spends ? static_cast<double>(std::max<Cents>(0, office.allowance())) / 100 : 0;
      office.own(week_money_) = budget_[b] + granted;
    }
    const double money = office.own(week_money_);
    const auto hour = static_cast<std::uint32_t>(office.now());
    if (money <= 0 || hour % hours_per_day > hour_of_day ||
        office.clock().tick_of(hour - hour % hours_per_day + hour_of_day) != office.tick()) {
      return;
    }
    const double each = money / 7 / static_cast<double>(office.platform_count());
    for (std::size_t p = 0; p < office.platform_count(); ++p) {
      buy(office, static_cast<PlatformId>(p), each, hour / hours_per_day);
    }
  }

  void report(Report& report) const override {
    report.tell(unspent_, static_cast<double>(report.office.allowance()) / 100);
  }

 private:
  void buy(Office& office, PlatformId platform, double money, std::uint32_t day) const {
    const double members = office.members(platform);
    const double impressions = std::floor(std::min(members, 1000 * money / price_ + rounding));
    if (impressions <= 0) {
      return;
    }
    const auto cost = static_cast<Cents>(std::floor(impressions * price_ / 10 + rounding));
    Message m;
    m.what = identity(0x616476ULL, row(office.brand()), row(platform), day);
    m.root = m.what;
    m.sent = office.now();
    m.brand = office.brand();
    m.platform = platform;
    m.kind = MessageKind::advert;
    office.send(m, Audience::members(impressions / members));
    office.book(entry_, cost);
    office.count(bought_, static_cast<std::int64_t>(impressions));
    if (spends_[office.brand()] != 0) {
      office.spend_allowance(std::min(cost, std::max<Cents>(0, office.allowance())));
    }
  }

  PerBrand budget_, spends_;
  Value price_;
  Counter bought_{};
  Entry entry_{};
  BrandOwn week_money_;
  Level unspent_{};
};

}  // namespace

extern const MechanismInfo bought_reach;
const MechanismInfo bought_reach{
    .summary = "impressions for money, also the equal-budget comparator's",
    .claims = "mechanisms 3, 13, 21; MODEL section 5",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<BoughtReach>()); },
};

}  // namespace rapport::models
