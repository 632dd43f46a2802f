// What the readers of network files share: the file's text, its lines, its numbers, and the ways
// that a number can be wrong.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/world/network.hpp"

namespace rapport::network_text {

/// The text of a file, unpacked if it is gzip, without byte order mark and with \n at least between
/// its lines. Throws as read_network does.
std::string load(const std::filesystem::path& path);

/// A place in a file that can be refused.
struct Line {
  std::string_view file;
  std::string_view text;  ///< without its end
  std::uint32_t number = 0;

  /// Throws ScenarioError about the `length` bytes at `at`, which points into text.
  [[noreturn]] void refuse(const char* at, std::size_t length, std::string what,
                           std::string help) const;
};

/// Throws ScenarioError about the file as a whole.
[[noreturn]] void refuse_file(std::string_view file, std::string what, std::string help);

/// Goes through the lines of a text; a \r before the \n belongs to the end.
class Lines {
 public:
  Lines(std::string_view file, std::string_view text) : rest_(text), line_{file, {}, 0} {}

  /// False after the last line. A text that ends in \n has no empty line after it.
  bool next();
  const Line& line() const { return line_; }

 private:
  std::string_view rest_;
  Line line_;
};

inline bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
inline bool is_separator(char c) {
  return is_blank(c) || c == ',' || c == ';';
}

inline const char* skip_blanks(const char* at, const char* end) {
  while (at != end && is_blank(*at)) {
    ++at;
  }
  return at;
}

/// The bytes from `at` up to a separator or the end of the line.
std::string_view word_at(const Line& line, const char* at);

/// A word in quotation marks, shortened, with unprintable bytes spelled out.
std::string quoted(std::string_view word);

/// Refuses the word at `at`, which is no number from least to most, for the reason that fits.
[[noreturn]] void refuse_number(const Line& line, const char* at, std::string_view name,
                                std::uint64_t least, std::uint64_t most, std::string_view help);

/// Arcs between rows, and the id of each row.
struct Numbered {
  std::vector<Arc> arcs;
  std::vector<std::uint64_t> ids;
};

/// The arcs of an edge list, in rows. `text` is given back to the memory once read.
Numbered read_edge_list(std::string_view file, std::string&& text);

/// Whether the first line counts what follows, as a METIS header without weights does.
bool looks_like_metis(std::string_view text);

/// The network of a METIS graph.
Network read_metis(std::string_view file, std::string_view text);

}  // namespace rapport::network_text
