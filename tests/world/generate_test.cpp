// Generated networks have the degree, the clustering and the tail that their sources state.
#include "sim/world/generate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/core/error.hpp"
#include "tests/world/clustering.hpp"

namespace rapport {
namespace {

double mean_degree(const Network& network) {
  return static_cast<double>(network.arcs()) / static_cast<double>(network.customers());
}

std::vector<std::uint32_t> degrees_of(const Network& network) {
  std::vector<std::uint32_t> degrees(network.customers());
  for (std::uint32_t c = 0; c < network.customers(); ++c) {
    degrees[c] = static_cast<std::uint32_t>(network.audience(CustomerId{c}).size());
  }
  return degrees;
}

/// Maximum-likelihood exponent of P(k) ~ k^-a from k_min on, continuous approximation (Clauset,
/// Shalizi & Newman, SIAM Review 51, 661, 2009, eq. 3.7).
double tail_exponent(const std::vector<std::uint32_t>& degrees, std::uint32_t k_min) {
  double sum = 0.0;
  double count = 0.0;
  for (const std::uint32_t k : degrees) {
    if (k >= k_min) {
      sum += std::log(k / (k_min - 0.5));
      count += 1.0;
    }
  }
  return 1.0 + count / sum;
}

TEST(HolmeKim, has_the_mean_degree_asked_for_less_what_the_clique_costs) {
  for (const double degree : {2.0, 5.0, 7.3, 20.0, 44.0}) {
    const Network network = holme_kim(20'000, degree, 0.6, 1);
    const double m = degree / 2.0;
    EXPECT_NEAR(mean_degree(network), degree, (m + 2.0) * (m + 2.0) / 20'000 + 1e-3) << degree;
  }
  const Network network = holme_kim(1000, 20.0, 0.5, 1);
  EXPECT_EQ(network.arcs(), 2U * (55U + 989U * 10U));
}

TEST(HolmeKim, gives_everyone_at_least_half_the_mean_degree) {
  const auto degrees = degrees_of(holme_kim(5000, 12.0, 0.7, 3));
  EXPECT_EQ(*std::min_element(degrees.begin(), degrees.end()), 6U);
}

TEST(HolmeKim, is_friendship_so_everyone_sees_those_who_see_them) {
  EXPECT_TRUE(test::is_symmetric(holme_kim(3000, 9.0, 0.5, 5)));
}

TEST(HolmeKim, clusters_more_the_greater_the_triad_chance) {
  double before = -1.0;
  for (const double chance : {0.0, 0.25, 0.5, 0.75, 1.0}) {
    const double clustering = test::average_clustering(holme_kim(20'000, 10.0, chance, 7));
    EXPECT_GT(clustering, before + 0.02) << chance;
    before = clustering;
  }
  EXPECT_GT(before, 0.4);
}

TEST(HolmeKim, without_triads_clusters_as_little_as_preferential_attachment) {
  // Barabasi-Albert: C ~ (m / 8) (ln n)^2 / n (Klemm & Eguiluz, Phys. Rev. E 65, 057102, 2002).
  const double expected = 5.0 / 8.0 * std::pow(std::log(20'000.0), 2) / 20'000.0;
  const double found = test::average_clustering(holme_kim(20'000, 10.0, 0.0, 7));
  EXPECT_GT(found, expected / 2.0);
  EXPECT_LT(found, expected * 3.0);
}

TEST(HolmeKim, without_triads_has_the_degrees_of_preferential_attachment) {
  // P(k) = 2 m (m + 1) / (k (k + 1) (k + 2)), k >= m (Bollobas et al., Random Struct. Algorithms
  // 18, 279, 2001). The share at or above k is m (m + 1) / (k (k + 1)).
  constexpr double m = 4.0;
  const auto degrees = degrees_of(holme_kim(100'000, 2.0 * m, 0.0, 11));
  for (const double k : {5.0, 8.0, 16.0, 40.0}) {
    const auto above = std::count_if(degrees.begin(), degrees.end(),
                                     [k](std::uint32_t degree) { return degree >= k; });
    const double share = m * (m + 1.0) / (k * (k + 1.0));
    const double error = 5.0 * std::sqrt(share / 100'000.0) + 0.01 * share;
    EXPECT_NEAR(static_cast<double>(above) / 100'000.0, share, error) << k;
  }
}

TEST(HolmeKim, keeps_the_tail_exponent_of_three_when_it_clusters) {
  const auto degrees = degrees_of(holme_kim(200'000, 10.0, 0.6, 13));
  EXPECT_NEAR(tail_exponent(degrees, 40), 3.0, 0.25);
}

TEST(HolmeKim, of_few_customers_is_a_clique) {
  EXPECT_EQ(holme_kim(0, 20.0, 0.5, 1).customers(), 0U);
  EXPECT_EQ(holme_kim(1, 20.0, 0.5, 1).arcs(), 0U);
  EXPECT_EQ(holme_kim(2, 20.0, 0.5, 1).arcs(), 2U);
  EXPECT_EQ(holme_kim(11, 20.0, 0.5, 1).arcs(), 110U);
  EXPECT_EQ(holme_kim(12, 20.0, 0.5, 1).arcs(), 130U);
  EXPECT_EQ(holme_kim(30, 2.0, 1.0, 1).arcs(), 58U);
}

TEST(HolmeKim, is_the_same_for_the_same_seed_only) {
  const std::uint64_t digest = holme_kim(4000, 10.0, 0.5, 42).digest();
  EXPECT_EQ(holme_kim(4000, 10.0, 0.5, 42).digest(), digest);
  EXPECT_NE(holme_kim(4000, 10.0, 0.5, 43).digest(), digest);
}

TEST(HolmeKim, refuses_what_it_cannot_grow) {
  EXPECT_THROW(holme_kim(100, 1.0, 0.5, 1), Contradiction);
  EXPECT_THROW(holme_kim(100, 10.0, 1.5, 1), Contradiction);
  EXPECT_THROW(holme_kim(100, std::nan(""), 0.5, 1), Contradiction);
}

TEST(Configuration, keeps_degrees_within_the_share_that_was_erased) {
  const auto wanted = power_law_degrees(20'000, 2.5, 3, 400, 17);
  Dropped dropped;
  const Network network = configuration(wanted, 19, &dropped);
  const auto found = degrees_of(network);
  const auto half_edges = std::accumulate(wanted.begin(), wanted.end(), std::uint64_t{0});
  std::uint64_t missing = 0;
  for (std::size_t c = 0; c < wanted.size(); ++c) {
    ASSERT_LE(found[c], wanted[c]);
    missing += wanted[c] - found[c];
  }
  EXPECT_EQ(missing, 2 * (dropped.self_loops + dropped.parallel) + half_edges % 2);
  EXPECT_GT(dropped.self_loops + dropped.parallel, 0U);
  EXPECT_LT(static_cast<double>(missing), 0.02 * static_cast<double>(half_edges));
  EXPECT_TRUE(test::is_symmetric(network));
}

TEST(Configuration, pairs_half_edges_evenly) {
  // A shuffle that is only nearly even pairs the first two a tenth too often.
  constexpr int draws = 70'000;
  constexpr double expected = draws / 7.0;
  const std::vector<std::uint32_t> ones(8, 1);
  std::vector<int> paired_with_first(8, 0);
  for (std::uint64_t seed = 0; seed < draws; ++seed) {
    const Network pairs = configuration(ones, seed);
    ++paired_with_first[row(pairs.audience(CustomerId{0}).front())];
  }
  for (std::size_t other = 1; other < 8; ++other) {
    EXPECT_NEAR(paired_with_first[other], expected, 5.0 * std::sqrt(expected * 6.0 / 7.0)) << other;
  }
}

TEST(Configuration, leaves_one_half_edge_of_an_odd_total_unpaired) {
  Dropped dropped;
  const Network network = configuration(std::vector<std::uint32_t>{1, 1, 1}, 1, &dropped);
  EXPECT_EQ(network.arcs(), 2U);
  EXPECT_EQ(dropped.self_loops + dropped.parallel, 0U);
}

TEST(Configuration, is_the_same_for_the_same_seed_only) {
  const std::vector<std::uint32_t> degrees(500, 6);
  EXPECT_EQ(configuration(degrees, 1).digest(), configuration(degrees, 1).digest());
  EXPECT_NE(configuration(degrees, 1).digest(), configuration(degrees, 2).digest());
}

TEST(PowerLawDegrees, follow_the_law_between_the_bounds) {
  constexpr double exponent = 2.2;
  const auto degrees = power_law_degrees(200'000, exponent, 2, 50, 23);
  double total = 0.0;
  for (int k = 2; k <= 50; ++k) {
    total += std::pow(k, -exponent);
  }
  for (const std::uint32_t k : {2U, 3U, 7U, 20U, 50U}) {
    const double share = std::pow(k, -exponent) / total;
    const auto count = static_cast<double>(std::count(degrees.begin(), degrees.end(), k));
    EXPECT_NEAR(count / 200'000.0, share, 5.0 * std::sqrt(share / 200'000.0)) << k;
  }
  const auto [least, most] = std::minmax_element(degrees.begin(), degrees.end());
  EXPECT_GE(*least, 2U);
  EXPECT_LE(*most, 50U);
  EXPECT_EQ(power_law_degrees(3, 2.0, 7, 7, 1), (std::vector<std::uint32_t>{7, 7, 7}));
  EXPECT_NE(power_law_degrees(100, 2.0, 1, 50, 1), power_law_degrees(100, 2.0, 1, 50, 2));
}

}  // namespace
}  // namespace rapport
