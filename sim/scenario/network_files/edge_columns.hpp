// Which columns of an edge list hold what: from its first lines and the user's word.
#pragma once

#include <cstddef>
#include <deque>
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

bool is_comment(const char* at, const char* end);

/// What separates the fields of a line: a comma, else a semicolon, else a tab, else ' '.
char separator_of(std::string_view line);

/// The fields of a line.
struct Fields {
  std::vector<std::string_view> words;  ///< what each says
  std::vector<const char*> places;      ///< where in the line each begins, within its quotes
  std::deque<std::string> unescaped;    ///< the words in which quotation marks were doubled

  std::size_t size() const { return words.size(); }
};

/// Takes a line apart. Where a comma, semicolon or tab separates, a field may be quoted as in RFC
/// 4180, with marks within it doubled. Refuses quotes that are never closed, and text behind them.
void split(const Line& line, char separator, Fields& fields);

/// Looks at the first lines of a text. Refuses columns that are not there.
EdgeColumns edge_columns(std::string_view file, std::string_view start,
                         const NetworkFormat& format);

}  // namespace rapport::network_text
