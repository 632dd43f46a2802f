// The words that a scenario may use: the tables of every scenario, and those that the mechanisms of
// a catalogue declare. Reader, messages and schema know no other source.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/tick/declaration.hpp"

namespace rapport {

enum class FieldKind : std::uint8_t {
  real,
  whole,
  flag,
  word,
  text,
  date,
  currency  ///< an ISO 4217 code
};

/// One key of a table: what may stand there and what it means.
struct Field {
  std::string_view name;
  FieldKind kind = FieldKind::real;
  std::string_view unit = "1";
  double low = 0;
  double high = 0;
  double value = 0;                ///< default; of a word: its number
  std::string_view text;           ///< default of a text or date
  std::vector<std::string> words;  ///< the allowed ones, kind == word
  std::string_view meaning;
  std::string_view source;
  bool required = false;
  bool open = false;  ///< unset means something of its own: there is no default to show
};

/// Whether unset means a value that can be shown.
constexpr bool has_default(const Field& field) {
  return !field.required && !field.open;
}

/// A declared parameter as a field of its mechanism's table.
Field field_of(const Parameter&);

/// Whether a finite number is one that may stand in a field; of kind real or whole.
bool in_range(const Field&, double value);
/// The number that may stand there and is nearest to a finite one.
double nearest_in_range(const Field&, double value);

/// Whether a field holds a text rather than a number.
constexpr bool is_textual(const Field& field) {
  return field.kind == FieldKind::text || field.kind == FieldKind::date ||
         field.kind == FieldKind::currency;
}

/// How a value is written in TOML: 0.25, 12, true, "first_come".
std::string toml_value(const Field&, double value);
/// A text as a TOML basic string, with its quotes.
std::string toml_text(std::string_view);
/// "must be from 1 to 520 weeks".
std::string allowed(const Field&);
/// What its limits are in: "" for plain numbers, else such as " weeks".
std::string in_units(const Field&);
/// "must be from 1 to 520 weeks (half-life of evidence)".
std::string limits(const Field&);

/// [run]
std::span<const Field> run_fields();
/// [run.replicates]: the table in the place of a number
std::span<const Field> stop_fields();
/// [market]
std::span<const Field> market_fields();
/// [network] with the network in a file
std::span<const Field> network_file_fields();
/// [network] of a generator: the word and what it needs
struct GeneratorFields {
  std::string_view name;
  std::string_view meaning;
  std::vector<Field> fields;
};
std::span<const GeneratorFields> generators();
/// [network] of a generator: the key that names it
std::span<const Field> network_fields();
/// [strategies]
std::span<const Field> strategies_fields();
/// The keys of [segment.NAME] beside mechanisms.
std::span<const Field> segment_fields();
/// The keys of [brand.NAME] beside mechanisms.
std::span<const Field> brand_fields();
/// The keys of [strategy] beside mechanisms.
std::span<const Field> strategy_fields();

class Vocabulary {
 public:
  explicit Vocabulary(Catalogue);

  struct Word {
    std::string name;  ///< of the mechanism
    std::string_view summary;
    bool on_by_default = true;
    bool decides_what_is_seen = false;
    std::vector<Parameter> parameters;  ///< their `values` are null
    /// The flag by which it spends what the study grants to a strategy; empty: it cannot.
    std::string spends_allowance;
    bool has_rules = false;  ///< whether it requires more of its parameters than their ranges
    const Parameter* find(std::string_view parameter) const;
    std::vector<std::string> parameter_names() const;
  };
  const std::vector<Word>& mechanisms() const { return mechanisms_; }
  const Word* find(std::string_view mechanism) const;
  std::vector<std::string> mechanism_names() const;
  /// The mechanisms that have a parameter of this name.
  std::vector<std::string> owners(std::string_view parameter) const;

 private:
  std::vector<Word> mechanisms_;
};

}  // namespace rapport
