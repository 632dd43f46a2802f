// Networks that no file or generator can give, though each of their numbers is in range.
#include <gtest/gtest.h>

#include "tests/scenario/small_market.hpp"

namespace rapport {
namespace {

using namespace small_market;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string with_network(const std::string& body) {
  const std::string old = "generator = \"holme_kim\"\ncustomers = 500\nmean_degree = 6\n";
  return std::string(valid).replace(valid.find(old), old.size(), body);
}

TEST(Networks, cannot_have_more_friends_than_people) {
  Problem told = problem(with_network("generator = \"holme_kim\"\ncustomers = 20\n"));
  EXPECT_EQ(told.what, "'customers' of [network] is 20, must be above 'mean_degree'");
  EXPECT_EQ(told.help,
            "'mean_degree' is 20 (default): nobody has more friends than there are others");
  EXPECT_EQ(told.line, 8U);
  EXPECT_EQ(told.column, 13U);
  told = problem(valid, {"network.mean_degree=500"});
  EXPECT_EQ(told.file, "--set");
  EXPECT_EQ(told.what, "'mean_degree' of [network] is 500, must be below 'customers'");
  EXPECT_TRUE(has(told.help, "'customers' is 500 (market.toml:8)"));
  EXPECT_EQ(problems(valid, {"network.mean_degree=499"}).size(), 0U);
  const std::string drawn =
      "generator = \"configuration\"\ncustomers = 50\nexponent = 2\nleast_degree = 1\n";
  EXPECT_TRUE(has(problem(with_network(drawn + "most_degree = 50\n")).what,
                  "'most_degree' of [network] is 50, must be below 'customers'"));
  EXPECT_EQ(problems(with_network(drawn + "most_degree = 49\n")).size(), 0U);
  // a number that is missing or refused is not held against others
  EXPECT_TRUE(has(problem(with_network(drawn)).what, "needs 'most_degree'"));
  EXPECT_TRUE(has(problem(with_network(drawn + "most_degree = 0\n")).what, "is 0, must be"));
}

TEST(Networks, have_least_degrees_that_do_not_exceed_the_most) {
  const std::string drawn = "generator = \"configuration\"\ncustomers = 50\nexponent = 2\n";
  Problem told = problem(with_network(drawn + "most_degree = 3\nleast_degree = 4\n"));
  EXPECT_EQ(told.what, "'least_degree' of [network] is 4, must not be above 'most_degree'");
  EXPECT_EQ(told.help, "'most_degree' is 3 (market.toml:10)");
  EXPECT_EQ(told.line, 11U);
  EXPECT_EQ(told.column, 16U);
  told = problem(with_network(drawn + "most_degree = 9\nleast_degree = 4\n"),
                 {"network.most_degree=3"});
  EXPECT_EQ(told.file, "--set");
  EXPECT_EQ(told.what, "'most_degree' of [network] is 3, must not be below 'least_degree'");
  EXPECT_EQ(problems(with_network(drawn + "most_degree = 4\nleast_degree = 4\n")).size(), 0U);
}

TEST(Networks, that_are_made_for_several_platforms_have_the_same_people) {
  const std::string own = "[platform.chirper.network]\ngenerator = \"holme_kim\"\n";
  const Problem told = problem(valid + own + "customers = 300\n");
  EXPECT_TRUE(has(told.what,
                  "'customers' of [platform.chirper.network] is 300, must be the 500 of "
                  "[network]"))
      << told.what;
  EXPECT_EQ(told.line, 22U);
  EXPECT_EQ(told.help, "'customers' of [network] is 500 (market.toml:8)");
  EXPECT_EQ(problems(valid + own + "customers = 500\n").size(), 0U);
  // where every platform has its own, the shared one is not used
  EXPECT_EQ(problems(valid + own +
                     "customers = 300\n[platform.pagebook.network]\n"
                     "generator = \"holme_kim\"\ncustomers = 300\n")
                .size(),
            0U);
}

TEST(Networks, in_metis_graphs_have_ties_both_ways) {
  const Folder folder;
  folder.write("pair.graph", "2 1\n2\n1\n");
  const std::string file = with_network("file = \"pair.graph\"\ndirected = true\n");
  const Problem told = problem(file, {"network.format=metis"}, folder.path());
  EXPECT_EQ(
      told.what,
      "'directed' of [network] is true, must be false: the ties of a METIS graph go both ways");
  EXPECT_EQ(told.line, 8U);
  EXPECT_EQ(told.help, "'format' is \"metis\" (--set)");
  // where only the file shows what it is, it is told once it is read
  const Scenario scenario = read(file, {}, folder.path());
  EXPECT_THROW(build_setting(scenario), ScenarioError);
  EXPECT_NO_THROW(build_setting(read(file, {"network.directed=false"}, folder.path())));
}

}  // namespace
}  // namespace rapport
