// Partial rank correlations against the formula for three variables; what they see and do not.
#include "analysis/estimate/partial_rank.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "analysis/estimate/correlation.hpp"
#include "analysis/estimate/distribution.hpp"
#include "analysis/estimate/splitmix.hpp"

namespace rapport::estimate {
namespace {

using Values = std::vector<double>;

Values noise(std::size_t n, std::uint64_t seed) {
  const SplitMix64 random(seed * 1000003);
  Values values;
  for (std::size_t i = 0; i < n; ++i) {
    values.push_back(normal_quantile(random.fraction(i)));
  }
  return values;
}

TEST(PartialRank, of_one_factor_is_the_rank_correlation) {
  const Values x = noise(20, 1);
  Values y = noise(20, 2);
  for (std::size_t i = 0; i < y.size(); ++i) {
    y[i] += x[i];
  }
  const std::vector<Interval> partial = partial_rank_correlations(std::vector<Values>{x}, y);
  const Interval plain = rank_correlation(x, y);
  ASSERT_EQ(partial.size(), 1U);
  EXPECT_NEAR(partial[0].mean, plain.mean, 1e-12);
  EXPECT_NEAR(partial[0].low, plain.low, 1e-12);
  EXPECT_NEAR(partial[0].high, plain.high, 1e-12);
  EXPECT_NEAR(partial[0].standard_error, plain.standard_error, 1e-12);
  // of complete agreement, too
  const Interval all = partial_rank_correlations(std::vector<Values>{x}, x)[0];
  EXPECT_NEAR(all.mean, 1, 1e-9);
  EXPECT_EQ(all.high, 1);
  EXPECT_NEAR(all.low, rank_correlation(x, x).low, 1e-9);
}

TEST(PartialRank, of_two_factors_follows_the_formula_of_three_variables) {
  const Values a = noise(30, 3);
  Values b = noise(30, 4);
  Values y = noise(30, 5);
  for (std::size_t i = 0; i < y.size(); ++i) {
    b[i] += a[i];
    y[i] += std::exp(a[i]) - 2 * b[i];
  }
  const double ay = rank_correlation(a, y).mean;
  const double by = rank_correlation(b, y).mean;
  const double ab = rank_correlation(a, b).mean;
  const std::vector<Interval> partial = partial_rank_correlations(std::vector<Values>{a, b}, y);
  EXPECT_NEAR(partial[0].mean, (ay - by * ab) / std::sqrt((1 - by * by) * (1 - ab * ab)), 1e-12);
  EXPECT_NEAR(partial[1].mean, (by - ay * ab) / std::sqrt((1 - ay * ay) * (1 - ab * ab)), 1e-12);
  // the interval is that of one value fewer
  const double r = partial[0].mean;
  const double reach = normal_quantile(0.975) * std::sqrt((1 + r * r / 2) / (29 - 3));
  EXPECT_NEAR(partial[0].low, std::tanh(std::atanh(r) - reach), 1e-12);
  EXPECT_EQ(partial[0].n, 30U);
}

TEST(PartialRank, finds_what_the_other_factors_hide_and_no_more) {
  constexpr std::size_t n = 300;
  const Values loud = noise(n, 6);
  const Values quiet = noise(n, 7);
  const Values idle = noise(n, 8);
  Values y;
  for (std::size_t i = 0; i < n; ++i) {
    y.push_back(5 * loud[i] - 0.5 * quiet[i] + 0.1 * noise(n, 9)[i]);
  }
  const auto partial = partial_rank_correlations(std::vector<Values>{loud, quiet, idle}, y);
  EXPECT_GT(partial[0].low, 0.95);
  EXPECT_LT(partial[1].high, -0.5);
  EXPECT_GT(rank_correlation(quiet, y).low, -0.35);
  EXPECT_LT(partial[2].low, 0);
  EXPECT_GT(partial[2].high, 0);
}

TEST(PartialRank, has_intervals_that_cover_what_they_promise_for_idle_factors) {
  constexpr std::uint64_t trials = 2000;
  int held = 0;
  for (std::uint64_t trial = 1; trial <= trials; ++trial) {
    std::vector<Values> factors;
    for (std::uint64_t k = 0; k < 10; ++k) {
      factors.push_back(noise(24, trial * 20 + k));
    }
    Values y = noise(24, trial * 20 + 10);
    for (std::size_t i = 0; i < y.size(); ++i) {
      y[i] += factors[1][i];
    }
    const Interval idle = partial_rank_correlations(factors, y)[0];
    held += idle.low <= 0 && idle.high >= 0 ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(held) / trials, 0.95, 0.02);
}

TEST(PartialRank, says_when_it_knows_nothing_and_refuses_what_does_not_fit) {
  const auto expect_unknown = [](const Interval& i) {
    EXPECT_TRUE(std::isnan(i.mean));
    EXPECT_EQ(i.low, -1);
    EXPECT_EQ(i.high, 1);
    EXPECT_TRUE(std::isinf(i.standard_error));
  };
  const Values a = noise(12, 10);
  const Values b = noise(12, 11);
  const Values y = noise(12, 12);
  // what does not vary is left out
  const auto partial = partial_rank_correlations(std::vector<Values>{a, Values(12, 3.0), b}, y);
  expect_unknown(partial[1]);
  EXPECT_EQ(partial[2].mean, partial_rank_correlations(std::vector<Values>{a, b}, y)[1].mean);
  for (const Interval& i : partial_rank_correlations(std::vector<Values>{a, b, a}, y)) {
    expect_unknown(i);
  }
  for (const Interval& i : partial_rank_correlations(std::vector<Values>{a, b}, Values(12, 1))) {
    expect_unknown(i);
  }
  const std::vector<Values> two{{1, 2, 3, 5}, {2, 1, 3, 0}};
  for (const Interval& i : partial_rank_correlations(two, Values{1, 3, 2, 4})) {
    expect_unknown(i);  // 4 values less one other factor
  }
  EXPECT_TRUE(partial_rank_correlations({}, y).empty());
  EXPECT_THROW(partial_rank_correlations(two, y), std::invalid_argument);
  EXPECT_THROW(partial_rank_correlations(std::vector<Values>{a}, y, 0), std::invalid_argument);
  Values bad = a;
  bad[0] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(partial_rank_correlations(std::vector<Values>{bad}, y), std::invalid_argument);
  EXPECT_THROW(partial_rank_correlations(std::vector<Values>{a}, bad), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::estimate
