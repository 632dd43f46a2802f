// The rows about what an analyst concludes who sees one world, beside the paired truth.
#pragma once

#include <vector>

#include "sim/validate/validation.hpp"

namespace rapport::validate {

/// Where following does nothing: what is concluded then, in closed form.
std::vector<Check> analysts_see_what_selection_makes(const Laboratory&);  // V21a
/// On the first run's market: following, answers, living.
std::vector<Check> analysts_beside_the_truth(const Laboratory&);  // V21

}  // namespace rapport::validate
