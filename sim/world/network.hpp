// Who sees what a customer posts: a graph in compressed rows (Boost.Graph), 8 bytes a customer
// and 4 bytes an arc, read-only once built.
//
// Row c holds the readers of customer c in ascending order, each once and never c itself; every
// Boost.Graph algorithm for a directed graph with an adjacency list runs on graph().
#pragma once

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/core/ids.hpp"

namespace rapport {

/// `to` sees what `from` posts. Both are row numbers.
struct Arc {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  friend constexpr auto operator<=>(const Arc&, const Arc&) = default;
};

/// Whether an arc is one-way (followers) or stands for both (friends).
enum class Direction : std::uint8_t { directed, both_ways };

/// What a list of arcs held that a network cannot: counted, never silently lost.
struct Dropped {
  std::uint64_t self_loops = 0;  ///< arcs from a customer to itself
  std::uint64_t parallel = 0;    ///< arcs said before (with both_ways: in either direction)
};

/// Invariant: every row is strictly ascending, names existing customers and never its own.
class Network {
 public:
  using Graph =
      boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                         boost::no_property, std::uint32_t, std::uint64_t>;

  /// Nobody sees anybody. At most 2^32 - 2 customers.
  explicit Network(std::uint32_t customers = 0);

  /// Sorts arcs into rows, arc i from from[i] to to[i]; the lists are used up. Every arc names
  /// customers below `customers` (else Contradiction). Self-loops and arcs said before are left
  /// out, and counted in `dropped` when one is given. Peak memory besides the lists (8 bytes an
  /// arc): 16 bytes a customer and, with both_ways, 8 bytes an arc; directed arcs are sorted in
  /// place, and one of the lists becomes the rows.
  static Network from_ends(std::uint32_t customers, std::vector<std::uint32_t>&& from,
                           std::vector<std::uint32_t>&& to, Direction direction,
                           Dropped* dropped = nullptr);

  /// The same of pairs, for short lists.
  static Network from_arcs(std::uint32_t customers, std::vector<Arc>&& arcs, Direction direction,
                           Dropped* dropped = nullptr);

  /// Takes rows as they are: `starts` has one entry more than there are customers, row c is
  /// readers[starts[c]] up to readers[starts[c + 1]]. Contradiction if the invariant is broken.
  static Network from_rows(std::vector<std::uint64_t>&& starts,
                           std::vector<std::uint32_t>&& readers);

  std::uint32_t customers() const {
    return static_cast<std::uint32_t>(graph_.m_forward.m_rowstart.size() - 1);
  }

  /// Pairs (poster, reader); a friendship counts twice.
  std::uint64_t arcs() const { return graph_.m_forward.m_column.size(); }

  /// Who sees what this customer posts: ascending, no one twice, never the customer.
  std::span<const CustomerId> audience(CustomerId customer) const {
    const std::uint64_t* start = graph_.m_forward.m_rowstart.data() + row(customer);
    const std::uint32_t* readers = graph_.m_forward.m_column.data();
    // An id is a 32-bit number under another name: same size, alignment and bits.
    return {reinterpret_cast<const CustomerId*>(readers + start[0]),
            static_cast<std::size_t>(start[1] - start[0])};
  }

  /// The same as plain row numbers, for what looks at the network alone.
  std::span<const std::uint32_t> readers(std::uint32_t customer) const {
    const std::uint64_t* start = graph_.m_forward.m_rowstart.data() + customer;
    return {graph_.m_forward.m_column.data() + start[0],
            static_cast<std::size_t>(start[1] - start[0])};
  }

  const Graph& graph() const { return graph_; }

  /// Memory held, in bytes.
  std::uint64_t bytes() const;

  /// Equal networks have equal digests, and in all likelihood no others.
  std::uint64_t digest() const;

 private:
  Graph graph_;
};

}  // namespace rapport
