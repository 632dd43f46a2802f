#include "sim/app/validate_findings.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/app/table.hpp"

namespace rapport::app {
namespace {

using validate::Check;
using validate::Stand;
using validate::Told;

std::string signed_number(double value) {
  return (value > 0 ? "+" : "") + finding_number(value);
}

std::string interval_text(const estimate::Interval& interval) {
  return signed_number(interval.low) + " to " + signed_number(interval.high);
}

nlohmann::ordered_json json_of(const estimate::Interval& interval) {
  return {{"mean", interval.mean},
          {"low", interval.low},
          {"high", interval.high},
          {"standard_error", interval.standard_error},
          {"n", interval.n}};
}

}  // namespace

std::string finding_number(double value) {
  return std::abs(value) >= 1000 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

std::string told_table(std::span<const Check> checks) {
  Table table({{"", true, true}, {"effect"}, {"95 %"}, {"one analyst's"}});
  bool any = false;
  for (const Check& check : checks) {
    if (check.told) {
      any = true;
      const Told& told = *check.told;
      table.row({"  " + check.what, signed_number(told.effect.mean) + " %",
                 interval_text(told.effect),
                 told.alone > 0 ? "+-" + finding_number(told.alone) : ""});
    }
  }
  return any ? table.text(100) : std::string();
}

std::string standing_table(std::span<const Check> checks) {
  Table table({{"", true, true}, {"gain"}, {"95 %"}, {"z"}, {"", true}});
  bool any = false;
  for (const Check& check : checks) {
    if (check.stand) {
      any = true;
      const Stand& stand = *check.stand;
      const bool moves = stand.shift.standard_error > 0;
      table.row({"  " + check.what, signed_number(stand.here.mean), interval_text(stand.here),
                 moves ? fmt::format("{:+.1f}", stand.z()) : "",
                 std::string(name_of(stand.standing())) + (stand.shifted() ? ", moved" : "")});
    }
  }
  return any ? table.text(100) : std::string();
}

nlohmann::ordered_json told_json(const std::string& what, const Told& told) {
  return {{"what", what},
          {"unit", "%"},
          {"effect", json_of(told.effect)},
          {"one_market",
           told.alone > 0 ? nlohmann::ordered_json(told.alone) : nlohmann::ordered_json()}};
}

nlohmann::ordered_json standing_json(const std::string& what, const Stand& stand) {
  return {{"what", what},
          {"there", json_of(stand.there)},
          {"here", json_of(stand.here)},
          {"shift", json_of(stand.shift)},
          {"z", stand.z()},
          {"moved", stand.shifted()},
          {"standing", name_of(stand.standing())}};
}

}  // namespace rapport::app
