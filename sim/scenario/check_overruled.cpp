#include "sim/scenario/check_overruled.hpp"

#include <fmt/format.h>

#include <cmath>

namespace rapport {
namespace {

/// A value that decides something in place of a given one.
std::optional<Decided> overruled_by(const Scenario& scenario, const Given& given,
                                    const Parameter& parameter) {
  std::optional<Decided> instead;
  for (const std::size_t strategy : scenario.compare) {
    bool decides = false;
    scenario.extent().each_cell(parameter.scope, [&](const Cell& cell) {
      if (!given.is_for(cell)) {
        return;
      }
      const Decided one = decided(scenario, given.mechanism, parameter, cell, strategy);
      decides = decides || one.by == &given;
      if (!instead && one.strategy) {
        instead = one;
      }
    });
    if (decides) {
      return std::nullopt;
    }
  }
  return instead;
}

}  // namespace

void complain_of_overruled(const Scenario& scenario, FieldReader& fields) {
  for (const Given& given : scenario.values) {
    const Place& place = *fields.place_of(path_of(scenario, given));
    const Parameter& parameter = *scenario.vocabulary->find(given.mechanism)->find(given.parameter);
    if (fields.sources().at(place.source).name != command_line || std::isnan(given.value)) {
      continue;
    }
    const std::optional<Decided> instead = overruled_by(scenario, given, parameter);
    if (!instead) {
      continue;
    }
    const std::string& strategy = scenario.strategies[*instead->strategy].name;
    const std::string path = path_of(scenario, *instead->by, strategy);
    fields.complain(
        place,
        fmt::format("'{}' of [{}] decides nothing here: every strategy that is followed has its "
                    "own, '{}' at {}",
                    given.parameter, given.mechanism, strategy, fields.origin_of(path)),
        fmt::format("set it in the strategy: {} = {}", path,
                    toml_value(field_of(parameter), given.value)));
  }
}

}  // namespace rapport
