// Builds compressed rows by a counting sort over posters, then orders and cleans each row in place.
#include "sim/world/network.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

#include "sim/core/error.hpp"

namespace rapport {

static_assert(std::is_same_v<std::underlying_type_t<CustomerId>, std::uint32_t>);

namespace {

/// starts[c + 1] becomes the number of arcs that row c will hold before parallel ones are dropped.
std::uint64_t count_rows(std::span<const Arc> arcs, Direction direction,
                         std::vector<std::uint64_t>& starts) {
  const std::size_t customers = starts.size() - 1;
  std::uint64_t self_loops = 0;
  for (const Arc arc : arcs) {
    RAPPORT_CHECK(arc.from < customers && arc.to < customers, "an arc names a customer there is");
    if (arc.from == arc.to) {
      ++self_loops;
      continue;
    }
    ++starts[arc.from + std::size_t{1}];
    if (direction == Direction::both_ways) {
      ++starts[arc.to + std::size_t{1}];
    }
  }
  return self_loops;
}

/// Turns counts into where each row starts, one place late: placing the arcs then moves each start
/// to its row's end, which is where the next row starts.
void starts_one_late(std::vector<std::uint64_t>& starts) {
  std::uint64_t sum = 0;
  for (std::size_t i = 1; i < starts.size(); ++i) {
    sum += std::exchange(starts[i], sum);
  }
}

void place(std::span<const Arc> arcs, Direction direction, std::vector<std::uint64_t>& starts,
           std::vector<std::uint32_t>& readers) {
  for (const Arc arc : arcs) {
    if (arc.from == arc.to) {
      continue;
    }
    readers[starts[arc.from + std::size_t{1}]++] = arc.to;
    if (direction == Direction::both_ways) {
      readers[starts[arc.to + std::size_t{1}]++] = arc.from;
    }
  }
}

/// Sorts every row and closes the gaps that readers named twice leave. Returns how many there were.
std::uint64_t sort_rows(std::vector<std::uint64_t>& starts, std::vector<std::uint32_t>& readers) {
  std::uint64_t kept = 0;
  std::uint64_t first = 0;
  for (std::size_t c = 0; c + 1 < starts.size(); ++c) {
    const auto begin = readers.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = readers.begin() + static_cast<std::ptrdiff_t>(starts[c + 1]);
    first = starts[c + 1];
    if (!std::is_sorted(begin, end)) {
      std::sort(begin, end);
    }
    const auto last = std::unique(begin, end);
    const auto home = readers.begin() + static_cast<std::ptrdiff_t>(kept);
    if (home != begin) {
      std::copy(begin, last, home);
    }
    kept += static_cast<std::uint64_t>(last - begin);
    starts[c + 1] = kept;
  }
  const std::uint64_t dropped = readers.size() - kept;
  readers.resize(kept);
  return dropped;
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

Network::Network(std::uint32_t customers) {
  RAPPORT_CHECK(customers < std::numeric_limits<std::uint32_t>::max(),
                "one row number is kept for 'none'");
  graph_ = Graph(customers);
}

Network Network::from_arcs(std::uint32_t customers, std::vector<Arc>&& arcs, Direction direction,
                           Dropped* dropped) {
  Network network(customers);
  std::vector<std::uint64_t>& starts = network.graph_.m_forward.m_rowstart;
  std::vector<std::uint32_t>& readers = network.graph_.m_forward.m_column;
  {
    const std::vector<Arc> list = std::move(arcs);
    const std::uint64_t self_loops = count_rows(list, direction, starts);
    const std::uint64_t slots_an_arc = direction == Direction::both_ways ? 2 : 1;
    starts_one_late(starts);
    readers.resize((list.size() - self_loops) * slots_an_arc);
    place(list, direction, starts, readers);
    if (dropped != nullptr) {
      dropped->self_loops = self_loops;
    }
  }
  const std::uint64_t slots = sort_rows(starts, readers);
  if (dropped != nullptr) {
    dropped->parallel = direction == Direction::both_ways ? slots / 2 : slots;
  }
  if (slots > readers.size() / 8) {
    readers.shrink_to_fit();
  }
  return network;
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
  Network network;
  network.graph_.m_forward.m_rowstart = std::move(starts);
  network.graph_.m_forward.m_column = std::move(readers);
  return network;
}

std::uint64_t Network::bytes() const {
  return sizeof(Network) + graph_.m_forward.m_rowstart.capacity() * sizeof(std::uint64_t) +
         graph_.m_forward.m_column.capacity() * sizeof(std::uint32_t);
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
