// Main effects of functions whose indices are known, and the coverage of their intervals.
#include "analysis/estimate/main_effect.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <vector>

#include "analysis/estimate/distribution.hpp"
#include "analysis/estimate/latin_hypercube.hpp"
#include "analysis/estimate/sobol.hpp"
#include "analysis/estimate/splitmix.hpp"

namespace rapport::estimate {
namespace {

using Values = std::vector<double>;

struct Draws {
  std::vector<Values> x;  // by factor
  Values y;
};

using Coordinate = std::function<double(std::uint64_t draw, std::size_t factor)>;

Draws drawn(std::size_t n, std::size_t factors, const Coordinate& coordinate,
            const std::function<double(const Values&)>& f) {
  Draws draws{std::vector<Values>(factors), {}};
  for (std::size_t i = 0; i < n; ++i) {
    Values point(factors);
    for (std::size_t k = 0; k < factors; ++k) {
      point[k] = coordinate(i, k);
      draws.x[k].push_back(point[k]);
    }
    draws.y.push_back(f(point));
  }
  return draws;
}

Coordinate evenly(std::size_t factors, std::uint64_t seed) {
  return [sequence = SobolSequence(factors, seed)](std::uint64_t draw, std::size_t factor) {
    return sequence.at(draw, factor);
  };
}

Coordinate hypercube(std::size_t n, std::size_t factors, std::uint64_t seed) {
  return [draws = LatinHypercube(n, factors, seed)](std::uint64_t draw, std::size_t factor) {
    return draws.at(draw, factor);
  };
}

Coordinate independently(std::uint64_t seed) {
  return [random = SplitMix64(SplitMix64(seed).word(5))](std::uint64_t draw, std::size_t factor) {
    return random.fraction(1000 * draw + factor);
  };
}

// Ishigami & Homma (1990) with a = 7, b = 0.1. V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8, V3 = 0,
// V = a^2 / 8 + b pi^4 / 5 + b^2 pi^8 / 18 + 1/2.
double ishigami(const Values& u) {
  const auto angle = [&](std::size_t k) { return std::numbers::pi * (2 * u[k] - 1); };
  return std::sin(angle(0)) + 7 * std::pow(std::sin(angle(1)), 2) +
         0.1 * std::pow(angle(2), 4) * std::sin(angle(0));
}
const Values ishigami_indices{0.31390519, 0.44241114, 0};

TEST(MainEffect, of_ishigamis_function) {
  const Draws draws = drawn(4096, 3, evenly(3, 1), ishigami);
  for (std::size_t k = 0; k < 3; ++k) {
    const Interval i = main_effect(draws.x[k], draws.y, 1);
    EXPECT_NEAR(i.mean, ishigami_indices[k], 0.012) << k;
    EXPECT_LE(i.low, ishigami_indices[k]) << k;
    EXPECT_GE(i.high, ishigami_indices[k]) << k;
    EXPECT_LT(i.high - i.low, 0.08) << k;
    EXPECT_EQ(i.n, 4096U);
  }
}

TEST(MainEffect, of_sobols_g_function) {
  // product of (|4 x - 2| + a) / (1 + a): V_k = 1 / (3 (1 + a_k)^2), V = product of (1 + V_k) - 1
  const Values a{0, 1, 4.5, 9, 99, 99, 99, 99};
  const Draws draws = drawn(4096, 8, evenly(8, 2), [&](const Values& u) {
    double product = 1;
    for (std::size_t k = 0; k < a.size(); ++k) {
      product *= (std::abs(4 * u[k] - 2) + a[k]) / (1 + a[k]);
    }
    return product;
  });
  double all = 1;
  for (const double of_one : a) {
    all *= 1 + 1 / (3 * (1 + of_one) * (1 + of_one));
  }
  for (std::size_t k = 0; k < a.size(); ++k) {
    const double index = 1 / (3 * (1 + a[k]) * (1 + a[k])) / (all - 1);
    const Interval i = main_effect(draws.x[k], draws.y, 1);
    EXPECT_NEAR(i.mean, index, 0.015) << k;
    EXPECT_LE(i.low, index) << k;
    EXPECT_GE(i.high, index) << k;
  }
}

TEST(MainEffect, of_a_linear_model_is_its_share_of_variance) {
  // 3 x0 + 2 x1 + x2 of uniform factors: 9, 4 and 1 of 14
  const Draws draws =
      drawn(2048, 4, evenly(4, 3), [](const Values& u) { return 3 * u[0] + 2 * u[1] + u[2]; });
  const Values indices{9 / 14.0, 4 / 14.0, 1 / 14.0, 0};
  for (std::size_t k = 0; k < 4; ++k) {
    EXPECT_NEAR(main_effect(draws.x[k], draws.y, 1).mean, indices[k], 0.01) << k;
  }
  // alone it explains all but what happens within its 45 parts, 1 / 45^2
  EXPECT_NEAR(main_effect(draws.x[0], draws.x[0], 1).mean, 1 - 1 / 2025.0, 2e-5);
  // a sine of two whole waves loses (4 pi / 45)^2 / 12 and, as it bends, (4 pi / 45)^4 / 6
  Values waves;
  for (const double x : draws.x[0]) {
    waves.push_back(std::sin(4 * std::numbers::pi * x));
  }
  EXPECT_NEAR(main_effect(draws.x[0], waves, 1).mean, 1 - 0.0065 - 0.0010, 2e-4);
}

TEST(MainEffect, of_one_step_is_all_but_what_the_step_bends) {
  Values x;
  Values y;
  for (int i = 0; i < 2000; ++i) {
    x.push_back(i);
    y.push_back(i < 978 ? 0 : 1);  // between the 22nd and the 23rd of 45 parts
  }
  EXPECT_NEAR(main_effect(x, y, 1, 0.95, 1).mean, 1 - 0.03, 0.003);
}

TEST(MainEffect, knows_nothing_of_the_scale_of_x_nor_of_the_unit_of_y) {
  const Draws draws = drawn(500, 2, independently(4), [](const Values& u) { return u[0] * u[1]; });
  const Interval plain = main_effect(draws.x[0], draws.y, 7, 0.95, 200);
  Values bent;
  for (const double x : draws.x[0]) {
    bent.push_back(std::exp(20 * x));
  }
  const Interval of_bent = main_effect(bent, draws.y, 7, 0.95, 200);
  EXPECT_EQ(of_bent.mean, plain.mean);
  EXPECT_EQ(of_bent.low, plain.low);
  EXPECT_EQ(of_bent.high, plain.high);
  Values otherwise;
  for (const double y : draws.y) {
    otherwise.push_back(1e6 - 3e200 * y);
  }
  const Interval of_otherwise = main_effect(draws.x[0], otherwise, 7, 0.95, 200);
  EXPECT_NEAR(of_otherwise.mean, plain.mean, 1e-12);
  EXPECT_NEAR(of_otherwise.low, plain.low, 1e-12);
  EXPECT_NE(main_effect(draws.x[0], draws.y, 8, 0.95, 200).low, plain.low);
}

TEST(MainEffect, of_a_factor_of_few_values_is_that_of_their_means) {
  // y = 1 where x is on, else 0, plus an even sign: variance 3/16 of 3/16 + 1; order is forgotten
  Values x;
  Values y;
  for (int i = 0; i < 4000; ++i) {
    x.push_back(i % 4 == 0 ? 1 : 0);
    y.push_back(x.back() + (i / 4 % 2 == 0 ? 1 : -1));
  }
  const Interval i = main_effect(x, y, 1, 0.95, 200);
  const double raw = (3 / 16.0) / (1 + 3 / 16.0);
  EXPECT_NEAR(i.mean, 1 - 3999.0 / 3998.0 * (1 - raw), 1e-12);
  // wins alone: 0 and 1
  const Interval of_wins = main_effect(y, x, 1, 0.95, 200);
  EXPECT_GT(of_wins.mean, 0.2);
}

TEST(MainEffect, says_when_it_knows_nothing_and_refuses_what_is_no_sample) {
  const auto expect_unknown = [](const Interval& i) {
    EXPECT_TRUE(std::isnan(i.mean));
    EXPECT_EQ(i.low, 0);
    EXPECT_EQ(i.high, 1);
    EXPECT_TRUE(std::isinf(i.standard_error));
  };
  Values rising(32);
  for (std::size_t i = 0; i < rising.size(); ++i) {
    rising[i] = static_cast<double>(i);
  }
  expect_unknown(main_effect({}, {}, 1));
  expect_unknown(main_effect(Values(31, 1), Values(31, 1), 1));
  expect_unknown(main_effect(rising, Values(32, 5), 1));
  expect_unknown(main_effect(Values(32, 5), rising, 1));
  EXPECT_GT(main_effect(rising, rising, 1).mean, 0.9);
  Values once(32);
  once[7] = 1;  // half of the resamples do not vary
  EXPECT_TRUE(std::isfinite(main_effect(rising, once, 1).low));
  EXPECT_THROW(main_effect(rising, Values(31), 1), std::invalid_argument);
  EXPECT_THROW(main_effect(rising, rising, 1, 1.0), std::invalid_argument);
  EXPECT_THROW(main_effect(rising, rising, 1, 0.95, 0), std::invalid_argument);
  Values bad = rising;
  bad[3] = std::numeric_limits<double>::infinity();
  EXPECT_THROW(main_effect(bad, rising, 1), std::invalid_argument);
  EXPECT_THROW(main_effect(rising, bad, 1), std::invalid_argument);
}

struct Coverage {
  double covered = 0;
  double mean = 0;  // of the estimates
};

// Of a straight line in a uniform x plus noise, with that index.
Coverage coverage(std::size_t n, double index, const std::function<double(double)>& noise,
                  double noise_variance) {
  constexpr int trials = 400;
  Coverage result;
  for (int trial = 0; trial < trials; ++trial) {
    const Draws draws =
        drawn(n, 2, independently(static_cast<std::uint64_t>(trial)), [&](const Values& u) {
          return std::sqrt(12 * index) * u[0] +
                 std::sqrt((1 - index) / noise_variance) * noise(u[1]);
        });
    const Interval i = main_effect(draws.x[0], draws.y, 3, 0.95, 200);
    result.covered += i.low <= index && index <= i.high ? 1.0 / trials : 0;
    result.mean += i.mean / trials;
  }
  return result;
}

TEST(MainEffect, has_intervals_that_cover_what_they_promise) {
  for (const std::size_t n : {50U, 200U}) {
    for (const double index : {0.0, 0.1, 0.5, 0.9}) {
      const Coverage of_normal = coverage(n, index, normal_quantile, 1);
      EXPECT_GT(of_normal.covered, 0.92) << n << " " << index;
      EXPECT_NEAR(of_normal.mean, index, n == 50 ? 0.035 : 0.01) << n << " " << index;
    }
    const auto lognormal = [](double u) { return std::exp(normal_quantile(u)); };
    const double e = std::numbers::e;
    EXPECT_GT(coverage(n, 0, lognormal, e * (e - 1)).covered, 0.95);
    EXPECT_GT(coverage(n, 0.1, lognormal, e * (e - 1)).covered, 0.84);
    EXPECT_GT(coverage(n, 0.5, lognormal, e * (e - 1)).covered, 0.63);  // as the header says
  }
}

TEST(MainEffect, is_not_misled_by_draws_that_are_more_even_than_luck) {
  Values even(3);  // means over seeds
  Values latin(3);
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const Draws of_even = drawn(2000, 3, evenly(3, seed), ishigami);
    const Draws of_latin = drawn(2000, 3, hypercube(2000, 3, seed), ishigami);
    for (std::size_t k = 0; k < 3; ++k) {
      even[k] += main_effect(of_even.x[k], of_even.y, 1, 0.95, 1).mean / 10;
      latin[k] += main_effect(of_latin.x[k], of_latin.y, 1, 0.95, 1).mean / 10;
    }
  }
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_NEAR(even[k], ishigami_indices[k], 0.006) << k;
    EXPECT_NEAR(latin[k], ishigami_indices[k], 0.018) << k;  // 4 standard errors
  }
}

TEST(MainEffect, needs_draws_whose_dimensions_are_unrelated) {
  // y is one dimension itself, x another: nothing to find. See sobol.hpp.
  const auto credited = [](const Coordinate& coordinate) {
    const Draws draws = drawn(2000, 73, coordinate, [](const Values& u) { return u[26]; });
    return main_effect(draws.x[72], draws.y, 1, 0.95, 1).mean;
  };
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    EXPECT_GT(credited(evenly(73, seed)), 0.4);
    EXPECT_NEAR(credited(hypercube(2000, 73, seed)), 0, 0.02);
  }
}

}  // namespace
}  // namespace rapport::estimate
