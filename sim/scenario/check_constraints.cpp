#include "sim/scenario/check_constraints.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <memory>
#include <optional>
#include <tuple>

namespace rapport {
namespace {

std::string number(double value) {
  return toml_value(Field{}, value);
}

/// Where the values end that hold.
struct Edge {
  double at = 0;
  bool itself = true;  ///< whether it belongs to them
};

/// The edge on the way from a value that holds to one that does not.
template <class Holds>
Edge edge(double good, double bad, bool whole, const Holds& holds) {
  const double low = std::min(good, bad);
  const double high = std::max(good, bad);
  const double size = std::max(std::abs(good), std::abs(bad));
  constexpr int halvings = 200;
  for (int i = 0; i < halvings; ++i) {
    const double half = good + (bad - good) / 2;
    const double middle = !whole ? half : good < bad ? std::floor(half) : std::ceil(half);
    if (middle == good || middle == bad) {
      break;
    }
    (holds(middle) ? good : bad) = middle;
  }
  // in as many digits as one would write
  constexpr int digits = 6;
  const int decimals = std::max(0, digits - 1 - static_cast<int>(std::floor(std::log10(size))));
  const double scale = std::pow(10.0, decimals);
  const double written = std::clamp(std::round(good * scale) / scale, low, high);
  return {written, holds(written)};
}

/// "must be from 0 to 40 currency": what holds in a field's range, while it does not for `now`,
/// which is in the range too. Empty when that cannot be said.
template <class Holds>
std::string allowed(const Field& field, double now, const Holds& holds) {
  if (field.kind != FieldKind::real && field.kind != FieldKind::whole) {
    return {};
  }
  const bool whole = field.kind == FieldKind::whole;
  const std::string from = whole ? "a whole number from" : "from";
  std::vector<std::string> ranges;
  if (now > field.low && holds(field.low)) {
    const Edge most = edge(field.low, now, whole, holds);
    ranges.push_back(most.at == field.low
                         ? number(field.low)
                         : fmt::format("{} {} to {}{}", from, number(field.low),
                                       most.itself ? "" : "below ", number(most.at)));
  }
  if (now < field.high && holds(field.high)) {
    const Edge least = edge(field.high, now, whole, holds);
    ranges.push_back(least.at == field.high
                         ? number(field.high)
                         : fmt::format("{} {}{} to {}", from, least.itself ? "" : "above ",
                                       number(least.at), number(field.high)));
  }
  return ranges.empty() ? ""
                        : fmt::format("must be {}{}", fmt::join(ranges, " or "), in_units(field));
}

}  // namespace

void ConstraintCheck::Part::put(double value) const {
  for (const Cell& cell : cells) {
    parameter->values->set(cell, value);
  }
}

bool ConstraintCheck::Part::refused() const {
  return !in_range(field_of(*parameter), value());
}

bool ConstraintCheck::Broken::holds() const {
  return constraint->holds(asked);
}

std::vector<double> ConstraintCheck::Broken::values() const {
  std::vector<double> all;
  for (const Part& part : parts) {
    all.push_back(part.value());
  }
  return all;
}

void ConstraintCheck::Broken::put(const std::vector<double>& values) const {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    parts[i].put(values[i]);
  }
}

void ConstraintCheck::Broken::correct(const Part* but) const {
  for (const Part& part : parts) {
    if (&part != but && part.refused()) {
      part.put(nearest_in_range(field_of(*part.parameter), part.value()));
    }
  }
}

void ConstraintCheck::check(Catalogue catalogue) {
  std::vector<CatalogueEntry> with_rules;
  std::ranges::copy_if(catalogue, std::back_inserter(with_rules), [&](const CatalogueEntry& entry) {
    return scenario_.vocabulary->find(entry.name)->has_rules;
  });
  std::unique_ptr<Model> model;
  for (const std::size_t strategy : scenario_.compare) {
    if (model == nullptr) {
      model = build_model(scenario_, with_rules, strategy);
    } else {
      set_numbers(*model, scenario_, strategy);
    }
    for (const Declared& mechanism : model->declared()) {
      check(mechanism, strategy);
    }
  }
}

void ConstraintCheck::check(const Declared& mechanism, std::size_t strategy) {
  std::set<Number> told;
  for (const Constraint& constraint : mechanism.constraints) {
    if (in_doubt(mechanism, constraint)) {
      continue;
    }
    std::set<Number> told_now;
    for (const Broken& one : broken(mechanism, constraint, strategy)) {
      const std::vector<Number> numbers = numbers_of(one);
      // a number that has broken one rule is not held against the next
      if (std::ranges::none_of(numbers, [&](const Number& n) { return told.contains(n); })) {
        tell(one);
        told_now.insert(numbers.begin(), numbers.end());
      }
    }
    told.merge(told_now);
  }
}

std::vector<ConstraintCheck::Number> ConstraintCheck::numbers_of(const Broken& broken) {
  std::vector<Number> numbers;
  for (const Part& part : broken.parts) {
    for (const Cell& cell : part.cells) {
      numbers.emplace_back(part.parameter, cell.brand, cell.platform, cell.segment);
    }
  }
  return numbers;
}

