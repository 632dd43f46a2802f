// Intervals against closed forms, and their coverage by simulation.
#include "analysis/estimate/difference.hpp"

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

constexpr double infinity = std::numeric_limits<double>::infinity();

bool holds(const Interval& interval, double value) {
  return interval.low <= value && value <= interval.high;
}

std::vector<double> normals(std::uint64_t seed, std::size_t n) {
  const SplitMix64 random(seed);
  std::vector<double> values(n);
  for (std::size_t i = 0; i < n; ++i) {
    values[i] = normal_quantile(random.fraction(i));
  }
  return values;
}

std::vector<double> lognormals(std::uint64_t seed, std::size_t n) {
  std::vector<double> values = normals(seed, n);
  for (double& value : values) {
    value = std::exp(value);
  }
  return values;
}

// The share of `trials` samples whose interval holds the truth.
double coverage(int trials, double truth, const std::function<Interval(std::uint64_t)>& interval) {
  int held = 0;
  for (int trial = 0; trial < trials; ++trial) {
    held += holds(interval(1000003ULL * static_cast<std::uint64_t>(trial + 1)), truth) ? 1 : 0;
  }
  return static_cast<double>(held) / trials;
}

TEST(SplitMix64, gives_the_published_words) {
  // The reference implementation's first words for the seed 1234567.
  const SplitMix64 random(1234567);
  EXPECT_EQ(random.word(0), 6457827717110365317ULL);
  EXPECT_EQ(random.word(1), 3203168211198807973ULL);
  EXPECT_EQ(random.word(2), 9817491932198370423ULL);
}

TEST(SplitMix64, draws_every_number_below_a_bound_about_equally_often) {
  const SplitMix64 random(5);
  std::vector<int> seen(7, 0);
  for (std::uint64_t i = 0; i < 70000; ++i) {
    ++seen.at(random.below(i, 7));
  }
  for (const int count : seen) {
    EXPECT_NEAR(count, 10000, 5 * 93);  // five standard deviations
  }
}

TEST(PairedDifference, is_the_textbook_interval_of_second_minus_first) {
  const std::vector<double> a = {10.0, 20.0, 30.0, 40.0};
  const std::vector<double> b = {11.0, 22.0, 33.0, 44.0};  // differences 1, 2, 3, 4
  const Interval interval = paired_difference(a, b);
  const double standard_error = std::sqrt(5.0 / 3.0 / 4.0);
  EXPECT_EQ(interval.mean, 2.5);
  EXPECT_EQ(interval.n, 4U);
  EXPECT_NEAR(interval.standard_error, standard_error, 1e-15);
  EXPECT_NEAR(interval.low, 2.5 - 3.182446305284263 * standard_error, 1e-10);
  EXPECT_NEAR(interval.high, 2.5 + 3.182446305284263 * standard_error, 1e-10);
  EXPECT_LT(interval.low, paired_difference(a, b, 0.5).low);
}

TEST(PairedDifference, of_fewer_than_two_pairs_is_infinite) {
  const std::vector<double> a = {1.0};
  const std::vector<double> b = {4.0};
  const Interval one = paired_difference(a, b);
  EXPECT_EQ(one.mean, 3.0);
  EXPECT_EQ(one.low, -infinity);
  EXPECT_EQ(one.high, infinity);
  EXPECT_EQ(one.standard_error, infinity);
  const Interval none = paired_difference({}, {});
  EXPECT_EQ(none.n, 0U);
  EXPECT_EQ(none.mean, 0.0);
  EXPECT_EQ(none.high, infinity);
}

TEST(PairedDifference, that_does_not_vary_has_no_width) {
  const std::vector<double> a(7, 0.1);
  const std::vector<double> b(7, 0.4);
  const Interval interval = paired_difference(a, b);
  EXPECT_EQ(interval.low, interval.high);
  EXPECT_EQ(interval.mean, 0.4 - 0.1);
  const Interval resampled = bootstrap_interval(a, 1);
  EXPECT_EQ(resampled.low, 0.1);
  EXPECT_EQ(resampled.high, 0.1);
}

TEST(PairedDifference, refuses_unequal_lengths_and_values_that_are_not_finite) {
  const std::vector<double> two = {1.0, 2.0};
  const std::vector<double> three = {1.0, 2.0, 3.0};
  const std::vector<double> bad = {1.0, infinity};
  EXPECT_THROW(paired_difference(two, three), std::invalid_argument);
  EXPECT_THROW(paired_difference(two, bad), std::invalid_argument);
  EXPECT_THROW(paired_difference(two, two, 1.0), std::invalid_argument);
  EXPECT_THROW(bootstrap_interval(two, 1, 0.95, 0), std::invalid_argument);
  EXPECT_THROW(variance_reduction_factor(two, three), std::invalid_argument);
}

