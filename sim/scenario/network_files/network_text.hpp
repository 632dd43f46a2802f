// What the readers of network files share: lines, numbers, and the ways that they can be wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rapport::network_text {

/// Whether a text starts so, past blanks, in capital or small letters.
bool starts_like(std::string_view text, std::string_view lower_case);

/// Refuses what is empty, and what is no text or of a kind that we do not read.
void refuse_unreadable(std::string_view file, std::string_view start);

/// A place in a file that can be refused.
struct Line {
  std::string_view file;
  std::string_view text;  ///< without its end
  std::uint32_t number = 0;

  const char* end() const { return text.data() + text.size(); }
  /// Throws ScenarioError about the `length` bytes at `at`, which points into text.
  [[noreturn]] void refuse(const char* at, std::size_t length, std::string what,
                           std::string help) const;
};

/// Throws ScenarioError about the file as a whole.
[[noreturn]] void refuse_file(std::string_view file, std::string what, std::string help);

/// Goes through the lines of a text; a \r before the \n belongs to the end.
class Lines {
 public:
  Lines(std::string_view file, std::string_view text, std::uint32_t before = 0)
      : rest_(text), line_{file, {}, before} {}

  /// False after the last line. A text that ends in \n has no empty line after it.
  bool next();
  /// The same, past lines that begin with `mark`.
  bool next_uncommented(char mark);
  /// The same, past lines whose first word begins with `mark`, and past lines of blanks.
  bool next_with_words(char mark);
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
std::string in_quotes(std::string_view word);

/// Refuses the word at `at`, which is no number from least to most, for the reason that fits.
[[noreturn]] void refuse_number(const Line& line, const char* at, std::string_view name,
                                std::uint64_t least, std::uint64_t most, std::string_view help);

/// The whole number at `at`, from least to most, moved past with the blanks behind it; refuses
/// anything else.
std::uint64_t take_number(const Line& line, const char*& at, std::string_view name,
                          std::uint64_t least, std::uint64_t most, std::string_view help);

/// Moves past a number of any kind, and gives it; refuses what is none.
double take_real(const Line& line, const char*& at, std::string_view name, std::string_view help);

/// Whether a word is a finite number, and which.
bool is_real(std::string_view word, double& value);

/// The whole number of 32 bits that a word is, if it is one.
std::optional<std::uint32_t> id_of(std::string_view word);

/// Refuses a number of people that a file can hardly mean: more than a million, and a hundred for
/// each of its bytes. Where people need not be listed nothing else speaks against it.
void refuse_too_many(const Line& line, const char* at, std::uint64_t people,
                     std::size_t file_bytes);

/// Whether the first line counts the lines and numbers that follow, as a METIS header without
/// weights does: exactly, or not yet as many.
enum class Looks { no, so_far, yes };
Looks looks_like_metis(std::string_view text);

}  // namespace rapport::network_text
