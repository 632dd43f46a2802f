#include "sim/scenario/read_replicates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

#include "sim/scenario/nearest.hpp"

namespace rapport {
namespace {

constexpr std::string_view path = "run.replicates";
constexpr std::string_view shown = "[run.replicates]";

const Field& stop_field(std::string_view name) {
  return *std::ranges::find(stop_fields(), name, &Field::name);
}

/// "5%" or "2.5 %" as a share.
std::optional<double> share_of(std::string_view text) {
  double value = 0;
  const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  std::string_view rest(stopped, static_cast<std::size_t>(text.data() + text.size() - stopped));
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  return error == std::errc{} && rest == "%" ? std::optional(value / 100) : std::nullopt;
}

std::optional<double> within(const Node& node, FieldReader& fields) {
  const Field& field = stop_field("within");
  if (!node.is_text()) {
    return fields.number(node, field, shown);
  }
  const std::optional<double> share = share_of(node.text);
  if (!share || !std::isfinite(*share) || !in_range(field, *share)) {
    fields.complain(
        node.place,
        fmt::format("'within' of {} is {}, {}", shown, toml_text(node.text), limits(field)),
        "for example: within = 0.05, or within = \"5%\"");
    return std::nullopt;
  }
  return share;
}

/// The nodes that name measures; none where what stands there does not.
std::vector<const Node*> names_in(const Node& until) {
  std::vector<const Node*> all;
  if (until.is_text()) {
    all.push_back(&until);
  }
  for (const Node& item : until.items) {
    if (!item.is_text()) {
      return {};
    }
    all.push_back(&item);
  }
  return all;
}

}  // namespace

const Node* stop_table(const Node& scenario) {
  const Node* run = scenario.find("run");
  const Node* said = run != nullptr && run->is_table() ? run->find("replicates") : nullptr;
  return said != nullptr && said->is_table() ? said : nullptr;
}

void read_stop_table(const Node& table, FieldReader& fields, RunSettings& run) {
  UntilKnown& until = run.until.emplace();
  const std::string others[] = {"until", "within"};
  const FieldValues read = fields.fields(&table, std::span(&stop_field("at_most"), 1),
                                         std::string(path), table.place, others);
  run.replicates = read.whole<std::uint32_t>("at_most");
  until.within = stop_field("within").value;
  if (const Node* said = table.find("within"); said != nullptr) {
    fields.note(fmt::format("{}.within", path), said->place);
    until.within = within(*said, fields).value_or(until.within);
  }
  const Field& field = stop_field("until");
  constexpr std::string_view example = "for example: until = \"profit\"";
  const Node* said = table.find("until");
  if (said == nullptr) {
    fields.complain(table.place, fmt::format("{} needs 'until': {}", shown, field.meaning),
                    std::string(example));
    return;
  }
  fields.note(fmt::format("{}.until", path), said->place);
  for (const Node* name : names_in(*said)) {
    if (std::ranges::find(until.measures, name->text) != until.measures.end()) {
      fields.complain(name->place,
                      fmt::format("'until' of {} names '{}' twice", shown, name->text));
    }
    until.measures.push_back(name->text);
  }
  if (until.measures.empty()) {
    fields.complain(said->place,
                    fmt::format("'until' of {} is {}, must be the name of a measure or a list of "
                                "them ({})",
                                shown, name_of(said->kind), field.meaning),
                    std::string(example));
  }
}

void check_stop_table(const Node& table, const Scenario& scenario, FieldReader& fields,
                      std::span<const std::string> measures) {
  const Node* said = table.find("until");
  if (said == nullptr) {
    return;
  }
  for (const Node* name : names_in(*said)) {
    if (std::ranges::find(measures, name->text) == measures.end()) {
      const std::string near = nearest(name->text, measures);
      fields.complain(
          name->place,
          fmt::format("'until' of {} is \"{}\", which is no measure that strategies are "
                      "compared in",
                      shown, name->text),
          near.empty() ? "`rapport explain --names` lists measures, as profit"
                       : fmt::format("did you mean '{}'?", near));
    }
  }
  const bool alone = std::ranges::all_of(
      scenario.compare, [&](std::size_t number) { return number == scenario.baseline; });
  if (alone) {
    fields.complain(said->place,
                    fmt::format("'until' of {} waits for differences from the baseline, and no "
                                "other strategy is compared",
                                shown),
                    "name another beside it in strategies.compare, or say replicates = 32");
  }
}

}  // namespace rapport
