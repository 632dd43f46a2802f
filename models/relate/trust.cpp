// Trust: the mean of a beta distribution over evidence for and against a brand, which fades:
//
//   T = (n0/2 + alpha) / (n0 + alpha + beta),   certainty c = n / (n + n0)                     (E4)
//
// Own experience counts most, then peers, then the brand's own words (C15), x (1 + persona). A
// reply is worth g(r) = 1 / (1 + (r / X_j)^2) of its full value after a delay r (E5); a solved
// complaint also undoes part of the failure, less after a second failure within half a year, a
// third of it without redress (Maxham & Netemeyer 2002). After a second failure an answer that does
// not solve is worse than silence; silence for 72 hours after a tagged mention counts against the
// brand, too. Trust is reported over informed customers only: most of a market never gets evidence.
// Held to: the uninformed exactly at the prior; T in (0,1); steady states (V13); fading by half.

#include <algorithm>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

inline constexpr Column<std::uint16_t> last_failure{
    "last_failure", Of::relation, "day", 0, 65535, 0, "day of the last failure + 1; 0 = none"};
inline constexpr Column<std::uint8_t> failed_twice{
    "failed_twice",
    Of::relation,
    "1",
    0,
    1,
    0,
    "1 = the last failure was the second in half a year"};

class Trust final : public Mechanism {
 public:
  Trust() { counts_heads = true; }

  void declare(Declaration& d) override {
    d.parameter("prior_strength", prior_strength_,
                {.unit = "1",
                 .low = 0.1,
                 .high = 100,
                 .value = 2,
                 .role = Role::trait,
                 .meaning = "evidence that a stranger's even mind is worth (n0)",
                 .source = "prototype E4; Josang & Ismail 2002"});
    d.parameter(
        "half_life", half_life_,
        {.unit = "week",
         .low = 1,
         .high = 520,
         .value = 26,
         .role = Role::trait,
         .meaning = "half-life of evidence",
         .source =
             "prototype; .95 a week in the literature = 13.5, context-bound: sweep 13.5 to 52"});
    declare_evidence(d);
    declare_replies(d);
    d.own(for_, columns::trust_for);
    d.own(against_, columns::trust_against);
    d.own(last_failure_, last_failure);
    d.own(failed_twice_, failed_twice);
    d.reads(open_case_, columns::open_case);
    d.on<&Trust::seen>(*this);
    d.on<&Trust::answered>(*this);
    d.on<&Trust::never_answered>(*this);
    d.on<&Trust::experienced>(*this);
    d.stock(informed_, {"informed", Ladder::business, MeasureOf::brand, "1",
                        "customers with evidence worth at least a tenth of a purchase"});
    d.stock(trust_sum_, {"trust_sum", Ladder::business, MeasureOf::brand, "1",
                         "sum of trust over informed customers", false});
    d.ratio({{"trust", Ladder::business, MeasureOf::brand, "1", "mean trust of informed customers"},
             "trust_sum",
             "informed"});
  }

  void prepare(World& world) const override {
    world.laws.trust = {prior_strength_, half_life_ * hours_per_week};
  }

  void seen(Turn& turn, const Seen& event) const {
    const Message& m = *event.message;
    if (!m.names_brand) {
      return;
    }
    if (m.kind == MessageKind::answer) {
      add(turn, m.brand, m.solved != 0 ? for_ : against_, by_public_answer_);
    } else if (m.kind == MessageKind::praise) {
      add(turn, m.brand, for_, by_peer_);
    } else if (m.kind == MessageKind::complaint) {
      add(turn, m.brand, against_, by_peer_ * negativity_);
    } else if (m.kind == MessageKind::advice) {
      add(turn, m.brand, m.valence > 0 ? for_ : against_,
          by_advice_ * (m.valence > 0 ? 1.0 : double{negativity_}));
    } else if (is_brand_content(m.kind)) {
      add(turn, m.brand, for_, m.by_customer ? double{by_relay_} : post_evidence(turn, m));
    }
  }

