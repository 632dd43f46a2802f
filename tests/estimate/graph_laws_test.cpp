// Degrees by preferential attachment and clustering of a rewired ring: printed values, sums.
#include "analysis/estimate/targets/graph_laws.hpp"

#include <cmath>
#include <stdexcept>

#include "tests/estimate/printed.hpp"

namespace rapport::targets {
namespace {

using testing::expect_printed;

TEST(PreferentialAttachment, has_the_printed_shares) {
  expect_printed(preferential_share(3, 3), "0.400000");
  expect_printed(preferential_share(4, 3), "0.200000");
  expect_printed(preferential_share(5, 3), "0.114286");
  expect_printed(preferential_share(10, 3), "0.018182");
  expect_printed(preferential_share(20, 3), "0.002597");
  expect_printed(preferential_share(50, 3), "0.000181");
  expect_printed(preferential_at_least(10, 3), "0.109091");
  expect_printed(preferential_at_least(50, 3), "0.004706");
  expect_printed(preferential_at_least(100, 3), "0.001188");
}

TEST(PreferentialAttachment, adds_up_to_all_and_to_two_ends_a_tie) {
  for (const int ties : {1, 3, 8}) {
    double all = 0.0;
    double mean = 0.0;
    constexpr int most = 1000000;
    for (int k = 1; k < most; ++k) {
      EXPECT_NEAR(k % 1000 != 0 ? 0.0 : 1.0 - all - preferential_at_least(k, ties), 0.0, 1e-11);
      all += preferential_share(k, ties);
      mean += k * preferential_share(k, ties);
    }
    EXPECT_NEAR(all, 1.0, 1e-9);
    EXPECT_NEAR(mean, 2.0 * ties, 2e-4);  // 2 m (m + 1) / most is left out
    EXPECT_EQ(preferential_share(ties - 1 > 0 ? ties - 1 : 1, ties + 1), 0.0);
    EXPECT_EQ(preferential_at_least(1, ties), 1.0);
  }
}

TEST(PreferentialAttachment, has_a_tail_of_exponent_three) {
  const double slope =
      std::log(preferential_share(200000, 3) / preferential_share(100000, 3)) / std::log(2.0);
  EXPECT_NEAR(slope, -3.0, 1e-4);
}

TEST(SmallWorld, has_the_printed_clustering) {
  expect_printed(small_world_clustering(10, 0), "0.666667");
  const double ring = small_world_clustering(10, 0);
  expect_printed(small_world_clustering(10, 0.01) / ring, "0.97030");
  expect_printed(small_world_clustering(10, 0.05) / ring, "0.85737");
  expect_printed(small_world_clustering(10, 0.1) / ring, "0.72900");
  expect_printed(small_world_clustering(10, 0.2) / ring, "0.51200");
}

// Counted: pairs of one node's neighbours that know each other.
TEST(SmallWorld, of_an_untouched_ring_is_what_counting_gives) {
  for (int neighbours = 2; neighbours <= 20; neighbours += 2) {
    const int reach = neighbours / 2;
    int pairs = 0;
    int known = 0;
    for (int i = -reach; i <= reach; ++i) {
      for (int j = i + 1; j <= reach; ++j) {
        if (i != 0 && j != 0) {
          ++pairs;
          known += j - i <= reach ? 1 : 0;
        }
      }
    }
    EXPECT_NEAR(small_world_clustering(neighbours, 0), double(known) / pairs, 1e-15);
    EXPECT_EQ(small_world_clustering(neighbours, 1), 0.0);
  }
}

TEST(GraphLaws, refuse_what_is_no_graph) {
  EXPECT_THROW(preferential_share(0, 3), std::invalid_argument);
  EXPECT_THROW(preferential_at_least(3, 0), std::invalid_argument);
  EXPECT_THROW(small_world_clustering(5, 0.1), std::invalid_argument);
  EXPECT_THROW(small_world_clustering(10, 1.1), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::targets
