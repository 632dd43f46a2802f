// Which columns of an edge list hold what: from its first lines and the user's word.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/network_files/network_text.hpp"
#include "sim/scenario/network_files/read_network.hpp"

namespace rapport::network_text {

struct EdgeColumns {
  char separator = ' ';  ///< ' ' = blanks and tabs, however many
  bool header = false;   ///< the first line that is no comment names the columns
  std::size_t from = 0;
  std::size_t to = 1;
  std::optional<std::size_t> weight;
  std::optional<std::size_t> layer;
  bool names = false;  ///< people are called by words, not by numbers
  /// What the header calls the two, where that is two kinds of things: "user", "forum".
  std::string first_kind;
  std::string second_kind;

  /// Two numbers, and nothing else to look at.
  bool plain() const { return from == 0 && to == 1 && !weight && !layer && !names; }
};

bool is_comment(const char* at, const char* end);

/// What separates the fields of a line: a comma, else a semicolon, else a tab, else ' '.
char separator_of(std::string_view line);

/// The fields of a line; quotation marks are taken off where a comma, semicolon or tab separates.
void split(const Line& line, char separator, std::vector<std::string_view>& fields);

/// Looks at the first lines of a text. Refuses columns that are not there.
EdgeColumns edge_columns(std::string_view file, std::string_view start,
                         const NetworkFormat& format);

}  // namespace rapport::network_text
