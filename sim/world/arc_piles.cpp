#include "sim/world/arc_piles.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <utility>

#include "sim/core/for_each.hpp"
#include "sim/world/sort_row.hpp"

namespace rapport {
namespace {

constexpr std::size_t huge_page = std::size_t{1} << 21U;
/// Of a slab: so large that allocators fetch it from the system, and give it back there at once.
/// What is not written to takes no memory.
constexpr std::size_t slab_bytes = std::size_t{40} << 20U;

/// From how many ties on huge pages are not mostly empty.
constexpr std::size_t many_ties = 4'000'000;

/// Asks for huge pages where a vector will grow. A wish; nothing depends on it.
template <class T>
void wish_for_huge_pages(std::vector<T>& reserved) {
  const auto start = reinterpret_cast<std::uintptr_t>(reserved.data());
  const std::uintptr_t first = (start + huge_page - 1) / huge_page * huge_page;
  const std::uintptr_t end = (start + reserved.capacity() * sizeof(T)) / huge_page * huge_page;
  if (first < end) {
    madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE);
  }
}

/// What stands far apart comes late to a processor that does not see it coming.
void fetch_ahead(std::span<const Arc> arcs) {
  constexpr std::size_t line = 64 / sizeof(Arc);
  for (std::size_t i = 0; i < arcs.size(); i += line) {
    __builtin_prefetch(arcs.data() + i);
  }
}

}  // namespace

/// What making the rows of a stretch takes, used again for another.
struct ArcPiles::Workplace {
  std::vector<std::uint32_t> ends;  ///< of rows among the arcs
  std::vector<std::uint32_t> arcs;  ///< the readers, row by row
};

/// The rows of a stretch.
struct ArcPiles::Stretch {
  std::vector<std::uint32_t> readers;  ///< row by row, each in order; the first `kept`
  std::vector<std::uint32_t> sizes;    ///< of the rows
  std::size_t kept = 0;
  Dropped dropped;
};

void ArcPiles::Free::operator()(Arc* arcs) const {
  std::free(arcs);
}

ArcPiles::ArcPiles(Direction direction, std::uint32_t greatest, std::size_t expected)
    : both_ways_(direction == Direction::both_ways), long_(expected >= many_ties) {
  while ((greatest >> shift_) >= most_stretches / 8) {
    ++shift_;
  }
}

ArcPiles::Lot ArcPiles::count(std::span<const Arc> ties, std::uint32_t greatest) const {
  Lot lot;
  lot.starts_.resize(std::size_t{greatest >> shift_} + 2);
  std::uint32_t* counts = lot.starts_.data();
  const unsigned shift = shift_;
  for (const Arc tie : ties) {
    ++counts[tie.from >> shift];
    if (both_ways_) {
      counts[tie.to >> shift] += tie.to == tie.from ? 0 : 1;
    }
  }
  std::uint32_t sum = 0;
  for (std::uint32_t& start : lot.starts_) {
    sum += std::exchange(start, sum);
  }
  return lot;
}

void ArcPiles::make_room(Lot& lot) {
  const std::size_t stretches = lot.starts_.size() - 1;
  lot.groups_.clear();
  for (std::size_t first = 0; first < stretches; first += stretches_a_group) {
    const std::size_t end = std::min(stretches, first + stretches_a_group);
    const std::size_t arcs = lot.starts_[end] - lot.starts_[first];
    Group& group = groups_[first / stretches_a_group];
    if (group.room < arcs) {
      const std::size_t bytes =
          (std::max(slab_bytes, arcs * sizeof(Arc)) + huge_page - 1) / huge_page * huge_page;
      void* memory = std::aligned_alloc(huge_page, bytes);
      if (memory == nullptr) {
        throw std::bad_alloc();
      }
      group.next = static_cast<Arc*>(memory);
      group.room = bytes / sizeof(Arc);
      group.slabs.emplace_back(group.next);
      if (long_) {
        madvise(memory, bytes, MADV_HUGEPAGE);  // a wish, like the other
      }
    }
    lot.groups_.push_back(group.next);
    group.next += arcs;
    group.room -= arcs;
  }
}

void ArcPiles::lay(const Lot& lot, std::span<const Arc> ties) const {
  std::vector<Arc*> next;
  for (std::size_t s = 0; s + 1 < lot.starts_.size(); ++s) {
    const std::size_t group = s / stretches_a_group;
    next.push_back(lot.groups_[group] + (lot.starts_[s] - lot.starts_[group * stretches_a_group]));
  }
  Arc** places = next.data();
  const unsigned shift = shift_;
  for (const Arc tie : ties) {
    *places[tie.from >> shift]++ = tie;
    if (both_ways_ && tie.from != tie.to) {
      *places[tie.to >> shift]++ = {tie.to, tie.from};
    }
  }
}

