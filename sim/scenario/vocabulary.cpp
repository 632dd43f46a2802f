#include "sim/scenario/vocabulary.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "sim/core/error.hpp"
#include "sim/scenario/network_files/read_network.hpp"

namespace rapport {
namespace {

constexpr double largest_exact = 9007199254740991.0;  // 2^53 - 1: same in TOML, JSON and a double
constexpr double most_customers = 4e9;
constexpr double largest_weight = 1e15;
// Together 90 years: days of a run then fit in 15 bits, as customers remember them.
constexpr double most_warm_up_weeks = 520;
constexpr double most_weeks = 4160;

Field whole(std::string_view name, double low, double high, double value, std::string_view unit,
            std::string_view meaning) {
  return {.name = name,
          .kind = FieldKind::whole,
          .unit = unit,
          .low = low,
          .high = high,
          .value = value,
          .text = {},
          .words = {},
          .meaning = meaning,
          .source = {}};
}

Field real(std::string_view name, double low, double high, double value, std::string_view unit,
           std::string_view meaning) {
  Field field = whole(name, low, high, value, unit, meaning);
  field.kind = FieldKind::real;
  return field;
}

Field text(std::string_view name, std::string_view value, std::string_view meaning) {
  Field field = whole(name, 0, 0, 0, "1", meaning);
  field.kind = FieldKind::text;
  field.text = value;
  return field;
}

Field flag(std::string_view name, bool value, std::string_view meaning) {
  Field field = whole(name, 0, 1, value ? 1 : 0, "1", meaning);
  field.kind = FieldKind::flag;
  return field;
}

Field one_of(std::string_view name, std::vector<std::string> words, std::string_view meaning) {
  Field field = whole(name, 0, static_cast<double>(words.size()) - 1, 0, "1", meaning);
  field.kind = FieldKind::word;
  field.words = std::move(words);
  return field;
}

Field needed(Field field) {
  field.required = true;
  return field;
}

Field left_open(Field field) {
  field.open = true;
  return field;
}

Field sourced(Field field, std::string_view source) {
  field.source = source;
  return field;
}

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

std::span<const Field> network_file_fields() {
  static const std::vector<Field> fields{
      needed(text("file", "", "the network's file, relative to the file that names it")),
      one_of("format", network_formats(), "how the file is written; auto = by name and content"),
      flag("directed", false,
           "whether a tie goes one way only: the first is seen by the second; unset = as the file "
           "says, where it does"),
      text("layer", "", "of a file with several layers of ties the one to read; * = all together"),
      text("from_column", "", "of a table: the column of who is seen, by its header or number"),
      text("to_column", "", "of a table: the column of who sees"),
      text("layer_column", "", "of a table: the column that tells layers apart"),
      one_of("ids", ids_words(),
             "of a table: what ids are; names = any word, such as a UUID or a number of 64 bits; "
             "auto = as the first line has them"),
      one_of("header", header_words(),
             "of a table: whether its first line names the columns; auto = where its words, or "
             "numbers below them, say so"),
      text("weight_column", "", "of a table: the column of weights"),
      text(
          "nodes", "",
          "a table of what is said of each person of the file, relative to the file that names it"),
      text("segment_column", "",
           "of what file or table say of each person: what tells segments apart"),
      real("least_weight", -largest_weight, largest_weight, -largest_weight, "1",
           "ties of less weight are none"),
      one_of("two_mode", two_mode_words(),
             "what to make of a file that links people with other things: friends of all that "
             "share one"),
      one_of("use", {"as_it_is", "degrees"},
             "the file's ties, or its numbers of friends alone, tied at random"),
      whole("copies", 1, 1e7, 1, "1",
            "how many copies of the network, tied to one another: degrees are kept, triangles "
            "nearly"),
      whole("seed", 0, largest_exact, 1, "1",
            "luck of copies, of ties at random, and of who is of which segment")};
  return fields;
}

std::span<const GeneratorFields> generators() {
  static const std::vector<GeneratorFields> all = [] {
    const Field customers =
        needed(whole("customers", 2, most_customers, 0, "1", "people in the market"));
    const Field seed =
        whole("seed", 0, largest_exact, 1, "1",
              "luck of the network, and of who is of which segment; apart from the run's");
    const Field friends = sourced(real("mean_degree", 2, 2000, 20, "1", "mean number of friends"),
                                  "prototype set-up");
    return std::vector<GeneratorFields>{
        {"holme_kim",
         "friendships by preferential attachment with closed triangles (Holme & Kim 2002)",
         {customers, friends,
          sourced(real("triad_chance", 0, 1, 0.4, "1", "how often a friend's friend is befriended"),
                  "assumed"),
          seed}},
        {"barabasi_albert",
         "friendships by preferential attachment alone (Barabasi & Albert 1999)",
         {customers, friends, seed}},
        {"watts_strogatz",
         "a ring of neighbours with some ties led anywhere (Watts & Strogatz 1998)",
         {customers,
          whole("mean_degree", 2, 2000, 20, "1",
                "number of friends before any tie is led away; even"),
          sourced(real("rewired", 0, 1, 0.1, "1", "share of ties that lead anywhere"), "assumed"),
          seed}},
        {"erdos_renyi",
         "all pairs tied with the same chance (Gilbert 1959; Erdos & Renyi 1959)",
         {customers, real("mean_degree", 0, 2000, 20, "1", "mean number of friends"), seed}},
        {"blocks",
         "communities, and people of unequal fame (Karrer & Newman 2011)",
         {customers, friends, whole("communities", 1, 1e6, 20, "1", "communities of equal size"),
          sourced(real("within", 0, 1, 0.7, "1", "share of ties that stay in a community"),
                  "assumed"),
          sourced(real("exponent", 2.01, 20, 2.5, "1", "fame above f falls as f to 1 minus this"),
                  "assumed"),
          seed}},
        {"configuration",
         "friendships at random with a power law of numbers of friends",
         {customers, needed(real("exponent", 0, 20, 2.5, "1", "P(k) falls as k to the minus this")),
          needed(whole("least_degree", 1, 1e6, 1, "1", "fewest friends")),
          needed(whole("most_degree", 1, 1e6, 1, "1", "most friends")), seed}}};
  }();
  return all;
}

std::span<const Field> network_fields() {
  static const std::vector<Field> fields = [] {
    std::vector<std::string> words;
    for (const GeneratorFields& one : generators()) {
      words.emplace_back(one.name);
    }
    return std::vector<Field>{
        needed(one_of("generator", std::move(words), "how the network is made"))};
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