// Expected numbers: R 4.2, t.test(b, a).
TEST(UnpairedDifference, is_welchs_interval_of_second_minus_first) {
  const std::vector<double> a = {10.0, 20.0, 30.0, 41.0};
  const std::vector<double> b = {11.0, 22.5, 34.0, 44.0, 70.0, 2.0};
  const Interval interval = unpaired_difference(a, b);
  EXPECT_NEAR(interval.mean, 30.5833333333333 - 25.25, 1e-12);
  EXPECT_NEAR(interval.low, -22.4953101350164, 1e-7);
  EXPECT_NEAR(interval.high, 33.1619768016830, 1e-7);
  EXPECT_EQ(interval.n, 4U);
  const Interval other_way = unpaired_difference(b, a);
  EXPECT_NEAR(other_way.low, -interval.high, 1e-12);
  const std::vector<double> still = {1.0, 2.0};
  const std::vector<double> large = {1e6, 3e6, 2.5e6};
  const Interval wide = unpaired_difference(still, large, 0.9);
  EXPECT_NEAR(wide.low, 411972.211070911, 1e-2);
  EXPECT_NEAR(wide.high, 3921358.122262422, 1e-2);
}

TEST(UnpairedDifference, knows_nothing_from_a_single_replicate_and_all_of_what_never_varies) {
  const std::vector<double> one = {1.0};
  const std::vector<double> many = {4.0, 4.0, 4.0};
  EXPECT_EQ(unpaired_difference(one, many).high, infinity);
  EXPECT_EQ(unpaired_difference(one, many).mean, 3.0);
  EXPECT_EQ(unpaired_difference(one, many).n, 1U);
  const std::vector<double> same = {1.0, 1.0};
  const Interval still = unpaired_difference(same, many);
  EXPECT_EQ(still.low, 3.0);
  EXPECT_EQ(still.high, 3.0);
  const std::vector<double> bad = {1.0, infinity};
  EXPECT_THROW(unpaired_difference(same, bad), std::invalid_argument);
  EXPECT_THROW(unpaired_difference(same, many, 0.0), std::invalid_argument);
}

TEST(UnpairedDifference, covers_the_truth_in_95_percent_of_samples_of_unequal_spread) {
  const double share = coverage(4000, 0.0, [](std::uint64_t seed) {
    std::vector<double> wide = normals(seed, 6);
    for (double& value : wide) {
      value *= 5.0;
    }
    return unpaired_difference(wide, normals(~seed, 16));
  });
  EXPECT_NEAR(share, 0.95, 0.014);  // four standard errors
}

TEST(PairedDifference, covers_the_truth_in_95_percent_of_normal_samples) {
  for (const std::size_t n : {3U, 16U}) {
    const double share =
        coverage(4000, 0.0, [n](std::uint64_t seed) { return mean_interval(normals(seed, n)); });
    EXPECT_NEAR(share, 0.95, 3.5 * std::sqrt(0.95 * 0.05 / 4000)) << n;
  }
}

TEST(Bootstrap, covers_the_truth_in_about_95_percent_of_normal_samples) {
  const double share = coverage(1000, 0.0, [](std::uint64_t seed) {
    return bootstrap_interval(normals(seed, 24), seed + 1, 0.95, 1000);
  });
  EXPECT_NEAR(share, 0.945, 3.5 * std::sqrt(0.95 * 0.05 / 1000));
}

// 4,000 samples: over 1,000 the advantage (about 0.03) is only some four standard errors.
TEST(Bootstrap, covers_the_mean_of_lognormal_samples_better_than_student_t) {
  const double truth = std::exp(0.5);
  for (const std::size_t n : {12U, 30U}) {
    const double student = coverage(
        4000, truth, [n](std::uint64_t seed) { return mean_interval(lognormals(seed, n)); });
    const double bootstrap = coverage(4000, truth, [n](std::uint64_t seed) {
      return bootstrap_interval(lognormals(seed, n), seed + 1, 0.95, 1000);
    });
    EXPECT_GT(bootstrap, student + 0.01) << n;
    EXPECT_GT(bootstrap, n == 12U ? 0.86 : 0.89) << n;
  }
}

TEST(Bootstrap, reaches_further_into_the_long_tail) {
  const std::vector<double> values = lognormals(9, 40);
  const Interval interval = bootstrap_interval(values, 4);
  EXPECT_GT(interval.high - interval.mean, 1.1 * (interval.mean - interval.low));
  std::vector<double> mirrored = values;
  for (double& value : mirrored) {
    value = -value;
  }
  const Interval other = bootstrap_interval(mirrored, 4);
  EXPECT_NEAR(other.low, -interval.high, 1e-12);
  EXPECT_NEAR(other.high, -interval.low, 1e-12);
}

TEST(Bootstrap, agrees_with_student_t_on_many_normal_values) {
  const std::vector<double> values = normals(3, 400);
  const Interval student = mean_interval(values);
  const Interval resampled = bootstrap_interval(values, 8, 0.95, 20000);
  const double width = student.high - student.low;
  EXPECT_NEAR(resampled.low, student.low, 0.03 * width);
  EXPECT_NEAR(resampled.high, student.high, 0.03 * width);
}

