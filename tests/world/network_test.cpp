// The network keeps its promise (ascending, no one twice, never oneself) and counts what it drops.
#include "sim/world/network.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/property_map/property_map.hpp>
#include <set>
#include <utility>

#include "sim/core/error.hpp"
#include "sim/world/boost_network.hpp"

namespace rapport {
namespace {

std::vector<std::uint32_t> readers_of(const Network& network, std::uint32_t customer) {
  std::vector<std::uint32_t> rows;
  for (const CustomerId reader : network.audience(CustomerId{customer})) {
    rows.push_back(static_cast<std::uint32_t>(reader));
  }
  return rows;
}

using Rows = std::vector<std::uint32_t>;

TEST(Network, lists_readers_in_ascending_order) {
  const Network network =
      Network::from_arcs(5, {{3, 4}, {0, 2}, {3, 0}, {0, 1}, {3, 1}}, Direction::directed);
  EXPECT_EQ(network.customers(), 5U);
  EXPECT_EQ(network.arcs(), 5U);
  EXPECT_EQ(readers_of(network, 0), (Rows{1, 2}));
  EXPECT_EQ(readers_of(network, 1), Rows{});
  EXPECT_EQ(readers_of(network, 3), (Rows{0, 1, 4}));
  EXPECT_EQ(readers_of(network, 4), Rows{});
}

TEST(Network, makes_friends_see_each_other_when_arcs_go_both_ways) {
  const Network network = Network::from_arcs(3, {{0, 2}, {1, 2}}, Direction::both_ways);
  EXPECT_EQ(network.arcs(), 4U);
  EXPECT_EQ(readers_of(network, 0), Rows{2});
  EXPECT_EQ(readers_of(network, 2), (Rows{0, 1}));
}

TEST(Network, drops_self_loops_and_parallel_arcs_and_says_how_many) {
  const std::vector<Arc> arcs = {{1, 1}, {0, 1}, {0, 1}, {1, 0}, {2, 2}, {0, 1}};
  Dropped one_way;
  const Network directed =
      Network::from_arcs(3, std::vector<Arc>(arcs), Direction::directed, &one_way);
  EXPECT_EQ(one_way.self_loops, 2U);
  EXPECT_EQ(one_way.parallel, 2U);
  EXPECT_EQ(directed.arcs(), 2U);

  Dropped friends;
  const Network mutual =
      Network::from_arcs(3, std::vector<Arc>(arcs), Direction::both_ways, &friends);
  EXPECT_EQ(friends.self_loops, 2U);
  EXPECT_EQ(friends.parallel, 3U);
  EXPECT_EQ(mutual.arcs(), 2U);
}

TEST(Network, agrees_with_a_set_of_pairs_on_random_arcs) {
  for (const Direction direction : {Direction::directed, Direction::both_ways}) {
    constexpr std::uint32_t customers = 200;
    std::vector<Arc> arcs;
    std::set<std::pair<std::uint32_t, std::uint32_t>> expected;
    std::uint64_t self_loops = 0;
    for (std::uint64_t i = 0; i < 8000; ++i) {
      const std::uint64_t hash = mix64(i);
      const Arc arc{static_cast<std::uint32_t>(hash % customers),
                    static_cast<std::uint32_t>((hash >> 32U) % customers)};
      arcs.push_back(arc);
      if (arc.from == arc.to) {
        ++self_loops;
        continue;
      }
      expected.emplace(arc.from, arc.to);
      if (direction == Direction::both_ways) {
        expected.emplace(arc.to, arc.from);
      }
    }
    Dropped dropped;
    const Network network = Network::from_arcs(customers, std::move(arcs), direction, &dropped);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
    for (std::uint32_t c = 0; c < customers; ++c) {
      for (const std::uint32_t reader : readers_of(network, c)) {
        found.emplace_back(c, reader);
      }
    }
    EXPECT_TRUE(std::equal(found.begin(), found.end(), expected.begin(), expected.end()));
    const std::uint64_t an_arc = direction == Direction::both_ways ? 2 : 1;
    EXPECT_EQ(dropped.self_loops, self_loops);
    EXPECT_EQ(dropped.parallel, 8000 - self_loops - expected.size() / an_arc);
  }
}

TEST(Network, of_nobody_and_of_strangers_is_allowed) {
  EXPECT_EQ(Network().customers(), 0U);
  const Network strangers = Network::from_arcs(4, {}, Direction::both_ways);
  EXPECT_EQ(strangers.customers(), 4U);
  EXPECT_EQ(strangers.arcs(), 0U);
  EXPECT_TRUE(strangers.audience(CustomerId{3}).empty());
}

TEST(Network, refuses_a_customer_that_does_not_exist) {
  EXPECT_THROW(Network::from_arcs(3, {{0, 3}}, Direction::directed), Contradiction);
}

TEST(Network, takes_rows_as_they_are_and_refuses_bad_ones) {
  const Network network = Network::from_rows({0, 2, 3, 3}, {1, 2, 0});
  EXPECT_EQ(readers_of(network, 0), (Rows{1, 2}));
  EXPECT_EQ(readers_of(network, 1), Rows{0});
  EXPECT_EQ(network.digest(),
            Network::from_arcs(3, {{1, 0}, {0, 2}, {0, 1}}, Direction::directed).digest());

  EXPECT_THROW(Network::from_rows({0, 2, 2, 2}, {2, 1}), Contradiction);  // not ascending
  EXPECT_THROW(Network::from_rows({0, 2, 2, 2}, {1, 1}), Contradiction);  // twice
  EXPECT_THROW(Network::from_rows({0, 1, 1}, {0}), Contradiction);        // itself
  EXPECT_THROW(Network::from_rows({0, 1, 1}, {2}), Contradiction);        // nobody
  EXPECT_THROW(Network::from_rows({0, 1, 1}, {1, 0}), Contradiction);     // readers left over
  EXPECT_THROW(Network::from_rows({0, 2, 1, 2}, {1, 2}), Contradiction);  // a row that goes back
}

TEST(Network, digest_depends_on_every_arc_and_on_the_customers_but_not_on_the_order_given) {
  const auto digest = [](std::uint32_t customers, std::vector<Arc> arcs) {
    return Network::from_arcs(customers, std::move(arcs), Direction::directed).digest();
  };
  const std::uint64_t base = digest(3, {{0, 1}, {1, 2}});
  EXPECT_EQ(base, digest(3, {{1, 2}, {0, 1}}));
  EXPECT_NE(base, digest(4, {{0, 1}, {1, 2}}));
  EXPECT_NE(base, digest(3, {{0, 1}, {2, 1}}));
  EXPECT_NE(base, digest(3, {{0, 1}, {0, 2}}));
  EXPECT_NE(base, digest(3, {{0, 1}}));
}

TEST(Network, says_how_much_memory_it_holds) {
  const Network network = Network::from_arcs(1000, {{0, 1}, {1, 2}}, Direction::both_ways);
  EXPECT_GE(network.bytes(), 1001 * 8 + 4 * 4U);
  EXPECT_LE(network.bytes(), 1001 * 8 + 4 * 4U + 256U);
}

TEST(Network, runs_breadth_first_search_of_boost_graph) {
  // 0 -> 1 -> 2 -> 3, and 4 whom nobody sees.
  const Network network =
      Network::from_arcs(5, {{0, 1}, {1, 2}, {2, 3}, {4, 0}}, Direction::directed);
  std::vector<std::uint32_t> distance(5, 0);
  const auto index = get(boost::vertex_index, boost_graph(network));
  boost::breadth_first_search(
      boost_graph(network), 0U,
      boost::visitor(boost::make_bfs_visitor(boost::record_distances(
          boost::make_iterator_property_map(distance.begin(), index), boost::on_tree_edge()))));
  EXPECT_EQ(distance, (Rows{0, 1, 2, 3, 0}));
}

TEST(Network, finds_strong_components_with_boost_graph) {
  const Network network =
      Network::from_arcs(6, {{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4}, {4, 3}}, Direction::directed);
  std::vector<std::uint32_t> component(6);
  const auto index = get(boost::vertex_index, boost_graph(network));
  const auto components = boost::strong_components(
      boost_graph(network), boost::make_iterator_property_map(component.begin(), index));
  EXPECT_EQ(components, 3U);
  EXPECT_EQ(component[0], component[2]);
  EXPECT_EQ(component[3], component[4]);
  EXPECT_NE(component[0], component[3]);
  EXPECT_NE(component[5], component[0]);
}

}  // namespace
}  // namespace rapport
