// What a study's file says of its comparisons, against the comparisons themselves.
#include "sim/study/trajectory.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "tests/study/hand_made.hpp"

namespace rapport::testing {
namespace {

/// Four replicates of one week in which the second strategy spends more and sells more.
HandMade spends_more() {
  HandMade study(4, 1);
  const double luck[] = {0, 2, -1, -1};
  for (std::size_t r = 0; r < 4; ++r) {
    for (std::size_t s = 0; s < 2; ++s) {
      const double more = static_cast<double>(s);
      study.count({.strategy = s, .replicate = r}, "units_sold", 100 + 20 * static_cast<int>(s));
      study.book({.strategy = s, .replicate = r}, "revenue", 500 + more * (100 + luck[r]));
      study.book({.strategy = s, .replicate = r}, "wages", 100 + more * (40 - luck[r]));
      study.count({.strategy = s, .replicate = r}, "staff_minutes",
                  600 + 240 * static_cast<int>(s));
    }
  }
  return study;
}

Comparison compared(const HandMade& study) {
  return compare(study.spec, study.result, Series(study.spec, study.result), 0, 1, "GBP");
}

Group differences_of(const HandMade& study, const std::vector<Comparison>& comparisons) {
  Provenance provenance;
  provenance.start = "2026-01-05";
  provenance.currency = "GBP";
  const Group root = trajectory(study.spec, study.result, Series(study.spec, study.result),
                                comparisons, provenance);
  check_dataset(root);
  return *find_group(root, "differences");
}

double real(const Group& group, std::string_view name, std::size_t place = 0) {
  return std::get<std::vector<double>>(find_variable(group, name)->data)[place];
}

TEST(Trajectory, gives_the_return_on_money_spent_more_with_its_interval) {
  const HandMade study = spends_more();
  const Comparison c = compared(study);
  const Group differences = differences_of(study, {c});
  ASSERT_EQ(c.return_on_extra_cost.kind, estimate::SetKind::interval);
  EXPECT_EQ(real(differences, "return_on_extra_cost"), 2.5);
  EXPECT_EQ(real(differences, "return_on_extra_cost_low"), c.return_on_extra_cost.low);
  EXPECT_EQ(real(differences, "return_on_extra_cost_high"), c.return_on_extra_cost.high);
}

TEST(Trajectory, gives_no_return_on_money_spent_more_where_wages_feed_back) {
  HandMade study = spends_more();
  study.spec.strategies[1].spends_extra_of = 0;
  const Comparison c = compared(study);
  ASSERT_TRUE(c.return_on_extra_cost.value.has_value());  // algebra has an answer, and it is none
  const Group differences = differences_of(study, {c});
  for (const char* name :
       {"return_on_extra_cost", "return_on_extra_cost_low", "return_on_extra_cost_high"}) {
    EXPECT_TRUE(std::isnan(real(differences, name))) << name;
  }
}

std::string flag(const Group& group, std::string_view name) {
  const Variable& variable = *find_variable(group, name);
  const auto& codes =
      std::get<std::vector<double>>(find_attribute(variable.attributes, "flag_values")->value);
  std::istringstream words(
      std::get<std::string>(find_attribute(variable.attributes, "flag_meanings")->value));
  std::string word;
  for (const double code : codes) {
    words >> word;
    if (code == std::get<std::vector<std::int8_t>>(variable.data).front()) {
      return word;
    }
  }
  return "no such code";
}

void expect_balance(const Group& group, const std::string& name, const estimate::BreakEven& b) {
  EXPECT_EQ(real(group, name), *b.value);
  EXPECT_EQ(real(group, name + "_low"), b.low);
  EXPECT_EQ(real(group, name + "_high"), b.high);
}

TEST(Trajectory, gives_both_balances_the_present_value_and_the_verdict) {
  const HandMade study = spends_more();
  const Comparison c = compared(study);
  const Group differences = differences_of(study, {c});
  expect_balance(differences, "break_even_margin", c.break_even_margin);
  EXPECT_EQ(flag(differences, "break_even_margin_set"), "interval");
  EXPECT_EQ(flag(differences, "break_even_margin_pays"), "above");
  expect_balance(differences, "break_even_wage", c.break_even_wage);
  EXPECT_EQ(flag(differences, "break_even_wage_set"), "interval");
  EXPECT_EQ(flag(differences, "break_even_wage_pays"), "below");
  EXPECT_EQ(real(differences, "present_value"), c.present_value.mean);
  EXPECT_EQ(real(differences, "present_value_low"), c.present_value.low);
  EXPECT_EQ(real(differences, "present_value_high"), c.present_value.high);
  EXPECT_EQ(std::get<std::vector<std::string>>(find_variable(differences, "verdict")->data),
            std::vector<std::string>{c.verdict});
}

TEST(Trajectory, says_of_a_balance_that_nobody_asked_or_nobody_can_tell) {
  HandMade study = spends_more();
  study.spec.strategies[1].spends_extra_of = 0;
  Comparison c = compared(study);
  c.break_even_margin.kind = estimate::SetKind::everything;
  const Group differences = differences_of(study, {c});
  EXPECT_TRUE(std::isnan(real(differences, "break_even_wage")));
  EXPECT_TRUE(std::isnan(real(differences, "break_even_wage_low")));
  EXPECT_TRUE(std::isnan(real(differences, "break_even_wage_high")));
  EXPECT_EQ(flag(differences, "break_even_wage_set"), "not_asked");
  EXPECT_EQ(flag(differences, "break_even_wage_pays"), "unknown");
  EXPECT_EQ(flag(differences, "break_even_margin_set"), "everything");
  EXPECT_EQ(flag(differences, "break_even_margin_pays"), "unknown");
}

TEST(Trajectory, has_a_balance_of_each_comparison_in_their_order) {
  const HandMade study = spends_more();
  const Comparison c = compared(study);
  const Comparison back =
      compare(study.spec, study.result, Series(study.spec, study.result), 1, 0, "GBP");
  const Group differences = differences_of(study, {c, back});
  EXPECT_EQ(real(differences, "present_value", 1), back.present_value.mean);
  EXPECT_EQ(std::get<std::vector<std::string>>(find_variable(differences, "verdict")->data)[1],
            back.verdict);
}

}  // namespace
}  // namespace rapport::testing
