// Bass and the circle: printed values, the equations they solve, and which is faster.
#include "analysis/estimate/targets/diffusion.hpp"

#include <cmath>
#include <stdexcept>

#include "tests/estimate/printed.hpp"

namespace rapport::targets {
namespace {

using testing::expect_printed;
constexpr Bass usual{0.03, 0.38};

TEST(Bass, has_the_printed_curve) {
  struct Case {
    double time;
    const char* adopted;
  };
  for (const Case& c :
       {Case{1, "0.035758"}, Case{2, "0.085056"}, Case{5, "0.331199"}, Case{8, "0.651738"},
        Case{10, "0.812803"}, Case{15, "0.971610"}, Case{20, "0.996259"}}) {
    expect_printed(bass_adopted(usual, c.time), c.adopted);
  }
  expect_printed(bass_peak(usual), "6.19262");
  expect_printed(bass_adopted(usual, bass_peak(usual)), "0.46053");
  expect_printed(bass_adopting(usual, bass_peak(usual)), "0.110592");
  expect_printed(bass_time(usual, 0.5), "6.55019");
  expect_printed(bass_time(usual, 0.9), "11.75678");
}

TEST(Circle, has_the_printed_curve) {
  struct Case {
    double time;
    const char* adopted;
  };
  for (const Case& c :
       {Case{1, "0.035016"}, Case{2, "0.079051"}, Case{5, "0.248463"}, Case{8, "0.438580"},
        Case{10, "0.558259"}, Case{15, "0.789855"}, Case{20, "0.916670"}}) {
    expect_printed(circle_adopted(usual, c.time), c.adopted);
  }
  expect_printed(circle_time(usual, 0.5), "9.00284");
}

TEST(Bass, adopts_as_its_curve_rises_and_most_at_the_peak) {
  for (const Bass& rates : {usual, Bass{0.1, 0.05}, Bass{1e-4, 2.0}}) {
    for (double t = 0.5; t < 30; t += 0.5) {
      const double rise = (bass_adopted(rates, t + 1e-4) - bass_adopted(rates, t - 1e-4)) / 2e-4;
      EXPECT_NEAR(bass_adopting(rates, t), rise, 1e-7);
      EXPECT_LE(bass_adopting(rates, t), bass_adopting(rates, bass_peak(rates)));
    }
  }
  EXPECT_EQ(bass_peak({0.1, 0.05}), 0.0);
  EXPECT_NEAR(bass_adopting(usual, bass_peak(usual)), 0.41 * 0.41 / (4 * 0.38), 1e-15);
}

// dF/dt = (1 - F)(p + q (1 - e^-pt)): a neighbour of one who has not adopted has, with this chance.
TEST(Circle, solves_its_equation) {
  for (const Bass& rates : {usual, Bass{0.1, 0.05}, Bass{1e-3, 2.0}}) {
    for (double t = 0.5; t < 30; t += 0.5) {
      const double rise =
          (circle_adopted(rates, t + 1e-4) - circle_adopted(rates, t - 1e-4)) / 2e-4;
      const double hazard = rates.p - rates.q * std::expm1(-rates.p * t);
      EXPECT_NEAR(rise, (1 - circle_adopted(rates, t)) * hazard, 1e-7);
    }
  }
}

TEST(Circle, is_slower_than_the_mixed_and_alike_without_imitation) {
  for (const Bass& rates : {usual, Bass{0.1, 0.05}, Bass{1e-3, 2.0}}) {
    for (double t = 0.1; t < 50; t *= 1.3) {
      EXPECT_LT(circle_adopted(rates, t), bass_adopted(rates, t));
      EXPECT_GT(circle_adopted(rates, t), bass_adopted({rates.p, 0.0}, t));
    }
    EXPECT_EQ(circle_adopted(rates, 0), 0.0);
    EXPECT_EQ(bass_adopted(rates, 0), 0.0);
    for (const double share : {0.0, 0.01, 0.5, 0.999}) {
      EXPECT_NEAR(circle_adopted(rates, circle_time(rates, share)), share, 1e-13);
      EXPECT_NEAR(bass_adopted(rates, bass_time(rates, share)), share, 1e-13);
    }
  }
  EXPECT_NEAR(circle_adopted({0.2, 0.0}, 3), 1 - std::exp(-0.6), 1e-15);
  EXPECT_NEAR(bass_adopted({0.2, 0.0}, 3), 1 - std::exp(-0.6), 1e-15);
}

// Two who hear only each other: the chance that neither has adopted is e^-2pt, and so the chance of
// one solves S' = -(p + q) S + q e^-2pt. The circle bounds lattices, not all networks.
TEST(Circle, is_faster_than_pairs_apart) {
  for (const double t : {1.0, 5.0, 10.0, 20.0}) {
    const auto [p, q] = usual;
    const double pairs = 1 - (q * std::exp(-2 * p * t) - p * std::exp(-(p + q) * t)) / (q - p);
    EXPECT_LT(pairs, circle_adopted(usual, t));
    EXPECT_GT(pairs, bass_adopted({p, 0.0}, t));
  }
}

TEST(Diffusion, refuses_what_cannot_be) {
  EXPECT_THROW(bass_adopted({0.0, 0.3}, 1), std::invalid_argument);
  EXPECT_THROW(bass_adopted({0.1, -0.3}, 1), std::invalid_argument);
  EXPECT_THROW(circle_adopted(usual, -1), std::invalid_argument);
  EXPECT_THROW(bass_time(usual, 1.0), std::invalid_argument);
  EXPECT_THROW(circle_time(usual, std::nan("")), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::targets
