// The average local clustering coefficient (Watts & Strogatz, Nature 393, 440, 1998): the share of
// a customer's pairs of friends who are friends, averaged over all customers, 0 for those with
// fewer than two. For networks in which every arc has its opposite.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "sim/world/network.hpp"

namespace rapport::test {

inline std::uint64_t in_common(std::span<const CustomerId> one, std::span<const CustomerId> other) {
  std::uint64_t count = 0;
  auto a = one.begin();
  auto b = other.begin();
  while (a != one.end() && b != other.end()) {
    count += *a == *b ? 1 : 0;
    const bool step_a = *a <= *b;
    const bool step_b = *b <= *a;
    a += step_a ? 1 : 0;
    b += step_b ? 1 : 0;
  }
  return count;
}

inline double average_clustering(const Network& network) {
  double sum = 0.0;
  for (std::uint32_t c = 0; c < network.customers(); ++c) {
    const auto friends = network.audience(CustomerId{c});
    std::uint64_t linked = 0;
    for (const CustomerId one : friends) {
      linked += in_common(friends, network.audience(one));
    }
    const auto k = static_cast<double>(friends.size());
    sum += k < 2.0 ? 0.0 : static_cast<double>(linked) / (k * (k - 1.0));
  }
  return sum / static_cast<double>(network.customers());
}

/// Whether everybody sees those who see them.
inline bool is_symmetric(const Network& network) {
  for (std::uint32_t c = 0; c < network.customers(); ++c) {
    for (const CustomerId reader : network.audience(CustomerId{c})) {
      const auto back = network.audience(reader);
      if (!std::binary_search(back.begin(), back.end(), CustomerId{c})) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace rapport::test
