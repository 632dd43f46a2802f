// Quantiles of histograms, Lorenz curve, Gini index and total-variation distance.
#include "analysis/estimate/inequality.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace rapport::estimate {
namespace {

double checked_total(std::span<const double> counts) {
  double total = 0.0;
  for (const double count : counts) {
    if (!(count >= 0.0) || std::isinf(count)) {
      throw std::invalid_argument("counts and shares must be finite and not negative");
    }
    total += count;
  }
  return total;
}

void require_edges(std::span<const double> edges, std::size_t bins) {
  if (edges.size() != bins + 1) {
    throw std::invalid_argument("a histogram has one edge more than bins");
  }
  for (std::size_t bin = 0; bin < bins; ++bin) {
    if (!std::isfinite(edges[bin]) || !(edges[bin] < edges[bin + 1])) {
      throw std::invalid_argument("the edges of a histogram must increase");
    }
  }
}

}  // namespace

std::optional<double> histogram_quantile(std::span<const double> edges,
                                         std::span<const double> counts, double p) {
  require_edges(edges, counts.size());
  if (!(p >= 0.0 && p <= 1.0)) {
    throw std::invalid_argument("a probability must be from 0 to 1");
  }
  const double total = checked_total(counts);
  if (total == 0.0) {
    return std::nullopt;
  }
  const double wanted = p * total;
  double below = 0.0;
  std::size_t last_filled = 0;
  for (std::size_t bin = 0; bin < counts.size(); ++bin) {
    if (counts[bin] == 0.0) {
      continue;
    }
    last_filled = bin;
    if (below + counts[bin] >= wanted) {
      if (std::isinf(edges[bin + 1])) {
        return std::numeric_limits<double>::infinity();
      }
      const double share = std::max(0.0, wanted - below) / counts[bin];
      return edges[bin] + share * (edges[bin + 1] - edges[bin]);
    }
    below += counts[bin];
  }
  return edges[last_filled + 1];
}

std::vector<LorenzPoint> lorenz(std::span<const double> values) {
  const double total = checked_total(values);
  if (values.empty()) {
    return {{0.0, 0.0}, {1.0, 1.0}};
  }
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<LorenzPoint> curve;
  curve.reserve(sorted.size() + 1);
  curve.push_back({0.0, 0.0});
  double held = 0.0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    held += sorted[i];
    const double population = static_cast<double>(i + 1) / static_cast<double>(sorted.size());
    curve.push_back({population, total > 0.0 ? std::min(1.0, held / total) : population});
  }
  curve.back() = {1.0, 1.0};
  return curve;
}

double gini(std::span<const double> values) {
  const std::vector<LorenzPoint> curve = lorenz(values);
  double twice_area = 0.0;
  for (std::size_t i = 1; i < curve.size(); ++i) {
    twice_area +=
        (curve[i].population - curve[i - 1].population) * (curve[i].held + curve[i - 1].held);
  }
  return std::max(0.0, 1.0 - twice_area);
}

double total_variation(std::span<const double> first, std::span<const double> second) {
  if (first.size() != second.size()) {
    throw std::invalid_argument("two frequency tables must have the same cells");
  }
  const double first_total = checked_total(first);
  const double second_total = checked_total(second);
  if (first_total == 0.0 || second_total == 0.0) {
    return first_total == second_total ? 0.0 : 1.0;
  }
  double sum = 0.0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    sum += std::abs(first[i] / first_total - second[i] / second_total);
  }
  return std::min(1.0, 0.5 * sum);
}

}  // namespace rapport::estimate
