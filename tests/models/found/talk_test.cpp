// Talk against the log-normal law of participation (V11).
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "tests/models/puppet.hpp"

namespace rapport::testing {
namespace {

std::vector<double> propensities(std::uint32_t customers, double sigma) {
  Market market({.customers = customers, .network = quiet(customers)}, {"talk"});
  market.set("talk.sigma", sigma);
  const World world = market.found();
  std::vector<double> talk(customers);
  for (std::uint32_t j = 0; j < customers; ++j) {
    talk[j] = Market::column<float>(world, "talk", j);
  }
  return talk;
}

void hear(Turn& turn, std::uint32_t) {
  turn.then(Seen{&friend_message(MessageKind::praise)});
}

double share_between(const std::vector<double>& descending, std::size_t first, std::size_t end) {
  double sum = 0;
  double part = 0;
  for (std::size_t i = 0; i < descending.size(); ++i) {
    sum += descending[i];
    part += i >= first && i < end ? descending[i] : 0.0;
  }
  return part / sum;
}

TEST(Talk, without_spread_all_are_exactly_alike) {
  for (const double talk : propensities(1000, 0)) {
    ASSERT_EQ(talk, 1.0);
  }
}

TEST(Talk, without_it_nobody_passes_anything_on) {
  const auto relays = [&](std::initializer_list<std::string_view> mechanisms) {
    Market market({.customers = 2000, .weeks = 1, .also = {puppet<hear>()}}, mechanisms);
    World world = market.found();
    pull_all(world, 1);
    market.run_weeks(world, 1);
    return market.count(world, "relays");
  };
  EXPECT_EQ(relays({"word_of_mouth"}), 0);
  EXPECT_GT(relays({"word_of_mouth", "talk"}), 0);
}

TEST(Talk, has_mean_one_at_a_moderate_spread) {
  constexpr std::uint32_t n = 200000;
  double sum = 0;
  for (const double talk : propensities(n, 1.0)) {
    sum += talk;
  }
  EXPECT_NEAR(sum / n, 1, 0.012);  // s.d. 1.31: 4 s.e. = .0117
}

TEST(Talk, is_log_normal) {
  constexpr std::uint32_t n = 200000;
  double sum = 0;
  double squares = 0;
  for (const double talk : propensities(n, 2.99)) {
    ASSERT_GT(talk, 0);
    sum += std::log(talk);
    squares += std::log(talk) * std::log(talk);
  }
  const double mean = sum / n;
  EXPECT_NEAR(mean, -0.5 * 2.99 * 2.99, 0.028);                    // 4 s.e. = .0267
  EXPECT_NEAR(std::sqrt(squares / n - mean * mean), 2.99, 0.020);  // 4 s.e. = .0189
}

TEST(Talk, is_positive_and_finite_over_the_whole_range_of_its_spread) {
  for (const double sigma : {0.0, 0.01, 1.0, 3.0, 3.6}) {
    for (const double talk : propensities(20000, sigma)) {
      ASSERT_GT(talk, 0) << sigma;
      ASSERT_TRUE(std::isfinite(talk)) << sigma;
    }
  }
}

TEST(Talk, gives_the_top_hundredth_three_quarters_of_all_posts) {
  // V11 and its tolerance. The tail is so heavy that a sample's share strays by more than four
  // standard errors allow: the next test holds the same law to that rule.
  std::vector<double> talk = propensities(1000000, 2.99);
  std::sort(talk.begin(), talk.end(), std::greater<>());
  EXPECT_NEAR(share_between(talk, 0, 10000), 0.747, 0.03);
  EXPECT_NEAR(share_between(talk, 10000, 100000), 0.209, 0.03);
}

TEST(Talk, gives_the_top_hundredth_its_share_also_without_the_heaviest_talkers) {
  // Below the quantile z = 4 the share of those above z = 2.326348 is closed and strays little:
  // (Phi(4 - s) - Phi(2.326348 - s)) / Phi(4 - s).
  const auto phi = [](double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); };
  constexpr double s = 2.99;
  const double target = (phi(4 - s) - phi(2.3263479 - s)) / phi(4 - s);
  double sum = 0;
  double top = 0;
  for (const double talk : propensities(1000000, s)) {
    const double z = (std::log(talk) + 0.5 * s * s) / s;
    sum += z < 4 ? talk : 0.0;
    top += z < 4 && z > 2.3263479 ? talk : 0.0;
  }
  EXPECT_NEAR(top / sum, target, 0.02);  // 4 s.e. = .018
}

TEST(Talk, may_differ_between_segments) {
  Market market({.customers = 100, .segments = 2}, {"talk"});
  market.set("talk.sigma", 0).set("talk.mean", 3, -1, -1, 1);
  const World world = market.found();
  for (std::uint32_t j = 0; j < 100; ++j) {
    EXPECT_FLOAT_EQ(Market::column<float>(world, "talk", j), j % 2 == 0 ? 1 : 3);
  }
}

TEST(Talk, gives_the_same_bits_on_one_and_on_many_threads) {
  Market market({.customers = 40000, .weeks = 1}, {"talk"});
  Market other({.customers = 40000, .weeks = 1, .seed = 2}, {"talk"});
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
  EXPECT_NE(digest_on(1, market), digest_on(1, other));
}

}  // namespace
}  // namespace rapport::testing