  void answered(Turn& turn, const Answered& event) const {
    const double g = value_of_reply(turn, event.done - event.asked);
    const BrandId b = event.brand;
    if (event.about == CaseKind::complaint && !event.solved && turn.own(failed_twice_, b) != 0) {
      add(turn, b, against_, by_double_failure_);
      return;
    }
    add(turn, b, for_, by_answer_ * g);
    if (event.about != CaseKind::complaint || !event.solved) {
      return;
    }
    const double paid = event.redress ? 1.0 : 1.0 / 3;
    const double second = turn.own(failed_twice_, b) != 0 ? 0.3 : 1.0;
    add(turn, b, for_, by_recovery_ * g * paid * second);
    Fading& against = turn.own(against_, b);
    const double now = turn.now();
    const double beta = against.value(now, half_life());
    const double failed =
        by_failure_ * (0.5 + event.severity) * math::exp2((event.asked - now) / half_life());
    const double undone = std::min(beta, undone_ * g * failed);
    if (undone > 0) {
      against.set(now, half_life(), beta - undone);
    }
  }

  void never_answered(Turn& turn, const NeverAnswered& event) const {
    if (turn.marked(open_case_, event.cause)) {
      add(turn, event.brand, against_, by_silence_);
    }
  }

  void experienced(Turn& turn, const Experienced& event) const {
    const BrandId b = event.brand;
    if (event.outcome != Outcome::failure) {
      add(turn, b, for_, event.outcome == Outcome::delight ? by_delight_ : by_fine_);
      return;
    }
    add(turn, b, against_, by_failure_ * (0.5 + event.severity));
    const auto today = static_cast<std::uint32_t>(turn.now() / hours_per_day) + 1;
    const std::uint32_t last = turn.own(last_failure_, b);
    turn.own(failed_twice_, b) = last != 0 && today - last <= 182 ? 1 : 0;
    turn.own(last_failure_, b) = static_cast<std::uint16_t>(std::min(today, 65535U));
  }

  void census(Census& census) const override {
    const TrustLaw& law = census.laws().trust;
    for (std::size_t i = 0; i < census.brand_count(); ++i) {
      const auto b = static_cast<BrandId>(i);
      const Fading& in_favour = census.see(for_, b);
      const Fading& against = census.see(against_, b);
      if (in_favour.crossing <= Fading::never && against.crossing <= Fading::never) {
        continue;
      }
      const TrustLaw::Evidence e = law.evidence(in_favour, against, census.now());
      if (e.total() >= least_evidence) {
        census.add(informed_, b, 1);
        census.add(trust_sum_, b, law.trust(e));
      }
    }
  }

 private:
  static constexpr double least_evidence = 0.05;

  void declare_evidence(Declaration& d) {
    effect(d, "by_fine", by_fine_, 0.5, 10, "evidence for, from an own purchase that was fine");
    effect(d, "by_delight", by_delight_, 1.5, 10, "evidence for, from an own delight");
    effect(d, "by_failure", by_failure_, 2, 20,
           "evidence against, from an own failure, times (.5 + severity)");
    effect(d, "by_peer", by_peer_, 0.25, 10, "evidence for, from a peer's praise that is read");
    d.parameter(
        "negativity", negativity_,
        {.unit = "1",
         .low = 1,
         .high = 4,
         .value = 2,
         .role = Role::trait,
         .meaning = "weight of a peer's complaint or warning relative to praise or advice",
         .source = "contested: Jøsang & Ismail; East et al. 2008 found symmetry: sweep 1 to 4"});
    effect(d, "by_advice", by_advice_, 0.35, 10,
           "evidence for, from a friend who names the brand as one to buy; against, from one who "
           "warns of it, times negativity",
           "order: sought and said in person weighs more than read in passing (Bansal & Voyer "
           "2000), less than an own purchase; magnitude assumed");
    effect(d, "by_post", by_post_, 0.03, 5, "evidence for, from a brand's post that is read");
    effect(d, "by_relay", by_relay_, 0.075, 5,
           "evidence for, from a brand's post that a friend passes on");
    effect(
        d, "by_public_answer", by_public_answer_, 0.12, 5,
        "evidence for (or, if it failed, against) from a public answer to a friend that is read");
  }

