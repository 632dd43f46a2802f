// Contagion on rings: how far it gets at chances of 0 and 1, and that contagions do not meet.
#include <gtest/gtest.h>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

constexpr std::uint32_t n = 3000;

Market ring_market(double transmissibility, double exponential = 0) {
  Market market({.customers = n, .weeks = 4, .network = ring(n, 4)},
                {"activity", "attention", "contagion"});
  market.set("activity.membership", 1).set("activity.log_ins_per_day", 100);
  market.set("contagion.transmissibility", transmissibility).set("contagion.period", exponential);
  return market;
}

std::int64_t reached(Market& market, std::initializer_list<std::uint32_t> seeds) {
  World world = market.found();
  for (const std::uint32_t seed : seeds) {
    Market::cause(world, seed, QuestionDue{0});
  }
  market.run_weeks(world, 4);
  return market.count(world, "infections");
}

TEST(Contagion, reaches_nobody_else_at_chance_zero_and_nobody_without_a_seed) {
  for (const double law : {0.0, 1.0}) {
    Market none = ring_market(0, law);
    EXPECT_EQ(reached(none, {7}), 1);
    Market certain = ring_market(1, law);
    EXPECT_EQ(reached(certain, {}), 0);
  }
}

TEST(Contagion, gets_as_far_as_hours_allow_at_chance_one) {
  Market market = ring_market(1);
  const std::int64_t one = reached(market, {7});
  EXPECT_GT(one, n / 10);
  EXPECT_LE(one, n);
}

TEST(Contagion, of_two_seeds_pass_each_other_by) {
  Market market = ring_market(0.6);
  const std::int64_t both = reached(market, {7, 8});
  EXPECT_EQ(both, reached(market, {7}) + reached(market, {8}));
}

TEST(Contagion, that_is_off_is_not_there) {
  Market market({.customers = n, .weeks = 1, .network = ring(n, 4)}, {"activity", "attention"});
  EXPECT_EQ(market.model().find("contagion", "transmissibility"), nullptr);
}

TEST(Contagion, is_the_same_on_one_thread_and_on_many) {
  for (const double law : {0.0, 1.0}) {
    Market market = ring_market(0.6, law);
    const auto seeds = [](World& world) {
      for (std::uint32_t j = 0; j < n; j += 100) {
        Market::cause(world, j, QuestionDue{0});
      }
    };
    EXPECT_EQ(digest_on(1, market, seeds), digest_on(8, market, seeds));
  }
}

}  // namespace
}  // namespace rapport::testing
