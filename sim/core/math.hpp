// Elementary functions that give the same bits under every compiler and instruction set.
//
// Made of + - * /, square roots and integer work alone (IEEE 754: each correctly rounded), compiled
// without contraction into fused multiply-adds, in an order that the source fixes. Method: reduce
// the argument, evaluate a polynomial, put it together again with the rounding errors that matter
// carried along (Muller, Elementary Functions, 3rd ed. 2016; Tang 1989, 1990). Polynomials are
// ours: interpolated at Chebyshev nodes in 60 digits, then rounded. tests/core/math_test.cpp holds
// every function to the error stated here: "ulp" = units in the last place of the exact result.
//
// Everywhere: NaN in, NaN out (which NaN is not promised). Results below the least normal number,
// 2^-1022, may be flushed to 0 or lose bits; arguments may be subnormal. Rounding to nearest is
// assumed. Monotone as far as the errors allow: with an error within e ulp, results whose exact
// values lie more than 2 e ulp apart are never in the wrong order.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

namespace rapport::math {

namespace detail {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
inline constexpr double least_normal = std::numeric_limits<double>::min();

// Adding this rounds to a whole number and leaves that number in the lowest bits.
inline constexpr double round_shift = 0x1.8p52;
// ln 2 = ln2_high + ln2_low; n * ln2_high is exact for |n| < 2^14.
inline constexpr double ln2_high = 0x1.62e42fefap-1;
inline constexpr double ln2_low = 0x1.cf79abc9e3b3ap-40;
inline constexpr double log2_e = 1.4426950408889634;

inline constexpr double ln2 = 0.6931471805599453;
// 26 leading bits and the rest: products of the first with upper_half() are exact.
inline constexpr double ln2_upper = 0x1.62e42f8000000p-1;
inline constexpr double ln2_rest = 0x1.be8e7bcd5e4f2p-27;
inline constexpr double log2_e_upper = 0x1.715476p+0;
inline constexpr double log2_e_rest = 0x1.4ae0bf85ddf44p-26;

// (e^r - 1 - r) / r^2 for |r| <= ln(2)/2, within 2^-61 of e^r.
inline constexpr double exp_terms[11] = {0.5,
                                         0.1666666666666667,
                                         0.04166666666666667,
                                         0.008333333333326136,
                                         0.0013888888888883748,
                                         0.00019841269874820627,
                                         2.4801587325547743e-05,
                                         2.7557255400206422e-06,
                                         2.75572736431103e-07,
                                         2.5105217004720745e-08,
                                         2.0914686968086876e-09};
// (2^r - 1 - r ln 2) / r^2 for |r| <= 1/2, within 2^-58 of 2^r.
inline constexpr double exp2_terms[11] = {
    0.24022650695910072,    0.0555041086648216,     0.009618129107628479,   0.0013333558146416936,
    0.00015403530393375914, 1.525273382983612e-05,  1.3215486802903931e-06, 1.0178062445845774e-07,
    7.054899956372649e-09,  4.4549605981865186e-10, 2.572508057683636e-11};

inline constexpr double exp_most = 709.782712893384;     // ln of the greatest finite number
inline constexpr double exp_least = -708.3964185322641;  // ln of the least normal number

/// p * 2^n for a whole n given as n + round_shift, where the product is a normal number.
inline double times_power_of_two(double p, double shifted_n) {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(p) +
                               (std::bit_cast<std::uint64_t>(shifted_n) << 52U));
}

/// x without the lower 27 bits of its mantissa, so that products of two such numbers are exact.
inline double upper_half(double x) {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) & 0xfffffffff8000000ULL);
}

/// c[0] + c[1] r + ... + c[10] r^10 in Estrin's order, which keeps the processor's pipes full.
inline double polynomial(double r, const double (&c)[11]) {
  const double r2 = r * r;
  const double r4 = r2 * r2;
  const double low = (c[0] + c[1] * r) + r2 * (c[2] + c[3] * r);
  const double middle = (c[4] + c[5] * r) + r2 * (c[6] + c[7] * r);
  const double high = (c[8] + c[9] * r) + r2 * c[10];
  return low + r4 * (middle + r4 * high);
}

/// exp(x + tail) for exp_least <= x <= exp_most and |tail| a few ulp of x; anything else: garbage.
inline double exp_of_sum(double x, double tail) {
  const double shifted_n = x * log2_e + round_shift;
  const double n = shifted_n - round_shift;
  const double high = x - n * ln2_high;
  const double low = n * ln2_low - tail;
  const double r = high - low;
  const double lost = (high - r) - low;
  const double q = polynomial(r, exp_terms);
  return times_power_of_two(1.0 + (r + (r * r * q + lost)), shifted_n);
}

/// A positive normal number as 2^exponent * (1 + f), sqrt(1/2) <= 1 + f < sqrt(2), f exact.
struct Parts {
  double exponent;
  double f;
};