  void declare_replies(Declaration& d) {
    effect(d, "by_answer", by_answer_, 0.5, 10, "evidence for, from an own answer at once");
    effect(d, "by_recovery", by_recovery_, 0.3, 10,
           "evidence for, from an own complaint solved at once");
    effect(d, "by_silence", by_silence_, 0.5, 10,
           "evidence against, when nobody has answered for 72 hours");
    effect(d, "by_double_failure", by_double_failure_, 0.75, 10,
           "evidence against, from an answer that does not solve the complaint after a second "
           "failure in half a year",
           "sign: Maxham & Netemeyer 2002; magnitude assumed, above by_silence");
    effect(d, "undone", undone_, 0.5, 1,
           "share of a failure's evidence that a solved complaint undoes");
    d.parameter("reply_median", reply_median_,
                {.unit = "hour",
                 .low = 0.1,
                 .high = 100,
                 .value = 4,
                 .role = Role::trait,
                 .meaning = "delay at which an answer has lost half its value, median over people",
                 .source = "prototype E5: between stated 1.7 h and felt; sweep 1 to 10"});
    d.parameter("reply_sigma", reply_sigma_,
                {.unit = "1",
                 .low = 0,
                 .high = 4,
                 .value = 1.8,
                 .role = Role::trait,
                 .meaning = "spread of that delay over people",
                 .source = "prototype E5"});
  }

  static void effect(Declaration& d, std::string_view name, Value& value, double standard,
                     double high, std::string_view meaning,
                     std::string_view source = "prototype E4, E5") {
    d.parameter(name, value,
                {.unit = "1",
                 .low = 0,
                 .high = high,
                 .value = standard,
                 .role = Role::effect,
                 .meaning = meaning,
                 .source = source});
  }

  double half_life() const { return half_life_ * hours_per_week; }

  void add(Turn& turn, BrandId b, Own<Fading> column, double amount) const {
    turn.own(column, b).add(turn.now(), half_life(), amount);
  }

  /// What a brand's own post is worth: help and conversation more than promotion, and in a persona
  /// that the reader likes more than in one it does not (C5).
  double post_evidence(Turn& turn, const Message& m) const {
    const bool helps = m.kind == MessageKind::useful || m.kind == MessageKind::conversation;
    const double worth = by_post_ * (helps ? 1.5 : 0.5);
    return worth * (1 + turn.laws().appeal(double{m.people}, turn.own(for_, m.brand),
                                           turn.own(against_, m.brand), turn.now()));
  }

  double value_of_reply(const Turn& turn, double delay) const {
    constexpr Purpose reply{"trust.reply"};
    const double x = log_normal_of_median(turn.u(reply, {}), reply_median_, reply_sigma_);
    const double relative = delay / x;
    return 1.0 / (1.0 + relative * relative);
  }

  Value prior_strength_, half_life_, by_fine_, by_delight_, by_failure_, by_peer_, negativity_,
      by_advice_, by_post_, by_relay_, by_public_answer_, by_answer_, by_recovery_, by_silence_,
      by_double_failure_, undone_, reply_median_, reply_sigma_;
  Own<Fading> for_;
  Own<Fading> against_;
  Own<std::uint16_t> last_failure_;
  Own<std::uint8_t> failed_twice_;
  ReadsMarks open_case_;
  Stock informed_{}, trust_sum_{};
};

}  // namespace

extern const MechanismInfo trust;
const MechanismInfo trust{
    .summary = "trust as accumulated, fading evidence weighted by its source",
    .claims = "mechanism 6; C12, C15, C35",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Trust>()); },
};

}  // namespace rapport::models
