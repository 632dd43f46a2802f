// Awareness: only brands that come to mind are considered. A contact at t lasts until t - L ln u
// (exponential memory of mean L); a brand is known until the longest memory ends. Advertising in
// the background is a Poisson stream of contacts with rate -ln(1 - a) / L, so that without social
// activity exactly the share a is aware at any time (M/M/infinity):
//
//   P(aware) = a,   P(T_a <= x) = exp(ln(1 - a) e^(-x / L))                                  (E3)
//
// The stream is followed lazily: a customer's row catches up when it decides something.
// Held to: the stationary share; the decay of an only contact; certainty at a = 1; nothing at 0.

#include <algorithm>
#include <cmath>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

constexpr float never = 1e30F;

inline constexpr Column<float> next_advert{
    "next_advert", Of::relation, "hour", 0, 1e30, never, "time of the next background contact"};
inline constexpr Column<std::uint16_t> adverts{
    "adverts", Of::relation, "1", 0, 65535, 0, "background contacts so far"};

class Awareness final : public Mechanism {
 public:
  Awareness() { founds = counts_heads = true; }

  void declare(Declaration& d) override {
    d.parameter(
        "lifetime", lifetime_,
        {.unit = "year",
         .low = 0.02,
         .high = 1000,
         .value = 1,
         .role = Role::trait,
         .meaning = "mean memory of a contact with a brand",
         .source =
             "prototype; decides the long run, nobody has measured it: sweep .25 to permanent"});
    d.parameter("share", share_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.6,
                 .role = Role::market,
                 .meaning = "share of customers aware of the brand without social activity",
                 .source = "prototype: .60 focal, .75 rival"});
    d.parameter("by_message", by_message_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.5,
                 .role = Role::effect,
                 .meaning = "chance that a message read brings the brand to mind",
                 .source = "prototype E3"});
    d.parameter("by_answer", by_answer_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 1,
                 .role = Role::effect,
                 .meaning = "chance that an answer brings the brand to mind",
                 .source = "prototype E3"});
    d.parameter("by_advice", by_advice_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 1,
                 .role = Role::effect,
                 .meaning = "chance that a friend's recommendation, or another customer's help, "
                            "brings the brand to mind",
                 .source = "assumed: as an answer's, for it is said to one person"});
    d.parameter(
        "by_warning", by_warning_,
        {.unit = "1",
         .low = 0,
         .high = 1,
         .value = 0,
         .role = Role::effect,
         .meaning = "chance that a friend's warning of the brand brings it to mind",
         .source = "assumed: whoever is told not to buy it does not think of it as a choice; "
                   "bad publicity can make the unknown known (Berger, Sorensen & Rasmussen "
                   "2010): sweep 0 to 1"});
    d.parameter("by_purchase", by_purchase_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 1,
                 .role = Role::trait,
                 .meaning = "chance that buying the brand brings it to mind",
                 .source = "prototype E3"});
    d.own(until_, columns::aware_until);
    d.own(next_, next_advert);
    d.own(adverts_, adverts);
    d.on<&Awareness::seen>(*this);
    d.on<&Awareness::answered>(*this);
    d.on<&Awareness::bought>(*this);
    d.on<&Awareness::occasion>(*this);
    d.on<&Awareness::question_due>(*this);
    d.stock(aware_,
            {"aware", Ladder::business, MeasureOf::brand, "1", "customers who know the brand"});
  }

  void found(Newcomer& who) const override {
    for (std::size_t i = 0; i < who.brand_count(); ++i) {
      const auto b = static_cast<BrandId>(i);
      const double share = share_(b, who.segment());
      if (share >= 1) {
        who.own(until_, b) = never;
      } else if (share > 0) {
        constexpr Purpose start{"awareness.start"};
        const double strength = -math::log1p(-share);
        const auto [u, u_next] = who.luck().u2(start, static_cast<std::uint32_t>(who.who()), {i});
        who.own(until_, b) = static_cast<float>(-memory() * math::log(-math::log(u) / strength));
        who.own(next_, b) = static_cast<float>(exponential(u_next) * memory() / strength);
      }
    }
  }

  void seen(Turn& turn, const Seen& event) const {
    constexpr Purpose noticed{"awareness.message"};
    const Message& m = *event.message;
    const double chance = !is_personal(m.kind) ? by_message_
                          : m.valence < 0      ? by_warning_
                                               : by_advice_;
    if (m.names_brand && turn.u(noticed, m.what) < chance) {
      contact(turn, m.brand, m.what);
    }
  }
  void answered(Turn& turn, const Answered& event) const {
    constexpr Purpose noticed{"awareness.answer"};
    if (turn.u(noticed, event.cause) < by_answer_) {
      contact(turn, event.brand, identity(0x616e73ULL, event.cause.value));
    }
  }
  void bought(Turn& turn, const Bought& event) const {
    constexpr Purpose noticed{"awareness.purchase"};
    if (turn.u(noticed, event.occasion) < by_purchase_) {
      contact(turn, event.brand, identity(0x627579ULL, event.occasion.value));
    }
  }
  void occasion(Turn& turn, const Occasion&) const { catch_up(turn); }
  void question_due(Turn& turn, const QuestionDue&) const { catch_up(turn); }

  void census(Census& census) const override {
    for (std::size_t i = 0; i < census.brand_count(); ++i) {
      const auto b = static_cast<BrandId>(i);
      if (is_aware(census, b)) {
        census.add(aware_, b, 1);
      }
    }
  }

 private:
  struct Stream {
    float until = 0;
    float next = 0;
    std::uint16_t count = 0;
  };

  /// More contacts can only lengthen a memory, so one that lasts needs no catching up.
  bool is_aware(const Census& census, BrandId b) const {
    const double now = census.now();
    if (double{census.see(until_, b)} > now) {
      return true;
    }
    if (double{census.see(next_, b)} > now) {
      return false;
    }
    Stream stream{census.see(until_, b), census.see(next_, b), census.see(adverts_, b)};
    advance(stream, census, b, now);
    return double{stream.until} > now;
  }

  double memory() const { return lifetime_ * 365.25 * hours_per_day; }

  void contact(Turn& turn, BrandId b, Identity event) const {
    constexpr Purpose length{"awareness.memory"};
    const double u = turn.u(length, identity(row(b), event.value));
    float& until = turn.own(until_, b);
    until = std::max(until, static_cast<float>(turn.now() + memory() * exponential(u)));
  }

  void catch_up(Turn& turn) const {
    for (std::size_t i = 0; i < turn.brand_count(); ++i) {
      const auto b = static_cast<BrandId>(i);
      if (double{turn.own(next_, b)} > turn.now()) {
        continue;
      }
      Stream stream{turn.own(until_, b), turn.own(next_, b), turn.own(adverts_, b)};
      advance(stream, turn, b, turn.now());
      turn.own(until_, b) = stream.until;
      turn.own(next_, b) = stream.next;
      turn.own(adverts_, b) = stream.count;
    }
  }

  /// Background contacts up to now: each with its own memory and the gap to the next. `someone` is
  /// a turn or a census.
  template <class Someone>
  void advance(Stream& stream, const Someone& someone, BrandId b, double now) const {
    if (double{stream.next} > now) {
      return;
    }
    constexpr Purpose advert{"awareness.advert"};
    const auto customer = static_cast<std::uint32_t>(someone.who());
    const double gap = memory() / -math::log1p(-share_(b, someone.segment()));
    while (double{stream.next} <= now) {
      ++stream.count;
      const auto [u, u_next] =
          someone.luck().u2(advert, customer, {(row(b) << 32U) | stream.count});
      stream.until =
          std::max(stream.until, static_cast<float>(stream.next + memory() * exponential(u)));
      stream.next = std::max(std::nextafter(stream.next, never),
                             static_cast<float>(stream.next + gap * exponential(u_next)));
    }
  }

  Value lifetime_, by_message_, by_answer_, by_advice_, by_warning_, by_purchase_;
  PerBrandAndSegment share_;
  Own<float> until_;
  Own<float> next_;
  Own<std::uint16_t> adverts_;
  Stock aware_{};
};

}  // namespace

extern const MechanismInfo awareness;
const MechanismInfo awareness{
    .summary = "brands that come to mind, forgotten and renewed",
    .claims = "mechanism 2; C34",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Awareness>()); },
};

}  // namespace rapport::models
