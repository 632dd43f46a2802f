// Publishing: broadcasts on a schedule. The k-th of a week's n posts on a platform goes out in the
// ((k + 1/2) / n)-th of the week's publishing hours, so that more posts do not move to other times
// of the day. What a post is follows the mix, by luck keyed to the post: (brand, platform, week,
// k), so that strategies with other hours meet the same luck and one more post is a new k.
//
// Writing takes its minutes from the desk before anybody is answered, as each post goes out. A desk
// whose hours do not suffice for all posts writes as many as they do for, on all platforms in
// proportion.
// Held to: posts a week as declared; none outside the declared hours; nothing at 0, of posts or of
// hours; minutes = posts x minutes a post; the same luck at other hours.

#include <algorithm>
#include <cmath>
#include <ranges>

#include "sim/tick/declaration.hpp"
#include "sim/world/columns.hpp"

namespace rapport::models {
namespace {

class Publishing final : public Mechanism {
 public:
  Publishing() { opens = true; }

  void declare(Declaration& d) override {
    d.parameter("posts_per_week", posts_,
                {.unit = "week-1",
                 .low = 0,
                 .high = 1000,
                 .value = 5,
                 .role = Role::organisation,
                 .meaning = "posts a week on a platform (C4)",
                 .source = "prototype set-up"});
    d.parameter("promotion_share", promotion_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0.8,
                 .role = Role::organisation,
                 .meaning = "share of posts that say: buy now",
                 .source = "existing .8, living .2 (prototype)"});
    d.parameter("useful_share", useful_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0,
                 .role = Role::organisation,
                 .meaning = "share of posts that help",
                 .source = "living .35 (prototype)"});
    d.parameter("conversation_share", conversation_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0,
                 .role = Role::organisation,
                 .meaning = "share of posts that ask the audience (C16)",
                 .source = "living .25 (prototype); the rest of the mix are stories"});
    d.parameter("people", people_,
                {.unit = "1",
                 .low = 0,
                 .high = 1,
                 .value = 0,
                 .role = Role::organisation,
                 .meaning = "visible people as avatar and voice, 0 = a logo (C5)",
                 .source = "existing 0, living 1 (prototype)"});
    d.parameter("minutes_per_post", minutes_,
                {.unit = "min",
                 .low = 0,
                 .high = 600,
                 .value = 23,
                 .role = Role::market,
                 .meaning = "desk time to write and schedule a post",
                 .source = "prototype: five posts take 95 % of two hours"});
    d.whole("days", days_,
            {.unit = "1",
             .low = 1,
             .high = 7,
             .value = 5,
             .role = Role::organisation,
             .meaning = "publishing days a week, from Monday",
             .source = "office days"});
    d.whole("first_hour", first_,
            {.unit = "hour",
             .low = 0,
             .high = 23,
             .value = 9,
             .role = Role::organisation,
             .meaning = "first publishing hour of the day",
             .source = "office hours"});
    d.whole("last_hour", last_,
            {.unit = "hour",
             .low = 1,
             .high = 24,
             .value = 17,
             .role = Role::organisation,
             .meaning = "end of the publishing hours of the day",
             .source = "office hours"});
    declare_rules(d);
    d.own(chores_, columns::chore_minutes, {"staff"});
    d.reads(desk_, columns::desk_minutes);
    d.counter(posted_, columns::posts);
  }

  void open(Office& office) const override {
    const double written = share_written(office);
    for (std::size_t p = 0; p < office.platform_count(); ++p) {
      const auto platform = static_cast<PlatformId>(p);
      publish(office, platform, static_cast<std::uint32_t>(planned(office, platform) * written));
    }
  }

 private:
  void declare_rules(Declaration& d) {
    d.require(
        {"promotion_share", "useful_share", "conversation_share"},
        "'promotion_share', 'useful_share' and 'conversation_share' must not add up to more than 1",
        [this](BrandId b) { return promotion_[b] + useful_[b] + conversation_[b] <= just_one; });
    d.require({"first_hour", "last_hour"}, "'first_hour' must be before 'last_hour'",
              [this](BrandId b) { return first_[b] < last_[b]; });
  }

  /// This week's posts on a platform; fractions of a post accumulate from week to week.
  double planned(const Office& office, PlatformId platform) const {
    const double rate = posts_(office.brand(), platform);
    const double week = office.week();
    return std::floor(rate * (week + 1)) - std::floor(rate * week);
  }

  /// The share of the planned posts that the desk's hours suffice for.
  double share_written(const Office& office) const {
    double minutes = 0;
    for (std::size_t p = 0; p < office.platform_count(); ++p) {
      minutes += planned(office, static_cast<PlatformId>(p)) * minutes_;
    }
    const double paid = office.see(desk_);
    return minutes > paid ? paid / minutes : 1.0;
  }

  void publish(Office& office, PlatformId platform, std::uint32_t n) const {
    const BrandId b = office.brand();
    const double hours_a_day = std::max(1.0, last_[b] - first_[b]);
    const double hours = hours_a_day * days_[b];
    const auto week_start = office.week() * hours_per_week;
    const auto tick_of = [&](std::uint32_t k) {
      const double slot = std::floor((k + 0.5) / n * hours);
      const double day = std::floor(slot / hours_a_day);
      const double hour = day * hours_per_day + first_[b] + slot - day * hours_a_day;
      return office.clock().tick_of(week_start + std::floor(hour));
    };
    // a later post goes out no earlier, so those of this tick are found without a look at all
    const auto all = std::views::iota(std::uint32_t{0}, n);
    const auto first = std::ranges::lower_bound(all, office.tick(), {}, tick_of) - all.begin();
    for (auto k = static_cast<std::uint32_t>(first); k < n && tick_of(k) == office.tick(); ++k) {
      post(office, platform, n, k);
    }
  }

  void post(Office& office, PlatformId platform, std::uint32_t n, std::uint32_t k) const {
    const BrandId b = office.brand();
    Message m;
    m.what = identity(0x706f7374ULL, row(b), row(platform), office.week(), k);
    m.root = m.what;
    m.sent = office.now();
    m.brand = b;
    m.platform = platform;
    m.people = static_cast<float>(people_[b]);
    m.show = static_cast<float>(
        office.laws().reach.factor(static_cast<double>(office.followers(platform)), n));
    constexpr Purpose mix{"publishing.mix"};
    const double u = office.u(mix, m.what);
    const double to_promotion = promotion_[b];
    const double to_useful = to_promotion + useful_[b];
    const double to_conversation = to_useful + conversation_[b];
    m.kind = u < to_promotion      ? MessageKind::promotion
             : u < to_useful       ? MessageKind::useful
             : u < to_conversation ? MessageKind::conversation
                                   : MessageKind::story;
    office.send(m, Audience::followers());
    office.own(chores_) += minutes_;
    office.count(posted_, 1, platform);
  }

  PerBrandAndPlatform posts_;
  PerBrand promotion_, useful_, conversation_, people_, days_, first_, last_;
  Value minutes_;
  BrandOwn chores_;
  BrandReads desk_;
  Counter posted_{};
};

}  // namespace

extern const MechanismInfo publishing;
const MechanismInfo publishing{
    .summary = "scheduled posts to followers: how many, when, what, in whose name",
    .claims = "mechanism 13; C4, C5, C16",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Publishing>()); },
};

}  // namespace rapport::models
