// Voice: after a failure a private or public complaint, or silence; after a delight sometimes
// praise (exit, voice, loyalty; Hirschman 1970):
//
//   P(private) = .2,  P(public) = .12 (.4 + .6 min(5, x_j)) (.5 + severity) (1 + .3 answered
//   before) P(praise)  = .08 min(5, x_j) (.5 + T) (E9)
//
// Having been answered makes the next public complaint likelier: the squeaky wheel (Ma, Sun & Kekre
// 2015). Public words reach friends and, tagged or not, may be found by the brand.
// Held to: the shares above; superset of complaints after an answer; nothing without an experience.

#include <algorithm>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

inline constexpr SharedCounter complaints{"complaints_public", Ladder::business, MeasureOf::brand,
                                          "1", "failures complained of in public"};
inline constexpr SharedCounter private_complaints{"complaints_private", Ladder::business,
                                                  MeasureOf::brand, "1",
                                                  "failures complained of to the brand alone"};
inline constexpr SharedCounter praises{"praises", Ladder::business, MeasureOf::brand, "1",
                                       "delights told in public"};

class Voice final : public Mechanism {
 public:
  void declare(Declaration& d) override {
    trait(d, "public_complaint", public_, 0.12,
          "chance of a public complaint after a failure, before factors");
    trait(d, "private_complaint", private_, 0.2, "chance of a private complaint after a failure");
    trait(d, "praise", praise_, 0.08, "chance of public praise after a delight, before factors");
    trait(d, "untagged", untagged_, 0.4,
          "share of public words that do not name the brand's account");
    d.parameter("squeaky_wheel", squeaky_,
                {.unit = "1",
                 .low = 0,
                 .high = 2,
                 .value = 0.3,
                 .role = Role::effect,
                 .meaning = "rise of public complaining after having been answered",
                 .source = "sign: Ma, Sun & Kekre 2015; magnitude assumed, .1 to .8"});
    d.parameter("trust", trust_,
                {.unit = "1",
                 .low = 0,
                 .high = 5,
                 .value = 1,
                 .role = Role::effect,
                 .meaning = "how far trust above even makes praise likelier",
                 .source = "prototype E9"});
    d.require({"public_complaint", "private_complaint"},
              "'public_complaint' and 'private_complaint' must not add up to more than 1",
              [this] { return public_ + private_ <= just_one; });
    d.reads(talk_, columns::talk);
    d.reads(platforms_, columns::platforms);
    d.reads(answered_before_, columns::answered_before);
    d.reads(for_, columns::trust_for);
    d.reads(against_, columns::trust_against);
    d.own(open_case_, columns::open_case);
    d.own(last_voice_, columns::last_voice);
    d.counter(complaints_, complaints);
    d.counter(private_complaints_, private_complaints);
    d.counter(praises_, praises);
    d.counter(mentions_, columns::mentions);
    d.counter(market_mentions_, columns::market_mentions);
    d.counter(cascades_, columns::cascades);
    d.counter(members_, columns::cascade_members);
    d.on<&Voice::experienced>(*this);
  }

  void experienced(Turn& turn, const Experienced& event) const {
    if (event.outcome == Outcome::failure) {
      complain(turn, event);
    } else if (event.outcome == Outcome::delight) {
      praise(turn, event);
    }
  }

