#include "sim/app/entries.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace rapport::app {
namespace {

/// The rules that a parameter has to keep together with others of its mechanism.
std::vector<std::string> rules(const Declared& owner, const Parameter& p) {
  std::vector<std::string> all;
  for (const Constraint& constraint : owner.constraints) {
    if (std::ranges::find(constraint.parameters, p.name) != constraint.parameters.end()) {
      all.push_back(constraint.rule);
    }
  }
  return all;
}

/// How a measure is made, and how its total over all weeks.
std::string making(const MeasureEntry& entry) {
  const Measure& m = entry.measure;
  switch (m.totals) {
    case Totals::sum:
      return entry.kind + ": of the week; its total is the sum";
    case Totals::last:
      return entry.kind + ": at the week's end; its total is the last";
    case Totals::ratio:
      return fmt::format("{} = {}; its total is the ratio of the totals", entry.kind, formula(m));
    case Totals::quantile:
      return fmt::format("{} {:g} of what is counted in {}; its total is that of all weeks",
                         entry.kind, m.share, fmt::join(m.bins, ", "));
  }
  return {};
}

std::string_view scope_of(const Measure& m) {
  return m.about.of == MeasureOf::brand ? "each brand" : "each brand and platform";
}

/// The measures that a mechanism declares, under the names that they are recorded by.
std::vector<std::string> measure_names(const Declared& m) {
  std::vector<std::string> names;
  for (const auto& use : m.measures) {
    names.push_back(use.info.name);
  }
  for (const auto& ratio : m.ratios) {
    names.push_back(ratio.about.name);
  }
  for (const auto& quantile : m.quantiles) {
    names.push_back(quantile.about.name);
  }
  for (const auto& use : m.entries) {
    names.push_back(measure_name(use.info));
  }
  return names;
}

}  // namespace

std::string value_text(const Parameter& p, double value) {
  if (p.kind == ValueKind::flag) {
    return value != 0 ? "true" : "false";
  }
  if (p.kind == ValueKind::word) {
    return p.words[static_cast<std::size_t>(value)];
  }
  return fmt::format("{:g}", value);
}

std::string range_text(const Parameter& p) {
  if (p.kind == ValueKind::flag) {
    return "true or false";
  }
  if (p.kind == ValueKind::word) {
    return fmt::format("{}", fmt::join(p.words, ", "));
  }
  return fmt::format("{:g} to {:g}{}", p.about.low, p.about.high,
                     p.kind == ValueKind::whole ? ", whole" : "");
}

void print(const Declared& owner, const Parameter& p) {
  fmt::print("  {}.{} = {}  [{}] {}\n", owner.name, p.name, value_text(p, p.about.value),
             p.about.unit, p.scope == Scope{} ? "" : fmt::format("(one for {})", name_of(p.scope)));
  fmt::print("      {}\n", p.about.meaning);
  fmt::print("      range {}; {}; {}: {}\n", range_text(p), name_of(p.about.role),
             name_of(p.about.grade), p.about.source);
  for (const std::string& rule : rules(owner, p)) {
    fmt::print("      {}\n", rule);
  }
}

void print(const MeasureEntry& entry) {
  const MeasureInfo& about = entry.measure.about;
  fmt::print("  {}  [{}] (a measure, one for {})\n", about.name, about.unit,
             scope_of(entry.measure));
  fmt::print("      {}\n", about.meaning);
  fmt::print("      {} ladder; {}\n", name_of(about.ladder), making(entry));
  if (!about.shown) {
    fmt::print("      only a part of other measures: not recorded by itself\n");
  }
  if (entry.owners.empty()) {
    fmt::print("      part of every study\n");
  } else {
    fmt::print("      declared by: {}\n", fmt::join(entry.owners, ", "));
  }
}

void print(const ColumnEntry& entry) {
  fmt::print("  {}  {}({}, {})\n", entry.name,
             entry.unit.empty() ? "" : fmt::format("[{}] ", entry.unit),
             entry.unit.empty() ? "a mark" : "a column", entry.of);
  fmt::print("      {}\n", entry.meaning);
  for (const auto& [what, who] :
       {std::pair("written", entry.writers), std::pair("read", entry.readers)}) {
    if (!who.empty()) {
      fmt::print("      {} by: {}\n", what, fmt::join(who, ", "));
    }
  }
}

