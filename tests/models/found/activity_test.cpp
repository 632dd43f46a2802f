// Activity against E2: who is where, and how often they look.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "tests/models/puppet.hpp"

namespace rapport::testing {
namespace {

double relative_rate(std::uint32_t hour_of_week) {
  const auto raw = [](std::uint32_t h) {
    const std::uint32_t hour = h % 24;
    return (hour < 7 ? 0.2 : hour < 18 ? 1.0 : 1.4) * (h >= 120 ? 1.15 : 1.0);
  };
  double sum = 0;
  for (std::uint32_t h = 0; h < 168; ++h) {
    sum += raw(h);
  }
  return raw(hour_of_week) * 168 / sum;
}

TEST(Activity, at_rate_zero_nobody_ever_finds_anything) {
  for (const double rate : {0.0, 3.5}) {
    Market market({.customers = 1000, .weeks = 2, .also = {puppet<speak>()}},
                  {"activity", "attention"});
    market.set("activity.log_ins_per_day", rate);
    World world = market.found();
    pull_all(world, 1);
    market.run_weeks(world, 2);
    EXPECT_EQ(market.count(world, "copies_addressed"), 4000);
    EXPECT_EQ(market.count(world, "copies_shown") == 0, rate == 0.0);
  }
}

TEST(Activity, without_it_nobody_is_anywhere) {
  Market market({.customers = 1000, .weeks = 2, .also = {puppet<speak>()}}, {"attention"});
  World world = market.found();
  pull_all(world, 1);
  market.run_weeks(world, 2);
  EXPECT_EQ(world.members[0], 0U);
  EXPECT_EQ(market.count(world, "copies_shown"), 0);
}

TEST(Activity, may_differ_between_segments) {
  Market market({.customers = 1000, .platforms = 2, .segments = 2}, {"activity"});
  market.set("activity.membership", 0).set("activity.membership", 1, -1, 1, 1);
  market.set("activity.log_in_sigma", 0).set("activity.log_ins_per_day", 20, -1, -1, 0);
  const World world = market.found();
  EXPECT_EQ(world.members, (std::vector<std::uint32_t>{0, 500}));
  for (std::uint32_t j = 0; j < 1000; ++j) {
    const bool first = j % 2 == 0;
    EXPECT_EQ(Market::column<std::uint8_t>(world, "platforms", j), first ? 0U : 2U);
    const double rate = first ? 20 : 3.5;  // a bin is 4.4 % wide
    EXPECT_NEAR(LogIns::rate_of(Market::column<std::uint8_t>(world, "log_in_bin", j)), rate,
                rate * 0.022);
  }
}

TEST(Activity, log_ins_in_a_clock_hour_follow_the_inhomogeneous_poisson_process) {
  constexpr std::uint32_t n = 150000;
  Market market({.customers = n, .network = quiet(n)}, {"activity"});
  market.set("activity.log_in_sigma", 0);
  const World world = market.found();
  const auto bin = Market::column<std::uint8_t>(world, "log_in_bin", 0);
  const double rate = LogIns::rate_of(bin);
  EXPECT_NEAR(rate, 3.5, 3.5 * 0.022);  // a bin is 4.4 % wide
  for (const std::uint32_t hour : {3U, 12U, 20U, 5 * 24 + 12U, 6 * 24 + 23U}) {
    const double target = 1 - std::exp(-rate * relative_rate(hour) / 24);
    std::uint32_t here = 0;
    for (std::uint32_t j = 0; j < n; ++j) {
      here += world.log_ins->next(world.luck, j, 0, bin, hour, hour) == hour ? 1 : 0;
    }
    EXPECT_NEAR(here / double{n}, target, 0.0045) << "hour " << hour;  // 4 s.e. < .0044
  }
}

TEST(Activity, the_rhythm_has_mean_one_and_repeats_every_week) {
  Market market({.customers = 10}, {"activity"});
  const World world = market.found();
  const std::uint8_t bin = LogIns::bin_of(2.0);
  double log_ins = 0;
  for (std::uint32_t h = 0; h < 168; ++h) {
    log_ins -= std::log1p(-world.log_ins->chance(bin, h));
    EXPECT_NEAR(-std::log1p(-world.log_ins->chance(bin, h)) * 24 / LogIns::rate_of(bin),
                relative_rate(h), 1e-6);
  }
  EXPECT_NEAR(log_ins, 7 * LogIns::rate_of(bin), 1e-6);
}

TEST(Activity, rates_over_people_are_log_normal_with_the_given_mean) {
  constexpr std::uint32_t n = 200000;
  Market market({.customers = n, .network = quiet(n)}, {"activity"});
  const World world = market.found();
  double sum = 0;
  double sum_of_logs = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    const double rate = LogIns::rate_of(Market::column<std::uint8_t>(world, "log_in_bin", j));
    sum += rate;
    sum_of_logs += std::log(rate);
  }
  EXPECT_NEAR(sum / n, 3.5, 0.032);  // s.d. 3.31: 4 s.e. = .030
  EXPECT_NEAR(sum_of_logs / n, std::log(3.5) - 0.5 * 0.8 * 0.8, 0.0075);
}

TEST(Activity, membership_is_the_given_share_of_each_platform_and_independent) {
  constexpr std::uint32_t n = 100000;
  Market market({.customers = n, .platforms = 3, .network = quiet(n)}, {"activity"});
  market.set("activity.membership", 0.8, -1, 0).set("activity.membership", 0.3, -1, 1);
  market.set("activity.membership", 0.0, -1, 2);
  const World world = market.found();
  std::array<std::uint32_t, 3> members{};
  std::uint32_t both = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    const unsigned bits = Market::column<std::uint8_t>(world, "platforms", j);
    ASSERT_LT(bits, 4U);
    for (unsigned p = 0; p < 3; ++p) {
      members[p] += bits >> p & 1U;
    }
    both += bits == 3 ? 1 : 0;
  }
  EXPECT_NEAR(members[0] / double{n}, 0.8, 0.006);
  EXPECT_NEAR(members[1] / double{n}, 0.3, 0.006);
  EXPECT_EQ(members[2], 0U);
  EXPECT_NEAR(both / double{n}, 0.24, 0.006);
  for (std::size_t p = 0; p < 3; ++p) {
    EXPECT_EQ(world.members[p], members[p]);
  }
}

