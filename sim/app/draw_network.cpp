#include "sim/app/draw_network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <vector>

#include "analysis/estimate/verdict.hpp"
#include "analysis/picture/network_map.hpp"

namespace rapport::app {
namespace {

constexpr std::size_t most_drawn = 500;
constexpr std::size_t friends_taken = 4;  // of each person: more would draw the first one's alone

/// People by how many see them, the best known first.
void sort_by_fame(const Network& network, std::vector<std::uint32_t>& people) {
  std::ranges::stable_sort(people, std::greater<>(),
                           [&](std::uint32_t c) { return network.readers(c).size(); });
}

/// From the best known on; from the best known of those left, where nobody else is tied to them.
std::vector<std::uint32_t> sample(const Network& network) {
  std::vector<std::uint32_t> by_fame(network.customers());
  std::iota(by_fame.begin(), by_fame.end(), 0U);
  sort_by_fame(network, by_fame);
  const std::size_t wanted = std::min(most_drawn, by_fame.size());
  std::vector<bool> chosen(by_fame.size(), false);
  std::vector<std::uint32_t> out;
  const auto choose = [&](std::uint32_t c) {
    if (!chosen[c] && out.size() < wanted) {
      chosen[c] = true;
      out.push_back(c);
      return true;
    }
    return false;
  };
  std::size_t looked_at = 0;
  for (const std::uint32_t first : by_fame) {
    choose(first);
    for (; looked_at < out.size() && out.size() < wanted; ++looked_at) {
      const auto readers = network.readers(out[looked_at]);
      std::vector<std::uint32_t> friends(readers.begin(), readers.end());
      sort_by_fame(network, friends);
      std::size_t taken = 0;
      for (std::size_t i = 0; i < friends.size() && taken < friends_taken; ++i) {
        taken += choose(friends[i]) ? 1 : 0;
      }
    }
  }
  return out;
}

/// Communities by how many of the people drawn are theirs, the largest first: it has a colour.
std::vector<std::uint32_t> ranks(const std::vector<std::uint32_t>& people,
                                 const structure::Communities& communities) {
  std::vector<std::uint32_t> members(communities.count, 0);
  for (const std::uint32_t c : people) {
    ++members[communities.of[c]];
  }
  std::vector<std::uint32_t> order(communities.count);
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, std::greater<>(), [&](std::uint32_t g) { return members[g]; });
  std::vector<std::uint32_t> rank(communities.count);
  for (std::uint32_t place = 0; place < order.size(); ++place) {
    rank[order[place]] = place;
  }
  return rank;
}

}  // namespace

std::string network_drawing(const Network& network, const structure::Communities& communities,
                            bool directed, const std::string& title) {
  const std::vector<std::uint32_t> people = sample(network);
  std::vector<std::uint32_t> place(network.customers(), network.customers());
  picture::NetworkMap map;
  map.title = title;
  map.subtitle = people.size() == network.customers()
                     ? std::string("everybody")
                     : fmt::format("{} of {} people: the best known, and friends of friends",
                                   estimate::money(static_cast<double>(people.size())),
                                   estimate::money(static_cast<double>(network.customers())));
  map.subtitle += "; size: friends; colour: community";
  const std::vector<std::uint32_t> rank = ranks(people, communities);
  for (const std::uint32_t c : people) {
    place[c] = static_cast<std::uint32_t>(map.group.size());
    map.group.push_back(rank[communities.of[c]]);
    map.weight.push_back(static_cast<double>(network.readers(c).size()));
  }
  for (const std::uint32_t c : people) {
    for (const std::uint32_t other : network.readers(c)) {
      if (place[other] < people.size() && (directed || other > c)) {
        map.ties.emplace_back(place[c], place[other]);
      }
    }
  }
  return picture::network_map_svg(map);
}

}  // namespace rapport::app
