// Referral: who has a strong relationship with a brand sometimes names it to a friend when she buys
// it again, unasked. And what named recommendations lead to is counted, whether a friend was asked
// for them (see asking) or not: a purchase is referred if a friend named the brand as one to buy
// in the thirty days before it.
//
//   P(names | bought) = names, if bought at least `purchases` times before and T >= trust
//
// One friend, drawn by the purchase, finds it at the next log-in; what it does is trust's and
// awareness' affair. That referred customers are worth more (Schmitt, Skiera & Van den Bulte 2011)
// is no input here: it may come out. Held to: the share of purchases; nobody below either bar;
// referred purchases by hand, each referral counting once.

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

constexpr Hours window = 30 * hours_per_day;

inline constexpr MarkKind referred{"referred", "a brand that a friend has named as one to buy"};
inline constexpr SharedCounter units_referred{
    "units_referred", Ladder::business, MeasureOf::brand, "1",
    "units bought within 30 days of a friend's naming the brand to the buyer"};
inline constexpr SharedCounter customers_referred{"customers_referred", Ladder::business,
                                                  MeasureOf::brand, "1",
                                                  "of those, the buyer's first of the brand"};

class Referral final : public Mechanism {
 public:
  void declare(Declaration& d) override {
    d.parameter(
        "names", names_,
        {.unit = "1",
         .low = 0,
         .high = 1,
         .value = 0.05,
         .role = Role::trait,
         .meaning = "chance that a customer with a strong relationship names the brand to a "
                    "friend, unasked, when she buys it",
         .source = "assumed: sweep 0 to .3"});
    d.parameter(
        "trust", trust_,
        {.unit = "1",
         .low = 0.5,
         .high = 1,
         .value = 0.65,
         .role = Role::trait,
         .meaning = "least trust of a strong relationship",
         .source =
             "assumed: two fresh purchases that were fine, or a delight of three months ago"});
    d.whole("purchases", least_purchases_,
            {.unit = "1",
             .low = 0,
             .high = 1000,
             .value = 2,
             .role = Role::trait,
             .meaning = "least number of earlier purchases of a strong relationship",
             .source = "assumed: whoever buys for the third time is a regular"});
    d.reads(platforms_, columns::platforms);
    d.reads(purchases_, columns::purchases);
    d.reads(for_, columns::trust_for);
    d.reads(against_, columns::trust_against);
    d.own(referred_, referred);
    d.counter(referrals_, columns::referrals);
    d.counter(units_, units_referred);
    d.counter(customers_, customers_referred);
    d.ratio(
        {{"referred_share", Ladder::business, MeasureOf::brand, "1",
          "share of the units bought within 30 days of a friend's naming the brand to the buyer"},
         "units_referred",
         std::string(columns::bought.name)});
    d.on<&Referral::seen>(*this);
    d.on<&Referral::bought>(*this);
  }

  void seen(Turn& turn, const Seen& event) const {
    const Message& m = *event.message;
    if (m.kind == MessageKind::advice && m.valence > 0) {
      turn.mark(referred_, {row(m.brand)}, turn.now() + window);
    }
  }

  // choice has counted this purchase
  void bought(Turn& turn, const Bought& event) const {
    const Identity brand{row(event.brand)};
    if (turn.marked(referred_, brand)) {
      turn.unmark(referred_, brand);
      turn.count(units_, event.brand);
      if (turn.see(purchases_, event.brand) == 1) {
        turn.count(customers_, event.brand);
      }
    }
    if (names_ > 0 && turn.see(platforms_) != 0 && is_strong(turn, event.brand)) {
      name(turn, event);
    }
  }

 private:
  bool is_strong(Turn& turn, BrandId b) const {
    if (turn.see(purchases_, b) <= least_purchases_) {
      return false;
    }
    const TrustLaw& law = turn.laws().trust;
    return law.trust(law.evidence(turn.see(for_, b), turn.see(against_, b), turn.now())) >= trust_;
  }

  void name(Turn& turn, const Bought& event) const {
    constexpr Purpose names{"referral.names"};
    const Identity purchase =
        identity(0x726566ULL, row(turn.who()), row(event.brand), event.occasion.value);
    const auto [u, u_platform] = turn.u2(names, purchase);
    const PlatformId platform = one_of(turn.see(platforms_), u_platform);
    if (u >= names_ || turn.readers(platform) == 0) {
      return;
    }
    Message m;
    m.what = purchase;
    m.root = purchase;
    m.sent = turn.now();
    m.sender = static_cast<std::uint32_t>(turn.who());
    m.brand = event.brand;
    m.platform = platform;
    m.kind = MessageKind::advice;
    m.by_customer = true;
    m.valence = 1;
    turn.send(m, Audience::some_friends(1));
    turn.count(referrals_, event.brand);
  }

  Value names_, trust_, least_purchases_;
  Reads<std::uint8_t> platforms_;
  Reads<std::uint16_t> purchases_;
  Reads<Fading> for_;
  Reads<Fading> against_;
  OwnMarks referred_;
  Counter referrals_{}, units_{}, customers_{};
};

}  // namespace

extern const MechanismInfo referral;
const MechanismInfo referral{
    .summary = "brands named to friends by those who are close to them, and purchases that follow",
    .claims = "mechanism 5, pulled; MODEL section 5: referrals; C13",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Referral>()); },
};

}  // namespace rapport::models
