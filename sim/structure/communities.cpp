// Louvain: moves people to the neighbouring group that gains most, then makes groups people.
#include <algorithm>
#include <functional>
#include <numeric>

#include "sim/structure/structure.hpp"

namespace rapport::structure {
namespace {

/// A graph of groups: ties between them weigh as many as there are.
struct Weighed {
  std::vector<std::uint64_t> starts;
  std::vector<std::uint32_t> to;
  std::vector<std::uint64_t> weight;
  std::vector<std::uint64_t> strength;  ///< ends of ties, of those within twice
  std::vector<std::uint64_t> within;    ///< ends of ties within a node

  std::size_t nodes() const { return strength.size(); }
};

Weighed weighed(const Network& friends) {
  Weighed out;
  for (std::uint32_t c = 0; c < friends.customers(); ++c) {
    out.starts.push_back(out.to.size());
    for (const std::uint32_t other : friends.readers(c)) {
      out.to.push_back(other);
    }
    out.strength.push_back(friends.readers(c).size());
  }
  out.starts.push_back(out.to.size());
  out.weight.assign(out.to.size(), 1);
  out.within.assign(out.nodes(), 0);
  return out;
}

/// Adds up what a node's ties weigh, by the group at their other end.
class Tally {
 public:
  explicit Tally(std::size_t groups) : sum_(groups, 0) {}
  void add(std::uint32_t group, std::uint64_t weight) {
    if (sum_[group] == 0) {
      groups_.push_back(group);
    }
    sum_[group] += weight;
  }
  std::uint64_t of(std::uint32_t group) const { return sum_[group]; }
  const std::vector<std::uint32_t>& groups() const { return groups_; }
  void clear() {
    for (const std::uint32_t group : groups_) {
      sum_[group] = 0;
    }
    groups_.clear();
  }

 private:
  std::vector<std::uint64_t> sum_;
  std::vector<std::uint32_t> groups_;
};

/// Moves nodes one by one to the neighbouring group that gains most, until hardly any gains.
/// Returns whether any moved.
bool move_nodes(const Weighed& graph, double ends, std::vector<std::uint32_t>& group_of) {
  std::vector<double> total(graph.strength.begin(), graph.strength.end());
  Tally tally(graph.nodes());
  bool any = false;
  constexpr int most_rounds = 20;
  std::size_t moved = graph.nodes();
  for (int round = 0; moved > graph.nodes() / 100 && round < most_rounds; ++round) {
    moved = 0;
    for (std::uint32_t node = 0; node < graph.nodes(); ++node) {
      const std::uint32_t home = group_of[node];
      for (std::uint64_t i = graph.starts[node]; i < graph.starts[node + std::size_t{1}]; ++i) {
        tally.add(group_of[graph.to[i]], graph.weight[i]);
      }
      const auto strength = static_cast<double>(graph.strength[node]);
      total[home] -= strength;
      const auto gain = [&](std::uint32_t group) {
        return static_cast<double>(tally.of(group)) - strength * total[group] / ends;
      };
      std::uint32_t best = home;
      double most = gain(home);
      for (const std::uint32_t group : tally.groups()) {
        const double here = gain(group);
        if (here > most + 1e-12 * ends) {
          best = group;
          most = here;
        }
      }
      total[best] += strength;
      group_of[node] = best;
      moved += best != home ? 1 : 0;
      tally.clear();
    }
    any = any || moved > 0;
  }
  return any;
}

/// Numbers groups from 0 in the order of their first node; returns how many there are.
std::uint32_t number_anew(std::vector<std::uint32_t>& group_of) {
  constexpr std::uint32_t unknown = ~std::uint32_t{0};
  std::vector<std::uint32_t> number(group_of.size(), unknown);
  std::uint32_t count = 0;
  for (std::uint32_t& group : group_of) {
    if (number[group] == unknown) {
      number[group] = count++;
    }
    group = number[group];
  }
  return count;
}

/// Every group becomes a node.
Weighed gathered(const Weighed& graph, const std::vector<std::uint32_t>& group_of,
                 std::uint32_t groups) {
  std::vector<std::uint32_t> members(graph.nodes());
  std::iota(members.begin(), members.end(), 0U);
  std::ranges::stable_sort(members, {}, [&](std::uint32_t node) { return group_of[node]; });
  Weighed out;
  out.strength.assign(groups, 0);
  out.within.assign(groups, 0);
  Tally tally(groups);
  auto member = members.begin();
  for (std::uint32_t group = 0; group < groups; ++group) {
    out.starts.push_back(out.to.size());
    for (; member != members.end() && group_of[*member] == group; ++member) {
      out.strength[group] += graph.strength[*member];
      out.within[group] += graph.within[*member];
      for (std::uint64_t i = graph.starts[*member]; i < graph.starts[*member + std::size_t{1}];
           ++i) {
        tally.add(group_of[graph.to[i]], graph.weight[i]);
      }
    }
    for (const std::uint32_t other : tally.groups()) {
      if (other == group) {
        out.within[group] += tally.of(group);
      } else {
        out.to.push_back(other);
        out.weight.push_back(tally.of(other));
      }
    }
    tally.clear();
  }
  out.starts.push_back(out.to.size());
  return out;
}

}  // namespace

Communities communities(const Network& friends) {
  Communities out;
  out.of.resize(friends.customers());
  std::iota(out.of.begin(), out.of.end(), 0U);
  const auto ends = static_cast<double>(friends.arcs());
  Weighed graph = weighed(friends);
  while (ends > 0) {
    std::vector<std::uint32_t> group_of(graph.nodes());
    std::iota(group_of.begin(), group_of.end(), 0U);
    if (!move_nodes(graph, ends, group_of)) {
      break;
    }
    const std::uint32_t groups = number_anew(group_of);
    for (std::uint32_t& group : out.of) {
      group = group_of[group];
    }
    graph = gathered(graph, group_of, groups);
  }
  for (std::size_t group = 0; group < graph.nodes() && ends > 0; ++group) {
    const double share = static_cast<double>(graph.strength[group]) / ends;
    out.modularity += static_cast<double>(graph.within[group]) / ends - share * share;
  }
  out.count = number_anew(out.of);
  std::vector<std::uint64_t> sizes(out.count, 0);
  for (const std::uint32_t group : out.of) {
    ++sizes[group];
  }
  std::vector<std::uint32_t> order(out.count);
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, std::greater{}, [&](std::uint32_t g) { return sizes[g]; });
  std::vector<std::uint32_t> place(out.count);
  for (std::uint32_t i = 0; i < out.count; ++i) {
    place[order[i]] = i;
  }
  for (std::uint32_t& group : out.of) {
    group = place[group];
  }
  return out;
}

}  // namespace rapport::structure
