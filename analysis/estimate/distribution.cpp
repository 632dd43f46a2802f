// Normal and Student t by the complementary error function and the incomplete beta function:
//   P(|T| > t) = I_x(degrees / 2, 1 / 2), x = degrees / (degrees + t^2),
// I by its continued fraction (Abramowitz & Stegun 26.5.8, evaluated by Lentz's method); quantiles
// by a bracketed Newton iteration on the upper tail. Tests hold it to the finite series of
// Abramowitz & Stegun 26.7.3 and 26.7.4 for whole degrees and to published tables.
#include "analysis/estimate/distribution.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

namespace rapport::estimate {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// log(gamma(a + 1/2) / gamma(a)): its asymptotic series, reached from small a by the recurrence of
// the ratio. (The difference of two logarithms of gamma would lose the digits we promise, and the
// library's lgamma writes a global.)
double log_gamma_half_step(double a) {
  double climbed = 1.0;
  while (a < 40.0) {
    climbed *= a / (a + 0.5);
    a += 1.0;
  }
  const double u = 1.0 / a;
  return std::log(climbed) + 0.5 * std::log(a) +
         u * (-1.0 / 8.0 + u * u * (1.0 / 192.0 + u * u * (-1.0 / 640.0 + u * u * 17.0 / 14336.0)));
}

double away_from_zero(double value) {
  constexpr double tiny = 1e-300;
  return std::abs(value) < tiny ? tiny : value;
}

// The continued fraction of the incomplete beta function; converges fast for x < (a+1)/(a+b+2).
double beta_fraction(double x, double a, double b) {
  double c = 1.0;
  double d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
  double result = d;
  for (int step = 1; step <= 10000; ++step) {
    const double m = step;
    const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
    d = 1.0 / away_from_zero(1.0 + even * d);
    c = away_from_zero(1.0 + even / c);
    result *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
    d = 1.0 / away_from_zero(1.0 + odd * d);
    c = away_from_zero(1.0 + odd / c);
    result *= d * c;
    if (std::abs(d * c - 1.0) < 1e-16) {
      break;
    }
  }
  return result;
}

// P(T > t) for t >= 0. Both x and 1 - x are formed from t so that neither loses digits.
double upper_tail(double t, double degrees) {
  if (std::isinf(t)) {
    return 0.0;
  }
  const double square = t * t;
  if (std::isinf(square)) {
    return 0.0;
  }
  const double x = degrees / (degrees + square);
  const double rest = square / (degrees + square);
  const double a = 0.5 * degrees;
  const double log_front = log_gamma_half_step(a) - 0.5 * std::log(std::numbers::pi) -
                           a * std::log1p(square / degrees) + 0.5 * std::log(rest);
  const double front = std::exp(log_front);
  if (x < (a + 1.0) / (a + 2.5)) {
    return 0.5 * front * beta_fraction(x, a, 0.5) / a;
  }
  return 0.5 - front * beta_fraction(rest, 0.5, a);
}

double student_t_density(double t, double degrees) {
  const double a = 0.5 * degrees;
  return std::exp(log_gamma_half_step(a) - 0.5 * std::log(degrees * std::numbers::pi) -
                  (a + 0.5) * std::log1p(t * t / degrees));
}

// The t >= 0 with upper_tail(t) = tail, 0 < tail < 1/2.
double upper_tail_quantile(double tail, double degrees) {
  double low = 0.0;
  double high = 1.0;
  while (upper_tail(high, degrees) > tail && high < 1e150) {
    low = high;
    high *= 2.0;
  }
  double t = 0.5 * (low + high);
  for (int step = 0; step < 200; ++step) {
    const double excess = upper_tail(t, degrees) - tail;
    (excess > 0.0 ? low : high) = t;
    double next = t + excess / student_t_density(t, degrees);
    if (!(next > low && next < high)) {
      next = 0.5 * (low + high);
    }
    const double moved = std::abs(next - t);
    t = next;
    if (moved <= 1e-14 * t) {
      break;
    }
  }
  return t;
}

void require_probability(double p) {
  if (!(p >= 0.0 && p <= 1.0)) {
    throw std::invalid_argument("a probability must be from 0 to 1");
  }
}

void require_degrees(double degrees) {
  if (!(degrees > 0.0) || std::isinf(degrees)) {
    throw std::invalid_argument("degrees of freedom must be positive and finite");
  }
}

}  // namespace

double normal_cdf(double z) {
  return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

double normal_quantile(double p) {
  require_probability(p);
  if (p == 0.0) {
    return -infinity;
  }
  if (p == 1.0) {
    return infinity;
  }
  if (p == 0.5) {
    return 0.0;
  }
  const double tail = p < 0.5 ? p : 1.0 - p;
  // Abramowitz & Stegun 26.2.23 (error < 4.5e-4), then Halley steps on the tail itself.
  const double r = std::sqrt(-2.0 * std::log(tail));
  double z = r - (2.515517 + r * (0.802853 + r * 0.010328)) /
                     (1.0 + r * (1.432788 + r * (0.189269 + r * 0.001308)));
  for (int step = 0; step < 4; ++step) {
    const double excess = 0.5 * std::erfc(z / std::numbers::sqrt2) - tail;
    const double density = std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi);
    if (density == 0.0) {
      break;
    }
    const double newton = excess / density;
    z += newton / (1.0 - 0.5 * z * newton);
  }
  return p < 0.5 ? -z : z;
}

double student_t_cdf(double t, double degrees) {
  require_degrees(degrees);
  if (std::isnan(t)) {
    throw std::invalid_argument("t must be a number");
  }
  if (t == 0.0) {
    return 0.5;
  }
  const double tail = upper_tail(std::abs(t), degrees);
  return t < 0.0 ? tail : 1.0 - tail;
}

double student_t_quantile(double p, double degrees) {
  require_probability(p);
  require_degrees(degrees);
  if (p == 0.0) {
    return -infinity;
  }
  if (p == 1.0) {
    return infinity;
  }
  if (p == 0.5) {
    return 0.0;
  }
  const double t = upper_tail_quantile(p < 0.5 ? p : 1.0 - p, degrees);
  return p < 0.5 ? -t : t;
}

}  // namespace rapport::estimate
