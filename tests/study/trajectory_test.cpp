// What a study's file says of its comparisons, against the comparisons themselves.
#include "sim/study/trajectory.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/study/hand_made.hpp"

namespace rapport::testing {
namespace {

/// Four replicates of one week in which the second strategy spends more and sells more.
HandMade spends_more() {
  HandMade study(4, 1);
  const double luck[] = {0, 2, -1, -1};
  for (std::size_t r = 0; r < 4; ++r) {
    for (const std::size_t s : {0, 1}) {
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
  const Group root = trajectory(study.spec, study.result, Series(study.spec, study.result),
                                comparisons, {.start = "2026-01-05", .currency = "GBP"});
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

}  // namespace
}  // namespace rapport::testing
