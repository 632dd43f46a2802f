// Builds compressed rows by a counting sort over posters, then orders and cleans each row.
#include "sim/world/network.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

#include "sim/core/error.hpp"
#include "sim/core/for_each.hpp"
#include "sim/world/arc_piles.hpp"
#include "sim/world/boost_network.hpp"

namespace rapport {

static_assert(std::is_same_v<std::underlying_type_t<CustomerId>, std::uint32_t>);

namespace {

using Ends = std::vector<std::uint32_t>;

/// The starts of rows without readers.
std::vector<std::uint64_t> no_readers(std::uint32_t customers) {
  RAPPORT_CHECK(customers < std::numeric_limits<std::uint32_t>::max(),
                "one row number is kept for 'none'");
  return std::vector<std::uint64_t>(std::size_t{customers} + 1, 0);
}

/// Closes the gaps that self-loops leave; returns how many there were.
std::uint64_t drop_self_loops(std::uint32_t customers, Ends& from, Ends& to) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    RAPPORT_CHECK(from[i] < customers && to[i] < customers, "an arc names a customer there is");
    from[kept] = from[i];
    to[kept] = to[i];
    kept += from[i] == to[i] ? 0 : 1;
  }
  const std::uint64_t dropped = from.size() - kept;
  from.resize(kept);
  to.resize(kept);
  return dropped;
}

/// starts[c] becomes where row c starts before parallel arcs are dropped.
void count_rows(const Ends& from, const Ends& to, Direction direction,
                std::vector<std::uint64_t>& starts) {
  for (std::size_t i = 0; i < from.size(); ++i) {
    ++starts[from[i]];
    if (direction == Direction::both_ways) {
      ++starts[to[i]];
    }
  }
  std::uint64_t sum = 0;
  for (std::uint64_t& start : starts) {
    sum += std::exchange(start, sum);
  }
}

/// Moves arcs home in place, where those of one home stand together: each step brings one arc home
/// and takes up the one that stood there (Knuth, TAOCP 3, 5.2, exercise 12; the "American flag
/// sort" of McIlroy et al. 1993). `next` holds where each home has room, `ends` where it ends.
template <class HomeOf>
void bring_home(Ends& from, Ends& to, std::vector<std::uint64_t>& next,
                std::span<const std::uint64_t> ends, const HomeOf& home_of) {
  for (std::size_t home = 0; home < ends.size(); ++home) {
    while (next[home] < ends[home]) {
      const std::uint64_t here = next[home];
      const std::uint64_t there = next[home_of(from[here])]++;
      std::swap(from[here], from[there]);
      std::swap(to[here], to[there]);
    }
  }
}

/// Moves every arc into its row: first among some hundred stretches of rows, then within each, so
/// that no more than a cache holds is touched at a time.
void gather_in_place(std::span<const std::uint64_t> starts, Ends& from, Ends& to) {
  const std::size_t customers = starts.size() - 1;
  constexpr std::size_t most_stretches = 512;
  unsigned shift = 0;
  while ((customers >> shift) >= most_stretches) {
    ++shift;
  }
  const std::size_t rows = std::size_t{1} << shift;  // of a stretch
  const std::size_t stretches = (customers + rows - 1) / rows;
  std::vector<std::uint64_t> next;
  std::vector<std::uint64_t> ends;
  for (std::size_t s = 0; s < stretches; ++s) {
    next.push_back(starts[s * rows]);
    ends.push_back(starts[std::min(customers, (s + 1) * rows)]);
  }
  bring_home(from, to, next, ends, [shift](std::uint32_t row) { return row >> shift; });
  for_each(stretches, [&](std::size_t s) {
    const std::size_t first = s * rows;
    const std::size_t count = std::min(customers - first, rows);
    const auto of_stretch = starts.subspan(first, count + 1);
    std::vector<std::uint64_t> room(of_stretch.begin(), of_stretch.end() - 1);
    bring_home(from, to, room, of_stretch.subspan(1),
               [first](std::uint32_t row) { return row - first; });
  });
}

/// Writes every arc into the rows of both its ends.
Ends place_both_ways(std::span<const std::uint64_t> starts, const Ends& from, const Ends& to) {
  Ends readers(2 * from.size());
  std::vector<std::uint64_t> next(starts.begin(), starts.end() - 1);
  for (std::size_t i = 0; i < from.size(); ++i) {
    readers[next[from[i]]++] = to[i];
    readers[next[to[i]]++] = from[i];
  }
  return readers;
}

/// Sorts every row and closes the gaps that readers named twice leave. Returns how many there were.
std::uint64_t sort_rows(std::vector<std::uint64_t>& starts, Ends& readers) {
  constexpr std::size_t rows_at_once = 1U << 14U;
  const std::size_t customers = starts.size() - 1;
  const auto row_of = [&](std::size_t c) {
    return std::span(readers).subspan(starts[c], starts[c + 1] - starts[c]);
  };
  for_each((customers + rows_at_once - 1) / rows_at_once, [&](std::size_t chunk) {
    const std::size_t end = std::min(customers, (chunk + 1) * rows_at_once);
    for (std::size_t c = chunk * rows_at_once; c < end; ++c) {
      const auto readers_of = row_of(c);
      if (!std::ranges::is_sorted(readers_of)) {
        std::ranges::sort(readers_of);
      }
    }
  });
  std::uint64_t kept = 0;
  std::uint64_t first = 0;
  for (std::size_t c = 0; c < customers; ++c) {
    const std::uint64_t end = starts[c + 1];
    const std::uint64_t row_start = kept;
    for (std::uint64_t i = first; i < end; ++i) {
      const std::uint32_t reader = readers[i];
      if (kept == row_start || readers[kept - 1] != reader) {
        readers[kept++] = reader;
      }
    }
    first = end;
    starts[c + 1] = kept;
  }
  const std::uint64_t dropped = readers.size() - kept;
  readers.resize(kept);
  return dropped;
}

