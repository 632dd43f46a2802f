// Reads who is linked to whom from a file that a user has: an edge list or table, METIS, Pajek,
// Matrix Market, GML, GraphML or GEXF, plain or compressed by gzip. Nothing is guessed silently:
// what cannot be read is refused with its place, and what is left out is counted.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/world/network.hpp"

namespace rapport {

/// What is made of a file that links things of two kinds, such as people and forums.
enum class TwoMode : std::uint8_t {
  refused,
  first,   ///< people are the first of each pair; two who share a second are friends
  second,  ///< the other way round
  as_one   ///< it only looks so: all are people
};

/// What the ids of an edge list or table are.
enum class Ids : std::uint8_t {
  automatic,  ///< numbers, unless the first line of data has words that begin with a letter
  numbers,    ///< whole numbers from 0 to 4294967295
  names       ///< whatever stands there: UUIDs, numbers of 64 bits, words and numbers mixed
};

/// Whether the first line of an edge list or table names the columns.
enum class Header : std::uint8_t {
  automatic,  ///< where its words, and the line after it, say so
  yes,
  no
};

/// How a file is to be read.
struct NetworkFormat {
  /// One of network_formats(). "auto" goes by how the file begins and, for METIS, by its name
  /// (.graph or .metis, before .gz) or by a first line that counts those that follow.
  std::string format = "auto";
  /// Whether "1 2" means that 2 sees what 1 posts, or that each sees the other. Unset: as the file
  /// says, where it does; edge lists go both ways.
  std::optional<Direction> direction = std::nullopt;
  /// Of an edge list or table: a column by its name in the header or its number from 1. Empty: the
  /// columns that are called so (from, source, node_1 ...; to, target, node_2 ...; weight; layer),
  /// else the first two.
  std::string from_column = {};
  std::string to_column = {};
  std::string weight_column = {};
  std::string layer_column = {};
  /// Of an edge list or table; the other formats have their own ids.
  Ids ids = Ids::automatic;
  Header header = Header::automatic;
  /// The one of the file's layers to read; "*" = all together. Empty: the file has no more than
  /// one.
  std::string layer = {};
  /// Ties of less weight are none. Needs weights in the file.
  std::optional<double> least_weight = std::nullopt;
  TwoMode two_mode = TwoMode::refused;
};

/// What a file says of each of its people.
struct NodeColumn {
  std::string name;
  std::vector<std::string> values;  ///< by row; empty where nothing is said
};

struct NetworkFile {
  Network network;
  std::vector<std::uint32_t> ids;   ///< the id that each row has in the file, ascending; or empty:
  std::vector<std::string> names;   ///< the name that each row has in the file, in byte order
  std::uint64_t listed = 0;         ///< ties in the file, of the layer read
  Dropped dropped;                  ///< of them, what says nothing new
  std::uint64_t below_weight = 0;   ///< of them, what weighs too little
  std::vector<std::string> layers;  ///< of the file; empty where it has no layers
  std::vector<NodeColumn> columns;
  /// Of an edge list or table: the words of its first line where they were taken for a header.
  std::vector<std::string> header;
  /// Of an edge list or table: the columns that were not looked at, by header or number from 1.
  std::vector<std::string> unread;
  std::string format;  ///< as read
  Direction direction = Direction::both_ways;

  /// What the file calls the person of a row.
  std::string called(std::uint32_t row) const;
};

/// The words that NetworkFormat::format may be, "auto" first.
const std::vector<std::string>& network_formats();

/// The words of Ids, in its order.
const std::vector<std::string>& ids_words();

/// The words of Header, in its order.
const std::vector<std::string>& header_words();

/// The words of TwoMode, in its order.
const std::vector<std::string>& two_mode_words();

/// Reads a network. Everybody that the file names becomes a row, in ascending order of ids, or of
/// names where an id is no whole number from 0 to 4294967295; who has no tie too, where the file
/// lists people.
///
/// Edge list: on each line two ids, separated by blanks, tabs, a comma or a semicolon; further
/// columns may hold a weight and a layer. Lines that start with #, % or // are comments; one line
/// of column names may come first: words that columns are commonly called, or any before numbers;
/// Header decides where that misleads.
/// Where they name two kinds of things (user_id, product_id) the file is refused unless two_mode
/// says what to make of it; "first" and "second" then keep the ids of the two columns apart, so
/// that user 7 and product 7 are two. Quoted fields as in RFC 4180, within a line, where a comma,
/// semicolon or tab separates. Ids that are numbers are compared as such: 0001 and 1 are one
/// person. Where ids are names, because some are no such numbers or as Ids says, they are two.
/// METIS: Karypis & Kumar, METIS manual 5.1, section 4.1.1; both ends of an edge are verified.
/// Pajek: *Vertices, *Arcs, *Edges, *Arcslist, *Edgeslist, *Matrix; relations (*Arcs :2 "advice")
/// are layers (Batagelj & Mrvar, Pajek reference manual 5.16, section 5.3).
/// Matrix Market: coordinate matrices (NIST, "Text file formats").
/// GML: Himsolt 1997. GraphML: Brandes et al. 2002, without hyperedges and graphs in graphs.
/// GEXF: 1.1 to 1.3, the static graph.
///
/// Throws NoInput if the file cannot be opened, IoError if reading fails, and ScenarioError with
/// one Problem for what is wrong in the file.
NetworkFile read_network(const std::filesystem::path& path, const NetworkFormat& format = {});

}  // namespace rapport
