// Edge lists of nothing but numbers, the fast way.
#pragma once

#include <optional>
#include <string>

#include "sim/scenario/network_files/edge_columns.hpp"
#include "sim/scenario/network_files/listing.hpp"

namespace rapport::network_text {

/// Reads two numbers a line from `block` and all blocks after it, in pieces at once, while the next
/// block is fetched; `columns` are plain. A piece is read line by line from a line with quotation
/// marks on. A long list is piled up where `piled` says how its ties go, else ids are listed as
/// they are. Refuses lines that do not begin with two ids.
void read_numbers(TextBlocks& blocks, std::string block, const EdgeColumns& columns,
                  std::optional<Direction> piled, Listing& listing);

}  // namespace rapport::network_text
