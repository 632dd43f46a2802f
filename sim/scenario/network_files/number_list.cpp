#include "sim/scenario/network_files/number_list.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <optional>
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

/// What a piece of the text lists, up to its end or the first line that take_id does not take.
struct Piece {
  std::string_view text;
  std::vector<Arc> ties;
  std::uint32_t lines = 0;     ///< read
  std::string_view rest;       ///< from the line that was not
  std::uint32_t greatest = 0;  ///< of the ids
  ArcPiles::Lot lot;           ///< where they are piled up

  void read() {
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
void read_quoted(Lines lines, char separator, Piece& piece) {
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

/// Brings together what pieces list: piled up where that is wanted and the list is long, else one
/// behind the other.
class Gathering {
 public:
  Gathering(std::optional<Direction> piled, Listing& listing)
      : direction_(piled), listing_(listing) {}

  /// In parallel, of a piece read.
  void count(Piece& piece) const {
    if (piles_ && piles_->holds(piece.greatest)) {
      piece.lot = piles_->count(piece.ties, piece.greatest);
    }
  }

  /// The pieces of a block, the last or not, and about how many ties all blocks hold.
  void take(std::vector<Piece>&& pieces, bool last, std::size_t expected) {
    std::uint32_t greatest = 0;
    for (const Piece& piece : pieces) {
      greatest = std::max(greatest, piece.greatest);
      listing_.listed += piece.ties.size();
    }
    // a bit for each id, and more ids than ends of ties, would take more than the ties do
    const bool wide = greatest / 2 > expected;
    if (!started_ && !last && direction_ && !wide) {
      piles_.emplace(*direction_, greatest, expected);
      for (Piece& piece : pieces) {
        count(piece);
      }
    } else if (piles_ && (wide || !piles_->holds(greatest))) {
      give_up(expected);
    }
    started_ = true;
    if (piles_) {
      marked_.resize(std::max<std::size_t>(marked_.size(), greatest / 64 + std::size_t{1}));
      for (Piece& piece : pieces) {
        piles_->make_room(piece.lot);
      }
      waiting_ = std::move(pieces);
    } else {
      listing_.from.reserve(expected);
      listing_.to.reserve(expected);
      for (const Piece& piece : pieces) {
        append(piece);
      }
    }
  }

  /// What is still to be done with them, in parallel, by number.
  std::size_t waiting() const { return waiting_.empty() ? 0 : waiting_.size() + 1; }
  void work(std::size_t i) {
    if (i > 0) {
      piles_->lay(waiting_[i - 1].lot, waiting_[i - 1].ties);
      return;
    }
    for (const Piece& piece : waiting_) {
      for (const Arc tie : piece.ties) {
        for (const std::uint32_t id : {tie.from, tie.to}) {
          marked_[id / 64] |= std::uint64_t{1} << (id % 64);
        }
      }
    }
  }
  void worked() {
    for (Piece& piece : waiting_) {
      piles_->keep(std::move(piece.lot));
    }
    waiting_.clear();
  }

  void close() {
    if (piles_) {
      for_each(waiting(), [&](std::size_t i) { work(i); });
      worked();
      listing_.piled.emplace(Piled{std::move(*piles_), IdSet(std::move(marked_))});
    }
  }

 private:
  void append(const Piece& piece) {
    for (const Arc tie : piece.ties) {
      listing_.from.push_back(tie.from);
      listing_.to.push_back(tie.to);
    }
  }

  /// Ids lie too wide apart after all: what was piled up becomes a list again.
  void give_up(std::size_t expected) {
    listing_.from.reserve(expected);
    listing_.to.reserve(expected);
    piles_->unpile(listing_.from, listing_.to);
    piles_.reset();
    marked_ = {};
  }

  const std::optional<Direction> direction_;
  Listing& listing_;
  bool started_ = false;
  std::optional<ArcPiles> piles_;
  std::vector<std::uint64_t> marked_;  ///< a bit for each id
  std::vector<Piece> waiting_;         ///< to be laid down
};

/// Reads what a piece's fast reading left, or refuses it.
void read_rest(std::string_view file, std::uint32_t lines, char separator, Piece& piece) {
  Lines rest(file, piece.rest, lines);
  if (piece.rest.substr(0, piece.rest.find('\n')).find('"') != std::string_view::npos) {
    read_quoted(rest, separator, piece);
    piece.lines += static_cast<std::uint32_t>(std::ranges::count(piece.rest, '\n'));
  } else if (rest.next()) {
    take_slowly(rest.line());
    refuse_file(file, "a line can be read in two ways", std::string(two_ids));
  }
}

}  // namespace

void read_numbers(TextBlocks& blocks, std::string block, const EdgeColumns& columns,
                  std::optional<Direction> piled, Listing& listing) {
  std::string_view text = block;
  std::uint32_t lines = skip_header(text, columns.header);
  std::string room;  // for the next block, while this one is taken apart
  std::size_t expected = 0;
  Gathering gathering(piled, listing);
  for (bool more = !text.empty() || lines > 0; more;) {
    std::vector<Piece> pieces = pieces_of(text);
    std::string_view ahead;
    for_each(1 + pieces.size() + gathering.waiting(), [&](std::size_t i) {
      if (i == 0) {
        ahead = blocks.next_in(room);
      } else if (i <= pieces.size()) {
        pieces[i - 1].read();
        gathering.count(pieces[i - 1]);
      } else {
        gathering.work(i - 1 - pieces.size());
      }
    });
    gathering.worked();
    std::size_t ties = 0;
    for (Piece& piece : pieces) {
      if (!piece.rest.empty()) {
        read_rest(blocks.name(), lines + piece.lines, columns.separator, piece);
        gathering.count(piece);
      }
      lines += piece.lines;
      ties += piece.ties.size();
    }
    if (expected == 0 && ties > 0) {
      const double share =
          static_cast<double>(blocks.expected_bytes()) / static_cast<double>(text.size());
      expected = static_cast<std::size_t>(static_cast<double>(ties) * std::max(1.0, share) * 1.05);
    }
    gathering.take(std::move(pieces), ahead.empty(), expected);
    std::swap(block, room);
    text = ahead;
    more = !text.empty();
  }
  gathering.close();
}

}  // namespace rapport::network_text
