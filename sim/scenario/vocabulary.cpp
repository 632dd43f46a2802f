#include "sim/scenario/vocabulary.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "sim/core/error.hpp"
#include "sim/scenario/make_fields.hpp"

namespace rapport {

using namespace fields;

namespace {

// Together 90 years: days of a run then fit in 15 bits, as customers remember them.
constexpr double most_warm_up_weeks = 520;
constexpr double most_weeks = 4160;

/// Fits a TOML float or integer, and reads back to the same bits.
std::string number_text(double value) {
  if (std::isnan(value)) {
    return "nan";
  }
  if (std::isinf(value)) {
    return value > 0 ? "inf" : "-inf";
  }
  if (value == std::floor(value) && std::abs(value) <= largest_exact) {
    return fmt::format("{:.0f}", value);
  }
  return fmt::format("{}", value);
}

}  // namespace

Field field_of(const Parameter& parameter) {
  constexpr FieldKind stored[] = {FieldKind::real, FieldKind::whole, FieldKind::flag,
                                  FieldKind::word};
  const About& about = parameter.about;
  return {.name = parameter.name,
          .kind = stored[static_cast<std::size_t>(parameter.kind)],
          .unit = about.unit,
          .low = about.low,
          .high = about.high,
          .value = about.value,
          .text = {},
          .words = parameter.words,
          .meaning = about.meaning,
          .source = about.source};
}

bool in_range(const Field& field, double value) {
  return value >= field.low && value <= field.high &&
         (field.kind != FieldKind::whole || value == std::floor(value));
}

double nearest_in_range(const Field& field, double value) {
  return std::clamp(field.kind == FieldKind::whole ? std::round(value) : value, field.low,
                    field.high);
}

std::string toml_text(std::string_view plain) {
  std::string quoted = "\"";
  for (const char c : plain) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (c == '\n') {
      quoted += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      quoted += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string toml_value(const Field& field, double value) {
  switch (field.kind) {
    case FieldKind::flag:
      return value != 0 ? "true" : "false";
    case FieldKind::word:
      return toml_text(field.words.at(static_cast<std::size_t>(value)));
    default:
      return number_text(value);
  }
}

std::string in_units(const Field& field) {
  if (field.unit == "1") {
    return "";
  }
  const bool counted =
      field.unit == "hour" || field.unit == "day" || field.unit == "week" || field.unit == "year";
  return fmt::format(" {}{}", field.unit, counted ? "s" : "");
}

std::string allowed(const Field& field) {
  switch (field.kind) {
    case FieldKind::flag:
      return "must be true or false";
    case FieldKind::word:
      return fmt::format("must be one of \"{}\"", fmt::join(field.words, "\", \""));
    case FieldKind::text:
      return "must be a text";
    case FieldKind::date:
      return "must be a date such as 2026-01-05";
    case FieldKind::currency:
      return "must be three capital letters";
    default:
      return fmt::format("must be {}from {} to {}{}",
                         field.kind == FieldKind::whole ? "a whole number " : "",
                         number_text(field.low), number_text(field.high), in_units(field));
  }
}

std::string limits(const Field& field) {
  return allowed(field) + (field.meaning.empty() ? "" : fmt::format(" ({})", field.meaning));
}

std::span<const Field> run_fields() {
  static const std::vector<Field> fields = [] {
    Field start = text("start", "2026-01-05", "first day, a Monday; only labels the weeks");
    start.kind = FieldKind::date;
    return std::vector<Field>{
        text("title", "", "what the scenario is called in reports"),
        whole("seed", 0, largest_exact, 1, "1", "all luck follows from it"),
        whole("replicates", 1, 1e6, 32, "1", "paired worlds that every strategy is run in"),
        whole("warm_up_weeks", 0, most_warm_up_weeks, 8, "week",
              "weeks under the baseline before the strategies part"),
        whole("weeks", 1, most_weeks, 52, "week", "weeks under each strategy, after the warm-up"),
        start,
        whole("hours_per_tick", 1, 2, 1, "hour",
              "interval of exchange; what is written is read in later ones, so that 2 loses about "
              "a fifth of reach"),
        whole("census_sample", 0, 1e9, 65536, "1",
              "most customers summed over at a week's end; 0 = no census"),
        whole("panel", 0, 1e6, 200, "1", "customers whose every happening is recorded")};
  }();
  return fields;
}

std::span<const Field> stop_fields() {
  static const std::vector<Field> fields{
      needed(text("until", "",
                  "measure, or list of measures, in which every strategy's difference from the "
                  "baseline must be known well enough")),
      real("within", 1e-6, 10, 0.05, "1",
           "half of the difference's interval at most, as a share of the baseline's mean; or as "
           "\"5%\""),
      whole("at_most", 16, 1e6, 256, "1",
            "replicates that are the last in any case; looks are at 16, 32, 64 ... of them")};
  return fields;
}

std::span<const Field> market_fields() {
  static const std::vector<Field> fields = [] {
    Field currency = needed(text("currency", "", "ISO 4217 code of the currency, as GBP"));
    currency.kind = FieldKind::currency;
    return std::vector<Field>{text("name", "", "what the market is called in reports"), currency,
                              needed(real("discount_rate", 0, 10, 0.1, "year-1",
                                          "interest at which later money counts less"))};
  }();
  return fields;
}

std::span<const Field> strategies_fields() {
  static const std::vector<Field> fields{
      needed(text("compare", "", "the strategies that are run, a list of names")),
      text("baseline", "", "the one that every world begins under; unset = the first compared")};
  return fields;
}

std::span<const Field> segment_fields() {
  static const std::vector<Field> fields{
      left_open(
          real("share", 0, 1, 1, "1",
               "share of customers who are of this kind; unset = whom the other segments leave")),
      text("is", "",
           "what the network's segment_column says of them: a text or a list of texts, \"*\" = "
           "whatever no other segment is; unset = the segment's name")};
  return fields;
}

std::span<const Field> brand_fields() {
  static const std::vector<Field> fields{
      flag("focal", false, "whether strategies are compared in this brand; unset = the first is"),
      text("strategy", "", "what a rival always does; unset = the baseline")};
  return fields;
}

std::span<const Field> strategy_fields() {
  static const std::vector<Field> fields{
      text("title", "", "what the strategy is called in reports"),
      text("description", "", "what it does, in a sentence"),
      text("extends", "", "strategy that this one changes"),
      text("spend_extra_of", "",
           "strategy whose extra cost over the baseline this one may spend, week by week")};
  return fields;
}

Vocabulary::Vocabulary(Catalogue catalogue) {
  constexpr std::string_view reserved[] = {
      "run",     "market",     "network",     "platform",       "brand", "strategy",
      "extends", "strategies", "segment",     "share",          "is",    "on",
      "focal",   "title",      "description", "spend_extra_of", "engine"};
  for (const CatalogueEntry& entry : catalogue) {
    RAPPORT_CHECK(std::ranges::find(reserved, entry.name) == std::end(reserved),
                  "a scenario's own word names the mechanism '" + std::string(entry.name) + "'");
    const std::unique_ptr<Mechanism> mechanism = entry.info->make();
    Declared declared;
    Declaration declaration(declared, Extent{});
    mechanism->declare(declaration);
    Word& word = mechanisms_.emplace_back();
    word.name = entry.name;
    word.summary = entry.info->summary;
    word.on_by_default = entry.info->on_by_default;
    word.decides_what_is_seen = mechanism->feeds;
    word.parameters = std::move(declared.parameters);
    word.spends_allowance = declared.spends_allowance;
    word.has_rules = !declared.constraints.empty();
    RAPPORT_CHECK(word.spends_allowance.empty() || word.find(word.spends_allowance) != nullptr,
                  "'" + word.name + "' spends by '" + word.spends_allowance +
                      "', which is none of its parameters");
    for (Parameter& parameter : word.parameters) {
      RAPPORT_CHECK(parameter.name != "on", "'on' switches a mechanism and is no parameter");
      parameter.values = nullptr;
    }
  }
}

const Parameter* Vocabulary::Word::find(std::string_view parameter) const {
  const auto found = std::ranges::find(parameters, parameter, &Parameter::name);
  return found == parameters.end() ? nullptr : &*found;
}

std::vector<std::string> Vocabulary::Word::parameter_names() const {
  std::vector<std::string> names;
  for (const Parameter& parameter : parameters) {
    names.push_back(parameter.name);
  }
  return names;
}

const Vocabulary::Word* Vocabulary::find(std::string_view mechanism) const {
  const auto found = std::ranges::find(mechanisms_, mechanism, &Word::name);
  return found == mechanisms_.end() ? nullptr : &*found;
}

std::vector<std::string> Vocabulary::mechanism_names() const {
  std::vector<std::string> names;
  for (const Word& word : mechanisms_) {
    names.push_back(word.name);
  }
  return names;
}

std::vector<std::string> Vocabulary::owners(std::string_view parameter) const {
  std::vector<std::string> names;
  for (const Word& word : mechanisms_) {
    if (word.find(parameter) != nullptr) {
      names.push_back(word.name);
    }
  }
  return names;
}

}  // namespace rapport
