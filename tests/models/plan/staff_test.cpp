// Staff: paid hours, voices on duty, windows, training, skill.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

constexpr double weeks_per_year = 365.25 / 7;

Market brand(std::size_t brands = 1, std::uint32_t weeks = 4) {
  return Market({.customers = 10, .brands = brands, .weeks = weeks, .network = quiet(10)},
                {"staff", "desk"});
}

struct Roster {
  double hours, voices, days, first, last, windows;
  double servers, length;  ///< as they should be
};

constexpr Roster rosters[] = {
    {3, 1, 5, 9, 17, 1, 1, 0.6},      // an existing brand: 36 minutes each morning
    {8, 3, 6, 8, 20, 4, 1, 1.0 / 3},  // a living one
    {40, 1, 5, 9, 17, 1, 1, 8},       // one full seat
    {80, 5, 5, 9, 17, 2, 2, 4},       // two at once
    {41, 5, 5, 9, 17, 1, 2, 4.1},     // a little more than one can do
    {168, 1, 7, 0, 24, 1, 1, 24},     // day and night
    {840, 5, 7, 0, 24, 1, 5, 24},    {100, 1, 5, 9, 17, 1, 1, 8},  // more than the one voice can do
    {0, 4, 5, 9, 17, 1, 0, 0},                                     // nobody
    {10, 1, 5, 17, 9, 1, 0, 0},                                    // never open
};

void employ(Market& market, const Roster& r) {
  market.set("staff.hours_per_week", r.hours).set("staff.voices", r.voices);
  market.set("staff.duty_days", r.days).set("staff.windows_per_day", r.windows);
  market.set("staff.first_hour", r.first).set("staff.last_hour", r.last);
}

TEST(Staff, puts_the_hours_on_duty_in_equal_windows) {
  for (const Roster& r : rosters) {
    Market market = brand();
    employ(market, r);
    World world = market.run();
    EXPECT_EQ(Market::number(world, "desk_servers"), r.servers) << r.hours;
    EXPECT_NEAR(Market::number(world, "duty_length"), r.length, 1e-12) << r.hours;
    EXPECT_EQ(Market::number(world, "duty_days"), r.days);
    EXPECT_EQ(Market::number(world, "duty_windows"), r.windows);
    EXPECT_EQ(Market::number(world, "duty_first_hour"), r.first);
    EXPECT_EQ(Market::number(world, "duty_last_hour"), r.last);
  }
}

TEST(Staff, pays_the_hours_that_its_voices_can_be_on_duty_and_no_more) {
  for (const Roster& r : rosters) {
    Market market = brand();
    employ(market, r);
    const World world = market.run();
    const double open = std::max(0.0, r.last - r.first) * r.days * r.voices;
    const double paid = std::min(r.hours, open);
    EXPECT_EQ(market.count(world, "staff_minutes"), 4 * std::llround(60 * paid)) << r.hours;
  }
}

TEST(Staff, pays_every_week_alike) {
  Market market = brand();
  market.set("staff.hours_per_week", 7);
  World world = market.found();
  for (std::int64_t week = 1; week <= 4; ++week) {
    market.run_weeks(world, 1);
    EXPECT_EQ(market.count(world, "staff_minutes"), week * 420);
  }
}

TEST(Staff, has_the_skill_that_its_training_gives) {
  for (const double hours : {0.0, 1.0, 12.0, 16.0, 400.0}) {
    Market market = brand();
    market.set("staff.training_hours", hours);
    World world = market.run();
    const double skill = Market::number(world, "skill");
    EXPECT_NEAR(skill, 0.4 + 0.6 * (1 - std::exp(-hours / 12)), 1e-12);
    EXPECT_GE(skill, 0.4);
    EXPECT_LE(skill, 1);
    EXPECT_EQ(market.stock("staff_skill"), skill);
  }
}

TEST(Staff, takes_training_out_of_the_desks_hours_day_by_day_and_never_more_than_there_are) {
  const auto expect_minutes = [](double training, double voices, double a_week) {
    Market market({.customers = 10, .weeks = 1, .network = quiet(10)}, {"staff"});  // nobody works
    market.set("staff.hours_per_week", 8).set("staff.voices", voices);
    market.set("staff.training_hours", training);
    World world = market.found();
    for (std::uint32_t tick = 0; tick < hours_per_week; ++tick) {
      run_tick(market.model(), world);
      const double days_begun = std::min(5.0, std::floor(tick / 24.0) + 1);
      ASSERT_NEAR(Market::number(world, "chore_minutes"), a_week * days_begun / 5, 1e-9) << tick;
    }
    EXPECT_EQ(market.count(world, "training_minutes"), std::llround(a_week));
    EXPECT_NEAR(Market::number(world, "desk_minutes"), 8 * 60 - a_week, 1e-9);
  };
  expect_minutes(16, 3, 16.0 * 3 * 60 / weeks_per_year);
  expect_minutes(0, 3, 0);
  expect_minutes(400, 100, 8 * 60);
}

TEST(Staff, is_each_brands_own) {
  Market market = brand(2);
  market.set("staff.hours_per_week", 10, 0).set("staff.hours_per_week", 0, 1);
  World world = market.run();
  EXPECT_EQ(market.count(world, "staff_minutes", 0), 4 * 600);
  EXPECT_EQ(market.count(world, "staff_minutes", 1), 0);
  EXPECT_EQ(Market::number(world, "desk_servers", 1), 0);
}

TEST(Staff, when_off_leaves_a_brand_without_a_desk) {
  Market market({.customers = 10, .network = quiet(10)}, {"desk"});
  World world = market.run();
  EXPECT_EQ(Market::number(world, "desk_servers"), 0);
  EXPECT_EQ(Market::number(world, "chore_minutes"), 0);
}

TEST(Staff, comes_out_the_same_on_any_number_of_threads) {
  Market market(
      {.customers = 25000, .brands = 2, .weeks = 1, .network = quiet(25000)},
      {"activity", "staff", "awareness", "patience", "need", "questions", "listening", "desk"});
  market.set("need.per_year", 50).set("questions.ask", 1).set("listening.tagged", 1);
  market.set("staff.hours_per_week", 300, 0).set("staff.voices", 10);
  World world = market.found();
  market.run_weeks(world, 1);
  EXPECT_GT(market.count(world, "answered", 0), 1000);
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
}

}  // namespace
}  // namespace rapport::testing
