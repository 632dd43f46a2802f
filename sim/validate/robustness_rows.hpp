// The rows about which of the first run's conclusions stand where it is set up otherwise: living
// less existing in profit, revenue and trust, one thing changed at a time. They decide nothing.
#pragma once

#include <vector>

#include "sim/validate/validation.hpp"

namespace rapport::validate {

std::vector<Check> with_longer_ticks(const Laboratory&);       // R1
std::vector<Check> on_other_networks(const Laboratory&);       // R2
std::vector<Check> with_ten_times_as_many(const Laboratory&);  // R3
std::vector<Check> after_longer_warm_ups(const Laboratory&);   // R4

}  // namespace rapport::validate
