// Which columns of an edge list hold what: from its first lines and the user's word.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/network_files/network_text.hpp"
#include "sim/scenario/network_files/read_network.hpp"
#include "sim/scenario/network_files/table_lines.hpp"

namespace rapport::network_text {

struct EdgeColumns {
  char separator = ' ';  ///< ' ' = blanks and tabs, however many
  bool header = false;   ///< the first line that is no comment names the columns
  std::size_t from = 0;
  std::size_t to = 1;
  std::optional<std::size_t> weight;
  std::optional<std::size_t> layer;
  bool names = false;   ///< people are called by words, not by numbers
  bool quoted = false;  ///< the first line of data has quotation marks
  /// What the header calls the two, where that is two kinds of things: "user", "forum".
  std::string first_kind;
  std::string second_kind;

  std::vector<std::string> words;   ///< the header's
  std::vector<std::string> unread;  ///< columns that nothing is read from, by header or number

  /// Two numbers, and nothing else to look at.
  bool plain() const { return from == 0 && to == 1 && !weight && !layer && !names && !quoted; }
};

/// Looks at the first lines of a text. The first of them is a header where it has words that
/// columns are called by, or words in the columns of ids where numbers must follow, or do; where
/// ids may be words and numbers mixed, what follows tells nothing. Refuses columns that are not
/// there.
EdgeColumns edge_columns(std::string_view file, std::string_view text, const NetworkFormat& format);

}  // namespace rapport::network_text
