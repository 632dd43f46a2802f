// Reads edge lists: two ids a line, in whatever dress they come.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "sim/scenario/network_text.hpp"

namespace rapport::network_text {

namespace {

constexpr std::uint64_t greatest_id = std::numeric_limits<std::uint32_t>::max();
constexpr std::string_view two_ids =
    "each line holds two ids, such as '12 57' or '12,57'; what follows them is ignored";

bool is_comment(const char* at, const char* end) {
  return *at == '#' || *at == '%' || (*at == '/' && end - at > 1 && at[1] == '/');
}

/// Reads the id at `at` and moves past it; refuses anything else.
std::uint32_t take_id(const Line& line, const char*& at, std::string_view name) {
  const char* end = line.text.data() + line.text.size();
  std::uint32_t id = 0;
  const auto [after, error] = std::from_chars(at, end, id);
  if (error != std::errc() || (after != end && !is_separator(*after))) {
    refuse_number(line, at, name, 0, greatest_id, two_ids);
  }
  at = after;
  return id;
}

/// Past the blanks and at most one comma or semicolon after a field.
const char* skip_separator(const char* at, const char* end) {
  at = skip_blanks(at, end);
  if (at != end && (*at == ',' || *at == ';')) {
    at = skip_blanks(at + 1, end);
  }
  return at;
}

/// A word that can name a column: no number, not even NaN.
bool names_a_column(std::string_view word) {
  double value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  return !word.empty() &&
         (error == std::errc::invalid_argument || end != word.data() + word.size());
}

/// Two names, and nothing that a negative or broken number could be.
bool is_header(const Line& line, const char* at) {
  const char* end = line.text.data() + line.text.size();
  const std::string_view first = word_at(line, at);
  const char* second = skip_separator(at + first.size(), end);
  const auto starts_like_a_number = [](std::string_view word) {
    return std::string_view("+-.0123456789").find(word.front()) != std::string_view::npos;
  };
  return names_a_column(first) && !starts_like_a_number(first) &&
         names_a_column(word_at(line, second));
}

std::vector<Arc> parse(std::string_view file, std::string_view text) {
  std::vector<Arc> arcs;
  arcs.reserve(text.size() / 12);
  bool first_line = true;
  Lines lines(file, text);
  while (lines.next()) {
    const Line& line = lines.line();
    const char* end = line.text.data() + line.text.size();
    const char* at = skip_blanks(line.text.data(), end);
    if (at == end || is_comment(at, end)) {
      continue;
    }
    if (std::exchange(first_line, false) && is_header(line, at)) {
      continue;
    }
    const std::uint32_t from = take_id(line, at, "the first id");
    at = skip_separator(at, end);
    const std::uint32_t to = take_id(line, at, "the second id");
    arcs.push_back({from, to});
  }
  return arcs;
}

/// Ids that are dense enough get their row from a table over all of them.
void number_by_table(std::uint32_t greatest, Numbered& numbered) {
  std::vector<std::uint32_t> row_of(greatest + std::size_t{1}, 0);
  for (const Arc arc : numbered.arcs) {
    row_of[arc.from] = 1;
    row_of[arc.to] = 1;
  }
  for (std::size_t id = 0; id < row_of.size(); ++id) {
    if (row_of[id] == 1) {
      row_of[id] = static_cast<std::uint32_t>(numbered.ids.size());
      numbered.ids.push_back(id);
    }
  }
  for (Arc& arc : numbered.arcs) {
    arc = {row_of[arc.from], row_of[arc.to]};
  }
}

/// Ids with wide gaps are sorted, and looked up.
void number_by_search(Numbered& numbered) {
  std::vector<std::uint64_t>& ids = numbered.ids;
  for (const Arc arc : numbered.arcs) {
    ids.push_back(arc.from);
    ids.push_back(arc.to);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const auto row_of = [&ids](std::uint32_t id) {
    return static_cast<std::uint32_t>(std::lower_bound(ids.begin(), ids.end(), id) - ids.begin());
  };
  for (Arc& arc : numbered.arcs) {
    arc = {row_of(arc.from), row_of(arc.to)};
  }
}

}  // namespace

Numbered read_edge_list(std::string_view file, std::string&& text) {
  Numbered numbered;
  {
    const std::string used_up = std::move(text);
    numbered.arcs = parse(file, used_up);
  }
  if (numbered.arcs.empty()) {
    refuse_file(file, "the file holds no edge", std::string(two_ids));
  }
  std::uint32_t greatest = 0;
  for (const Arc arc : numbered.arcs) {
    greatest = std::max({greatest, arc.from, arc.to});
  }
  constexpr std::uint64_t table_entries_an_arc = 8;
  if (greatest / table_entries_an_arc <= numbered.arcs.size()) {
    number_by_table(greatest, numbered);
  } else {
    number_by_search(numbered);
  }
  return numbered;
}

}  // namespace rapport::network_text
