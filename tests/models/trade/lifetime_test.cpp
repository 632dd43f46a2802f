// Lifetime against the BG/NBD (Fader, Hardie & Lee 2005; EVIDENCE V8). The same at a million
// customers stands in tests/science/lifetime_at_scale_test.cpp.
#include <gtest/gtest.h>

#include <array>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

// CDNOW: r = .243, alpha = 4.414 weeks, a = .793, b = 2.426
constexpr double cdnow_shape = 0.243;
constexpr double cdnow_per_year = 0.243 / 4.414 * 365.25 / 7;

bool left(const World& world, std::uint32_t customer) {
  return Market::column<std::uint8_t>(world, "left_category", customer) != 0;
}
/// The serial is that of the next purchase, or of the last of one who has left.
std::uint32_t purchases(const World& world, std::uint32_t customer) {
  return Market::column<std::uint32_t>(world, "occasion_serial", customer) -
         (left(world, customer) ? 0 : 1);
}

Market cdnow(std::uint32_t customers, std::uint32_t weeks) {
  Market market({.customers = customers, .weeks = weeks, .network = quiet(customers)},
                {"need", "lifetime"});
  market.set("need.per_year", cdnow_per_year).set("need.shape", cdnow_shape);
  return market;
}

TEST(Lifetime, is_off_by_default) {
  Market market({.customers = 100}, {});
  EXPECT_EQ(market.model().find("lifetime", "leave_a"), nullptr);
  EXPECT_NE(market.model().find("need", "shape"), nullptr);
}

TEST(Lifetime, with_next_to_no_chance_of_leaving_purchases_are_as_without_it) {
  constexpr std::uint32_t n = 3000;
  Market without({.customers = n, .weeks = 26, .network = quiet(n)}, {"need"});
  Market with({.customers = n, .weeks = 26, .network = quiet(n)}, {"need", "lifetime"});
  with.set("lifetime.leave_a", 0.01).set("lifetime.leave_b", 1000);
  const World stayed = without.run();
  const World may_leave = with.run();
  std::uint32_t gone = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    gone += left(may_leave, j) ? 1 : 0;
    if (!left(may_leave, j)) {
      ASSERT_EQ(Market::column<double>(stayed, "next_occasion", j),
                Market::column<double>(may_leave, "next_occasion", j));
    }
  }
  EXPECT_LE(gone, 3U);  // .09 expected
}

TEST(Lifetime, when_all_leave_at_once_nobody_buys_twice) {
  constexpr std::uint32_t n = 3000;
  Market market({.customers = n, .weeks = 52, .network = quiet(n)}, {"need", "lifetime"});
  market.set("lifetime.leave_a", 1000).set("lifetime.leave_b", 0.01);
  const World world = market.run();
  std::uint32_t buyers = 0;
  std::uint32_t repeaters = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    buyers += purchases(world, j) > 0 ? 1 : 0;
    repeaters += purchases(world, j) > 1 ? 1 : 0;
  }
  EXPECT_GT(buyers, 2000U);
  EXPECT_LE(repeaters, 3U);
}

TEST(Lifetime, whoever_has_left_never_buys_again) {
  Market market = cdnow(20000, 40);
  World world = market.found();
  market.run_weeks(world, 20);
  std::vector<std::uint32_t> before(20000);
  for (std::uint32_t j = 0; j < before.size(); ++j) {
    before[j] = left(world, j) ? purchases(world, j) : 0;
  }
  market.run_weeks(world, 20);
  std::int64_t all = 0;
  std::uint32_t gone = 0;
  for (std::uint32_t j = 0; j < before.size(); ++j) {
    all += purchases(world, j);
    if (before[j] > 0) {
      ++gone;
      ASSERT_TRUE(left(world, j));
      ASSERT_EQ(purchases(world, j), before[j]);
    }
  }
  EXPECT_GT(gone, 1000U);
  EXPECT_EQ(all, market.count(world, "category_purchases"));
}

TEST(Lifetime, gives_the_means_and_the_distribution_of_CDNOW) {
  constexpr std::uint32_t n = 120000;
  Market market = cdnow(n, 39);
  World world = market.found();
  const auto mean = [&] {
    return static_cast<double>(market.count(world, "category_purchases")) / n;
  };
  market.run_weeks(world, 1);
  EXPECT_NEAR(mean(), 0.053268, 0.053268 * 0.06);
  market.run_weeks(world, 9);
  EXPECT_NEAR(mean(), 0.432413, 0.432413 * 0.03);
  market.run_weeks(world, 29);
  EXPECT_NEAR(mean(), 1.196723, 1.196723 * 0.025);
  std::array<double, 5> histogram{};
  for (std::uint32_t j = 0; j < n; ++j) {
    const std::uint32_t x = purchases(world, j);
    if (x < histogram.size()) {
      histogram[x] += 1.0 / n;
    }
  }
  constexpr std::array<double, 5> expected{.57379, .19940, .08543, .04586, .02767};
  for (std::size_t x = 0; x < expected.size(); ++x) {
    EXPECT_NEAR(histogram[x], expected[x], 0.0058) << "bought " << x << " times";
  }
}

TEST(Lifetime, is_the_same_on_one_thread_and_on_many) {
  Market market = cdnow(30000, 8);
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
  const World world = market.run();
  std::uint32_t gone = 0;
  for (std::uint32_t j = 0; j < 30000; ++j) {
    gone += left(world, j) ? 1 : 0;
  }
  EXPECT_GT(gone, 500U);
}

}  // namespace
}  // namespace rapport::testing
