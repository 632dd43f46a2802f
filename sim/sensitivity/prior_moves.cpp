#include "sim/sensitivity/prior_moves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/scenario/nearest.hpp"

namespace rapport::sensitivity {
namespace {

constexpr double least_times = 1e-12;
constexpr double most_times = 1e12;

const std::vector<Field>& move_fields() {
  static const std::vector<Field> fields{{.name = "path",
                                          .kind = FieldKind::text,
                                          .text = "costs.wage",
                                          .words = {},
                                          .meaning = "the parameter that it decides",
                                          .source = {},
                                          .required = true},
                                         {.name = "times",
                                          .low = least_times,
                                          .high = most_times,
                                          .value = 1,
                                          .text = {},
                                          .words = {},
                                          .meaning = "what the drawn value is multiplied by",
                                          .source = {}},
                                         {.name = "as",
                                          .kind = FieldKind::word,
                                          .high = 1,
                                          .text = {},
                                          .words = {"value", "half_life"},
                                          .meaning = "what is made of it first",
                                          .source = {}},
                                         {.name = "over",
                                          .kind = FieldKind::text,
                                          .text = "",
                                          .words = {},
                                          .meaning = "the parameter that it is divided by",
                                          .source = {},
                                          .open = true}};
  return fields;
}

std::vector<std::string> split(std::string_view path) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t dot = std::min(path.find('.', at), path.size());
    parts.emplace_back(path.substr(at, dot - at));
    at = dot + 1;
  }
  return parts;
}

}  // namespace

double Move::of(double x, double over) const {
  return times * (as == Conversion::half_life ? std::log(0.5) / std::log(x) : x) / over;
}

double Move::from(double value, double over) const {
  const double made = value * over / times;
  return as == Conversion::value ? made : made > 0 ? std::exp(std::log(0.5) / made) : 0.0;
}

std::string formula(const Move& move) {
  return fmt::format("{}{}{}", move.times == 1 ? "" : fmt::format("{:g} ", move.times),
                     move.as == Conversion::half_life ? "ln .5 / ln x" : "x",
                     move.over_mechanism.empty()
                         ? ""
                         : fmt::format(" / {}.{}", move.over_mechanism, move.over_parameter));
}

bool moves_brand(const Move& move, const Scenario& scenario, std::size_t brand,
                 std::size_t followed) {
  const std::size_t follows = brand == scenario.focal ? followed : scenario.brands[brand].strategy;
  return move.brand.value_or(brand) == brand && move.strategy.value_or(follows) == follows;
}

bool overlap(const Move& one, const Move& other) {
  const auto apart = [](const auto& a, const auto& b) { return a && b && *a != *b; };
  return one.mechanism == other.mechanism && one.parameter == other.parameter &&
         !apart(one.brand, other.brand) && !apart(one.strategy, other.strategy);
}

std::optional<Move> MoveReader::read(const Node& node, const std::string& label) {
  if (!node.is_table()) {
    fields_.complain(node.place,
                     fmt::format("'moves' of [{}] lists {}, must be a list of tables", label,
                                 name_of(node.kind)),
                     "for example: moves = [{ path = \"costs.wage\" }]");
    return std::nullopt;
  }
  const FieldValues read = fields_.fields(&node, move_fields(), label + ".moves", node.place);
  const Node* path = node.find("path");
  if (path == nullptr || !path->is_text() || path->text.empty()) {
    return std::nullopt;
  }
  Move move;
  move.path = path->text;
  move.times = read.number("times");
  move.as = static_cast<Conversion>(read.whole<int>("as"));
  if (!read_path(*path, move, label)) {
    return std::nullopt;
  }
  const Node* over = node.find("over");
  if (over != nullptr && over->is_text() && !read_over(*over, move, label)) {
    return std::nullopt;
  }
  return read.sound("times") && read.sound("as") ? std::optional(move) : std::nullopt;
}

/// nullptr, and a complaint, where there is no such parameter, or none that has a number.
const Parameter* MoveReader::parameter_of(const Node& node, std::string_view mechanism,
                                          std::string_view name, std::string_view path) {
  const Vocabulary& words = *scenario_.vocabulary;
  const Vocabulary::Word* word = words.find(mechanism);
  if (word == nullptr) {
    fields_.complain(node.place, fmt::format("there is no mechanism '{}' ('{}')", mechanism, path),
                     did_you_mean(mechanism, words.mechanism_names()));
    return nullptr;
  }
  const Parameter* parameter = word->find(name);
  if (parameter == nullptr) {
    fields_.complain(node.place,
                     fmt::format("[{}] has no parameter '{}' ('{}')", mechanism, name, path),
                     did_you_mean(name, word->parameter_names()));
  } else if (parameter->kind != ValueKind::real && parameter->kind != ValueKind::whole) {
    fields_.complain(node.place,
                     fmt::format("'{}' is {}, must be a number to be drawn", path,
                                 parameter->kind == ValueKind::flag ? "true or false" : "a word"));
    return nullptr;
  }
  return parameter;
}

