// What is said of two strategies together, against sums by hand.
#include "sim/study/comparison.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/core/for_each.hpp"
#include "tests/study/hand_made.hpp"

namespace rapport::testing {
namespace {

constexpr std::size_t replicates = 6;

/// Six replicates of one week; what the second strategy gains in each.
Comparison compared(const std::array<double, replicates>& margin,
                    const std::array<std::int64_t, replicates>& followers,
                    const std::array<double, replicates>& cost) {
  HandMade study(replicates, 1);
  for (std::size_t r = 0; r < replicates; ++r) {
    const double luck = 1000.0 * static_cast<double>(r * r);  // the same in both worlds
    study.book({.replicate = r}, "revenue", 500 + luck);
    study.book({.strategy = 1, .replicate = r}, "revenue", 500 + luck + margin[r]);
    study.book({.replicate = r}, "wages", 100);
    study.book({.strategy = 1, .replicate = r}, "wages", 100 + cost[r]);
    study.followers({.replicate = r}, 1000 - static_cast<std::int64_t>(100 * r));
    study.followers({.strategy = 1, .replicate = r},
                    1000 - static_cast<std::int64_t>(100 * r) + followers[r]);
  }
  const Series series(study.spec, study.result);
  return compare(study.spec, study.result, series, 0, 1, "GBP");
}

constexpr std::array<double, replicates> no_cost{};

TEST(Comparison, asks_whether_gains_go_with_gains_in_profit_whatever_the_levels) {
  // levels of followers fall while profits rise from replicate to replicate; gains go together
  const Comparison with = compared({10, 20, 30, 40, 50, 60}, {1, 2, 3, 4, 5, 6}, no_cost);
  EXPECT_EQ(with.find("followers")->with_profit.mean, 1);
  EXPECT_EQ(with.find("followers")->with_profit.n, replicates);
  const Comparison against = compared({10, 20, 30, 40, 50, 60}, {9, 7, 5, 3, 2, 1}, no_cost);
  EXPECT_EQ(against.find("followers")->with_profit.mean, -1);
  // ranks 1 to 6 against 2 1 4 3 6 5: 1 - 6 x 6 / (6 x 35)
  const Comparison mostly = compared({10, 20, 30, 40, 50, 60}, {2, 1, 4, 3, 6, 5}, no_cost);
  EXPECT_NEAR(mostly.find("followers")->with_profit.mean, 1 - 36.0 / 210, 1e-12);
  EXPECT_EQ(mostly.find("profit")->with_profit.mean, 1);
}

TEST(Comparison, knows_no_correlation_where_nothing_is_gained_differently) {
  const Comparison same = compared({10, 20, 30, 40, 50, 60}, {3, 3, 3, 3, 3, 3}, no_cost);
  EXPECT_TRUE(std::isnan(same.find("followers")->with_profit.mean));
  // a measure that is missing everywhere has no pair
  EXPECT_EQ(same.find("retention")->with_profit.n, 0U);
}

TEST(Comparison, says_what_each_unit_of_money_spent_more_brings) {
  const Comparison c = compared({20, 24, 16, 22, 18, 20}, {}, {80, 81, 79, 80, 80, 80});
  ASSERT_TRUE(c.return_on_extra_cost.value.has_value());
  EXPECT_NEAR(*c.return_on_extra_cost.value, 0.25, 1e-12);
  EXPECT_EQ(c.return_on_extra_cost.kind, estimate::SetKind::interval);
  EXPECT_LT(c.return_on_extra_cost.low, 0.25);
  EXPECT_GT(c.return_on_extra_cost.high, 0.25);
  EXPECT_GT(c.return_on_extra_cost.low, 0.2);
  EXPECT_LT(c.return_on_extra_cost.high, 0.3);
  // and nothing where nothing more is spent
  EXPECT_FALSE(compared({20, 24, 16, 22, 18, 20}, {}, no_cost).return_on_extra_cost.value);
}

TEST(Comparison, takes_no_balance_from_wages_that_pay_for_what_sells) {
  HandMade study(2, 1);
  const auto of_two = [&] {
    return compare(study.spec, study.result, Series(study.spec, study.result), 0, 1, "GBP");
  };
  EXPECT_FALSE(of_two().wages_feed_back);
  study.spec.strategies[1].spends_extra_of = 0;
  EXPECT_TRUE(of_two().wages_feed_back);
  study.result.worlds[1][0].unspent = 300;
  study.result.worlds[1][1].unspent = -500;
  EXPECT_EQ(of_two().unspent, -1);  // mean of 3 and -5
}

TEST(MeasureMeans, are_of_one_strategy_over_the_replicates_that_have_a_value) {
  HandMade study(3, 1);
  std::vector<double> revenues{100, 130, 190};
  for (std::size_t r = 0; r < revenues.size(); ++r) {
    study.book({.replicate = r}, "revenue", 7);
    study.book({.strategy = 1, .replicate = r}, "revenue", revenues[r]);
  }
  study.count({.strategy = 1, .replicate = 2}, "answered", 4);
  study.count({.strategy = 1, .replicate = 2}, "solved", 3);
  const std::vector<MeasureMean> means = means_of(study.spec, Series(study.spec, study.result), 1);
  const auto find = [&](const char* name) {
    return std::ranges::find(means, name, &MeasureMean::name)->mean;
  };
  const estimate::Interval wanted = estimate::mean_interval(revenues);
  EXPECT_EQ(find("revenue").interval.mean, wanted.mean);
  EXPECT_EQ(find("revenue").interval.low, wanted.low);
  EXPECT_EQ(find("revenue").interval.high, wanted.high);
  EXPECT_EQ(find("revenue").method, estimate::Method::student_t);
  EXPECT_EQ(find("resolution_rate").interval.n, 1U);
  EXPECT_EQ(find("resolution_rate").interval.mean, 0.75);
  EXPECT_EQ(find("retention").interval.n, 0U);
}

/// Sixteen replicates of three weeks: followers are gained evenly in the first and by one replicate
/// alone in the others, as are comments in the third.
HandMade even_and_skewed() {
  constexpr std::size_t many = 16;
  HandMade study(many, 3);
  for (std::size_t r = 0; r < many; ++r) {
    const auto gain = static_cast<std::int64_t>(r);
    study.followers({.strategy = 1, .replicate = r, .week = 0}, gain);
    for (const std::size_t week : {1U, 2U}) {
      study.followers({.strategy = 1, .replicate = r, .week = week}, gain + (r == 3 ? 500 : 0));
    }
    study.count({.strategy = 1, .replicate = r, .week = 2}, "comments", gain + (r == 3 ? 500 : 0));
  }
  return study;
}

Comparison compared_on(std::size_t threads, const HandMade& study) {
  const ThreadLimit limit(threads);
  return compare(study.spec, study.result, Series(study.spec, study.result), 0, 1, "GBP");
}

TEST(Comparison, bootstraps_the_weeks_whose_gains_are_skewed_and_no_others) {
  const Comparison c = compared_on(2, even_and_skewed());
  const ComparedMeasure& followers = *c.find("followers");
  ASSERT_EQ(followers.weekly.size(), 3U);
  EXPECT_EQ(followers.bootstrapped_weeks(), 2U);
  std::vector<double> gains(16);
  for (std::size_t r = 0; r < gains.size(); ++r) {
    gains[r] = static_cast<double>(r);
  }
  const estimate::Interval even = estimate::mean_interval(gains);
  EXPECT_EQ(followers.weekly[0].method, estimate::Method::student_t);
  EXPECT_EQ(followers.weekly[0].interval.low, even.low);
  EXPECT_EQ(followers.weekly[0].interval.high, even.high);
  gains[3] += 500;
  const estimate::Interval skewed = estimate::mean_interval(gains);
  EXPECT_EQ(followers.weekly[1].method, estimate::Method::bca_bootstrap);
  EXPECT_EQ(followers.weekly[1].interval.mean, skewed.mean);
  EXPECT_LT(skewed.low, 0);  // as if followers could have been lost
  EXPECT_GT(followers.weekly[1].interval.low, 0);
  EXPECT_GT(followers.weekly[1].interval.high, skewed.high);
}

TEST(MeasureMeans, are_bootstrapped_where_totals_are_skewed) {
  const HandMade study = even_and_skewed();
  for (const MeasureMean& m : means_of(study.spec, Series(study.spec, study.result), 1)) {
    if (m.name == "comments") {
      EXPECT_EQ(m.mean.method, estimate::Method::bca_bootstrap);
      EXPECT_GT(m.mean.interval.low, 0);
    }
  }
}

TEST(Comparison, resamples_each_week_and_measure_by_its_own_luck_on_any_number_of_threads) {
  const HandMade study = even_and_skewed();
  const Comparison one = compared_on(1, study);
  const Comparison many = compared_on(8, study);
  ASSERT_EQ(one.measures.size(), many.measures.size());
  for (std::size_t m = 0; m < one.measures.size(); ++m) {
    EXPECT_EQ(one.measures[m].name, many.measures[m].name);
    for (std::size_t w = 0; w < 3; ++w) {
      EXPECT_EQ(one.measures[m].weekly[w].interval.low, many.measures[m].weekly[w].interval.low);
      EXPECT_EQ(one.measures[m].weekly[w].interval.high, many.measures[m].weekly[w].interval.high);
    }
  }
  const auto high = [&](const char* name, std::size_t week) {
    return one.find(name)->weekly[week].interval.high;
  };
  EXPECT_NE(high("followers", 1), high("followers", 2));  // the same gains in another week
  EXPECT_NE(high("followers", 2), high("comments", 2));   // and of another measure
}

}  // namespace
}  // namespace rapport::testing
