// Threshold on a circle, of two friends each: one of two is half.
#include <gtest/gtest.h>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

constexpr std::uint32_t n = 400;

Market circle_market(double share, double seeded) {
  Market market({.customers = n, .weeks = 8, .network = circle(n)},
                {"activity", "attention", "threshold"});
  market.set("activity.membership", 1).set("activity.log_ins_per_day", 100);
  market.set("threshold.share", share).set("threshold.seeded", seeded);
  return market;
}

std::int64_t following(Market& market) {
  const World world = market.run();
  return market.count(world, "activations");
}

TEST(Threshold, moves_nobody_without_seeds) {
  Market market = circle_market(0.1, 0);
  EXPECT_EQ(following(market), 0);
}

TEST(Threshold, of_half_is_met_by_one_friend_of_two) {
  Market market = circle_market(0.5, 0.1);
  EXPECT_EQ(following(market), n);
}

TEST(Threshold, above_half_needs_both_friends) {
  Market market = circle_market(0.51, 0.1);
  World world = market.found();
  market.run_weeks(world, 8);
  std::int64_t between = 0;  // who is no seed and has two friends who follow
  std::int64_t followers = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    const auto told = Market::column<std::uint32_t>(world, "friends_active", j);
    const bool follows = Market::column<std::uint8_t>(world, "active", j) != 0;
    followers += follows ? 1 : 0;
    between += told == 2 && !follows ? 1 : 0;
  }
  EXPECT_EQ(between, 0);
  EXPECT_GT(followers, n / 20);
  EXPECT_LT(followers, n / 2);
  EXPECT_EQ(followers, market.count(world, "activations"));
}

TEST(Threshold, that_is_met_by_all_seeded_is_everybody_at_once) {
  Market market = circle_market(1, 1);
  EXPECT_EQ(following(market), n);
}

TEST(Threshold, is_the_same_on_one_thread_and_on_many) {
  Market market = circle_market(0.51, 0.2);
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
}

}  // namespace
}  // namespace rapport::testing
