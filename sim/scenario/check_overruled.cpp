#include "sim/scenario/check_overruled.hpp"

#include <fmt/format.h>

#include <cmath>

namespace rapport {
namespace {

/// A value that decides something in place of a given one; nothing where that one decides at all.
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
      if (!instead || (one.strategy && !instead->strategy)) {
        instead = one;
      }
    });
    if (decides) {
      return std::nullopt;
    }
  }
  return instead;
}

/// "every strategy that is followed has its own, 'living' at living.toml:3".
std::string whose(const Scenario& scenario, const Decided& instead, const std::string& origin) {
  if (instead.strategy) {
    return fmt::format("every strategy that is followed has its own, '{}' at {}",
                       scenario.strategies[*instead.strategy].name, origin);
  }
  const Given& by = *instead.by;
  if (by.brand) {
    return fmt::format("every brand has its own, '{}' at {}", scenario.brands[*by.brand].name,
                       origin);
  }
  return by.segment ? fmt::format("every segment has its own, '{}' at {}",
                                  scenario.segments[*by.segment].name, origin)
                    : fmt::format("every platform has its own, '{}' at {}",
                                  scenario.platforms[by.platform.value_or(0)].name, origin);
}

}  // namespace

void complain_of_overruled(const Scenario& scenario, FieldReader& fields) {
  for (const Given& given : scenario.values) {
    const Place& place = *fields.place_of(path_of(scenario, given));
    const Parameter& parameter = *scenario.vocabulary->find(given.mechanism)->find(given.parameter);
    const bool by_hand = fields.sources().at(place.source).name == command_line;
    if ((!by_hand && !given.segment) || std::isnan(given.value)) {
      continue;
    }
    const std::optional<Decided> instead = overruled_by(scenario, given, parameter);
    if (!instead || (!by_hand && instead->strategy)) {
      continue;
    }
    const std::string path =
        path_of(scenario, *instead->by,
                instead->strategy ? scenario.strategies[*instead->strategy].name : std::string());
    const std::string owner =
        given.segment ? fmt::format("segment.{}.", scenario.segments[*given.segment].name) : "";
    fields.complain(
        place,
        fmt::format("'{}' of [{}{}] decides nothing here: {}", given.parameter, owner,
                    given.mechanism, whose(scenario, *instead, fields.origin_of(path))),
        fmt::format("{}: {} = {}",
                    instead->strategy ? "set it in the strategy" : "set that one in its place",
                    path, toml_value(field_of(parameter), given.value)));
  }
}

}  // namespace rapport
