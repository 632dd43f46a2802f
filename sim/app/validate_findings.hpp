// How `rapport validate` shows what rows say and hold to nothing.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>

#include "sim/validate/validation.hpp"

namespace rapport::app {

/// In as many digits as there is something to say of.
std::string finding_number(double value);

/// The table of what somebody concludes, and of where a conclusion stands; empty where no check is
/// of that kind.
std::string told_table(std::span<const validate::Check>);
std::string standing_table(std::span<const validate::Check>);

nlohmann::ordered_json told_json(const std::string& what, const validate::Told&);
nlohmann::ordered_json standing_json(const std::string& what, const validate::Stand&);

}  // namespace rapport::app
