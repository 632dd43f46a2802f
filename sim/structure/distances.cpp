// Breadth-first searches: exact diameters where few of them close the bounds.
#include <algorithm>

#include "sim/structure/structure.hpp"

namespace rapport::structure {
namespace {

constexpr std::uint32_t unreached = ~std::uint32_t{0};

/// A breadth-first search, kept to be run again without new memory. (Boost.Graph's visits every
/// vertex once before it starts, which is what most of these searches would cost.)
class Search {
 public:
  explicit Search(const Network& friends) : friends_(friends), distance_(friends.customers()) {}

  /// Returns the greatest distance.
  std::uint32_t from(std::uint32_t source) {
    std::ranges::fill(distance_, unreached);
    order_.assign(1, source);
    distance_[source] = 0;
    for (std::size_t i = 0; i < order_.size(); ++i) {
      const std::uint32_t c = order_[i];
      for (const std::uint32_t other : friends_.readers(c)) {
        if (distance_[other] == unreached) {
          distance_[other] = distance_[c] + 1;
          order_.push_back(other);
        }
      }
    }
    return distance_[order_.back()];
  }
  const std::vector<std::uint32_t>& distance() const { return distance_; }
  /// Whom the search reached, the nearest first.
  const std::vector<std::uint32_t>& order() const { return order_; }

  /// A person half-way to the one found last.
  std::uint32_t half_way() const {
    std::uint32_t c = order_.back();
    for (std::uint32_t steps = distance_[c] / 2; steps > 0; --steps) {
      const auto around = friends_.readers(c);
      c = *(std::ranges::find_if(
          around, [&](std::uint32_t other) { return distance_[other] + 1 == distance_[c]; }));
    }
    return c;
  }

 private:
  const Network& friends_;
  std::vector<std::uint32_t> distance_;
  std::vector<std::uint32_t> order_;
};

/// Everybody in the largest component, by row.
std::vector<std::uint32_t> largest_component(const Network& friends) {
  std::vector<std::uint32_t> largest;
  std::vector<std::uint32_t> part;
  std::vector<bool> seen(friends.customers(), false);
  for (std::uint32_t c = 0; c < friends.customers(); ++c) {
    if (seen[c]) {
      continue;
    }
    seen[c] = true;
    part.assign(1, c);
    for (std::size_t i = 0; i < part.size(); ++i) {
      for (const std::uint32_t other : friends.readers(part[i])) {
        if (!seen[other]) {
          seen[other] = true;
          part.push_back(other);
        }
      }
    }
    if (part.size() > largest.size()) {
      largest.swap(part);
      if (2 * largest.size() > friends.customers()) {
        break;
      }
    }
  }
  std::ranges::sort(largest);
  return largest;
}

void bound_diameter(const Network& friends, const std::vector<std::uint32_t>& people,
                    Search& search, std::uint32_t searches, Distances& out) {
  std::uint32_t hub = people.front();
  for (const std::uint32_t c : people) {
    hub = friends.readers(c).size() > friends.readers(hub).size() ? c : hub;
  }
  std::uint32_t start = hub;
  for (int sweep = 0; sweep < 4; ++sweep) {  // from an end to the farthest other end
    out.diameter_at_least = std::max(out.diameter_at_least, search.from(start));
    start = search.order().back();
  }
  const std::uint32_t middle = search.half_way();
  std::uint32_t level = search.from(middle);
  out.diameter_at_least = std::max(out.diameter_at_least, level);
  out.diameter_at_most = 2 * level;
  // from the fringe inwards: a path longer than twice a level has an end on a level beyond it
  const std::vector<std::uint32_t> order = search.order();
  const std::vector<std::uint32_t> from_middle = search.distance();
  std::uint32_t left = searches;
  for (std::size_t i = order.size(); i > 0 && out.diameter_at_least < out.diameter_at_most; --i) {
    const std::uint32_t c = order[i - 1];
    if (from_middle[c] < level) {
      level = from_middle[c];
      out.diameter_at_most = std::max(out.diameter_at_least, 2 * level);
      if (out.diameter_at_least == out.diameter_at_most) {
        return;
      }
    }
    if (left == 0) {
      return;
    }
    --left;
    out.diameter_at_least = std::max(out.diameter_at_least, search.from(c));
  }
  out.diameter_at_most = out.diameter_at_least;
}

}  // namespace

Distances distances(const Network& friends, std::uint32_t searches) {
  Distances out;
  Search search(friends);
  const std::vector<std::uint32_t> people = largest_component(friends);
  if (people.size() < 2) {
    return out;
  }
  bound_diameter(friends, people, search, searches, out);
  constexpr std::size_t most_sources = 200;
  const std::size_t sources =
      std::min({most_sources, people.size(), std::max<std::size_t>(1, searches)});
  std::uint64_t sum = 0;
  for (std::size_t s = 0; s < sources; ++s) {
    search.from(people[s * people.size() / sources]);
    for (const std::uint32_t one : search.order()) {
      sum += search.distance()[one];
    }
  }
  out.sources = static_cast<std::uint32_t>(sources);
  out.mean = static_cast<double>(sum) /
             (static_cast<double>(sources) * static_cast<double>(people.size() - 1));
  return out;
}

}  // namespace rapport::structure
