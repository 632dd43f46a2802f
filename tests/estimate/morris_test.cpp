// Elementary effects of functions whose effects are known, and the shape of the design.
#include "analysis/estimate/morris.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <set>
#include <stdexcept>
#include <vector>

namespace rapport::estimate {
namespace {

using Point = std::vector<double>;

std::vector<double> outputs(const MorrisDesign& design, const std::function<double(Point)>& f) {
  std::vector<double> result;
  for (std::size_t run = 0; run < design.runs(); ++run) {
    result.push_back(f(design.point(run)));
  }
  return result;
}

TEST(Morris, moves_each_factor_once_a_trajectory_by_one_step_on_the_grid) {
  for (const std::size_t levels : {2U, 4U, 8U}) {
    const MorrisDesign design(7, 20, 5, levels);
    ASSERT_EQ(design.runs(), 160U);
    for (std::size_t trajectory = 0; trajectory < 20; ++trajectory) {
      std::set<std::size_t> moved;
      for (std::size_t i = 0; i < 7; ++i) {
        const std::size_t run = trajectory * 8 + i;
        const Point before = design.point(run);
        const Point after = design.point(run + 1);
        for (std::size_t factor = 0; factor < 7; ++factor) {
          const double level = before[factor] * static_cast<double>(levels - 1);
          EXPECT_NEAR(level, std::round(level), 1e-12);
          EXPECT_GE(before[factor], 0);
          EXPECT_LE(before[factor], 1);
          const double step = factor != design.moved_after(run) ? 0
                              : design.moves_up(run)            ? design.step()
                                                                : -design.step();
          EXPECT_NEAR(after[factor] - before[factor], step, 1e-12);
        }
        moved.insert(design.moved_after(run));
      }
      EXPECT_EQ(moved.size(), 7U);
    }
  }
}

TEST(Morris, visits_all_levels_and_orders_alike) {
  const MorrisDesign design(3, 6000, 11);
  std::vector<int> level(4);
  std::vector<int> first(3);
  int up = 0;
  for (std::size_t run = 0; run < design.runs(); ++run) {
    ++level[static_cast<std::size_t>(std::lround(design.point(run)[1] * 3))];
    if (run % 4 == 0) {
      ++first[design.moved_after(run)];
      up += design.moves_up(run) ? 1 : 0;
    }
  }
  for (const int count : level) {
    EXPECT_NEAR(count, 6000, 300);
  }
  for (const int count : first) {
    EXPECT_NEAR(count, 2000, 4 * std::sqrt(6000 * 2 / 9.0));
  }
  EXPECT_NEAR(up, 3000, 4 * std::sqrt(6000 / 4.0));
}

TEST(Morris, finds_the_slopes_of_a_linear_function_exactly) {
  const MorrisDesign design(3, 10, 1);
  const auto effects = elementary_effects(
      design, outputs(design, [](const Point& x) { return 5 + 2 * x[0] - 3 * x[1]; }));
  ASSERT_EQ(effects.size(), 3U);
  const std::vector<double> slopes{2, -3, 0};
  for (std::size_t factor = 0; factor < 3; ++factor) {
    EXPECT_NEAR(effects[factor].mean, slopes[factor], 1e-13);
    EXPECT_NEAR(effects[factor].absolute, std::abs(slopes[factor]), 1e-13);
    EXPECT_NEAR(effects[factor].deviation, 0, 1e-13);
    EXPECT_NEAR(effects[factor].standard_error, 0, 1e-13);
    EXPECT_EQ(effects[factor].n, 10U);
  }
  EXPECT_EQ(effects[2].absolute, 0);
}

TEST(Morris, sees_by_its_sizes_what_cancels_with_sign) {
  // (x - 1/2)^2 between levels 0 and 2/3 falls by 2/9, between 1/3 and 1 it rises by as much:
  // effects of -1/3 and 1/3, equally often
  const MorrisDesign design(1, 4000, 2);
  const auto effects = elementary_effects(
      design, outputs(design, [](const Point& x) { return (x[0] - 0.5) * (x[0] - 0.5); }));
  EXPECT_NEAR(effects[0].absolute, 1 / 3.0, 1e-12);
  EXPECT_NEAR(effects[0].standard_error, 0, 1e-12);
  EXPECT_NEAR(effects[0].mean, 0, 4 / 3.0 / std::sqrt(4000));
  EXPECT_NEAR(effects[0].deviation, 1 / 3.0, 1e-3);
}

TEST(Morris, shows_an_interaction_as_deviation) {
  // the effect of x0 in x0 x1 is x1: 0, 1/3, 2/3 or 1, of mean 1/2 and variance 5/36
  const MorrisDesign design(2, 4000, 3);
  const auto effects =
      elementary_effects(design, outputs(design, [](const Point& x) { return x[0] * x[1]; }));
  for (const ElementaryEffects& of_one : effects) {
    const double deviation = std::sqrt(5 / 36.0);
    EXPECT_NEAR(of_one.mean, 0.5, 4 * deviation / std::sqrt(4000));
    EXPECT_EQ(of_one.mean, of_one.absolute);
    EXPECT_NEAR(of_one.deviation, deviation, 0.01);
    EXPECT_NEAR(of_one.standard_error, of_one.deviation / std::sqrt(4000), 1e-12);
  }
}

TEST(Morris, repeats_itself_by_its_seed) {
  EXPECT_EQ(MorrisDesign(5, 3, 9).point(17), MorrisDesign(5, 3, 9).point(17));
  std::set<Point> starts;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    starts.insert(MorrisDesign(30, 2, seed).point(0));
  }
  EXPECT_EQ(starts.size(), 20U);
}

TEST(Morris, refuses_what_is_no_screening) {
  EXPECT_THROW(MorrisDesign(0, 5, 1), std::invalid_argument);
  EXPECT_THROW(MorrisDesign(5, 1, 1), std::invalid_argument);
  EXPECT_THROW(MorrisDesign(5, 5, 1, 5), std::invalid_argument);
  EXPECT_THROW(MorrisDesign(5, 5, 1, 0), std::invalid_argument);
  const MorrisDesign design(2, 2, 1);
  EXPECT_THROW(design.point(6), std::invalid_argument);
  EXPECT_THROW(design.moved_after(2), std::invalid_argument);
  EXPECT_THROW(design.moves_up(5), std::invalid_argument);
  EXPECT_THROW(elementary_effects(design, Point(5)), std::invalid_argument);
  Point bad(6);
  bad[3] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(elementary_effects(design, bad), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::estimate
