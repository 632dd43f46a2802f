// What is wrong with a scenario and shows only when it is put to work: told with the place that
// said it.
#pragma once

#include <string>

#include "sim/scenario/scenario.hpp"

namespace rapport {

/// Throws ScenarioError with one problem, at the place where the value of this dotted path was
/// given.
[[noreturn]] void refuse(const Scenario&, const std::string& path, const std::string& what,
                         const std::string& help);

}  // namespace rapport
