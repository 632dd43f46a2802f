// Chances of buying nothing by log1p and expm1, so that small ones keep their digits.
#include "analysis/estimate/targets/negative_binomial.hpp"

#include <cmath>

#include "analysis/estimate/targets/gamma_law.hpp"
#include "analysis/estimate/targets/root.hpp"

namespace rapport::targets {
namespace {

void require_law(const NegativeBinomial& law) {
  require(law.mean > 0.0 && std::isfinite(law.mean), "mean purchases must be above zero");
  require(law.shape > 0.0 && std::isfinite(law.shape), "the shape of rates must be above zero");
}

// ln of the share that buys nothing
double log_none(const NegativeBinomial& law) {
  return -law.shape * std::log1p(law.mean / law.shape);
}

}  // namespace

NegativeBinomial over(const NegativeBinomial& law, double periods) {
  require_law(law);
  require(periods > 0.0 && std::isfinite(periods), "periods must be above zero");
  return {law.mean * periods, law.shape};
}

double nbd_share(const NegativeBinomial& law, int count) {
  require_law(law);
  require(count >= 0, "purchases must be zero or more");
  const double n = count;
  const double log_ways =
      count == 0 ? 0.0 : log_gamma(law.shape + n) - log_gamma(law.shape) - log_gamma(n + 1.0);
  return std::exp(log_ways + log_none(law) - n * std::log1p(law.shape / law.mean));
}

double nbd_penetration(const NegativeBinomial& law) {
  require_law(law);
  return -std::expm1(log_none(law));
}

double nbd_shape(double mean, double penetration) {
  require(mean > 0.0 && std::isfinite(mean), "mean purchases must be above zero");
  require(penetration > 0.0 && penetration < -std::expm1(-mean),
          "a penetration must be above 0 and below that of customers who are all alike");
  const auto excess = [&](double log_shape) {
    return nbd_penetration({mean, std::exp(log_shape)}) - penetration;
  };
  return std::exp(root_between(excess, -50.0, 50.0));
}

double nbd_repeat(const NegativeBinomial& law) {
  const double once = nbd_penetration(law);
  return (2.0 * once - nbd_penetration(over(law, 2.0))) / once;
}

double heaviest_share(double shape, double top) {
  require(top > 0.0 && top <= 1.0, "a share of customers must be above 0 and up to 1");
  return 1.0 - gamma_cdf(gamma_quantile(1.0 - top, shape), shape + 1.0);
}

double followers_over_average(double shape, double exponent) {
  require(shape > 0.0, "the shape of rates must be above zero");
  require(exponent >= 0.0, "the exponent of following must be zero or more");
  return (shape + exponent) / shape;
}

}  // namespace rapport::targets
