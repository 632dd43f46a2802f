// Reminder against E7: R += (1 - R) x freshness, halving in a week.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/models/puppet.hpp"

namespace rapport::testing {
namespace {

/// Act: reads a brand's message of this kind; from 100 on, a friend's of kind nth - 100.
void read(Turn& turn, std::uint32_t nth) {
  turn.then(Seen{nth < 100 ? &brand_message(static_cast<MessageKind>(nth))
                           : &friend_message(static_cast<MessageKind>(nth - 100))});
}

Market a_market(std::uint32_t customers = 10, std::uint32_t weeks = 6) {
  return Market({.customers = customers,
                 .weeks = weeks,
                 .network = quiet(customers),
                 .also = {puppet<read>()}},
                {"reminder"});
}

constexpr auto promotion = static_cast<std::uint32_t>(MessageKind::promotion);
constexpr auto story = static_cast<std::uint32_t>(MessageKind::story);

TEST(Reminder, n_at_one_time_leave_the_closed_form) {
  for (const double freshness : {0.1, 0.5, 0.9}) {
    for (std::uint32_t times = 1; times <= 10; ++times) {
      Market market = a_market();
      market.set("reminder.freshness", freshness);
      World world = market.found();
      for (std::uint32_t i = 0; i < times; ++i) {
        pull(world, 1, promotion);
        pull(world, 2, story);
      }
      run_ticks(market, world, 1);
      const auto fresh = [&](std::uint32_t j) {
        return Fading{Market::column<float>(world, "reminder", j)}.value(0, 168);
      };
      EXPECT_NEAR(fresh(1), 1 - std::pow(1 - freshness, times), 1e-5);
      EXPECT_NEAR(fresh(2), 1 - std::pow(1 - 0.6 * freshness, times), 1e-5);
    }
  }
}

TEST(Reminder, one_a_week_comes_to_the_fixed_point) {
  // r = r/2 + (1 - r/2) f has the solution f / (1 - (1 - f)/2)
  Market market = a_market(10, 30);
  World world = market.found();
  for (std::uint32_t week = 0; week < 29; ++week) {
    pull(world, 1, promotion);
    run_ticks(market, world, 168);
  }
  EXPECT_NEAR(Market::faded(world, "reminder", 1, 168), 0.5 * 0.5 / (1 - 0.5 / 2), 1e-4);
}

TEST(Reminder, never_exceeds_one) {
  for (const double freshness : {0.5, 1.0}) {
    Market market = a_market(10, 20);
    market.set("reminder.freshness", freshness);
    World world = market.found();
    for (std::uint32_t t = 0; t < 3000; ++t) {
      pull(world, 1, promotion);
      run_ticks(market, world, 1);
      const double now = world.tick - 1.0;
      const double r = Fading{Market::column<float>(world, "reminder", 1)}.value(now, 168);
      ASSERT_LE(r, 1.0);
      ASSERT_GE(r, 0.49);
    }
  }
}

TEST(Reminder, stays_exactly_zero_for_those_who_read_nothing_of_a_brands) {
  Market market = a_market();
  World world = market.found();
  pull(world, 3, promotion);
  for (std::uint32_t kind = 0; kind < message_kinds; ++kind) {
    pull(world, 4, 100 + kind);
  }
  pull(world, 5, static_cast<std::uint32_t>(MessageKind::answer));
  run_ticks(market, world, 400);
  EXPECT_GT(Market::faded(world, "reminder", 3, 168), 0);
  for (std::uint32_t j = 4; j < 10; ++j) {
    EXPECT_EQ(Market::faded(world, "reminder", j, 168), 0.0);
  }
}

TEST(Reminder, without_effect_leaves_no_trace) {
  const auto after = [](bool stirred, double effect) {
    Market market = a_market(1000);
    market.set("reminder.freshness", effect);
    return digest_on(1, market, [&](World& world) {
      if (stirred) {
        pull_all(world, promotion);
      }
    });
  };
  EXPECT_EQ(after(true, 0), after(false, 0));
  EXPECT_NE(after(true, 0.1), after(false, 0.1));
}

TEST(Reminder, each_brand_has_its_own) {
  Market market({.customers = 10, .brands = 2, .weeks = 2, .also = {puppet<read>()}}, {"reminder"});
  World world = market.found();
  pull(world, 3, promotion);  // of brand 0
  run_ticks(market, world, 1);
  EXPECT_GT(Market::faded(world, "reminder", 3, 168, 0), 0);
  EXPECT_EQ(Market::faded(world, "reminder", 3, 168, 1), 0.0);
}

TEST(Reminder, gives_the_same_bits_on_one_and_on_many_threads) {
  Market market = a_market(40000, 2);
  const auto prepare = [](World& world) {
    for (std::uint32_t t = 0; t < 4; ++t) {
      pull_all(world, t, 3 + 50 * t);
    }
  };
  const std::uint64_t one = digest_on(1, market, prepare);
  EXPECT_EQ(digest_on(8, market, prepare), one);
  market.set("reminder.other_share", 0.5);
  EXPECT_NE(digest_on(1, market, prepare), one);
}

}  // namespace
}  // namespace rapport::testing
