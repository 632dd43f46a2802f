#include "sim/scenario/network_files/number_list.hpp"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "sim/core/for_each.hpp"
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

/// What a piece of the text lists, up to its end or the first line that take_id does not take.
struct Piece {
  std::string_view text;
  std::vector<std::uint32_t> from;
  std::vector<std::uint32_t> to;
  std::uint32_t lines = 0;  ///< read
  std::string_view rest;    ///< from the line that was not

  void read() {
    const char* at = text.data();
    const char* end = at + text.size();
    from.reserve(text.size() / 8);
    to.reserve(text.size() / 8);
    while (at != end) {
      const char* line = at;
      at = skip_blanks(at, end);
      if (at != end && *at != '\n' && *at != '\r' && !is_comment(at, end)) {
        std::uint32_t one = 0;
        std::uint32_t other = 0;
        bool both = take_id(at, end, one);
        if (both) {
          at = skip_separator(at, end);
          both = take_id(at, end, other);
        }
        if (!both) {
          rest = {line, static_cast<std::size_t>(end - line)};
          return;
        }
        from.push_back(one);
        to.push_back(other);
      }
      at = std::find(at, end, '\n');
      at += at == end ? 0 : 1;
      ++lines;
    }
  }
};

std::vector<Piece> pieces_of(std::string_view text) {
  constexpr std::size_t piece_bytes = 1U << 19U;
  std::vector<Piece> pieces;
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

/// Reads a piece of numbers from its first line with quotation marks on.
void read_quoted(Lines lines, char separator, Listing& listing) {
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
    listing.from.push_back(arc.from);
    listing.to.push_back(arc.to);
  }
}

}  // namespace

void read_numbers(TextBlocks& blocks, std::string block, const EdgeColumns& columns,
                  Listing& listing) {
  std::string_view text = block;
  std::uint32_t lines = skip_header(text, columns.header);
  std::string ahead;
  bool first = true;
  while (!block.empty()) {
    std::vector<Piece> pieces = pieces_of(text);
    for_each(pieces.size() + 1, [&](std::size_t i) {
      if (i == 0) {
        ahead = blocks.next();
      } else {
        pieces[i - 1].read();
      }
    });
    for (Piece& piece : pieces) {
      listing.from.insert(listing.from.end(), piece.from.begin(), piece.from.end());
      listing.to.insert(listing.to.end(), piece.to.begin(), piece.to.end());
      lines += piece.lines;
      Lines rest(blocks.name(), piece.rest, lines);
      if (piece.rest.substr(0, piece.rest.find('\n')).find('"') != std::string_view::npos) {
        read_quoted(rest, columns.separator, listing);
        lines += static_cast<std::uint32_t>(std::ranges::count(piece.rest, '\n'));
      } else if (rest.next()) {
        take_slowly(rest.line());
        refuse_file(blocks.name(), "a line can be read in two ways", std::string(two_ids));
      }
    }
    if (std::exchange(first, false)) {
      const double share =
          static_cast<double>(blocks.expected_bytes()) / static_cast<double>(block.size());
      const auto arcs = static_cast<std::size_t>(static_cast<double>(listing.from.size()) *
                                                 std::max(1.0, share) * 1.05);
      listing.from.reserve(arcs);
      listing.to.reserve(arcs);
    }
    block = std::move(ahead);
    ahead.clear();
    text = block;
  }
  listing.listed = listing.from.size();
}

}  // namespace rapport::network_text
