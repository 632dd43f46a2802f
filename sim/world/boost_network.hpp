// A network as Boost.Graph knows it: every algorithm for a directed graph with an adjacency list
// runs on boost_graph(network), without a copy.
#pragma once

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <cstdint>

#include "sim/world/network.hpp"

namespace rapport {

using BoostGraph =
    boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                       boost::no_property, std::uint32_t, std::uint64_t>;

/// The rows of a Network.
struct BoostNetwork {
  BoostGraph graph;
};

inline const BoostGraph& boost_graph(const Network& network) {
  return network.boost().graph;
}

}  // namespace rapport
