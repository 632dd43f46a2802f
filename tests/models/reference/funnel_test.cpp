// Funnel: everybody ends, once; a straight road takes as many steps as it has stages.
#include <gtest/gtest.h>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

constexpr std::uint32_t n = 5000;

Market empty_funnel() {
  Market market({.customers = n, .weeks = 26, .network = quiet(n)}, {"funnel"});
  for (const char* from : {"1", "2", "3"}) {
    for (const char* to : {"1", "2", "3"}) {
      market.set(std::string("funnel.from_") + from + "_to_" + to, 0);
    }
    market.set(std::string("funnel.from_") + from + "_converted", 0);
  }
  return market;
}

TEST(Funnel, with_a_straight_road_converts_all_in_three_steps) {
  Market market = empty_funnel();
  market.set("funnel.from_1_to_2", 1).set("funnel.from_2_to_3", 1);
  market.set("funnel.from_3_converted", 1);
  const World world = market.run();
  for (std::uint32_t j = 0; j < n; ++j) {
    ASSERT_EQ(Market::column<std::uint8_t>(world, "funnel_stage", j), 4);
    ASSERT_EQ(Market::column<std::uint32_t>(world, "funnel_steps", j), 3U);
  }
}

TEST(Funnel, without_any_way_on_loses_all_at_once) {
  Market market = empty_funnel();
  const World world = market.run();
  for (std::uint32_t j = 0; j < n; ++j) {
    ASSERT_EQ(Market::column<std::uint8_t>(world, "funnel_stage", j), 5);
    ASSERT_EQ(Market::column<std::uint32_t>(world, "funnel_steps", j), 1U);
  }
}

TEST(Funnel, ends_for_everybody_and_each_stage_is_one_that_there_is) {
  Market market({.customers = n, .weeks = 26, .network = quiet(n)}, {"funnel"});
  World world = market.found();
  market.run_weeks(world, 1);
  std::uint32_t on_the_way = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    const auto stage = Market::column<std::uint8_t>(world, "funnel_stage", j);
    ASSERT_GE(stage, 1);
    ASSERT_LE(stage, 5);
    on_the_way += stage < 4 ? 1 : 0;
  }
  EXPECT_GT(on_the_way, 0U);
  market.run_weeks(world, 25);
  for (std::uint32_t j = 0; j < n; ++j) {
    ASSERT_GE(Market::column<std::uint8_t>(world, "funnel_stage", j), 4);
  }
}

TEST(Funnel, is_the_same_on_one_thread_and_on_many) {
  Market market({.customers = 30000, .weeks = 4, .network = quiet(30000)}, {"funnel"});
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
}

}  // namespace
}  // namespace rapport::testing
