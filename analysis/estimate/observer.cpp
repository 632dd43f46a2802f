// An analyst's comparisons of customers.
//   with less without:          mean after (has) - mean after (has not)
//   difference-in-differences:  mean (after - before) (has) - mean (after - before) (has not)
#include "analysis/estimate/observer.hpp"

#include <vector>

namespace rapport::estimate {
namespace {

/// Welch's interval of what `value` makes of those who have it less those who have not.
template <class Value>
Interval between(std::span<const Observed> customers, double confidence, const Value& value) {
  std::vector<double> without;
  std::vector<double> with;
  for (const Observed& one : customers) {
    (one.has ? with : without).push_back(value(one));
  }
  return unpaired_difference(without, with, confidence);
}

}  // namespace

Interval with_less_without(std::span<const Observed> customers, double confidence) {
  return between(customers, confidence, [](const Observed& one) { return one.after; });
}

Interval difference_in_differences(std::span<const Observed> customers, double confidence) {
  return between(customers, confidence, [](const Observed& one) { return one.after - one.before; });
}

}  // namespace rapport::estimate
