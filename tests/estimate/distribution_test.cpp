// Student t and normal against finite series, closed forms and published tables.
#include "analysis/estimate/distribution.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <utility>
#include <vector>

namespace rapport::estimate {
namespace {

// P(|T| <= t) for whole degrees: Abramowitz & Stegun 26.7.3 (odd) and 26.7.4 (even). A finite sum,
// so independent of the incomplete beta function under test.
double central_probability(double t, int degrees) {
  const double theta = std::atan(t / std::sqrt(static_cast<double>(degrees)));
  const double square = std::cos(theta) * std::cos(theta);
  const bool odd = degrees % 2 == 1;
  double term = odd ? std::cos(theta) : 1.0;
  double sum = 0.0;
  for (int k = odd ? 3 : 2; k <= degrees; k += 2) {
    sum += term;
    term *= square * (k - 1.0) / k;
  }
  return odd ? 2.0 / std::numbers::pi * (theta + std::sin(theta) * sum) : std::sin(theta) * sum;
}

const std::vector<double> probabilities = {0.51, 0.6,   0.75,  0.9,    0.95,   0.975,
                                           0.99, 0.995, 0.999, 0.9995, 0.99999};

TEST(StudentT, cdf_agrees_with_the_finite_series_for_1_to_120_degrees) {
  for (int degrees = 1; degrees <= 120; ++degrees) {
    for (const double t : {0.01, 0.3, 1.0, 1.96, 2.7, 5.0, 12.0, 60.0}) {
      const double expected = 0.5 + 0.5 * central_probability(t, degrees);
      EXPECT_NEAR(student_t_cdf(t, degrees), expected, 1e-12) << t << " " << degrees;
      EXPECT_NEAR(student_t_cdf(-t, degrees), 1.0 - expected, 1e-12) << t << " " << degrees;
    }
  }
}

TEST(StudentT, quantile_inverts_the_finite_series_for_1_to_120_degrees) {
  for (int degrees = 1; degrees <= 120; ++degrees) {
    for (const double p : probabilities) {
      const double t = student_t_quantile(p, degrees);
      EXPECT_NEAR(0.5 + 0.5 * central_probability(t, degrees), p, 1e-12) << p << " " << degrees;
      const double mirrored = student_t_quantile(1.0 - p, degrees);
      EXPECT_NEAR(mirrored, -t, 1e-8 * t) << p << " " << degrees;
    }
  }
}

TEST(StudentT, quantile_has_the_closed_forms_of_1_2_and_4_degrees) {
  for (const double p : probabilities) {
    const double alpha = 4.0 * p * (1.0 - p);
    const double root = std::sqrt(alpha);
    const double q = std::cos(std::acos(root) / 3.0) / root;
    const double one = std::tan(std::numbers::pi * (p - 0.5));
    const double two = 2.0 * (p - 0.5) * std::sqrt(2.0 / alpha);
    const double four = 2.0 * std::sqrt(q - 1.0);
    EXPECT_NEAR(student_t_quantile(p, 1), one, 1e-8 * one);
    EXPECT_NEAR(student_t_quantile(p, 2), two, 1e-8 * two);
    EXPECT_NEAR(student_t_quantile(p, 4), four, 1e-8 * four);
  }
}

// NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.2 (three decimals).
TEST(StudentT, quantile_agrees_with_the_published_table) {
  const std::vector<double> columns = {0.90, 0.95, 0.975, 0.99, 0.995};
  const std::vector<std::pair<int, std::vector<double>>> rows = {
      {1, {3.078, 6.314, 12.706, 31.821, 63.657}}, {2, {1.886, 2.920, 4.303, 6.965, 9.925}},
      {3, {1.638, 2.353, 3.182, 4.541, 5.841}},    {5, {1.476, 2.015, 2.571, 3.365, 4.032}},
      {8, {1.397, 1.860, 2.306, 2.896, 3.355}},    {10, {1.372, 1.812, 2.228, 2.764, 3.169}},
      {15, {1.341, 1.753, 2.131, 2.602, 2.947}},   {20, {1.325, 1.725, 2.086, 2.528, 2.845}},
      {30, {1.310, 1.697, 2.042, 2.457, 2.750}},   {40, {1.303, 1.684, 2.021, 2.423, 2.704}},
      {60, {1.296, 1.671, 2.000, 2.390, 2.660}},   {100, {1.290, 1.660, 1.984, 2.364, 2.626}},
      {120, {1.289, 1.658, 1.980, 2.358, 2.617}}};
  for (const auto& [degrees, row] : rows) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      EXPECT_NEAR(student_t_quantile(columns[i], degrees), row[i], 0.00051)
          << degrees << " " << columns[i];
    }
  }
}

TEST(StudentT, approaches_the_normal_and_accepts_fractions_of_degrees) {
  for (const double p : probabilities) {
    EXPECT_NEAR(student_t_quantile(p, 1e9), normal_quantile(p), 1e-6);
  }
  const double between = student_t_quantile(0.975, 2.5);
  EXPECT_LT(between, student_t_quantile(0.975, 2));
  EXPECT_GT(between, student_t_quantile(0.975, 3));
  EXPECT_NEAR(student_t_cdf(between, 2.5), 0.975, 1e-12);
}

TEST(Normal, quantile_agrees_with_the_published_values_and_inverts_the_cdf) {
  // Abramowitz & Stegun table 26.5 and the usual critical values.
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-13);
  EXPECT_NEAR(normal_quantile(0.95), 1.644853626951473, 1e-13);
  EXPECT_NEAR(normal_quantile(0.995), 2.575829303548901, 1e-13);
  EXPECT_NEAR(normal_quantile(0.9), 1.281551565544600, 1e-13);
  EXPECT_EQ(normal_quantile(0.5), 0.0);
  for (const double p : {1e-300, 1e-50, 1e-10, 0.001, 0.3, 0.499, 0.7, 0.9999}) {
    EXPECT_NEAR(normal_cdf(normal_quantile(p)) / p, 1.0, 1e-11) << p;
  }
}

TEST(Distribution, ends_are_infinite_and_nonsense_is_refused) {
  const double infinity = std::numeric_limits<double>::infinity();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(student_t_quantile(0.0, 3), -infinity);
  EXPECT_EQ(student_t_quantile(1.0, 3), infinity);
  EXPECT_EQ(student_t_quantile(0.5, 3), 0.0);
  EXPECT_EQ(normal_quantile(0.0), -infinity);
  EXPECT_EQ(normal_quantile(1.0), infinity);
  EXPECT_EQ(student_t_cdf(infinity, 3), 1.0);
  EXPECT_EQ(student_t_cdf(-infinity, 3), 0.0);
  EXPECT_THROW(normal_quantile(1.1), std::invalid_argument);
  EXPECT_THROW(normal_quantile(nan), std::invalid_argument);
  EXPECT_THROW(student_t_quantile(0.5, 0.0), std::invalid_argument);
  EXPECT_THROW(student_t_quantile(-0.1, 3), std::invalid_argument);
  EXPECT_THROW(student_t_cdf(nan, 3), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::estimate
