// Where a function of one number is zero, by bisection: slow, and as exact as the function.
#pragma once

#include <numeric>

#include "analysis/estimate/require.hpp"

namespace rapport::targets {

/// The x between `low` and `high` at which `f`, continuous, changes its sign. The ends must have
/// different signs (zero counts as either), else std::invalid_argument.
template <class F>
double root_between(F f, double low, double high) {
  const double at_low = f(low);
  const double at_high = f(high);
  require((at_low <= 0.0 && at_high >= 0.0) || (at_low >= 0.0 && at_high <= 0.0),
          "a root must lie between the ends");
  const bool rises = at_low < 0.0 || at_high > 0.0;
  for (;;) {
    const double middle = std::midpoint(low, high);
    if (middle == low || middle == high) {
      return middle;
    }
    const double there = f(middle);
    if (there == 0.0) {
      return middle;
    }
    ((there < 0.0) == rises ? low : high) = middle;
  }
}

}  // namespace rapport::targets
