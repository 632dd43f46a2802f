#include "sim/scenario/network_files/number_list.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "sim/core/for_each.hpp"
#include "sim/scenario/network_files/number_piece.hpp"
#include "sim/scenario/network_files/table_row.hpp"

namespace rapport::network_text {
namespace {

/// Brings together what pieces list: piled up where that is wanted and the list is long, else one
/// behind the other.
class Gathering {
 public:
  Gathering(std::optional<Direction> piled, Listing& listing)
      : direction_(piled), listing_(listing) {}

  /// In parallel, of a piece read.
  void count(NumberPiece& piece) const {
    if (piles_ && piles_->holds(piece.greatest)) {
      piece.lot = piles_->count(piece.ties, piece.greatest);
    }
  }

  /// The pieces of a block, the last or not, and about how many ties all blocks hold.
  void take(std::vector<NumberPiece>&& pieces, bool last, std::size_t expected) {
    std::uint32_t greatest = 0;
    for (const NumberPiece& piece : pieces) {
      greatest = std::max(greatest, piece.greatest);
      listing_.listed += piece.ties.size();
    }
    // a bit for each id, and more ids than ends of ties, would take more than the ties do
    const bool wide = greatest / 2 > expected;
    if (!started_ && !last && direction_ && !wide) {
      piles_.emplace(*direction_, greatest, expected);
      for (NumberPiece& piece : pieces) {
        count(piece);
      }
    } else if (piles_ && (wide || !piles_->holds(greatest))) {
      give_up(expected);
    }
    started_ = true;
    if (piles_) {
      marked_.resize(std::max<std::size_t>(marked_.size(), greatest / 64 + std::size_t{1}));
      for (NumberPiece& piece : pieces) {
        piles_->make_room(piece.lot);
      }
      waiting_ = std::move(pieces);
    } else {
      listing_.from.reserve(expected);
      listing_.to.reserve(expected);
      for (const NumberPiece& piece : pieces) {
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
    for (const NumberPiece& piece : waiting_) {
      for (const Arc tie : piece.ties) {
        for (const std::uint32_t id : {tie.from, tie.to}) {
          marked_[id / 64] |= std::uint64_t{1} << (id % 64);
        }
      }
    }
  }
  void worked() {
    for (NumberPiece& piece : waiting_) {
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
  void append(const NumberPiece& piece) {
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
  std::vector<NumberPiece> waiting_;   ///< to be laid down
};

}  // namespace

void read_numbers(TextBlocks& blocks, std::string block, const EdgeColumns& columns,
                  std::optional<Direction> piled, Listing& listing) {
  std::string_view text = block;
  std::uint32_t lines = skip_header(text, columns.header);
  std::string room;  // for the next block, while this one is taken apart
  std::size_t expected = 0;
  Gathering gathering(piled, listing);
  for (bool more = !text.empty() || lines > 0; more;) {
    std::vector<NumberPiece> pieces = pieces_of(text);
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
    for (NumberPiece& piece : pieces) {
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
