// Ticks are round, hold the data and are told apart by their labels.
#include "analysis/picture/axis.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>
#include <utility>
#include <vector>

namespace rapport::picture {
namespace {

std::vector<std::string> labels(const Axis& axis) {
  std::vector<std::string> result;
  for (const double tick : axis.ticks) {
    result.push_back(tick_label(tick, axis));
  }
  return result;
}

using Labels = std::vector<std::string>;

const std::string minus = "\xE2\x88\x92";

TEST(ValueAxis, has_round_labels_with_suffixes) {
  EXPECT_EQ(labels(value_axis(300.0, 14200.0, 4)), (Labels{"0", "5 k", "10 k", "15 k"}));
  EXPECT_EQ(labels(value_axis(0.0, 2.4e6, 4)), (Labels{"0", "1 M", "2 M", "3 M"}));
  EXPECT_EQ(labels(value_axis(0.0, 3.9e9, 4)), (Labels{"0", "1 bn", "2 bn", "3 bn", "4 bn"}));
  EXPECT_EQ(labels(value_axis(0.0, 0.93, 4)), (Labels{"0", "0.25", "0.50", "0.75", "1.00"}));
  EXPECT_EQ(labels(value_axis(-2200.0, 3900.0, 4)),
            (Labels{minus + "4000", minus + "2000", "0", "2000", "4000"}));
}

TEST(ValueAxis, starts_at_zero_unless_zero_is_far_below) {
  EXPECT_EQ(value_axis(50.0, 100.0, 4).low, 0.0);
  EXPECT_GT(value_axis(95.0, 100.0, 4).low, 0.0);
  EXPECT_EQ(value_axis(-100.0, -10.0, 4).high, 0.0);
  EXPECT_LT(value_axis(-100.0, -95.0, 4).high, 0.0);
}

TEST(ValueAxis, holds_any_data_on_few_distinct_ticks) {
  const double infinity = std::numeric_limits<double>::infinity();
  const std::vector<std::pair<double, double>> ranges = {{0, 0},
                                                         {5, 5},
                                                         {-3, -3},
                                                         {0.1, 0.1 + 1e-17},
                                                         {1e-9, 3e-9},
                                                         {1e14, 7e15},
                                                         {-1e300, 1e300},
                                                         {0.5, 0.50001},
                                                         {-7, 12345},
                                                         {999999, 1000001},
                                                         {infinity, -infinity},
                                                         {1e-320, 2e-320},
                                                         {12345678, 12345999},
                                                         {-1e-7, 2}};
  for (const auto& [low, high] : ranges) {
    const Axis axis = value_axis(low, high, 4);
    ASSERT_TRUE(std::isfinite(axis.low) && std::isfinite(axis.high)) << low << " " << high;
    EXPECT_LT(axis.low, axis.high);
    EXPECT_GE(axis.ticks.size(), 2U) << low << " " << high;
    EXPECT_LE(axis.ticks.size(), 8U) << low << " " << high;
    if (low <= high) {
      const double slack = 1e-6 * (axis.high - axis.low);
      EXPECT_LE(axis.low, low + slack) << low << " " << high;
      EXPECT_GE(axis.high, high - slack) << low << " " << high;
    }
    const Labels all = labels(axis);
    EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), all.size())
        << low << " " << high << " " << all.front() << " " << all.back();
  }
}

TEST(WeekAxis, counts_in_quarters_and_years) {
  EXPECT_EQ(week_axis(1.0, 52.0, 6).ticks, (std::vector<double>{13, 26, 39, 52}));
  EXPECT_EQ(week_axis(0.0, 52.0, 6).ticks, (std::vector<double>{0, 13, 26, 39, 52}));
  EXPECT_EQ(week_axis(1.0, 5.0, 6).ticks, (std::vector<double>{1, 2, 3, 4, 5}));
  EXPECT_EQ(week_axis(1.0, 260.0, 6).ticks, (std::vector<double>{52, 104, 156, 208, 260}));
  for (const double last : {1.0, 2.0, 3.0, 10.0, 27.0, 104.0, 700.0, 5200.0, 1e7}) {
    const Axis axis = week_axis(1.0, last, 6);
    EXPECT_LT(axis.low, axis.high);
    EXPECT_GE(axis.ticks.size(), 1U) << last;
    EXPECT_LE(axis.ticks.size(), 7U) << last;
  }
}

TEST(ShortNumber, keeps_three_digits) {
  EXPECT_EQ(short_number(0.0), "0");
  EXPECT_EQ(short_number(12345.0), "12.3 k");
  EXPECT_EQ(short_number(1234567.0), "1.23 M");
  EXPECT_EQ(short_number(0.4567), "0.457");
  EXPECT_EQ(short_number(52.0), "52");
  EXPECT_EQ(short_number(-1500.0), minus + "1500");
  EXPECT_EQ(short_number(std::numeric_limits<double>::quiet_NaN()), "unknown");
}

}  // namespace
}  // namespace rapport::picture
