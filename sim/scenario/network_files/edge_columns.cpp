#include "sim/scenario/network_files/edge_columns.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "sim/scenario/nearest.hpp"
#include "sim/scenario/network_files/column_words.hpp"

namespace rapport::network_text {
namespace {

/// A word that can name a column or a person: begins with a letter and is no number, not even NaN.
bool is_name(std::string_view word) {
  if (word.empty() ||
      std::string_view("+-.0123456789").find(word.front()) != std::string_view::npos) {
    return false;
  }
  double value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  return error == std::errc::invalid_argument || end != word.data() + word.size();
}

using Words = std::vector<std::string_view>;

/// A column as the user names it: by a number from 1.
std::optional<std::size_t> numbered(const std::string& said) {
  std::size_t number = 0;
  const auto [after, error] = std::from_chars(said.data(), said.data() + said.size(), number);
  return error == std::errc() && after == said.data() + said.size() && number >= 1
             ? std::optional(number - 1)
             : std::nullopt;
}

/// The place of a column that the user names: by the header's word or by a number from 1.
std::size_t named_column(std::string_view file, std::string_view key, const std::string& said,
                         const Words& header, std::size_t columns) {
  const auto found = std::ranges::find(header, said);
  if (found != header.end()) {
    return static_cast<std::size_t>(found - header.begin());
  }
  const auto number = numbered(said);
  if (number && *number < columns) {
    return *number;
  }
  std::string help = fmt::format("a number from 1 to {}", columns);
  if (!header.empty()) {
    const std::vector<std::string> words(header.begin(), header.end());
    help = nearest(said, words).empty()
               ? fmt::format("its columns are: {}; or {}", fmt::join(words, ", "), help)
               : did_you_mean(said, words);
  }
  refuse_file(file, fmt::format("the file has no column {} ({})", in_quotes(said), key), help);
}

template <std::size_t N>
std::optional<std::size_t> called(const Words& header, const std::array<const char*, N>& words) {
  const auto found =
      std::ranges::find_if(header, [&](std::string_view field) { return is_one_of(words, field); });
  return found == header.end() ? std::nullopt
                               : std::optional(static_cast<std::size_t>(found - header.begin()));
}

/// Columns by what the header calls them; those of the user's word go before.
void by_header(EdgeColumns& columns, const Words& header) {
  const auto from = called(header, from_words);
  const auto to = called(header, to_words);
  if (from && to) {
    columns.from = *from;
    columns.to = *to;
  }
  columns.layer = called(header, layer_words);
  columns.weight = called(header, weight_words);
}

void by_word(std::string_view file, EdgeColumns& columns, const Words& header, std::size_t width,
             const NetworkFormat& format) {
  const auto place = [&](const char* key, const std::string& said) {
    return named_column(file, key, said, header, width);
  };
  if (!format.from_column.empty()) {
    columns.from = place("from_column", format.from_column);
  }
  if (!format.to_column.empty()) {
    columns.to = place("to_column", format.to_column);
  }
  if (!format.weight_column.empty()) {
    columns.weight = place("weight_column", format.weight_column);
  }
  if (!format.layer_column.empty()) {
    columns.layer = place("layer_column", format.layer_column);
  }
}

/// The columns that nothing is read from, in a table whose lines look like `data`.
std::vector<std::string> unread_columns(const EdgeColumns& columns, const Words& data) {
  std::vector<std::string> unread;
  for (std::size_t c = 0; c < data.size(); ++c) {
    if (!data[c].empty() && is_comment(data[c].data(), data[c].data() + data[c].size())) {
      break;
    }
    if (c != columns.from && c != columns.to && columns.weight != c && columns.layer != c) {
      const bool called = c < columns.words.size() && !columns.words[c].empty();
      unread.push_back(called ? columns.words[c] : std::to_string(c + 1));
    }
  }
  return unread;
}

/// The first lines of a table, before it is known whether the first is a header.
struct Start {
  const Words& first;
  const Words& second;  ///< empty where there is none
  std::size_t from = 0;
  std::size_t to = 1;

