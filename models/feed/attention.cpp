// Attention: what a platform shows and what a reader still finds. A message at t to reader j has
// one chance, at j's next log-in tau:
//
//   u = u(j, message);  u >= p_show: never shown
//   seen iff tau - t <= W,  W = -ln(u / p_show) s_j / lambda_j                              (E1)
//
// so that unconditionally P(seen after delay D) = p_show exp(-lambda D / s): everyday chatter is a
// Poisson stream of lambda items an hour and the reader's span is geometric with mean s. A message
// found after k others were read at the same log-in is read with the further chance (1 - 1/s)^k.
// For brands
//
//   p_show = min(.9, p (1 + A/(1+A)) reach),   reach = (F/F0)^-eta / (1 + posts a week / 7)
//
// where the affinity A (comments, shares and answers count 1, likes and clicks half) fades with a
// half-life. What is paid for is always shown; whether it is seen is decided by attention as ever.
// Most recipients are rejected by one look-up, before their row is touched. What is said to a
// person rather than to an audience is found at the next log-in whatever else stands there, and is
// no impression. Held to: the law above in closed form; nothing shown at p_show 0; no one sees what
// was sent to platforms they are not on; conservation of copies; k posts of chance p reach 1 - (1 -
// p)^k.

#include <algorithm>
#include <utility>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

constexpr double most_shown = 0.9;

inline constexpr Column<float> attention_hours{
    "attention_hours",
    Of::customer,
    "hour",
    0,
    1e6,
    0,
    "span of attention over the rate of other items: how long a message stays within reach"};
inline constexpr Column<Fading> affinity{
    "affinity", Of::relation, "hour", -1e30, 1e6, {}, "recent interactions with the brand"};

inline constexpr SharedCounter impressions{"impressions", Ladder::vanity,
                                           MeasureOf::brand_and_platform, "1",
                                           "messages of or about the brand that were read"};
inline constexpr SharedCounter brand_impressions{
    "brand_impressions", Ladder::vanity, MeasureOf::brand_and_platform, "1",
    "the brand's own posts and adverts that were read (reach, with repeats)"};
inline constexpr Column<std::uint16_t> week_reached{
    "week_reached",
    Of::relation,
    "week",
    0,
    65535,
    0,
    "week of the run in which a post or advert of the brand was last read, + 1; 0 = never"};
inline constexpr SharedCounter weekly_reach{
    "weekly_reach", Ladder::vanity, MeasureOf::brand, "1",
    "people who read a post or advert of the brand in the week; over weeks a sum of person-weeks, "
    "not people ever reached"};
inline constexpr SharedCounter crowded_out{
    "copies_crowded_out", Ladder::operations, MeasureOf::brand_and_platform, "1",
    "copies passed over because others of the same log-in were read before"};

class Attention final : public Mechanism {
 public:
  Attention() { founds = feeds = true; }

