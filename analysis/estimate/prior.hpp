// What is believed of a parameter before any run: a distribution by its quantile function, which
// turns a coordinate of a draw in (0, 1) into a value.
#pragma once

#include <limits>

namespace rapport::estimate {

enum class PriorShape {
  uniform,      // every value from low to high alike
  log_uniform,  // every order of magnitude alike; low above 0
  triangular,   // from low to high, densest at middle
  normal,       // middle is the median, low and high are the points of 5 and 95 %
  log_normal    // the logarithm is normal in this way; low above 0
};

/// A distribution over the values of one parameter, all in the parameter's unit.
///
/// Uniform and log-uniform take no notice of `middle`. A normal (log-normal) whose middle is not
/// midway between low and high (of their logarithms) has two deviations, one on each side of its
/// median: of all three numbers none is then given up. One value in ten lies beyond low or high;
/// `at_least` and `at_most` say what is impossible, and the distribution is then that of the
/// possible values (low, middle and high are of the one before it was cut).
struct Prior {
  PriorShape shape = PriorShape::uniform;
  double low = 0.0;
  double middle = 0.5;
  double high = 1.0;
  double at_least = -std::numeric_limits<double>::infinity();  // below high
  double at_most = std::numeric_limits<double>::infinity();    // above low and above at_least
  // The share of all values that is exactly zero, in [0, 1), of a log-uniform or log-normal prior:
  // the rest of them is as above ("zero-inflated"). 0 with any other shape.
  double zero_share = 0.0;
};

// Both throw std::invalid_argument unless low < high (normal and log-normal: low < middle < high;
// triangular: low <= middle <= high), all three finite, low > 0 where logarithms are taken, bounds
// as above. They use the C library's exp, log and erfc: their last bit may differ between machines.
// Who passes a value on to a run and wants the same anywhere rounds it to 9 digits or so, first.

/// The value below which the share p of all values lies, 0 <= p <= 1; rises with p. At 0 and 1 the
/// ends of the distribution, infinite (log-normal: 0 and infinite) where nothing bounds it.
double quantile(const Prior& prior, double p);

/// The share of all values that are at most x; the inverse of the former. Throws for NaN, too.
double share_below(const Prior& prior, double x);

}  // namespace rapport::estimate
