// Relationships: what followers are not (C31). A relationship is a two-way exchange (the customer
// spoke, the brand answered) in the last 90 days. Stages of the funnel are labels derived from
// state, each customer in the first that fits:
//
//   detractor (last word of the year a complaint), advocate (praise), regular (3 or more purchases,
//   the last in half a year), customer (a purchase in half a year), lapsed (an older one),
//   acquaintance (a relationship), follower, else nobody's (aware or stranger: see `aware`)
//
// Relationship capital = sum over customers of (T - prior) x certainty x expected yearly margin
// (C35). Quarters are 13 weeks, from the start of the run. At any time, of the last full one and
// the one before it:
//
//   retention = bought in both / bought in the one before,   churn = 1 - retention
//
// Who skips a quarter may come back: in a market without contracts churn is not loss for good.
// Held to: labels partition customers; capital exactly zero without evidence; retention is the
// NBD's repeat rate (V7) where buying is NBD, and the count by hand for any history.

#include <algorithm>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

constexpr std::uint32_t half_year = 182;
constexpr std::uint32_t ninety_days = 90;
constexpr std::uint32_t year = 365;
constexpr std::uint32_t quarter = 7 * weeks_per_quarter;

inline constexpr Column<std::uint16_t> last_purchase{
    "last_purchase", Of::relation, "day", 0, 65535, 0, "day of the last purchase + 1; 0 = never"};
inline constexpr Column<std::uint8_t> bought_quarters{
    "bought_quarters",
    Of::relation,
    "1",
    0,
    255,
    0,
    "quarters with a purchase, one bit each: bit 0 is the last purchase's, bit 1 the one before"};
inline constexpr Column<std::uint16_t> last_exchange{
    "last_exchange",
    Of::relation,
    "day",
    0,
    65535,
    0,
    "day of the last two-way exchange + 1; 0 = never"};

MeasureInfo stock_of(std::string_view name, std::string_view meaning, std::string_view unit = "1") {
  return {std::string(name), Ladder::business, MeasureOf::brand, std::string(unit),
          std::string(meaning)};
}

class Relationship final : public Mechanism {
 public:
  Relationship() { counts_heads = true; }

  void declare(Declaration& d) override {
    d.reads(purchases_, columns::purchases);
    d.own(last_purchase_, last_purchase);
    d.own(quarters_, bought_quarters);
    d.own(last_exchange_, last_exchange);
    d.reads(last_voice_, columns::last_voice);
    d.reads(follows_, columns::follows);
    d.reads(for_, columns::trust_for);
    d.reads(against_, columns::trust_against);
    d.reads(rate_, columns::need_rate);
    d.reads(margin_, columns::unit_margin);
    d.on<&Relationship::bought>(*this);
    d.on<&Relationship::answered>(*this);
    declare_stocks(d);
    declare_retention(d);
  }

  void bought(Turn& turn, const Bought& event) const {
    std::uint16_t& last = turn.own(last_purchase_, event.brand);
    std::uint8_t& quarters = turn.own(quarters_, event.brand);
    const std::uint16_t day = today(turn.now());
    quarters = static_cast<std::uint8_t>(quarters_by(day, last, quarters) | 1U);
    last = day;
  }

  void answered(Turn& turn, const Answered& event) const {
    turn.own(last_exchange_, event.brand) = today(turn.now());
  }

  void census(Census& census) const override {
    const std::uint32_t now = today(census.now());
    for (std::size_t i = 0; i < census.brand_count(); ++i) {
      const auto b = static_cast<BrandId>(i);
      label(census, b, now);
      compare_quarters(census, b, now);
      add_capital(census, b);
    }
  }

 private:
  void declare_stocks(Declaration& d) {
    d.stock(relationships_,
            stock_of("relationships", "customers with a two-way exchange in 90 days"));
    d.stock(capital_, stock_of("relationship_capital",
                               "trust above the prior x certainty x expected yearly margin, summed",
                               "currency"));
    d.stock(detractors_,
            stock_of("detractors", "customers whose last public word of the year was a complaint"));
    d.stock(advocates_,
            stock_of("advocates", "customers whose last public word of the year was praise"));
    d.stock(regulars_,
            stock_of("regulars", "three or more purchases, the last within half a year"));
    d.stock(customers_,
            stock_of("occasional_customers", "one or two purchases, the last within half a year"));
    d.stock(lapsed_, stock_of("lapsed", "bought once, but not within half a year"));
    d.stock(acquaintances_,
            stock_of("acquaintances", "not yet a customer, but with a relationship"));
    d.stock(only_followers_, stock_of("only_followers", "followers who are nothing more"));
    d.stock(active_, stock_of("active_customers", "customers with a purchase within half a year"));
    d.stock(ever_, stock_of("ever_customers", "customers with any purchase"));
    d.stock(repeaters_, stock_of("repeat_customers", "customers with two purchases or more"));
    d.ratio({{"repeat_rate", Ladder::business, MeasureOf::brand, "1",
              "share of all who ever bought that bought twice or more"},
             "repeat_customers",
             "ever_customers"});
  }

