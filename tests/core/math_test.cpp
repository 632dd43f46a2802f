// Holds sim/core/math.hpp to the errors and edges it states, against the C library's long double,
// and to the very bits it gave when they were recorded.
#include "sim/core/math.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <ostream>
#include <vector>

#include "sim/core/ids.hpp"

namespace rapport {
namespace {

static_assert(std::numeric_limits<long double>::digits >= 64, "the reference must be finer");

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();
constexpr double least_normal = std::numeric_limits<double>::min();
constexpr double least_subnormal = std::numeric_limits<double>::denorm_min();
constexpr double greatest = std::numeric_limits<double>::max();

double unit(std::uint64_t i) {
  return static_cast<double>(mix64(i) >> 11U) * 0x1p-53;
}

// n points: even ones evenly spread over [low, high], odd ones at random in it.
std::vector<double> spread(double low, double high, std::size_t n) {
  std::vector<double> points(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double share = i % 2 == 0 ? static_cast<double>(i) / static_cast<double>(n) : unit(i);
    points[i] = low + (high - low) * share;
  }
  return points;
}

// n random points of every magnitude from 2^low to 2^high, without any logarithm.
std::vector<double> magnitudes(int low, int high, std::size_t n) {
  std::vector<double> points(n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto range = static_cast<std::uint64_t>(high - low);
    const int exponent = low + static_cast<int>(mix64(~i) % range);
    points[i] = std::ldexp(1.0 + unit(i), exponent);
  }
  return points;
}

std::vector<double> negated(std::vector<double> points) {
  for (double& x : points) {
    x = -x;
  }
  return points;
}

// How far `value` is from `exact`, in units of the last place of `exact` as a double.
double ulps(double value, long double exact) {
  int exponent = 0;
  std::frexp(exact, &exponent);
  const long double unit_in_last_place = std::ldexp(1.0L, std::max(exponent - 53, -1074));
  return static_cast<double>(std::fabs(static_cast<long double>(value) - exact) /
                             unit_in_last_place);
}

bool is_normal_double(long double exact) {
  const long double size = std::fabs(exact);
  return size >= static_cast<long double>(least_normal) &&
         size <= static_cast<long double>(greatest);
}

struct Worst {
  double error = 0;
  double at = 0;
  std::size_t looked_at = 0;
};

std::ostream& operator<<(std::ostream& out, const Worst& worst) {
  return out << worst.error << " ulp at " << worst.at << " among " << worst.looked_at << " points";
}

// The worst error over points whose exact result is a normal number.
template <class Ours, class Exact>
Worst worst_error(const std::vector<double>& points, Ours ours, Exact exact) {
  Worst worst;
  for (const double x : points) {
    const long double expected = exact(static_cast<long double>(x));
    if (!is_normal_double(expected)) {
      continue;
    }
    ++worst.looked_at;
    const double error = ulps(ours(x), expected);
    if (!(error <= worst.error)) {
      worst.error = error;
      worst.at = x;
    }
  }
  return worst;
}

void expect_within(double bound, const Worst& worst) {
  EXPECT_LE(worst.error, bound) << worst;
  EXPECT_GE(worst.looked_at, 1000U) << "the points missed the function's range";
  // A reference that equals the function itself would never err.
  EXPECT_GT(worst.error, 0.4) << worst;
}

const auto exact_exp = [](long double x) { return std::exp(x); };
const auto exact_log = [](long double x) { return std::log(x); };
const auto exact_exp2 = [](long double x) { return std::exp2(x); };
const auto exact_log2 = [](long double x) { return std::log2(x); };
const auto exact_erf = [](long double x) { return std::erf(x); };
const auto exact_erfc = [](long double x) { return std::erfc(x); };
constexpr long double root_half = 0.707106781186547524400844362104849039L;
constexpr long double root_two_pi = 2.506628274631000502415765284811045253L;

long double exact_cdf(long double x) {
  return std::erfc(-x * root_half) / 2;
}

// Newton's method on the exact distribution function, begun at our answer.
long double exact_quantile(long double p) {
  auto x = static_cast<long double>(math::normal_quantile(static_cast<double>(p)));
  for (int step = 0; step < 2; ++step) {
    long double miss = 0;
    if (std::fabs(p - 0.5L) < 0.25L) {
      miss = std::erf(x * root_half) / 2 - (p - 0.5L);
    } else if (p < 0.5L) {
      miss = exact_cdf(x) - p;
    } else {
      miss = (1.0L - p) - exact_cdf(-x);
    }
    x -= miss * root_two_pi * std::exp(x * x / 2);
  }
  return x;
}

TEST(Math, exp_stays_within_1_ulp) {
  const auto ours = [](double x) { return math::exp(x); };
  expect_within(1.0, worst_error(spread(-708.39, 709.78, 700'000), ours, exact_exp));
  expect_within(1.0, worst_error(spread(-1.5, 1.5, 400'000), ours, exact_exp));
  expect_within(1.0, worst_error(magnitudes(-60, 9, 20'000), ours, exact_exp));
}

TEST(Math, exp2_stays_within_1_ulp) {
  const auto ours = [](double x) { return math::exp2(x); };
  expect_within(1.0, worst_error(spread(-1022, 1024, 150'000), ours, exact_exp2));
  expect_within(1.0, worst_error(spread(-1.5, 1.5, 150'000), ours, exact_exp2));
}

TEST(Math, log_stays_within_1_ulp) {
  const auto ours = [](double x) { return math::log(x); };
  expect_within(1.0, worst_error(magnitudes(-1074, 1024, 400'000), ours, exact_log));
  expect_within(1.0, worst_error(spread(0.5, 2.0, 500'000), ours, exact_log));
  expect_within(1.0, worst_error(spread(0.0, 1.0, 200'000), ours, exact_log));
}

TEST(Math, log2_stays_within_1_ulp) {
  const auto ours = [](double x) { return math::log2(x); };
  expect_within(1.0, worst_error(magnitudes(-1074, 1024, 100'000), ours, exact_log2));
  expect_within(1.0, worst_error(spread(0.5, 2.0, 150'000), ours, exact_log2));
}

TEST(Math, log1p_stays_within_1_ulp) {
  const auto ours = [](double x) { return math::log1p(x); };
  const auto exact = [](long double x) { return std::log1p(x); };
  expect_within(1.0, worst_error(spread(-1.0, 2.0, 100'000), ours, exact));
  expect_within(1.0, worst_error(magnitudes(-60, 1000, 50'000), ours, exact));
  expect_within(1.0, worst_error(negated(magnitudes(-60, 0, 50'000)), ours, exact));
}

TEST(Math, expm1_stays_within_1_and_a_half_ulp) {
  const auto ours = [](double x) { return math::expm1(x); };
  const auto exact = [](long double x) { return std::expm1(x); };
  expect_within(1.5, worst_error(spread(-2.0, 2.0, 100'000), ours, exact));
  expect_within(1.5, worst_error(spread(-45.0, 709.0, 50'000), ours, exact));
  expect_within(1.5, worst_error(spread(-40.0, 40.0, 50'000), ours, exact));
  expect_within(1.5, worst_error(negated(magnitudes(-60, 6, 20'000)), ours, exact));
}

TEST(Math, pow_stays_within_1_and_a_half_ulp) {
  const std::vector<double> bases = magnitudes(-1074, 1024, 40'000);
  const std::vector<double> near_one = spread(0.6, 1.6, 40'000);
  Worst worst;
  const auto look = [&worst](double x, double y) {
    const auto exact = [y](long double base) {
      return std::pow(base, static_cast<long double>(y));
    };
    const Worst here = worst_error(
        {x}, [y](double base) { return math::pow(base, y); }, exact);
    worst.looked_at += here.looked_at;
    if (!(here.error <= worst.error)) {
      worst.error = here.error;
      worst.at = x;
    }
  };
  for (std::size_t i = 0; i < bases.size(); ++i) {
    look(bases[i], 4.0 * unit(i) - 2.0);
    look(near_one[i], 3000.0 * unit(i) - 1500.0);
    look(near_one[i], 708.0 * (2.0 * unit(i) - 1.0) / std::log(near_one[i]));
  }
  expect_within(1.5, worst);
}

TEST(Math, tanh_stays_within_3_ulp) {
  const auto ours = [](double x) { return math::tanh(x); };
  const auto exact = [](long double x) { return std::tanh(x); };
  expect_within(3.0, worst_error(spread(-3.0, 3.0, 80'000), ours, exact));
  expect_within(3.0, worst_error(magnitudes(-60, 6, 20'000), ours, exact));
}

TEST(Math, erf_stays_within_3_ulp_and_erfc_within_5) {
  const auto our_erf = [](double x) { return math::erf(x); };
  const auto our_erfc = [](double x) { return math::erfc(x); };
  expect_within(3.0, worst_error(spread(-3.0, 3.0, 60'000), our_erf, exact_erf));
  expect_within(3.0, worst_error(magnitudes(-60, 4, 20'000), our_erf, exact_erf));
  expect_within(5.0, worst_error(spread(-1.0, 3.0, 60'000), our_erfc, exact_erfc));
  expect_within(5.0, worst_error(spread(-6.0, 26.54, 60'000), our_erfc, exact_erfc));
}

TEST(Math, normal_cdf_stays_within_5_ulp_and_the_quantile_within_10) {
  const auto cdf = [](double x) { return math::normal_cdf(x); };
  const auto quantile = [](double p) { return math::normal_quantile(p); };
  expect_within(5.0, worst_error(spread(-4.0, 4.0, 60'000), cdf, exact_cdf));
  expect_within(5.0, worst_error(spread(-37.5, 9.0, 60'000), cdf, exact_cdf));
  expect_within(10.0, worst_error(spread(0.0, 1.0, 60'000), quantile, exact_quantile));
  expect_within(10.0, worst_error(spread(0.499, 0.501, 20'000), quantile, exact_quantile));
  expect_within(10.0, worst_error(magnitudes(-1022, -1, 40'000), quantile, exact_quantile));
}

TEST(Math, log_gamma_stays_within_8_ulp_also_near_its_zeros) {
  const auto ours = [](double x) { return math::log_gamma(x); };
  const auto exact = [](long double x) { return std::lgamma(x); };
  expect_within(8.0, worst_error(spread(0.0, 3.0, 60'000), ours, exact));
  expect_within(8.0, worst_error(spread(0.999, 1.001, 10'000), ours, exact));
  expect_within(8.0, worst_error(spread(1.999, 2.001, 10'000), ours, exact));
  expect_within(8.0, worst_error(spread(2.0, 60.0, 60'000), ours, exact));
  expect_within(8.0, worst_error(magnitudes(-1000, 1000, 20'000), ours, exact));
}

TEST(Math, exp_has_the_stated_edges) {
  EXPECT_EQ(math::exp(0.0), 1.0);
  EXPECT_EQ(math::exp(-0.0), 1.0);
  EXPECT_EQ(math::exp(-infinity), 0.0);
  EXPECT_EQ(math::exp(infinity), infinity);
  EXPECT_EQ(math::exp(-1e300), 0.0);
  EXPECT_EQ(math::exp(1e300), infinity);
  EXPECT_LT(math::exp(709.782712893384), infinity);
  EXPECT_EQ(math::exp(std::nextafter(709.782712893384, 1e3)), infinity);
  EXPECT_GE(math::exp(-708.3964185322641), least_normal);
  EXPECT_EQ(math::exp(std::nextafter(-708.3964185322641, -1e3)), 0.0);
  EXPECT_EQ(math::exp(least_subnormal), 1.0);
  EXPECT_TRUE(std::isnan(math::exp(nan_value)));
  EXPECT_TRUE(std::isnan(math::exp(-nan_value)));
}

TEST(Math, exp2_is_exact_for_whole_numbers_and_has_the_stated_edges) {
  for (int n = -1022; n < 1024; ++n) {
    ASSERT_EQ(math::exp2(n), std::ldexp(1.0, n)) << n;
  }
  EXPECT_EQ(math::exp2(1024.0), infinity);
  EXPECT_EQ(math::exp2(infinity), infinity);
  EXPECT_LT(math::exp2(std::nextafter(1024.0, 0.0)), infinity);
  EXPECT_EQ(math::exp2(std::nextafter(-1022.0, -1e4)), 0.0);
  EXPECT_EQ(math::exp2(-infinity), 0.0);
  EXPECT_TRUE(std::isnan(math::exp2(nan_value)));
}

TEST(Math, log2_is_exact_for_powers_of_two_subnormal_ones_too) {
  for (int n = -1074; n < 1024; ++n) {
    ASSERT_EQ(math::log2(std::ldexp(1.0, n)), n);
  }
}

TEST(Math, logarithms_have_the_stated_edges) {
  for (const auto logarithm :
       {+[](double x) { return math::log(x); }, +[](double x) { return math::log2(x); },
        +[](double x) { return math::log1p(x - 1.0); }}) {
    EXPECT_EQ(logarithm(1.0), 0.0);
    EXPECT_EQ(logarithm(0.0), -infinity);
    EXPECT_EQ(logarithm(infinity), infinity);
    EXPECT_TRUE(std::isnan(logarithm(-1.0)));
    EXPECT_TRUE(std::isnan(logarithm(-infinity)));
    EXPECT_TRUE(std::isnan(logarithm(nan_value)));
  }
  EXPECT_EQ(math::log(-0.0), -infinity);
  EXPECT_TRUE(std::isnan(math::log(-least_subnormal)));
  // A uniform number below 1, however close, must wait a positive time.
  EXPECT_LT(math::log(std::nextafter(1.0, 0.0)), 0.0);
}

TEST(Math, pow_has_the_stated_edges) {
  EXPECT_EQ(math::pow(7.3, 0.0), 1.0);
  EXPECT_EQ(math::pow(7.3, 1.0), 7.3);
  EXPECT_EQ(math::pow(1.0, 1e308), 1.0);
  EXPECT_EQ(math::pow(1.0, -infinity), 1.0);
  EXPECT_EQ(math::pow(0.0, 2.5), 0.0);
  EXPECT_EQ(math::pow(0.0, 0.0), 1.0);
  EXPECT_EQ(math::pow(0.0, -2.5), infinity);
  EXPECT_EQ(math::pow(infinity, 0.5), infinity);
  EXPECT_EQ(math::pow(infinity, -0.5), 0.0);
  EXPECT_EQ(math::pow(1.0 + 0x1p-52, 1e300), infinity);
  EXPECT_EQ(math::pow(1.0 - 0x1p-53, infinity), 0.0);
  EXPECT_EQ(math::pow(2.0, -1080.0), 0.0);
  EXPECT_TRUE(std::isnan(math::pow(-8.0, 2.0)));
  EXPECT_TRUE(std::isnan(math::pow(nan_value, 0.0)));
  EXPECT_TRUE(std::isnan(math::pow(1.0, nan_value)));
}

TEST(Math, the_other_functions_have_the_stated_edges) {
  EXPECT_EQ(math::expm1(0.0), 0.0);
  EXPECT_EQ(math::expm1(-infinity), -1.0);
  EXPECT_EQ(math::expm1(infinity), infinity);
  EXPECT_EQ(math::tanh(0.0), 0.0);
  EXPECT_EQ(math::tanh(infinity), 1.0);
  EXPECT_EQ(math::tanh(-infinity), -1.0);
  EXPECT_EQ(math::erf(0.0), 0.0);
  EXPECT_EQ(math::erf(infinity), 1.0);
  EXPECT_EQ(math::erf(-infinity), -1.0);
  EXPECT_EQ(math::erfc(infinity), 0.0);
  EXPECT_EQ(math::erfc(-infinity), 2.0);
  EXPECT_EQ(math::erfc(27.0), 0.0);
  EXPECT_EQ(math::normal_cdf(0.0), 0.5);
  EXPECT_EQ(math::normal_cdf(-infinity), 0.0);
  EXPECT_EQ(math::normal_cdf(infinity), 1.0);
  EXPECT_EQ(math::normal_cdf(-38.0), 0.0);
  EXPECT_EQ(math::normal_quantile(0.5), 0.0);
  EXPECT_EQ(math::normal_quantile(0.0), -infinity);
  EXPECT_EQ(math::normal_quantile(1.0), infinity);
  EXPECT_TRUE(std::isnan(math::normal_quantile(-0.1)));
  EXPECT_TRUE(std::isnan(math::normal_quantile(1.1)));
  EXPECT_EQ(math::log_gamma(1.0), 0.0);
  EXPECT_EQ(math::log_gamma(2.0), 0.0);
  EXPECT_EQ(math::log_gamma(0.0), infinity);
  EXPECT_EQ(math::log_gamma(infinity), infinity);
  EXPECT_EQ(math::log_gamma(1e306), infinity);
  EXPECT_TRUE(std::isnan(math::log_gamma(-0.5)));
}

TEST(Math, nan_goes_through_every_function) {
  for (const auto function : {math::expm1, math::tanh, math::erf, math::erfc, math::normal_cdf,
                              math::normal_quantile, math::log_gamma, math::log1p}) {
    EXPECT_TRUE(std::isnan(function(nan_value)));
    EXPECT_TRUE(std::isnan(function(-nan_value)));
  }
}

TEST(Math, odd_functions_are_odd_to_the_bit) {
  for (const double x : magnitudes(-30, 6, 10'000)) {
    ASSERT_EQ(math::tanh(-x), -math::tanh(x)) << x;
    ASSERT_EQ(math::erf(-x), -math::erf(x)) << x;
  }
  for (const double p : spread(0.5, 1.0, 10'000)) {  // 1 - p is exact here
    ASSERT_EQ(math::normal_quantile(1.0 - p), -math::normal_quantile(p)) << p;
  }
}

// Walks upwards by neighbouring arguments; results may step back by one ulp, never by more.
template <class Function>
void expect_hardly_ever_back(Function function, double start) {
  double x = start;
  double highest = function(x);
  for (int step = 0; step < 20'000; ++step) {
    x = std::nextafter(x, infinity);
    const double value = function(x);
    ASSERT_GE(value, std::nextafter(highest, -infinity)) << x;
    highest = std::max(highest, value);
  }
}

TEST(Math, neighbouring_arguments_never_swap_by_more_than_an_ulp) {
  for (const double start : {-0.3465736, -1e-9, 0.3465735, 1.0, 12.476649, -700.0, 0.49999999}) {
    expect_hardly_ever_back([](double x) { return math::exp(x); }, start);
    expect_hardly_ever_back([](double x) { return math::exp2(x); }, start);
  }
  for (const double start : {0.70710678118654, 0.99999999999, 1.41421356237309, 3.0, 1e-300}) {
    expect_hardly_ever_back([](double x) { return math::log(x); }, start);
    expect_hardly_ever_back([](double x) { return math::log2(x); }, start);
  }
}

// The loop is plain so that a compiler may widen it: the wide code must give the same bits too.
template <class Function>
std::uint64_t fold(std::uint64_t hash, Function function, const std::vector<double>& points) {
  std::vector<double> results(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    results[i] = function(points[i]);
  }
  for (const double result : results) {
    hash = mix64(hash ^ std::bit_cast<std::uint64_t>(result));
  }
  return hash;
}

TEST(Math, every_compiler_and_instruction_set_gives_the_recorded_bits) {
  const std::vector<double> any = spread(-30.0, 30.0, 20'000);
  const std::vector<double> wide = spread(-760.0, 760.0, 20'000);
  const std::vector<double> positive = magnitudes(-1074, 1024, 20'000);
  const std::vector<double> around_one = spread(0.0, 12.0, 20'000);
  const std::vector<double> chances = spread(0.0, 1.0, 20'000);
  std::uint64_t hash = 0;
  for (const auto& points : {any, wide}) {
    hash = fold(
        hash, [](double x) { return math::exp(x); }, points);
    hash = fold(
        hash, [](double x) { return math::exp2(x); }, points);
    hash = fold(hash, math::expm1, points);
    hash = fold(hash, math::tanh, points);
    hash = fold(hash, math::erf, points);
    hash = fold(hash, math::erfc, points);
    hash = fold(hash, math::normal_cdf, points);
  }
  for (const auto& points : {positive, around_one, chances}) {
    hash = fold(
        hash, [](double x) { return math::log(x); }, points);
    hash = fold(
        hash, [](double x) { return math::log2(x); }, points);
    hash = fold(hash, math::log1p, points);
    hash = fold(hash, math::log_gamma, points);
    hash = fold(
        hash, [](double x) { return math::pow(x, -1.7); }, points);
    hash = fold(
        hash, [](double x) { return math::pow(x, 0.31); }, points);
  }
  hash = fold(hash, math::normal_quantile, chances);
  // Recorded from g++ 12 -O2; a new value is a change of every run's results.
  EXPECT_EQ(hash, 0x9366d387bdb089c0ULL) << std::hex << hash;
}

}  // namespace
}  // namespace rapport
