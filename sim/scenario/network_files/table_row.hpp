// A line of a table of ties, taken apart: ids and weights by column, refused with their place.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "sim/scenario/network_files/network_text.hpp"
#include "sim/scenario/network_files/table_lines.hpp"

namespace rapport::network_text {

inline constexpr std::uint64_t greatest_id = std::numeric_limits<std::uint32_t>::max();
/// What each line of an edge list is, for who wrote it otherwise.
inline constexpr std::string_view two_ids =
    "each line holds two ids, such as '12 57' or '12,57'; what follows them is ignored; ids = "
    "\"names\" takes any word for an id";

/// Drops the lines up to the header, if there is one; counts them.
inline std::uint32_t skip_header(std::string_view& text, bool header) {
  std::uint32_t lines = 0;
  while (header && !text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const char* at = skip_blanks(line.data(), line.data() + line.size());
    header =
        at == line.data() + line.size() || *at == '\r' || is_comment(at, line.data() + line.size());
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++lines;
  }
  return lines;
}

/// A line of a table, taken apart.
class Row {
 public:
  Row(const Line& line, const Fields& fields) : line_(line), fields_(fields) {}

  std::string_view at(std::size_t column, std::string_view name) const {
    if (column >= fields_.size() || fields_.words[column].empty()) {
      line_.refuse(column < fields_.size() ? fields_.places[column] : line_.end(), 1,
                   std::string(name) + " is missing",
                   "it stands in column " + std::to_string(column + 1));
    }
    return fields_.words[column];
  }

  std::uint32_t id(std::size_t column, std::string_view name) const {
    const std::string_view word = at(column, name);
    const auto id = id_of(word);
    if (!id) {
      const char* place = fields_.places[column];
      Line up_to_word = line_;  // without the mark that closes its quotation
      up_to_word.text =
          line_.text.substr(0, static_cast<std::size_t>(place - line_.text.data()) + word.size());
      refuse_number(up_to_word, place, name, 0, greatest_id,
                    "ids are numbers here, as the first ones are; ids = \"names\" takes any word "
                    "for an id");
    }
    return *id;
  }

  double weight(std::size_t column) const {
    const std::string_view word = at(column, "the weight");
    double value = 0;
    if (!is_real(word, value)) {
      std::string with_point(word);
      std::ranges::replace(with_point, ',', '.');
      line_.refuse(fields_.places[column], word.size(),
                   "the weight " + in_quotes(word) + " is not a number",
                   is_real(with_point, value)
                       ? "decimals are written with a point here, not a comma: " + with_point
                       : "it stands in column " + std::to_string(column + 1));
    }
    return value;
  }

 private:
  const Line& line_;
  const Fields& fields_;
};

}  // namespace rapport::network_text
