// Counts triangles by orienting each tie towards the end of more friends: then nobody has many
// friends ahead, hubs included (Chiba & Nishizeki 1985; Latapy, Theor. Comput. Sci. 407, 458,
// 2008).
#include <algorithm>

#include "sim/structure/structure.hpp"

namespace rapport::structure {
namespace {

/// Of each person the friends who have more friends (rows break ties), in ascending order.
struct Ahead {
  explicit Ahead(const Network& friends) : starts(friends.customers() + std::size_t{1}) {
    readers.reserve(friends.arcs() / 2);
    const std::vector<std::uint32_t> degree = out_degrees(friends);
    for (std::uint32_t c = 0; c < friends.customers(); ++c) {
      for (const std::uint32_t other : friends.readers(c)) {
        const std::uint32_t d = other;
        if (degree[d] > degree[c] || (degree[d] == degree[c] && d > c)) {
          readers.push_back(d);
        }
      }
      starts[c + std::size_t{1}] = readers.size();
    }
  }
  std::span<const std::uint32_t> of(std::uint32_t c) const {
    return std::span(readers).subspan(starts[c], starts[c + std::size_t{1}] - starts[c]);
  }

  std::vector<std::uint64_t> starts;
  std::vector<std::uint32_t> readers;
};

}  // namespace

Clustering clustering(const Network& friends) {
  const Ahead ahead(friends);
  const std::uint32_t n = friends.customers();
  std::vector<std::uint64_t> triangles(n);
  std::vector<std::uint32_t> marked_by(n, n);
  Clustering out;
  for (std::uint32_t c = 0; c < n; ++c) {
    for (const std::uint32_t d : ahead.of(c)) {
      marked_by[d] = c;
    }
    for (const std::uint32_t d : ahead.of(c)) {
      for (const std::uint32_t e : ahead.of(d)) {
        if (marked_by[e] == c) {
          ++out.triangles;
          ++triangles[c];
          ++triangles[d];
          ++triangles[e];
        }
      }
    }
  }
  double pairs = 0;
  for (std::uint32_t c = 0; c < n; ++c) {
    const auto k = static_cast<double>(friends.readers(c).size());
    pairs += k * (k - 1) / 2;
    out.average += k < 2 ? 0 : static_cast<double>(triangles[c]) / (k * (k - 1) / 2);
  }
  out.average /= std::max(1.0, static_cast<double>(n));
  out.transitivity = pairs > 0 ? 3 * static_cast<double>(out.triangles) / pairs : 0;
  return out;
}

}  // namespace rapport::structure