TEST(Bootstrap, is_the_same_for_the_same_seed_and_not_for_another) {
  const std::vector<double> values = lognormals(2, 20);
  const Interval first = bootstrap_interval(values, 42);
  const Interval again = bootstrap_interval(values, 42);
  const Interval other = bootstrap_interval(values, 43);
  EXPECT_EQ(first.low, again.low);
  EXPECT_EQ(first.high, again.high);
  EXPECT_NE(first.low, other.low);
}

TEST(Bootstrap, at_extreme_confidence_ends_no_nearer_than_students_t) {
  const std::vector<double> values = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 100.0};
  const Interval interval = bootstrap_interval(values, 7, 0.9999);
  const Interval student = mean_interval(values, 0.9999);
  EXPECT_LE(interval.low, student.low) << "no resample lies so far out";
  EXPECT_GE(interval.high, student.high);
  EXPECT_LT(bootstrap_interval(lognormals(2, 40), 7, 0.9).high,
            bootstrap_interval(lognormals(2, 40), 7, 0.99).high);
}

TEST(Skewness, has_the_closed_form_of_two_point_samples) {
  // Seven zeros and a one: g1 = (n - 2) / sqrt(n - 1) = 6 / sqrt 7, G1 = g1 sqrt(n (n-1)) / (n-2).
  const std::vector<double> values = {0, 0, 0, 0, 0, 0, 0, 1};
  EXPECT_NEAR(skewness(values), 6.0 / std::sqrt(7.0) * std::sqrt(56.0) / 6.0, 1e-12);
  const std::vector<double> symmetric = {1, 2, 3, 4, 5};
  EXPECT_NEAR(skewness(symmetric), 0.0, 1e-15);
  const std::vector<double> flat(9, 0.1);
  EXPECT_EQ(skewness(flat), 0.0);
  EXPECT_EQ(skewness(std::vector<double>{1.0, 9.0}), 0.0);
}

TEST(DifferenceInterval, picks_the_bootstrap_for_eight_or_more_skewed_differences) {
  const std::vector<double> skewed = {0, 1, 2, 1, 0, 1, 2, 30};
  const std::vector<double> zeros(8, 0.0);
  const Difference chosen = difference_interval(zeros, skewed, 5);
  EXPECT_EQ(chosen.method, Method::bca_bootstrap);
  EXPECT_EQ(name(chosen.method), "BCa bootstrap");
  EXPECT_GT(chosen.skewness, 1.0);
  EXPECT_EQ(chosen.interval.high, bootstrap_interval(skewed, 5).high);
  const Difference mirrored = difference_interval(skewed, zeros, 5);
  EXPECT_EQ(mirrored.method, Method::bca_bootstrap);

  const std::vector<double> seven(skewed.begin() + 1, skewed.end());
  const Difference few = difference_interval(std::vector<double>(7, 0.0), seven, 5);
  EXPECT_GT(few.skewness, 1.0);
  EXPECT_EQ(few.method, Method::student_t);
  EXPECT_EQ(few.interval.high, mean_interval(seven).high);
  EXPECT_EQ(name(few.method), "Student t");

  const std::vector<double> even = {1, 2, 3, 4, 5, 6, 7, 8};
  EXPECT_EQ(difference_interval(zeros, even, 5).method, Method::student_t);
}

TEST(VarianceReduction, is_one_over_one_minus_the_correlation_for_equal_variances) {
  // b = c + e, a = c - e with c, e orthogonal: var a = var b = var c + var e, var(b - a) = 4 var e.
  const std::vector<double> common = {1, 1, -1, -1};
  const std::vector<double> own = {0.1, -0.1, 0.1, -0.1};
  std::vector<double> a;
  std::vector<double> b;
  for (std::size_t i = 0; i < 4; ++i) {
    a.push_back(common[i] - own[i]);
    b.push_back(common[i] + own[i]);
  }
  EXPECT_NEAR(variance_reduction_factor(a, b), 2.0 * 1.01 / 0.04, 1e-9);
  const double correlation = (1.0 - 0.01) / 1.01;
  EXPECT_NEAR(variance_reduction_factor(a, b), 1.0 / (1.0 - correlation), 1e-9);
}

TEST(VarianceReduction, is_infinite_where_differences_do_not_vary_and_never_nan) {
  const std::vector<double> a = {1.1, 2.3, 7.7};
  std::vector<double> b = a;
  for (double& value : b) {
    value += 0.1;
  }
  EXPECT_EQ(variance_reduction_factor(a, b), infinity);
  EXPECT_EQ(variance_reduction_factor(a, a), infinity);
  const std::vector<double> zeros(3, 0.0);
  EXPECT_EQ(variance_reduction_factor(zeros, zeros), infinity);
  EXPECT_EQ(variance_reduction_factor(std::vector<double>{1.0}, std::vector<double>{2.0}), 1.0);
  const std::vector<double> opposite = {-1.1, -2.3, -7.7};
  EXPECT_NEAR(variance_reduction_factor(a, opposite), 0.5, 1e-12);
}

}  // namespace
}  // namespace rapport::estimate
