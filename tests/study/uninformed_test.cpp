// Whoever has read, bought, been answered or been ignored by nobody trusts exactly as at the prior,
// after a whole study and under every strategy; and reports of trust leave them out.
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "sim/world/columns.hpp"
#include "tests/models/testing.hpp"
#include "tests/study/replay.hpp"

namespace rapport {
namespace {

using testing::first_study;
using testing::Market;
using testing::Replay;

/// Who has had anything from which to learn of which brand.
class Lessons final : public Watch {
 public:
  Lessons(std::uint32_t customers, std::size_t brands)
      : brands_(brands), had_(customers * brands) {}

  std::uint32_t next_chosen(std::uint32_t from) const override { return from; }
  void saw(CustomerId who, Hours, Kind kind, const void* happening) override {
    switch (kind) {
      case Kind::seen: {
        const Message& m = *static_cast<const Seen*>(happening)->message;
        if (m.names_brand) {
          mark(who, m.brand);
        }
        break;
      }
      case Kind::answered:
        mark(who, static_cast<const Answered*>(happening)->brand);
        break;
      case Kind::never_answered:
        mark(who, static_cast<const NeverAnswered*>(happening)->brand);
        break;
      case Kind::experienced:
        mark(who, static_cast<const Experienced*>(happening)->brand);
        break;
      default:
        break;
    }
  }
  bool had(std::uint32_t customer, std::size_t brand) const {
    return had_[customer * brands_ + brand] != 0;
  }

 private:
  void mark(CustomerId who, BrandId b) { had_[row(who) * brands_ + row(b)] = 1; }

  std::size_t brands_;
  std::vector<std::uint8_t> had_;
};

Fading fading(const World& world, std::string_view column, std::uint32_t customer, std::size_t b) {
  return Fading{Market::column<float>(world, column, customer, b)};
}

TrustLaw::Evidence evidence(const World& world, std::uint32_t customer, std::size_t b) {
  return world.laws.trust.evidence(fading(world, columns::trust_for.name, customer, b),
                                   fading(world, columns::trust_against.name, customer, b),
                                   world.setting->clock.start_of(world.tick));
}

double stock(const World& world, const WeekRecord& week, std::string_view name, std::size_t b) {
  const auto& stocks = world.layout->measures.stocks;
  const auto found = std::ranges::find(stocks, name, &MeasureInfo::name);
  return week.stocks.at(static_cast<std::size_t>(found - stocks.begin()) * world.brand_count() + b);
}

/// Counts and checks one brand's customers; returns how many are uninformed.
std::uint32_t check(const World& world, const WeekRecord& week, const Lessons& lessons,
                    std::size_t b) {
  const TrustLaw& law = world.laws.trust;
  std::uint32_t uninformed = 0;
  std::uint32_t moved = 0;
  double reported = 0;
  double sum = 0;
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    const TrustLaw::Evidence e = evidence(world, j, b);
    const double trust = law.trust(e);
    if (lessons.had(j, b)) {
      moved += trust != 0.5 ? 1 : 0;
      reported += e.total() >= 0.05 ? 1 : 0;  // a tenth of a purchase that was fine
      sum += e.total() >= 0.05 ? trust : 0;
      continue;
    }
    ++uninformed;
    EXPECT_EQ(trust, 0.5) << j;
    EXPECT_EQ(law.certainty(e), 0.0) << j;
    EXPECT_EQ(e.total(), 0.0) << j;
  }
  EXPECT_GT(moved, (world.customers() - uninformed) * 9 / 10) << "lessons teach";
  EXPECT_EQ(stock(world, week, "informed", b), reported);
  EXPECT_NEAR(stock(world, week, "trust_sum", b), sum, 1e-9 * sum);
  EXPECT_LE(reported + uninformed, world.customers());
  return uninformed;
}

TEST(Uninformed, are_exactly_at_the_prior_under_every_strategy_after_a_whole_study) {
  // reading reviews teaches, too, and no watch sees it: the tests of reviews hold who learns from
  // them
  const StudySpec spec = first_study({"run.replicates=1", "reviews.read=0"});
  const ThreadLimit limit(1);
  Replay replay(spec);
  Lessons early(spec.setting->customers(), spec.setting->brands.size());
  RunOptions options;
  options.watch = &early;
  const World warm = replay.warm(options);
  std::vector<std::uint32_t> uninformed;
  for (std::size_t s = 0; s < spec.strategies.size(); ++s) {
    Lessons lessons = early;
    options.watch = &lessons;
    const World world = replay.live(s, warm, options);
    ASSERT_EQ(replay.weeks(s).size(), spec.weeks);
    for (const std::size_t b : {0U, 1U}) {
      uninformed.push_back(check(world, replay.weeks(s).back(), lessons, b));
      EXPECT_GT(uninformed.back(), 100U) << "there is somebody to be wrong about";
    }
  }
  EXPECT_NE(uninformed[row(spec.focal)], uninformed[2 + row(spec.focal)]) << "of whom some learn";
}

TEST(Uninformed, are_all_where_nobody_reads_buys_or_complains_and_trust_is_then_missing) {
  const StudySpec spec =
      first_study({"run.replicates=1", "run.weeks=8", "need.per_year=0", "activity.membership=0"});
  const ThreadLimit limit(1);
  Replay replay(spec);
  Lessons lessons(spec.setting->customers(), spec.setting->brands.size());
  RunOptions options;
  options.watch = &lessons;
  const World world = replay.live(0, replay.warm(options), options);
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    ASSERT_FALSE(lessons.had(j, 0) || lessons.had(j, 1));
    ASSERT_EQ(world.laws.trust.trust(evidence(world, j, 0)), 0.5);
  }
  EXPECT_EQ(stock(world, replay.weeks(0).back(), "informed", 0), 0);
  const Series series(spec, run_study(spec, {}));
  EXPECT_TRUE(std::isnan(testing::total(series, "trust", 0, spec.focal)));
}

}  // namespace
}  // namespace rapport