  void declare(Declaration& d) override {
    declare_display(d);
    d.parameter("span", span_,
                {.unit = "1",
                 .low = 1,
                 .high = 1000,
                 .value = 25,
                 .role = Role::trait,
                 .meaning = "mean number of items that a reader looks through at a log-in",
                 .source = "prototype E1"});
    d.parameter("background", background_,
                {.unit = "hour-1",
                 .low = 0.001,
                 .high = 1000,
                 .value = 8,
                 .role = Role::trait,
                 .meaning = "mean number of other items an hour in a reader's feed",
                 .source = "prototype E1"});
    d.parameter("background_sigma", background_sigma_,
                {.unit = "1",
                 .low = 0,
                 .high = 3,
                 .value = 0.7,
                 .role = Role::trait,
                 .meaning = "spread of the background over readers (sigma of the log-normal)",
                 .source = "prototype E1"});
    d.parameter("affinity_weight", affinity_weight_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 1,
                 .role = Role::effect,
                 .meaning = "how far recent interactions raise the chance of being shown",
                 .source = "prototype E1"});
    d.parameter("affinity_half_life", affinity_half_life_,
                {.unit = "week",
                 .low = 0.1,
                 .high = 52,
                 .value = 2,
                 .role = Role::trait,
                 .meaning = "half-life of the platform's memory of interactions",
                 .source = "prototype E1"});
    d.reads(platforms_, columns::platforms);
    d.reads(bin_, columns::log_in_bin);
    d.own(hours_, attention_hours);
    d.own(affinity_, affinity);
    d.counter(impressions_, impressions);
    d.own(week_reached_, week_reached);
    d.counter(brand_impressions_, brand_impressions);
    d.counter(reach_, weekly_reach);
    d.counter(crowded_out_, crowded_out);
    d.on<&Attention::shown>(*this);
    d.on<&Attention::reacted>(*this);
    d.on<&Attention::answered>(*this);
  }

  void prepare(World& world) const override {
    world.laws.reach = {size_exponent_, size_reference_, crowding_};
  }

  void found(Newcomer& who) const override {
    constexpr Purpose background{"attention.background"};
    const double items = log_normal_of_mean(who.u(background), background_, background_sigma_);
    who.own(hours_) = static_cast<float>(span_ / items);
  }

  void feed(const Message& message, std::span<const CustomerId> readers,
            Delivery& delivery) const override {
    constexpr Purpose see{"attention.see"};
    if (is_personal(message.kind)) {
      hand_over(message, readers, delivery);
      return;
    }
    const bool by_brand = !message.by_customer && is_brand_content(message.kind);
    const bool paid = message.kind == MessageKind::advert;
    const double base = paid ? 1.0 : by_brand ? brand_show_ * double{message.show} : friend_show_;
    const double bound =
        by_brand && !paid ? std::min(most_shown, base * (1 + affinity_weight_)) : base;
    const auto threshold = static_cast<std::uint32_t>(std::min(bound * 0x1.0p32, 4294967295.0));
    const std::uint8_t platform_bit = static_cast<std::uint8_t>(1U << row(message.platform));
    for (const CustomerId reader : readers) {
      const std::uint32_t word =
          delivery.luck().words(see, static_cast<std::uint32_t>(reader), message.what)[0];
      if (word > threshold) {
        continue;
      }
      if ((delivery.see(platforms_, reader) & platform_bit) == 0) {
        continue;
      }
      double chance = base;
      if (by_brand && !paid) {
        const double a = delivery.see(Reads<Fading>{affinity_.offset}, reader, message.brand)
                             .value(delivery.now(), half_life());
        chance = std::min(most_shown, base * (1 + affinity_weight_ * a / (1 + a)));
      }
      const double u = Luck::open_unit(word);
      if (u < chance) {
        place(message, reader, u / chance, delivery);
      }
    }
  }

  void shown(Turn& turn, const Shown& event) const {
    const Message& message = turn.message(event.message);
    if (is_personal(message.kind)) {
      turn.then(Seen{&message});
      return;
    }
    if (const std::uint32_t before = turn.reads(message.platform); before > 0) {
      constexpr Purpose crowd{"attention.crowd"};
      const double read =
          math::exp(before * math::log1p(-1.0 / std::max(1.0 + 1e-9, double{span_})));
      if (turn.u(crowd, message.what) >= read) {
        if (message.names_brand) {
          turn.count(crowded_out_, message.brand, 1, message.platform);
        }
        return;
      }
    }
    if (message.names_brand) {
      turn.count(impressions_, message.brand, 1, message.platform);
      if (!message.by_customer && is_brand_content(message.kind)) {
        turn.count(brand_impressions_, message.brand, 1, message.platform);
        const auto week = static_cast<std::uint16_t>(turn.now() / hours_per_week + 1);
        if (std::exchange(turn.own(week_reached_, message.brand), week) != week) {
          turn.count(reach_, message.brand);
        }
      }
    }
    turn.then(Seen{&message});
  }

  void reacted(Turn& turn, const Reacted& event) const {
    if (event.reaction == Reaction::unfollow) {
      return;
    }
    const bool strong = event.reaction == Reaction::comment || event.reaction == Reaction::share;
    turn.own(affinity_, event.message->brand).add(turn.now(), half_life(), strong ? 1.0 : 0.5);
  }

  void answered(Turn& turn, const Answered& event) const {
    turn.own(affinity_, event.brand).add(turn.now(), half_life(), 1.0);
  }

 private:
  void declare_display(Declaration& d) {
    d.parameter("friend_show", friend_show_,
                {.unit = "1",
                 .low = 0,
                 .high = 0.99,
                 .value = 0.5,
                 .role = Role::market,
                 .meaning = "chance that the platform shows a friend's message at all",
                 .source = "prototype E1"});
    d.parameter(
        "brand_show", brand_show_,
        {.unit = "1",
         .low = 0,
         .high = 0.9,
         .value = 0.5,
         .role = Role::market,
         .meaning = "chance that a small, rarely posting brand's message is shown to a follower",
         .source = "prototype E1; realised: 9.9 % of followers see a post, field .12 for small "
                   "pages (Ogilvy 2014)"});
    d.parameter("size_exponent", size_exponent_,
                {.unit = "1",
                 .low = 0,
                 .high = 0.4,
                 .value = 0.25,
                 .role = Role::market,
                 .meaning = "how organic reach falls with the number of followers (eta)",
                 .source = "two points of Ogilvy 2014 (106 pages)"});
    d.parameter("size_reference", size_reference_,
                {.unit = "1",
                 .low = 1,
                 .high = 1e7,
                 .value = 1000,
                 .role = Role::market,
                 .meaning = "followers up to which organic reach does not fall (F0)",
                 .source = "assumed: .12 for small pages against .02 above 500,000 with eta .25"});
    d.parameter("crowding_posts", crowding_,
                {.unit = "week-1",
                 .low = 0.1,
                 .high = 1000,
                 .value = 7,
                 .role = Role::market,
                 .meaning = "posts a week that halve a post's chance of being shown",
                 .source = "prototype E1"});
  }

  double half_life() const { return affinity_half_life_ * hours_per_week; }

  void place(const Message& message, CustomerId reader, double u_over_chance,
             Delivery& delivery) const {
    const double sent = delivery.now();
    const double visible = std::min(
        static_cast<double>(delivery.visible_hours()),
        -math::log(u_over_chance) * double{delivery.see(Reads<float>{hours_.offset}, reader)});
    find_by(message, reader, static_cast<std::uint32_t>(sent + visible), delivery);
  }

  /// What is said to these persons waits for each as long as anything may.
  void hand_over(const Message& message, std::span<const CustomerId> readers,
                 Delivery& delivery) const {
    const auto last = static_cast<std::uint32_t>(delivery.now()) + delivery.visible_hours();
    for (const CustomerId reader : readers) {
      if ((delivery.see(platforms_, reader) >> row(message.platform) & 1U) != 0) {
        find_by(message, reader, last, delivery);
      }
    }
  }

  /// Shown at the next log-in, unless that comes after the last hour.
  void find_by(const Message& message, CustomerId reader, std::uint32_t last,
               Delivery& delivery) const {
    const std::uint32_t first = delivery.first_hour();
    if (last < first) {
      return;
    }
    const std::uint32_t hour = delivery.log_ins().next(
        delivery.luck(), static_cast<std::uint32_t>(reader),
        static_cast<std::uint8_t>(message.platform), delivery.see(bin_, reader), first, last);
    if (hour <= last) {
      delivery.show(reader, hour);
    }
  }

  Value friend_show_, brand_show_, size_exponent_, size_reference_, crowding_;
  Value span_, background_, background_sigma_, affinity_weight_, affinity_half_life_;
  Reads<std::uint8_t> platforms_;
  Reads<std::uint8_t> bin_;
  Own<float> hours_;
  Own<Fading> affinity_;
  Own<std::uint16_t> week_reached_;
  Counter impressions_{}, brand_impressions_{}, reach_{}, crowded_out_{};
};

}  // namespace

extern const MechanismInfo attention;
const MechanismInfo attention{
    .summary = "what the platform shows of what is sent, and what readers still find at a log-in",
    .claims = "mechanism 3; C4",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Attention>()); },
};

}  // namespace rapport::models
