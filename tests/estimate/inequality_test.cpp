// Histogram quantiles, Lorenz, Gini and total variation against closed forms.
#include "analysis/estimate/inequality.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace rapport::estimate {
namespace {

using Values = std::vector<double>;
constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(HistogramQuantile, interpolates_within_the_bin) {
  const Values edges = {0, 1, 4, 24};
  const Values counts = {10, 30, 60};
  EXPECT_DOUBLE_EQ(*histogram_quantile(edges, counts, 0.05), 0.5);
  EXPECT_DOUBLE_EQ(*histogram_quantile(edges, counts, 0.10), 1.0);
  EXPECT_DOUBLE_EQ(*histogram_quantile(edges, counts, 0.25), 2.5);
  EXPECT_DOUBLE_EQ(*histogram_quantile(edges, counts, 0.70), 14.0);
  EXPECT_DOUBLE_EQ(*histogram_quantile(edges, counts, 1.0), 24.0);
  EXPECT_DOUBLE_EQ(*histogram_quantile(edges, counts, 0.0), 0.0);
}

TEST(HistogramQuantile, starts_and_ends_at_bins_that_hold_something) {
  const Values edges = {0, 1, 2, 3, 4};
  const Values counts = {0, 5, 5, 0};
  EXPECT_DOUBLE_EQ(*histogram_quantile(edges, counts, 0.0), 1.0);
  EXPECT_DOUBLE_EQ(*histogram_quantile(edges, counts, 1.0), 3.0);
}

TEST(HistogramQuantile, knows_nothing_of_an_empty_histogram_and_is_infinite_in_an_open_bin) {
  const Values edges = {0, 24, infinity};
  EXPECT_FALSE(histogram_quantile(edges, Values{0, 0}, 0.5).has_value());
  EXPECT_EQ(*histogram_quantile(edges, Values{1, 9}, 0.5), infinity);
  EXPECT_DOUBLE_EQ(*histogram_quantile(edges, Values{9, 1}, 0.45), 12.0);
  EXPECT_THROW(histogram_quantile(Values{0, 1}, Values{1, 1}, 0.5), std::invalid_argument);
  EXPECT_THROW(histogram_quantile(Values{0, 0}, Values{1}, 0.5), std::invalid_argument);
  EXPECT_THROW(histogram_quantile(Values{0, 1}, Values{-1}, 0.5), std::invalid_argument);
  EXPECT_THROW(histogram_quantile(Values{0, 1}, Values{1}, 1.5), std::invalid_argument);
}

TEST(Gini, is_zero_for_equals_and_one_minus_one_over_n_for_a_monopolist) {
  EXPECT_NEAR(gini(Values(10, 3.0)), 0.0, 1e-15);
  EXPECT_NEAR(gini(Values{0, 0, 0, 0, 7}), 0.8, 1e-15);
  EXPECT_EQ(gini(Values(4, 0.0)), 0.0);
  EXPECT_EQ(gini({}), 0.0);
}

TEST(Gini, of_1_to_n_is_n_minus_1_over_3_n_in_any_order) {
  Values values;
  for (int i = 100; i >= 1; --i) {
    values.push_back(i);
  }
  EXPECT_NEAR(gini(values), (10000.0 - 1.0) / (3.0 * 100.0 * 101.0), 1e-12);
  EXPECT_THROW(gini(Values{1, -1}), std::invalid_argument);
}

TEST(Lorenz, runs_from_nothing_to_everything_below_the_diagonal) {
  const std::vector<LorenzPoint> curve = lorenz(Values{3, 1, 0});
  ASSERT_EQ(curve.size(), 4U);
  EXPECT_EQ(curve[0].held, 0.0);
  EXPECT_NEAR(curve[1].held, 0.0, 1e-15);
  EXPECT_NEAR(curve[2].held, 0.25, 1e-15);
  EXPECT_NEAR(curve[2].population, 2.0 / 3.0, 1e-15);
  EXPECT_EQ(curve[3].held, 1.0);
  EXPECT_EQ(lorenz({}).size(), 2U);
}

TEST(TotalVariation, is_half_the_summed_difference_of_shares) {
  EXPECT_NEAR(total_variation(Values{1, 1, 2}, Values{2, 2, 4}), 0.0, 1e-15);
  EXPECT_NEAR(total_variation(Values{1, 0}, Values{0, 9}), 1.0, 1e-15);
  EXPECT_NEAR(total_variation(Values{1, 1}, Values{3, 1}), 0.25, 1e-15);
  EXPECT_EQ(total_variation(Values{0, 0}, Values{0, 0}), 0.0);
  EXPECT_EQ(total_variation(Values{0, 0}, Values{1, 0}), 1.0);
  EXPECT_THROW(total_variation(Values{1}, Values{1, 2}), std::invalid_argument);
  EXPECT_THROW(total_variation(Values{-1}, Values{1}), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::estimate
