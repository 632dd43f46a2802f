// Quantiles of priors against closed forms, and shares as their inverses.
#include "analysis/estimate/prior.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "analysis/estimate/distribution.hpp"

namespace rapport::estimate {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Prior prior(PriorShape shape, double low, double middle, double high) {
  return {.shape = shape, .low = low, .middle = middle, .high = high};
}

TEST(Prior, uniform_is_linear_between_its_ends) {
  const Prior p = prior(PriorShape::uniform, -2, 99, 6);
  EXPECT_EQ(quantile(p, 0), -2);
  EXPECT_EQ(quantile(p, 0.25), 0);
  EXPECT_EQ(quantile(p, 1), 6);
  EXPECT_EQ(share_below(p, 0), 0.25);
  EXPECT_EQ(share_below(p, -3), 0);
  EXPECT_EQ(share_below(p, 7), 1);
}

TEST(Prior, log_uniform_has_the_geometric_mean_as_its_median) {
  const Prior p = prior(PriorShape::log_uniform, 1e-5, 0, 1e-1);
  EXPECT_EQ(quantile(p, 0), 1e-5);
  EXPECT_NEAR(quantile(p, 0.25), 1e-4, 1e-18);
  EXPECT_NEAR(quantile(p, 0.5), 1e-3, 1e-17);
  EXPECT_EQ(quantile(p, 1), 1e-1);
  EXPECT_NEAR(share_below(p, 1e-2), 0.75, 1e-15);
  EXPECT_EQ(share_below(p, 0), 0);
}

TEST(Prior, triangular_rises_to_its_mode_and_falls) {
  // below the mode lies (mode - low) / (high - low); quantiles by areas of triangles
  const Prior p = prior(PriorShape::triangular, 0, 1, 4);
  EXPECT_EQ(quantile(p, 0), 0);
  EXPECT_NEAR(quantile(p, 0.25), 1, 1e-15);
  EXPECT_NEAR(quantile(p, 0.0625), 0.5, 1e-15);
  EXPECT_NEAR(quantile(p, 1 - 0.75 / 9), 3, 1e-14);
  EXPECT_EQ(quantile(p, 1), 4);
  EXPECT_NEAR(share_below(p, 3), 1 - 0.75 / 9, 1e-15);
  // the mode may be an end: the square root of a uniform number
  const Prior rising = prior(PriorShape::triangular, 0, 1, 1);
  EXPECT_NEAR(quantile(rising, 0.49), 0.7, 1e-15);
  EXPECT_NEAR(share_below(rising, 0.7), 0.49, 1e-15);
  const Prior falling = prior(PriorShape::triangular, 0, 0, 1);
  EXPECT_NEAR(quantile(falling, 0.51), 0.3, 1e-15);
  EXPECT_NEAR(share_below(falling, 0.3), 0.51, 1e-15);
}

TEST(Prior, normal_has_its_median_and_its_5_and_95_per_cent_points_where_it_is_told) {
  const Prior even = prior(PriorShape::normal, -3, 1, 5);
  const double sigma = 4 / normal_quantile(0.95);
  for (const double p : {0.001, 0.05, 0.3, 0.5, 0.8, 0.999}) {
    EXPECT_NEAR(quantile(even, p), 1 + sigma * normal_quantile(p), 1e-12) << p;
  }
  const Prior uneven = prior(PriorShape::normal, 0, 1, 5);
  EXPECT_NEAR(quantile(uneven, 0.05), 0, 1e-14);
  EXPECT_NEAR(quantile(uneven, 0.5), 1, 1e-15);
  EXPECT_NEAR(quantile(uneven, 0.95), 5, 1e-13);
  EXPECT_EQ(quantile(uneven, 0), -infinity);
  EXPECT_EQ(quantile(uneven, 1), infinity);
}

TEST(Prior, log_normal_is_normal_in_its_logarithm) {
  const Prior p = prior(PriorShape::log_normal, 1, 10, 100);
  const double sigma = std::log(10) / normal_quantile(0.95);
  EXPECT_NEAR(quantile(p, 0.05), 1, 1e-13);
  EXPECT_NEAR(quantile(p, 0.5), 10, 1e-13);
  EXPECT_NEAR(quantile(p, 0.95), 100, 1e-11);
  EXPECT_NEAR(quantile(p, 0.7), 10 * std::exp(sigma * normal_quantile(0.7)), 1e-11);
  EXPECT_EQ(quantile(p, 0), 0);
  EXPECT_EQ(share_below(p, 0), 0);
  EXPECT_EQ(share_below(p, -1), 0);
}

TEST(Prior, cut_holds_the_shares_of_what_is_possible) {
  // a normal cut at its median is a normal of absolute size: its p is (1 + p) / 2 of the whole one
  Prior half = prior(PriorShape::normal, -1, 0, 1);
  half.at_least = 0;
  const Prior whole = prior(PriorShape::normal, -1, 0, 1);
  for (const double p : {0.1, 0.5, 0.9}) {
    EXPECT_NEAR(quantile(half, p), quantile(whole, 0.5 + 0.5 * p), 1e-13) << p;
  }
  EXPECT_EQ(quantile(half, 0), 0);
  EXPECT_EQ(share_below(half, -0.5), 0);
  Prior both = prior(PriorShape::log_normal, 1, 10, 100);
  both.at_least = 1;
  both.at_most = 100;
  EXPECT_NEAR(quantile(both, 0), 1, 1e-12);
  EXPECT_NEAR(quantile(both, 0.5), 10, 1e-12);
  EXPECT_NEAR(quantile(both, 1), 100, 1e-9);
  EXPECT_LE(quantile(both, 1), 100);
  Prior narrow = prior(PriorShape::uniform, 0, 0, 10);
  narrow.at_least = 2;
  narrow.at_most = 4;
  EXPECT_NEAR(quantile(narrow, 0.5), 3, 1e-15);
}

TEST(Prior, may_be_zero_in_a_share_of_cases) {
  Prior p = prior(PriorShape::log_normal, 1, 8, 150);
  p.zero_share = 0.2;
  EXPECT_EQ(quantile(p, 0), 0);
  EXPECT_EQ(quantile(p, 0.2), 0);
  EXPECT_NEAR(quantile(p, 0.6), 8, 1e-13);
  EXPECT_NEAR(share_below(p, 8), 0.6, 1e-15);
  EXPECT_EQ(share_below(p, 0), 0.2);
  EXPECT_EQ(share_below(p, -1e-9), 0);
}

TEST(Prior, share_below_is_the_inverse_and_quantiles_rise) {
  Prior cut = prior(PriorShape::normal, 0, 1, 5);
  cut.at_least = -1;
  cut.at_most = 7;
  for (const Prior& p :
       {prior(PriorShape::uniform, 3, 0, 9), prior(PriorShape::log_uniform, 0.1, 0, 9),
        prior(PriorShape::triangular, 3, 4, 9), prior(PriorShape::normal, 3, 4, 9),
        prior(PriorShape::log_normal, 3, 4, 9), cut}) {
    double before = -infinity;
    for (int i = 1; i < 200; ++i) {
      const double x = quantile(p, i / 200.0);
      EXPECT_GT(x, before);
      EXPECT_NEAR(share_below(p, x), i / 200.0, 1e-12);
      before = x;
    }
  }
}

TEST(Prior, refuses_what_is_no_distribution) {
  const auto refused = [](const Prior& p) {
    EXPECT_THROW(quantile(p, 0.5), std::invalid_argument);
    EXPECT_THROW(share_below(p, 0.5), std::invalid_argument);
  };
  refused(prior(PriorShape::uniform, 1, 1, 1));
  refused(prior(PriorShape::uniform, 2, 1, 1));
  refused(prior(PriorShape::uniform, 0, 1, infinity));
  refused(prior(PriorShape::log_uniform, 0, 1, 2));
  refused(prior(PriorShape::log_normal, -1, 1, 2));
  refused(prior(PriorShape::triangular, 0, 3, 2));
  refused(prior(PriorShape::normal, 0, 0, 2));
  refused(prior(PriorShape::normal, 0, NAN, 2));
  Prior p = prior(PriorShape::normal, 0, 1, 2);
  p.at_least = 2;
  refused(p);
  p.at_least = 0.5;
  p.at_most = 0.5;
  refused(p);
  p = prior(PriorShape::normal, 0, 1, 2);
  p.zero_share = 0.1;
  refused(p);
  p = prior(PriorShape::log_uniform, 1, 1, 2);
  p.zero_share = 1;
  refused(p);
  EXPECT_THROW(quantile(prior(PriorShape::uniform, 0, 0, 1), -0.1), std::invalid_argument);
  EXPECT_THROW(quantile(prior(PriorShape::uniform, 0, 0, 1), NAN), std::invalid_argument);
  EXPECT_THROW(share_below(prior(PriorShape::uniform, 0, 0, 1), NAN), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::estimate
