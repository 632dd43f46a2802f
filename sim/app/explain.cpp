// `rapport explain`: the dictionary of mechanisms and parameters, made from their declarations.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "models/catalogue.hpp"
#include "sim/app/commands.hpp"
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

void print_parameter(const Declared& owner, const Parameter& p) {
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

constexpr std::string_view kind_names[] = {
    "shown", "answered", "gave_up", "never_answered", "question_due", "occasion",
    "seen",  "reacted",  "chose",   "bought",         "experienced"};

void print_mechanism(const Declared& m) {
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
    for (const auto& use : m.columns) {
      if (use.writes == writes) {
        names += " " + use.info.name;
      }
    }
    for (const auto& use : m.brand_columns) {
      if (use.writes == writes) {
        names += " " + use.info.name;
      }
    }
    for (const auto& use : m.marks) {
      if (use.writes == writes) {
        names += " " + use.info.name;
      }
    }
    if (!names.empty()) {
      fmt::print("  {}:{}\n", writes ? "writes" : "reads", names);
    }
  }
  for (const Parameter& p : m.parameters) {
    print_parameter(m, p);
  }
}

nlohmann::json to_json(const Declared& owner, const Parameter& p) {
  return {{"mechanism", owner.name},
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
  nlohmann::json out{{"mechanism", m.name},
                     {"chapter", m.chapter},
                     {"summary", m.summary},
                     {"claims", m.claims},
                     {"parameters", nlohmann::json::array()}};
  for (const Parameter& p : m.parameters) {
    out["parameters"].push_back(to_json(m, p));
  }
  return out;
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

}  // namespace

int explain(const Common& common, const std::string& name, bool all, bool markdown) {
  const Model model(models::catalogue(), 2, 2, [](const CatalogueEntry&) { return true; });
  const std::vector<Declared>& declared = model.declared();
  if (all) {
    if (markdown) {
      print_markdown(declared);
      return ok;
    }
    nlohmann::json out = nlohmann::json::array();
    for (const Declared& m : declared) {
      if (common.json) {
        out.push_back(to_json(m));
      } else {
        print_mechanism(m);
        fmt::print("\n");
      }
    }
    if (common.json) {
      fmt::print("{}\n", out.dump(2));
    } else {
      print_order(model);
    }
    return ok;
  }
  std::vector<std::string> names;
  bool found = false;
  nlohmann::json matches = nlohmann::json::array();  // of all that bears the name
  const std::size_t dot = name.find('.');
  for (const Declared& m : declared) {
    names.push_back(m.name);
    if (m.name == name) {
      if (common.json) {
        matches.push_back(to_json(m));
      } else {
        print_mechanism(m);
      }
      found = true;
    }
    for (const Parameter& p : m.parameters) {
      names.push_back(p.name);
      names.push_back(m.name + "." + p.name);
      const bool this_one = dot == std::string::npos ? p.name == name && m.name != name
                                                     : name == m.name + "." + p.name;
      if (this_one) {
        if (common.json) {
          matches.push_back(to_json(m, p));
        } else {
          print_parameter(m, p);
        }
        found = true;
      }
    }
  }
  if (!found) {
    const std::string near = nearest(name, names);
    fmt::print(
        stderr, "rapport: no mechanism or parameter is called '{}'; {}\n", name,
        near.empty() ? "`rapport explain --all` lists them" : "did you mean '" + near + "'?");
    return usage;
  }
  if (common.json) {
    fmt::print("{}\n", matches.dump(2));
  }
  return ok;
}

}  // namespace rapport::app
