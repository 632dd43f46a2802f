// Need against the negative binomial distribution (Ehrenberg; EVIDENCE V7), and its independence of
// whatever else goes on.
#include <gtest/gtest.h>

#include <array>
#include <functional>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

constexpr double weeks_per_year = 365.25 / 7;
constexpr double quarter_mean = 1.456;  // toothpaste: purchases in a quarter, V7
constexpr double shape = 0.778816;

/// Purchases of a customer so far.
std::uint32_t purchases(const World& world, std::uint32_t customer) {
  return Market::column<std::uint32_t>(world, "occasion_serial", customer) - 1;
}

TEST(Need, at_mean_zero_nobody_ever_buys) {
  Market market({.customers = 500, .weeks = 20, .network = quiet(500)}, {"need"});
  market.set("need.per_year", 0);
  const World world = market.run();
  EXPECT_EQ(market.count(world, "category_purchases"), 0);
  for (std::uint32_t j = 0; j < 500; ++j) {
    ASSERT_EQ(Market::column<float>(world, "need_rate", j), 0.0F);
    ASSERT_EQ(Market::column<std::uint32_t>(world, "occasion_serial", j), 0U);
  }
}

TEST(Need, is_negative_binomial_over_customers_and_quarters) {
  constexpr std::uint32_t n = 100000;
  Market market({.customers = n, .weeks = 26, .network = quiet(n)}, {"need"});
  market.set("need.per_year", quarter_mean * weeks_per_year / 13).set("need.shape", shape);
  World world = market.found();
  market.run_weeks(world, 13);
  std::vector<std::uint32_t> first(n);
  std::array<double, 5> histogram{};
  double sum = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    first[j] = purchases(world, j);
    sum += first[j];
    if (first[j] < histogram.size()) {
      histogram[first[j]] += 1.0 / n;
    }
  }
  EXPECT_NEAR(sum / n, quarter_mean, 0.03);
  EXPECT_EQ(market.count(world, "category_purchases"), static_cast<std::int64_t>(sum));
  constexpr std::array<double, 5> nbd{.44, .22326, .12937, .07807, .04805};
  for (std::size_t x = 0; x < nbd.size(); ++x) {
    EXPECT_NEAR(histogram[x], nbd[x], 0.0064) << "bought " << x << " times";
  }
  market.run_weeks(world, 13);
  double buyers = 0;
  double again = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    buyers += first[j] > 0 ? 1 : 0;
    again += first[j] > 0 && purchases(world, j) > first[j] ? 1 : 0;
  }
  EXPECT_NEAR(again / buyers, 0.74587, 0.0076);
}

TEST(Need, the_heaviest_fifth_makes_56_per_cent_of_purchases) {
  constexpr std::uint32_t n = 100000;
  Market market({.customers = n, .network = quiet(n)}, {"need"});
  market.set("need.shape", shape);
  const World world = market.found();
  std::vector<double> rates(n);
  double sum = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    rates[j] = double{Market::column<float>(world, "need_rate", j)};
    sum += rates[j];
  }
  std::sort(rates.begin(), rates.end(), std::greater<>());
  double heavy = 0;
  for (std::uint32_t j = 0; j < n / 5; ++j) {
    heavy += rates[j];
  }
  EXPECT_NEAR(heavy / sum, 0.5647, 0.008);
}

TEST(Need, comes_at_the_same_times_whatever_brands_do) {
  constexpr std::uint32_t n = 3000;
  Market quiet_life({.customers = n, .brands = 2, .weeks = 26}, {"need"});
  Market busy_life({.customers = n, .brands = 2, .weeks = 26}, {});
  busy_life.set("need.per_year", 12).set("choice.share", 0.4, 1);
  quiet_life.set("need.per_year", 12);
  const World quiet_world = quiet_life.run();
  const World busy_world = busy_life.run();
  ASSERT_GT(busy_life.count(busy_world, "units_sold"), 1000);
  for (std::uint32_t j = 0; j < n; ++j) {
    ASSERT_EQ(purchases(quiet_world, j), purchases(busy_world, j));
    ASSERT_EQ(Market::column<double>(quiet_world, "next_occasion", j),
              Market::column<double>(busy_world, "next_occasion", j));
  }
}

