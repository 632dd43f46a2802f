// Shares of wins: Wilson's interval, published, counted and from its definition; tables of cells.
#include "analysis/estimate/win_share.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "analysis/estimate/distribution.hpp"

namespace rapport::estimate {
namespace {

using Values = std::vector<double>;

TEST(Wilson, agrees_with_the_published_examples) {
  // R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3
  const WinShare many = wilson(81, 263);
  EXPECT_NEAR(many.low, 0.2553, 5e-5);
  EXPECT_NEAR(many.high, 0.3662, 5e-5);
  const WinShare few = wilson(15, 148);
  EXPECT_NEAR(few.low, 0.0624, 5e-5);
  EXPECT_NEAR(few.high, 0.1605, 5e-5);
  EXPECT_NEAR(wilson(0, 20).high, 0.1611, 5e-5);
  EXPECT_NEAR(wilson(1, 29).low, 0.0061, 5e-5);
  EXPECT_NEAR(wilson(1, 29).high, 0.1718, 5e-5);
}

TEST(Wilson, ends_where_a_test_begins_to_reject) {
  const double z = normal_quantile(0.95);
  const WinShare i = wilson(7, 50, 0.9);
  for (const double p : {i.low, i.high}) {
    EXPECT_NEAR(std::abs(7 - 50 * p), z * std::sqrt(50 * p * (1 - p)), 1e-12);
  }
  EXPECT_EQ(i.share, 0.14);
  EXPECT_EQ(i.wins, 7U);
  EXPECT_EQ(i.n, 50U);
}

TEST(Wilson, has_a_width_where_all_or_none_are_wins) {
  const double z2 = std::pow(normal_quantile(0.975), 2);
  EXPECT_EQ(wilson(0, 20).low, 0);
  EXPECT_NEAR(wilson(0, 20).high, z2 / (20 + z2), 1e-15);
  EXPECT_EQ(wilson(20, 20).high, 1);
  EXPECT_NEAR(wilson(20, 20).low, 20 / (20 + z2), 1e-15);
  const WinShare none = wilson(0, 0);
  EXPECT_TRUE(std::isnan(none.share));
  EXPECT_EQ(none.low, 0);
  EXPECT_EQ(none.high, 1);
  EXPECT_THROW(wilson(2, 1), std::invalid_argument);
  EXPECT_THROW(wilson(1, 2, 0), std::invalid_argument);
  EXPECT_THROW(wilson(1, 2, NAN), std::invalid_argument);
}

TEST(Wilson, covers_what_it_promises) {
  // summed over all outcomes of 60 draws, nothing simulated
  constexpr std::size_t n = 60;
  double mean = 0;
  for (int percent = 5; percent <= 95; ++percent) {
    const double p = percent / 100.0;
    double covered = 0;
    double probability = std::pow(1 - p, n);
    for (std::size_t wins = 0; wins <= n; ++wins) {
      const WinShare i = wilson(wins, n);
      covered += i.low <= p && p <= i.high ? probability : 0;
      probability *= p / (1 - p) * static_cast<double>(n - wins) / static_cast<double>(wins + 1);
    }
    EXPECT_GT(covered, 0.92) << percent;
    EXPECT_LT(covered, 0.98) << percent;
    mean += covered / 91;
  }
  EXPECT_NEAR(mean, 0.95, 0.005);
}

TEST(WinShare, counts_gains_and_keeps_ties_apart) {
  const WinShare i = win_share(Values{1, -2, 0, 3e-9, 0, -0.0});
  EXPECT_EQ(i.wins, 2U);
  EXPECT_EQ(i.ties, 3U);
  EXPECT_EQ(i.n, 6U);
  EXPECT_EQ(i.high, wilson(2, 6).high);
  EXPECT_EQ(win_share({}).n, 0U);
  EXPECT_THROW(win_share(Values{NAN}), std::invalid_argument);
}

TEST(EvenCuts, part_values_into_equal_numbers) {
  EXPECT_EQ(even_cuts(Values{8, 1, 7, 2, 6, 3, 5, 4}, 4), (Values{3, 5, 7}));
  EXPECT_TRUE(even_cuts(Values{3, 1, 2}, 1).empty());
  // no part is empty
  EXPECT_EQ(even_cuts(Values{0, 0, 0, 0, 0, 1}, 4), (Values{}));
  EXPECT_EQ(even_cuts(Values{0, 0, 0, 1, 1, 1}, 4), (Values{1}));
  EXPECT_THROW(even_cuts({}, 2), std::invalid_argument);
  EXPECT_THROW(even_cuts(Values{1}, 0), std::invalid_argument);
  EXPECT_THROW(even_cuts(Values{NAN}, 2), std::invalid_argument);
}

TEST(WinTable, holds_each_draw_in_the_cell_of_its_two_factors) {
  const Values margin{1, 5, 5.5, 9, 9, 0};
  const Values wage{10, 10, 20, 30, 5, 20};
  const Values gain{1, -1, 1, 0, 2, 3};
  const WinTable table = win_table(margin, Values{5}, wage, Values{10, 20}, gain);
  ASSERT_EQ(table.cells.size(), 6U);
  EXPECT_EQ(table.columns(), 3U);
  const auto expect = [&](std::size_t row, std::size_t column, std::size_t wins, std::size_t n) {
    EXPECT_EQ(table.cell(row, column).wins, wins) << row << " " << column;
    EXPECT_EQ(table.cell(row, column).n, n) << row << " " << column;
  };
  expect(0, 0, 0, 0);
  expect(0, 1, 1, 1);  // a cut begins the part above it
  expect(0, 2, 1, 1);
  expect(1, 0, 1, 1);
  expect(1, 1, 0, 1);
  expect(1, 2, 1, 2);
  EXPECT_EQ(table.cell(1, 2).ties, 1U);
  EXPECT_EQ(table.cell(1, 2).low, wilson(1, 2).low);
  EXPECT_TRUE(std::isnan(table.cell(0, 0).share));
  EXPECT_THROW(table.cell(2, 0), std::out_of_range);
}

TEST(WinTable, of_no_cuts_is_the_share_itself) {
  const Values x{1, 2, 3};
  const WinTable table = win_table(x, {}, x, {}, Values{1, 1, -1}, 0.8);
  ASSERT_EQ(table.cells.size(), 1U);
  EXPECT_EQ(table.cell(0, 0).low, win_share(Values{1, 1, -1}, 0.8).low);
  EXPECT_THROW(win_table(x, {}, x, {}, Values{1}), std::invalid_argument);
  EXPECT_THROW(win_table(Values{1}, {}, x, {}, x), std::invalid_argument);
  EXPECT_THROW(win_table(x, Values{2, 2}, x, {}, x), std::invalid_argument);
  EXPECT_THROW(win_table(x, {}, x, Values{3, 2}, x), std::invalid_argument);
  EXPECT_THROW(win_table(x, Values{NAN}, x, {}, x), std::invalid_argument);
  EXPECT_THROW(win_table(x, {}, Values{1, NAN, 2}, {}, x), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::estimate
