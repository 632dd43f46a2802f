// Arcs on their way into a network, put in order while they still come, so that little is left to
// do behind the last: Network::from_piles does it.
//
// Arcs come in lots. A lot is laid down stretch by stretch, where a stretch is 2^shift posters
// whose arcs a cache holds; its arcs stand side by side, 8 bytes each. Stretches are of groups, and
// every group has memory of its own, which goes back to the system as soon as its rows are made: at
// no time do all arcs stand in memory twice.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "sim/world/id_set.hpp"
#include "sim/world/network.hpp"

namespace rapport {

class ArcPiles {
 public:
  /// How many stretches there can be: a lot with a poster beyond them cannot be laid down.
  static constexpr std::uint32_t most_stretches = 4096;

  /// For posters of ids up to about `greatest`, and at most eight times that; `expected`: about how
  /// many ties will come.
  ArcPiles(Direction direction, std::uint32_t greatest, std::size_t expected);

  bool holds(std::uint32_t id) const { return id >> shift_ < most_stretches; }

  /// Where the arcs of a lot stand.
  class Lot {
    friend class ArcPiles;
    std::vector<std::uint32_t> starts_;  ///< of the stretches among the lot's arcs, and the end
    std::vector<Arc*> groups_;           ///< the lot's first arc of each group
  };

  /// Counts ties that are to be laid down; no id is above `greatest`, which is held. Lots can be
  /// counted in parallel, also while others are laid down.
  Lot count(std::span<const Arc> ties, std::uint32_t greatest) const;

  /// Finds room for a lot; one at a time. `lay` may be in progress for others.
  void make_room(Lot& lot);

  /// Lays down the ties that were counted, once; lots can be laid down in parallel.
  void lay(const Lot& lot, std::span<const Arc> ties) const;

  /// Takes what was laid down; no order is among the lots.
  void keep(Lot&& lot) { lots_.push_back(std::move(lot)); }

  /// Gives the ties back as they came, but for their order, and is empty then.
  void unpile(std::vector<std::uint32_t>& from, std::vector<std::uint32_t>& to);

  /// Rows, one for each of `ids`, which hold all ends of the arcs: where each starts, and who
  /// reads, by place among the ids. What a network cannot hold is left out and counted.
  void close(const IdSet& ids, std::vector<std::uint64_t>& starts,
             std::vector<std::uint32_t>& readers, Dropped& dropped) &&;

 private:
  struct Free {
    void operator()(Arc* arcs) const;
  };
  /// The memory of a group: filled up in turn.
  struct Group {
    std::vector<std::unique_ptr<Arc[], Free>> slabs;
    std::size_t room = 0;  ///< behind `next`
    Arc* next = nullptr;
  };
  struct Workplace;
  struct Stretch;

  std::span<const Arc> arcs_of(const Lot& lot, std::size_t stretch) const;
  void make_rows(std::size_t stretch, const IdSet& ids, Workplace& work, Stretch& out) const;

  static constexpr std::size_t stretches_a_group = 64;

  const bool both_ways_;
  const bool long_;  ///< so many ties that huge pages are worth it
  unsigned shift_ = 0;
  std::array<Group, most_stretches / stretches_a_group> groups_;
  std::vector<Lot> lots_;
};

}  // namespace rapport
