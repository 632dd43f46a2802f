#include "sim/scenario/network_files/number_piece.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <string>

#include "sim/scenario/network_files/table_row.hpp"

namespace rapport::network_text {
namespace {

/// Past the blanks and at most one comma or semicolon after a field.
const char* skip_separator(const char* at, const char* end) {
  at = skip_blanks(at, end);
  if (at != end && (*at == ',' || *at == ';')) {
    at = skip_blanks(at + 1, end);
  }
  return at;
}

/// The id at `at`, moved past; false where there is none, or more than an id.
bool take_id(const char*& at, const char* end, std::uint32_t& id) {
  std::uint64_t value = 0;
  const char* start = at;
  while (at != end && *at >= '0' && *at <= '9' && at - start < 10) {
    value = value * 10 + static_cast<std::uint64_t>(*at - '0');
    ++at;
  }
  id = static_cast<std::uint32_t>(value);
  return at != start && value <= greatest_id &&
         (at == end || is_separator(*at) || *at == '\n' || *at == '\r');
}

const char* next_line(const char* at, const char* end) {
  at = std::find(at, end, '\n');
  return at == end ? end : at + 1;
}

/// A number of up to seven digits at `at`, moved past, where eight bytes can be read; false where
/// there is another or none. Looks at all bytes at once (after D. Lemire, "Quickly parsing eight
/// digits", 2018).
bool take_digits(const char*& at, std::uint32_t& number) {
  constexpr std::uint64_t each = 0x0101010101010101;
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, sizeof(bytes));
  const std::uint64_t others = ((bytes + 0x46 * each) | (bytes - 0x30 * each)) & 0x80 * each;
  const int bits = std::countr_zero(others) & ~7;  // of the digits
  if (bits == 0 || bits == 64) {
    return false;
  }
  std::uint64_t value = (bytes & 0x0f * each) << (64 - bits);  // zeros before them
  value = (value * (10 << 8 | 1)) >> 8U & 0x00ff00ff00ff00ff;
  value = (value * (100 << 16 | 1)) >> 16U & 0x0000ffff0000ffff;
  number = static_cast<std::uint32_t>((value * (10000ULL << 32U | 1)) >> 32U);
  at += bits / 8;
  return true;
}

/// Takes a line of two numbers with one separator between them and nothing else, as most lines are;
/// false, and nothing moved, where it may be another or the text's end is near.
bool take_usual(const char*& at, const char* end, Arc& tie) {
  constexpr std::ptrdiff_t most = 24;
  if (std::endian::native != std::endian::little || end - at < most) {
    return false;
  }
  const char* here = at;
  if (!take_digits(here, tie.from) || !is_separator(*here) || !take_digits(++here, tie.to)) {
    return false;
  }
  here += *here == '\r' ? 1 : 0;
  if (*here != '\n') {
    return false;
  }
  at = here + 1;
  return true;
}

/// Refuses a line that take_id did not take, for the reason that fits; takes what it finds right.
Arc take_slowly(const Line& line) {
  const char* at = skip_blanks(line.text.data(), line.end());
  const auto take = [&](std::string_view name) {
    std::uint32_t id = 0;
    const auto [after, error] = std::from_chars(at, line.end(), id);
    if (error != std::errc() || (after != line.end() && !is_separator(*after))) {
      refuse_number(line, at, name, 0, greatest_id, two_ids);
    }
    at = skip_separator(after, line.end());
    return id;
  };
  const std::uint32_t from = take("the first id");
  const std::uint32_t to = take("the second id");
  return {from, to};
}

/// Reads a piece of numbers from its first line with quotation marks on.
void read_quoted(Lines lines, char separator, NumberPiece& piece) {
  Fields fields;
  while (lines.next()) {
    const Line& line = lines.line();
    const char* at = skip_blanks(line.text.data(), line.end());
    if (at == line.end() || is_comment(at, line.end())) {
      continue;
    }
    Arc arc;
    if (line.text.find('"') == std::string_view::npos) {
      arc = take_slowly(line);
    } else {
      split(line, separator, fields);
      const Row row(line, fields);
      arc = {row.id(0, "the first id"), row.id(1, "the second id")};
    }
    piece.ties.push_back(arc);
    piece.greatest = std::max({piece.greatest, arc.from, arc.to});
  }
}

}  // namespace

void NumberPiece::read() {
  const char* at = text.data();
  const char* end = at + text.size();
  ties.reserve(text.size() / 8);
  while (at != end) {
    Arc tie;
    if (!take_usual(at, end, tie)) {
      const char* line = at;
      at = skip_blanks(at, end);
      if (at == end || *at == '\n' || *at == '\r' || is_comment(at, end)) {
        at = next_line(at, end);
        ++lines;
        continue;
      }
      if (!take_id(at, end, tie.from) || !take_id(at = skip_separator(at, end), end, tie.to)) {
        rest = {line, static_cast<std::size_t>(end - line)};
        return;
      }
      at = next_line(at, end);
    }
    ++lines;
    ties.push_back(tie);
    greatest = std::max({greatest, tie.from, tie.to});
  }
}

std::vector<NumberPiece> pieces_of(std::string_view text) {
  constexpr std::size_t piece_bytes = 1U << 19U;
  std::vector<NumberPiece> pieces;
  while (!text.empty()) {
    std::size_t end = text.size();
    if (end > piece_bytes) {
      end = text.find('\n', piece_bytes);
      end = end == std::string_view::npos ? text.size() : end + 1;
    }
    pieces.emplace_back().text = text.substr(0, end);
    text.remove_prefix(end);
  }
  return pieces;
}

void read_rest(std::string_view file, std::uint32_t lines, char separator, NumberPiece& piece) {
  Lines rest(file, piece.rest, lines);
  if (piece.rest.substr(0, piece.rest.find('\n')).find('"') != std::string_view::npos) {
    read_quoted(rest, separator, piece);
    piece.lines += static_cast<std::uint32_t>(std::ranges::count(piece.rest, '\n'));
  } else if (rest.next()) {
    take_slowly(rest.line());
    refuse_file(file, "a line can be read in two ways", std::string(two_ids));
  }
}

}  // namespace rapport::network_text