bool ConstraintCheck::in_doubt(const Declared& mechanism, const Constraint& constraint) const {
  return std::ranges::any_of(constraint.parameters, [&](const std::string& parameter) {
    return mechanisms_.in_doubt(mechanism.name, parameter);
  });
}

std::vector<ConstraintCheck::Broken> ConstraintCheck::broken(const Declared& mechanism,
                                                             const Constraint& constraint,
                                                             std::size_t strategy) const {
  std::vector<Broken> all;
  scenario_.extent().each_cell(constraint.scope, [&](const Cell& asked) {
    if (unknown(mechanism, constraint, asked) || constraint.holds(asked)) {
      return;
    }
    const Broken one{&mechanism, &constraint, asked, parts(mechanism, constraint, asked, strategy)};
    if (!follows_from_ranges(one)) {
      all.push_back(one);
    }
  });
  return all;
}

bool ConstraintCheck::unknown(const Declared& mechanism, const Constraint& constraint,
                              const Cell& asked) const {
  return std::ranges::any_of(constraint.parameters, [&](const std::string& name) {
    const Parameter& parameter = *std::ranges::find(mechanism.parameters, name, &Parameter::name);
    return std::ranges::any_of(cells(parameter, constraint, asked), [&](const Cell& cell) {
      return std::isnan(parameter.values->at(cell));
    });
  });
}

bool ConstraintCheck::follows_from_ranges(const Broken& broken) {
  const std::vector<double> written = broken.values();
  broken.correct(nullptr);
  const bool holds = broken.holds();
  broken.put(written);
  return holds;
}

std::vector<Cell> ConstraintCheck::cells(const Parameter& parameter, const Constraint& constraint,
                                         const Cell& asked) const {
  // what the constraint is not asked for one by one, it is asked for at once
  const Scope& one = constraint.scope;
  const Scope& has = parameter.scope;
  std::vector<Cell> cells;
  scenario_.extent().each_cell(has, [&](const Cell& cell) {
    if ((!has.brand || !one.brand || cell.brand == asked.brand) &&
        (!has.platform || !one.platform || cell.platform == asked.platform) &&
        (!has.segment || !one.segment || cell.segment == asked.segment)) {
      cells.push_back(cell);
    }
  });
  return cells;
}

Decided ConstraintCheck::decided_by(const Declared& mechanism, const Parameter& parameter,
                                    const Cell& cell, std::size_t strategy) const {
  const Decided decided = rapport::decided(scenario_, mechanism.name, parameter, cell, strategy);
  RAPPORT_CHECK(parameter.values->at(cell) ==
                    (decided.by == nullptr ? parameter.about.value : decided.by->value),
                "a value of '" + mechanism.name + "." + parameter.name + "' has another origin");
  return decided;
}

std::vector<ConstraintCheck::Part> ConstraintCheck::parts(const Declared& mechanism,
                                                          const Constraint& constraint,
                                                          const Cell& asked,
                                                          std::size_t strategy) const {
  std::vector<Part> all;
  for (const std::string& name : constraint.parameters) {
    const Parameter& parameter = *std::ranges::find(mechanism.parameters, name, &Parameter::name);
    for (const Cell& cell : cells(parameter, constraint, asked)) {
      const Decided by = decided_by(mechanism, parameter, cell, strategy);
      const auto same = std::ranges::find_if(all, [&](const Part& part) {
        return part.parameter == &parameter && part.decided.by == by.by;
      });
      if (same == all.end()) {
        all.push_back({&parameter, by, {cell}});
      } else {
        same->cells.push_back(cell);
      }
    }
  }
  return all;
}

const ConstraintCheck::Part& ConstraintCheck::given_last(const Broken& broken) const {
  const auto order = [this](const Part& part) {
    using Order = std::tuple<bool, bool, int, decltype(fields_.sources().order_of({}))>;
    const Given* given = part.decided.by;
    if (given == nullptr) {
      return Order{};
    }
    // from weak to strong: market, platform, segment, brand, strategy; what is set by hand above
    // them; what has to be changed anyhow above all
    const int level = part.decided.strategy ? 5
                      : given->brand        ? 4
                      : given->segment      ? 3
                      : given->platform     ? 2
                                            : 1;
    const auto in_files = fields_.sources().order_of(*place_of(part));
    return Order{part.refused(), std::get<0>(in_files), level, in_files};
  };
  return *std::ranges::max_element(broken.parts, {}, order);
}

