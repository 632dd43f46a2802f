// Ranks by sorting indices; a run of equal values is given the mean of its places.
#include "analysis/estimate/ranks.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace rapport::estimate {

std::vector<double> mid_ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
  std::vector<double> ranks(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first + 1;
    while (end < order.size() && values[order[end]] == values[order[first]]) {
      ++end;
    }
    for (std::size_t i = first; i < end; ++i) {
      ranks[order[i]] = 0.5 * static_cast<double>(first + 1 + end);
    }
    first = end;
  }
  return ranks;
}

}  // namespace rapport::estimate
