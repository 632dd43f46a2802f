#include "sim/scenario/field_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

#include "sim/scenario/nearest.hpp"

namespace rapport {
namespace {

std::string example(const Field& field) {
  if (is_textual(field)) {
    return field.text.empty()
               ? ""
               : fmt::format("for example: {} = {}", field.name, toml_text(field.text));
  }
  const bool has_range = field.kind == FieldKind::real || field.kind == FieldKind::whole;
  const bool no_default = has_range && !in_range(field, field.value);
  const double value = no_default ? field.low : field.value;
  return fmt::format("for example: {} = {}", field.name, toml_value(field, value));
}

std::optional<int> digits(std::string_view text, std::size_t from, std::size_t length) {
  int value = 0;
  const char* end = text.data() + from + length;
  const auto [stopped, error] = std::from_chars(text.data() + from, end, value);
  return error == std::errc{} && stopped == end ? std::optional(value) : std::nullopt;
}

std::optional<std::chrono::year_month_day> date_of(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  const auto day = digits(text, 8, 2);
  if (!year || !month || !day || *month < 1 || *day < 1) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

bool is_currency(std::string_view code) {
  return code.size() == 3 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

std::optional<double> FieldReader::number(const Node& node, const Field& field,
                                          std::string_view table) {
  using NodeKind = Node::Kind;
  const auto wrong_type = [&] {
    complain(
        node.place,
        fmt::format("'{}' of {} is {}, {}", field.name, table, name_of(node.kind), limits(field)),
        example(field));
    return std::optional<double>();
  };
  if (field.kind == FieldKind::flag) {
    return node.kind == NodeKind::flag ? std::optional(node.flag ? 1.0 : 0.0) : wrong_type();
  }
  if (field.kind == FieldKind::word) {
    if (node.kind != NodeKind::text) {
      return wrong_type();
    }
    const auto found = std::ranges::find(field.words, node.text);
    if (found == field.words.end()) {
      complain(node.place,
               fmt::format("'{}' of {} is \"{}\", {}", field.name, table, node.text, limits(field)),
               did_you_mean(node.text, field.words));
      return std::nullopt;
    }
    return static_cast<double>(found - field.words.begin());
  }
  if (node.kind != NodeKind::whole && node.kind != NodeKind::real) {
    return wrong_type();
  }
  const double value = node.real;
  if (!std::isfinite(value) || !in_range(field, value)) {
    const std::string said =
        node.kind == NodeKind::whole ? fmt::format("{}", node.whole) : fmt::format("{}", node.real);
    complain(node.place,
             fmt::format("'{}' of {} is {}, {}", field.name, table, said, limits(field)));
    return std::nullopt;
  }
  return value == 0 ? 0.0 : value;  // no negative zero
}

std::optional<std::string> FieldReader::text(const Node& node, const Field& field,
                                             std::string_view table) {
  const bool dated = field.kind == FieldKind::date && node.kind == Node::Kind::date;
  if (!dated && node.kind != Node::Kind::text) {
    complain(
        node.place,
        fmt::format("'{}' of {} is {}, {}", field.name, table, name_of(node.kind), limits(field)),
        example(field));
    return std::nullopt;
  }
  if (field.kind == FieldKind::date && !is_monday(node, node.text, field.name, table)) {
    return std::nullopt;
  }
  if (field.kind == FieldKind::currency && !is_currency(node.text)) {
    complain(node.place, fmt::format("'{}' of {} is {}, {}", field.name, table,
                                     toml_text(node.text), limits(field)));
    return std::nullopt;
  }
  if (field.required && node.text.empty()) {
    complain(node.place, fmt::format("'{}' of {} is empty, {}", field.name, table, limits(field)));
    return std::nullopt;
  }
  return node.text;
}

bool FieldReader::is_monday(const Node& node, const std::string& text, std::string_view name,
                            std::string_view table) {
  const auto date = date_of(text);
  if (!date) {
    complain(node.place, fmt::format("'{}' of {} is \"{}\", must be a date such as 2026-01-05",
                                     name, table, text));
    return false;
  }
  const std::chrono::sys_days day(*date);
  const std::chrono::weekday weekday(day);
  if (weekday == std::chrono::Monday) {
    return true;
  }
  const std::chrono::year_month_day monday(day - (weekday - std::chrono::Monday));
  complain(node.place, fmt::format("'{}' of {} is {}, which is no Monday", name, table, text),
           fmt::format("weeks begin on Mondays: {:04}-{:02}-{:02} is one",
                       static_cast<int>(monday.year()), static_cast<unsigned>(monday.month()),
                       static_cast<unsigned>(monday.day())));
  return false;
}

void FieldReader::fill_in(const Field& field, FieldValues& values) const {
  if (is_textual(field)) {
    values.texts_.emplace(field.name, field.text);
  } else {
    values.numbers_.emplace(field.name, field.value);
  }
}

FieldValues FieldReader::fields(const Node* table, std::span<const Field> fields,
                                const std::string& path, const Place& if_absent,
                                std::span<const std::string> others) {
  FieldValues values;
  const std::string shown = "[" + path + "]";
  if (table != nullptr && !is_table(*table, path)) {
    table = nullptr;
  }
  std::vector<std::string> known;
  for (const Field& field : fields) {
    known.emplace_back(field.name);
    fill_in(field, values);
    const Node* node = table == nullptr ? nullptr : table->find(field.name);
    if (node == nullptr) {
      if (field.required) {
        values.unsound_.emplace(field.name);
        complain(table == nullptr ? if_absent : table->place,
                 fmt::format("{} needs '{}': {}", shown, field.name, field.meaning),
                 example(field));
      }
      continue;
    }
    note(path + "." + std::string(field.name), node->place);
    if (is_textual(field)) {
      if (auto read = text(*node, field, shown)) {
        values.texts_.find(field.name)->second = *read;
      }
    } else if (auto read = number(*node, field, shown)) {
      values.numbers_.find(field.name)->second = *read;
    } else {
      values.unsound_.emplace(field.name);
    }
  }
  known.insert(known.end(), others.begin(), others.end());
  for (const Member& member : table == nullptr ? std::vector<Member>{} : table->members) {
    if (std::ranges::find(known, member.key) == known.end()) {
      complain(member.place, fmt::format("unknown key '{}' in {}", member.key, shown),
               did_you_mean(member.key, known));
    }
  }
  return values;
}

bool FieldReader::is_table(const Node& node, std::string_view name) {
  if (!node.is_table()) {
    complain(node.place, fmt::format("'{}' is {}, must be a table", name, name_of(node.kind)),
             fmt::format("for example: [{}]", name));
    return false;
  }
  return true;
}

}  // namespace rapport
