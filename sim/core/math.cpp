// The functions of math.hpp that are called too seldom to be worth inlining.
#include "sim/core/math.hpp"

#include <cmath>
#include <cstddef>

namespace rapport::math {

namespace {

using detail::exp_of_sum;
using detail::infinity;
using detail::not_a_number;
using detail::upper_half;

// An unevaluated sum that carries about 100 bits (Dekker 1971).
struct Sum {
  double high;
  double low;
};

// a + b exactly, for |a| >= |b| or a = 0.
Sum sum(double a, double b) {
  const double high = a + b;
  return {high, (a - high) + b};
}

// a * b exactly, short of overflow and underflow.
Sum product(double a, double b) {
  const double a_top = upper_half(a);
  const double b_top = upper_half(b);
  const double a_rest = a - a_top;
  const double b_rest = b - b_top;
  const double high = a * b;
  return {high, (((a_top * b_top - high) + a_top * b_rest) + a_rest * b_top) + a_rest * b_rest};
}

// c[0] + c[1] x + c[2] x^2 + ... by Horner's rule.
template <std::size_t terms>
double polynomial(double x, const double (&c)[terms]) {
  double value = c[terms - 1];
  for (std::size_t i = terms - 1; i-- > 0;) {
    value = value * x + c[i];
  }
  return value;
}

// exp(-square) for square.high >= 0.
double exp_of_minus(Sum square) {
  if (square.high > -detail::exp_least) {
    return 0.0;
  }
  return exp_of_sum(-square.high, -square.low);
}

// exp(x^2) erfc(x) for 0.5 <= x <= 28, as a polynomial in (x - 4) / (x + 4) over 1 + 2 x
// (the form of Shepherd & Laframboise 1981), within 2^-54.
double scaled_erfc(double x) {
  constexpr double c[] = {1.2329951186255526,     -0.1396211168405625,     0.015379652102619901,
                          0.06809705425468844,    -0.1010390660363143,     0.09373283499853434,
                          -0.06633036581196795,   0.03716751553379472,     -0.016197734061059108,
                          0.00503197001856426,    -0.0007577732634973155,  -0.00019925696553927866,
                          0.00015062155590137163, -2.4398057333996413e-05, -1.1221668942295945e-05,
                          5.706494720146254e-06,  2.9313186423696087e-07,  -8.195085083459565e-07,
                          7.540467350144586e-08,  1.03256669073015e-07,    -1.8406671051403966e-08,
                          -9.652213521087604e-09, 1.9717656765049794e-09};
  return polynomial((x - 4.0) / (x + 4.0), c) / (1.0 + 2.0 * x);
}

// erf(x) for |x| <= 0.5.
double erf_near_zero(double x) {
  // erf(x) / x - 1 in powers of x^2, within 2^-55.
  constexpr double c[] = {0.1283791670955126,     -0.3761263890318375,     0.11283791670954868,
                          -0.026866170644999358,  0.005223977622008845,    -0.0008548326509718547,
                          0.00012055286128871108, -1.4923000283850108e-05, 1.6371164552892836e-06,
                          -1.4620256114391553e-07};
  return x + x * polynomial(x * x, c);
}

// erfc(x) for x >= 0.5.
double erfc_tail(double x) {
  return x > 28.0 ? 0.0 : exp_of_minus(product(x, x)) * scaled_erfc(x);
}

// ln x for positive finite x to about 2^-65 of its value.
Sum log_sum(double x) {
  const auto [exponent, f] = detail::scaled_parts(x);
  // s = f / (2 + f) and z = s^2 as sums; ln(1 + f) = 2 s + s z (2/3 + z t(z)).
  const Sum divisor = sum(2.0, f);
  const double s = f / divisor.high;
  const Sum back = product(s, divisor.high);
  const double s_low = (((f - back.high) - back.low) - s * divisor.low) / divisor.high;
  Sum z = product(s, s);
  z.low += 2.0 * s * s_low;
  constexpr double t[] = {0.4,
                          0.28571428571429364,
                          0.22222222221656232,
                          0.18181818335314404,
                          0.15384594970895457,
                          0.13334804238225345,
                          0.11706248540922386,
                          0.11723051028097753};
  constexpr double two_thirds = 0.6666666666666666;
  constexpr double two_thirds_low = 0x1.5555555555555p-55;
  const Sum a = sum(two_thirds, two_thirds_low + z.high * polynomial(z.high, t));
  const Sum w = product(z.high, a.high);
  const double w_low = w.low + (z.high * a.low + z.low * a.high);
  const Sum v = product(s, w.high);
  const double v_low = v.low + (s * w_low + s_low * w.high);
  const Sum most = sum(exponent * detail::ln2_high, 2.0 * s);
  const Sum more = sum(most.high, v.high);
  return sum(more.high,
             more.low + (most.low + (exponent * detail::ln2_low + (2.0 * s_low + v_low))));
}

}  // namespace

double log1p(double x) {
  if (!(x > -1.0 && x < infinity)) {
    return x == -1.0 ? -infinity : x > 0.0 ? x : not_a_number;
  }
  const double near_one = 1.0 + x;
  auto [exponent, f] = detail::parts(near_one);
  double lost = 0.0;
  if (exponent == 0.0) {
    f = x;  // exact where 1 + x is not
  } else {
    lost = (x >= 1.0 ? 1.0 - (near_one - x) : x - (near_one - 1.0)) / near_one;
  }
  const double half_square = 0.5 * f * f;
  const double rest = detail::log_rest(f, half_square) + (exponent * detail::ln2_low + lost);
  return exponent * detail::ln2_high - ((half_square - rest) - f);
}

double expm1(double x) {
  if (x != x) {
    return x;
  }
  if (x > 38.0) {
    return exp(x);
  }
  if (x < -38.0) {
    return -1.0;
  }
  const double shifted_n = x * detail::log2_e + detail::round_shift;
  const double n = shifted_n - detail::round_shift;
  const double high = x - n * detail::ln2_high;
  const double low = n * detail::ln2_low;
  const double r = high - low;
  const double lost = (high - r) - low;
  const double bent = r * r * detail::polynomial(r, detail::exp_terms);
  if (n == 0.0) {
    return r + bent;
  }
  const double power = detail::times_power_of_two(1.0, shifted_n);
  // 2^n - 1 + 2^n r is summed exactly (the first outweighs the second: n is not 0); the small
  // terms join at the end.
  const double a = power - 1.0;
  const double b = power * r;
  const Sum main = sum(a, b);
  return main.high + (main.low + power * (bent + lost * (1.0 + r)));
}

double pow(double x, double y) {
  if (!(x > 0.0 && x < infinity) || y != y) {
    if (x != x || y != y || x < 0.0) {
      return not_a_number;
    }
    const bool grows = (x > 0.0) == (y > 0.0);
    return y == 0.0 ? 1.0 : grows ? infinity : 0.0;
  }
  if (y == 1.0) {
    return x;
  }
  // Beyond 2^70 every x but 1 has long gone to 0 or infinity.
  const double exponent = y > 0x1p70 ? 0x1p70 : y < -0x1p70 ? -0x1p70 : y;
  const Sum log_x = log_sum(x);
  const Sum top = product(exponent, log_x.high);
  if (top.high > detail::exp_most) {
    return infinity;
  }
  if (top.high < detail::exp_least) {
    return 0.0;
  }
  return exp_of_sum(top.high, top.low + exponent * log_x.low);
}

double tanh(double x) {
  const double size = std::fabs(x);
  double value = 1.0;
  if (x != x) {
    return x;
  }
  if (size < 1.0) {
    const double t = expm1(-2.0 * size);
    value = -t / (t + 2.0);
  } else if (size < 22.0) {
    value = 1.0 - 2.0 / (expm1(2.0 * size) + 2.0);
  }
  return std::copysign(value, x);
}

double erf(double x) {
  const double size = std::fabs(x);
  if (!(size > 0.5)) {
    return erf_near_zero(x);
  }
  return std::copysign(1.0 - erfc_tail(size), x);
}

double erfc(double x) {
  if (!(std::fabs(x) > 0.5)) {
    return 1.0 - erf_near_zero(x);
  }
  return x > 0.0 ? erfc_tail(x) : 2.0 - erfc_tail(-x);
}

double normal_cdf(double x) {
  constexpr double root_half = 0.7071067811865476;
  const double z = std::fabs(x) * root_half;
  if (!(z > 0.5)) {
    return 0.5 + 0.5 * erf_near_zero(x * root_half);
  }
  double tail = 0.0;
  if (z <= 28.0) {
    // exp(-x^2 / 2) from x itself: the rounding of z would grow with x^2.
    const Sum square = product(x, x);
    tail = 0.5 * exp_of_minus({0.5 * square.high, 0.5 * square.low}) * scaled_erfc(z);
  }
  return x < 0.0 ? tail : 1.0 - tail;
}

double normal_quantile(double p) {
  // Coefficients of AS 241, Applied Statistics 37 (1988) 477-484, routine PPND16.
  constexpr double a[] = {3.3871328727963666080,    1.3314166789178437745e+2,
                          1.9715909503065514427e+3, 1.3731693765509461125e+4,
                          4.5921953931549871457e+4, 6.7265770927008700853e+4,
                          3.3430575583588128105e+4, 2.5090809287301226727e+3};
  constexpr double b[] = {1.0,
                          4.2313330701600911252e+1,
                          6.8718700749205790830e+2,
                          5.3941960214247511077e+3,
                          2.1213794301586595867e+4,
                          3.9307895800092710610e+4,
                          2.8729085735721942674e+4,
                          5.2264952788528545610e+3};
  constexpr double c[] = {1.42343711074968357734,    4.63033784615654529590,
                          5.76949722146069140550,    3.64784832476320460504,
                          1.27045825245236838258,    2.41780725177450611770e-1,
                          2.27238449892691845833e-2, 7.74545014278341407640e-4};
  constexpr double d[] = {1.0,
                          2.05319162663775882187,
                          1.67638483018380384940,
                          6.89767334985100004550e-1,
                          1.48103976427480074590e-1,
                          1.51986665636164571966e-2,
                          5.47593808499534494600e-4,
                          1.05075007164441684324e-9};
  constexpr double e[] = {6.65790464350110377720,    5.46378491116411436990,
                          1.78482653991729133580,    2.96560571828504891230e-1,
                          2.65321895265761230930e-2, 1.24266094738807843860e-3,
                          2.71155556874348757815e-5, 2.01033439929228813265e-7};
  constexpr double g[] = {1.0,
                          5.99832206555887937690e-1,
                          1.36929880922735805310e-1,
                          1.48753612908506148525e-2,
                          7.86869131145613259100e-4,
                          1.84631831751005468180e-5,
                          1.42151175831644588870e-7,
                          2.04426310338993978564e-15};
  if (!(p > 0.0 && p < 1.0)) {
    return p == 0.0 ? -infinity : p == 1.0 ? infinity : not_a_number;
  }
  const double from_middle = p - 0.5;
  if (std::fabs(from_middle) <= 0.425) {
    const double r = 0.180625 - from_middle * from_middle;
    return from_middle * polynomial(r, a) / polynomial(r, b);
  }
  const double r = std::sqrt(-log(from_middle < 0.0 ? p : 1.0 - p));
  const double size = r <= 5.0 ? polynomial(r - 1.6, c) / polynomial(r - 1.6, d)
                               : polynomial(r - 5.0, e) / polynomial(r - 5.0, g);
  return std::copysign(size, from_middle);
}

double log_gamma(double x) {
  if (!(x > 0.0 && x < infinity)) {
    return x == 0.0 || x > 0.0 ? infinity : not_a_number;
  }
  if (x >= 8.0) {
    // Stirling's series in 1 / x^2, fitted for x >= 8.
    constexpr double c[] = {0.08333333333333333,    -0.002777777777773988, 0.0007936507897524059,
                            -0.0005952365845057042, 0.0008414700852502405, -0.0018903829938839239,
                            0.005065905360081594};
    constexpr double half_log_two_pi_less_half = 0.4189385332046727;
    const double inverse = 1.0 / x;
    const double series = inverse * polynomial(inverse * inverse, c);
    return (x - 0.5) * (log(x) - 1.0) + (half_log_two_pi_less_half + series);
  }
  // ln Gamma(2 + t) / t for |t| <= 0.5, within 2^-55.
  constexpr double c[] = {0.42278433509846713,    0.3224670334241132,      -0.06735230105319809,
                          0.02058080842778463,    -0.007385551028674025,   0.0028905103307344045,
                          -0.0011927539116998527, 0.0005096695250241955,   -0.00022315475858818615,
                          9.94575066878814e-05,   -4.4926233820610826e-05, 2.0507291996563825e-05,
                          -9.439526202058818e-06, 4.374223481082048e-06,   -2.0389077825677104e-06,
                          9.584207048594987e-07,  -4.508168225446838e-07,  2.0193835401136915e-07,
                          -9.558178101635195e-08, 6.472569840064724e-08,   -3.085985478390577e-08};
  // Gamma(x + 1) = x Gamma(x) moves x into [1.5, 2.5); t is exact.
  if (x < 0.5) {
    return x * polynomial(x, c) - (log(x) + log1p(x));
  }
  if (x < 1.5) {
    const double t = x - 1.0;
    return t * polynomial(t, c) - log(x);
  }
  double factor = 1.0;
  double base = x;
  while (base >= 2.5) {
    base -= 1.0;
    factor *= base;
  }
  const double t = base - 2.0;
  return t * polynomial(t, c) + log(factor);
}

}  // namespace rapport::math
