// A Latin hypercube: each part hit once, by whom is chance, independently by dimension.
#include "analysis/estimate/latin_hypercube.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>
#include <vector>

#include "analysis/estimate/correlation.hpp"

namespace rapport::estimate {
namespace {

TEST(LatinHypercube, falls_once_into_each_part_of_every_dimension) {
  const LatinHypercube draws(1999, 40, 5);
  EXPECT_EQ(draws.draws(), 1999U);
  EXPECT_EQ(draws.dimensions(), 40U);
  for (std::size_t dimension = 0; dimension < 40; ++dimension) {
    std::set<std::size_t> parts;
    for (std::size_t draw = 0; draw < 1999; ++draw) {
      parts.insert(static_cast<std::size_t>(draws.at(draw, dimension) * 1999));
    }
    ASSERT_EQ(parts.size(), 1999U) << dimension;
  }
}

TEST(LatinHypercube, is_uniform_over_seeds_in_each_draw_and_pair) {
  // 8 by 8 cells of (draw 2, draw 0) of 4 draws, which never share a quarter, and of two dimensions
  constexpr int seeds = 32000;
  std::vector<int> draws(64);
  std::vector<int> dimensions(64);
  const auto eighth = [](double u) { return static_cast<std::size_t>(u * 8); };
  for (int seed = 0; seed < seeds; ++seed) {
    const LatinHypercube four(4, 2, static_cast<std::uint64_t>(seed));
    ++draws[eighth(four.at(2, 0)) * 8 + eighth(four.at(0, 0))];
    ++dimensions[eighth(four.at(0, 0)) * 8 + eighth(four.at(0, 1))];
  }
  double draws_square = 0;
  double dimensions_square = 0;
  for (std::size_t cell = 0; cell < 64; ++cell) {
    dimensions_square += std::pow(dimensions[cell] - seeds / 64.0, 2) / (seeds / 64.0);
    if (cell / 8 / 2 == cell % 8 / 2) {
      EXPECT_EQ(draws[cell], 0);
    } else {
      draws_square += std::pow(draws[cell] - seeds / 48.0, 2) / (seeds / 48.0);
    }
  }
  EXPECT_LT(dimensions_square, 103.5);  // chi squared, 63 degrees: 99.9 % at 103.4
  EXPECT_LT(draws_square, 82.8);        // 47 degrees: 99.9 % at 82.7
}

TEST(LatinHypercube, has_dimensions_as_unrelated_as_independent_ones) {
  const LatinHypercube draws(1000, 50, 8);
  std::vector<std::vector<double>> columns(50);
  for (std::size_t draw = 0; draw < 1000; ++draw) {
    const std::vector<double> point = draws.point(draw);
    for (std::size_t dimension = 0; dimension < 50; ++dimension) {
      columns[dimension].push_back(point[dimension]);
    }
  }
  double squares = 0;
  double greatest = 0;
  for (std::size_t i = 0; i < 50; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const double r = rank_correlation(columns[i], columns[j]).mean;
      squares += r * r;
      greatest = std::max(greatest, std::abs(r));
    }
  }
  EXPECT_NEAR(squares / 1225 * 999, 1, 0.17);  // variance 1 / (n - 1): 4 standard errors
  EXPECT_LT(greatest, 4.5 / std::sqrt(999));
}

TEST(LatinHypercube, gives_a_coordinate_its_own_value_whatever_is_drawn_beside_it) {
  const LatinHypercube few(100, 2, 7);
  EXPECT_EQ(few.at(99, 1), LatinHypercube(100, 9, 7).at(99, 1));
  EXPECT_NE(few.at(99, 1), LatinHypercube(100, 2, 8).at(99, 1));
  EXPECT_NE(few.at(99, 1), few.at(99, 0));
  EXPECT_EQ(few.point(3), (std::vector<double>{few.at(3, 0), few.at(3, 1)}));
  EXPECT_EQ(few.at(0, 0), 0x1.b08bb8053f4ecp-1);  // the same on every machine
}

TEST(LatinHypercube, refuses_what_it_has_not) {
  EXPECT_THROW(LatinHypercube(0, 1, 1), std::invalid_argument);
  EXPECT_THROW(LatinHypercube(1, 0, 1), std::invalid_argument);
  EXPECT_THROW(LatinHypercube(1ULL << 32U, 1, 1), std::invalid_argument);
  const LatinHypercube draws(3, 2, 1);
  EXPECT_THROW(draws.at(3, 0), std::invalid_argument);
  EXPECT_THROW(draws.at(0, 2), std::invalid_argument);
  EXPECT_THROW(draws.point(3), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::estimate