  void declare_retention(Declaration& d) {
    d.stock(of_quarter_, stock_of("quarter_customers", "customers of the last full quarter"));
    d.stock(of_quarter_before_,
            stock_of("quarter_customers_before", "customers of the full quarter before the last"));
    d.stock(retained_, stock_of("retained_customers",
                                "customers of both: of the last full quarter and the one before"));
    d.stock(lost_, stock_of("lost_customers",
                            "customers of the full quarter before the last, but not of the last"));
    d.ratio({{"retention", Ladder::business, MeasureOf::brand, "1",
              "of customers of the full quarter before the last, share that bought again in the "
              "last"},
             "retained_customers",
             "quarter_customers_before"});
    d.ratio({{"churn", Ladder::business, MeasureOf::brand, "1",
              "of customers of the full quarter before the last, share that did not buy in the "
              "last; some come back later"},
             "lost_customers",
             "quarter_customers_before"});
  }

  static std::uint16_t today(double now) {
    return static_cast<std::uint16_t>(std::min(65535.0, now / hours_per_day + 1));
  }
  /// Quarters with a purchase, as they stand on a later day (days count from 1; 0 = never).
  static std::uint32_t quarters_by(std::uint32_t day, std::uint32_t last, std::uint32_t quarters) {
    if (last == 0) {
      return 0;
    }
    const std::uint32_t passed = (day - 1) / quarter - (last - 1) / quarter;
    return passed < 8 ? quarters << passed & 0xFFU : 0;
  }
  static bool within(std::uint32_t day, std::uint32_t now, std::uint32_t days) {
    return day != 0 && now - day < days;
  }

  void label(Census& census, BrandId b, std::uint32_t now) const {
    const std::uint32_t word = census.see(last_voice_, b);
    const std::uint32_t bought = census.see(purchases_, b);
    const bool spoke = within(word >> 1U, now, year);
    const bool active = within(census.see(last_purchase_, b), now, half_year);
    const bool related = within(census.see(last_exchange_, b), now, ninety_days);
    if (related) {
      census.add(relationships_, b, 1);
    }
    if (bought > 0) {
      census.add(ever_, b, 1);
      census.add(active_, b, active ? 1 : 0);
      census.add(repeaters_, b, bought > 1 ? 1 : 0);
    }
    if (spoke) {
      census.add((word & 1U) != 0 ? advocates_ : detractors_, b, 1);
    } else if (bought > 0) {
      census.add(!active ? lapsed_ : bought >= 3 ? regulars_ : customers_, b, 1);
    } else if (related) {
      census.add(acquaintances_, b, 1);
    } else if (census.see(follows_, b) != 0) {
      census.add(only_followers_, b, 1);
    }
  }

  void compare_quarters(Census& census, BrandId b, std::uint32_t now) const {
    const std::uint32_t quarters =
        quarters_by(now, census.see(last_purchase_, b), census.see(quarters_, b));
    const bool in_last = (quarters & 2U) != 0;  // bit 0 is the quarter under way
    const bool in_the_one_before = (quarters & 4U) != 0;
    census.add(of_quarter_, b, in_last ? 1 : 0);
    if (in_the_one_before) {
      census.add(of_quarter_before_, b, 1);
      census.add(in_last ? retained_ : lost_, b, 1);
    }
  }

  void add_capital(Census& census, BrandId b) const {
    const Fading& in_favour = census.see(for_, b);
    const Fading& against = census.see(against_, b);
    if (in_favour.crossing <= Fading::never && against.crossing <= Fading::never) {
      return;
    }
    const TrustLaw& law = census.laws().trust;
    const TrustLaw::Evidence e = law.evidence(in_favour, against, census.now());
    const double yearly =
        double{census.see(rate_)} * 365.25 * hours_per_day * census.published(margin_, b);
    census.add(capital_, b, (law.trust(e) - 0.5) * law.certainty(e) * yearly);
  }

  Reads<std::uint16_t> purchases_;
  Own<std::uint16_t> last_purchase_;
  Own<std::uint8_t> quarters_;
  Own<std::uint16_t> last_exchange_;
  Reads<std::uint16_t> last_voice_;
  Reads<std::uint8_t> follows_;
  Reads<Fading> for_;
  Reads<Fading> against_;
  Reads<float> rate_;
  BrandReads margin_;
  Stock relationships_{}, capital_{}, detractors_{}, advocates_{}, regulars_{}, customers_{},
      lapsed_{}, acquaintances_{}, only_followers_{}, active_{}, ever_{}, repeaters_{},
      of_quarter_{}, of_quarter_before_{}, retained_{}, lost_{};
};

}  // namespace

extern const MechanismInfo relationship;
const MechanismInfo relationship{
    .summary = "relationships, funnel stages and relationship capital, derived from state",
    .claims = "MODEL section 5; C31, C34, C35",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Relationship>()); },
};

}  // namespace rapport::models
