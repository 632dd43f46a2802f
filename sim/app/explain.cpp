// `rapport explain`: the dictionary of mechanisms, parameters, measures and columns, made from
// their declarations.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "models/catalogue.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/dictionary.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/tick/model.hpp"

namespace rapport::app {
namespace {

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

void print(const Declared& owner, const Parameter& p) {
  fmt::print("  {}.{} = {}  [{}] {}\n", owner.name, p.name, value_text(p, p.about.value),
             p.about.unit,
             p.scope == Scope::whole_market ? "" : fmt::format("(one for {})", name_of(p.scope)));
  fmt::print("      {}\n", p.about.meaning);
  fmt::print("      range {}; {}; {}: {}\n", range_text(p), name_of(p.about.role),
             name_of(p.about.grade), p.about.source);
  for (const std::string& rule : rules(owner, p)) {
    fmt::print("      {}\n", rule);
  }
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

constexpr std::string_view kind_names[] = {
    "shown", "answered", "gave_up", "never_answered", "question_due", "occasion",
    "seen",  "reacted",  "chose",   "bought",         "experienced"};

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

std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') {
      out += '\\';
    }
    out += c;
  }
  return out;
}

/// The parameter tables of models/ODD.md.
void print_markdown(const std::vector<Declared>& all) {
  fmt::print("<!-- Written by `rapport explain --all --markdown`. Do not edit. -->\n");
  for (const Declared& m : all) {
    if (m.parameters.empty() && m.chapter == "tick") {
      continue;
    }
    fmt::print("\n### {}/{}\n\n{}. Carries: {}.\n", m.chapter, m.name, m.summary, m.claims);
    if (m.parameters.empty()) {
      continue;
    }
    fmt::print(
        "\n| parameter | default | unit | range | role | meaning | source | grade |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for (const Parameter& p : m.parameters) {
      fmt::print("| {} | {} | {} | {} | {} | {} | {} | {} |\n", p.name,
                 value_text(p, p.about.value), p.about.unit, cell(range_text(p)),
                 name_of(p.about.role), cell(p.about.meaning), cell(p.about.source),
                 name_of(p.about.grade));
    }
    for (const Constraint& constraint : m.constraints) {
      fmt::print("{}- {}\n",
                 &constraint == m.constraints.data() ? "\nBesides their ranges:\n\n" : "",
                 constraint.rule);
    }
  }
}

void print_order(const Model& model) {
  fmt::print("handlers of each kind of happening, in the order they run:\n");
  for (std::size_t k = 0; k < kinds; ++k) {
    std::string names;
    for (const Declared& m : model.declared()) {
      if (std::ranges::find(m.hears, static_cast<Kind>(k)) != m.hears.end()) {
        names += " " + m.name;
      }
    }
    if (!names.empty()) {
      fmt::print("  {:<15}{}\n", kind_names[k], names);
    }
  }
}

/// Prints what it is given, or gathers it to be printed as one JSON list.
class Explanation {
 public:
  explicit Explanation(bool json) : json_(json) {}

  template <class... Entry>
  void add(const Entry&... entry) {
    if (json_) {
      list_.push_back(to_json(entry...));
    } else {
      print(entry...);
    }
    empty_ = false;
  }
  /// A line of the printed form alone.
  void say(std::string_view line) const {
    if (!json_) {
      fmt::print("{}\n", line);
    }
  }
  bool empty() const { return empty_; }
  void finish() const {
    if (json_) {
      fmt::print("{}\n", list_.dump(2));
    }
  }

 private:
  bool json_;
  bool empty_ = true;
  nlohmann::json list_ = nlohmann::json::array();
};

void explain_all(Explanation& out, const Model& model, const Dictionary& dictionary) {
  for (const Declared& m : model.declared()) {
    out.add(m);
    out.say("");
  }
  out.say("measures:");
  for (const MeasureEntry& entry : dictionary.measures) {
    out.add(entry);
  }
  out.say("\ncolumns:");
  for (const ColumnEntry& entry : dictionary.columns) {
    out.add(entry);
  }
  out.say("");
}

/// Everything that bears the name.
void explain_name(Explanation& out, const std::string& name, const Model& model,
                  const Dictionary& dictionary) {
  const bool dotted = name.find('.') != std::string::npos;
  for (const Declared& m : model.declared()) {
    if (m.name == name) {
      out.add(m);
    }
    for (const Parameter& p : m.parameters) {
      if (dotted ? name == m.name + "." + p.name : p.name == name && m.name != name) {
        out.add(m, p);
      }
    }
  }
  for (const MeasureEntry& entry : dictionary.measures) {
    if (entry.measure.about.name == name || entry.in_books == name) {
      out.add(entry);
    }
  }
  for (const ColumnEntry& entry : dictionary.columns) {
    if (entry.name == name) {
      out.add(entry);
    }
  }
}

std::vector<std::string> all_names(const Model& model, const Dictionary& dictionary) {
  std::vector<std::string> names;
  for (const Declared& m : model.declared()) {
    names.push_back(m.name);
    for (const Parameter& p : m.parameters) {
      names.push_back(p.name);
      names.push_back(m.name + "." + p.name);
    }
  }
  for (const MeasureEntry& entry : dictionary.measures) {
    names.push_back(entry.measure.about.name);
  }
  for (const ColumnEntry& entry : dictionary.columns) {
    names.push_back(entry.name);
  }
  return names;
}

}  // namespace

int explain(const Common& common, const std::string& name, bool all, bool markdown) {
  const auto model = std::make_shared<const Model>(models::catalogue(), 2, 2,
                                                   [](const CatalogueEntry&) { return true; });
  if (all && markdown) {
    print_markdown(model->declared());
    return ok;
  }
  const Dictionary dictionary(model);
  Explanation out(common.json);
  if (all) {
    explain_all(out, *model, dictionary);
  } else {
    explain_name(out, name, *model, dictionary);
  }
  if (out.empty()) {
    const std::string near = nearest(name, all_names(*model, dictionary));
    fmt::print(
        stderr, "rapport: no mechanism, parameter, measure or column is called '{}'; {}\n", name,
        near.empty() ? "`rapport explain --all` lists them" : "did you mean '" + near + "'?");
    return usage;
  }
  out.finish();
  if (all && !common.json) {
    print_order(*model);
  }
  return ok;
}

}  // namespace rapport::app
