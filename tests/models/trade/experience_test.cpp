// Experience: shares of outcomes, and learning from complaints (E12).
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

constexpr std::uint32_t customers = 5000;

struct Outcomes {
  double units = 0;
  double failures = 0;
  double delights = 0;
  double severity = 0;                     ///< sum over failures
  std::map<std::uint64_t, double> failed;  ///< severity by identity of the experience
};

/// A week in which everybody buys the one brand some twenty times.
Outcomes week(bool feedback, double handled, double failure = 0.06, double delight = 0.12) {
  Market market({.customers = customers, .weeks = 1, .network = quiet(customers)},
                {"need", "awareness", "choice", "experience"});
  market.set("choice.share", 1).set("awareness.share", 1).set("need.per_year", 1000);
  market.set("need.shape", 1000).set("experience.product_feedback", feedback ? 1 : 0);
  market.set("experience.failure", failure).set("experience.delight", delight);
  World world = market.found();
  Market::number(world, "complaints_handled") = handled;
  Witness<Experienced> witness;
  market.run_weeks(world, 1, {.watch = &witness});
  Outcomes sums;
  for (const auto& sight : witness.sights()) {
    sums.units += 1;
    if (sight.what.outcome == Outcome::failure) {
      sums.failures += 1;
      sums.severity += sight.what.severity;
      sums.failed[sight.what.experience.value] = sight.what.severity;
      EXPECT_GT(sight.what.severity, 0);
      EXPECT_LT(sight.what.severity, 1);
    } else {
      EXPECT_EQ(sight.what.severity, 0);
      sums.delights += sight.what.outcome == Outcome::delight ? 1 : 0;
    }
  }
  EXPECT_EQ(market.count(world, "failures"), static_cast<std::int64_t>(sums.failures));
  EXPECT_EQ(market.count(world, "delights"), static_cast<std::int64_t>(sums.delights));
  return sums;
}

TEST(Experience, has_the_declared_shares_of_outcomes) {
  const Outcomes all = week(false, 0);
  ASSERT_GT(all.units, 90000);
  EXPECT_NEAR(all.failures / all.units, 0.06, 0.0032);
  EXPECT_NEAR(all.delights / all.units, 0.12, 0.0044);
  EXPECT_NEAR(all.severity / all.failures, 0.5, 0.016);
}

TEST(Experience, at_rates_of_zero_and_one_leaves_nothing_to_luck) {
  const Outcomes fine = week(false, 0, 0, 0);
  EXPECT_EQ(fine.failures, 0);
  EXPECT_EQ(fine.delights, 0);
  const Outcomes bad = week(false, 0, 1, 1);
  EXPECT_EQ(bad.failures, bad.units);
  EXPECT_EQ(bad.delights, 0);
}

TEST(Experience, learns_from_complaints_as_E12_says) {
  const double handled = 0.025 * customers;
  const Outcomes learnt = week(true, handled);
  const double rate = 0.06 * (1 - 0.25 * (1 - std::exp(-1.0)));
  EXPECT_NEAR(learnt.failures / learnt.units, rate, 0.003);
  const Outcomes all_learnt = week(true, 1e6);
  EXPECT_NEAR(all_learnt.failures / all_learnt.units, 0.045, 0.003);
}

TEST(Experience, with_product_feedback_has_fewer_of_the_same_failures) {
  const Outcomes before = week(true, 0);
  const Outcomes after = week(true, 1e6);
  EXPECT_EQ(before.units, after.units);
  EXPECT_EQ(before.delights, after.delights);
  for (const auto& [experience, severity] : after.failed) {
    ASSERT_EQ(before.failed.count(experience), 1U);
    ASSERT_EQ(before.failed.at(experience), severity);
  }
  const auto avoided = static_cast<double>(before.failed.size() - after.failed.size());
  EXPECT_NEAR(avoided / static_cast<double>(before.failed.size()), 0.25, 0.025);
}

