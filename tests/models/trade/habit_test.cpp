// Habit against the closed form of n purchases in a row: 1 - .8^n.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

/// One brand that everybody knows and buys at every occasion.
Market monopoly(std::uint32_t customers, std::initializer_list<std::string_view> mechanisms) {
  Market market({.customers = customers, .weeks = 26, .network = quiet(customers)}, mechanisms);
  market.set("choice.share", 1).set("awareness.share", 1).set("need.per_year", 20);
  return market;
}

std::uint32_t purchases(const World& world, std::uint32_t customer) {
  return Market::column<std::uint32_t>(world, "occasion_serial", customer) - 1;
}
double habit(const World& world, std::uint32_t customer, std::size_t brand = 0) {
  return double{Market::column<float>(world, "habit", customer, brand)};
}

TEST(Habit, of_n_purchases_in_a_row_is_one_less_the_n_th_power) {
  Market market = monopoly(2000, {"need", "awareness", "choice", "habit"});
  const World world = market.run();
  std::uint32_t most = 0;
  for (std::uint32_t j = 0; j < 2000; ++j) {
    const std::uint32_t n = purchases(world, j);
    most = std::max(most, n);
    ASSERT_NEAR(habit(world, j), 1 - std::pow(0.8, n), 1e-6);
  }
  EXPECT_GT(most, 20U);
}

TEST(Habit, fades_with_every_purchase_elsewhere) {
  Market market = monopoly(2000, {"need", "awareness", "choice", "habit"});
  World world = market.found();
  market.run_weeks(world, 13);
  std::vector<std::uint32_t> before(2000);
  for (std::uint32_t j = 0; j < before.size(); ++j) {
    before[j] = purchases(world, j);
  }
  Market::number(world, "shop_open") = 0;
  market.run_weeks(world, 13);
  for (std::uint32_t j = 0; j < before.size(); ++j) {
    const std::uint32_t since = purchases(world, j) - before[j];
    ASSERT_NEAR(habit(world, j), (1 - std::pow(0.8, before[j])) * std::pow(0.8, since), 1e-6);
  }
}

TEST(Habit, is_broken_by_failures) {
  Market market = monopoly(2000, {"need", "awareness", "choice", "habit", "experience"});
  market.set("experience.failure", 1);
  const World world = market.run();
  for (std::uint32_t j = 0; j < 2000; ++j) {
    double expected = 0;
    for (std::uint32_t n = 0; n < purchases(world, j); ++n) {
      expected = (expected + 0.2 * (1 - expected)) * 0.6;
    }
    ASSERT_NEAR(habit(world, j), expected, 1e-6);
  }
}

TEST(Habit, survives_fine_and_delightful_purchases) {
  Market market = monopoly(500, {"need", "awareness", "choice", "habit", "experience"});
  market.set("experience.failure", 0).set("experience.delight", 0.5);
  const World world = market.run();
  for (std::uint32_t j = 0; j < 500; ++j) {
    ASSERT_NEAR(habit(world, j), 1 - std::pow(0.8, purchases(world, j)), 1e-6);
  }
}

TEST(Habit, of_all_brands_together_is_a_share) {
  Market market({.customers = 3000, .brands = 3, .weeks = 26, .network = quiet(3000)},
                {"need", "awareness", "choice", "habit", "experience"});
  market.set("need.per_year", 50).set("choice.share", 0.3).set("awareness.share", 0.8);
  const World world = market.run();
  double sum_over_all = 0;
  for (std::uint32_t j = 0; j < 3000; ++j) {
    double sum = 0;
    for (std::size_t b = 0; b < 3; ++b) {
      ASSERT_GE(habit(world, j, b), 0);
      sum += habit(world, j, b);
    }
    ASSERT_LE(sum, 1 + 1e-6);
    sum_over_all += sum;
  }
  EXPECT_GT(sum_over_all, 100);
}

TEST(Habit, without_weight_moves_no_purchase) {
  const auto run = [](std::initializer_list<std::string_view> mechanisms, const char* path,
                      double value) {
    Market market({.customers = 3000, .brands = 2, .weeks = 26, .network = quiet(3000)},
                  mechanisms);
    market.set("awareness.share", 1).set("choice.share", 0.4).set("need.per_year", 20);
    if (path != nullptr) {
      market.set(path, value);
    }
    const World world = market.run();
    std::vector<std::uint16_t> units;
    for (std::uint32_t j = 0; j < 3000; ++j) {
      units.push_back(Market::column<std::uint16_t>(world, "purchases", j));
    }
    return units;
  };
  const auto off = run({"need", "awareness", "choice", "relationship"}, nullptr, 0);
  const std::initializer_list<std::string_view> on = {"need", "awareness", "choice", "habit",
                                                      "relationship"};
  EXPECT_EQ(run(on, "habit.step", 0), off);
  EXPECT_EQ(run(on, "choice.habit", 0), off);
  EXPECT_NE(run(on, "choice.habit", 0.5), off);
}

TEST(Habit, is_the_same_on_one_thread_and_on_many) {
  Market market({.customers = 30000, .brands = 2, .weeks = 4, .network = quiet(30000)},
                {"need", "awareness", "choice", "habit", "experience"});
  market.set("need.per_year", 50);
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
  const World world = market.run();
  double sum = 0;
  for (std::uint32_t j = 0; j < 30000; ++j) {
    sum += habit(world, j);
  }
  EXPECT_GT(sum, 100);
}

}  // namespace
}  // namespace rapport::testing
