// Small networks whose structure is counted by hand, and real ones with their published figures.
#include "sim/structure/structure.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <numeric>
#include <utility>

#include "sim/scenario/network_files/read_network.hpp"

namespace rapport {
namespace {

using namespace structure;
namespace fs = std::filesystem;

Network friends(std::uint32_t people, std::vector<Arc> ties) {
  return Network::from_arcs(people, std::move(ties), Direction::both_ways);
}

Network ring(std::uint32_t people) {
  std::vector<Arc> ties;
  for (std::uint32_t c = 0; c < people; ++c) {
    ties.push_back({c, (c + 1) % people});
  }
  return friends(people, std::move(ties));
}

Network path(std::uint32_t people) {
  std::vector<Arc> ties;
  for (std::uint32_t c = 0; c + 1 < people; ++c) {
    ties.push_back({c, c + 1});
  }
  return friends(people, std::move(ties));
}

Network clique(std::uint32_t people) {
  std::vector<Arc> ties;
  for (std::uint32_t a = 0; a < people; ++a) {
    for (std::uint32_t b = a + 1; b < people; ++b) {
      ties.push_back({a, b});
    }
  }
  return friends(people, std::move(ties));
}

TEST(Structure, of_degrees_gives_quantiles_by_rank) {
  std::vector<std::uint32_t> each(100);
  std::iota(each.begin(), each.end(), 0U);
  const Degrees d = degrees(each);
  EXPECT_EQ(d.mean, 49.5);
  EXPECT_EQ(d.median, 49U);
  EXPECT_EQ(d.tenth, 89U);
  EXPECT_EQ(d.hundredth, 98U);
  EXPECT_EQ(d.most, 99U);
  EXPECT_EQ(d.none, 1U);
  EXPECT_EQ(degrees({}).most, 0U);
}

TEST(Structure, of_arcs_tells_how_many_are_returned) {
  const Network network =
      Network::from_arcs(4, {{0, 1}, {1, 0}, {1, 2}, {2, 3}}, Direction::directed);
  EXPECT_EQ(reciprocity(network), 0.5);
  EXPECT_EQ(out_degrees(network), (std::vector<std::uint32_t>{1, 2, 1, 0}));
  EXPECT_EQ(in_degrees(network), (std::vector<std::uint32_t>{1, 1, 1, 1}));
  EXPECT_EQ(reciprocity(Network(3)), 1);
  const Network both = both_ways(network);
  EXPECT_EQ(both.arcs(), 6U);
  EXPECT_EQ(both.digest(), friends(4, {{0, 1}, {1, 2}, {2, 3}}).digest());
  EXPECT_EQ(both_ways(both).digest(), both.digest());
}

TEST(Structure, of_triangles_is_counted) {
  EXPECT_EQ(clustering(clique(6)).triangles, 20U);
  EXPECT_EQ(clustering(clique(6)).average, 1);
  EXPECT_EQ(clustering(clique(6)).transitivity, 1);
  EXPECT_EQ(clustering(ring(5)).triangles, 0U);
  EXPECT_EQ(clustering(ring(5)).average, 0);
  // a triangle with a tail: local 1, 1, 1/3, 0; 3 of 5 pairs of ties that meet close
  const Clustering tailed = clustering(friends(4, {{0, 1}, {1, 2}, {2, 0}, {2, 3}}));
  EXPECT_EQ(tailed.triangles, 1U);
  EXPECT_NEAR(tailed.average, (1 + 1 + 1.0 / 3) / 4, 1e-15);
  EXPECT_NEAR(tailed.transitivity, 3.0 / 5, 1e-15);
  EXPECT_EQ(clustering(Network(3)).average, 0);
}

TEST(Structure, of_components_is_counted) {
  const Network two = friends(6, {{0, 1}, {1, 2}, {3, 4}});
  EXPECT_EQ(components(two).count, 3U);
  EXPECT_EQ(components(two).largest, 3U);
  const Network circle_and_tail =
      Network::from_arcs(4, {{0, 1}, {1, 2}, {2, 0}, {2, 3}}, Direction::directed);
  EXPECT_EQ(strong_components(circle_and_tail).count, 2U);
  EXPECT_EQ(strong_components(circle_and_tail).largest, 3U);
}

TEST(Structure, of_degrees_at_both_ends_correlates) {
  // a star is as disassortative as can be; a ring has no spread of degrees
  EXPECT_NEAR(assortativity(friends(5, {{0, 1}, {0, 2}, {0, 3}, {0, 4}})), -1, 1e-12);
  EXPECT_TRUE(std::isnan(assortativity(ring(8))));
}

TEST(Structure, of_distances_is_exact_where_searches_allow) {
  for (const std::uint32_t n : {2U, 3U, 10U, 51U}) {
    const Distances line = distances(path(n), 1000);
    EXPECT_EQ(line.diameter_at_least, n - 1);
    EXPECT_EQ(line.diameter_at_most, n - 1);
    const Distances round = distances(ring(n), 1000);
    EXPECT_EQ(round.diameter_at_least, n / 2);
    EXPECT_EQ(round.diameter_at_most, n / 2);
    EXPECT_NEAR(line.mean, (n + 1) / 3.0, 1e-12) << "of a path, over all pairs";
  }
  const Distances hasty = distances(ring(101), 0);
  EXPECT_LE(hasty.diameter_at_least, 50U);
  EXPECT_GE(hasty.diameter_at_most, 50U);
  EXPECT_EQ(distances(Network(3), 10).sources, 0U);
}

TEST(Structure, of_communities_finds_rings_of_cliques) {
  constexpr std::uint32_t cliques = 12;
  constexpr std::uint32_t size = 6;
  std::vector<Arc> ties;
  for (std::uint32_t k = 0; k < cliques; ++k) {
    for (std::uint32_t a = 0; a < size; ++a) {
      for (std::uint32_t b = a + 1; b < size; ++b) {
        ties.push_back({k * size + a, k * size + b});
      }
    }
    ties.push_back({k * size, (k + 1) % cliques * size + 1});
  }
  const Communities found = communities(friends(cliques * size, std::move(ties)));
  EXPECT_EQ(found.count, cliques);
  for (std::uint32_t c = 0; c < cliques * size; ++c) {
    EXPECT_EQ(found.of[c], found.of[c / size * size]);
  }
  // 15 of each clique's 16 ties stay within: sum of 15/(12 x 16) - (32/(2 x 192))^2
  EXPECT_NEAR(found.modularity, 12 * (15.0 / 192 - 1.0 / 144), 1e-12);
  EXPECT_EQ(communities(Network(4)).count, 4U);
}

class RealStructure : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(graphs())) {
      GTEST_SKIP() << "no folder " << graphs() << ": set RAPPORT_DATA";
    }
  }
  static fs::path graphs() {
    const char* data = std::getenv("RAPPORT_DATA");
    return (data != nullptr ? fs::path(data) : fs::path(RAPPORT_SOURCE) / "../shared/data") /
           "graphs";
  }
};

