// Averaging: one round by hand, and the range that opinions never leave.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

constexpr std::uint32_t n = 500;

Market circle_market(double susceptibility) {
  Market market({.customers = n, .weeks = 2, .network = circle(n)},
                {"activity", "attention", "averaging"});
  market.set("activity.membership", 1).set("activity.log_ins_per_day", 100);
  market.set("activity.night", 1).set("activity.log_in_sigma", 0);
  market.set("averaging.susceptibility", susceptibility);
  return market;
}

double opinion(const World& world, std::uint32_t j) {
  return Market::column<double>(world, "opinion", j);
}

TEST(Averaging, takes_the_mean_of_friends_and_oneself_in_a_round) {
  Market market = circle_market(0.75);
  const World before = market.found();
  World world = before;
  for (int hour = 0; hour <= 24; ++hour) {
    run_tick(market.model(), world);
  }
  for (std::uint32_t j = 0; j < n; ++j) {
    const double left = opinion(before, (j + n - 1) % n);
    const double right = opinion(before, (j + 1) % n);
    const double own = opinion(before, j);
    EXPECT_NEAR(opinion(world, j), 0.75 * (left + own + right) / 3 + 0.25 * own, 1e-12);
  }
}

TEST(Averaging, of_those_who_listen_to_nobody_leaves_all_as_it_was) {
  Market market = circle_market(0);
  const World before = market.found();
  const World world = market.run();
  for (std::uint32_t j = 0; j < n; ++j) {
    EXPECT_EQ(opinion(world, j), opinion(before, j));
  }
}

TEST(Averaging, never_leaves_the_range_of_first_opinions) {
  Market market = circle_market(1);
  const World before = market.found();
  const World world = market.run();
  double low = 1;
  double high = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    low = std::min(low, opinion(before, j));
    high = std::max(high, opinion(before, j));
  }
  for (std::uint32_t j = 0; j < n; ++j) {
    EXPECT_GT(opinion(world, j), low);
    EXPECT_LT(opinion(world, j), high);
  }
}

TEST(Averaging, is_the_same_on_one_thread_and_on_many) {
  Market market = circle_market(0.9);
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
}

}  // namespace
}  // namespace rapport::testing