 private:
  static void trait(Declaration& d, std::string_view name, Value& value, double standard,
                    std::string_view meaning) {
    d.parameter(name, value,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = standard,
                 .role = Role::trait,
                 .meaning = meaning,
                 .source = "prototype E9"});
  }

  void complain(Turn& turn, const Experienced& event) const {
    if (turn.see(platforms_) == 0) {
      return;  // who is on no platform cannot write to the brand there, in private either
    }
    constexpr Purpose choose{"voice.complaint"};
    const double u = turn.u(choose, event.experience);
    const double talk = 0.4 + 0.6 * std::min(5.0, double{turn.see(talk_)});
    const double before = turn.see(answered_before_, event.brand) != 0 ? double{squeaky_} : 0.0;
    const double in_public = public_ * talk * (0.5 + event.severity) * (1 + before);
    if (u < private_) {
      turn.count(private_complaints_, event.brand);
      raise(turn, event, CaseKind::complaint, false);
    } else if (u < private_ + in_public) {
      turn.count(complaints_, event.brand);
      raise(turn, event, CaseKind::complaint, true);
    }
  }

  void praise(Turn& turn, const Experienced& event) const {
    constexpr Purpose choose{"voice.praise"};
    const TrustLaw& law = turn.laws().trust;
    const double trust = law.trust(
        law.evidence(turn.see(for_, event.brand), turn.see(against_, event.brand), turn.now()));
    const double chance =
        praise_ * std::min(5.0, double{turn.see(talk_)}) * (1 + trust_ * (trust - 0.5));
    if (turn.u(choose, event.experience) < chance && turn.see(platforms_) != 0) {
      turn.count(praises_, event.brand);
      raise(turn, event, CaseKind::praise, true);
    }
  }

  void raise(Turn& turn, const Experienced& event, CaseKind kind, bool in_public) const {
    constexpr Purpose place{"voice.place"};
    const Luck::Words words =
        turn.luck().words(place, static_cast<std::uint32_t>(turn.who()), event.experience);
    const double u_platform = Luck::open_unit(words[0]);
    const double u_tag = Luck::open_unit(words[1]);
    Case one;
    one.cause = event.experience;
    one.at = turn.now() + Luck::open_unit(words[2]);  // some time within the hour
    one.customer = static_cast<std::uint32_t>(turn.who());
    one.patience_ends = turn.laws().patience.ends(turn.luck(), one.customer, one.cause, one.at);
    one.severity = static_cast<float>(event.severity);
    one.brand = event.brand;
    one.kind = kind;
    one.platform = in_public ? one_of(turn.see(platforms_), u_platform) : PlatformId{};
    const bool tagged = !in_public || u_tag >= untagged_;
    one.flags = static_cast<std::uint8_t>((tagged ? Case::tagged_bit : 0) |
                                          (in_public ? Case::public_bit : 0));
    if (kind == CaseKind::complaint) {
      turn.mark(open_case_, one.cause, turn.laws().patience.settled(one));
    }
    turn.raise(one);
    if (in_public) {
      say(turn, one);
    }
  }

  void say(Turn& turn, const Case& one) const {
    const bool good = one.kind == CaseKind::praise;
    Message m;
    m.what = one.cause;
    m.root = one.cause;
    m.sent = one.at;
    m.sender = one.customer;
    m.brand = one.brand;
    m.platform = one.platform;
    m.kind = good ? MessageKind::praise : MessageKind::complaint;
    m.by_customer = true;
    m.valence = good ? 1 : -1;
    turn.send(m, Audience::friends());
    // 15 bits: beyond the longest run that a scenario may ask for
    const auto day = static_cast<std::uint32_t>(turn.now() / hours_per_day) + 1;
    turn.own(last_voice_, one.brand) =
        static_cast<std::uint16_t>(2 * std::min(day, 32767U) + (good ? 1U : 0U));
    turn.count(mentions_, one.brand);
    turn.count(cascades_, one.brand);
    turn.count(members_, one.brand);
    for (std::size_t b = 0; b < turn.brand_count(); ++b) {
      turn.count(market_mentions_, static_cast<BrandId>(b));
    }
  }

  Value public_, private_, praise_, untagged_, squeaky_, trust_;
  Reads<float> talk_;
  Reads<std::uint8_t> platforms_;
  Reads<std::uint8_t> answered_before_;
  Reads<Fading> for_;
  Reads<Fading> against_;
  OwnMarks open_case_;
  Own<std::uint16_t> last_voice_;
  Counter complaints_{}, private_complaints_{}, praises_{}, mentions_{}, market_mentions_{},
      cascades_{}, members_{};
};

}  // namespace

extern const MechanismInfo voice;
const MechanismInfo voice{
    .summary = "complaints and praise after an experience",
    .claims = "mechanism 9; C10, C12, C13",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Voice>()); },
};

}  // namespace rapport::models
