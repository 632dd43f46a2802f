// Luck: known answers of Philox, uniformity, and the law of the log-gamma draw.
#include "sim/core/random.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace rapport {
namespace {

constexpr Purpose first{"random_test.first"};
constexpr Purpose second{"random_test.second"};

// Random123's known-answer vectors (kat_vectors): philox4x32, 10 rounds.
TEST(Philox, gives_the_published_answers) {
  const r123::Philox4x32::ctr_type zeros = {{0, 0, 0, 0}};
  const r123::Philox4x32::key_type no_key = {{0, 0}};
  const auto a = r123::Philox4x32()(zeros, no_key);
  EXPECT_EQ(a[0], 0x6627e8d5U);
  EXPECT_EQ(a[1], 0xe169c58dU);
  EXPECT_EQ(a[2], 0xbc57ac4cU);
  EXPECT_EQ(a[3], 0x9b00dbd8U);
}

TEST(Luck, answers_the_same_question_alike_and_others_otherwise) {
  const Luck luck(7, 3);
  EXPECT_EQ(luck.u(first, 5, {9}), luck.u(first, 5, {9}));
  EXPECT_NE(luck.u(first, 5, {9}), luck.u(second, 5, {9}));
  EXPECT_NE(luck.u(first, 5, {9}), luck.u(first, 6, {9}));
  EXPECT_NE(luck.u(first, 5, {9}), luck.u(first, 5, {10}));
  EXPECT_NE(luck.u(first, 5, {9}), Luck(7, 4).u(first, 5, {9}));
  EXPECT_NE(luck.u(first, 5, {9}), Luck(8, 3).u(first, 5, {9}));
}

TEST(Luck, is_uniform_and_open_at_both_ends) {
  const Luck luck(1, 0);
  double sum = 0;
  double squares = 0;
  constexpr int n = 400000;
  for (int i = 0; i < n; ++i) {
    const double u = luck.u(first, static_cast<std::uint32_t>(i), {});
    ASSERT_GT(u, 0);
    ASSERT_LT(u, 1);
    sum += u;
    squares += u * u;
  }
  EXPECT_NEAR(sum / n, 0.5, 4 * std::sqrt(1.0 / 12 / n));
  EXPECT_NEAR(squares / n, 1.0 / 3, 4 * std::sqrt(4.0 / 45 / n));
  EXPECT_GT(Luck::open_unit(0, 0), 0);
  EXPECT_LT(Luck::open_unit(~0U, ~0U), 1);
}

TEST(LogGammaDraw, has_the_mean_and_variance_of_its_law_also_for_tiny_shapes) {
  const Luck luck(2, 0);
  constexpr int n = 200000;
  for (const double shape : {0.03, 0.3, 0.779, 1.0, 2.5, 20.0}) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; ++i) {
      const double g =
          math::exp(log_gamma_draw(luck, first, static_cast<std::uint32_t>(i), {}, shape));
      sum += g;
      squares += g * g;
    }
    // Gamma(a): mean a, variance a, fourth central moment 3 a^2 + 6 a
    const double mean = sum / n;
    EXPECT_NEAR(mean, shape, 4 * std::sqrt(shape / n)) << shape;
    EXPECT_NEAR(squares / n - mean * mean, shape,
                4.5 * std::sqrt((2 * shape * shape + 6 * shape) / n))
        << shape;
  }
}

}  // namespace
}  // namespace rapport
