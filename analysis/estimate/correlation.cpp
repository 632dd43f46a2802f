// Pearson's correlation of mid-ranks:
//   r = sum (p - m)(q - m) / sqrt(sum (p - m)^2 sum (q - m)^2),   m = (n + 1) / 2
// Tests hold it to published values and simulate the coverage of its interval.
#include "analysis/estimate/correlation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "analysis/estimate/distribution.hpp"
#include "analysis/estimate/ranks.hpp"

namespace rapport::estimate {
namespace {

double correlation(const std::vector<double>& p, const std::vector<double>& q) {
  const double middle = 0.5 * (static_cast<double>(p.size()) + 1.0);
  double both = 0.0;
  double one = 0.0;
  double other = 0.0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    both += (p[i] - middle) * (q[i] - middle);
    one += (p[i] - middle) * (p[i] - middle);
    other += (q[i] - middle) * (q[i] - middle);
  }
  return one > 0.0 && other > 0.0 ? std::clamp(both / std::sqrt(one * other), -1.0, 1.0)
                                  : std::numeric_limits<double>::quiet_NaN();
}

void require(std::span<const double> a, std::span<const double> b, double confidence) {
  const auto finite = [](double v) { return std::isfinite(v); };
  if (a.size() != b.size()) {
    throw std::invalid_argument("paired samples must have the same length");
  }
  if (!std::all_of(a.begin(), a.end(), finite) || !std::all_of(b.begin(), b.end(), finite)) {
    throw std::invalid_argument("a correlation needs finite values");
  }
  if (!(confidence > 0.0 && confidence < 1.0)) {
    throw std::invalid_argument("a confidence must be above 0 and below 1");
  }
}

}  // namespace

Interval rank_correlation(std::span<const double> a, std::span<const double> b, double confidence) {
  require(a, b, confidence);
  Interval result;
  result.n = a.size();
  result.mean = correlation(mid_ranks(a), mid_ranks(b));
  result.low = -1.0;
  result.high = 1.0;
  result.standard_error = std::numeric_limits<double>::infinity();
  if (result.n < 4 || std::isnan(result.mean)) {
    return result;
  }
  const double n = static_cast<double>(result.n);
  const double next = 1.0 - 12.0 / (n * (n * n - 1.0));  // two neighbours have changed places
  const double r = std::clamp(result.mean, -next, next);
  result.standard_error = std::sqrt((1.0 + 0.5 * r * r) / (n - 3.0));
  const double reach = normal_quantile(0.5 + 0.5 * confidence) * result.standard_error;
  result.low = result.mean < -next ? -1.0 : std::tanh(std::atanh(r) - reach);
  result.high = result.mean > next ? 1.0 : std::tanh(std::atanh(r) + reach);
  return result;
}

}  // namespace rapport::estimate
