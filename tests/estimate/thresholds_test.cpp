// Windows and sizes of cascades by thresholds: printed values, and what both must agree on.
#include "analysis/estimate/targets/thresholds.hpp"

#include <cmath>
#include <stdexcept>

#include "analysis/estimate/targets/percolation.hpp"
#include "tests/estimate/printed.hpp"

namespace rapport::targets {
namespace {

using testing::expect_printed;

TEST(CascadeWindow, has_the_printed_edges) {
  struct Case {
    double threshold;
    const char *low, *high;
  };
  for (const Case& c : {Case{0.10, "1.00000", "13.65931"}, Case{0.15, "1.00373", "7.47708"},
                        Case{0.18, "1.02070", "5.76468"}, Case{0.20, "1.02070", "5.76468"},
                        Case{0.22, "1.11414", "3.86307"}, Case{0.25, "1.11414", "3.86307"}}) {
    const auto window = cascade_window(c.threshold);
    ASSERT_TRUE(window.has_value()) << c.threshold;
    expect_printed(window->low, c.low);
    expect_printed(window->high, c.high);
  }
}

TEST(CascadeWindow, widens_as_people_are_easier_to_move_and_closes_above_a_quarter) {
  double low = 2.0;
  double high = 0.0;
  for (int k = 4; k <= 200; ++k) {
    const auto window = cascade_window(1.0 / k);
    ASSERT_TRUE(window.has_value()) << k;
    EXPECT_LE(window->low, low + 1e-14);
    EXPECT_GE(window->low, 1.0 - 1e-14);  // without a giant component there is nothing to move
    EXPECT_GT(window->high, high);
    low = window->low;
    high = window->high;
  }
  for (const double threshold : {0.2501, 0.34, 0.5, 0.51, 1.0}) {
    EXPECT_FALSE(cascade_window(threshold).has_value()) << threshold;
  }
}

TEST(ThresholdCascade, has_the_printed_sizes) {
  expect_printed(threshold_cascade(poisson_degrees(3), 0.18, 0.001), "0.940551");
  expect_printed(threshold_cascade(poisson_degrees(3), 0.18, 0.01), "0.941201");
  expect_printed(threshold_cascade(poisson_degrees(5), 0.18, 0.001), "0.993030");
  expect_printed(threshold_cascade(poisson_degrees(7), 0.18, 0.001), "0.004242");
  expect_printed(threshold_cascade(poisson_degrees(7), 0.18, 0.01), "0.999091");
}

// Whom any active neighbour moves belongs to the component of a seed: all of the giant one.
TEST(ThresholdCascade, of_the_easily_moved_reaches_the_giant_component) {
  for (const double z : {1.5, 3.0, 8.0}) {
    const DegreeLaw law = poisson_degrees(z);
    EXPECT_NEAR(threshold_cascade(law, 1e-4, 1e-9), final_size(law, 1.0), 1e-7) << z;
  }
  EXPECT_LT(threshold_cascade(poisson_degrees(0.9), 1e-4, 1e-6), 2e-5);
}

TEST(ThresholdCascade, opens_and_closes_where_the_window_does) {
  const auto window = cascade_window(0.18);
  ASSERT_TRUE(window.has_value());
  const auto size = [](double z) { return threshold_cascade(poisson_degrees(z), 0.18, 1e-9); };
  EXPECT_LT(size(window->low - 0.02), 1e-6);
  EXPECT_GT(size(window->low + 0.02), 0.01);
  EXPECT_GT(size(window->high - 0.02), 0.99);
  EXPECT_LT(size(window->high + 0.02), 1e-6);
}

TEST(ThresholdCascade, grows_with_the_seeds_and_holds_them) {
  for (const DegreeLaw& law : {poisson_degrees(7), power_law_degrees(1.5, 300)}) {
    double before = 0.0;
    for (double seeded = 0.0; seeded <= 1.0; seeded += 0.05) {
      const double size = threshold_cascade(law, 0.4, seeded);
      EXPECT_GE(size, before);
      EXPECT_GE(size, seeded);
      EXPECT_LE(size, 1.0 + 1e-14);
      before = size;
    }
    EXPECT_EQ(threshold_cascade(law, 0.4, 0.0), 0.0);
    EXPECT_NEAR(threshold_cascade(law, 0.4, 1.0), 1.0, 1e-15);
  }
}

// Of four neighbours two must be active: q = s + (1 - s) (3 q^2 (1 - q) + q^3).
TEST(ThresholdCascade, of_a_regular_graph_solves_its_equation) {
  const DegreeLaw four{0, 0, 0, 0, 1};
  const double s = 0.05;
  double q = s;
  for (int i = 0; i < 10000; ++i) {
    q = s + (1 - s) * (3 * q * q * (1 - q) + q * q * q);
  }
  const double out = 1 - q;
  const double size = s + (1 - s) * (1 - out * out * out * out - 4 * q * out * out * out);
  EXPECT_NEAR(threshold_cascade(four, 0.5, s), size, 1e-13);
  EXPECT_NEAR(threshold_cascade(four, 0.26, s), size, 1e-13);
}

TEST(Thresholds, refuse_what_is_none) {
  EXPECT_THROW(cascade_window(0.0), std::invalid_argument);
  EXPECT_THROW(cascade_window(1.1), std::invalid_argument);
  EXPECT_THROW(threshold_cascade(poisson_degrees(3), 0.0, 0.1), std::invalid_argument);
  EXPECT_THROW(threshold_cascade(poisson_degrees(3), 0.2, -0.1), std::invalid_argument);
  EXPECT_THROW(threshold_cascade({0.5}, 0.2, 0.1), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::targets
