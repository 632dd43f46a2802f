// The lines of a table or an edge list: what separates their fields, and the fields.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/network_files/network_text.hpp"

namespace rapport::network_text {

bool is_comment(const char* at, const char* end);

/// Whether a word is a finite number.
bool is_number(std::string_view word);

/// The first lines of a text that say something, at most so many: no blank lines, no comments.
std::vector<Line> first_lines(std::string_view file, std::string_view text, std::size_t most);

/// What separates the fields of lines: ',', ';', '\t', or ' ' for blanks and tabs, however many.
/// Looks outside quotation marks only. The one by which most lines after the first have two fields,
/// then the first line too; then the one that makes two numbers of how lines begin; then the one by
/// which all have as many. Of those a tab goes before the others, which text rarely has; ' ' comes
/// last; else it is the one that no blank follows, or that makes more fields, or the comma.
char separator_of(const std::vector<Line>& lines);

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

}  // namespace rapport::network_text