std::span<const Arc> ArcPiles::arcs_of(const Lot& lot, std::size_t stretch) const {
  if (stretch + 1 >= lot.starts_.size()) {
    return {};
  }
  const std::size_t group = stretch / stretches_a_group;
  const std::uint32_t start = lot.starts_[stretch];
  return {lot.groups_[group] + (start - lot.starts_[group * stretches_a_group]),
          lot.starts_[stretch + 1] - start};
}

void ArcPiles::unpile(std::vector<std::uint32_t>& from, std::vector<std::uint32_t>& to) {
  for (std::size_t s = 0; s < most_stretches; ++s) {
    for (const Lot& lot : lots_) {
      for (const Arc arc : arcs_of(lot, s)) {
        if (!both_ways_ || arc.from <= arc.to) {
          from.push_back(arc.from);
          to.push_back(arc.to);
        }
      }
    }
    if ((s + 1) % stretches_a_group == 0) {
      groups_[s / stretches_a_group] = {};
    }
  }
  lots_.clear();
}

void ArcPiles::make_rows(std::size_t stretch, const IdSet& ids, Workplace& work,
                         Stretch& out) const {
  const std::size_t rows = std::size_t{1} << shift_;
  const auto mask = static_cast<std::uint32_t>(rows - 1);
  out.dropped = {};
  out.sizes.clear();
  work.ends.assign(rows + 1, 0);
  std::uint32_t* const ends = work.ends.data();
  std::uint64_t loops = 0;
  for (std::size_t i = 0; i < lots_.size(); ++i) {
    if (i + 1 < lots_.size()) {
      fetch_ahead(arcs_of(lots_[i + 1], stretch));
    }
    for (const Arc arc : arcs_of(lots_[i], stretch)) {
      const bool loop = arc.from == arc.to;
      ends[(arc.from & mask) + 1] += loop ? 0 : 1;
      loops += loop ? 1 : 0;
    }
  }
  out.dropped.self_loops = loops;
  for (std::size_t row = 0; row < rows; ++row) {
    ends[row + 1] += ends[row];
  }
  work.arcs.resize(std::max<std::size_t>(work.arcs.size(), ends[rows]));
  out.readers.resize(std::max<std::size_t>(out.readers.size(), ends[rows]));
  std::uint32_t* const by_row = work.arcs.data();
  for (const Lot& lot : lots_) {
    for (const Arc arc : arcs_of(lot, stretch)) {
      if (arc.from != arc.to) {
        by_row[ends[arc.from & mask]++] = arc.to;  // from the start of a row to its end
      }
    }
  }
  std::uint32_t* kept = out.readers.data();
  std::uint32_t start = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint32_t end = ends[row];
    const auto id = static_cast<std::uint32_t>(stretch << shift_ | row);
    if (end == start && !ids.contains(id)) {
      continue;
    }
    const std::size_t size = sort_row({by_row + start, by_row + end}, kept);
    out.dropped.parallel += end - start - size;
    ids.to_ranks({kept, size});
    out.sizes.push_back(static_cast<std::uint32_t>(size));
    kept += size;
    start = end;
  }
  out.kept = static_cast<std::size_t>(kept - out.readers.data());
}

void ArcPiles::close(const IdSet& ids, std::vector<std::uint64_t>& starts,
                     std::vector<std::uint32_t>& readers, Dropped& dropped) && {
  std::size_t stretches = 0;
  std::size_t arcs = 0;
  for (const Lot& lot : lots_) {
    stretches = std::max(stretches, lot.starts_.size() - 1);
    arcs += lot.starts_.back();
  }
  readers.reserve(arcs);
  starts.reserve(std::size_t{ids.size()} + 1);
  if (long_) {
    wish_for_huge_pages(readers);
    wish_for_huge_pages(starts);
  }
  starts.push_back(0);
  // what is made of some stretches is written down, in their order, while the next are being made
  constexpr std::size_t at_once = 16;
  std::vector<Workplace> workplaces(at_once);
  std::vector<Stretch> making(at_once);
  std::vector<Stretch> made(at_once);
  const auto write_down = [&](const Stretch& stretch) {
    readers.insert(readers.end(), stretch.readers.data(), stretch.readers.data() + stretch.kept);
    for (const std::uint32_t size : stretch.sizes) {
      starts.push_back(starts.back() + size);
    }
    dropped.self_loops += stretch.dropped.self_loops;
    dropped.parallel += stretch.dropped.parallel;
  };
  std::size_t before = 0;  // of them, to be written down
  for (std::size_t first = 0; first < stretches || before > 0; first += at_once) {
    const std::size_t now = std::min(at_once, stretches - std::min(stretches, first));
    for_each(now + 1, [&](std::size_t i) {
      if (i == 0) {
        std::for_each_n(made.begin(), before, write_down);
      } else {
        make_rows(first + i - 1, ids, workplaces[i - 1], making[i - 1]);
      }
    });
    if ((first + at_once) % stretches_a_group == 0 && now > 0) {
      groups_[first / stretches_a_group] = {};
    }
    std::swap(making, made);
    before = now;
  }
  if (both_ways_) {
    dropped.parallel /= 2;
  }
}

}  // namespace rapport