bool MoveReader::read_path(const Node& node, Move& move, const std::string& label) {
  std::vector<std::string> parts = split(move.path);
  const bool owned = parts.size() == 4 && (parts[0] == "brand" || parts[0] == "strategy");
  if (parts.size() != 2 && !owned) {
    fields_.complain(
        node.place,
        fmt::format("'path' of [{}] is \"{}\", must be MECHANISM.PARAMETER, or that behind "
                    "brand.NAME or strategy.NAME",
                    label, move.path),
        "for example: path = \"costs.wage\"");
    return false;
  }
  move.parameter = parts.back();
  move.mechanism = parts[parts.size() - 2];
  const Parameter* parameter = parameter_of(node, move.mechanism, move.parameter, move.path);
  if (parameter == nullptr) {
    return false;
  }
  if (parameter->about.role == Role::organisation && (!owned || parts[0] != "strategy")) {
    fields_.complain(
        node.place, fmt::format("'{}' is what a strategy decides: a path says whose", move.path),
        fmt::format("for example: path = \"strategy.{}.{}.{}\"",
                    scenario_.strategies[scenario_.baseline].name, move.mechanism, move.parameter));
    return false;
  }
  return !owned || read_owner(node, parts[0], parts[1], *parameter, move);
}

bool MoveReader::read_owner(const Node& node, std::string_view kind, const std::string& name,
                            const Parameter& parameter, Move& move) {
  const bool of_strategy = kind == "strategy";
  std::vector<std::string> known;
  if (of_strategy) {
    for (const StrategySettings& one : scenario_.strategies) {
      known.push_back(one.name);
    }
  } else {
    for (const BrandSettings& one : scenario_.brands) {
      known.push_back(one.name);
    }
  }
  const auto found = std::ranges::find(known, name);
  if (found == known.end()) {
    fields_.complain(node.place,
                     fmt::format("the scenario has no {} '{}' ('{}')", kind, name, move.path),
                     did_you_mean(name, known));
    return false;
  }
  if (of_strategy && parameter.about.role != Role::organisation) {
    fields_.complain(
        node.place,
        fmt::format("a strategy decides nothing about '{}' (role {})", move.path,
                    name_of(parameter.about.role)),
        fmt::format("leave it to the market: path = \"{}.{}\"", move.mechanism, move.parameter));
    return false;
  }
  if (!of_strategy && !parameter.scope.brand) {
    fields_.complain(node.place,
                     fmt::format("'{}' has one value for {}", move.path, name_of(parameter.scope)),
                     fmt::format("say path = \"{}.{}\"", move.mechanism, move.parameter));
    return false;
  }
  (of_strategy ? move.strategy : move.brand) = static_cast<std::size_t>(found - known.begin());
  return true;
}

bool MoveReader::read_over(const Node& node, Move& move, const std::string& label) {
  const std::vector<std::string> parts = split(node.text);
  if (parts.size() != 2) {
    fields_.complain(
        node.place,
        fmt::format("'over' of [{}] is \"{}\", must be MECHANISM.PARAMETER", label, node.text),
        "for example: over = \"need.per_year\"");
    return false;
  }
  if (parameter_of(node, parts[0], parts[1], node.text) == nullptr) {
    return false;
  }
  const Parameter* by = model_.find(parts[0], parts[1]);
  const Parameter* moved = model_.find(move.mechanism, move.parameter);
  if (moved == nullptr) {
    return true;  // its mechanism is off: nothing is divided
  }
  bool above_zero = by != nullptr;
  if (by != nullptr) {
    model_.extent().each_cell(
        by->scope, [&](const Cell& cell) { above_zero = above_zero && by->values->at(cell) > 0; });
  }
  if (!above_zero) {
    fields_.complain(node.place,
                     fmt::format("'{}' is to be divided by '{}', which is not above 0 in this "
                                 "scenario",
                                 move.path, node.text));
    return false;
  }
  move.over_mechanism = parts[0];
  move.over_parameter = parts[1];
  return true;
}

Bounds MoveReader::bounds(const Move& move) const {
  const Parameter* moved = model_.find(move.mechanism, move.parameter);
  const Parameter* by =
      move.over_mechanism.empty() ? nullptr : model_.find(move.over_mechanism, move.over_parameter);
  Bounds all{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  model_.extent().each_cell({.brand = true, .platform = true, .segment = true},
                            [&](const Cell& cell) {
                              const double over = by == nullptr ? 1 : by->values->at(cell);
                              all.low = std::max(all.low, move.from(moved->about.low, over));
                              all.high = std::min(all.high, move.from(moved->about.high, over));
                            });
  return all;
}

std::string MoveReader::allowed_values(const Move& move) const {
  return allowed(field_of(*model_.find(move.mechanism, move.parameter)));
}

}  // namespace rapport::sensitivity
