// Every mechanism that a scenario may name.
#pragma once

#include "sim/tick/mechanism.hpp"

namespace rapport::models {

/// In the order in which handlers of one kind of happening run.
Catalogue catalogue();

}  // namespace rapport::models
