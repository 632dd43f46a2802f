// `rapport explain`: the dictionary of mechanisms, parameters, measures and columns, made from
// their declarations.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

#include "models/catalogue.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/entries.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/tick/model.hpp"

namespace rapport::app {
namespace {

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
  out.say("settings:");
  for (const FieldEntry& entry : dictionary.fields) {
    out.add(entry);
  }
  out.say("\nmeasures:");
  for (const MeasureEntry& entry : dictionary.measures) {
    out.add(entry);
  }
  out.say("\ncolumns:");
  for (const ColumnEntry& entry : dictionary.columns) {
    out.add(entry);
  }
  out.say("");
}

/// What a stored path speaks of: "brand.rival.choice.share" and "strategy.living.choice.share" of
/// choice.share, "publishing.posts_per_week.chirper" of publishing.posts_per_week, "trust.on" of
/// trust. Other names stay as they are.
std::string subject_of(std::string name, const Model& model) {
  for (const std::string_view owner : {"brand.", "platform.", "segment.", "strategy."}) {
    const std::size_t dot = name.starts_with(owner) ? name.find('.', owner.size()) : name.npos;
    if (dot != name.npos && name.find('.', dot + 1) != name.npos) {
      name.erase(0, dot + 1);
      break;
    }
  }
  const std::size_t first = name.find('.');
  const std::size_t second = first == name.npos ? first : name.find('.', first + 1);
  if (second != name.npos) {
    name.resize(second);
  }
  const bool mechanism = std::ranges::any_of(
      model.declared(), [&](const Declared& m) { return name == m.name + ".on"; });
  return mechanism ? name.substr(0, first) : name;
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
  for (const FieldEntry& entry : dictionary.fields) {
    if (name == (dotted ? fmt::format("{}.{}", entry.table, entry.field.name) : entry.field.name)) {
      out.add(entry);
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
  for (const FieldEntry& entry : dictionary.fields) {
    names.emplace_back(entry.field.name);
    names.push_back(fmt::format("{}.{}", entry.table, entry.field.name));
  }
  for (const MeasureEntry& entry : dictionary.measures) {
    names.push_back(entry.measure.about.name);
  }
  for (const ColumnEntry& entry : dictionary.columns) {
    names.push_back(entry.name);
  }
  return names;
}

/// Every mechanism of the catalogue, in a market of two brands and platforms.
std::shared_ptr<const Model> whole_model() {
  return std::make_shared<const Model>(models::catalogue(), Extent{2, 2, 2},
                                       [](const CatalogueEntry&) { return true; });
}

}  // namespace

int explain_names() {
  const auto model = whole_model();
  const std::vector<std::string> names = all_names(*model, Dictionary(model));
  for (const std::string& name : std::set(names.begin(), names.end())) {
    fmt::print("{}\n", name);
  }
  return ok;
}

int explain(const Common& common, const std::string& name, bool all, bool markdown) {
  const auto model = whole_model();
  if (all && markdown) {
    print_markdown(model->declared());
    return ok;
  }
  const Dictionary dictionary(model);
  Explanation out(common.json);
  if (all) {
    explain_all(out, *model, dictionary);
  } else {
    explain_name(out, subject_of(name, *model), *model, dictionary);
  }
  if (out.empty()) {
    const std::string near = nearest(name, all_names(*model, dictionary));
    fmt::print(
        stderr, "rapport: no mechanism, parameter, setting, measure or column is called '{}'; {}\n",
        name, near.empty() ? "`rapport explain --all` lists them" : "did you mean '" + near + "'?");
    return usage;
  }
  out.finish();
  if (all && !common.json) {
    print_order(*model);
  }
  return ok;
}

}  // namespace rapport::app
