// Rank correlations against published and counted ones; the coverage of their intervals.
#include "analysis/estimate/correlation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <vector>

#include "analysis/estimate/distribution.hpp"
#include "analysis/estimate/splitmix.hpp"

namespace rapport::estimate {
namespace {

using Values = std::vector<double>;

TEST(RankCorrelation, agrees_with_the_published_example) {
  // ci.spear of the R package statpsych, whose author the interval is from
  const Values y{21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19};
  const Values x{67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51};
  const Interval i = rank_correlation(y, x);
  EXPECT_NEAR(i.mean, 0.8699639, 5e-8);
  EXPECT_NEAR(i.low, 0.5840951, 5e-8);
  EXPECT_NEAR(i.high, 0.9638297, 5e-8);
  EXPECT_EQ(i.n, 15U);
}

TEST(RankCorrelation, is_one_less_six_times_the_squared_rank_differences) {
  // without ties: 1 - 6 sum d^2 / (n (n^2 - 1)), here d = 1, 1, 2, 1, 1
  EXPECT_NEAR(rank_correlation(Values{1, 2, 3, 4, 5}, Values{2, 1, 5, 3, 4}).mean,
              1 - 6.0 * 8 / (5 * 24), 1e-12);
  // ties share the mean rank: (1.5, 1.5, 3, 4) against (1, 2, 3, 4)
  EXPECT_NEAR(rank_correlation(Values{7, 7, 8, 9}, Values{1, 2, 3, 4}).mean,
              4.5 / std::sqrt(4.5 * 5), 1e-12);
}

TEST(RankCorrelation, knows_nothing_but_order) {
  const Values a{3, -1, 4, 1.5, -5, 9, 2.6, 0};
  const Values b{2, 7, 1, 8, 2.8, 1.8, 2.9, 0};
  Values bent = a;
  for (double& value : bent) {
    value = std::exp(value);
  }
  const Interval straight = rank_correlation(a, b);
  const Interval transformed = rank_correlation(bent, b);
  EXPECT_EQ(straight.mean, transformed.mean);
  EXPECT_EQ(straight.low, transformed.low);
  for (double& value : bent) {
    value = -value;
  }
  EXPECT_NEAR(rank_correlation(bent, b).mean, -straight.mean, 1e-12);
  EXPECT_NEAR(rank_correlation(bent, b).low, -straight.high, 1e-12);
}

TEST(RankCorrelation, of_complete_agreement_is_surer_with_more_values) {
  const auto low_of = [](std::size_t n, double sign) {
    Values a;
    Values b;
    for (std::size_t i = 0; i < n; ++i) {
      a.push_back(static_cast<double>(i));
      b.push_back(sign * static_cast<double>(i * i));
    }
    const Interval i = rank_correlation(a, b);
    EXPECT_EQ(i.mean, sign);
    EXPECT_EQ(sign > 0 ? i.high : i.low, sign);
    return sign > 0 ? i.low : -i.high;
  };
  for (const double sign : {1.0, -1.0}) {
    EXPECT_LT(low_of(4, sign), 0);
    EXPECT_GT(low_of(8, sign), low_of(4, sign));
    EXPECT_GT(low_of(32, sign), 0.99);
    EXPECT_LT(low_of(32, sign), 1);
  }
}

TEST(RankCorrelation, says_when_it_knows_nothing) {
  const auto expect_unknown = [](const Interval& i) {
    EXPECT_EQ(i.low, -1);
    EXPECT_EQ(i.high, 1);
    EXPECT_TRUE(std::isinf(i.standard_error));
  };
  expect_unknown(rank_correlation(Values{1, 2, 3}, Values{1, 3, 2}));
  const Interval constant = rank_correlation(Values{1, 1, 1, 1, 1}, Values{1, 3, 2, 5, 4});
  EXPECT_TRUE(std::isnan(constant.mean));
  expect_unknown(constant);
  const Interval none = rank_correlation(Values{}, Values{});
  EXPECT_TRUE(std::isnan(none.mean));
  expect_unknown(none);
  EXPECT_THROW(rank_correlation(Values{1, 2}, Values{1}), std::invalid_argument);
  EXPECT_THROW(rank_correlation(Values{1, std::numeric_limits<double>::infinity()}, Values{1, 2}),
               std::invalid_argument);
  EXPECT_THROW(rank_correlation(Values{1, 2}, Values{1, 2}, 1.0), std::invalid_argument);
}

// The share of samples of a normal pair whose interval holds Spearman's correlation of the pair.
double coverage(std::size_t n, double pearson) {
  const double truth = 6 / std::numbers::pi * std::asin(pearson / 2);
  constexpr int trials = 10000;
  int held = 0;
  for (int trial = 0; trial < trials; ++trial) {
    const SplitMix64 random(1000003ULL * static_cast<std::uint64_t>(trial + 1));
    Values a(n);
    Values b(n);
    for (std::size_t i = 0; i < n; ++i) {
      const double one = normal_quantile(random.fraction(2 * i));
      const double other = normal_quantile(random.fraction(2 * i + 1));
      a[i] = std::exp(one);  // skewed: ranks do not mind
      b[i] = pearson * one + std::sqrt(1 - pearson * pearson) * other;
    }
    const Interval i = rank_correlation(a, b);
    held += i.low <= truth && truth <= i.high ? 1 : 0;
  }
  return static_cast<double>(held) / trials;
}

TEST(RankCorrelation, has_intervals_that_cover_what_they_promise) {
  for (const std::size_t n : {8U, 16U, 32U}) {
    for (const double pearson : {0.0, 0.6, 0.9}) {
      const double covered = coverage(n, pearson);
      EXPECT_GT(covered, 0.945) << "n " << n << ", correlation " << pearson;
      EXPECT_LT(covered, 0.98) << "n " << n << ", correlation " << pearson;
    }
  }
}

}  // namespace
}  // namespace rapport::estimate
