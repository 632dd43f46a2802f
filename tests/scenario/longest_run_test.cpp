// The longest run that a scenario may ask for: its last day fits where days are remembered.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>

#include "sim/scenario/vocabulary.hpp"
#include "tests/models/testing.hpp"
#include "tests/scenario/small_market.hpp"

namespace rapport {
namespace {

using testing::Market;

constexpr std::uint32_t customers = 20;

std::uint32_t most(std::string_view name) {
  const auto found = std::ranges::find(run_fields(), name, &Field::name);
  return static_cast<std::uint32_t>(found->high);
}

TEST(LongestRun, remembers_the_days_of_its_last_week) {
  const std::uint32_t weeks = most("warm_up_weeks") + most("weeks");
  Market market(
      {.customers = customers,
       .weeks = weeks,
       .network = testing::quiet(customers),
       .hours_per_tick = 24},
      {"activity", "talk", "awareness", "trust", "choice", "experience", "voice", "relationship"});
  market.set("activity.membership", 1).set("talk.sigma", 0).set("awareness.share", 1);
  market.set("choice.share", 1).set("experience.failure", 0).set("experience.delight", 1);
  market.set("voice.praise", 1).set("voice.trust", 0);
  World world = market.found();
  market.run_weeks(world, weeks - 1);
  EXPECT_EQ(market.stock("advocates"), 0);
  for (std::uint32_t j = 0; j < customers; ++j) {
    Market::cause(world, j, Occasion{1});
  }
  market.run_weeks(world, 1);
  ASSERT_EQ(market.count(world, "praises"), customers);
  const std::uint32_t day = 7 * (weeks - 1) + 1;  // the first is 1
  for (std::uint32_t j = 0; j < customers; ++j) {
    EXPECT_EQ(Market::column<std::uint16_t>(world, "last_voice", j), 2 * day + 1);
    EXPECT_EQ(Market::column<std::uint16_t>(world, "last_purchase", j), day);
  }
  EXPECT_EQ(market.stock("advocates"), customers);
  EXPECT_EQ(market.stock("active_customers"), customers);
}

TEST(LongestRun, is_named_where_a_longer_one_is_refused) {
  const Problem weeks = small_market::problem(small_market::valid, {"run.weeks=5200"});
  EXPECT_NE(weeks.what.find("must be a whole number from 1 to 4160 week"), std::string::npos)
      << weeks.what;
  const Problem warm_up = small_market::problem(small_market::valid, {"run.warm_up_weeks=521"});
  EXPECT_NE(warm_up.what.find("from 0 to 520 week"), std::string::npos) << warm_up.what;
}

}  // namespace
}  // namespace rapport
