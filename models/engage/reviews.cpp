// Reviews: some customers write stars after a purchase, more of them after a delight or a failure
// than after what was merely fine, so that stars are J-shaped: many fives, some ones, few between
// (Hu, Zhang & Pavlou 2009). What a platform shows of a brand, the count n and the mean m of its
// stars, is published once a week and the same for all readers. Before some purchases a customer
// reads them for the brands that come to mind, as evidence on trust:
//
//   for     += weight n / (n + half_count) (m - usual) / (5 - usual)      where m >= usual
//   against += weight n / (n + half_count) (usual - m) / (usual - 1)      where m < usual
//
// as far as an earlier reading does not stand for it already: stars read again renew what has faded
// of them, and no more.
//
// Older reviews fade with a half-life, all at once at the week's end. A delight is 5 stars, what
// was fine 4 or 5, a failure 2, or 1 if it was more than half as severe as can be. Held to: the
// shares written and their stars; the published count and mean by hand; the evidence above; nothing
// read from platforms one is not on, nor of brands that do not come to mind.

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

inline constexpr SharedCounter reviews_written{
    "reviews", Ladder::business, MeasureOf::brand_and_platform, "1", "reviews written"};
inline constexpr SharedCounter review_stars{"review_stars", Ladder::business,
                                            MeasureOf::brand_and_platform, "1",
                                            "stars given in reviews, summed"};
inline constexpr SharedCounter reviews_read{
    "reviews_read", Ladder::business, MeasureOf::brand_and_platform, "1",
    "customers who read the brand's reviews before a purchase in the category"};

inline constexpr Column<std::uint8_t> told_by_reviews{
    "told_by_reviews",
    Of::relation,
    "1",
    0,
    255,
    0,
    "what reviews said when they last told something new: 128 + 127 x n / (n + half_count) x "
    "(-1 to 1); 0 = never"};
inline constexpr Column<std::uint16_t> reviews_read_on{
    "reviews_read_on", Of::relation, "day", 0, 65535, 0, "day on which they did"};

class Reviews final : public Mechanism {
 public:
  Reviews() { closes = reports = true; }

  void declare(Declaration& d) override {
    writes(d, "after_fine", after_fine_, 0.01, "was fine");
    writes(d, "after_delight", after_delight_, 0.05, "delighted");
    writes(d, "after_failure", after_failure_, 0.05, "failed");
    declare_reading(d);
    d.reads(platforms_, columns::platforms);
    d.reads(aware_until_, columns::aware_until);
    d.own(for_, columns::trust_for, {"trust"});
    d.own(against_, columns::trust_against, {"trust"});
    d.own(told_, told_by_reviews);
    d.own(read_on_, reviews_read_on);
    d.counter(written_, reviews_written);
    d.counter(stars_, review_stars);
    d.counter(read_count_, reviews_read);
    d.level(shown_mean_, {"shown_stars", Ladder::business, MeasureOf::brand, "1",
                          "mean stars that readers see, over platforms; 0 = no reviews"});
    shown_.resize(d.platform_count());
    for (std::size_t p = 0; p < shown_.size(); ++p) {
      const std::string on = "_on_" + std::to_string(p);
      d.own(shown_[p].count, {"reviews_shown" + on, "1", 0, "reviews that readers see"});
      d.own(shown_[p].stars, {"stars_shown" + on, "1", 0, "their stars, summed"});
      d.own(shown_[p].new_count, {"reviews_new" + on, "1", 0, "reviews of the week so far"});
      d.own(shown_[p].new_stars, {"stars_new" + on, "1", 0, "their stars, summed"});
    }
    d.on<&Reviews::occasion>(*this);
    d.on<&Reviews::experienced>(*this);
  }

  void experienced(Turn& turn, const Experienced& event) const {
    if (turn.see(platforms_) == 0) {
      return;
    }
    constexpr Purpose write{"reviews.write"};
    const Luck::Words words =
        turn.luck().words(write, static_cast<std::uint32_t>(turn.who()), event.experience);
    if (Luck::open_unit(words[0], words[1]) >= chance_after(event.outcome)) {
      return;
    }
    const PlatformId platform = one_of(turn.see(platforms_), Luck::open_unit(words[2]));
    turn.count(written_, event.brand, 1, platform);
    turn.count(stars_, event.brand, stars_for(event, Luck::open_unit(words[3])), platform);
  }

  // before the choice
  void occasion(Turn& turn, const Occasion& event) const {
    constexpr Purpose read{"reviews.read"};
    if (read_ <= 0 || turn.see(platforms_) == 0) {
      return;
    }
    const auto [u, u_platform] = turn.u2(read, {event.serial});
    if (u >= read_) {
      return;
    }
    const PlatformId platform = one_of(turn.see(platforms_), u_platform);
    for (std::size_t i = 0; i < turn.brand_count(); ++i) {
      const auto b = static_cast<BrandId>(i);
      if (double{turn.see(aware_until_, b)} > turn.now()) {
        take_in(turn, b, platform);
      }
    }
  }

  void close(Office& office) const override {
    for (std::size_t p = 0; p < shown_.size(); ++p) {
      const auto platform = static_cast<PlatformId>(p);
      const Shown& s = shown_[p];
      office.own(s.new_count) += static_cast<double>(office.counted(written_, platform));
      office.own(s.new_stars) += static_cast<double>(office.counted(stars_, platform));
      if (office.ends_week()) {
        publish(office.own(s.count), office.own(s.new_count));
        publish(office.own(s.stars), office.own(s.new_stars));
      }
    }
  }

