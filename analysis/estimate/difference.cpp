// Student t and BCa bootstrap intervals for means of paired differences.
//   t:   mean +- t(n - 1) s / sqrt(n)
//   Welch: mean b - mean a +- t(v) sqrt(A + B), A = s_a^2 / n_a, B = s_b^2 / n_b,
//          v = (A + B)^2 / (A^2 / (n_a - 1) + B^2 / (n_b - 1))
//   BCa: the resampled means' quantiles at Phi(z0 + (z0 + z) / (1 - a (z0 + z))), where z0 measures
//        how far the estimate stands from the middle of the resampled means and a, the
//        acceleration, is sum d^3 / (6 (sum d^2)^1.5) over the deviations d (the jackknife's value
//        for a mean). Tests simulate the coverage of both on normal and lognormal data.
#include "analysis/estimate/difference.hpp"

#include <algorithm>
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

void require_finite(std::span<const double> values) {
  if (!std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); })) {
    throw std::invalid_argument("an interval needs finite values");
  }
}

void require_confidence(double confidence) {
  if (!(confidence > 0.0 && confidence < 1.0)) {
    throw std::invalid_argument("a confidence must be above 0 and below 1");
  }
}

std::vector<double> differences(std::span<const double> a, std::span<const double> b) {
  if (a.size() != b.size()) {
    throw std::invalid_argument("paired samples must have the same length");
  }
  std::vector<double> result(a.size());
  std::transform(b.begin(), b.end(), a.begin(), result.begin(), std::minus<>());
  return result;
}

bool varies(std::span<const double> values) {
  return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) != values.end();
}

double mean_of(std::span<const double> values) {
  if (values.empty()) {
    return 0.0;
  }
  if (!varies(values)) {
    return values.front();
  }
  double sum = 0.0;
  for (const double value : values) {
    sum += value;
  }
  return sum / static_cast<double>(values.size());
}

// The sum of the deviations from the mean to the given power (2 or 3).
double deviation_sum(std::span<const double> values, int power) {
  const double mean = mean_of(values);
  double sum = 0.0;
  for (const double value : values) {
    const double d = value - mean;
    sum += power == 2 ? d * d : d * d * d;
  }
  return sum;
}

double sample_variance(std::span<const double> values) {
  return deviation_sum(values, 2) / (static_cast<double>(values.size()) - 1.0);
}

Interval infinite_interval(std::span<const double> values) {
  return {mean_of(values), -infinity, infinity, infinity, values.size()};
}

std::vector<double> resampled_means(std::span<const double> values, std::uint64_t seed,
                                    std::size_t resamples) {
  const SplitMix64 random(seed);
  const std::size_t n = values.size();
  std::vector<double> means(resamples);
  std::uint64_t draw = 0;
  for (double& mean : means) {
    double sum = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      sum += values[random.below(draw++, n)];
    }
    mean = sum / static_cast<double>(n);
  }
  std::sort(means.begin(), means.end());
  return means;
}

// The quantile at p of sorted values, interpolated between the plotting positions i / (count + 1).
double sorted_quantile(std::span<const double> sorted, double p) {
  const double position = p * (static_cast<double>(sorted.size()) + 1.0) - 1.0;
  if (!(position > 0.0)) {
    return sorted.front();
  }
  const auto below = static_cast<std::size_t>(position);
  if (below + 1 >= sorted.size()) {
    return sorted.back();
  }
  const double share = position - static_cast<double>(below);
  return sorted[below] + share * (sorted[below + 1] - sorted[below]);
}

// z0: the normal quantile of the share of resampled means below the estimate, ties counted half.
double bias_correction(std::span<const double> sorted, double estimate) {
  const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), estimate);
  const double below = static_cast<double>(first - sorted.begin());
  const double tied = static_cast<double>(last - first);
  const double count = static_cast<double>(sorted.size());
  return normal_quantile(std::clamp((below + 0.5 * tied) / count, 0.5 / count, 1.0 - 0.5 / count));
}

double adjusted_level(double z, double z0, double acceleration) {
  const double shifted = z0 + z;
  const double divisor = 1.0 - acceleration * shifted;
  if (divisor <= 0.0) {
    return shifted > 0.0 ? 1.0 : 0.0;
  }
  return normal_cdf(z0 + shifted / divisor);
}

}  // namespace

std::string_view name(Method method) {
  constexpr std::string_view names[] = {"Student t", "BCa bootstrap", "Welch t"};
  return names[static_cast<std::size_t>(method)];
}

Interval mean_interval(std::span<const double> values, double confidence) {
  require_finite(values);
  require_confidence(confidence);
  if (values.size() < 2) {
    return infinite_interval(values);
  }
  const double n = static_cast<double>(values.size());
  const double mean = mean_of(values);
  const double standard_error = std::sqrt(sample_variance(values) / n);
  const double reach = student_t_quantile(0.5 + 0.5 * confidence, n - 1.0) * standard_error;
  return {mean, mean - reach, mean + reach, standard_error, values.size()};
}

