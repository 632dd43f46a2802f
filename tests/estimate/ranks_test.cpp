// Ranks of values with and without ties.
#include "analysis/estimate/ranks.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace rapport::estimate {
namespace {

using Values = std::vector<double>;

TEST(MidRanks, count_from_one_in_the_order_of_the_values) {
  EXPECT_EQ(mid_ranks(Values{30, -1, 2e9, 0}), (Values{3, 1, 4, 2}));
  EXPECT_TRUE(mid_ranks(Values{}).empty());
}

TEST(MidRanks, share_the_mean_of_their_places) {
  EXPECT_EQ(mid_ranks(Values{5, 1, 5, 1, 1}), (Values{4.5, 2, 4.5, 2, 2}));
  EXPECT_EQ(mid_ranks(Values{7, 7, 7}), (Values{2, 2, 2}));
  EXPECT_EQ(mid_ranks(Values{0.0, -0.0}), (Values{1.5, 1.5}));
}

}  // namespace
}  // namespace rapport::estimate
