// ln Gamma by Stirling's series, which is exact to the last digits from 16 on, reached by
// Gamma(x + 1) = x Gamma(x). The distribution by its series below the mean and by its continued
// fraction above (Abramowitz & Stegun 6.1.40, 6.5.29 and 6.5.31, the latter by Lentz's method).
#include "analysis/estimate/targets/gamma_law.hpp"

#include <cmath>
#include <numbers>

#include "analysis/estimate/require.hpp"
#include "analysis/estimate/targets/root.hpp"

namespace rapport::targets {
namespace {

// Of x^shape e^-x / Gamma(shape + 1) only the sum that follows it is left to find.
double lower_series(double x, double shape) {
  double term = 1.0;
  double sum = 1.0;
  for (double n = 1.0; term > 1e-17 * sum; n += 1.0) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

// Of x^shape e^-x / Gamma(shape), for the upper tail; x >= shape + 1, so nothing here is zero.
double upper_fraction(double x, double shape) {
  double b = x + 1.0 - shape;
  double c = 1e300;
  double d = 1.0 / b;
  double result = d;
  for (double n = 1.0; n < 10000.0; n += 1.0) {
    const double a = n * (shape - n);
    b += 2.0;
    d = 1.0 / (b + a * d);
    c = b + a / c;
    result *= c * d;
    if (std::abs(c * d - 1.0) < 1e-16) {
      break;
    }
  }
  return result;
}

}  // namespace

double log_gamma(double x) {
  require(x > 0.0, "the gamma function needs a number above zero");
  double climbed = 1.0;
  while (x < 16.0) {
    climbed *= x;
    x += 1.0;
  }
  const double u = 1.0 / x;
  const double v = u * u;
  const double series =
      u * (1.0 / 12 -
           v * (1.0 / 360 -
                v * (1.0 / 1260 - v * (1.0 / 1680 - v * (1.0 / 1188 - v * 691.0 / 360360)))));
  return (x - 0.5) * std::log(x) - x + 0.5 * std::log(2.0 * std::numbers::pi) + series -
         std::log(climbed);
}

double gamma_cdf(double x, double shape) {
  require(shape > 0.0 && shape <= 1000.0, "a gamma shape must be above 0 and up to 1000");
  require(!std::isnan(x), "a gamma distributed value must be a number");
  if (x <= 0.0) {
    return 0.0;
  }
  if (std::isinf(x)) {
    return 1.0;
  }
  const double front = std::exp(shape * std::log(x) - x - log_gamma(shape + 1.0));
  if (x < shape + 1.0) {
    return front * lower_series(x, shape);
  }
  return 1.0 - front * shape * upper_fraction(x, shape);
}

double gamma_quantile(double p, double shape) {
  require(p >= 0.0 && p < 1.0, "a gamma quantile needs a probability from 0 to below 1");
  const double beyond = 2.0 * shape + 100.0;  // leaves less than e^-60 of any shape up to 1000
  const auto excess = [&](double log_x) { return gamma_cdf(std::exp(log_x), shape) - p; };
  constexpr double least = -745.0;  // the smallest number above zero
  if (excess(least) >= 0.0) {
    return 0.0;
  }
  return excess(std::log(beyond)) <= 0.0 ? beyond
                                         : std::exp(root_between(excess, least, std::log(beyond)));
}

}  // namespace rapport::targets
