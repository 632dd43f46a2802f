// Who sees what a customer posts: a graph in compressed rows (Boost.Graph's), 8 bytes a customer
// and 4 bytes an arc, read-only once built, so that copies share their rows.
//
// Row c holds the readers of customer c in ascending order, each once and never c itself.
// sim/world/boost_network.hpp shows the rows to Boost.Graph's algorithms; the library's headers
// stay out of this one, which nearly everything includes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
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

struct BoostNetwork;
class ArcPiles;
class IdSet;

/// Invariant: every row is strictly ascending, names existing customers and never its own.
class Network {
 public:
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

  /// Makes rows of arcs that were piled up as they came (sim/world/arc_piles.hpp); row r is of the
  /// id of place r in `ids`, which hold all ends. Peak memory besides the piles, which are used up:
  /// the network's, less what of the piles has become rows.
  static Network from_piles(ArcPiles&& piles, const IdSet& ids, Dropped* dropped = nullptr);

  /// Takes rows as they are: `starts` has one entry more than there are customers, row c is
  /// readers[starts[c]] up to readers[starts[c + 1]]. Contradiction if the invariant is broken.
  static Network from_rows(std::vector<std::uint64_t>&& starts,
                           std::vector<std::uint32_t>&& readers);

  std::uint32_t customers() const { return customers_; }

  /// Pairs (poster, reader); a friendship counts twice.
  std::uint64_t arcs() const { return starts_[customers_]; }

  /// Who sees what this customer posts: ascending, no one twice, never the customer.
  std::span<const CustomerId> audience(CustomerId customer) const {
    const std::uint64_t* start = starts_ + row(customer);
    // An id is a 32-bit number under another name: same size, alignment and bits.
    return {reinterpret_cast<const CustomerId*>(readers_ + start[0]),
            static_cast<std::size_t>(start[1] - start[0])};
  }

  /// The same as plain row numbers, for what looks at the network alone.
  std::span<const std::uint32_t> readers(std::uint32_t customer) const {
    const std::uint64_t* start = starts_ + customer;
    return {readers_ + start[0], static_cast<std::size_t>(start[1] - start[0])};
  }

  /// For sim/world/boost_network.hpp.
  const BoostNetwork& boost() const { return *rows_; }

  /// Memory held, in bytes.
  std::uint64_t bytes() const;

  /// Equal networks have equal digests, and in all likelihood no others.
  std::uint64_t digest() const;

 private:
  Network(std::vector<std::uint64_t>&& starts, std::vector<std::uint32_t>&& readers);

  std::shared_ptr<const BoostNetwork> rows_;
  const std::uint64_t* starts_ = nullptr;  ///< in rows_, like readers_
  const std::uint32_t* readers_ = nullptr;
  std::uint32_t customers_ = 0;
};

}  // namespace rapport