void print(const Declared& m) {
  fmt::print("{} ({}/{}.cpp): {}\n", m.name, m.chapter, m.name, m.summary);
  if (!m.claims.empty()) {
    fmt::print("  carries: {}\n", m.claims);
  }
  if (!m.hears.empty()) {
    fmt::print("  hears:");
    for (const Kind kind : m.hears) {
      fmt::print(" {}", kind_names[static_cast<std::size_t>(kind)]);
    }
    fmt::print("\n");
  }
  for (const bool writes : {true, false}) {
    std::string names;
    const auto add = [&](const auto& uses) {
      for (const auto& use : uses) {
        if (use.writes == writes) {
          names += " " + use.info.name;
        }
      }
    };
    add(m.columns);
    add(m.brand_columns);
    add(m.lists);
    add(m.marks);
    if (!names.empty()) {
      fmt::print("  {}:{}\n", writes ? "writes" : "reads", names);
    }
  }
  if (const auto names = measure_names(m); !names.empty()) {
    fmt::print("  measures: {}\n", fmt::join(names, " "));
  }
  for (const Parameter& p : m.parameters) {
    print(m, p);
  }
}

void print(const FieldEntry& entry) {
  const Field& field = entry.field;
  const bool textual = is_textual(field);
  fmt::print("  {}.{}{}  [{}] (a setting of the scenario)\n", entry.table, field.name,
             !has_default(field) ? ""
             : textual           ? fmt::format(" = {}", toml_text(field.text))
                                 : fmt::format(" = {}", toml_value(field, field.value)),
             field.unit);
  fmt::print("      {}\n", field.meaning);
  fmt::print("      {}{}{}\n", allowed(field), field.required ? "; needed" : "",
             entry.where.empty() ? "" : fmt::format("; {}", entry.where));
  if (!field.source.empty()) {
    fmt::print("      {}\n", field.source);
  }
}

nlohmann::json to_json(const Declared& owner, const Parameter& p) {
  return {{"what", "parameter"},
          {"mechanism", owner.name},
          {"name", p.name},
          {"unit", p.about.unit},
          {"low", p.about.low},
          {"high", p.about.high},
          {"default", p.about.value},
          {"role", name_of(p.about.role)},
          {"scope", name_of(p.scope)},
          {"kind", name_of(p.kind)},
          {"words", p.words},
          {"meaning", p.about.meaning},
          {"source", p.about.source},
          {"grade", name_of(p.about.grade)},
          {"rules", rules(owner, p)}};
}

nlohmann::json to_json(const Declared& m) {
  nlohmann::json out{{"what", "mechanism"},
                     {"mechanism", m.name},
                     {"chapter", m.chapter},
                     {"summary", m.summary},
                     {"claims", m.claims},
                     {"measures", measure_names(m)},
                     {"parameters", nlohmann::json::array()}};
  for (const Parameter& p : m.parameters) {
    out["parameters"].push_back(to_json(m, p));
  }
  return out;
}

nlohmann::json to_json(const MeasureEntry& entry) {
  const Measure& m = entry.measure;
  nlohmann::json out{{"what", "measure"},          {"name", m.about.name},
                     {"unit", m.about.unit},       {"ladder", name_of(m.about.ladder)},
                     {"scope", scope_of(m)},       {"kind", entry.kind},
                     {"meaning", m.about.meaning}, {"recorded", m.about.shown},
                     {"declared_by", entry.owners}};
  if (m.totals == Totals::ratio) {
    out["over"] = m.over;
    out["under"] = m.under;
    out["under_units"] = m.under_units;
  } else if (m.totals == Totals::quantile) {
    out["share"] = m.share;
    out["bins"] = m.bins;
  }
  return out;
}

nlohmann::json to_json(const ColumnEntry& entry) {
  return {{"what", entry.unit.empty() ? "mark" : "column"},
          {"name", entry.name},
          {"unit", entry.unit},
          {"scope", entry.of},
          {"meaning", entry.meaning},
          {"writers", entry.writers},
          {"readers", entry.readers}};
}

nlohmann::json to_json(const FieldEntry& entry) {
  const Field& field = entry.field;
  nlohmann::json out{
      {"what", "setting"},      {"table", entry.table},     {"name", field.name},
      {"unit", field.unit},     {"needed", field.required}, {"meaning", field.meaning},
      {"source", field.source}, {"where", entry.where},     {"allowed", allowed(field)}};
  if (has_default(field)) {
    out["default"] = is_textual(field) ? nlohmann::json(field.text) : nlohmann::json(field.value);
  }
  return out;
}

}  // namespace rapport::app
