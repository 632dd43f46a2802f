// A random cyclic lift, row by row: what a tie does is looked up, so that rows are made apart.
#include "sim/structure/copies.hpp"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "sim/core/error.hpp"
#include "sim/core/for_each.hpp"
#include "sim/core/random.hpp"
#include "sim/structure/structure.hpp"

namespace rapport::structure {
namespace {

constexpr double least_crossing = 0.05;  // share of ties
constexpr double least_between = 0.01;   // of closed ties, for communities to hold copies together
constexpr Purpose shift_of_tie{"structure.copies"};
constexpr Purpose shift_of_pair{"structure.copies_between"};

bool share_somebody(std::span<const std::uint32_t> one, std::span<const std::uint32_t> other) {
  auto a = one.begin();
  auto b = other.begin();
  while (a != one.end() && b != other.end()) {
    if (*a == *b) {
      return true;
    }
    *a < *b ? ++a : ++b;
  }
  return false;
}

/// How far each tie leads, by its place among the ties of `friends` from the lower row to the
/// higher; 0 = it stays.
class Shifts {
 public:
  Shifts(const Network& friends, std::uint32_t copies, std::uint64_t seed)
      : friends_(friends), copies_(copies), luck_(seed, 0) {
    std::uint64_t ties = 0;
    std::uint64_t open = 0;
    first_.push_back(0);
    for (std::uint32_t c = 0; c < friends.customers(); ++c) {
      for (const std::uint32_t other : friends.readers(c)) {
        if (other > c) {
          open_.push_back(!share_somebody(friends.readers(c), friends.readers(other)));
          open += open_.back() ? 1 : 0;
          ++ties;
        }
      }
      first_.push_back(ties);
    }
    const auto wanted = least_crossing * static_cast<double>(ties);
    if (static_cast<double>(open) < wanted) {
      send_closed_ties(wanted - static_cast<double>(open), static_cast<double>(ties - open));
    }
  }

  /// From the copy of `from` to that of `to`.
  std::uint32_t of(std::uint32_t from, std::uint32_t to) const {
    const std::uint32_t low = std::min(from, to);
    const std::uint32_t high = std::max(from, to);
    const auto above = friends_.readers(low);
    const auto start = std::upper_bound(above.begin(), above.end(), low);
    const auto place = std::lower_bound(start, above.end(), high) - start;
    const auto [chance, where] = luck_.u2(shift_of_tie, low, Identity{high});
    if (!open_[first_[low] + static_cast<std::uint64_t>(place)] && chance >= sent_anyway_) {
      return community_.empty() ? 0 : between(community_[from], community_[to]);
    }
    return there(where, from == low);
  }

 private:
  /// Some closed ties must cross, or the copies would hardly hang together: those between
  /// communities, all of two communities alike, which costs the triangles that three communities
  /// share; where communities are too few, single ones at random.
  void send_closed_ties(double wanted, double closed) {
    Communities found = communities(friends_);
    std::uint64_t crossing = 0;
    for (std::uint32_t c = 0; c < friends_.customers(); ++c) {
      for (const std::uint32_t other : friends_.readers(c)) {
        crossing += other > c && found.of[c] != found.of[other] ? 1 : 0;
      }
    }
    if (found.count > 3 && static_cast<double>(crossing) >= least_between * closed) {
      community_ = std::move(found.of);
    } else {
      sent_anyway_ = std::min(1.0, wanted / closed);
    }
  }

  std::uint32_t between(std::uint32_t from, std::uint32_t to) const {
    if (from == to) {
      return 0;
    }
    return there(luck_.u(shift_of_pair, std::min(from, to), Identity{std::max(from, to)}),
                 from < to);
  }

  std::uint32_t there(double where, bool upwards) const {
    const auto shift = std::min(static_cast<std::uint32_t>(where * copies_), copies_ - 1);
    return upwards ? shift : (copies_ - shift) % copies_;
  }

  const Network& friends_;
  std::uint32_t copies_;
  Luck luck_;
  std::vector<std::uint64_t> first_;
  std::vector<bool> open_;                ///< by tie: part of no triangle
  std::vector<std::uint32_t> community_;  ///< by row; empty = closed ties between them stay
  double sent_anyway_ = 0;                ///< chance of a closed tie to be sent by itself
};

}  // namespace

Network copies_of(const Network& network, std::uint32_t copies, std::uint64_t seed) {
  const std::uint64_t n = network.customers();
  RAPPORT_CHECK(copies >= 1 && n * copies < std::numeric_limits<std::uint32_t>::max(),
                "all copies together have fewer than 2^32 - 1 people");
  const Network friends = both_ways(network);
  const Shifts shifts(friends, copies, seed);
  std::vector<std::uint32_t> shift;  // by arc
  shift.reserve(network.arcs());
  std::vector<std::uint64_t> starts(1, 0);
  starts.reserve(n * copies + 1);
  for (std::uint32_t c = 0; c < n; ++c) {
    for (const std::uint32_t reader : network.readers(c)) {
      shift.push_back(shifts.of(c, reader));
    }
  }
  for (std::uint32_t i = 0; i < copies; ++i) {
    for (std::uint32_t c = 0; c < n; ++c) {
      starts.push_back(starts.back() + network.readers(c).size());
    }
  }
  std::vector<std::uint32_t> readers(starts.back());
  for_each(copies, [&](std::size_t i) {
    std::uint64_t arc = 0;
    std::uint32_t* next = readers.data() + starts[i * n];
    for (std::uint32_t c = 0; c < n; ++c) {
      std::uint32_t* const row = next;
      for (const std::uint32_t reader : network.readers(c)) {
        const std::uint64_t copy = (i + shift[arc++]) % copies;
        *next++ = static_cast<std::uint32_t>(copy * n + reader);
      }
      std::sort(row, next);
    }
  });
  return Network::from_rows(std::move(starts), std::move(readers));
}

}  // namespace rapport::structure
