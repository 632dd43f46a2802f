// Borel's law: printed values, conservation, the tail at criticality.
#include "analysis/estimate/targets/branching.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "tests/estimate/printed.hpp"

namespace rapport::targets {
namespace {

using testing::expect_printed;

TEST(Branching, has_the_printed_table) {
  struct Case {
    double mean;
    const char *one, *two, *three, *ten_or_more, *size, *within_a_hop, *reached_within, *shallow;
  };
  for (const Case& c : {Case{.05, "0.95123", "0.04524", "0.00323", "0.000000", "1.05263", "0.99756",
                             "0.9975", "0.95123"},
                        Case{.1, "0.90484", "0.08187", "0.01111", "0.000000", "1.11111", "0.99053",
                             "0.9900", "0.90484"},
                        Case{.2, "0.81873", "0.13406", "0.03293", "0.000031", "1.25000", "0.96440",
                             "0.9600", "0.81873"},
                        Case{.3, "0.74082", "0.16464", "0.05489", "0.000575", "1.42857", "0.92519",
                             "0.9100", "0.74082"},
                        Case{.5, "0.60653", "0.18394", "0.08367", "0.013616", "2.00000", "0.82141",
                             "0.7500", "0.60653"},
                        Case{.9, "0.40657", "0.14877", "0.08165", "0.186271", "10.00000", "0.58620",
                             "0.1900", "0.40657"}}) {
    expect_printed(cascade_share(c.mean, 1), c.one);
    expect_printed(cascade_share(c.mean, 2), c.two);
    expect_printed(cascade_share(c.mean, 3), c.three);
    double rest = 1.0;
    for (int n = 1; n < 10; ++n) {
      rest -= cascade_share(c.mean, n);
    }
    expect_printed(rest, c.ten_or_more);
    expect_printed(cascade_mean(c.mean), c.size);
    expect_printed(cascade_depth_within(c.mean, 1), c.within_a_hop);
    expect_printed(1.0 - reached_beyond(c.mean, 1), c.reached_within);
    expect_printed(cascade_depth_within(c.mean, 0), c.shallow);
  }
  expect_printed(1.0 - cascade_depth_within(0.2, 1), "0.0356");
  expect_printed(reached_beyond(0.2, 1), "0.04");
}

TEST(Branching, adds_up_to_all_cascades_and_to_their_mean) {
  for (const double mean : {0.0, 0.05, 0.15, 0.5, 0.9}) {
    double all = 0.0;
    double size = 0.0;
    for (int n = 1; n <= 20000; ++n) {
      all += cascade_share(mean, n);
      size += n * cascade_share(mean, n);
    }
    EXPECT_NEAR(all, 1.0, 1e-12);
    EXPECT_NEAR(size, cascade_mean(mean), 1e-9);
    // all who are reached, hop by hop
    double reached = 0.0;
    for (int hops = 0; hops < 400; ++hops) {
      reached += std::pow(mean, hops);
    }
    EXPECT_NEAR(reached, cascade_mean(mean), 1e-12);
    EXPECT_NEAR(reached_beyond(mean, 3) * reached,
                reached - 1 - mean - mean * mean - mean * mean * mean, 1e-12);
  }
}

TEST(Branching, at_criticality_has_the_tail_of_three_halves) {
  EXPECT_EQ(cascade_mean(1.0), std::numeric_limits<double>::infinity());
  for (const int n : {1000, 100000, 10000000}) {
    const double tail = std::pow(n, -1.5) / std::sqrt(2.0 * std::numbers::pi);
    EXPECT_NEAR(cascade_share(1.0, n) / tail, 1.0, 0.1 / n + 1e-7);
  }
}

TEST(Branching, goes_deeper_with_more_hops_and_ends) {
  for (const double mean : {0.15, 0.9}) {
    double before = 0.0;
    for (int hops = 0; hops < 12; ++hops) {
      EXPECT_GT(cascade_depth_within(mean, hops), before);
      before = cascade_depth_within(mean, hops);
    }
    EXPECT_NEAR(cascade_depth_within(mean, 1000), 1.0, 1e-14);
  }
}

// Goel, Watts & Goldstein (2012): 70 to 95 % have size 1, 1 to 4 % of trees go beyond a hop, 1 to
// 6 % of all reached are beyond one. One mean satisfies all.
TEST(Branching, of_one_mean_fits_what_is_seen_of_cascades) {
  const auto fits = [](double mean) {
    const double one = cascade_share(mean, 1);
    const double deep = 1.0 - cascade_depth_within(mean, 1);
    const double beyond = reached_beyond(mean, 1);
    return one >= 0.70 && one <= 0.95 && deep >= 0.01 && deep <= 0.04 && beyond >= 0.01 &&
           beyond <= 0.06;
  };
  for (const double mean : {0.103, 0.15, 0.2, 0.212}) {
    EXPECT_TRUE(fits(mean)) << mean;
  }
  EXPECT_FALSE(fits(0.10));  // 0.95 % of trees
  EXPECT_FALSE(fits(0.22));
}

TEST(Branching, refuses_what_never_ends) {
  EXPECT_THROW(cascade_share(1.01, 1), std::invalid_argument);
  EXPECT_THROW(cascade_share(0.5, 0), std::invalid_argument);
  EXPECT_THROW(cascade_mean(-0.1), std::invalid_argument);
  EXPECT_THROW(cascade_depth_within(0.5, -1), std::invalid_argument);
  EXPECT_THROW(reached_beyond(std::nan(""), 1), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::targets
