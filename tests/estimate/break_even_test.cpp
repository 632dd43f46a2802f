// Break-even values against closed forms; Fieller's set against the t interval of the gain.
#include "analysis/estimate/break_even.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "analysis/estimate/difference.hpp"
#include "analysis/estimate/distribution.hpp"
#include "analysis/estimate/splitmix.hpp"

namespace rapport::estimate {
namespace {

using Values = std::vector<double>;
constexpr double infinity = std::numeric_limits<double>::infinity();

// margin dU - wage dH - dO of each replicate.
Values gains(const Values& units, const Values& hours, const Values& other, double margin,
             double wage) {
  Values result;
  for (std::size_t i = 0; i < units.size(); ++i) {
    result.push_back(margin * units[i] - wage * hours[i] - other[i]);
  }
  return result;
}

const Values units = {90, 110, 120, 80, 105};
const Values hours = {20, 24, 18, 22, 21};
const Values other = {30, -10, 15, 5, 20};

TEST(BreakEven, margin_is_where_the_mean_gain_is_zero) {
  const BreakEven result = break_even_margin(units, hours, other, 15.0);
  ASSERT_TRUE(result.value.has_value());
  EXPECT_NEAR(*result.value, (15.0 * 105.0 + 60.0) / 505.0, 1e-12);
  EXPECT_NEAR(mean_interval(gains(units, hours, other, *result.value, 15.0)).mean, 0.0, 1e-9);
  EXPECT_EQ(result.pays, Pays::above);
  EXPECT_EQ(result.n, 5U);
}

TEST(BreakEven, wage_is_where_the_mean_gain_is_zero) {
  const BreakEven result = break_even_wage(units, hours, other, 4.0);
  ASSERT_TRUE(result.value.has_value());
  EXPECT_NEAR(*result.value, (4.0 * 505.0 - 60.0) / 105.0, 1e-12);
  EXPECT_NEAR(mean_interval(gains(units, hours, other, 4.0, *result.value)).mean, 0.0, 1e-9);
  EXPECT_EQ(result.pays, Pays::below);
}

TEST(BreakEven, ends_of_the_set_are_where_the_gain_just_becomes_significant) {
  const BreakEven margin = break_even_margin(units, hours, other, 15.0);
  ASSERT_EQ(margin.kind, SetKind::interval);
  EXPECT_LT(margin.low, *margin.value);
  EXPECT_GT(margin.high, *margin.value);
  EXPECT_NEAR(mean_interval(gains(units, hours, other, margin.low, 15.0)).high, 0.0, 1e-7);
  EXPECT_NEAR(mean_interval(gains(units, hours, other, margin.high, 15.0)).low, 0.0, 1e-7);
  const BreakEven wage = break_even_wage(units, hours, other, 4.0, 0.9);
  ASSERT_EQ(wage.kind, SetKind::interval);
  EXPECT_NEAR(mean_interval(gains(units, hours, other, 4.0, wage.low), 0.9).low, 0.0, 1e-7);
  EXPECT_NEAR(mean_interval(gains(units, hours, other, 4.0, wage.high), 0.9).high, 0.0, 1e-7);
}

TEST(BreakEven, without_spread_is_a_point) {
  const BreakEven result =
      break_even_margin(Values(4, 100.0), Values(4, 30.0), Values(4, 50.0), 15);
  EXPECT_EQ(result.kind, SetKind::interval);
  EXPECT_DOUBLE_EQ(*result.value, 5.0);
  EXPECT_NEAR(result.low, 5.0, 1e-12);
  EXPECT_NEAR(result.high, 5.0, 1e-12);
}

TEST(BreakEven, says_where_it_pays_whatever_the_signs) {
  const Values few = {-10, -10};
  const Values many = {10, 10};
  const Values none = {0, 0};
  // Sells fewer and costs more: no margin helps. Sells fewer but saves: only thin margins.
  EXPECT_EQ(break_even_margin(few, many, none, 15).pays, Pays::never);
  EXPECT_EQ(break_even_margin(few, few, none, 15).pays, Pays::below);
  EXPECT_NEAR(*break_even_margin(few, few, none, 15).value, 15.0, 1e-12);
  EXPECT_EQ(break_even_margin(many, few, none, 15).pays, Pays::always);
  EXPECT_EQ(break_even_margin(none, many, none, 15).pays, Pays::never);
  EXPECT_FALSE(break_even_margin(none, many, none, 15).value.has_value());
  EXPECT_EQ(break_even_margin(none, few, none, 15).pays, Pays::always);
  // Wage: more hours for fewer units never pay; fewer hours for fewer units pay when work is dear.
  EXPECT_EQ(break_even_wage(few, many, none, 4).pays, Pays::never);
  EXPECT_EQ(break_even_wage(few, few, none, 4).pays, Pays::above);
  EXPECT_EQ(break_even_wage(many, few, none, 4).pays, Pays::always);
  EXPECT_EQ(break_even_wage(many, none, none, 4).pays, Pays::always);
  EXPECT_EQ(break_even_wage(none, none, none, 4).pays, Pays::never);
}

TEST(BreakEven, set_lies_outside_when_the_denominator_may_be_zero) {
  // dU is about zero with spread, cost is clearly positive: only values near zero are excluded.
  const Values wobbling = {1, -1, 1.2, -0.8};
  const Values cost = {10, 10.1, 9.9, 10};
  const BreakEven result = break_even_margin(wobbling, Values(4, 0.0), cost, 15);
  ASSERT_EQ(result.kind, SetKind::outside);
  EXPECT_LT(result.low, 0.0);
  EXPECT_GT(result.high, 0.0);
  const auto gain_at = [&](double margin) {
    return mean_interval(gains(wobbling, Values(4, 0.0), cost, margin, 15));
  };
  EXPECT_LT(gain_at(0.5 * (result.low + result.high)).high, 0.0);
  EXPECT_GT(gain_at(2.0 * result.high).high, 0.0);
  EXPECT_GT(gain_at(2.0 * result.low).high, 0.0);
}

TEST(BreakEven, set_is_everything_when_neither_mean_is_distinguishable_from_zero) {
  const Values wobbling = {1, -1, 1.2, -0.8};
  const Values cost = {10, -10, -9, 9.5};
  const BreakEven result = break_even_margin(wobbling, Values(4, 0.0), cost, 15);
  EXPECT_EQ(result.kind, SetKind::everything);
  EXPECT_EQ(result.low, -infinity);
  EXPECT_EQ(result.high, infinity);
  EXPECT_EQ(break_even_margin(Values{3}, Values{1}, Values{1}, 15).kind, SetKind::everything);
  EXPECT_EQ(break_even_margin({}, {}, {}, 15).pays, Pays::never);
}

TEST(BreakEven, set_is_empty_when_the_units_never_differ_but_the_cost_does) {
  const BreakEven result = break_even_margin(Values(3, 0.0), Values(3, 2.0), Values(3, 0.0), 15);
  EXPECT_EQ(result.kind, SetKind::empty);
  EXPECT_FALSE(result.value.has_value());
  const BreakEven unsure = break_even_margin(Values(3, 0.0), Values(3, 0.0), Values{5, -5, 1}, 15);
  EXPECT_EQ(unsure.kind, SetKind::everything);
}

TEST(BreakEven, set_covers_the_true_margin_in_95_percent_of_studies) {
  const SplitMix64 random(11);
  std::uint64_t draw = 0;
  int held = 0;
  constexpr int trials = 2000;
  for (int trial = 0; trial < trials; ++trial) {
    Values u;
    Values h;
    Values o;
    for (int i = 0; i < 8; ++i) {
      const double shared = normal_quantile(random.fraction(draw++));
      u.push_back(10.0 + 12.0 * shared + 3.0 * normal_quantile(random.fraction(draw++)));
      h.push_back(2.0 + shared);
      o.push_back(5.0 * normal_quantile(random.fraction(draw++)));
    }
    const BreakEven b = break_even_margin(u, h, o, 15.0);  // the truth: 15 x 2 / 10 = 3
    const bool between = b.low <= 3.0 && 3.0 <= b.high;
    const bool outside = 3.0 <= b.low || 3.0 >= b.high;
    held += b.kind == SetKind::everything || (b.kind == SetKind::outside ? outside : between);
  }
  EXPECT_NEAR(static_cast<double>(held) / trials, 0.95, 3.5 * std::sqrt(0.95 * 0.05 / trials));
}

TEST(BreakEven, is_described_in_one_clause) {
  const BreakEven point = break_even_margin(Values(4, 100.0), Values(4, 30.0), Values(4, 50.0), 15);
  EXPECT_EQ(describe(point, "living", "margin", "GBP a unit"),
            "living pays above a margin of 5.00 GBP a unit (95 % interval 5.00 to 5.00)");
  const BreakEven never = break_even_margin(Values{0, 0}, Values{1, 1}, Values{0, 0}, 15);
  EXPECT_EQ(describe(never, "living", "margin", "GBP a unit"),
            "living pays at no margin here (no value balances the two)");
  // more units at less cost: the algebra balances at margins of -4 to -6, which nobody has
  const BreakEven free = break_even_margin(Values{10, 11}, Values{-3, -3}, Values{-10, -9}, 15);
  EXPECT_LT(free.high, 0);
  EXPECT_EQ(describe(free, "living", "margin", "GBP a unit"),
            "living pays at every margin from zero up");
  const BreakEven lost = break_even_margin(Values{-10, -11}, Values{3, 3}, Values{10, 9}, 15);
  EXPECT_EQ(describe(lost, "living", "margin", "GBP a unit"), "living pays at no margin here");
  const BreakEven one = break_even_wage(Values{-10}, Values{-5}, Values{0}, 2.0);
  EXPECT_EQ(describe(one, "living", "wage", "GBP an hour"),
            "can't tell at which wage living pays (the replicates exclude no value)");
}

TEST(BreakEven, refuses_unequal_lengths_and_values_that_are_not_finite) {
  EXPECT_THROW(break_even_margin(Values{1}, Values{1, 2}, Values{1}, 1), std::invalid_argument);
  EXPECT_THROW(break_even_wage(Values{infinity}, Values{1}, Values{1}, 1), std::invalid_argument);
  EXPECT_THROW(break_even_wage(Values{1}, Values{1}, Values{1}, infinity), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::estimate
