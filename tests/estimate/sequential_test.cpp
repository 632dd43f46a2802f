// Looks, levels and the rule that ends a study against closed forms; and whether intervals still
// hold at the look that a rule chose, by simulation.
#include "analysis/estimate/sequential.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>
#include <vector>

#include "analysis/estimate/distribution.hpp"
#include "analysis/estimate/splitmix.hpp"

namespace rapport::estimate {
namespace {

using Sizes = std::vector<std::size_t>;

TEST(Looks, double_from_the_first_to_the_last) {
  EXPECT_EQ(looks(256), (Sizes{16, 32, 64, 128, 256}));
  EXPECT_EQ(looks(100), (Sizes{16, 32, 64, 100}));
  EXPECT_EQ(looks(17), (Sizes{16, 17}));
  EXPECT_EQ(looks(16), (Sizes{16}));
  EXPECT_EQ(looks(5), (Sizes{5}));
  EXPECT_THROW(looks(0), std::invalid_argument);
}

TEST(LevelAtEach, shares_the_error_out_over_the_looks) {
  EXPECT_EQ(level_at_each(1), 0.95);
  EXPECT_NEAR(level_at_each(5), 0.99, 1e-15);
  EXPECT_NEAR(level_at_each(4, 0.9), 0.975, 1e-15);
  EXPECT_THROW(level_at_each(0), std::invalid_argument);
  EXPECT_THROW(level_at_each(2, 1.0), std::invalid_argument);
}

TEST(Precision, is_half_of_the_interval_against_a_share_of_the_first_mean) {
  std::vector<double> a;
  std::vector<double> b;
  for (int i = 0; i < 4; ++i) {  // differences 10, 9, 10, 11, 9
    a.insert(a.end(), {-100, -102, -98, -101, -99});
    b.insert(b.end(), {-90, -93, -88, -90, -90});
  }
  const Interval interval = difference_interval(a, b, 1, 0.99).interval;
  const Precision p = precision(a, b, 0.05, 0.99, 1);
  EXPECT_EQ(p.n, 20U);
  EXPECT_EQ(p.mean, 100);
  EXPECT_EQ(p.wanted, 5);
  EXPECT_EQ(p.half_width, (interval.high - interval.low) / 2);
  const double variance = 11.2 / 19;
  EXPECT_NEAR(p.deviation, std::sqrt(variance), 1e-12);
  EXPECT_NEAR(p.half_width, 2.860934606 * std::sqrt(variance / 20), 1e-8);
  EXPECT_TRUE(p.reached);
  EXPECT_FALSE(precision(a, b, 0.004, 0.99, 1).reached);
  EXPECT_TRUE(precision(a, b, 0.004, 0.95, 1).reached) << "a lower level, a narrower interval";
}

TEST(Precision, is_not_reached_by_differences_that_do_not_vary) {
  const std::vector<double> a(16, 100.0);
  std::vector<double> b(16, 100.0);
  EXPECT_FALSE(precision(a, b, 0.05, 0.95, 1).reached);
  EXPECT_FALSE(values_expected(precision(a, b, 0.05, 0.95, 1)));
  b[0] = 100.1;
  EXPECT_TRUE(precision(a, b, 0.05, 0.95, 1).reached);
  const std::vector<double> one = {100.0};
  EXPECT_FALSE(precision(one, one, 0.05, 0.95, 1).reached);
  EXPECT_TRUE(std::isinf(precision(one, one, 0.05, 0.95, 1).half_width));
}

TEST(Precision, is_not_reached_by_differences_that_vary_by_rounding_alone) {
  std::vector<double> a;
  std::vector<double> b;
  for (int i = 0; i < 16; ++i) {
    a.push_back(12345.67 + 0.1 * i);
    b.push_back(a.back() - 400.13);
  }
  const Precision p = precision(a, b, 0.05, 0.95, 1);
  EXPECT_EQ(p.deviation, 0);
  EXPECT_FALSE(p.reached);
}

TEST(Precision, is_not_reached_by_fewer_pairs_than_the_first_look_has) {
  const std::vector<double> a(first_look, 100.0);
  std::vector<double> b(first_look, 101.0);
  b.front() = 101.1;
  EXPECT_TRUE(precision(a, b, 0.5, 0.95, 1).reached);
  const std::span<const double> fewer_a = std::span(a).first(first_look - 1);
  EXPECT_FALSE(precision(fewer_a, std::span(b).first(first_look - 1), 0.5, 0.95, 1).reached);
}

TEST(Precision, as_a_share_of_nothing_is_never_reached) {
  const std::vector<double> nothing(4, 0.0);
  const std::vector<double> b = {1.0, 2.0, 3.0, 4.0};
  EXPECT_FALSE(precision(nothing, b, 0.05, 0.95, 1).reached);
  EXPECT_FALSE(values_expected(precision(nothing, b, 0.05, 0.95, 1)));
}

TEST(ValuesExpected, grow_with_the_square_of_what_is_missing) {
  Precision p;
  p.n = 16;
  p.deviation = 1;
  p.half_width = 6;
  p.wanted = 2;
  EXPECT_EQ(values_expected(p), 144);
  p.wanted = 12;
  EXPECT_EQ(values_expected(p), 16);
}

TEST(FixedValuesNeeded, are_the_fewest_that_are_enough) {
  // t(17) = 2.109816: 2.109816 / sqrt(18) = .4973; t(16) = 2.119905: 2.119905 / sqrt(17) = .5142
  EXPECT_EQ(fixed_values_needed(1, 0.5), 18U);
  EXPECT_EQ(fixed_values_needed(10, 5), 18U);
  EXPECT_EQ(fixed_values_needed(1, 1e6), 2U);
  EXPECT_EQ(fixed_values_needed(0, 0), 2U);
  EXPECT_FALSE(fixed_values_needed(1, 0));
  EXPECT_FALSE(fixed_values_needed(1, 1e-9));
  // many: (1.959964 / .01)^2 = 38,415, and a little more as t exceeds z
  EXPECT_NEAR(static_cast<double>(fixed_values_needed(1, 0.01).value_or(0)), 38417, 2);
  EXPECT_THROW(fixed_values_needed(-1, 1), std::invalid_argument);
  EXPECT_THROW(fixed_values_needed(1, std::numeric_limits<double>::infinity()),
               std::invalid_argument);
}

constexpr std::size_t at_most = 256;

// Differences drawn one after the other, each from its own fraction.
using Draw = std::function<double(double fraction)>;

double normal(double u) {
  return normal_quantile(u);
}
double exponential(double u) {
  return -std::log(u);
}
double lognormal(double u) {
  return std::exp(normal_quantile(u));
}

// The share of studies whose interval holds the truth at the look where it is at most that wide, or
// at the last.
double coverage(const Draw& draw, double truth, double half_width, double level, int trials) {
  int held = 0;
  for (int trial = 0; trial < trials; ++trial) {
    const SplitMix64 random(1000003ULL * static_cast<std::uint64_t>(trial + 1));
    std::vector<double> a;
    std::vector<double> b;
    for (const std::size_t look : looks(at_most)) {
      for (std::size_t i = a.size(); i < look; ++i) {
        a.push_back(1.0);
        b.push_back(1.0 + draw(random.fraction(i)));
      }
      if (look == at_most || precision(a, b, half_width, level, 7).reached) {
        const Interval at_stop = difference_interval(a, b, 7, level).interval;
        held += at_stop.low <= truth && truth <= at_stop.high ? 1 : 0;
        break;
      }
    }
  }
  return static_cast<double>(held) / trials;
}

// The worst of all rules: stop at the first look whose interval misses the truth.
double coverage_of_spite(double level, int trials) {
  int held = 0;
  for (int trial = 0; trial < trials; ++trial) {
    const SplitMix64 random(1000003ULL * static_cast<std::uint64_t>(trial + 1));
    std::vector<double> values;
    bool missed = false;
    for (const std::size_t look : looks(at_most)) {
      for (std::size_t i = values.size(); i < look; ++i) {
        values.push_back(normal(random.fraction(i)));
      }
      const Interval interval = mean_interval(values, level);
      missed = missed || interval.low > 0 || interval.high < 0;
    }
    held += missed ? 0 : 1;
  }
  return static_cast<double>(held) / trials;
}

const double adjusted = level_at_each(looks(at_most).size());

TEST(RepeatedLooks, hold_for_normal_differences_whatever_rule_stops) {
  constexpr int trials = 10000;  // standard error .002
  EXPECT_GT(coverage_of_spite(adjusted, trials), 0.95);
  EXPECT_LT(coverage_of_spite(0.95, trials), 0.87) << "without the adjusted level";
}

TEST(RepeatedLooks, hold_for_normal_differences_at_a_wanted_width) {
  constexpr int trials = 4000;  // standard error .002 to .004
  for (const double half_width : {1.0, 0.7, 0.5, 0.35, 0.25}) {
    EXPECT_GT(coverage(normal, 0, half_width, adjusted, trials), 0.975) << half_width;
  }
  EXPECT_LT(coverage(normal, 0, 0.5, 0.95, trials), 0.947) << "without the adjusted level";
  EXPECT_LT(coverage(normal, 0, 0.35, 0.95, trials), 0.947);
}

// Of few values of a very skewed measure no interval keeps what it promises (difference.hpp); with
// looks it keeps no less.
TEST(RepeatedLooks, hold_for_skewed_differences_as_well_as_fixed_numbers_do) {
  constexpr int trials = 1000;  // standard error .008
  for (const double half_width : {0.7, 0.35}) {
    EXPECT_GT(coverage(exponential, 1, half_width, adjusted, trials), 0.935) << half_width;
  }
  for (const double half_width : {1.4, 0.7}) {
    EXPECT_GT(coverage(lognormal, std::exp(0.5), half_width, adjusted, trials), 0.91) << half_width;
  }
  EXPECT_LT(coverage(lognormal, std::exp(0.5), 0.7, 0.95, trials), 0.90)
      << "without the adjusted level";
}

}  // namespace
}  // namespace rapport::estimate