TEST(Need, the_n_th_purchase_comes_at_the_same_hour_with_long_ticks) {
  constexpr std::uint32_t n = 3000;
  Market hourly({.customers = n, .weeks = 26, .network = quiet(n)}, {"need"});
  Market daily({.customers = n, .weeks = 26, .network = quiet(n), .hours_per_tick = 24}, {"need"});
  const World by_hour = hourly.run();
  const World by_day = daily.run();
  std::uint32_t same = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    if (purchases(by_hour, j) == purchases(by_day, j)) {
      ++same;
      ASSERT_EQ(Market::column<double>(by_hour, "next_occasion", j),
                Market::column<double>(by_day, "next_occasion", j));
    }
  }
  EXPECT_GE(same, n - 10);  // two purchases of the last day may fall into the next tick
}

TEST(Need, comes_in_order_and_is_counted_once) {
  constexpr std::uint32_t n = 2000;
  for (const double per_year : {0.1, 12.0, 500.0}) {
    Market market({.customers = n, .weeks = 6, .network = quiet(n)}, {"need"});
    market.set("need.per_year", per_year);
    World world = market.found();
    std::vector<std::uint32_t> serials(n, 1);
    std::vector<double> next(n, 0);
    for (std::uint32_t week = 1; week <= 6; ++week) {
      market.run_weeks(world, 1);
      std::int64_t sum = 0;
      for (std::uint32_t j = 0; j < n; ++j) {
        const auto serial = Market::column<std::uint32_t>(world, "occasion_serial", j);
        ASSERT_GE(serial, serials[j]);
        ASSERT_GE(Market::column<float>(world, "need_rate", j), 0.0F);
        const auto ahead = Market::column<double>(world, "next_occasion", j);
        ASSERT_TRUE(serial > serials[j] ? ahead > next[j] : ahead == next[j] || week == 1);
        next[j] = ahead;
        serials[j] = serial;
        sum += serial - 1;
      }
      ASSERT_EQ(market.count(world, "category_purchases"), sum);
    }
  }
}

TEST(Need, may_differ_between_segments) {
  constexpr std::uint32_t n = 20000;
  Market market({.customers = n, .segments = 2, .weeks = 26, .network = quiet(n)}, {"need"});
  market.set("need.per_year", 30, -1, -1, 0).set("need.per_year", 0, -1, -1, 1);
  const World world = market.run();
  EXPECT_DOUBLE_EQ(world.laws.mean_need_rate, 15 / (365.25 * 24));
  Market uneven({.customers = 7, .segments = 3, .network = quiet(7)}, {"need"});
  uneven.set("need.per_year", 7, -1, -1, 0).set("need.per_year", 14, -1, -1, 2);
  uneven.set("need.per_year", 0, -1, -1, 1);
  EXPECT_DOUBLE_EQ(uneven.found().laws.mean_need_rate, (3 * 7 + 2 * 14) / 7.0 / (365.25 * 24));
  double bought = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    const auto serial = Market::column<std::uint32_t>(world, "occasion_serial", j);
    if (j % 2 == 1) {
      ASSERT_EQ(serial, 0U);
    } else {
      bought += serial - 1;
    }
  }
  const double mean = 30 * 26 * 7 / 365.25;
  const double error = std::sqrt((mean + mean * mean / 0.779) / (n / 2.0));
  EXPECT_NEAR(bought / (n / 2.0), mean, 4 * error);
}

TEST(Need, is_the_same_on_one_thread_and_on_many) {
  Market market({.customers = 30000, .weeks = 8, .network = quiet(30000)}, {"need"});
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
}

}  // namespace
}  // namespace rapport::testing
