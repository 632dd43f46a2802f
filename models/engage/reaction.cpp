// Reaction: what a reader does on a brand's message: unfollow, share, comment, click, like or
// nothing, a multinomial logit with nothing at 0:
//
//   z = relevance + persona + w_T (T - .5) - .5 I                                         (E10)
//   persona = people (b_h hedonic - b_r involvement - b_u (1 - certainty))
//
// The same persona weighs in what a post does to trust and irritation.
// One uniform over the alternatives, the rare and strategy-sensitive ones first. The intercepts
// give .1 to 1 % weekly active followers. Followers who came for gifts find little else relevant
// (C27). Held to: shares of the logit (V16); nothing on customers' messages; unfollow only by
// followers.

#include <array>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

inline constexpr SharedCounter likes{"likes", Ladder::vanity, MeasureOf::brand_and_platform, "1",
                                     "likes of the brand's messages"};
inline constexpr SharedCounter comments{"comments", Ladder::vanity, MeasureOf::brand_and_platform,
                                        "1", "comments on the brand's messages"};
inline constexpr SharedCounter shares{"shares", Ladder::vanity, MeasureOf::brand_and_platform, "1",
                                      "shares of the brand's messages by their readers"};
inline constexpr SharedCounter clicks{"clicks", Ladder::vanity, MeasureOf::brand_and_platform, "1",
                                      "clicks on the brand's messages"};

class ReactionToPosts final : public Mechanism {
 public:
  void declare(Declaration& d) override {
    intercept(d, "like", like_, -4.7);
    intercept(d, "comment", comment_, -6.7);
    intercept(d, "share", share_, -7.3);
    intercept(d, "click", click_, -5.8);
    intercept(d, "unfollow", unfollow_, -5);
    d.parameter("relevance", relevance_,
                {.unit = "1",
                 .low = -5,
                 .high = 5,
                 .value = 0.3,
                 .role = Role::trait,
                 .meaning = "relevance of a brand's message to an interested reader",
                 .source = "prototype E10"});
    d.parameter("relevance_for_gifts", relevance_for_gifts_,
                {.unit = "1",
                 .low = -5,
                 .high = 5,
                 .value = -1,
                 .role = Role::trait,
                 .meaning = "relevance to one who follows for gifts",
                 .source = "prototype E10"});
    effect(d, "trust", trust_, 2, "weight of trust above or below even");
    effect(d, "irritation", irritation_weight_, 0.5, "weight of irritation");
    effect(d, "irritation_unfollow", irritation_unfollow_, 1.5,
           "weight of irritation in unfollowing");
    effect(d, "trust_unfollow", trust_unfollow_, 1.5, "weight of trust against unfollowing");
    effect(d, "conversation_comment", conversation_comment_, 2,
           "a question to the audience invites comments");
    effect(d, "useful_share", useful_share_, 0.6, "useful messages are passed on");
    effect(d, "giveaway_share", giveaway_share_, 2, "giveaways are passed on");
    effect(d, "promotion_click", promotion_click_, 0.6, "promotions are clicked on");
    declare_persona(d);
    d.reads(for_, columns::trust_for);
    d.reads(against_, columns::trust_against);
    d.reads(irritation_, columns::irritation);
    d.reads(follows_, columns::follows);
    d.reads(gifts_, columns::follows_for_gifts);
    d.counter(likes_, likes);
    d.counter(comments_, comments);
    d.counter(shares_, shares);
    d.counter(clicks_, clicks);
    d.on<&ReactionToPosts::seen>(*this);
  }

  void prepare(World& world) const override {
    world.laws.persona = {persona_hedonic_ * hedonic_, persona_involvement_ * involvement_,
                          persona_unfamiliar_};
  }

  void seen(Turn& turn, const Seen& event) const {
    const Message& m = *event.message;
    if (m.by_customer || !is_brand_content(m.kind)) {
      return;
    }
    constexpr Purpose react{"reaction.kind"};
    const double u = turn.u(react, m.what);
    // the likeliest reactions together stay under a tenth for most readers: nothing is the rule
    const std::array<double, 5> weight = weights(turn, m);
    double total = 1;
    for (const double w : weight) {
      total += w;
    }
    double reached = 0;
    for (std::size_t i = 0; i < weight.size(); ++i) {
      reached += weight[i];
      if (u * total < reached) {
        react_with(turn, m, static_cast<Reaction>(i));
        return;
      }
    }
  }

 private:
  static void intercept(Declaration& d, std::string_view name, Value& value, double standard) {
    d.parameter(name, value,
                {.unit = "1",
                 .low = -20,
                 .high = 5,
                 .value = standard,
                 .role = Role::trait,
                 .meaning = "intercept of this reaction in the logit",
                 .source = "prototype E10: gives .1 to 1 % weekly active followers"});
  }
  static void effect(Declaration& d, std::string_view name, Value& value, double standard,
                     std::string_view meaning) {
    d.parameter(name, value,
                {.unit = "1",
                 .low = 0,
                 .high = 10,
                 .value = standard,
                 .role = Role::effect,
                 .meaning = meaning,
                 .source = "prototype E10"});
  }

