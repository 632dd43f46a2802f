// The same luck: worlds of one seed differ by what a strategy causes, and by nothing else.
#include <gtest/gtest.h>

#include <map>

#include "analysis/estimate/difference.hpp"
#include "sim/world/columns.hpp"
#include "tests/study/replay.hpp"

namespace rapport {
namespace {

using testing::first_study;

TEST(Pairing, replaces_at_least_thirty_independent_pairs) {
  const StudySpec spec =
      first_study({"run.replicates=16", "strategies={compare=[\"existing\", \"living\"]}"});
  const Series series(spec, run_study(spec, {}));
  const Measure& margin = *series.find("contribution_margin");
  const auto existing = series.totals(margin, 0, spec.focal);
  const auto living = series.totals(margin, 1, spec.focal);
  const double factor = estimate::variance_reduction_factor(existing, living);
  RecordProperty("factor", std::to_string(factor));
  EXPECT_GE(factor, 30);
}

/// Everybody's purchases, in order; and how much was read.
class Purchases final : public Watch {
 public:
  explicit Purchases(std::uint32_t customers) : all_(customers) {}

  std::uint32_t next_chosen(std::uint32_t from) const override { return from; }
  void saw(CustomerId who, Hours now, Kind kind, const void* happening) override {
    if (kind == Kind::bought) {
      all_[row(who)].emplace_back(now, static_cast<const Bought*>(happening)->brand);
    }
    read_ += kind == Kind::seen ? 1 : 0;
  }
  std::size_t customers_that_differ(const Purchases& other) const {
    std::size_t differ = 0;
    for (std::size_t j = 0; j < all_.size(); ++j) {
      differ += all_[j] != other.all_[j] ? 1 : 0;
    }
    return differ;
  }
  std::size_t customers_that_bought() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(all_, [](const auto& list) { return !list.empty(); }));
  }
  std::int64_t read() const { return read_; }

 private:
  std::vector<std::vector<std::pair<Hours, BrandId>>> all_;
  std::int64_t read_ = 0;
};

std::int64_t posts_of(const World& world, BrandId b) {
  const auto& counters = world.layout->measures.counters;
  const auto found = std::ranges::find(counters, columns::posts.name, &MeasureInfo::name);
  const Counter posts{static_cast<std::uint32_t>(found - counters.begin())};
  return world.total_counts.of(posts, b);
}

TEST(Pairing, keeps_a_butterfly_small) {
  const StudySpec spec = first_study({"run.replicates=1"});
  // the same strategy, but for one post more a week on the first platform
  const StudySpec generous = first_study({"run.replicates=1"});
  const auto& generous_model = generous.strategies[0].model;
  Values& posts = *const_cast<Model&>(*generous_model).find("publishing", "posts_per_week")->values;
  const Cell cell{.brand = row(spec.focal)};
  posts.set(cell, posts.at(cell) + 1);
  const ThreadLimit limit(1);  // the watch is not for two threads
  const std::uint32_t per_week = spec.setting->clock.ticks_per_week();
  std::size_t differ = 0;
  for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
    const testing::Replay replay(spec, replicate);
    World plain = replay.warm();
    World with_post = plain;
    Purchases one(plain.customers());
    Purchases other(plain.customers());
    RunOptions options;
    options.census_sample = 0;
    const auto live = [&](const Model& first_week, World& world, Purchases& purchases) {
      options.watch = &purchases;
      run_until(first_week, world, replay.switch_tick() + per_week, options, {});
      run_until(replay.model(0), world, replay.end_tick(), options, {});
    };
    live(replay.model(0), plain, one);
    live(*generous_model, with_post, other);
    EXPECT_EQ(posts_of(with_post, spec.focal), posts_of(plain, spec.focal) + 1);
    EXPECT_NE(one.read(), other.read());
    EXPECT_NE(digest(plain), digest(with_post));
    EXPECT_GT(one.customers_that_bought(), plain.customers() / 2);
    differ += one.customers_that_differ(other);
  }
  RecordProperty("customers_that_differ", static_cast<int>(differ));
  EXPECT_LT(static_cast<double>(differ), 0.001 * 4 * spec.setting->customers());
}

/// How everybody's purchases turned out, by experience (customer, brand and occasion).
class Experiences final : public Watch {
 public:
  std::uint32_t next_chosen(std::uint32_t from) const override { return from; }
  void saw(CustomerId who, Hours, Kind kind, const void* happening) override {
    if (kind == Kind::experienced) {
      const auto& event = *static_cast<const Experienced*>(happening);
      all_[{static_cast<std::uint32_t>(who), event.experience.value}] = event;
    }
  }
  const std::map<std::pair<std::uint32_t, std::uint64_t>, Experienced>& all() const { return all_; }

 private:
  std::map<std::pair<std::uint32_t, std::uint64_t>, Experienced> all_;
};

Experiences experiences(bool feedback) {
  const StudySpec spec = first_study(
      {"run.replicates=1", "need.per_year=24",
       "strategy.living.experience.product_feedback=" + std::string(feedback ? "true" : "false")});
  const ThreadLimit limit(1);
  testing::Replay replay(spec);
  Experiences all;
  RunOptions options;
  options.watch = &all;
  options.census_sample = 0;
  replay.live(1, replay.warm(options), options);
  return all;
}

TEST(Hazards, of_product_failure_with_feedback_strike_a_subset_of_the_same_purchases) {
  const Experiences with = experiences(true);
  const Experiences without = experiences(false);
  std::size_t common = 0;
  std::size_t failed = 0;
  std::size_t avoided = 0;
  for (const auto& [purchase, event] : with.all()) {
    const auto same = without.all().find(purchase);
    if (same == without.all().end()) {
      continue;
    }
    ++common;
    const Experienced& before = same->second;
    ASSERT_EQ(event.brand, before.brand);
    if (event.outcome == Outcome::failure) {
      ++failed;
      ASSERT_EQ(before.outcome, Outcome::failure) << "a failure that learning caused";
      ASSERT_EQ(event.severity, before.severity);
    } else if (before.outcome == Outcome::failure) {
      ++avoided;
      ASSERT_EQ(event.brand, BrandId{0}) << "only the brand that learns avoids failures";
      ASSERT_EQ(event.outcome, Outcome::fine);
    } else {
      ASSERT_EQ(event.outcome, before.outcome);
    }
  }
  RecordProperty("common", static_cast<int>(common));
  RecordProperty("failed", static_cast<int>(failed));
  RecordProperty("avoided", static_cast<int>(avoided));
  EXPECT_GT(common, without.all().size() * 9 / 10);
  EXPECT_LT(common, without.all().size()) << "learning moves some purchases";
  EXPECT_GT(failed, 1000U);
  EXPECT_GT(avoided, 100U);
}

TEST(Pairing, leaves_exogenous_clocks_alone) {
  const StudySpec spec = first_study({"run.replicates=2", "run.weeks=12"});
  const Series series(spec, run_study(spec, {}));
  for (const char* name : {"category_purchases"}) {
    const Measure& m = *series.find(name);
    for (std::size_t s = 1; s < spec.strategies.size(); ++s) {
      for (std::size_t r = 0; r < spec.replicates; ++r) {
        EXPECT_EQ(series.total(m, 0, r, spec.focal), series.total(m, s, r, spec.focal)) << name;
      }
    }
  }
}

}  // namespace
}  // namespace rapport
