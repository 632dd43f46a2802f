// Places in order: what remains of values when their scale is forgotten.
#pragma once

#include <span>
#include <vector>

namespace rapport::estimate {

/// The rank of each value, from 1 for the least; equal values share the mean of theirs. The values
/// must not be NaN.
std::vector<double> mid_ranks(std::span<const double> values);

}  // namespace rapport::estimate
