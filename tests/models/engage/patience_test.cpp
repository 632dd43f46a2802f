// Patience: its law, silence after 72 hours, and that giving up does not depend on who looks.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/models/puppet.hpp"

namespace rapport::testing {
namespace {

constexpr std::uint32_t customers = 20000;
constexpr Identity cause_of(std::uint32_t customer) {
  return identity(0x70617469ULL, customer);
}

/// Act: a complaint to the brand; in public and untagged where nth is odd, else in private.
void complain(Turn& turn, std::uint32_t nth) {
  Case one;
  one.customer = static_cast<std::uint32_t>(turn.who());
  one.cause = cause_of(one.customer);
  one.at = turn.now() + (one.customer % 10) / 10.0;
  one.patience_ends = turn.laws().patience.ends(turn.luck(), one.customer, one.cause, one.at);
  one.kind = CaseKind::complaint;
  one.flags = nth % 2 == 1 ? Case::public_bit : Case::tagged_bit;
  turn.raise(one);
}

Market waiting(std::uint32_t hours_per_tick = 1, std::uint32_t count = customers) {
  Market market({.customers = count,
                 .weeks = 2,
                 .network = quiet(count),
                 .hours_per_tick = hours_per_tick,
                 .also = {puppet<&complain>()}},
                {"patience", "staff", "listening", "desk"});
  market.set("staff.hours_per_week", 0).set("listening.tagged", 1);
  return market;
}

void everybody_waits(World& world, std::uint32_t nth) {
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    Market::marks(world, "open_case", j).put(j, cause_of(j), world.setting->end_tick);
  }
  pull_all(world, nth);
}

/// Everybody has complained and waits.
World complained(Market& market, std::uint32_t nth = 0) {
  World world = market.found();
  everybody_waits(world, nth);
  return world;
}

/// The share of customers whose patience is shorter, as the law has drawn it.
double share_below(const World& world, double hours) {
  double below = 0;
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    below += world.laws.patience.ends(world.luck, j, cause_of(j), 0) < hours ? 1 : 0;
  }
  return below / world.customers();
}

