// Whole distributions in one number: quantiles of histograms, Lorenz curve, Gini index, distance
// between frequency tables.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace rapport::estimate {

/// The value below which the share p of a histogram lies, interpolated evenly within its bin.
/// edges: counts.size() + 1 increasing values, the last may be +infinity (an open bin: a quantile
/// that falls in it is +infinity, "beyond the last edge"). counts: >= 0, e.g. replies by hours
/// waited. Nothing where all counts are zero. Throws std::invalid_argument.
std::optional<double> histogram_quantile(std::span<const double> edges,
                                         std::span<const double> counts, double p);

/// One point of a Lorenz curve: the poorest `population` of all hold `held` of the total.
struct LorenzPoint {
  double population = 0.0;  // 0..1
  double held = 0.0;        // 0..1
};

/// The Lorenz curve from (0, 0) to (1, 1), values.size() + 1 points; the diagonal where the total
/// is zero; the two ends alone where there are no values. Values must be >= 0 and finite, else
/// std::invalid_argument. Source: Lorenz, Publ. Am. Stat. Assoc. 9 (1905) 209-219.
std::vector<LorenzPoint> lorenz(std::span<const double> values);

/// The Gini index, twice the area between diagonal and Lorenz curve: 0 = all equal, 1 - 1/n = one
/// holds everything; 0 where the total is zero. As lorenz() for what it refuses.
double gini(std::span<const double> values);

/// Total-variation distance of two frequency tables over the same cells, 0 (same shares) to 1 (no
/// cell in common): half the summed absolute difference of shares. Two empty tables: 0; one
/// empty: 1. Throws std::invalid_argument for unequal lengths or counts that are negative or not
/// finite.
double total_variation(std::span<const double> first, std::span<const double> second);

}  // namespace rapport::estimate
