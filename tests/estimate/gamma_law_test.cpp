// The gamma function and distribution against closed forms; bisection.
#include "analysis/estimate/targets/gamma_law.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "analysis/estimate/targets/root.hpp"

namespace rapport::targets {
namespace {

TEST(LogGamma, is_that_of_factorials_and_of_halves) {
  double factorial = 0.0;
  double half = 0.5 * std::log(std::numbers::pi);
  for (int n = 1; n <= 100; ++n) {
    EXPECT_NEAR(log_gamma(n), factorial, 1e-13 * std::max(1.0, factorial));
    EXPECT_NEAR(log_gamma(n - 0.5), half, 1e-13 * std::max(1.0, half));
    factorial += std::log(n);
    half += std::log(n - 0.5);
  }
  for (const double x : {1e-300, 1e-9, 0.3, 15.9999, 16.0, 1234.5, 1e9}) {
    EXPECT_NEAR(log_gamma(x), std::lgamma(x), 1e-13 + 1e-15 * std::abs(std::lgamma(x)));
  }
  EXPECT_THROW(log_gamma(0.0), std::invalid_argument);
  EXPECT_THROW(log_gamma(std::nan("")), std::invalid_argument);
}

TEST(GammaCdf, of_whole_shapes_is_a_Poisson_tail_and_of_a_half_an_error_function) {
  for (const double x : {1e-6, 0.1, 1.0, 2.99, 3.01, 20.0, 200.0}) {
    double term = std::exp(-x);
    double below = 0.0;
    for (int shape = 1; shape <= 150; ++shape) {
      below += term;
      term *= x / shape;
      EXPECT_NEAR(gamma_cdf(x, shape), 1.0 - below, 1e-12) << x << " " << shape;
    }
    EXPECT_NEAR(gamma_cdf(x, 0.5), std::erf(std::sqrt(x)), 1e-14);
  }
  EXPECT_EQ(gamma_cdf(-1.0, 2.0), 0.0);
  EXPECT_EQ(gamma_cdf(HUGE_VAL, 2.0), 1.0);
  EXPECT_THROW(gamma_cdf(1.0, 0.0), std::invalid_argument);
  EXPECT_THROW(gamma_cdf(1.0, 1001.0), std::invalid_argument);
  EXPECT_THROW(gamma_cdf(std::nan(""), 1.0), std::invalid_argument);
}

TEST(GammaQuantile, inverts_the_distribution) {
  for (const double shape : {0.01, 0.243, 0.779, 1.0, 5.0, 300.0, 1000.0}) {
    for (const double p : {1e-6, 0.01, 0.2, 0.5, 0.8, 0.99, 1.0 - 1e-9}) {
      const double x = gamma_quantile(p, shape);
      EXPECT_NEAR(x > 0.0 ? gamma_cdf(x, shape) : p, p, 1e-12) << p << " " << shape;
    }
  }
  EXPECT_NEAR(gamma_quantile(0.9, 1.0), -std::log(0.1), 1e-13);
  EXPECT_EQ(gamma_quantile(0.0, 1.0), 0.0);
  EXPECT_EQ(gamma_quantile(1e-6, 0.01), 0.0);  // below e^-1300
  EXPECT_THROW(gamma_quantile(1.0, 1.0), std::invalid_argument);
}

TEST(RootBetween, finds_the_root_of_what_rises_and_of_what_falls) {
  EXPECT_NEAR(root_between([](double x) { return x * x - 2.0; }, 0.0, 2.0), std::numbers::sqrt2,
              4e-16);
  EXPECT_NEAR(root_between([](double x) { return std::cos(x); }, 0.0, 3.0), std::numbers::pi / 2,
              1e-15);
  EXPECT_EQ(root_between([](double x) { return x - 1.0; }, 1.0, 2.0), 1.0);
  EXPECT_EQ(root_between([](double x) { return 2.0 - x; }, 1.0, 2.0), 2.0);
  EXPECT_THROW(root_between([](double x) { return x; }, 1.0, 2.0), std::invalid_argument);
  EXPECT_THROW(root_between([](double) { return std::nan(""); }, 1.0, 2.0), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::targets
