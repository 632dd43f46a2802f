// What a table says of the people of a network: segment, department, age.
#pragma once

#include <filesystem>
#include <vector>

#include "sim/scenario/network_files/read_network.hpp"

namespace rapport {

struct NodeTable {
  std::vector<NodeColumn> columns;  ///< by row of the network
  std::uint64_t unknown = 0;        ///< lines about somebody whom the network does not know
  std::uint64_t unsaid = 0;         ///< people of whom no line speaks
};

/// Reads lines of an id and what is said of it, separated as an edge list's fields are. The id is
/// the column whose words are in the network: of several the one called "id", "node" or "name", in
/// capital or small letters, else one called as people are ("user_id"), else the first. The first
/// line is a header where it has such a word, or neither the id of somebody in the network nor a
/// number; without one, columns are called "column_2" and so on. Who is not in the network is
/// counted. Throws as read_network does.
NodeTable read_node_table(const std::filesystem::path& path, const NetworkFile& network);

}  // namespace rapport
