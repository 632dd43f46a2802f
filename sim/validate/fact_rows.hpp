// The rows about stylised facts (V17 to V22): what has been found of real markets, beside what the
// first run's market makes of it. Nothing is fitted to them, and outside is said.
#pragma once

#include <vector>

#include "sim/validate/validation.hpp"

namespace rapport::validate {

std::vector<Check> cascades_as_published(const Laboratory&);      // V17
std::vector<Check> replies_as_published(const Laboratory&);       // V18
std::vector<Check> elasticities_as_published(const Laboratory&);  // V19
std::vector<Check> voice_as_published(const Laboratory&);         // V22

}  // namespace rapport::validate
