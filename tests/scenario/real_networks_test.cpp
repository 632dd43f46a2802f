// Real networks: each comes out with the counts that its source published, its traps included.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "tests/scenario/network_files.hpp"
#include "tests/world/clustering.hpp"

namespace rapport {
namespace {

using namespace network_files;

const NetworkFormat directed{"auto", Direction::directed};

fs::path graphs() {
  const char* data = std::getenv("RAPPORT_DATA");
  const fs::path root =
      data != nullptr ? fs::path(data) : fs::path(RAPPORT_SOURCE) / "../shared/data";
  return root / "graphs";
}

class RealNetwork : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(graphs())) {
      GTEST_SKIP() << "no folder " << graphs() << ": set RAPPORT_DATA";
    }
  }
};

TEST_F(RealNetwork, ego_facebook_has_its_published_size_and_clustering) {
  const NetworkFile file = read_network(graphs() / "ego-facebook.txt.gz");
  EXPECT_EQ(file.format, "edge_list");
  EXPECT_EQ(file.network.customers(), 4039U);
  EXPECT_EQ(file.network.arcs(), 2 * 88'234U);
  EXPECT_EQ(file.dropped.self_loops + file.dropped.parallel, 0U);
  EXPECT_NEAR(test::average_clustering(file.network), 0.6055, 5e-5);
  EXPECT_EQ(file.ids.front(), 0U);
  EXPECT_EQ(file.ids.back(), 4038U);
}

TEST_F(RealNetwork, email_eu_core_loses_its_self_loops) {
  const NetworkFile file = read_network(graphs() / "email-eu-core.txt", directed);
  EXPECT_EQ(file.network.customers(), 1005U);
  EXPECT_EQ(file.dropped.self_loops, 642U);
  EXPECT_EQ(file.dropped.parallel, 0U);
  EXPECT_EQ(file.network.arcs(), 25'571U - 642U);
}

TEST_F(RealNetwork, food_pages_are_read_from_commas_without_header) {
  const NetworkFile file = read_network(graphs() / "facebook-food-pages.edges");
  EXPECT_EQ(file.network.customers(), 620U);
  EXPECT_EQ(file.dropped.self_loops, 11U);
  EXPECT_EQ(file.network.arcs(), 2 * (2'102U - 11U));
}

TEST_F(RealNetwork, github_is_read_past_its_header) {
  const NetworkFile file = read_network(graphs() / "github-social.csv.gz");
  EXPECT_EQ(file.network.customers(), 37'700U);
  EXPECT_EQ(file.network.arcs(), 2 * 289'003U);
}

TEST_F(RealNetwork, higgs_retweets_have_gaps_in_their_ids_and_weights_behind_them) {
  const NetworkFile file = read_network(graphs() / "higgs-retweet.edgelist.gz", directed);
  EXPECT_EQ(file.network.customers(), 256'491U);
  EXPECT_EQ(file.network.arcs() + file.dropped.self_loops + file.dropped.parallel, 328'132U);
  EXPECT_EQ(file.dropped.parallel, 0U);
  EXPECT_GT(file.ids.back(), 256'491U);
  EXPECT_TRUE(std::is_sorted(file.ids.begin(), file.ids.end()));
}

TEST_F(RealNetwork, wiki_vote_is_read_past_its_comments) {
  const NetworkFile file = read_network(graphs() / "wiki-vote.txt.gz", directed);
  EXPECT_EQ(file.network.customers(), 7'115U);
  EXPECT_EQ(file.network.arcs(), 103'689U);
}

TEST_F(RealNetwork, pgp_is_metis_and_clusters_as_measured) {
  const NetworkFile file = read_network(graphs() / "pgp.graph");
  EXPECT_EQ(file.format, "metis");
  EXPECT_EQ(file.network.customers(), 10'680U);
  EXPECT_EQ(file.network.arcs(), 2 * 24'316U);
  EXPECT_NEAR(test::average_clustering(file.network), 0.2659, 5e-5);
  EXPECT_EQ(file.ids.front(), 1U);
  EXPECT_TRUE(test::is_symmetric(file.network));
}

/// What the data's own page says of each file, as published by its source.
struct Published {
  const char* name = "";
  NetworkFormat format;
  const char* kind = "";
  std::uint32_t people = 0;
  std::uint64_t listed = 0;  ///< ties, before what says nothing new is dropped
  std::uint64_t arcs = 0;    ///< of the network
};

NetworkFormat layer(const char* name) {
  NetworkFormat format;
  format.layer = name;
  return format;
}

TEST_F(RealNetwork, of_every_format_has_its_published_counts) {
  NetworkFormat rated = directed;
  rated.weight_column = "3";
  rated.least_weight = 1;
  NetworkFormat members;
  members.two_mode = TwoMode::first;
  const Published all[] = {
      {"bitcoin-otc-trust.csv.gz", directed, "edge_list", 5881, 35592, 35592},
      {"bitcoin-otc-trust.csv.gz", rated, "edge_list", 5573, 35592, 32029},
      {"college-messages.txt.gz", directed, "edge_list", 1899, 59835, 20296},
      {"facebook-company-pages.csv.gz", {}, "edge_list", 14113, 52310, 2 * (52310 - 184)},
      {"facebook-pages.csv.gz", {}, "edge_list", 22470, 171002, 2 * (171002 - 179)},
      {"manufacturing-email.csv", directed, "edge_list", 167, 5784, 5783},
      {"krackhardt-hightech.csv", layer("advice"), "edge_list", 21, 190, 2 * 145},
      {"polblogs.gml.gz", {}, "gml", 1490, 19090, 19022},
      {"polblogs.gml.gz", {"gml", Direction::both_ways}, "gml", 1490, 19090, 2 * 16715},
      {"jazz.net", {}, "pajek", 198, 2742, 2 * 2742},
      {"karate.mtx", {}, "matrix_market", 34, 78, 2 * 78},
      {"polbooks.graphml", {}, "graphml", 105, 441, 2 * 441},
      {"lesmis.gexf", {}, "gexf", 77, 254, 2 * 254},
  };
  for (const Published& one : all) {
    const NetworkFile file = read_network(graphs() / one.name, one.format);
    EXPECT_EQ(file.format, one.kind) << one.name;
    EXPECT_EQ(file.network.customers(), one.people) << one.name;
    EXPECT_EQ(file.listed, one.listed) << one.name;
    EXPECT_EQ(file.network.arcs(), one.arcs) << one.name;
    const std::uint64_t slots = file.direction == Direction::both_ways ? 2 : 1;
    EXPECT_EQ(file.network.arcs() / slots + file.dropped.self_loops + file.dropped.parallel +
                  file.below_weight,
              file.listed)
        << one.name << ": what is listed is kept or dropped";
  }
}

TEST_F(RealNetwork, layers_of_one_file_are_told_apart) {
  NetworkFormat format = directed;
  for (const auto& [name, arcs] :
       {std::pair("advice", 190U), std::pair("friendship", 102U), std::pair("reports_to", 20U)}) {
    format.layer = name;
    EXPECT_EQ(read_network(graphs() / "krackhardt-hightech.csv", format).network.arcs(), arcs);
  }
  format.layer.clear();
  try {
    read_network(graphs() / "krackhardt-hightech.csv", format);
    FAIL() << "three layers were taken for one";
  } catch (const ScenarioError& error) {
    EXPECT_NE(error.problems().front().what.find("advice, friendship, reports_to"),
              std::string::npos);
  }
}

TEST_F(RealNetwork, of_people_and_forums_is_refused_or_projected) {
  try {
    read_network(graphs() / "uc-forum.csv");
    FAIL() << "forums were taken for people";
  } catch (const ScenarioError& error) {
    EXPECT_NE(error.problems().front().what.find("'user' with 'forum'"), std::string::npos);
    EXPECT_NE(error.problems().front().help.find("two_mode"), std::string::npos);
  }
  NetworkFormat format;
  format.two_mode = TwoMode::first;
  const NetworkFile users = read_network(graphs() / "uc-forum.csv", format);
  EXPECT_EQ(users.network.customers(), 899U);
  EXPECT_EQ(users.listed, 7089U);
  format.two_mode = TwoMode::second;
  EXPECT_EQ(read_network(graphs() / "uc-forum.csv", format).network.customers(), 522U);
}

TEST_F(RealNetwork, says_what_its_file_says_of_people) {
  const NetworkFile blogs = read_network(graphs() / "polblogs.gml.gz");
  ASSERT_EQ(blogs.columns.size(), 3U);
  EXPECT_EQ(blogs.columns[0].name, "label");
  EXPECT_EQ(blogs.columns[1].name, "value");
  EXPECT_EQ(std::ranges::count(blogs.columns[1].values, "0"), 758);
  EXPECT_EQ(std::ranges::count(blogs.columns[1].values, "1"), 732);
  EXPECT_EQ(blogs.columns[0].values[0], "100monkeystyping.com");
  const NetworkFile novel = read_network(graphs() / "lesmis.gexf");
  EXPECT_EQ(novel.names.front(), "0.0");
  EXPECT_EQ(novel.columns.front().values.front(), "Myriel");
}

}  // namespace
}  // namespace rapport
