// A piece of a list of numbers: as many of its ties as can be read the fast way, and what to do
// with the rest.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/world/arc_piles.hpp"

namespace rapport::network_text {

/// What a piece of the text lists, up to its end or the first line that does not begin with two
/// ids.
struct NumberPiece {
  std::string_view text;
  std::vector<Arc> ties;
  std::uint32_t lines = 0;     ///< read
  std::string_view rest;       ///< from the line that was not
  std::uint32_t greatest = 0;  ///< of the ids
  ArcPiles::Lot lot;           ///< where they are piled up

  /// Reads; pieces can be read in parallel.
  void read();
};

/// A text in pieces of whole lines.
std::vector<NumberPiece> pieces_of(std::string_view text);

/// Reads what NumberPiece::read left, line by line where the first has quotation marks; else
/// refuses it. `lines` of the file stand before it.
void read_rest(std::string_view file, std::uint32_t lines, char separator, NumberPiece& piece);

}  // namespace rapport::network_text
