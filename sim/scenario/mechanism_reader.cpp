#include "sim/scenario/mechanism_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include "sim/scenario/nearest.hpp"

namespace rapport {
namespace {

/// What was refused, as it was written: rules among parameters are still asked of it. NaN where it
/// is no number, so that nobody knows what was meant.
double as_written(const Node& node, const Parameter& parameter) {
  const bool number = node.kind == Node::Kind::whole || node.kind == Node::Kind::real;
  const bool wanted = parameter.kind == ValueKind::real || parameter.kind == ValueKind::whole;
  return number && wanted && std::isfinite(node.real) ? node.real
                                                      : std::numeric_limits<double>::quiet_NaN();
}

/// The tables that a key of the whole scenario stands in.
std::vector<std::string> owners_at_the_top(std::string_view key, const Vocabulary& words) {
  std::vector<std::string> owners = words.owners(key);
  const auto add = [&](const char* table, std::span<const Field> fields) {
    if (std::ranges::find(fields, key, &Field::name) != fields.end()) {
      owners.emplace_back(table);
    }
  };
  add("run", run_fields());
  add("market", market_fields());
  return owners;
}

}  // namespace

void MechanismReader::read(const Member& member, const Level& level,
                           const std::vector<std::string>& own_words) {
  const std::string owner = level.path.empty() ? "" : " in [" + level.path + "]";
  const Mechanism* mechanism = words_.find(member.key);
  if (mechanism == nullptr) {
    std::vector<std::string> known = own_words;
    for (std::string& name : words_.mechanism_names()) {
      known.push_back(std::move(name));
    }
    in_doubt_.insert(nearest(member.key, known));
    std::string help = did_you_mean(member.key, known);
    if (const auto owners =
            level.path.empty() ? owners_at_the_top(member.key, words_) : words_.owners(member.key);
        !owners.empty() && !member.value.is_table()) {
      help = fmt::format("there is '{}' in [{}]", member.key, fmt::join(owners, "], ["));
    }
    fields_.complain(member.place,
                     fmt::format("unknown {} '{}'{}", member.value.is_table() ? "table" : "key",
                                 member.key, owner),
                     help);
    return;
  }
  const std::string path = level.path.empty() ? member.key : level.path + "." + member.key;
  if (!fields_.is_table(member.value, path)) {
    in_doubt_.insert(mechanism->name);
    return;
  }
  const std::string label = level.of == Level::Of::strategy
                                ? fmt::format("[{}] of a strategy", member.key)
                                : fmt::format("[{}]", path);
  for (const Member& parameter : member.value.members) {
    if (parameter.key == "on") {
      read_switch(parameter, *mechanism, level, label);
    } else {
      read_parameter(parameter, *mechanism, level, label);
    }
  }
}

void MechanismReader::read_all(const Node& table, const Level& level,
                               const std::vector<std::string>& own_words) {
  for (const Member& member : table.members) {
    if (std::ranges::find(own_words, member.key) == own_words.end()) {
      read(member, level, own_words);
    }
  }
}

void MechanismReader::read_switch(const Member& member, const Mechanism& mechanism,
                                  const Level& level, const std::string& label) {
  if (level.of != Level::Of::market) {
    fields_.complain(
        member.place,
        fmt::format("'on' of {}: a mechanism is on or off for the whole market", label),
        fmt::format("put it in [{}] of the scenario", mechanism.name));
    return;
  }
  const Field on{.name = "on",
                 .kind = FieldKind::flag,
                 .value = 1,
                 .text = {},
                 .words = {},
                 .meaning = "whether the mechanism is part of the model",
                 .source = {}};
  if (const auto value = fields_.number(member.value, on, label)) {
    std::ranges::find(scenario_.mechanisms, mechanism.name, &Switched::mechanism)->on = *value != 0;
    fields_.note(mechanism.name + ".on", member.value.place);
  }
}

void MechanismReader::read_parameter(const Member& member, const Mechanism& mechanism,
                                     const Level& level, const std::string& label) {
  const Parameter* parameter = mechanism.find(member.key);
  if (parameter == nullptr) {
    in_doubt_.insert(mechanism.name);
    complain_unknown(member, mechanism, label);
    return;
  }
  if (!may_stand_here(member, mechanism, *parameter, level, label)) {
    in_doubt_.insert(mechanism.name + "." + parameter->name);
    return;
  }
  Given given{.mechanism = mechanism.name,
              .parameter = parameter->name,
              .brand = {},
              .platform = {},
              .segment = {},
              .value = 0};
  if (level.of == Level::Of::brand) {
    given.brand = level.number;
  } else if (level.of == Level::Of::platform) {
    given.platform = level.number;
  } else if (level.of == Level::Of::segment) {
    given.segment = level.number;
  }
  const bool several = (parameter->scope.platform && !given.platform) ||
                       (parameter->scope.segment && !given.segment);
  if (member.value.is_table() && several) {
    read_one_by_one(member, *parameter, level, given, label);
  } else {
    read_value(member.value, *parameter, level, given, label);
  }
}

void MechanismReader::complain_unknown(const Member& member, const Mechanism& mechanism,
                                       const std::string& label) {
  const std::vector<std::string> known = mechanism.parameter_names();
  std::string help = nearest(member.key, known);
  const std::vector<std::string> owners = words_.owners(member.key);
  if (!help.empty() || owners.empty()) {
    help = did_you_mean(member.key, known);
  } else {
    help = fmt::format("there is '{}' in [{}]", member.key, fmt::join(owners, "], ["));
  }
  fields_.complain(member.place, fmt::format("unknown key '{}' in {}", member.key, label), help);
}

bool MechanismReader::may_stand_here(const Member& member, const Mechanism& mechanism,
                                     const Parameter& parameter, const Level& level,
                                     const std::string& label) {
  using LevelOf = Level::Of;
  if (level.of == LevelOf::strategy && parameter.about.role != Role::organisation) {
    fields_.complain(
        member.place,
        fmt::format("a strategy may not set '{}' of [{}] (role {}): it decides about the "
                    "organisation alone",
                    parameter.name, mechanism.name, name_of(parameter.about.role)),
        parameter.scope.brand
            ? fmt::format("put it in the scenario: [{}] for all brands, [brand.NAME.{}] for one",
                          mechanism.name, mechanism.name)
            : fmt::format("put it in the scenario, in [{}]", mechanism.name));
    return false;
  }
  const Scope& scope = parameter.scope;
  const bool too_narrow =
      ((level.of == LevelOf::brand || level.of == LevelOf::strategy) && !scope.brand) ||
      (level.of == LevelOf::platform && !scope.platform) ||
      (level.of == LevelOf::segment && !scope.segment);
  if (too_narrow) {
    std::string places = fmt::format("put it in [{}]", mechanism.name);
    for (const auto& [has, owner] :
         {std::pair(scope.brand, "brand"), std::pair(scope.platform, "platform"),
          std::pair(scope.segment, "segment")}) {
      places += has ? fmt::format(" or [{}.NAME.{}]", owner, mechanism.name) : "";
    }
    fields_.complain(
        member.place,
        fmt::format("'{}' of {} has one value for {}", parameter.name, label, name_of(scope)),
        places);
    return false;
  }
  return true;
}

void MechanismReader::read_one_by_one(const Member& member, const Parameter& parameter,
                                      const Level& level, Given given, const std::string& label) {
  const bool by_platform = parameter.scope.platform && !given.platform;
  const char* const kind = by_platform ? "platform" : "segment";
  const auto names_of = [](const auto& owners) {
    std::vector<std::string> names;
    std::ranges::transform(owners, std::back_inserter(names),
                           [](const auto& owner) { return owner.name; });
    return names;
  };
  const std::vector<std::string> segments = names_of(scenario_.segments);
  const std::vector<std::string> names = by_platform ? names_of(scenario_.platforms) : segments;
  for (const Member& one : member.value.members) {
    const auto found = std::ranges::find(names, one.key);
    if (found == names.end()) {
      in_doubt_.insert(given.mechanism + "." + given.parameter);
      const bool is_segment = parameter.scope.segment && !given.segment &&
                              std::ranges::find(segments, one.key) != segments.end();
      fields_.complain(
          one.place,
          fmt::format("there is no {} '{}' ('{}' of {})", kind, one.key, parameter.name, label),
          is_segment
              ? fmt::format("of a segment it stands in [segment.{}.{}]", one.key, given.mechanism)
              : did_you_mean(one.key, names));
      continue;
    }
    (by_platform ? given.platform : given.segment) =
        static_cast<std::size_t>(found - names.begin());
    read_value(one.value, parameter, level, given, label);
  }
}

void MechanismReader::read_value(const Node& node, const Parameter& parameter, const Level& level,
                                 Given given, const std::string& label) {
  const auto value = fields_.number(node, field_of(parameter), label);
  given.value = value ? *value : as_written(node, parameter);
  const bool of_strategy = level.of == Level::Of::strategy;
  const std::string path = path_of(
      scenario_, given, of_strategy ? scenario_.strategies[level.number].name : std::string());
  if (const auto before = fields_.origins().find(path); before != fields_.origins().end()) {
    fields_.complain(node.place,
                     fmt::format("'{}' of {} is given twice for one {}", parameter.name, label,
                                 given.segment ? "segment" : "platform"),
                     fmt::format("the other stands at {}", before->second));
    return;
  }
  fields_.note(path, node.place);
  (of_strategy ? scenario_.strategies[level.number].values : scenario_.values).push_back(given);
}

}  // namespace rapport
