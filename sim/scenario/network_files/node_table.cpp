#include "sim/scenario/network_files/node_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <tuple>

#include "sim/scenario/network_files/column_words.hpp"
#include "sim/scenario/network_files/network_text.hpp"
#include "sim/scenario/network_files/table_lines.hpp"
#include "sim/scenario/network_files/text_blocks.hpp"

namespace rapport {
namespace {

using network_text::Line;

std::optional<std::uint32_t> row_of(const NetworkFile& network, std::string_view word) {
  if (!network.names.empty()) {
    const auto found = std::lower_bound(network.names.begin(), network.names.end(), word);
    return found != network.names.end() && *found == word
               ? std::optional(static_cast<std::uint32_t>(found - network.names.begin()))
               : std::nullopt;
  }
  const auto id = network_text::id_of(word);
  if (!id) {
    return std::nullopt;
  }
  const auto found = std::ranges::lower_bound(network.ids, *id);
  return found != network.ids.end() && *found == *id
             ? std::optional(static_cast<std::uint32_t>(found - network.ids.begin()))
             : std::nullopt;
}

/// How surely a column so called holds ids: by its very name, as one of people, or by nothing.
enum class Called { id, people, otherwise };

Called called(std::string_view word) {
  const std::string small = network_text::lower(word);
  return small == "id" || small == "node" || small == "name"                    ? Called::id
         : network_text::is_kind(word) && network_text::is_kind_of_people(word) ? Called::people
                                                                                : Called::otherwise;
}

/// The column of ids, by the first lines: the first of those with the greatest claim. Words that
/// are in the network go before what the column is called, and that before how many they are.
std::size_t column_of_ids(const NetworkFile& network, const std::vector<network_text::Line>& start,
                          char separator) {
  network_text::Fields fields;
  network_text::split(start.front(), separator, fields);
  std::vector<Called> calls;
  std::ranges::transform(fields.words, std::back_inserter(calls), called);
  std::vector<std::size_t> known(calls.size(), 0);
  for (const network_text::Line& line : start) {
    network_text::split(line, separator, fields);
    for (std::size_t f = 0; f < std::min(fields.size(), known.size()); ++f) {
      known[f] += row_of(network, fields.words[f]) ? 1 : 0;
    }
  }
  std::vector<std::tuple<bool, int, std::size_t>> claims;
  for (std::size_t f = 0; f < calls.size(); ++f) {
    claims.emplace_back(known[f] > 0, -static_cast<int>(calls[f]),
                        calls[f] == Called::otherwise ? 0 : known[f]);
  }
  return static_cast<std::size_t>(std::ranges::max_element(claims) - claims.begin());
}

class TableReader {
 public:
  /// `start`: the first lines, at least one.
  TableReader(const NetworkFile& network, NodeTable& table,
              const std::vector<network_text::Line>& start)
      : network_(network),
        table_(table),
        separator_(network_text::separator_of(start)),
        id_(column_of_ids(network, start, separator_)),
        spoken_of_(network_.network.customers(), false) {}

  void take(const Line& line) {
    const char* at = network_text::skip_blanks(line.text.data(), line.end());
    if (at == line.end() || network_text::is_comment(at, line.end())) {
      return;
    }
    network_text::split(line, separator_, fields_);
    if (table_.columns.empty()) {
      if (fields_.size() < 2) {
        line.refuse(at, 1, "the line says nothing of anybody",
                    "each line is an id and what is said of it, such as '12,sales'");
      }
      if (name_columns()) {
        return;
      }
    }
    if (fields_.size() > table_.columns.size() + 1) {
      line.refuse(fields_.places[table_.columns.size() + 1], 1,
                  fmt::format("the line has more than {} fields", table_.columns.size() + 1),
                  "the first line says how many there are; quote what holds a separator");
    }
    const std::string_view id = id_ < fields_.size() ? fields_.words[id_] : std::string_view();
    const auto row = row_of(network_, id);
    if (!row) {
      ++table_.unknown;
      return;
    }
    if (spoken_of_[*row]) {
      line.refuse(fields_.places[id_], id.size(), fmt::format("'{}' is spoken of twice", id),
                  "keep one line for each");
    }
    spoken_of_[*row] = true;
    std::size_t column = 0;
    for (std::size_t f = 0; f < fields_.size(); ++f) {
      if (f != id_) {
        table_.columns[column++].values[*row] = fields_.words[f];
      }
    }
  }

  void close() {
    table_.unsaid = static_cast<std::uint64_t>(std::ranges::count(spoken_of_, false));
  }

 private:
  /// From the first line; true where it is a header, and says nothing else: where a column is
  /// called as one of ids is, or the line neither speaks of a person nor has a number.
  bool name_columns() {
    const std::vector<std::string_view>& words = fields_.words;
    const bool header =
        std::ranges::find(words, Called::id, called) != words.end() ||
        (!row_of(network_, words[id_]) && (called(words[id_]) == Called::people ||
                                           std::ranges::none_of(words, network_text::is_number)));
    for (std::size_t f = 0; f < words.size(); ++f) {
      if (f != id_) {
        NodeColumn& column = table_.columns.emplace_back();
        column.name = header ? std::string(words[f]) : fmt::format("column_{}", f + 1);
        column.values.resize(network_.network.customers());
      }
    }
    return header;
  }

  const NetworkFile& network_;
  NodeTable& table_;
  const char separator_;
  const std::size_t id_;
  std::vector<bool> spoken_of_;
  network_text::Fields fields_;
};

}  // namespace

NodeTable read_node_table(const std::filesystem::path& path, const NetworkFile& network) {
  network_text::TextBlocks blocks(path);
  const std::string text = network_text::whole_text(blocks.next(), blocks);
  network_text::refuse_unreadable(path.string(), text);
  NodeTable table;
  const std::string name = path.string();
  constexpr std::size_t looked_at = 100;
  const auto start = network_text::first_lines(name, text, looked_at);
  if (start.empty()) {
    table.unsaid = network.network.customers();
    return table;
  }
  TableReader reader(network, table, start);
  network_text::Lines lines(name, text);
  while (lines.next()) {
    reader.take(lines.line());
  }
  reader.close();
  return table;
}

}  // namespace rapport