void ConstraintCheck::tell(const Broken& broken) {
  const Part& last = given_last(broken);
  const std::string& name = last.parameter->name;
  const std::string& mechanism = broken.mechanism->name;
  const Constraint& constraint = *broken.constraint;
  const bool one_for_all = last.cells.size() > 1;
  const Given* given = last.decided.by;
  RAPPORT_CHECK(given != nullptr || one_for_all,
                "the defaults of '" + mechanism + "' break its own rule: " + constraint.rule);
  if (!complaints_.insert(key(broken)).second) {
    return;  // of another brand or strategy that has its values from the same places
  }
  const std::string range = range_of(last, broken);
  std::string help = others(broken, last);
  if (one_for_all && (given == nullptr || given->for_all())) {
    help += fmt::format("{0}one {1} can have another '{2}': [{1}.NAME.{3}]",
                        help.empty() ? "" : "; ", spanned(broken, last), name, mechanism);
  }
  fields_.complain(
      given != nullptr ? *place_of(last) : tree_.find(spanned(broken, last))->members.back().place,
      fmt::format(
          "'{}' of {} is {}{}{}, {}: {}", name, table(broken, last),
          toml_value(field_of(*last.parameter), last.value()), given == nullptr ? " (default)" : "",
          (one_for_all ? " for " + whose(broken, last) : "") + in_segment(broken, last),
          range.empty() ? "which does not go with the other values" : range, constraint.rule),
      help);
}

std::string ConstraintCheck::in_segment(const Broken& broken, const Part& part) const {
  const bool named = part.decided.by != nullptr && part.decided.by->segment;
  return broken.constraint->scope.segment && scenario_.segments.size() > 1 && !named
             ? fmt::format(" in segment '{}'", scenario_.segments[broken.asked.segment].name)
             : "";
}

std::string ConstraintCheck::key(const Broken& broken) const {
  std::string key = broken.mechanism->name + ": " + broken.constraint->rule;
  for (const Part& part : broken.parts) {
    const Place* place = place_of(part);
    key += place == nullptr ? "\ndefault"
                            : fmt::format("\n{}:{}:{}", fields_.sources().at(place->source).name,
                                          place->line, place->column);
  }
  return key;
}

std::string ConstraintCheck::range_of(const Part& part, const Broken& broken) {
  const std::vector<double> written = broken.values();
  broken.correct(&part);
  const Field field = field_of(*part.parameter);
  const auto holds = [&](double value) {
    part.put(value);
    return broken.holds();
  };
  std::string range = allowed(field, nearest_in_range(field, part.value()), holds);
  broken.put(written);
  RAPPORT_CHECK(!broken.holds(), "what was tried is put back, and so is broken again");
  return range;
}

const Place* ConstraintCheck::place_of(const Part& part) const {
  const auto& [by, strategy] = part.decided;
  return by == nullptr ? nullptr
                       : fields_.place_of(path_of(
                             scenario_, *by, strategy ? scenario_.strategies[*strategy].name : ""));
}

std::string ConstraintCheck::table(const Broken& broken, const Part& part) const {
  const std::string& mechanism = broken.mechanism->name;
  const Given* given = part.decided.by;
  if (part.decided.strategy) {
    return fmt::format("[{}] of strategy '{}'", mechanism,
                       scenario_.strategies[*part.decided.strategy].name);
  }
  if (given != nullptr && given->brand) {
    return fmt::format("[brand.{}.{}]", scenario_.brands[*given->brand].name, mechanism);
  }
  if (given != nullptr && given->segment) {
    return fmt::format("[segment.{}.{}]", scenario_.segments[*given->segment].name, mechanism);
  }
  if (given != nullptr && given->platform) {
    return fmt::format("[platform.{}.{}]", scenario_.platforms[*given->platform].name, mechanism);
  }
  return fmt::format("[{}]", mechanism);
}

std::string ConstraintCheck::others(const Broken& broken, const Part& but) const {
  std::vector<std::string> texts;
  for (const Part& part : broken.parts) {
    if (&part == &but) {
      continue;
    }
    const std::string names = whose(broken, part);
    const Place* place = place_of(part);
    texts.push_back(fmt::format("'{}' is {}{}{} ({})", part.parameter->name,
                                toml_value(field_of(*part.parameter), part.value()),
                                names.empty() ? "" : " for ", names,
                                place == nullptr ? "default" : fields_.sources().cite(*place)));
  }
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::string_view ConstraintCheck::spanned(const Broken& broken, const Part& part) {
  const Scope all = part.parameter->scope;
  const Scope one = broken.constraint->scope;
  return all.brand && !one.brand         ? "brand"
         : all.platform && !one.platform ? "platform"
         : all.segment && !one.segment   ? "segment"
                                         : "";
}

std::string ConstraintCheck::whose(const Broken& broken, const Part& part) const {
  constexpr std::size_t most_named = 3;
  const std::string_view of = spanned(broken, part);
  std::vector<std::string> names;
  for (const Cell& cell : part.cells) {
    const std::string name = of == "brand"      ? scenario_.brands[cell.brand].name
                             : of == "platform" ? scenario_.platforms[cell.platform].name
                             : of == "segment" && !scenario_.segments.empty()
                                 ? scenario_.segments[cell.segment].name
                                 : "";
    if (!name.empty() && std::ranges::find(names, name) == names.end()) {
      names.push_back(name);
    }
  }
  const std::size_t more = names.size() > most_named ? names.size() - most_named : 0;
  names.resize(names.size() - more);
  return names.empty() ? ""
                       : fmt::format("'{}'{}", fmt::join(names, "', '"),
                                     more > 0 ? fmt::format(" and {} more", more) : "");
}

}  // namespace rapport
