// When a conclusion stands in another market.
#include "sim/validate/findings.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "sim/core/error.hpp"

namespace rapport::validate {
namespace {

using Values = std::vector<double>;
const Values gain{1.0, 1.2, 1.1, 0.9};  // told from nothing
const Values unclear{1.0, -1.2, 1.1, -0.9};

Values times(const Values& values, double factor) {
  Values all;
  for (const double value : values) {
    all.push_back(factor * value);
  }
  return all;
}

TEST(Standing, is_told_by_both_intervals) {
  EXPECT_EQ(stand_of(gain, times(gain, 2)).standing(), Standing::stands);
  EXPECT_EQ(stand_of(times(gain, -1), times(gain, -2)).standing(), Standing::stands);
  EXPECT_EQ(stand_of(gain, times(gain, -1)).standing(), Standing::changes_sign);
  EXPECT_EQ(stand_of(gain, unclear).standing(), Standing::not_told);
  EXPECT_EQ(stand_of(unclear, gain).standing(), Standing::told_only_here);
  EXPECT_EQ(stand_of(unclear, unclear).standing(), Standing::neither);
}

TEST(Standing, knows_a_shift_from_chance_replicate_by_replicate) {
  const Stand moved = stand_of(gain, Values{1.31, 1.49, 1.4, 1.2});  // by .31, .29, .3, .3
  EXPECT_EQ(moved.standing(), Standing::stands);
  EXPECT_TRUE(moved.shifted());
  // deviations .01, -.01, 0, 0: sqrt(.0002 / 3 / 4)
  EXPECT_NEAR(moved.z(), 0.3 / std::sqrt(0.0002 / 12), 1e-6);
  EXPECT_FALSE(stand_of(gain, Values{1.2, 1.0, 1.0, 1.0}).shifted());
}

TEST(Standing, is_the_same_in_the_same_market) {
  const Stand same = stand_of(gain, gain);
  EXPECT_EQ(same.standing(), Standing::stands);
  EXPECT_EQ(same.z(), 0);
  EXPECT_FALSE(same.shifted());
}

TEST(Standing, pairs_the_first_replicates_where_one_market_has_fewer) {
  const Stand fewer = stand_of(gain, Values{1.5, 1.7});
  EXPECT_EQ(fewer.shift.n, 2U);
  EXPECT_NEAR(fewer.shift.mean, 0.5, 1e-12);
  EXPECT_EQ(fewer.there.n, 4U);
  EXPECT_THROW(stand_of(gain, Values{1.0}), Contradiction);
}

}  // namespace
}  // namespace rapport::validate