  void declare_persona(Declaration& d) {
    d.parameter("persona_hedonic", persona_hedonic_,
                {.unit = "1",
                 .low = 0,
                 .high = 0.3,
                 .value = 0.1,
                 .role = Role::effect,
                 .meaning = "visible people please where buying is for pleasure",
                 .source = "sign: Barcelos et al. 2018; magnitude assumed"});
    d.parameter("persona_involvement", persona_involvement_,
                {.unit = "1",
                 .low = 0,
                 .high = 0.3,
                 .value = 0.1,
                 .role = Role::effect,
                 .meaning = "and displease where the purchase is a risk",
                 .source = "sign: Barcelos et al. 2018; magnitude assumed"});
    d.parameter("persona_unfamiliar", persona_unfamiliar_,
                {.unit = "1",
                 .low = 0,
                 .high = 0.3,
                 .value = 0.1,
                 .role = Role::effect,
                 .meaning = "and displease strangers",
                 .source = "sign: Gretry et al. 2017; magnitude assumed"});
    d.parameter("hedonic", hedonic_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.5,
                 .role = Role::market,
                 .meaning = "how far the category is bought for pleasure",
                 .source = "assumed: halfway, as coffee is; sweep 0 to 1"});
    d.parameter("involvement", involvement_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.3,
                 .role = Role::market,
                 .meaning = "how far the category is a risk to its buyers",
                 .source = "assumed: a cheap good bought often; more for a bank: sweep 0 to 1"});
  }

  std::array<double, 5> weights(const Turn& turn, const Message& m) const {
    const TrustLaw& law = turn.laws().trust;
    const TrustLaw::Evidence e =
        law.evidence(turn.see(for_, m.brand), turn.see(against_, m.brand), turn.now());
    const double trust = law.trust(e) - 0.5;
    const double annoyed =
        turn.see(irritation_, m.brand).value(turn.now(), turn.laws().irritation_half_life);
    const bool follows = (turn.see(follows_, m.brand) >> row(m.platform) & 1U) != 0;
    const bool for_gifts = follows && turn.see(gifts_, m.brand) != 0;
    const double persona = turn.laws().persona.appeal(double{m.people}, law.certainty(e));
    const double z = (for_gifts ? double{relevance_for_gifts_} : double{relevance_}) + persona +
                     trust_ * trust - irritation_weight_ * annoyed;
    const bool gift = m.kind == MessageKind::giveaway;
    const bool useful = m.kind == MessageKind::useful;
    const bool promotes = m.kind == MessageKind::promotion || m.kind == MessageKind::advert;
    const double unfollow = follows ? math::exp(unfollow_ + irritation_unfollow_ * annoyed -
                                                trust_unfollow_ * trust + (for_gifts ? 1.0 : 0.0))
                                    : 0.0;
    const double share = math::exp(share_ + z + (useful ? double{useful_share_} : 0.0) +
                                   (gift ? double{giveaway_share_} : 0.0));
    const double comment = math::exp(
        comment_ + z + (m.kind == MessageKind::conversation ? double{conversation_comment_} : 0.0));
    const double click = math::exp(click_ + 0.7 * z + (promotes ? double{promotion_click_} : 0.0));
    return {unfollow, share, comment, click, math::exp(like_ + z)};
  }

  void react_with(Turn& turn, const Message& m, Reaction reaction) const {
    switch (reaction) {
      case Reaction::like:
        turn.count(likes_, m.brand, 1, m.platform);
        break;
      case Reaction::comment:
        turn.count(comments_, m.brand, 1, m.platform);
        break;
      case Reaction::share:
        turn.count(shares_, m.brand, 1, m.platform);
        break;
      case Reaction::click:
        turn.count(clicks_, m.brand, 1, m.platform);
        break;
      case Reaction::unfollow:
        break;
    }
    turn.then(Reacted{&m, reaction});
  }

  Value like_, comment_, share_, click_, unfollow_, relevance_, relevance_for_gifts_, trust_,
      irritation_weight_, irritation_unfollow_, trust_unfollow_, conversation_comment_,
      useful_share_, giveaway_share_, promotion_click_, persona_hedonic_, persona_involvement_,
      persona_unfamiliar_, hedonic_, involvement_;
  Reads<Fading> for_;
  Reads<Fading> against_;
  Reads<Fading> irritation_;
  Reads<std::uint8_t> follows_;
  Reads<std::uint8_t> gifts_;
  Counter likes_{}, comments_{}, shares_{}, clicks_{};
};

}  // namespace

extern const MechanismInfo reaction;
const MechanismInfo reaction{
    .summary = "what readers do on a brand's message",
    .claims = "mechanism 4; C4, C5, C16, C27",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<ReactionToPosts>()); },
};

}  // namespace rapport::models