inline Parts parts(double x) {
  constexpr std::uint64_t root_half = 0x3fe6a09e667f3bcdULL;  // bits of sqrt(1/2)
  const std::uint64_t moved = std::bit_cast<std::uint64_t>(x) + (0x3ff0000000000000ULL - root_half);
  // The biased exponent becomes a double through its bits: no integer conversion, which AVX2 lacks.
  const double biased = std::bit_cast<double>((moved >> 52U) | 0x4330000000000000ULL);
  const double mantissa = std::bit_cast<double>((moved & 0x000fffffffffffffULL) + root_half);
  return {biased - (0x1.0p52 + 1023.0), mantissa - 1.0};
}

/// parts() of any x > 0, subnormal ones too.
inline Parts scaled_parts(double x) {
  const bool tiny = x < least_normal;
  const Parts of = parts(tiny ? x * 0x1.0p54 : x);
  return {of.exponent - (tiny ? 54.0 : 0.0), of.f};
}

/// log(1 + f) - f + f^2 / 2, by log(1 + f) = 2 artanh(s), s = f / (2 + f).
inline double log_rest(double f, double half_square) {
  const double s = f / (2.0 + f);
  const double z = s * s;
  const double z2 = z * z;
  const double rest = z * (((0.6666666666666666 + 0.4000000000000088 * z) +
                            z2 * (0.28571428570803614 + 0.22222222391713917 * z)) +
                           (z2 * z2) * ((0.18181795640132906 + 0.15386239702814658 * z) +
                                        z2 * (0.13268773138656886 + 0.13086626147840102 * z)));
  return s * (half_square + rest);
}

/// What a logarithm is where its argument is not a positive finite number; else the value given.
inline double log_edges(double x, double value) {
  double result = x < infinity ? value : x;
  result = x > 0.0 ? result : -infinity;
  return x >= 0.0 ? result : not_a_number;
}

}  // namespace detail

/// e^x within 1 ulp. 0 below -708.39, infinite above 709.78; exp(0) = 1.
inline double exp(double x) {
  double result = detail::exp_of_sum(x, 0.0);
  result = x <= detail::exp_most ? result : detail::infinity;
  result = x >= detail::exp_least ? result : 0.0;
  return x == x ? result : x;
}

/// 2^x within 1 ulp, exact for whole x. 0 below -1022, infinite from 1024.
inline double exp2(double x) {
  const double shifted_n = x + detail::round_shift;
  const double r = x - (shifted_n - detail::round_shift);
  const double r_top = detail::upper_half(r);
  const double top = r_top * detail::ln2_upper;
  const double rest = r_top * detail::ln2_rest + (r - r_top) * detail::ln2;
  const double q = detail::polynomial(r, detail::exp2_terms);
  double result = detail::times_power_of_two(1.0 + (top + (r * r * q + rest)), shifted_n);
  result = x < 1024.0 ? result : detail::infinity;
  result = x >= -1022.0 ? result : 0.0;
  return x == x ? result : x;
}

/// Natural logarithm within 1 ulp. log(0) = -infinity, log(x < 0) = NaN, log(1) = 0.
inline double log(double x) {
  const auto [exponent, f] = detail::scaled_parts(x);
  const double half_square = 0.5 * f * f;
  const double rest = detail::log_rest(f, half_square) + exponent * detail::ln2_low;
  return detail::log_edges(x, exponent * detail::ln2_high - ((half_square - rest) - f));
}

/// Logarithm to base 2 within 1 ulp, exact for powers of two. Edges as log.
inline double log2(double x) {
  const auto [exponent, f] = detail::scaled_parts(x);
  const double half_square = 0.5 * f * f;
  const double high = detail::upper_half(f - half_square);
  const double low = ((f - high) - half_square) + detail::log_rest(f, half_square);
  const double top = high * detail::log2_e_upper;
  const double rest = (low + high) * detail::log2_e_rest + low * detail::log2_e_upper;
  const double sum = exponent + top;
  return detail::log_edges(x, sum + (((exponent - sum) + top) + rest));
}

/// log(1 + x) within 1 ulp. log1p(-1) = -infinity, log1p(x < -1) = NaN.
double log1p(double x);

/// e^x - 1 within 1.5 ulp.
double expm1(double x);

/// x^y for x >= 0 within 1.5 ulp. pow(x, 0) = 1 and pow(x, 1) = x; pow(0, y) is 0 for y > 0 and
/// infinite for y < 0; x < 0 gives NaN, also for whole y.
double pow(double x, double y);

/// Hyperbolic tangent within 3 ulp; odd, +-1 beyond 22.
double tanh(double x);

/// Error function within 3 ulp; odd, +-1 beyond 6.
double erf(double x);

/// 1 - erf(x) within 5 ulp, also far in the tail; 0 above 26.6.
double erfc(double x);

/// P(Z <= x) for a standard normal Z, within 5 ulp, also far in the lower tail; 0 below -37.6.
double normal_cdf(double x);

/// The x with normal_cdf(x) = p, within 10 ulp (Wichura 1988, algorithm AS 241, PPND16); for p from
/// 2^-1022. p = 0 and 1 give -infinity and infinity, p outside [0,1] NaN.
double normal_quantile(double p);

/// ln Gamma(x) for x > 0 within 8 ulp, also near its zeros 1 and 2. log_gamma(0) = infinity,
/// log_gamma(x < 0) = NaN, also where it exists.
double log_gamma(double x);

}  // namespace rapport::math
