// Short words for the tables of what keys may be: a field by its kind, range and meaning.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/scenario/vocabulary.hpp"

namespace rapport::fields {

inline constexpr double largest_exact =
    9007199254740991.0;  // 2^53 - 1: same in TOML, JSON and a double

inline Field whole(std::string_view name, double low, double high, double value,
                   std::string_view unit, std::string_view meaning) {
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

inline Field real(std::string_view name, double low, double high, double value,
                  std::string_view unit, std::string_view meaning) {
  Field field = whole(name, low, high, value, unit, meaning);
  field.kind = FieldKind::real;
  return field;
}

inline Field text(std::string_view name, std::string_view value, std::string_view meaning) {
  Field field = whole(name, 0, 0, 0, "1", meaning);
  field.kind = FieldKind::text;
  field.text = value;
  return field;
}

inline Field flag(std::string_view name, bool value, std::string_view meaning) {
  Field field = whole(name, 0, 1, value ? 1 : 0, "1", meaning);
  field.kind = FieldKind::flag;
  return field;
}

inline Field one_of(std::string_view name, std::vector<std::string> words,
                    std::string_view meaning) {
  Field field = whole(name, 0, static_cast<double>(words.size()) - 1, 0, "1", meaning);
  field.kind = FieldKind::word;
  field.words = std::move(words);
  return field;
}

inline Field needed(Field field) {
  field.required = true;
  return field;
}

inline Field left_open(Field field) {
  field.open = true;
  return field;
}

inline Field sourced(Field field, std::string_view source) {
  field.source = source;
  return field;
}

}  // namespace rapport::fields
