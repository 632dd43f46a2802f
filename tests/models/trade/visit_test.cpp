// Visit: purchases = clicks x conversion, and nothing else moves.
#include <gtest/gtest.h>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

/// Everybody reads one promotion, and nearly everybody clicks.
Market clickers(std::uint32_t customers, std::initializer_list<std::string_view> mechanisms) {
  Market market({.customers = customers, .weeks = 1, .network = quiet(customers)}, mechanisms);
  market.set("reaction.click", 5);
  for (const char* other : {"like", "comment", "share", "unfollow"}) {
    market.set(std::string("reaction.") + other, -20);
  }
  return market;
}

void show_promotion(World& world) {
  Message m;
  m.what = m.root = {77};
  m.kind = MessageKind::promotion;
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    Market::show(world, j, m);
  }
}

TEST(Visit, buys_the_share_of_clicks_that_converts) {
  constexpr std::uint32_t n = 100000;
  Market market = clickers(n, {"attention", "reaction", "need", "choice", "visit", "relationship"});
  market.set("visit.conversion", 0.2);
  World world = market.found();
  show_promotion(world);
  market.run_weeks(world, 1);
  const auto clicks = static_cast<double>(market.count(world, "clicks"));
  EXPECT_GT(clicks, 0.98 * n);
  const auto units = static_cast<double>(market.count(world, "units_from_visits"));
  EXPECT_NEAR(units / clicks, 0.2, 0.0051);
  std::int64_t bought = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    bought += Market::column<std::uint16_t>(world, "purchases", j);
  }
  EXPECT_EQ(bought, market.count(world, "units_from_visits"));
}

TEST(Visit, sells_nothing_without_conversion_or_with_the_shop_shut) {
  Market market =
      clickers(5000, {"attention", "reaction", "need", "choice", "visit", "relationship"});
  market.set("visit.conversion", 0);
  World world = market.found();
  show_promotion(world);
  market.run_weeks(world, 1);
  EXPECT_GT(market.count(world, "clicks"), 4800);
  EXPECT_EQ(market.count(world, "units_from_visits"), 0);

  market.set("visit.conversion", 1);
  World shut = market.found();
  Market::number(shut, "shop_open") = 0;
  show_promotion(shut);
  market.run_weeks(shut, 1);
  EXPECT_GT(market.count(shut, "clicks"), 4800);
  EXPECT_EQ(market.count(shut, "units_from_visits"), 0);

  World open = market.found();
  show_promotion(open);
  market.run_weeks(open, 1);
  EXPECT_EQ(market.count(open, "units_from_visits"), market.count(open, "clicks"));
}

TEST(Visit, follows_clicks_alone) {
  Market market = clickers(5000, {"attention", "reaction", "need", "visit"});
  market.set("visit.conversion", 1).set("reaction.click", -20).set("reaction.like", 5);
  World world = market.found();
  show_promotion(world);
  market.run_weeks(world, 1);
  EXPECT_GT(market.count(world, "likes"), 4800);
  EXPECT_EQ(market.count(world, "units_from_visits"), market.count(world, "clicks"));
  EXPECT_EQ(market.count(world, "clicks"), 0);
}

TEST(Visit, leaves_the_customers_own_purchases_as_they_were) {
  const auto run = [](double conversion) {
    Market market =
        clickers(5000, {"attention", "reaction", "need", "visit", "awareness", "choice"});
    market.set("visit.conversion", conversion).set("need.per_year", 50).set("awareness.share", 1);
    World world = market.found();
    show_promotion(world);
    Witness<Chose> witness;
    market.run_weeks(world, 1, {.watch = &witness});
    std::vector<double> times;
    for (std::uint32_t j = 0; j < 5000; ++j) {
      times.push_back(Market::column<double>(world, "next_occasion", j));
    }
    for (const auto& sight : witness.sights()) {
      times.push_back(sight.what.outside ? -1.0 : static_cast<double>(sight.customer));
    }
    return times;
  };
  const auto without = run(0);
  ASSERT_GT(without.size(), 7000U);
  EXPECT_EQ(run(1), without);
}

TEST(Visit, sells_nothing_to_those_who_need_nothing_or_nothing_more) {
  for (const bool left : {false, true}) {
    Market market = clickers(5000, {"attention", "reaction", "need", "visit"});
    market.set("visit.conversion", 1).set("need.per_year", left ? 6 : 0);
    World world = market.found();
    if (left) {
      Market::put_all<std::uint8_t>(world, "left_category", 1);
    }
    show_promotion(world);
    market.run_weeks(world, 1);
    EXPECT_GT(market.count(world, "clicks"), 4900);
    EXPECT_EQ(market.count(world, "units_from_visits"), 0);
  }
}

TEST(Visit, a_bigger_conversion_has_a_superset_of_purchases) {
  const auto buyers = [](double conversion) {
    Market market =
        clickers(5000, {"attention", "reaction", "need", "choice", "visit", "relationship"});
    market.set("visit.conversion", conversion);
    World world = market.found();
    show_promotion(world);
    market.run_weeks(world, 1);
    std::vector<int> bought;
    for (std::uint32_t j = 0; j < 5000; ++j) {
      bought.push_back(Market::column<std::uint16_t>(world, "purchases", j));
    }
    return bought;
  };
  const auto few = buyers(0.05);
  const auto many = buyers(0.1);
  int more = 0;
  for (std::size_t j = 0; j < few.size(); ++j) {
    ASSERT_LE(few[j], many[j]);
    more += many[j] - few[j];
  }
  EXPECT_GT(more, 100);
}

TEST(Visit, is_the_same_on_one_thread_and_on_many) {
  const auto digest_after = [](std::size_t threads) {
    const ThreadLimit limit(threads);
    Market market =
        clickers(30000, {"attention", "reaction", "need", "choice", "visit", "relationship"});
    World world = market.found();
    show_promotion(world);
    market.run_weeks(world, 1);
    EXPECT_GT(market.count(world, "units_from_visits"), 100);
    return digest(world);
  };
  EXPECT_EQ(digest_after(1), digest_after(8));
}

}  // namespace
}  // namespace rapport::testing