double normal_cdf(double x) {
  return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

TEST(Patience, is_log_normal_as_people_say) {
  Market market = waiting();
  const World world = market.found();
  for (const double hours : {0.25, 0.5, 1.0, 1.7, 4.0, 24.0, 100.0}) {
    const double p = normal_cdf(std::log(hours / 1.7) / 2.61);
    EXPECT_NEAR(share_below(world, hours), p, 4 * std::sqrt(p * (1 - p) / customers)) << hours;
  }
  EXPECT_NEAR(share_below(world, 0.5), 0.32, 0.015) << "Edison 2012";
  EXPECT_NEAR(share_below(world, 1), 0.42, 0.015) << "Edison 2012";
}

TEST(Patience, is_exponential_for_queueing_theory) {
  Market market = waiting();
  market.set("patience.law", 1).set("patience.median", 120);
  const World world = market.found();
  for (const double hours : {0.1, 1.0, 2.0, 5.0}) {
    const double p = 1 - std::exp(-hours / 2);
    EXPECT_NEAR(share_below(world, hours), p, 4 * std::sqrt(p * (1 - p) / customers)) << hours;
  }
}

TEST(Patience, doubled_makes_nobody_give_up_sooner) {
  Market market = waiting();
  const World less = market.found();
  market.set("patience.median", 204);
  const World more = market.found();
  for (std::uint32_t j = 0; j < customers; ++j) {
    const double before = less.laws.patience.ends(less.luck, j, cause_of(j), 0);
    EXPECT_NEAR(more.laws.patience.ends(more.luck, j, cause_of(j), 0), 2 * before, 1e-9 * before);
  }
}

TEST(Patience, that_ends_before_an_answer_counts_as_given_up_when_it_ends) {
  Market market = waiting();
  World world = complained(market);
  for (std::uint32_t tick = 0; tick < 30; ++tick) {
    run_tick(market.model(), world);
    std::int64_t due = 0;  // counted in the tick after the one in which it ended
    for (std::uint32_t j = 0; j < customers; ++j) {
      const double ends = world.laws.patience.ends(world.luck, j, cause_of(j), (j % 10) / 10.0);
      due += std::floor(ends) + 1 <= tick ? 1 : 0;
    }
    ASSERT_EQ(market.count(world, "abandoned"), due) << tick;
  }
}

TEST(Patience, ends_alike_whether_or_not_anybody_looks) {
  // nobody is answered: what differs is only whether, when and how many are paid to look
  std::vector<std::int64_t> abandoned;
  for (const double hours : {0.0, 5.0, 40.0, 168.0}) {
    Market market = waiting();
    market.set("staff.hours_per_week", hours).set("staff.duty_days", 7);
    market.set("staff.first_hour", 0).set("staff.last_hour", 24).set("listening.tagged", 0);
    World world = complained(market, 1);
    market.run_weeks(world, 2);
    EXPECT_EQ(market.count(world, "answered"), 0);
    abandoned.push_back(market.count(world, "abandoned"));
  }
  // up to the last hour but one of two weeks: longer patience than that has not ended yet
  const double ended = normal_cdf(std::log((2 * 168 - 1.5) / 1.7) / 2.61);
  EXPECT_NEAR(static_cast<double>(abandoned[0]), ended * customers,
              4 * std::sqrt(ended * (1 - ended) * customers));
  EXPECT_EQ(abandoned, std::vector<std::int64_t>(4, abandoned[0]));
}

TEST(Patience, of_many_weeks_ends_when_it_ends) {
  Market market({.customers = customers,
                 .weeks = 9,
                 .network = quiet(customers),
                 .also = {puppet<&complain>()}},
                {"patience"});
  market.set("patience.median", 10000).set("patience.sigma", 0.8);  // a week, give or take
  World world = complained(market);
  for (std::uint32_t week = 1; week <= 9; ++week) {
    market.run_weeks(world, 1);
    std::int64_t ended = 0;
    for (std::uint32_t j = 0; j < customers; ++j) {
      const double ends = world.laws.patience.ends(world.luck, j, cause_of(j), (j % 10) / 10.0);
      ended += std::floor(ends) + 1 < week * 168.0 ? 1 : 0;
    }
    ASSERT_EQ(market.count(world, "abandoned"), ended) << week;
  }
  EXPECT_GT(market.count(world, "abandoned"), 0.9 * customers);
}

TEST(Patience, of_an_older_case_goes_on_beside_that_of_a_newer_one) {
  Market market({.customers = 2, .weeks = 1, .network = quiet(2)}, {"patience"});
  World world = market.found();
  Marks& open = Market::marks(world, "open_case", 0);
  open.put(0, {7}, 168);
  open.put(0, {8}, 168);  // of the same customer, to the same brand
  Market::cause(world, 0, Answered{.cause = {8}}, 1);
  Market::cause(world, 0, NeverAnswered{{}, {7}}, 5);
  Market::cause(world, 0, NeverAnswered{{}, {8}}, 5);
  market.run_weeks(world, 1);
  EXPECT_EQ(market.count(world, "never_answered"), 1);
}

TEST(Patience, ends_at_the_same_times_when_some_are_answered) {
  const auto diary = [](double hours) {
    Market market = waiting(1, 5000);
    market.set("staff.hours_per_week", hours).set("staff.voices", 100);
    World world = complained(market);
    Witness<GaveUp> witness;
    RunOptions options;
    options.watch = &witness;
    market.run_weeks(world, 2, options);
    std::vector<std::pair<std::uint32_t, double>> ends;
    for (const auto& sight : witness.sights()) {
      ends.emplace_back(sight.customer, sight.what.when);
    }
    std::ranges::sort(ends);
    EXPECT_EQ(market.count(world, "answered") > 0, hours > 0);
    return ends;
  };
  EXPECT_EQ(diary(0), diary(400));
}

TEST(Patience, leaves_everybody_either_answered_in_time_or_given_up) {
  for (const std::uint32_t hours_per_tick : {1U, 6U}) {
    for (const double servers : {1.0, 20.0, 400.0}) {
      Market market = waiting(hours_per_tick);
      market.set("staff.hours_per_week", 168 * servers).set("staff.voices", servers);
      market.set("staff.duty_days", 7).set("staff.first_hour", 0).set("staff.last_hour", 24);
      World world = complained(market);
      market.run_weeks(world, 1);
      std::int64_t impatient = 0;
      for (std::uint32_t j = 0; j < customers; ++j) {
        impatient += world.laws.patience.ends(world.luck, j, cause_of(j), 0) < 150 ? 1 : 0;
      }
      const std::int64_t abandoned = market.count(world, "abandoned");
      const std::int64_t in_time = market.count(world, "answered_in_time");
      EXPECT_GT(in_time, 0);
      EXPECT_GE(abandoned + in_time, impatient) << servers;
      EXPECT_LE(abandoned + in_time, customers) << servers << ": nobody is both";
      if (servers == 400) {
        EXPECT_EQ(market.count(world, "answered"), customers);
        EXPECT_EQ(abandoned + in_time, customers) << hours_per_tick;
      }
    }
  }
}

TEST(Patience, counts_72_hours_of_silence_on_what_was_tagged) {
  for (const double limit : {72.0, 10.0}) {
    Market market = waiting();
    market.set("patience.never_after", limit);
    World tagged = complained(market);
    run_ticks(market, tagged, static_cast<std::uint32_t>(limit) + 1);
    EXPECT_EQ(market.count(tagged, "never_answered"), 0);
    run_ticks(market, tagged, 1);
    EXPECT_EQ(market.count(tagged, "never_answered"), customers);
    World untagged = complained(market, 1);
    run_ticks(market, untagged, 100);
    EXPECT_EQ(market.count(untagged, "never_answered"), 0);
  }
}

TEST(Patience, counts_no_silence_where_an_answer_came_in_the_last_of_the_72_hours) {
  Market market = waiting();
  World world = complained(market);
  run_ticks(market, world, 72);  // mentions of 0 h to 0.9 h; answers at 72 h 30 come at 73 h
  std::int64_t in_time = 0;
  for (std::uint32_t j = 0; j < customers; ++j) {
    const double asked = (j % 10) / 10.0;
    if (asked >= 0.5) {
      Market::cause(world, j, Answered{.cause = cause_of(j), .asked = asked, .done = 72.5}, 1);
      ++in_time;
    }
  }
  run_ticks(market, world, 10);
  EXPECT_EQ(market.count(world, "never_answered"), customers - in_time);
}

TEST(Patience, is_at_rest_once_an_answer_in_time_has_come) {
  Market market = waiting();
  World world = complained(market);
  run_ticks(market, world, 1);
  for (std::uint32_t j = 0; j < customers; ++j) {
    Market::cause(
        world, j,
        Answered{.cause = cause_of(j), .asked = (j % 10) / 10.0, .done = (j % 10) / 10.0});
  }
  market.run_weeks(world, 1);
  EXPECT_EQ(market.count(world, "abandoned"), 0);
  EXPECT_EQ(market.count(world, "never_answered"), 0);
  EXPECT_TRUE(Market::marks(world, "open_case", 7).all().empty());
  EXPECT_EQ(Market::column<std::uint8_t>(world, "answered_before", 7), 1);
}

TEST(Patience, with_one_case_is_not_at_rest_when_another_is_answered) {
  Market market = waiting();
  World world = complained(market);
  run_ticks(market, world, 1);
  for (std::uint32_t j = 0; j < customers; ++j) {
    Market::cause(world, j, Answered{.cause = identity(0x6f74686572ULL, j)});
  }
  market.run_weeks(world, 1);
  EXPECT_EQ(market.count(world, "never_answered"), customers);
  EXPECT_GT(market.count(world, "abandoned"), customers / 2);
}

TEST(Patience, when_off_counts_nothing) {
  Market market(
      {.customers = 100, .weeks = 1, .network = quiet(100), .also = {puppet<&complain>()}},
      {"listening", "desk"});
  World world = market.found();
  pull_all(world, 0);
  market.run_weeks(world, 1);
  EXPECT_EQ(market.count(world, "mentions_found"), 100);
  EXPECT_THROW(market.count(world, "abandoned"), std::invalid_argument);
}

TEST(Patience, comes_out_the_same_on_any_number_of_threads) {
  Market market = waiting(1, 25000);
  market.set("staff.hours_per_week", 400).set("staff.voices", 100);
  const auto everybody = [](World& world) { everybody_waits(world, 0); };
  World world = market.found();
  everybody(world);
  market.run_weeks(world, 2);
  EXPECT_GT(market.count(world, "abandoned"), 1000);
  EXPECT_GT(market.count(world, "answered"), 1000);
  EXPECT_EQ(digest_on(1, market, everybody), digest_on(8, market, everybody));
}

}  // namespace
}  // namespace rapport::testing