TEST_F(RealStructure, is_as_published) {
  struct Published {
    const char* name;
    double clustering;
    double transitivity;
    std::uint64_t triangles;
    std::uint32_t diameter;
    std::uint64_t largest;  ///< component
  };
  constexpr double unsaid = -1;
  const Published all[] = {
      {"ego-facebook.txt.gz", 0.6055, 0.5192, 1'612'010, 8, 4039},
      {"email-eu-core.txt", 0.3994, unsaid, 105'461, 7, 986},
      {"wiki-vote.txt.gz", 0.1409, unsaid, 608'389, 7, 0},
      {"higgs-retweet.edgelist.gz", 0.0156, unsaid, 21'172, 0, 0},
      {"jazz.net", 0.6175, 0.5203, 0, 6, 198},
      {"pgp.graph", 0.2659, unsaid, 0, 24, 10'680},
      {"facebook-food-pages.edges", 0.331, unsaid, 0, 17, 620},
      {"facebook-pages.csv.gz", 0.3597, 0.232, 0, 0, 22'470},
      {"facebook-company-pages.csv.gz", 0.2392, 0.1532, 0, 0, 14'113},
      {"manufacturing-email.csv", 0.592, unsaid, 0, 5, 167},
  };
  for (const Published& one : all) {
    const NetworkFile file = read_network(graphs() / one.name, {.direction = Direction::both_ways});
    const Clustering c = clustering(file.network);
    EXPECT_NEAR(c.average, one.clustering, 5e-4) << one.name;
    if (one.transitivity != unsaid) {
      EXPECT_NEAR(c.transitivity, one.transitivity, 5e-4) << one.name;
    }
    if (one.triangles > 0) {
      EXPECT_EQ(c.triangles, one.triangles) << one.name;
    }
    if (one.diameter > 0) {
      const Distances d = distances(file.network, 1000);
      EXPECT_EQ(d.diameter_at_least, one.diameter) << one.name;
      EXPECT_EQ(d.diameter_at_most, one.diameter) << one.name;
    }
    if (one.largest > 0) {
      EXPECT_EQ(components(file.network).largest, one.largest) << one.name;
    }
  }
}

TEST_F(RealStructure, of_mail_returns_arcs_as_measured) {
  const NetworkFile mail =
      read_network(graphs() / "email-eu-core.txt", {.direction = Direction::directed});
  EXPECT_NEAR(reciprocity(mail.network), 0.711, 5e-4);
}

TEST_F(RealStructure, of_a_club_that_split_has_its_known_modularity) {
  // Greatest possible 0.4198 (Brandes et al., IEEE TKDE 20, 172, 2008); Louvain comes near.
  const Communities club = communities(read_network(graphs() / "karate.mtx").network);
  EXPECT_GT(club.modularity, 0.40);
  EXPECT_LE(club.modularity, 0.4198);
}

}  // namespace
}  // namespace rapport
