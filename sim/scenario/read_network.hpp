// Reads who is linked to whom from a file that a user has: an edge list or a METIS graph, plain or
// compressed by gzip. Nothing is guessed silently: what cannot be read is refused with its place.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/world/network.hpp"

namespace rapport {

/// How a file is to be read.
struct NetworkFormat {
  /// "edge_list", "metis", or "auto": METIS where the name ends in .graph or .metis (before .gz) or
  /// the first line counts the lines and numbers that follow; an edge list otherwise.
  std::string format = "auto";
  /// Edge lists only: whether a line "1 2" means that 2 sees what 1 posts, or that each sees the
  /// other. METIS graphs always go both ways.
  Direction direction = Direction::both_ways;
};

struct NetworkFile {
  Network network;
  std::vector<std::uint64_t> ids;  ///< the id that each row has in the file; ascending
  Dropped dropped;                 ///< lines of the file that say nothing new
  std::string format;              ///< "edge_list" or "metis", as read
};

/// Reads a network.
///
/// Edge list: on each line two whole numbers from 0 to 4294967295, separated by blanks, tabs, a
/// comma or a semicolon; what follows (weight, time) is ignored. Lines that start with #, % or //
/// are comments; one line of names may come first. Every id that occurs becomes a row, in ascending
/// order, wherever ids start and whatever gaps they leave.
///
/// METIS (Karypis & Kumar, METIS manual 5.1, section 4.1.1): a header `n m [fmt [ncon]]`, then one
/// line of neighbours for each of the n vertices, numbered from 1; % starts a comment. Sizes and
/// weights are skipped; m and that every edge is listed by both its ends are verified.
///
/// Throws NoInput if the file cannot be opened, IoError if reading fails, and ScenarioError with
/// one Problem for everything that is wrong in the file.
NetworkFile read_network(const std::filesystem::path& path, const NetworkFormat& format = {});

}  // namespace rapport