  void report(Report& report) const override {
    double count = 0;
    double stars = 0;
    for (const Shown& s : shown_) {
      count += report.office.own(s.count);
      stars += report.office.own(s.stars);
    }
    report.tell(shown_mean_, count > 0 ? stars / count : 0);
  }

 private:
  /// What a brand has of reviews on one platform.
  struct Shown {
    BrandOwn count, stars, new_count, new_stars;
  };

  static void writes(Declaration& d, std::string_view name, Value& value, double standard,
                     std::string_view of) {
    d.parameter(name, value,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = standard,
                 .role = Role::trait,
                 .meaning = of == "was fine" ? "chance of a review after a purchase that was fine"
                            : of == "delighted" ? "chance of a review after a delight"
                                                : "chance of a review after a failure",
                 .source = "assumed: 1 to 2 % of buyers write; more at the ends, which makes stars "
                           "J-shaped (Hu, Zhang & Pavlou 2009)"});
  }

  void declare_reading(Declaration& d) {
    d.parameter("read", read_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.2,
                 .role = Role::trait,
                 .meaning = "share of category purchases before which reviews are read",
                 .source = "assumed for an ordinary good: sweep 0 to .8"});
    d.parameter(
        "weight", weight_,
        {.unit = "1",
         .low = 0,
         .high = 10,
         .value = 0.19,
         .role = Role::effect,
         .meaning = "evidence on trust from many reviews that all say the best, or the worst",
         .source = "ratio to trust.by_peer: stated trust in strangers' opinions against "
                   "friends', .70 to .92 (Nielsen 2012); level assumed with by_peer"});
    d.parameter("usual", usual_,
                {.unit = "1",
                 .low = 1.5,
                 .high = 4.9,
                 .value = 4,
                 .role = Role::trait,
                 .meaning = "mean stars that say neither good nor bad",
                 .source = "assumed: what reviews mostly average"});
    d.parameter("half_count", half_count_,
                {.unit = "1",
                 .low = 0.1,
                 .high = 10000,
                 .value = 10,
                 .role = Role::trait,
                 .meaning = "number of reviews that weigh half as much as very many",
                 .source = "assumed: a handful says little, a page of them most: sweep 1 to 100"});
    d.parameter("half_life", half_life_,
                {.unit = "week",
                 .low = 1,
                 .high = 1000,
                 .value = 52,
                 .role = Role::market,
                 .meaning = "half-life of a review in what the platform shows",
                 .source = "assumed: platforms show the recent ones first"});
  }

  double chance_after(Outcome outcome) const {
    return outcome == Outcome::failure   ? after_failure_
           : outcome == Outcome::delight ? after_delight_
                                         : after_fine_;
  }
  static std::int64_t stars_for(const Experienced& event, double u) {
    if (event.outcome == Outcome::failure) {
      return event.severity > 0.5 ? 1 : 2;
    }
    return event.outcome == Outcome::delight || u < 0.5 ? 5 : 4;
  }

  void take_in(Turn& turn, BrandId b, PlatformId platform) const {
    const Shown& s = shown_[row(platform)];
    const double count = turn.published(BrandReads{s.count.index}, b);
    if (count <= 0) {
      return;
    }
    turn.count(read_count_, b, 1, platform);
    const double above = turn.published(BrandReads{s.stars.index}, b) / count - usual_;
    const double said =
        count / (count + half_count_) * (above >= 0 ? above / (5 - usual_) : above / (usual_ - 1));
    const double before = still_standing(turn, b);
    const auto told = static_cast<std::uint8_t>(128 + std::lround(127 * said));
    const double news =
        share_of(told) - (above >= 0 ? std::max(before, 0.0) : std::min(before, 0.0));
    if (above >= 0 ? news <= 0 : news >= 0) {
      return;
    }
    turn.own(told_, b) = told;
    turn.own(read_on_, b) = static_cast<std::uint16_t>(turn.now() / hours_per_day);
    turn.own(above >= 0 ? for_ : against_, b)
        .add(turn.now(), turn.laws().trust.half_life, weight_ * std::abs(news));
  }

  static double share_of(std::uint8_t told) { return (told - 128) / 127.0; }

  /// What an earlier reading says still, for (> 0) or against.
  double still_standing(Turn& turn, BrandId b) const {
    const std::uint8_t told = turn.own(told_, b);
    const double age = turn.now() - hours_per_day * static_cast<double>(turn.own(read_on_, b));
    return told == 0 ? 0.0 : share_of(told) * math::exp2(-age / turn.laws().trust.half_life);
  }

  void publish(double& shown, double& new_ones) const {
    shown = shown * math::exp2(-1.0 / half_life_) + new_ones;
    new_ones = 0;
  }

  Value after_fine_, after_delight_, after_failure_, read_, weight_, usual_, half_count_,
      half_life_;
  Reads<std::uint8_t> platforms_;
  Reads<float> aware_until_;
  Own<Fading> for_;
  Own<Fading> against_;
  Own<std::uint8_t> told_;
  Own<std::uint16_t> read_on_;
  std::vector<Shown> shown_;
  Counter written_{}, stars_{}, read_count_{};
  Level shown_mean_{};
};

}  // namespace

extern const MechanismInfo reviews;
const MechanismInfo reviews{
    .summary = "stars written after a purchase, published, and read before another",
    .claims = "mechanism 5, pulled; C15",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Reviews>()); },
};

}  // namespace rapport::models