/// Gives memory back where that is worth a copy.
void shrink(Ends& readers) {
  if (readers.capacity() - readers.size() > readers.size() / 8) {
    readers.shrink_to_fit();
  }
}

bool is_sound(std::span<const std::uint32_t> readers, std::size_t customer, std::size_t customers) {
  if (readers.empty()) {
    return true;
  }
  const auto not_above = std::adjacent_find(readers.begin(), readers.end(), std::greater_equal<>());
  return not_above == readers.end() && readers.back() < customers &&
         !std::binary_search(readers.begin(), readers.end(), customer);
}

}  // namespace

Network::Network(std::uint32_t customers) : Network(no_readers(customers), {}) {}

Network::Network(std::vector<std::uint64_t>&& starts, std::vector<std::uint32_t>&& readers) {
  customers_ = static_cast<std::uint32_t>(starts.size() - 1);
  auto rows = std::make_shared<BoostNetwork>();
  rows->graph.m_forward.m_rowstart = std::move(starts);
  rows->graph.m_forward.m_column = std::move(readers);
  starts_ = rows->graph.m_forward.m_rowstart.data();
  readers_ = rows->graph.m_forward.m_column.data();
  rows_ = std::move(rows);
}

Network Network::from_ends(std::uint32_t customers, std::vector<std::uint32_t>&& from,
                           std::vector<std::uint32_t>&& to, Direction direction, Dropped* dropped) {
  RAPPORT_CHECK(from.size() == to.size(), "an arc has two ends");
  std::vector<std::uint64_t> starts = no_readers(customers);
  Ends readers;
  Ends tails = std::move(from);
  Ends heads = std::move(to);
  const std::uint64_t self_loops = drop_self_loops(customers, tails, heads);
  count_rows(tails, heads, direction, starts);
  if (direction == Direction::both_ways) {
    readers = place_both_ways(starts, tails, heads);
  } else {
    gather_in_place(starts, tails, heads);
    readers = std::move(heads);
  }
  Ends().swap(tails);
  Ends().swap(heads);
  const std::uint64_t slots = sort_rows(starts, readers);
  if (dropped != nullptr) {
    dropped->self_loops = self_loops;
    dropped->parallel = direction == Direction::both_ways ? slots / 2 : slots;
  }
  shrink(readers);
  return Network(std::move(starts), std::move(readers));
}

Network Network::from_piles(ArcPiles&& piles, const IdSet& ids, Dropped* dropped) {
  std::vector<std::uint64_t> starts;
  Ends readers;
  Dropped left_out;
  std::move(piles).close(ids, starts, readers, left_out);
  if (dropped != nullptr) {
    *dropped = left_out;
  }
  shrink(readers);
  return Network(std::move(starts), std::move(readers));
}

Network Network::from_arcs(std::uint32_t customers, std::vector<Arc>&& arcs, Direction direction,
                           Dropped* dropped) {
  const std::vector<Arc> list = std::move(arcs);
  Ends from;
  Ends to;
  for (const Arc arc : list) {
    from.push_back(arc.from);
    to.push_back(arc.to);
  }
  return from_ends(customers, std::move(from), std::move(to), direction, dropped);
}

Network Network::from_rows(std::vector<std::uint64_t>&& starts,
                           std::vector<std::uint32_t>&& readers) {
  RAPPORT_CHECK(!starts.empty() && starts.size() <= std::numeric_limits<std::uint32_t>::max(),
                "rows have a start each and an end");
  RAPPORT_CHECK(starts.front() == 0 && starts.back() == readers.size(),
                "the rows hold all readers");
  const std::size_t customers = starts.size() - 1;
  RAPPORT_CHECK(std::is_sorted(starts.begin(), starts.end()), "rows follow one another");
  for (std::size_t c = 0; c < customers; ++c) {
    RAPPORT_CHECK(
        is_sound({readers.data() + starts[c], readers.data() + starts[c + 1]}, c, customers),
        "a row ascends strictly and names other customers");
  }
  return Network(std::move(starts), std::move(readers));
}

std::uint64_t Network::bytes() const {
  const BoostGraph& graph = boost_graph(*this);
  return sizeof(Network) + sizeof(BoostNetwork) +
         graph.m_forward.m_rowstart.capacity() * sizeof(std::uint64_t) +
         graph.m_forward.m_column.capacity() * sizeof(std::uint32_t);
}

std::uint64_t Network::digest() const {
  std::uint64_t hash = mix64(customers());
  for (std::uint32_t c = 0; c < customers(); ++c) {
    const auto readers = audience(CustomerId{c});
    hash = mix64(hash ^ readers.size());
    for (const CustomerId reader : readers) {
      hash = mix64(hash ^ row(reader));
    }
  }
  return hash;
}

}  // namespace rapport
