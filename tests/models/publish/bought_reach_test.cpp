// Bought reach: what is paid is what is bought; what is granted is spent or stays on the account.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

constexpr std::uint32_t customers = 1000;

Market buyer(double price, std::size_t platforms = 1, std::uint32_t weeks = 4,
             std::uint32_t hours_per_tick = 1) {
  Market market({.customers = customers,
                 .platforms = platforms,
                 .weeks = weeks,
                 .network = quiet(customers),
                 .hours_per_tick = hours_per_tick},
                {"activity", "bought_reach"});
  market.set("activity.membership", 1).set("bought_reach.price_per_thousand", price);
  return market;
}

/// What so many impressions cost, in cents, a begun cent left out.
Cents cost_of(std::int64_t impressions, double price) {
  return static_cast<Cents>(std::floor(static_cast<double>(impressions) * price / 10 + 1e-6));
}

TEST(BoughtReach, costs_impressions_times_price_to_the_cent_each_day) {
  for (const double price : {8.0, 3.0, 7.77, 20.0, 0.01, 1000.0}) {
    for (const double budget : {0.05, 1.0, 100.0, 123.45, 1e6}) {
      Market market = buyer(price, 2);
      market.set("bought_reach.weekly_budget", budget);
      std::int64_t impressions = 0;
      Cents money = 0;
      std::vector<std::int64_t> days;
      World world = market.found();
      market.run_weeks(
          world, 4, {.after_tick = [&](const World& now) {
            const std::int64_t copies = market.count(now, "impressions_bought") - impressions;
            const Cents paid = Market::booked(now, "bought_reach") - money;
            impressions += copies;
            money += paid;
            if (copies > 0) {  // the two platforms get the same
              EXPECT_EQ(copies % 2, 0);
              EXPECT_EQ(paid, 2 * cost_of(copies / 2, price)) << price << " " << budget;
              days.push_back(copies);
            }
          }});
      EXPECT_LE(money, std::llround(4 * budget * 100));
      const auto each = static_cast<std::int64_t>(std::min(1e3, 1000 * budget / 14 / price + 1e-9));
      EXPECT_EQ(impressions, 28 * 2 * each) << price << " " << budget;
      EXPECT_EQ(days.size(), each > 0 ? 28U : 0U) << "once a day";
    }
  }
}

TEST(BoughtReach, shows_adverts_at_noon_to_as_many_as_were_bought) {
  Market market = buyer(8);
  market.set("bought_reach.weekly_budget", 7 * 8 * 0.25);  // 250 a day
  World world = market.run({.after_tick = [&](const World& now) {
    for (const Message& m : Market::said(now)) {
      EXPECT_EQ(m.kind, MessageKind::advert);
      EXPECT_EQ(std::fmod(m.sent, 24), 12);
    }
  }});
  EXPECT_EQ(market.count(world, "impressions_bought"), 28 * 250);
  const double error = std::sqrt(28 * customers * 0.25 * 0.75);
  EXPECT_NEAR(static_cast<double>(market.count(world, "copies_addressed")), 28 * 250, 4 * error);
}

TEST(BoughtReach, buys_once_a_day_in_longer_ticks_too) {
  for (const std::uint32_t hours : {2U, 6U, 24U}) {
    Market market = buyer(8, 1, 2, hours);
    market.set("bought_reach.weekly_budget", 5.6);
    const World world = market.run();
    EXPECT_EQ(market.count(world, "impressions_bought"), 14 * 100) << hours;
  }
}

TEST(BoughtReach, buys_one_impression_a_member_platform_and_day_at_most) {
  Market market = buyer(8, 3);
  market.set("bought_reach.weekly_budget", 1e6);
  const World world = market.run();
  EXPECT_EQ(market.count(world, "impressions_bought"), 28 * 3 * std::int64_t{customers});
  EXPECT_EQ(Market::booked(world, "bought_reach"), 28 * 3 * 800);
}

TEST(BoughtReach, spends_what_is_granted_and_carries_over_what_it_cannot) {
  Market market = buyer(8);
  market.set("bought_reach.spends_allowance", 1);
  World world = market.found();
  constexpr Cents most = 7 * 800;  // in a week: every member every day
  world.allowances[0] = 2 * most + 1234;
  Cents before = 0;
  for (int week = 1; week <= 4; ++week) {
    market.run_weeks(world, 1);
    const Cents spent = Market::booked(world, "bought_reach") - before;
    before += spent;
    EXPECT_EQ(world.allowances[0], 2 * most + 1234 - before) << "nothing is lost between";
    EXPECT_GE(world.allowances[0], 0);
    if (week <= 2) {
      EXPECT_EQ(spent, most);
    } else if (week == 3) {  // but for less than an impression and a cent a day
      EXPECT_LE(spent, 1234);
      EXPECT_GE(spent, 1234 - 2 * 7);
    }
    EXPECT_NEAR(market.stock("allowance_unspent"), static_cast<double>(world.allowances[0]) / 100,
                1e-9);
  }
}

TEST(BoughtReach, never_spends_more_than_was_granted) {
  for (Cents granted = 0; granted < 100; ++granted) {
    Market market = buyer(8, 1, 1);
    market.set("bought_reach.spends_allowance", 1);
    World world = market.found();
    world.allowances[0] = granted;
    market.run_weeks(world, 1);
    EXPECT_LE(Market::booked(world, "bought_reach"), granted);
    EXPECT_EQ(world.allowances[0] + Market::booked(world, "bought_reach"), granted);
  }
}

TEST(BoughtReach, charges_a_grant_before_a_budget_and_leaves_a_grant_alone_unless_told) {
  Market market = buyer(8, 1, 1);
  market.set("bought_reach.weekly_budget", 2.8);
  World kept = market.found();
  kept.allowances[0] = 280;
  market.run_weeks(kept, 1);
  EXPECT_EQ(kept.allowances[0], 280);
  EXPECT_EQ(Market::booked(kept, "bought_reach"), 280);
  market.set("bought_reach.spends_allowance", 1);
  World both = market.found();
  both.allowances[0] = 280;
  market.run_weeks(both, 1);
  EXPECT_EQ(both.allowances[0], 0);
  EXPECT_EQ(Market::booked(both, "bought_reach"), 560);
}

TEST(BoughtReach, without_money_or_members_does_nothing) {
  const auto digest_of = [](double price, double membership, double budget) {
    Market market = buyer(price);
    market.set("activity.membership", membership).set("bought_reach.weekly_budget", budget);
    World world = market.run();
    EXPECT_EQ(market.count(world, "impressions_bought"), 0);
    EXPECT_EQ(Market::booked(world, "bought_reach"), 0);
    EXPECT_EQ(market.count(world, "copies_addressed"), 0);
    return digest(world);
  };
  EXPECT_EQ(digest_of(8, 1, 0), digest_of(3, 1, 0));
  digest_of(8, 0, 1000);
}

TEST(BoughtReach, comes_out_the_same_on_any_number_of_threads) {
  Market market({.customers = 25000, .weeks = 1, .network = quiet(25000)},
                {"activity", "attention", "bought_reach"});
  market.set("bought_reach.weekly_budget", 500);
  World world = market.found();
  market.run_weeks(world, 1);
  EXPECT_GT(market.count(world, "copies_shown"), 1000);
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
}

}  // namespace
}  // namespace rapport::testing
