// How many each is tied to, and how the ends of ties compare.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "sim/structure/structure.hpp"

namespace rapport::structure {

Network both_ways(const Network& network) {
  std::vector<std::uint32_t> from;
  std::vector<std::uint32_t> to;
  from.reserve(network.arcs());
  to.reserve(network.arcs());
  for (std::uint32_t c = 0; c < network.customers(); ++c) {
    for (const std::uint32_t reader : network.readers(c)) {
      const auto back = network.readers(reader);
      // where both arcs are there, one of them says it
      if (reader > c || !std::binary_search(back.begin(), back.end(), c)) {
        from.push_back(c);
        to.push_back(reader);
      }
    }
  }
  return Network::from_ends(network.customers(), std::move(from), std::move(to),
                            Direction::both_ways);
}

std::vector<std::uint32_t> out_degrees(const Network& network) {
  std::vector<std::uint32_t> each(network.customers());
  for (std::uint32_t c = 0; c < each.size(); ++c) {
    each[c] = static_cast<std::uint32_t>(network.readers(c).size());
  }
  return each;
}

std::vector<std::uint32_t> in_degrees(const Network& network) {
  std::vector<std::uint32_t> each(network.customers());
  for (std::uint32_t c = 0; c < each.size(); ++c) {
    for (const std::uint32_t reader : network.readers(c)) {
      ++each[reader];
    }
  }
  return each;
}

Degrees degrees(std::vector<std::uint32_t> each) {
  Degrees out;
  if (each.empty()) {
    return out;
  }
  std::ranges::sort(each);
  const auto quantile = [&each](double share) {
    const double place = std::ceil(share * static_cast<double>(each.size())) - 1;
    return each[static_cast<std::size_t>(std::max(0.0, place))];
  };
  out.mean = static_cast<double>(std::accumulate(each.begin(), each.end(), std::uint64_t{0})) /
             static_cast<double>(each.size());
  out.median = quantile(0.5);
  out.tenth = quantile(0.9);
  out.hundredth = quantile(0.99);
  out.most = each.back();
  out.none = static_cast<std::uint64_t>(std::ranges::count(each, 0U));
  return out;
}

double reciprocity(const Network& network) {
  std::uint64_t returned = 0;
  for (std::uint32_t c = 0; c < network.customers(); ++c) {
    for (const std::uint32_t reader : network.readers(c)) {
      const auto back = network.readers(reader);
      returned += std::binary_search(back.begin(), back.end(), c) ? 1 : 0;
    }
  }
  return network.arcs() == 0 ? 1
                             : static_cast<double>(returned) / static_cast<double>(network.arcs());
}

double assortativity(const Network& friends) {
  double products = 0;
  double sums = 0;
  double squares = 0;
  const std::vector<std::uint32_t> degree = out_degrees(friends);
  for (std::uint32_t c = 0; c < friends.customers(); ++c) {
    for (const std::uint32_t other : friends.readers(c)) {
      const double a = degree[c];
      const double b = degree[other];
      products += a * b;
      sums += a;
      squares += a * a;
    }
  }
  const auto arcs = static_cast<double>(friends.arcs());
  const double mean = sums / arcs;
  const double variance = squares / arcs - mean * mean;
  return variance > 0 ? (products / arcs - mean * mean) / variance
                      : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace rapport::structure
