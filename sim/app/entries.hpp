// One entry of the dictionary, as text for people and as JSON for programs.
#pragma once

#include <array>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "sim/app/dictionary.hpp"
#include "sim/tick/model.hpp"

namespace rapport::app {

/// Of happenings, by Kind.
inline constexpr std::array<std::string_view, kinds> kind_names = {
    "shown", "answered", "gave_up", "never_answered", "question_due", "occasion",
    "seen",  "reacted",  "chose",   "bought",         "experienced",  "advice_due"};

/// "0.25", "true", "first_come".
std::string value_text(const Parameter&, double value);
/// "0 to 1", "1 to 520, whole", "true or false".
std::string range_text(const Parameter&);

/// Printed to standard output, some lines each.
void print(const Declared&);
void print(const Declared& owner, const Parameter&);
void print(const MeasureEntry&);
void print(const ColumnEntry&);
void print(const FieldEntry&);

nlohmann::json to_json(const Declared&);
nlohmann::json to_json(const Declared& owner, const Parameter&);
nlohmann::json to_json(const MeasureEntry&);
nlohmann::json to_json(const ColumnEntry&);
nlohmann::json to_json(const FieldEntry&);

}  // namespace rapport::app
