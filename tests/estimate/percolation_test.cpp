// Percolation: printed sizes and chances, closed forms of Poisson and of regular graphs, and the
// integral over times of infection that epidemic_probability does without.
#include "analysis/estimate/targets/percolation.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "tests/estimate/printed.hpp"

namespace rapport::targets {
namespace {

using testing::expect_printed;
constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(FinalSize, has_the_printed_values) {
  const DegreeLaw four = poisson_degrees(4);
  const DegreeLaw ten = poisson_degrees(10);
  const DegreeLaw power = power_law_degrees(2, 20);
  expect_printed(final_size(four, 0.3), "0.313698");
  expect_printed(final_size(four, 0.5), "0.796812");
  expect_printed(final_size(ten, 0.15), "0.582812");
  expect_printed(final_size(ten, 0.3), "0.940480");
  expect_printed(final_size(power, 0.2), "0.018119");
  expect_printed(final_size(power, 0.4), "0.223675");
  expect_printed(mean_degree(power), "2.09109");
  expect_printed(critical_transmissibility(four), "0.25000");
  expect_printed(critical_transmissibility(ten), "0.10000");
  expect_printed(critical_transmissibility(power), "0.18325");
}

TEST(MeanOutbreak, has_the_printed_values) {
  expect_printed(mean_outbreak(poisson_degrees(4), 0.15), "2.50000");
  expect_printed(mean_outbreak(poisson_degrees(4), 0.2), "5.00000");
  expect_printed(mean_outbreak(poisson_degrees(10), 0.05), "2.00000");
  expect_printed(mean_outbreak(power_law_degrees(2, 20), 0.05), "1.14379");
  expect_printed(mean_outbreak(power_law_degrees(2, 20), 0.1), "1.46029");
  EXPECT_EQ(mean_outbreak(poisson_degrees(4), 0.3), infinity);
  EXPECT_EQ(mean_outbreak(poisson_degrees(4), 0.0), 1.0);
}

TEST(EpidemicProbability, has_the_printed_value_below_the_final_size) {
  const DegreeLaw four = poisson_degrees(4);
  expect_printed(transmissibility(1, 7.0 / 3), "0.300000");
  expect_printed(epidemic_probability(four, 1, 7.0 / 3), "0.209594");
  expect_printed(final_size(four, transmissibility(1, 7.0 / 3)), "0.313698");
  for (const DegreeLaw& law : {four, power_law_degrees(2, 20), poisson_degrees(1.5)}) {
    for (const double gamma : {0.1, 0.4, 1.0, 3.0}) {
      const double size = final_size(law, transmissibility(1, gamma));
      EXPECT_LE(epidemic_probability(law, 1, gamma), size);
      EXPECT_EQ(epidemic_probability(law, 1, gamma) > 0.0, size > 0.0);
    }
  }
}

// Of a Poisson graph both solve an equation of their own.
TEST(Percolation, of_a_Poisson_graph_solves_its_equations) {
  for (const double z : {1.2, 4.0, 10.0, 60.0}) {
    for (const double chance : {0.1, 0.3, 0.9, 1.0}) {  // of ten neighbours 0.1 is critical
      const double s = final_size(poisson_degrees(z), chance);
      EXPECT_NEAR(s, 1.0 - std::exp(-chance * z * s), 1e-13);
      EXPECT_EQ(s > 0.0, chance * z > 1.0);
    }
    const double gamma = 0.5 * z;
    const double p = epidemic_probability(poisson_degrees(z), 1.0, gamma);
    double mean = 0.0;  // over times of infection t, by the midpoints of e^(-gamma t)
    constexpr int steps = 200000;
    for (int i = 0; i < steps; ++i) {
      const double passes = 1.0 - std::pow((i + 0.5) / steps, 1.0 / gamma);
      mean += std::exp(-z * passes * p) / steps;
    }
    EXPECT_NEAR(1.0 - p, mean, 1e-6) << z;
  }
}

// Three neighbours each: u = 1 - T + T u^2 has the root (1 - T) / T.
TEST(Percolation, of_a_cubic_graph_has_a_closed_form) {
  const DegreeLaw cubic{0, 0, 0, 1};
  EXPECT_EQ(critical_transmissibility(cubic), 0.5);
  for (const double chance : {0.51, 0.6, 0.8, 1.0}) {
    EXPECT_NEAR(final_size(cubic, chance), 1.0 - std::pow((1.0 - chance) / chance, 3), 1e-13);
  }
  // m_2 = (gamma + 2 h m_1) / (gamma + 2), m_1 = (gamma + h) / (gamma + 1): h = gamma (gamma + 1)/2
  const double gamma = 0.5;
  const double h = gamma * (gamma + 1) / 2;
  const double two = (gamma + 2 * h * (gamma + h) / (gamma + 1)) / (gamma + 2);
  EXPECT_NEAR(two, h, 1e-15);
  EXPECT_NEAR(epidemic_probability(cubic, 1, gamma), 1 - (gamma + 3 * h * h) / (gamma + 3), 1e-14);
}

TEST(Percolation, grows_with_the_chance_and_starts_at_the_critical_one) {
  const DegreeLaw law = power_law_degrees(2, 20);
  const double critical = critical_transmissibility(law);
  EXPECT_EQ(final_size(law, critical), 0.0);
  EXPECT_EQ(final_size(law, 0.0), 0.0);
  double before = 0.0;
  for (double chance = critical + 1e-4; chance <= 1.0; chance += 0.01) {
    const double size = final_size(law, chance);
    EXPECT_GT(size, before);
    before = size;
  }
  EXPECT_EQ(critical_transmissibility({0.5, 0.5}), infinity);
  EXPECT_EQ(final_size({0.5, 0.5}, 1.0), 0.0);
}

TEST(DegreeLaw, adds_up_to_one_and_to_its_mean) {
  for (const double z : {0.01, 4.0, 500.0}) {
    EXPECT_NEAR(mean_degree(poisson_degrees(z)), z, 1e-12 * z);
    EXPECT_NEAR(mean_excess_degree(poisson_degrees(z)), z, 1e-12 * z);
  }
  double along = 0.0;
  for (const double share : degrees_along_ties(power_law_degrees(2.5, 1000))) {
    along += share;
  }
  EXPECT_NEAR(along, 1.0, 1e-12);
  EXPECT_NEAR(mean_degree(power_law_degrees(0, 10)), 1.0 / (1.0 - std::exp(-0.1)), 1e-12);
}

TEST(Percolation, refuses_what_is_no_graph_or_no_chance) {
  EXPECT_THROW(final_size(poisson_degrees(4), 1.1), std::invalid_argument);
  EXPECT_THROW(mean_outbreak(poisson_degrees(4), -0.1), std::invalid_argument);
  EXPECT_THROW(final_size({1.0}, 0.5), std::invalid_argument);
  EXPECT_THROW(final_size({0.5, 0.4}, 0.5), std::invalid_argument);
  EXPECT_THROW(final_size({1.5, -0.5}, 0.5), std::invalid_argument);
  EXPECT_THROW(poisson_degrees(0), std::invalid_argument);
  EXPECT_THROW(power_law_degrees(2, 0), std::invalid_argument);
  EXPECT_THROW(power_law_degrees(-1, 20), std::invalid_argument);
  EXPECT_THROW(transmissibility(0, 1), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::targets
