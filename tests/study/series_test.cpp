// What is derived from counts, stocks and books, against sums by hand.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/study/hand_made.hpp"

namespace rapport::testing {
namespace {

/// A year after eight weeks of warm-up: 100 + w of margin in the w-th week, 50 customers in each
/// quarter, of 40 in the one before 30 were retained; 10 % a year.
HandMade year_of_business() {
  HandMade study(1, 52);
  study.spec.warm_up_weeks = 8;
  study.spec.discount_rate = 0.1;
  for (std::size_t w = 0; w < 52; ++w) {
    study.book({.week = w}, "revenue", 400 + static_cast<double>(w));
    study.book({.week = w}, "goods", 300);
    study.book({.week = w}, "wages", 70);  // is no part of a margin
    study.stock({.week = w}, "quarter_customers", 50);
    study.stock({.week = w}, "quarter_customers_before", 40);
    study.stock({.week = w}, "retained_customers", 30);
    study.stock({.week = w}, "lost_customers", 10);
  }
  return study;
}

TEST(CustomerLifetimeValue, is_what_gupta_and_lehmann_say) {
  const HandMade study = year_of_business();
  const Series series(study.spec, study.result);
  const auto value = [&](std::size_t week) {
    return study.in_week(series, "customer_lifetime_value", {.week = week});
  };
  // the 13th to 26th week of the run are the 6th to 18th recorded: m = (13 x 100 + 143) / 50;
  // m (1 + d) / (1 + d - .75) with 1 + d = 1.1^(1/4)
  EXPECT_NEAR(value(17), 107.823587, 1e-5);
  EXPECT_NEAR(value(29), 107.823587, 1e-5);  // the quarter under way changes nothing
  EXPECT_GT(value(30), value(29) + 1);
  // from the 32nd to the 44th recorded: m = (13 x 100 + 481) / 50
  EXPECT_NEAR(value(51), 133.079562, 1e-5);
  // as it stands at the end, like the customers that it is of
  EXPECT_EQ(study.total(series, "customer_lifetime_value", {}), value(51));
}

TEST(CustomerLifetimeValue, is_missing_until_a_whole_quarter_has_been_recorded) {
  const HandMade study = year_of_business();
  const Series series(study.spec, study.result);
  for (std::size_t week = 0; week < 17; ++week) {
    EXPECT_TRUE(std::isnan(study.in_week(series, "customer_lifetime_value", {.week = week})));
  }
  // the first recorded week at whose end the last full quarter lies after the switch
  const auto first_after = [](std::uint32_t warm_up) {
    HandMade one = year_of_business();
    one.spec.warm_up_weeks = warm_up;
    const Series by_week(one.spec, one.result);
    std::size_t week = 0;
    while (std::isnan(one.in_week(by_week, "customer_lifetime_value", {.week = week}))) {
      ++week;
    }
    return week + 1;
  };
  EXPECT_EQ(first_after(0), 13U);
  EXPECT_EQ(first_after(12), 14U);
  EXPECT_EQ(first_after(13), 13U);
  EXPECT_EQ(first_after(14), 25U);
}

TEST(CustomerLifetimeValue, is_missing_where_nobody_or_everybody_stays_for_ever) {
  HandMade study = year_of_business();
  study.stock({.week = 51}, "quarter_customers", 0);
  study.stock({.week = 50}, "quarter_customers_before", 0);
  study.stock({.week = 50}, "retained_customers", 0);
  study.spec.discount_rate = 0;
  study.stock({.week = 49}, "retained_customers", 40);  // for ever, and undiscounted
  study.stock({.week = 48}, "retained_customers", 0);   // worth one quarter's margin
  const Series series(study.spec, study.result);
  const auto value = [&](std::size_t week) {
    return study.in_week(series, "customer_lifetime_value", {.week = week});
  };
  EXPECT_TRUE(std::isnan(value(51)));
  EXPECT_TRUE(std::isnan(value(50)));
  EXPECT_TRUE(std::isnan(value(49)));
  EXPECT_NEAR(value(48), (1300 + 481) / 50.0, 1e-9);
  EXPECT_NEAR(value(47), (1300 + 481) / 50.0 / 0.25, 1e-9);
}

TEST(Retention, and_churn_divide_those_of_the_quarter_before_among_them) {
  HandMade study = year_of_business();
  study.stock({.week = 0}, "quarter_customers_before", 0);  // before two quarters have passed
  study.stock({.week = 0}, "retained_customers", 0);
  study.stock({.week = 0}, "lost_customers", 0);
  const Series series(study.spec, study.result);
  EXPECT_TRUE(std::isnan(study.in_week(series, "retention", {.week = 0})));
  EXPECT_TRUE(std::isnan(study.in_week(series, "churn", {.week = 0})));
  EXPECT_EQ(study.in_week(series, "retention", {.week = 1}), 0.75);
  EXPECT_EQ(study.in_week(series, "churn", {.week = 1}), 0.25);
  EXPECT_EQ(study.total(series, "retention", {}), 0.75);
}

TEST(MedianResponse, is_linear_within_its_bin) {
  HandMade study(1, 4);
  study.count({.week = 0}, "delay_below_15_min", 1);  // 0 to .25
  study.count({.week = 0}, "delay_to_1_h", 2);        // .5 to 1
  study.count({.week = 0}, "delay_to_24_h", 1);       // 8 to 24
  study.count({.week = 1}, "delay_to_24_h", 4);
  study.count({.week = 2}, "delay_beyond_168_h", 3);
  const Series series(study.spec, study.result);
  const auto median = [&](std::size_t week) {
    return study.in_week(series, "median_response", {.week = week});
  };
  EXPECT_DOUBLE_EQ(median(0), 0.75);  // of 4 the second, one of two from .5 to 1
  EXPECT_DOUBLE_EQ(median(1), 16);
  EXPECT_DOUBLE_EQ(median(2), 168);  // where the open bin starts
  EXPECT_TRUE(std::isnan(median(3)));
  // of all weeks' answers together, not of their medians: of 11 the 5.5th, 2.5 of 5 from 8 to 24
  EXPECT_DOUBLE_EQ(study.total(series, "median_response", {}), 16);
  EXPECT_TRUE(std::isnan(study.total(series, "median_response", {.strategy = 1})));
}

TEST(StaffLoad, is_a_share_of_the_paid_time) {
  HandMade study(1, 2);
  study.count({.week = 0}, "staff_minutes", 60);
  study.count({.week = 0}, "busy_seconds", 1800);
  study.count({.week = 0}, "answering_seconds", 900);
  study.count({.week = 1}, "staff_minutes", 180);
  const Series series(study.spec, study.result);
  EXPECT_EQ(study.in_week(series, "staff_load", {.week = 0}), 0.5);
  EXPECT_EQ(study.in_week(series, "answering_share", {.week = 0}), 0.25);
  EXPECT_EQ(study.total(series, "staff_load", {}), 0.125);
  EXPECT_TRUE(std::isnan(study.total(series, "staff_load", {.strategy = 1})));
}

TEST(Cascades, have_a_mean_size_and_a_share_of_one_hop) {
  HandMade study(1, 1);
  study.count({}, "cascades", 80);
  study.count({}, "cascade_members", 100);
  study.count({}, "relays", 30);  // ten of them of the brand's posts
  study.count({}, "relays_at_first_hop", 24);
  const Series series(study.spec, study.result);
  EXPECT_EQ(study.total(series, "mean_cascade_size", {}), 1.25);
  EXPECT_EQ(study.total(series, "one_hop_share", {}), 0.8);
}

}  // namespace
}  // namespace rapport::testing
