#include "sim/scenario/network_files/node_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "sim/scenario/network_files/edge_columns.hpp"
#include "sim/scenario/network_files/network_text.hpp"
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
  std::uint32_t id = 0;
  const auto [after, error] = std::from_chars(word.data(), word.data() + word.size(), id);
  const auto found = std::lower_bound(network.ids.begin(), network.ids.end(), id);
  return error == std::errc() && after == word.data() + word.size() && found != network.ids.end() &&
                 *found == id
             ? std::optional(static_cast<std::uint32_t>(found - network.ids.begin()))
             : std::nullopt;
}

class TableReader {
 public:
  TableReader(const NetworkFile& network, NodeTable& table)
      : network_(network), table_(table), spoken_of_(network.network.customers(), false) {}

  void take(const Line& line) {
    const char* at = network_text::skip_blanks(line.text.data(), line.end());
    if (at == line.end() || network_text::is_comment(at, line.end())) {
      return;
    }
    if (separator_ == '\0') {
      separator_ = network_text::separator_of(line.text);
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
  /// called as that of ids is, or the line neither speaks of a person nor has a number.
  bool name_columns() {
    const auto is_id = [](std::string_view word) {
      return word == "id" || word == "node" || word == "name";
    };
    const auto is_number = [](std::string_view word) {
      double number = 0;
      return network_text::is_real(word, number);
    };
    const std::vector<std::string_view>& words = fields_.words;
    const auto called = std::ranges::find_if(words, is_id);
    const bool header = called != words.end() || (!row_of(network_, words.front()) &&
                                                  std::ranges::none_of(words, is_number));
    id_ = called != words.end() ? static_cast<std::size_t>(called - words.begin()) : 0;
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
  std::vector<bool> spoken_of_;
  network_text::Fields fields_;
  std::size_t id_ = 0;
  char separator_ = '\0';
};

}  // namespace

NodeTable read_node_table(const std::filesystem::path& path, const NetworkFile& network) {
  network_text::TextBlocks blocks(path);
  const std::string text = network_text::whole_text(blocks.next(), blocks);
  network_text::refuse_unreadable(path.string(), text);
  NodeTable table;
  TableReader reader(network, table);
  const std::string name = path.string();
  network_text::Lines lines(name, text);
  while (lines.next()) {
    reader.take(lines.line());
  }
  reader.close();
  return table;
}

}  // namespace rapport