Interval paired_difference(std::span<const double> a, std::span<const double> b,
                           double confidence) {
  return mean_interval(differences(a, b), confidence);
}

Interval unpaired_difference(std::span<const double> a, std::span<const double> b,
                             double confidence) {
  require_finite(a);
  require_finite(b);
  require_confidence(confidence);
  const std::size_t n = std::min(a.size(), b.size());
  const double difference = mean_of(b) - mean_of(a);
  if (n < 2) {
    return {difference, -infinity, infinity, infinity, n};
  }
  const double of_a = sample_variance(a) / static_cast<double>(a.size());
  const double of_b = sample_variance(b) / static_cast<double>(b.size());
  const double both = of_a + of_b;
  if (!(both > 0.0)) {
    return {difference, difference, difference, 0.0, n};
  }
  // shares of the variance, whose squares cannot vanish
  const double share_a = of_a / both;
  const double share_b = of_b / both;
  const double degrees = 1.0 / (share_a * share_a / (static_cast<double>(a.size()) - 1.0) +
                                share_b * share_b / (static_cast<double>(b.size()) - 1.0));
  const double standard_error = std::sqrt(both);
  const double reach = student_t_quantile(0.5 + 0.5 * confidence, degrees) * standard_error;
  return {difference, difference - reach, difference + reach, standard_error, n};
}

Interval bootstrap_interval(std::span<const double> values, std::uint64_t seed, double confidence,
                            std::size_t resamples) {
  Interval result = mean_interval(values, confidence);
  if (resamples == 0) {
    throw std::invalid_argument("a bootstrap needs at least one resample");
  }
  if (values.size() < 2 || !varies(values)) {
    return result;
  }
  const double n = static_cast<double>(values.size());
  const double squares = deviation_sum(values, 2);
  const double acceleration = deviation_sum(values, 3) / (6.0 * squares * std::sqrt(squares));
  const double z = std::sqrt(n / (n - 1.0)) * student_t_quantile(0.5 + 0.5 * confidence, n - 1.0);
  const std::vector<double> means = resampled_means(values, seed, resamples);
  const double z0 = bias_correction(means, result.mean);
  const double low = adjusted_level(-z, z0, acceleration);
  const double high = adjusted_level(z, z0, acceleration);
  // an end beyond all resamples is not known by them: it lies no nearer than Student's t puts it
  const double outermost = 1.0 / static_cast<double>(resamples);
  const Interval student = result;
  result.low = sorted_quantile(means, low);
  result.high = sorted_quantile(means, high);
  if (low < outermost) {
    result.low = std::min(result.low, student.low);
  }
  if (high > 1.0 - outermost) {
    result.high = std::max(result.high, student.high);
  }
  return result;
}

std::size_t resamples_for(double confidence) {
  return std::max(default_resamples, static_cast<std::size_t>(std::ceil(100.0 / (1 - confidence))));
}

double skewness(std::span<const double> values) {
  require_finite(values);
  if (values.size() < 3 || !varies(values)) {
    return 0.0;
  }
  const double n = static_cast<double>(values.size());
  const double variance = deviation_sum(values, 2) / n;
  const double third = deviation_sum(values, 3) / n;
  if (!(variance > 0.0)) {
    return 0.0;
  }
  return third / (variance * std::sqrt(variance)) * std::sqrt(n * (n - 1.0)) / (n - 2.0);
}

Difference difference_interval(std::span<const double> a, std::span<const double> b,
                               std::uint64_t seed, double confidence) {
  const std::vector<double> gains = differences(a, b);
  Difference result;
  result.skewness = skewness(gains);
  if (std::abs(result.skewness) > 1.0 && gains.size() >= 8) {
    result.method = Method::bca_bootstrap;
    result.interval = bootstrap_interval(gains, seed, confidence, resamples_for(confidence));
  } else {
    result.interval = mean_interval(gains, confidence);
  }
  return result;
}

double variance_reduction_factor(std::span<const double> a, std::span<const double> b) {
  require_finite(a);
  require_finite(b);
  const std::vector<double> gains = differences(a, b);
  if (gains.size() < 2) {
    return 1.0;
  }
  double largest = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    largest = std::max({largest, std::abs(a[i]), std::abs(b[i])});
  }
  // b - a of numbers that differ by a constant still varies in its last bits.
  const double rounding = 4.0 * std::numeric_limits<double>::epsilon() * largest;
  const double paired = sample_variance(gains);
  if (std::sqrt(paired) <= rounding) {
    return infinity;
  }
  return (sample_variance(a) + sample_variance(b)) / paired;
}

}  // namespace rapport::estimate
