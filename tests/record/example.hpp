// A small dataset that uses everything the trajectory file offers, shared by the tests in C++ and
// by write_example, whose file other programs open.
#pragma once

#include "sim/record/dataset.hpp"

namespace rapport::example {

/// time 3 (with a week number beside it), strategy 2, platform 2; a group of 5 events and one of
/// none; texts beyond ASCII, flags, a fill value, a 200 kB attribute.
Group dataset();

/// revenue at (time, strategy), as in dataset().
double revenue(std::size_t time, std::size_t strategy);

}  // namespace rapport::example
