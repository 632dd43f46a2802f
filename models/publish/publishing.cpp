// Publishing: broadcasts on a schedule. The k-th of a week's n posts on a platform goes out in the
// ((k + 1/2) / n)-th of the week's publishing hours, so that more posts do not move to other times
// of the day. What a post is follows the mix, by luck keyed to the post.
//
// Held to: posts a week as declared; none outside the declared hours; nothing at 0; writing takes
// its minutes from the desk before anybody is answered.

#include <cmath>

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
    d.own(chores_, columns::chore_minutes);
    d.counter(posted_, columns::posts);
  }

  void open(Office& office) const override {
    for (std::size_t p = 0; p < office.platform_count(); ++p) {
      const auto platform = static_cast<PlatformId>(p);
      const double rate = posts_(office.brand(), platform);
      if (rate > 0) {
        publish(office, platform, rate);
      }
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

  void publish(Office& office, PlatformId platform, double rate) const {
    const BrandId b = office.brand();
    // fractions of a post accumulate from week to week
    const double week = office.week();
    const auto n =
        static_cast<std::uint32_t>(std::floor(rate * (week + 1)) - std::floor(rate * week));
    if (office.starts_week()) {
      office.own(chores_) += n * minutes_;
    }
    const double hours_a_day = std::max(1.0, last_[b] - first_[b]);
    const double hours = hours_a_day * days_[b];
    const auto week_start = office.week() * hours_per_week;
    std::uint32_t nth = 0;
    std::uint32_t hour_before = hours_per_week;
    for (std::uint32_t k = 0; k < n; ++k) {
      const auto slot = static_cast<std::uint32_t>((k + 0.5) / n * hours);
      const auto day = static_cast<std::uint32_t>(slot / hours_a_day);
      const auto hour_of_week = static_cast<std::uint32_t>(day * hours_per_day + first_[b] +
                                                           (slot - std::floor(day * hours_a_day)));
      nth = hour_of_week == hour_before ? nth + 1 : 0;
      hour_before = hour_of_week;
      if (office.clock().tick_of(week_start + hour_of_week) == office.tick()) {
        post(office, platform, rate, hour_of_week, nth);
      }
    }
  }

  void post(Office& office, PlatformId platform, double rate, std::uint32_t hour_of_week,
            std::uint32_t nth) const {
    const BrandId b = office.brand();
    Message m;
    m.what = identity(0x706f7374ULL, row(b), row(platform), office.week(), hour_of_week, nth);
    m.root = m.what;
    m.sent = office.now();
    m.brand = b;
    m.platform = platform;
    m.people = static_cast<float>(people_[b]);
    m.show = static_cast<float>(
        office.laws().reach.factor(static_cast<double>(office.followers(platform)), rate));
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
    office.count(posted_, 1, platform);
  }

  PerBrandAndPlatform posts_;
  PerBrand promotion_, useful_, conversation_, people_, days_, first_, last_;
  Value minutes_;
  BrandOwn chores_;
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
