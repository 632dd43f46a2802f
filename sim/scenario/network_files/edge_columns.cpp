#include "sim/scenario/network_files/edge_columns.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>

#include "sim/scenario/nearest.hpp"

namespace rapport::network_text {
namespace {

std::string lower(std::string_view word) {
  std::string out;
  for (const char c : word) {
    if (c != '_' && c != ' ' && c != '-' && c != '.') {
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

/// What columns are commonly called, in small letters without "_" and blanks.
constexpr std::array from_words = {"from",    "source", "src",   "sender",  "fromnodeid", "fromid",
                                   "tail",    "ego",    "i",     "node1",   "id1",        "user1",
                                   "nodeid1", "u",      "head1", "sourceid"};
constexpr std::array to_words = {"to",      "target", "dst",   "receiver", "tonodeid",   "toid",
                                 "head",    "alter",  "j",     "node2",    "id2",        "user2",
                                 "nodeid2", "v",      "head2", "targetid", "destination"};
constexpr std::array weight_words = {"weight", "weights", "rating", "messages", "strength"};
constexpr std::array layer_words = {"layer", "relation", "network"};

template <std::size_t N>
bool is_one_of(const std::array<const char*, N>& words, std::string_view word) {
  return std::ranges::find(words, lower(word)) != words.end();
}

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

using Fields = std::vector<std::string_view>;

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
                         const Fields& header, std::size_t columns) {
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

/// Words of one kind: "id_1" and "id_2", "node a" and "node b".
bool same_kind(std::string_view one, std::string_view other) {
  const std::string a = lower(one);
  const std::string b = lower(other);
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[same] == b[same]) {
    ++same;
  }
  return a.size() - same <= 1 && b.size() - same <= 1;
}

template <std::size_t N>
std::optional<std::size_t> called(const Fields& header, const std::array<const char*, N>& words) {
  const auto found =
      std::ranges::find_if(header, [&](std::string_view field) { return is_one_of(words, field); });
  return found == header.end() ? std::nullopt
                               : std::optional(static_cast<std::size_t>(found - header.begin()));
}

/// Columns by what the header calls them; those of the user's word go before.
void by_header(EdgeColumns& columns, const Fields& header) {
  const auto from = called(header, from_words);
  const auto to = called(header, to_words);
  if (from && to) {
    columns.from = *from;
    columns.to = *to;
  }
  columns.layer = called(header, layer_words);
  columns.weight = called(header, weight_words);
}

void by_word(std::string_view file, EdgeColumns& columns, const Fields& header, std::size_t width,
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

void split(const Line& line, char separator, std::vector<std::string_view>& fields) {
  fields.clear();
  const char* at = skip_blanks(line.text.data(), line.end());
  const auto ends = [separator](char c) { return separator == ' ' ? is_blank(c) : c == separator; };
  while (at != line.end()) {
    const char* start = at;
    if (separator != ' ' && *at == '"') {
      ++start;
      at = std::find(start, line.end(), '"');
      if (at == line.end()) {
        line.refuse(start - 1, static_cast<std::size_t>(line.end() - start) + 1,
                    "a quotation mark is never closed",
                    "quote a field as in \"anna, of the mill\"");
      }
      fields.emplace_back(start, static_cast<std::size_t>(at - start));
      at = std::find_if(at, line.end(), ends);
    } else {
      at = std::find_if(at, line.end(), ends);
      const char* last = at;
      while (last != start && is_blank(last[-1])) {
        --last;
      }
      fields.emplace_back(start, static_cast<std::size_t>(last - start));
    }
    if (at == line.end()) {
      return;
    }
    ++at;
    at = separator == '\t' ? at : skip_blanks(at, line.end());
    if (at == line.end() && separator != ' ') {
      fields.emplace_back(at, 0);
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
  columns.separator = separator_of(lines.line().text);
  Fields first;
  split(lines.line(), columns.separator, first);
  Fields second;
  const bool more = next_data_line(lines);
  const char of_second = more ? separator_of(lines.line().text) : columns.separator;
  if (more) {
    split(lines.line(), of_second, second);
  }
  const auto ids_of = [](const Fields& fields, std::size_t a, std::size_t b, auto test) {
    return fields.size() > std::max(a, b) && test(fields[a]) && test(fields[b]);
  };
  const bool words = first.size() >= 2 && std::ranges::all_of(first, [](std::string_view field) {
                       return is_name(field) || field.empty();
                     });
  const bool known = called(first, from_words) && called(first, to_words);
  // a first line of words is a header where it says so, or where numbers follow
  columns.header = words && (known || std::ranges::any_of(second, is_number) || !more);
  if (columns.header) {
    columns.separator = of_second;
    by_header(columns, first);
  }
  by_word(file, columns, columns.header ? first : Fields{}, first.size(), format);
  const Fields& data = columns.header ? second : first;
  columns.names = ids_of(data, columns.from, columns.to, is_name);
  const bool chosen = !format.from_column.empty() || !format.to_column.empty();
  if (columns.header && !chosen && std::max(columns.from, columns.to) < first.size()) {
    const std::string_view one = first[columns.from];
    const std::string_view other = first[columns.to];
    if (!(is_one_of(from_words, one) && is_one_of(to_words, other)) && !same_kind(one, other)) {
      columns.first_kind = one;
      columns.second_kind = other;
    }
  }
  if (!format.least_weight) {
    columns.weight.reset();
  } else if (!columns.weight) {
    refuse_file(file, "no column is called a weight, and 'least_weight' asks for one",
                "name it by its header or its number from 1: weight_column = \"3\"");
  }
  return columns;
}

}  // namespace rapport::network_text
