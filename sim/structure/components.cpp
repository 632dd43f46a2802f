// Who reaches whom.
#include <boost/graph/strong_components.hpp>
#include <boost/property_map/property_map.hpp>

#include <algorithm>

#include "sim/structure/structure.hpp"
#include "sim/world/boost_network.hpp"

namespace rapport::structure {
namespace {

Components counted(const std::vector<std::uint32_t>& component_of) {
  Components out;
  std::vector<std::uint64_t> sizes;
  for (const std::uint32_t component : component_of) {
    sizes.resize(std::max(sizes.size(), component + std::size_t{1}));
    ++sizes[component];
  }
  out.count = sizes.size();
  out.largest = sizes.empty() ? 0 : *std::ranges::max_element(sizes);
  return out;
}

}  // namespace

Components components(const Network& friends) {
  constexpr std::uint32_t unknown = ~std::uint32_t{0};
  std::vector<std::uint32_t> component_of(friends.customers(), unknown);
  std::vector<std::uint32_t> queue;
  std::uint32_t next = 0;
  for (std::uint32_t first = 0; first < friends.customers(); ++first) {
    if (component_of[first] != unknown) {
      continue;
    }
    component_of[first] = next;
    queue.assign(1, first);
    while (!queue.empty()) {
      const std::uint32_t c = queue.back();
      queue.pop_back();
      for (const std::uint32_t other : friends.readers(c)) {
        if (component_of[other] == unknown) {
          component_of[other] = next;
          queue.push_back(other);
        }
      }
    }
    ++next;
  }
  return counted(component_of);
}

Components strong_components(const Network& network) {
  const BoostGraph& graph = boost_graph(network);
  std::vector<std::uint32_t> component_of(network.customers());
  if (!component_of.empty()) {
    boost::strong_components(
        graph, boost::make_iterator_property_map(component_of.begin(),
                                                 boost::get(boost::vertex_index, graph)));
  }
  return counted(component_of);
}

}  // namespace rapport::structure
