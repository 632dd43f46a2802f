// Giveaways: how often, when, and how far beyond followers.
#include <gtest/gtest.h>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

Market donor(std::uint32_t customers, double every, double reach, std::size_t platforms = 1) {
  Market market(
      {.customers = customers, .platforms = platforms, .weeks = 12, .network = quiet(customers)},
      {"giveaway"});
  market.set("giveaway.every_weeks", every).set("giveaway.reach", reach);
  return market;
}

std::vector<double> hours_of(Market& market, std::size_t messages_each) {
  std::vector<double> hours;
  market.run({.after_tick = [&](const World& world) {
    if (Market::said(world).empty()) {
      return;
    }
    EXPECT_EQ(Market::said(world).size(), messages_each);
    for (const Message& m : Market::said(world)) {
      EXPECT_EQ(m.kind, MessageKind::giveaway);
    }
    hours.push_back(Market::said(world).front().sent);
  }});
  return hours;
}

TEST(Giveaway, is_held_on_the_tuesday_of_every_nth_week) {
  Market fourth = donor(10, 4, 0.05);
  const double noon = 36;
  EXPECT_EQ(hours_of(fourth, 2),
            (std::vector<double>{3 * 168 + noon, 7 * 168 + noon, 11 * 168 + noon}));
  Market each = donor(10, 1, 0.05, 3);
  EXPECT_EQ(hours_of(each, 6).size(), 12);
  Market fifth = donor(10, 5, 0.05, 2);
  const World world = fifth.run();
  EXPECT_EQ(fifth.count(world, "giveaways"), 2) << "once, whatever the platforms";
}

TEST(Giveaway, is_never_held_where_it_is_not_meant_to_be) {
  const auto digest_of = [](double reach) {
    Market market = donor(1000, 0, reach);
    const World world = market.run();
    EXPECT_EQ(market.count(world, "giveaways"), 0);
    EXPECT_EQ(market.count(world, "copies_addressed"), 0);
    return digest(world);
  };
  EXPECT_EQ(digest_of(0), digest_of(1));
}

TEST(Giveaway, reaches_all_followers_and_the_declared_share_of_others) {
  constexpr std::uint32_t customers = 100000;
  const auto addressed = [](double reach, std::uint32_t followers) {
    Market market = donor(customers, 12, reach);
    World world = market.found();
    for (std::uint32_t j = 0; j < followers; ++j) {
      world.block_of(CustomerId{j}).followers[0].push_back(CustomerId{j});
    }
    market.run_weeks(world, 12);
    return static_cast<double>(market.count(world, "copies_addressed"));
  };
  EXPECT_EQ(addressed(0, 0), 0);
  EXPECT_EQ(addressed(0, 321), 321);
  EXPECT_EQ(addressed(1, 321), customers) << "everybody once, followers too";
  EXPECT_NEAR(addressed(0.05, 0), 0.05 * customers, 276);  // four standard errors
  EXPECT_NEAR(addressed(0.5, 20000), 0.5 * 80000 + 20000, 566);
}

TEST(Giveaway, reaches_others_each_time) {
  constexpr std::uint32_t customers = 20000;
  Market market({.customers = customers, .weeks = 8, .network = quiet(customers)},
                {"activity", "attention", "giveaway"});
  market.set("giveaway.every_weeks", 4).set("giveaway.reach", 0.1);
  market.set("activity.log_ins_per_day", 100).set("activity.membership", 1);
  Witness<Shown> witness;
  RunOptions options;
  options.watch = &witness;
  market.run(options);
  std::vector<char> first(customers, 0);
  std::vector<char> second(customers, 0);
  for (const auto& sight : witness.sights()) {
    (sight.hour < 5 * 168 ? first : second)[sight.customer] = 1;
  }
  double both = 0;
  double once = 0;
  for (std::uint32_t j = 0; j < customers; ++j) {
    both += first[j] != 0 && second[j] != 0 ? 1 : 0;
    once += first[j] != 0 ? 1 : 0;
  }
  ASSERT_GT(once, 500);
  EXPECT_LT(both / once, 0.2);
}

TEST(Giveaway, comes_out_the_same_on_any_number_of_threads) {
  Market market({.customers = 25000, .weeks = 2, .network = quiet(25000)},
                {"activity", "attention", "giveaway"});
  market.set("giveaway.every_weeks", 1).set("giveaway.reach", 0.3);
  World world = market.found();
  market.run_weeks(world, 2);
  EXPECT_GT(market.count(world, "copies_shown"), 1000);
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
}

}  // namespace
}  // namespace rapport::testing
