// Following: who gets a brand's posts. At first those who buy more follow more (selection, not
// cause); later after a purchase, after a friend's relay, for a giveaway. Following by itself moves
// nothing (John et al. 2017): it only lets messages arrive.
//
//   P(follow at the start) = min(1, share x (rate_j / mean rate)^selection)
//
// Held to: the value-of-a-fan arithmetic at selection 1; lists agree with rows; only members
// follow.

#include <algorithm>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

inline constexpr SharedCounter follows_begun{
    "follows", Ladder::vanity, MeasureOf::brand_and_platform, "1", "customers who began to follow"};
inline constexpr SharedCounter follows_ended{"unfollows", Ladder::vanity,
                                             MeasureOf::brand_and_platform, "1",
                                             "customers who ceased to follow"};

class Following final : public Mechanism {
 public:
  Following() { founds = true; }

  void declare(Declaration& d) override {
    d.parameter("share", share_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.05,
                 .role = Role::market,
                 .meaning = "share of a platform's members who follow the brand at the start",
                 .source = "prototype: about 5 % follow"});
    d.parameter("selection", selection_,
                {.unit = "1",
                 .low = 0,
                 .high = 2,
                 .value = 1,
                 .role = Role::trait,
                 .meaning = "how far heavy buyers are likelier to follow (theta)",
                 .source = "Nelson-Field, Riebe & Sharp 2012, direction"});
    chance(d, "after_purchase", after_purchase_, 0.03,
           "chance to begin to follow after a purchase");
    chance(d, "after_relay", after_relay_, 0.01,
           "chance after reading a friend's relay of its post");
    chance(d, "for_giveaway", for_giveaway_, 0.15, "chance after reading of a giveaway (C27)");
    d.reads(platforms_, columns::platforms);
    d.reads(rate_, columns::need_rate);
    d.own(follows_, columns::follows);
    d.own(gifts_, columns::follows_for_gifts);
    d.counter(begun_, follows_begun);
    d.counter(ended_, follows_ended);
    d.on<&Following::seen>(*this);
    d.on<&Following::reacted>(*this);
    d.on<&Following::bought>(*this);
  }

  void found(Newcomer& who) const override {
    constexpr Purpose start{"following.start"};
    const double mean = who.laws().mean_need_rate;
    const double relative = mean > 0 ? double{who.see(rate_)} / mean : 1.0;
    for (std::size_t i = 0; i < who.brand_count(); ++i) {
      const auto b = static_cast<BrandId>(i);
      for (std::size_t p = 0; p < who.platform_count(); ++p) {
        if ((who.see(platforms_) >> p & 1U) == 0 || share_[b] <= 0) {
          continue;
        }
        const double weight = relative > 0 ? math::pow(relative, selection_) : 0.0;
        if (who.u(start, {(i << 8U) | p}) < share_[b] * weight) {
          std::uint8_t& bits = who.own(follows_, b);
          bits = static_cast<std::uint8_t>(bits | (1U << p));
          who.follow(b, static_cast<PlatformId>(p));
        }
      }
    }
  }

  void seen(Turn& turn, const Seen& event) const {
    const Message& m = *event.message;
    const bool gift = m.kind == MessageKind::giveaway;
    const bool relay = m.by_customer && is_brand_content(m.kind);
    if (!gift && !relay) {
      return;
    }
    constexpr Purpose begin{"following.message"};
    if (turn.u(begin, m.what) < (gift ? double{for_giveaway_} : double{after_relay_})) {
      begin_to_follow(turn, m.brand, m.platform, gift);
    }
  }

  void reacted(Turn& turn, const Reacted& event) const {
    const Message& m = *event.message;
    std::uint8_t& bits = turn.own(follows_, m.brand);
    const auto bit = static_cast<std::uint8_t>(1U << row(m.platform));
    if (event.reaction == Reaction::unfollow && (bits & bit) != 0) {
      bits = static_cast<std::uint8_t>(bits & ~bit);
      turn.follow(m.brand, m.platform, false);
      turn.count(ended_, m.brand, 1, m.platform);
      if (bits == 0) {
        turn.own(gifts_, m.brand) = 0;
      }
    }
  }

  void bought(Turn& turn, const Bought& event) const {
    constexpr Purpose begin{"following.purchase"};
    const auto [u, u_platform] = turn.u2(begin, event.occasion);
    if (u < after_purchase_ && turn.see(platforms_) != 0) {
      begin_to_follow(turn, event.brand, one_of(turn.see(platforms_), u_platform), false);
    }
  }

 private:
  static void chance(Declaration& d, std::string_view name, Value& value, double standard,
                     std::string_view meaning) {
    d.parameter(name, value,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = standard,
                 .role = Role::effect,
                 .meaning = meaning,
                 .source = "prototype E11"});
  }

  void begin_to_follow(Turn& turn, BrandId b, PlatformId p, bool for_gifts) const {
    const auto bit = static_cast<std::uint8_t>(1U << row(p));
    std::uint8_t& bits = turn.own(follows_, b);
    if ((bits & bit) != 0 || (turn.see(platforms_) & bit) == 0) {
      return;
    }
    if (bits == 0) {
      turn.own(gifts_, b) = for_gifts ? 1 : 0;
    }
    bits = static_cast<std::uint8_t>(bits | bit);
    turn.follow(b, p, true);
    turn.count(begun_, b, 1, p);
  }

  PerBrand share_;
  Value selection_, after_purchase_, after_relay_, for_giveaway_;
  Reads<std::uint8_t> platforms_;
  Reads<float> rate_;
  Own<std::uint8_t> follows_;
  Own<std::uint8_t> gifts_;
  Counter begun_{}, ended_{};
};

}  // namespace

extern const MechanismInfo following;
const MechanismInfo following{
    .summary = "who follows whom, from when, and why",
    .claims = "mechanisms 3, 4, 13; C27, C31",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Following>()); },
};

}  // namespace rapport::models
