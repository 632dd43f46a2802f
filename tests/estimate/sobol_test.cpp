// Sobol's sequence against another library's, against what defines it, and its scrambling.
#include "analysis/estimate/sobol.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <set>
#include <stdexcept>
#include <vector>

#include "analysis/estimate/direction_numbers.hpp"
#include "analysis/estimate/splitmix.hpp"

namespace rapport::estimate {
namespace {

TEST(Sobol, begins_as_published) {
  // the first three dimensions in units of 1/8, by hand from the polynomials 1, x + 1, x^2 + x + 1
  const SobolSequence sequence(3, 0);
  const std::vector<std::vector<unsigned>> eighths{
      {0, 4, 2, 6, 1, 5, 3, 7}, {0, 4, 6, 2, 5, 1, 3, 7}, {0, 4, 6, 2, 3, 7, 5, 1}};
  for (std::size_t dimension = 0; dimension < 3; ++dimension) {
    for (std::uint64_t draw = 0; draw < 8; ++draw) {
      EXPECT_EQ(sequence.unscrambled(draw, dimension), eighths[dimension][draw] << 29U)
          << "draw " << draw << ", dimension " << dimension;
    }
  }
}

TEST(Sobol, is_that_of_another_library_in_all_dimensions) {
  const SobolSequence ours(sobol_dimensions, 0);
  boost::random::sobol_engine<std::uint32_t, 32> theirs(sobol_dimensions);
  for (std::uint64_t n = 1; n < 5000; ++n) {  // it leaves the draw 0 out and goes by Gray's code
    for (std::size_t dimension = 0; dimension < sobol_dimensions; ++dimension) {
      ASSERT_EQ(ours.unscrambled(n ^ (n >> 1U), dimension), theirs())
          << "draw " << n << ", dimension " << dimension;
    }
  }
}

// x^power modulo the polynomial, over GF(2).
std::uint32_t power_of_x(std::uint64_t power, std::uint32_t polynomial) {
  const std::uint32_t top = std::bit_floor(polynomial);
  std::uint32_t result = 1;
  for (std::uint64_t i = 0; i < power; ++i) {
    result <<= 1U;
    result ^= (result & top) != 0 ? polynomial : 0;
  }
  return result;
}

TEST(DirectionNumbers, are_those_of_all_primitive_polynomials_up_to_some_degree) {
  const auto table = direction_numbers();
  std::set<std::uint32_t> polynomials;
  for (std::size_t i = 0; i < table.size();) {
    const std::uint32_t polynomial = table[i];
    const auto degree = static_cast<unsigned>(std::bit_width(polynomial)) - 1;
    const std::uint64_t period = std::bit_floor(polynomial) - 1;
    EXPECT_EQ(power_of_x(period, polynomial), 1U) << polynomial;
    for (std::uint64_t divisor = 1; divisor < period; ++divisor) {
      if (period % divisor == 0) {
        EXPECT_NE(power_of_x(divisor, polynomial), 1U) << polynomial << " is not primitive";
      }
    }
    for (unsigned k = 1; k < degree; ++k) {
      EXPECT_EQ(table[i + k] % 2, 1) << polynomial;
      EXPECT_LT(table[i + k], 2U << k) << polynomial;
    }
    EXPECT_TRUE(polynomials.empty() || *polynomials.rbegin() < polynomial);
    polynomials.insert(polynomial);
    i += degree;
  }
  EXPECT_EQ(polynomials.size(), sobol_dimensions - 1);
}

TEST(DirectionNumbers, have_property_a) {
  // Any 2^d draws from a multiple of 2^d on fall one into each half-by-half-by-... part of the
  // first d dimensions: the d by d matrix of first bits of the direction numbers is regular over
  // GF(2).
  const SobolSequence sequence(31, 0);
  for (std::size_t d = 1; d <= sequence.dimensions(); ++d) {
    std::vector<std::uint32_t> rows(d);
    for (std::size_t dimension = 0; dimension < d; ++dimension) {
      for (unsigned k = 0; k < d; ++k) {
        rows[dimension] |= (sequence.unscrambled(1ULL << k, dimension) >> 31U) << k;
      }
    }
    std::size_t rank = 0;
    for (std::uint32_t bit = 1U << (d - 1); bit != 0; bit >>= 1U) {
      const auto pivot = std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(rank), rows.end(),
                                      [&](std::uint32_t row) { return (row & bit) != 0; });
      if (pivot == rows.end()) {
        continue;
      }
      std::swap(*pivot, rows[rank]);
      for (std::size_t i = 0; i < d; ++i) {
        rows[i] ^= i != rank && (rows[i] & bit) != 0 ? rows[rank] : 0;
      }
      ++rank;
    }
    EXPECT_EQ(rank, d);
  }
}

TEST(Sobol, falls_once_into_each_part_of_every_dimension) {
  const SobolSequence sequence(sobol_dimensions, 20);
  for (std::size_t dimension = 0; dimension < sobol_dimensions; ++dimension) {
    std::set<std::uint64_t> parts;
    for (std::uint64_t draw = 1024; draw < 2048; ++draw) {
      parts.insert(static_cast<std::uint64_t>(sequence.at(draw, dimension) * 1024));
    }
    ASSERT_EQ(parts.size(), 1024U) << "dimension " << dimension;
  }
}

TEST(Sobol, falls_once_into_each_rectangle_of_the_first_two_dimensions) {
  const SobolSequence sequence(2, 3);
  for (unsigned wide = 0; wide <= 10; ++wide) {
    std::set<std::uint64_t> rectangles;
    for (std::uint64_t draw = 0; draw < 1024; ++draw) {
      const auto column = static_cast<std::uint64_t>(sequence.at(draw, 0) * (1U << wide));
      const auto row = static_cast<std::uint64_t>(sequence.at(draw, 1) * (1U << (10 - wide)));
      rectangles.insert(column << (10 - wide) | row);
    }
    EXPECT_EQ(rectangles.size(), 1024U) << wide;
  }
}

TEST(Sobol, is_uniform_over_seeds_in_each_draw_and_pair_of_draws) {
  // 16 by 16 cells of (draw 0, draw 1) and of (dimension 0, dimension 1): Owen's scrambling keeps
  // the two draws in different halves and is uniform there; two dimensions are independent
  constexpr int seeds = 51200;
  std::vector<int> draws(256);
  std::vector<int> dimensions(256);
  const auto sixteenth = [](double u) { return static_cast<std::size_t>(u * 16); };
  for (int seed = 0; seed < seeds; ++seed) {
    const SobolSequence sequence(2, static_cast<std::uint64_t>(seed));
    ++draws[sixteenth(sequence.at(0, 0)) * 16 + sixteenth(sequence.at(1, 0))];
    ++dimensions[sixteenth(sequence.at(0, 0)) * 16 + sixteenth(sequence.at(0, 1))];
  }
  const double expected = seeds / 256.0;
  double dimensions_square = 0;
  double draws_square = 0;
  for (std::size_t cell = 0; cell < 256; ++cell) {
    dimensions_square += std::pow(dimensions[cell] - expected, 2) / expected;
    if ((cell / 16 < 8) == (cell % 16 < 8)) {
      EXPECT_EQ(draws[cell], 0);
    } else {
      draws_square += std::pow(draws[cell] - 2 * expected, 2) / (2 * expected);
    }
  }
  EXPECT_LT(dimensions_square, 330);  // chi squared, 255 degrees: 99.9 % at 330
  EXPECT_LT(draws_square, 182);       // 127 degrees: 99.9 % at 182
}

TEST(Sobol, gives_a_coordinate_its_own_value_whatever_is_drawn_beside_it) {
  const SobolSequence few(5, 7);
  const SobolSequence many(300, 7);
  EXPECT_EQ(few.point(123), std::vector<double>({few.at(123, 0), few.at(123, 1), few.at(123, 2),
                                                 few.at(123, 3), few.at(123, 4)}));
  EXPECT_EQ(few.at(123, 4), many.at(123, 4));
  EXPECT_NE(few.at(123, 4), SobolSequence(5, 8).at(123, 4));
  // the same on every machine
  EXPECT_EQ(few.at(0, 0), 0x1.b795ef5b2c067p-1);
  EXPECT_EQ(many.at(1999, 299), 0x1.7ef6fd3c6d166p-2);
}

TEST(Sobol, integrates_better_than_random_numbers) {
  // sum of ten uniforms squared, mean (10 / 2)^2 + 10 / 12: 1,024 independent draws have a standard
  // error of about 9.2 / 32
  const double truth = 25 + 10.0 / 12;
  double squares = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const SobolSequence sequence(10, seed);
    double sum = 0;
    for (std::uint64_t draw = 0; draw < 1024; ++draw) {
      double inner = 0;
      for (const double u : sequence.point(draw)) {
        inner += u;
      }
      sum += inner * inner;
    }
    squares += std::pow(sum / 1024 - truth, 2);
  }
  EXPECT_LT(std::sqrt(squares / 20), 9.2 / 32 / 10);
}

TEST(Sobol, refuses_what_it_has_not) {
  EXPECT_THROW(SobolSequence(0, 1), std::invalid_argument);
  EXPECT_THROW(SobolSequence(301, 1), std::invalid_argument);
  const SobolSequence sequence(2, 1);
  EXPECT_THROW(sequence.at(0, 2), std::invalid_argument);
  EXPECT_THROW(sequence.at(sobol_draws, 0), std::invalid_argument);
  EXPECT_THROW(sequence.point(sobol_draws), std::invalid_argument);
  const double last = sequence.at(sobol_draws - 1, 1);
  EXPECT_GT(last, 0);
  EXPECT_LT(last, 1);
}

}  // namespace
}  // namespace rapport::estimate
