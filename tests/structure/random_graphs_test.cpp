// Made-up networks hold the closed forms of their sources, on any number of threads; copies of a
// network keep its degrees and triangles.
#include "sim/world/random_graphs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/core/error.hpp"
#include "sim/core/for_each.hpp"
#include "sim/scenario/network_files/read_network.hpp"
#include "sim/structure/copies.hpp"
#include "sim/structure/structure.hpp"
#include "sim/world/generate.hpp"

namespace rapport {
namespace {

using namespace structure;

std::map<std::uint32_t, double> shares(const Network& network) {
  std::map<std::uint32_t, double> share;
  for (const std::uint32_t k : out_degrees(network)) {
    share[k] += 1.0 / network.customers();
  }
  return share;
}

/// Standard error of a share measured on so many people.
double error_of(double share, double people) {
  return std::sqrt(share * (1 - share) / people);
}

TEST(BarabasiAlbert, has_the_degrees_of_its_closed_form) {
  constexpr std::uint32_t n = 1'000'000;
  constexpr double m = 3;
  Dropped dropped;
  const Network network = barabasi_albert(n, 2 * m, 1, &dropped);
  EXPECT_EQ(network.arcs() / 2 + dropped.self_loops + dropped.parallel, n * m);
  EXPECT_LT(static_cast<double>(dropped.self_loops + dropped.parallel), m * m * std::log(n) * 2);
  const auto share = shares(network);
  for (const std::uint32_t k : {3U, 4U, 5U, 10U}) {
    const double expected = 2 * m * (m + 1) / (k * (k + 1.0) * (k + 2.0));
    EXPECT_NEAR(share.at(k), expected, 0.03 * expected) << k;
  }
  double tail = 0;
  for (const auto& [k, of] : share) {
    tail += k >= 50 ? of : 0;
  }
  EXPECT_NEAR(tail, m * (m + 1) / (50.0 * 51.0), 5 * error_of(0.0047, n));
}

TEST(BarabasiAlbert, makes_half_a_friend_more_for_every_other) {
  const Network network = barabasi_albert(10'000, 5, 3);
  EXPECT_NEAR(static_cast<double>(network.arcs()) / 2, 25'000, 150);
}

TEST(WattsStrogatz, is_a_ring_that_loses_its_triangles_as_expected) {
  constexpr std::uint32_t n = 50'000;
  const Network ring = watts_strogatz(n, 10, 0, 1);
  EXPECT_EQ(ring.arcs(), std::uint64_t{n} * 10);
  EXPECT_NEAR(clustering(ring).average, 2.0 / 3, 1e-12);
  EXPECT_EQ(ring.readers(0)[0], 1U);
  EXPECT_EQ(ring.readers(0)[9], n - 1);
  for (const auto& [rewired, left] :
       {std::pair(0.01, 0.9703), std::pair(0.1, 0.729), std::pair(0.2, 0.512)}) {
    Dropped dropped;
    const Network network = watts_strogatz(n, 10, rewired, 1, &dropped);
    EXPECT_NEAR(clustering(network).average / (2.0 / 3), left, 0.02) << rewired;
    EXPECT_EQ(network.arcs() / 2 + dropped.parallel, std::uint64_t{n} * 5);
    EXPECT_EQ(dropped.self_loops, 0U);
    EXPECT_LT(dropped.parallel, 20U);
  }
  EXPECT_LT(distances(watts_strogatz(2'000, 10, 0.1, 1), 100).mean, 6)
      << "a small world: 100 on the ring";
}

TEST(ErdosRenyi, has_binomial_degrees) {
  constexpr std::uint32_t n = 200'000;
  constexpr double mean = 8;
  const Network network = erdos_renyi(n, mean, 1);
  EXPECT_NEAR(static_cast<double>(network.arcs()) / n, mean, 5 * std::sqrt(2 * mean / n));
  const auto share = shares(network);
  double expected = std::exp(-mean);  // Poisson: the binomial's limit
  for (std::uint32_t k = 0; k < 20; ++k) {
    EXPECT_NEAR(share.contains(k) ? share.at(k) : 0, expected, 5 * error_of(expected, n) + 1e-5)
        << k;
    expected *= mean / (k + 1);
  }
  EXPECT_NEAR(clustering(network).average, mean / n, 3e-5);
  EXPECT_EQ(erdos_renyi(100, 99, 1).arcs(), 9900U) << "everybody knows everybody";
  EXPECT_EQ(erdos_renyi(100, 0, 1).arcs(), 0U);
}

TEST(Blocks, keep_ties_within_and_fame_unequal) {
  constexpr std::uint32_t n = 100'000;
  Dropped dropped;
  const Network network = blocks(n, 20, 50, 0.7, 2.5, 1, &dropped);
  std::uint64_t inside = 0;
  for (std::uint32_t c = 0; c < n; ++c) {
    for (const std::uint32_t other : network.readers(c)) {
      inside += c / (n / 50) == other / (n / 50) ? 1 : 0;
    }
  }
  const auto lost = static_cast<double>(dropped.self_loops + dropped.parallel);
  EXPECT_LT(lost, 0.05 * n * 10) << "ties drawn twice, among the famous of a community";
  EXPECT_NEAR(static_cast<double>(inside) / static_cast<double>(network.arcs()), 0.7,
              lost / (n * 10));
  EXPECT_EQ(network.arcs() / 2 + dropped.self_loops + dropped.parallel, n * 10U);
  const Degrees d = degrees(out_degrees(network));
  EXPECT_GT(d.most, 10 * d.median);
  EXPECT_GT(communities(network).modularity, 0.6) << "0.7 - 1/50 were all fame alike";
  // with no preference for the own community there is none to find
  const Network mixed = blocks(n, 20, 50, 0.02, 2.5, 1);
  EXPECT_LT(communities(mixed).modularity, 0.3);
}

TEST(Blocks, of_sizes_that_differ_by_one_never_tie_within_by_mistake) {
  const Network network = blocks(1'003, 8, 7, 0, 3, 2);
  const auto community = [](std::uint32_t c) {
    std::uint32_t k = 0;
    while ((k + 1) * 1'003U / 7 <= c) {
      ++k;
    }
    return k;
  };
  for (std::uint32_t c = 0; c < 1'003; ++c) {
    for (const std::uint32_t other : network.readers(c)) {
      EXPECT_NE(community(c), community(other)) << c << " and " << other;
    }
  }
}

TEST(RandomGraphs, are_the_same_on_any_number_of_threads_and_differ_by_seed) {
  const auto digests = [](std::uint64_t seed) {
    std::vector<std::uint32_t> each = power_law_degrees(150'000, 2.3, 1, 300, seed);
    return std::vector<std::uint64_t>{
        barabasi_albert(150'000, 6, seed).digest(),
        watts_strogatz(150'000, 6, 0.2, seed).digest(),
        erdos_renyi(150'000, 6, seed).digest(),
        blocks(150'000, 6, 9, 0.5, 2.5, seed).digest(),
        configuration(each, seed).digest(),
        copies_of(holme_kim(1'000, 6, 0.5, seed), 150, seed).digest()};
  };
  const auto on = [&](std::size_t threads) {
    const ThreadLimit limit(threads);
    return digests(7);
  };
  const auto one = on(1);
  EXPECT_EQ(one, on(2));
  EXPECT_EQ(one, on(8));
  const auto other = digests(8);
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_NE(one[i], other[i]) << i;
  }
}

TEST(RandomGraphs, refuse_what_cannot_be) {
  EXPECT_THROW(watts_strogatz(100, 5, 0.1, 1), Contradiction);
  EXPECT_THROW(watts_strogatz(10, 10, 0.1, 1), Contradiction);
  EXPECT_THROW(erdos_renyi(10, 10, 1), Contradiction);
  EXPECT_THROW(blocks(10, 4, 6, 0.5, 2.5, 1), Contradiction);
  EXPECT_THROW(barabasi_albert(10, 1, 1), Contradiction);
}

TEST(Copies, of_a_network_keep_degrees_and_triangles_and_hang_together) {
  const Network pgp =
      read_network(std::filesystem::path(RAPPORT_SOURCE) / "scenarios/networks/pgp.graph").network;
  constexpr std::uint32_t copies = 20;
  const Network large = copies_of(pgp, copies, 1);
  ASSERT_EQ(large.customers(), copies * pgp.customers());
  const std::vector<std::uint32_t> was = out_degrees(pgp);
  const std::vector<std::uint32_t> is = out_degrees(large);
  for (std::uint32_t c = 0; c < large.customers(); ++c) {
    ASSERT_EQ(is[c], was[c % pgp.customers()]);
  }
  EXPECT_EQ(reciprocity(large), 1) << "friends are friends of each other";
  EXPECT_EQ(clustering(large).triangles, copies * clustering(pgp).triangles);
  EXPECT_NEAR(clustering(large).average, clustering(pgp).average, 1e-12);
  EXPECT_NEAR(assortativity(large), assortativity(pgp), 1e-9);
  // whole communities that hang by no open tie stay apart; nearly everybody is in one part
  EXPECT_GT(static_cast<double>(components(large).largest), 0.9 * large.customers());
  EXPECT_EQ(copies_of(pgp, 1, 1).digest(), pgp.digest());
}

TEST(Copies, of_a_network_all_of_triangles_send_a_twentieth_of_ties) {
  std::vector<Arc> ties;
  for (std::uint32_t a = 0; a < 60; ++a) {
    for (std::uint32_t b = a + 1; b < 60; ++b) {
      ties.push_back({a, b});
    }
  }
  const Network clique = Network::from_arcs(60, std::move(ties), Direction::both_ways);
  const Network large = copies_of(clique, 50, 1);
  EXPECT_EQ(large.arcs(), 50 * clique.arcs());
  EXPECT_EQ(components(large).count, 1U);
  // a triangle is left where none of its ties went: 0.95^3, but for one in 50 that stays by luck
  EXPECT_NEAR(clustering(large).average, 0.857, 0.03);
}

TEST(Copies, of_communities_lose_but_the_triangles_that_three_of_them_share) {
  // six cliques of ten; one person of each knows two others who know each other, in each other
  // clique: every tie is part of a triangle
  std::vector<Arc> ties;
  for (std::uint32_t a = 0; a < 60; ++a) {
    for (std::uint32_t b = a + 1; b < 60; ++b) {
      const std::uint32_t one = a / 10;
      const std::uint32_t other = b / 10;
      if (one == other || (a % 10 == other && (b % 10 == 8 || b % 10 == 9))) {
        ties.push_back({a, b});
      }
    }
  }
  const Network cliques = Network::from_arcs(60, std::move(ties), Direction::both_ways);
  constexpr std::uint32_t copies = 50;
  const Network large = copies_of(cliques, copies, 1);
  EXPECT_EQ(components(large).count, 1U);
  EXPECT_EQ(clustering(large).triangles, copies * clustering(cliques).triangles);
  EXPECT_EQ(large.arcs(), copies * cliques.arcs());
}

TEST(Copies, of_arcs_keep_who_is_seen_by_whom) {
  const Network arcs =
      Network::from_arcs(5, {{0, 1}, {1, 2}, {2, 0}, {2, 3}, {4, 3}}, Direction::directed);
  const Network large = copies_of(arcs, 100, 3);
  for (std::uint32_t c = 0; c < large.customers(); ++c) {
    const auto readers = large.readers(c);
    ASSERT_EQ(readers.size(), arcs.readers(c % 5).size());
    for (const std::uint32_t reader : readers) {
      const auto known = arcs.readers(c % 5);
      EXPECT_TRUE(std::binary_search(known.begin(), known.end(), reader % 5));
    }
  }
  EXPECT_EQ(in_degrees(large)[3], in_degrees(arcs)[3]);
  EXPECT_THROW(copies_of(arcs, 1U << 30U, 1), Contradiction);
}

}  // namespace
}  // namespace rapport
