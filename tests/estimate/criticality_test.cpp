// Competing memes: by hand, by a tree grown in chance, and the tail at criticality.
#include "analysis/estimate/targets/criticality.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <stdexcept>

namespace rapport::targets {
namespace {

TEST(Criticality, of_few_tellings_is_as_by_hand) {
  const double z = 4;
  const double a = 0.9 / 5;
  const std::vector<double> p = meme_popularity(z, 0.1, 2);
  // told once: by nobody who sees it, on Poisson many screens and on the author's own
  const double alone = std::exp(-z * a) * (1 - a);
  EXPECT_EQ(p[0], 0);
  EXPECT_NEAR(p[1], alone, 1e-15);
  // told twice: again by its author, or by one of those screens; what is told then, by nobody
  const double silent = std::exp(-z * a);
  EXPECT_NEAR(p[2], silent * silent * (a * (1 - a) + (1 - a) * z * a * (1 - a)), 1e-15);
}

TEST(Criticality, is_that_of_a_tree_that_grows_by_chance) {
  constexpr double z = 3;
  constexpr double mu = 0.2;
  constexpr int trees = 200000;
  std::mt19937_64 dice(7);
  std::poisson_distribution<int> followers(z);
  std::bernoulli_distribution again((1 - mu) / (1 + z));
  std::array<double, 4> told{};  // once, twice, three times, ten times or more
  double sum = 0;
  for (int t = 0; t < trees; ++t) {
    int tellings = 1;
    int screens = 1 + followers(dice);
    while (screens > 0) {
      --screens;
      while (again(dice)) {
        ++tellings;
        screens += followers(dice);
      }
    }
    sum += tellings;
    if (tellings <= 3) {
      told[static_cast<std::size_t>(tellings - 1)] += 1;
    }
    told[3] += tellings >= 10 ? 1 : 0;
  }
  const std::vector<double> p = meme_popularity(z, mu, 9);
  for (std::size_t n = 1; n <= 3; ++n) {
    EXPECT_NEAR(told[n - 1] / trees, p[n], 0.0045) << n;  // 4 s.e.
  }
  EXPECT_NEAR(told[3] / trees, 1 - std::accumulate(p.begin(), p.end(), 0.0), 0.0045);
  EXPECT_NEAR(sum / trees, mean_popularity(z, mu), 0.02 * mean_popularity(z, mu));
}

TEST(Criticality, adds_up_to_one_and_to_its_mean) {
  for (const double z : {1.0, 4.0, 20.0}) {
    for (const double mu : {0.1, 0.5, 1.0}) {
      const std::vector<double> p = meme_popularity(z, mu, 6000);
      double sum = 0;
      double mean = 0;
      for (std::size_t n = 1; n < p.size(); ++n) {
        sum += p[n];
        mean += static_cast<double>(n) * p[n];
      }
      EXPECT_NEAR(sum, 1, 1e-9) << z << " " << mu;
      EXPECT_NEAR(mean, mean_popularity(z, mu), 1e-6 * mean) << z << " " << mu;
    }
  }
  EXPECT_EQ(meme_popularity(4, 1, 1)[1], 1);  // all that is told is new
}

TEST(Criticality, has_the_critical_tail_as_innovation_goes_to_nothing) {
  const std::vector<double> p = meme_popularity(4, 0, 4000);
  EXPECT_NEAR(std::log2(p[1000] / p[2000]), critical_exponent, 0.002);
  EXPECT_NEAR(std::log2(p[2000] / p[4000]), critical_exponent, 0.001);
  const std::vector<double> off = meme_popularity(4, 0.1, 4000);
  EXPECT_GT(std::log2(off[1000] / off[2000]), 3);
}

TEST(Criticality, refuses_what_is_out_of_range) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(meme_popularity(0, 0.1, 5), std::invalid_argument);
  EXPECT_THROW(meme_popularity(4, 1.1, 5), std::invalid_argument);
  EXPECT_THROW(meme_popularity(4, nan, 5), std::invalid_argument);
  EXPECT_THROW(meme_popularity(4, 0.1, 0), std::invalid_argument);
  EXPECT_THROW(mean_popularity(4, 0), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::targets
