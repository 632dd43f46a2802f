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

bool is_number(std::string_view word) {
  double value = 0;
  return is_real(word, value);
}

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

bool next_data_line(Lines& lines) {
  while (lines.next()) {
    const Line& line = lines.line();
    const char* at = skip_blanks(line.text.data(), line.end());
    if (at != line.end() && !is_comment(at, line.end())) {
      return true;
    }
  }
  return false;
}

/// The place of a column that the user names: by the header's word or by a number from 1.
std::size_t named_column(std::string_view file, std::string_view key, const std::string& said,
                         const Words& header, std::size_t columns) {
  const auto found = std::ranges::find(header, said);
  if (found != header.end()) {
    return static_cast<std::size_t>(found - header.begin());
  }
  std::size_t number = 0;
  const auto [after, error] = std::from_chars(said.data(), said.data() + said.size(), number);
  if (error == std::errc() && after == said.data() + said.size() && number >= 1 &&
      number <= columns) {
    return number - 1;
  }
  std::string help = fmt::format("a number from 1 to {}", columns);
  if (!header.empty()) {
    const std::vector<std::string> words(header.begin(), header.end());
    const std::string near = did_you_mean(said, words);
    help = near.empty() ? fmt::format("its columns are: {}; or {}", fmt::join(words, ", "), help)
                        : near;
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

/// The word of a field in quotes whose first mark was passed, moved past with the last mark.
std::string_view take_quoted(const Line& line, const char*& at,
                             std::deque<std::string>& unescaped) {
  const char* start = at;
  const char* part = at;
  std::string* word = nullptr;
  while (true) {
    at = std::find(at, line.end(), '"');
    if (at == line.end()) {
      line.refuse(start - 1, static_cast<std::size_t>(line.end() - start) + 1,
                  "a quotation mark is never closed", "quote a field as in \"anna, of the mill\"");
    }
    ++at;
    if (at == line.end() || *at != '"') {
      break;
    }
    word = word == nullptr ? &unescaped.emplace_back() : word;
    word->append(part, at);
    part = ++at;
  }
  if (word == nullptr) {
    return {start, static_cast<std::size_t>(at - 1 - start)};
  }
  return word->append(part, at - 1);
}

}  // namespace

bool is_comment(const char* at, const char* end) {
  return *at == '#' || *at == '%' || (*at == '/' && end - at > 1 && at[1] == '/');
}

char separator_of(std::string_view line) {
  for (const char c : {',', ';', '\t'}) {
    if (line.find(c) != std::string_view::npos) {
      return c;
    }
  }
  return ' ';
}

void split(const Line& line, char separator, Fields& fields) {
  fields.words.clear();
  fields.places.clear();
  fields.unescaped.clear();
  const char* at = skip_blanks(line.text.data(), line.end());
  const auto ends = [separator](char c) { return separator == ' ' ? is_blank(c) : c == separator; };
  const auto take = [&](const char* place, std::string_view word) {
    fields.places.push_back(place);
    fields.words.push_back(word);
  };
  while (at != line.end()) {
    const char* start = at;
    if (separator != ' ' && *at == '"') {
      ++at;
      take(start + 1, take_quoted(line, at, fields.unescaped));
      while (at != line.end() && is_blank(*at) && !ends(*at)) {
        ++at;
      }
      if (at != line.end() && !ends(*at)) {
        line.refuse(at, static_cast<std::size_t>(std::find_if(at, line.end(), ends) - at),
                    "text follows the quotation mark that closes a field",
                    "quote the whole field, and double the quotation marks within: "
                    "\"anna \"\"of the mill\"\"\"");
      }
    } else {
      at = std::find_if(at, line.end(), ends);
      const char* last = at;
      while (last != start && is_blank(last[-1])) {
        --last;
      }
      take(start, {start, static_cast<std::size_t>(last - start)});
    }
    if (at == line.end()) {
      return;
    }
    ++at;
    at = separator == '\t' ? at : skip_blanks(at, line.end());
    if (at == line.end() && separator != ' ') {
      take(at, {at, 0});
    }
  }
}

EdgeColumns edge_columns(std::string_view file, std::string_view start,
                         const NetworkFormat& format) {
  EdgeColumns columns;
  Lines lines(file, start);
  if (!next_data_line(lines)) {
    return columns;
  }
  const std::string_view first_line = lines.line().text;
  columns.separator = separator_of(first_line);
  Fields of_first;
  split(lines.line(), columns.separator, of_first);
  const Words& first = of_first.words;
  Fields of_second;
  const bool more = next_data_line(lines);
  const char second_separator = more ? separator_of(lines.line().text) : columns.separator;
  if (more) {
    split(lines.line(), second_separator, of_second);
  }
  const Words& second = of_second.words;
  const bool words = first.size() >= 2 && std::ranges::all_of(first, [](std::string_view field) {
                       return is_name(field) || field.empty();
                     });
  const bool known = (called(first, from_words) && called(first, to_words)) ||
                     (words && is_kind(first[0]) && is_kind(first[1]));
  // a first line of words is a header where it says so, or where numbers must follow, or do
  columns.header = words && (known || format.ids == Ids::numbers ||
                             std::ranges::any_of(second, is_number) || !more);
  if (columns.header) {
    columns.separator = second_separator;
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
      (columns.header ? (more ? lines.line().text : std::string_view()) : first_line).find('"') !=
      std::string_view::npos;
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
