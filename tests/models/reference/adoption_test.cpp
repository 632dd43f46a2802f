// Adoption without imitation is exponential; with friends alone nobody begins.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

constexpr std::uint32_t n = 20000;

Market market_of(double p, double q, double by_friend) {
  Market market({.customers = n, .weeks = 10, .network = ring(n, 2)},
                {"activity", "attention", "adoption"});
  market.set("activity.membership", 1).set("activity.log_ins_per_day", 100);
  market.set("adoption.innovation", p).set("adoption.imitation", q);
  market.set("adoption.by_friend", by_friend);
  return market;
}

TEST(Adoption, without_innovation_does_not_begin) {
  Market market = market_of(0, 5, 5);
  EXPECT_EQ(market.count(market.run(), "adoptions"), 0);
}

TEST(Adoption, without_imitation_is_exponential) {
  Market market = market_of(0.1, 0, 0);
  const double target = 1 - std::exp(-0.1 * 10);  // of weeks, the unit
  const double share = static_cast<double>(market.count(market.run(), "adoptions")) / n;
  EXPECT_NEAR(share, target, 4 * std::sqrt(target * (1 - target) / n) + 0.1 / 168);
}

TEST(Adoption, is_faster_by_imitation_and_by_friends) {
  Market alone = market_of(0.05, 0, 0);
  Market all = market_of(0.05, 0.4, 0);
  Market friends = market_of(0.05, 0, 0.2);
  const std::int64_t few = alone.count(alone.run(), "adoptions");
  EXPECT_GT(friends.count(friends.run(), "adoptions"), few * 3 / 2);
  EXPECT_GT(all.count(all.run(), "adoptions"), few * 3 / 2);
}

TEST(Adoption, happens_once_to_each) {
  Market market = market_of(5, 5, 5);
  const World world = market.run();
  EXPECT_EQ(market.count(world, "adoptions"), n);
  for (std::uint32_t j = 0; j < n; ++j) {
    ASSERT_LT(Market::column<float>(world, "adopted_at", j), 10 * 168.0F);
  }
}

TEST(Adoption, is_the_same_on_one_thread_and_on_many) {
  Market market = market_of(0.05, 0.2, 0.2);
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
}

}  // namespace
}  // namespace rapport::testing