  bool is_number(std::size_t column) const {
    return column < second.size() && network_text::is_number(second[column]);
  }
};

/// Whether the first line has words that columns are called by: commonly, or by the user.
bool names_columns(const Start& start, const NetworkFormat& format) {
  const Words& first = start.first;
  const auto said = [&](const std::string& word) {
    return !word.empty() && !numbered(word) && std::ranges::find(first, word) != first.end();
  };
  return (called(first, from_words) && called(first, to_words)) ||
         (start.from < first.size() && start.to < first.size() && is_kind(first[start.from]) &&
          is_kind(first[start.to])) ||
         said(format.from_column) || said(format.to_column) || said(format.weight_column) ||
         said(format.layer_column);
}

/// Whether a further column is a word in the first line and a number in the second. Where ids may
/// be anything, only that of weights tells: of others words and numbers may be mixed as well.
bool heads_numbers(const Start& start, Ids ids) {
  for (std::size_t c = 0; c < start.first.size(); ++c) {
    if (c != start.from && c != start.to && is_name(start.first[c]) && start.is_number(c) &&
        (ids != Ids::names || is_one_of(weight_words, start.first[c]))) {
      return true;
    }
  }
  return false;
}

/// Whether the first line names the columns: as the user says, else as far as it can be told.
bool is_header(const Start& start, const NetworkFormat& format) {
  const Words& first = start.first;
  if (format.header != Header::automatic) {
    return format.header == Header::yes;
  }
  if (first.size() < 2) {
    return false;
  }
  if (names_columns(start, format)) {
    return true;
  }
  const auto word = [&](std::size_t c) { return c < first.size() ? first[c] : ""; };
  const auto may_name = [&](std::size_t c) { return word(c).empty() || is_name(word(c)); };
  if (!may_name(start.from) || !may_name(start.to) ||
      (word(start.from).empty() && word(start.to).empty())) {
    return false;
  }
  if (format.ids == Ids::numbers || heads_numbers(start, format.ids)) {
    return true;
  }
  if (format.ids == Ids::names) {
    return false;
  }
  // a number in the first line is a weight, unless nothing but numbers stands below the words
  const bool from = start.is_number(start.from);
  const bool to = start.is_number(start.to);
  return (from && to) || ((from || to || start.second.empty()) &&
                          std::ranges::none_of(first, network_text::is_number));
}

}  // namespace

EdgeColumns edge_columns(std::string_view file, std::string_view text,
                         const NetworkFormat& format) {
  EdgeColumns columns;
  constexpr std::size_t looked_at = 20;
  const std::vector<Line> lines = first_lines(file, text, looked_at);
  if (lines.empty()) {
    return columns;
  }
  columns.separator = separator_of(lines);
  Fields of_first;
  split(lines.front(), columns.separator, of_first);
  if (of_first.size() < 2) {
    split(lines.front(), separator_of({lines.front()}), of_first);
  }
  Fields of_second;
  if (lines.size() > 1) {
    split(lines[1], columns.separator, of_second);
  }
  const Words& first = of_first.words;
  const Words& second = of_second.words;
  columns.header = is_header({first, second, numbered(format.from_column).value_or(0),
                              numbered(format.to_column).value_or(1)},
                             format);
  if (columns.header) {
    columns.words.assign(first.begin(), first.end());
    by_header(columns, first);
  }
  by_word(file, columns, columns.header ? first : Words{}, first.size(), format);
  const Words& data = columns.header ? second : first;
  columns.names =
      format.ids == Ids::names ||
      (format.ids == Ids::automatic && data.size() > std::max(columns.from, columns.to) &&
       is_name(data[columns.from]) && is_name(data[columns.to]));
  columns.quoted =
      lines[columns.header && lines.size() > 1 ? 1 : 0].text.find('"') != std::string_view::npos;
  if (columns.header && std::max(columns.from, columns.to) < first.size() &&
      !same_kind(first[columns.from], first[columns.to])) {
    columns.first_kind = first[columns.from];
    columns.second_kind = first[columns.to];
  }
  if (!format.least_weight) {
    columns.weight.reset();
  } else if (!columns.weight) {
    refuse_file(file, "no column is called a weight, and 'least_weight' asks for one",
                "name it by its header or its number from 1: weight_column = \"3\"");
  }
  columns.unread = unread_columns(columns, data);
  return columns;
}

}  // namespace rapport::network_text
