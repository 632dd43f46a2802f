// Participation: printed shares of the most active, and Lorenz's limits.
#include "analysis/estimate/targets/participation.hpp"

#include <cmath>
#include <stdexcept>
#include <vector>

#include "analysis/estimate/distribution.hpp"
#include "analysis/estimate/inequality.hpp"
#include "tests/estimate/printed.hpp"

namespace rapport::targets {
namespace {

using testing::expect_printed;

TEST(Participation, has_the_printed_shares) {
  expect_printed(top_share(2.991, 0.01), "0.747");
  expect_printed(top_share(2.991, 0.10) - top_share(2.991, 0.01), "0.209");
  const double seen = sigma_of_top_share(0.01, 0.747);
  expect_printed(seen, "2.9914");
  expect_printed(top_share(seen, 0.10) - top_share(seen, 0.01), "0.2094");
  const double rule = sigma_of_top_share(0.01, 0.9);  // "90-9-1"
  expect_printed(rule, "3.6079");
  expect_printed(top_share(rule, 0.10) - top_share(rule, 0.01), "0.0900");
}

TEST(Participation, goes_from_equality_to_all_by_few) {
  for (const double top : {0.001, 0.01, 0.1, 0.5}) {
    EXPECT_NEAR(top_share(0.0, top), top, 1e-15);
    double before = 0.0;
    for (double sigma = 0.1; sigma < 6; sigma += 0.1) {
      EXPECT_GT(top_share(sigma, top), before);
      before = top_share(sigma, top);
      if (before < 0.999) {
        EXPECT_NEAR(sigma_of_top_share(top, before), sigma, 1e-9);
      }
    }
  }
  EXPECT_EQ(top_share(2.0, 0.0), 0.0);
  EXPECT_EQ(top_share(2.0, 1.0), 1.0);
}

// A sample at even quantiles: its Lorenz curve and Gini index, 2 Phi(sigma / sqrt 2) - 1.
TEST(Participation, is_the_Lorenz_curve_of_a_sample) {
  constexpr int n = 200000;
  std::vector<double> activity;
  for (int i = 0; i < n; ++i) {
    activity.push_back(std::exp(estimate::normal_quantile((i + 0.5) / n)));
  }
  const auto curve = estimate::lorenz(activity);
  EXPECT_NEAR(1.0 - curve[n - n / 100].held, top_share(1.0, 0.01), 1e-4);
  EXPECT_NEAR(1.0 - curve[n - n / 10].held, top_share(1.0, 0.10), 1e-4);
  EXPECT_NEAR(estimate::gini(activity), 2 * estimate::normal_cdf(std::sqrt(0.5)) - 1, 1e-4);
}

TEST(Participation, refuses_what_is_no_share) {
  EXPECT_THROW(top_share(-1, 0.1), std::invalid_argument);
  EXPECT_THROW(top_share(1, 1.1), std::invalid_argument);
  EXPECT_THROW(sigma_of_top_share(0.1, 0.05), std::invalid_argument);
  EXPECT_THROW(sigma_of_top_share(0.0, 0.5), std::invalid_argument);
  EXPECT_THROW(sigma_of_top_share(0.1, 1.0), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::targets
