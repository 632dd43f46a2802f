// The looks of a sequential study, the level of its intervals and the rule that ends it.
#include "analysis/estimate/sequential.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "analysis/estimate/distribution.hpp"

namespace rapport::estimate {

std::vector<std::size_t> looks(std::size_t at_most) {
  if (at_most == 0) {
    throw std::invalid_argument("a study has at least one replicate");
  }
  std::vector<std::size_t> all;
  for (std::size_t n = first_look; n < at_most; n *= 2) {
    all.push_back(n);
  }
  all.push_back(at_most);
  return all;
}

double level_at_each(std::size_t looks, double confidence) {
  if (looks == 0 || !(confidence > 0.0 && confidence < 1.0)) {
    throw std::invalid_argument("a level needs a look, and a confidence above 0 and below 1");
  }
  return looks == 1 ? confidence : 1.0 - (1.0 - confidence) / static_cast<double>(looks);
}

Precision precision(std::span<const double> a, std::span<const double> b, double within,
                    double level, std::uint64_t seed) {
  const Interval interval = difference_interval(a, b, seed, level).interval;
  Precision out;
  out.n = interval.n;
  out.mean = std::abs(mean_interval(a, level).mean);
  out.wanted = within * out.mean;
  if (out.n >= 2) {
    out.half_width = (interval.high - interval.low) / 2;
    out.deviation = interval.standard_error * std::sqrt(static_cast<double>(out.n));
    // equal but for rounding, differences say nothing of what others would be
    const double rounding = 1e-12 * std::max(out.mean, std::abs(interval.mean));
    out.deviation = out.deviation > rounding ? out.deviation : 0.0;
    out.reached = out.n >= first_look && out.deviation > 0.0 && out.half_width <= out.wanted;
  }
  return out;
}

std::optional<double> values_expected(const Precision& p) {
  if (!(p.wanted > 0.0) || !(p.deviation > 0.0)) {
    return std::nullopt;
  }
  const double ratio = p.half_width / p.wanted;
  return static_cast<double>(p.n) * std::max(1.0, ratio * ratio);
}

std::optional<std::size_t> fixed_values_needed(double deviation, double half_width,
                                               double confidence) {
  if (!(deviation >= 0.0) || !(half_width >= 0.0) || std::isinf(deviation) ||
      std::isinf(half_width) || !(confidence > 0.0 && confidence < 1.0)) {
    throw std::invalid_argument("a number of values follows from finite numbers from zero up");
  }
  const auto enough = [&](std::size_t n) {
    const double values = static_cast<double>(n);
    return student_t_quantile(0.5 + 0.5 * confidence, values - 1.0) * deviation <=
           half_width * std::sqrt(values);
  };
  constexpr std::size_t most = 1'000'000;
  if (!enough(most)) {
    return std::nullopt;
  }
  std::size_t too_few = 1;
  std::size_t plenty = most;
  while (plenty - too_few > 1) {
    const std::size_t middle = too_few + (plenty - too_few) / 2;
    (enough(middle) ? plenty : too_few) = middle;
  }
  return plenty;
}

}  // namespace rapport::estimate