TEST(Experience, learns_nothing_without_product_feedback) {
  EXPECT_EQ(week(false, 0).failed, week(false, 1e6).failed);
  EXPECT_EQ(week(false, 0).failed, week(true, 0).failed);
}

TEST(Experience, takes_the_declared_minutes_to_write_up_what_was_handled) {
  Market market({.customers = 100, .weeks = 3, .network = quiet(100)}, {"experience"});
  market.set("experience.feedback_minutes", 12.5);
  World world = market.found();
  Market::number(world, "complaints_handled") = 1000;
  market.run_weeks(world, 1);
  EXPECT_EQ(Market::number(world, "chore_minutes"), 0) << "nobody listens";
  market.set("experience.product_feedback", 1);
  Market::number(world, "complaints_handled") += 7;
  market.run_weeks(world, 1);
  EXPECT_EQ(Market::number(world, "chore_minutes"), 87.5);
  market.run_weeks(world, 1);
  EXPECT_EQ(Market::number(world, "chore_minutes"), 87.5) << "each is written up once";
}

TEST(Experience, learns_nothing_from_what_was_handled_before_anybody_listened) {
  Market market({.customers = customers, .weeks = 4, .network = quiet(customers)}, {"experience"});
  World world = market.found();
  Market::number(world, "complaints_handled") = 1000;
  market.run_weeks(world, 1);
  EXPECT_EQ(Market::number(world, "failure_rate"), 0.06);
  market.set("experience.product_feedback", 1);
  market.run_weeks(world, 1);
  EXPECT_EQ(Market::number(world, "failure_rate"), 0.06);
  Market::number(world, "complaints_handled") += 0.025 * customers;
  market.run_weeks(world, 1);
  const double learnt = 0.06 * (1 - 0.25 * (1 - std::exp(-1.0)));
  EXPECT_NEAR(Market::number(world, "failure_rate"), learnt, 1e-12);
  market.set("experience.product_feedback", 0);  // what has been learnt stays
  Market::number(world, "complaints_handled") += 1000;
  market.run_weeks(world, 1);
  EXPECT_NEAR(Market::number(world, "failure_rate"), learnt, 1e-12);
}

TEST(Experience, of_every_customer_and_purchase_has_an_identity_of_its_own) {
  const Outcomes bad = week(false, 0, 1);
  EXPECT_EQ(static_cast<double>(bad.failed.size()), bad.units);
}

TEST(Experience, when_it_is_off_no_purchase_turns_out_at_all) {
  Market market({.customers = 2000, .weeks = 4, .network = quiet(2000)},
                {"need", "awareness", "choice", "trust", "relationship"});
  market.set("awareness.share", 1).set("choice.share", 1).set("need.per_year", 50);
  const World world = market.run();
  EXPECT_GT(market.stock("ever_customers"), 1000);
  EXPECT_EQ(market.stock("informed"), 0);
}

TEST(Experience, of_each_brand_has_its_own_luck) {
  Market market({.customers = 20000, .brands = 2, .weeks = 1, .network = quiet(20000)},
                {"need", "awareness", "choice", "experience"});
  market.set("choice.share", 0.5).set("awareness.share", 1).set("need.per_year", 1000);
  market.set("experience.failure", 0.3, 0).set("experience.failure", 0, 1);
  const World world = market.run();
  EXPECT_GT(market.count(world, "failures", 0), 10000);
  EXPECT_EQ(market.count(world, "failures", 1), 0);
}

TEST(Experience, is_the_same_on_one_thread_and_on_many) {
  Market market({.customers = 30000, .brands = 2, .weeks = 4, .network = quiet(30000)},
                {"need", "awareness", "choice", "experience", "trust"});
  market.set("need.per_year", 50);
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
  const World world = market.run();
  EXPECT_GT(market.count(world, "failures"), 100);
}

}  // namespace
}  // namespace rapport::testing