TEST(Activity, a_next_log_in_lies_within_what_was_asked_or_just_after) {
  Market market({.customers = 500}, {"activity"});
  const World world = market.found();
  for (std::uint32_t j = 0; j < 500; ++j) {
    const auto bin = Market::column<std::uint8_t>(world, "log_in_bin", j);
    const std::uint32_t hour = world.log_ins->next(world.luck, j, 0, bin, 30, 60);
    ASSERT_GE(hour, 30U);
    ASSERT_LE(hour, 61U);
    // the first of all, and the same whoever asks from earlier in the gap
    for (std::uint32_t from = 30; from <= std::min(hour, 60U); ++from) {
      ASSERT_EQ(world.log_ins->next(world.luck, j, 0, bin, from, 60), hour);
    }
    ASSERT_EQ(world.log_ins->next(world.luck, j, 0, 0, 30, 60), 61U);
  }
}

TEST(Activity, gives_the_same_bits_on_one_and_on_many_threads) {
  const auto market = [](std::uint64_t seed) {
    return Market({.customers = 40000, .weeks = 1, .seed = seed, .also = {puppet<speak>()}},
                  {"activity", "attention"});
  };
  const auto all_speak = [](World& world) { pull_all(world, 1, 30); };
  Market first = market(1);
  Market other = market(2);
  EXPECT_EQ(digest_on(1, first, all_speak), digest_on(8, first, all_speak));
  EXPECT_NE(digest_on(1, first, all_speak), digest_on(1, other, all_speak));
}

}  // namespace
}  // namespace rapport::testing
