// What somebody does to a market from outside between two ticks is what it is said to be, and no
// more: worlds differ in nothing else.
#include "sim/validate/observed_market.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <numeric>

#include "models/catalogue.hpp"
#include "sim/study/series.hpp"

namespace rapport::validate {
namespace {

StudySpec market() {
  const char* root = std::getenv("RAPPORT_ROOT");
  const Laboratory laboratory{std::filesystem::path(root != nullptr ? root : ".") / "scenarios",
                              models::catalogue()};
  return study_of(laboratory, "validate/observer.toml",
                  {"network={generator=\"holme_kim\", customers=3000, mean_degree=6, "
                   "triad_chance=0.3}",
                   "run.warm_up_weeks=6", "run.weeks=6", "run.replicates=1", "need.per_year=40",
                   "questions.ask=0.3", "following.after_purchase=0.2"});
}

double sum(const Flags& flags) {
  return std::accumulate(flags.begin(), flags.end(), 0.0);
}

double sum(const Numbers& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), 0.0);
}

/// Of those in both.
double shared(const Flags& one, const Flags& other) {
  double both = 0;
  for (std::size_t j = 0; j < one.size(); ++j) {
    both += one[j] != 0 && other[j] != 0 ? 1 : 0;
  }
  return both;
}

double apart(const Numbers& one, const Numbers& other) {
  double moved = 0;
  for (std::size_t j = 0; j < one.size(); ++j) {
    moved += std::abs(one[j] - other[j]);
  }
  return moved;
}

class ObservedMarket : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { seen_ = new Observation(observe(market(), 0)); }
  static void TearDownTestSuite() { delete seen_; }
  static const Observation* seen_;
};
const Observation* ObservedMarket::seen_ = nullptr;

TEST_F(ObservedMarket, is_the_studys_own_where_nobody_acts) {
  const StudySpec spec = market();
  const Series series(spec, run_study(spec, {}));
  const Measure& units = *series.find("units_sold");
  const std::size_t living = 1 - spec.baseline;
  EXPECT_EQ(sum(seen_->natural.bought), series.total(units, living, 0, spec.focal));
  EXPECT_EQ(sum(seen_->existing.bought), series.total(units, spec.baseline, 0, spec.focal));
  EXPECT_GT(sum(seen_->natural.bought), 100);
  EXPECT_GT(sum(seen_->before), 100);
}

TEST_F(ObservedMarket, lets_the_invited_follow_and_nobody_else) {
  EXPECT_NEAR(sum(seen_->invited) / sum(seen_->candidate), 0.5, 0.05);
  EXPECT_EQ(shared(seen_->invited, seen_->candidate), sum(seen_->invited));
  EXPECT_EQ(shared(seen_->candidate, seen_->followed), 0);
  const double stay = shared(seen_->invited, seen_->invitation.follows);
  EXPECT_GT(stay, 0.9 * sum(seen_->invited));
  // others begin to follow as in the natural world, but for what friends pass on
  Flags not_invited(seen_->invited.size());
  std::ranges::transform(seen_->invited, not_invited.begin(),
                         [](std::uint8_t flag) { return flag != 0 ? 0 : 1; });
  EXPECT_NEAR(shared(not_invited, seen_->invitation.follows),
              shared(not_invited, seen_->natural.follows), 20);
}

TEST_F(ObservedMarket, lets_nobody_join_behind_closed_doors) {
  EXPECT_GT(sum(seen_->natural.follows) - shared(seen_->natural.follows, seen_->followed), 50);
  EXPECT_EQ(shared(seen_->closed.follows, seen_->followed), sum(seen_->closed.follows));
  EXPECT_GT(sum(seen_->closed.follows), 0.8 * sum(seen_->followed));
}

TEST_F(ObservedMarket, withholds_answers_from_half_or_from_all) {
  const double answered = sum(seen_->natural.reached);
  EXPECT_GT(answered, 60);
  EXPECT_EQ(sum(seen_->natural.missed), 0);
  EXPECT_EQ(sum(seen_->unanswered.reached), 0);
  EXPECT_GT(shared(seen_->unanswered.missed, seen_->natural.reached), 0.9 * answered);
  EXPECT_EQ(shared(seen_->withheld.reached, seen_->withheld.missed), 0);
  EXPECT_NEAR(
      sum(seen_->withheld.reached) / (sum(seen_->withheld.reached) + sum(seen_->withheld.missed)),
      0.5, 0.15);
  EXPECT_GT(apart(seen_->natural.bought, seen_->unanswered.bought), 0);
}

TEST(ObservedMarketWithoutEffects, is_one_and_the_same_in_all_worlds) {
  StudySpec spec = market();
  for (StudyStrategy& strategy : spec.strategies) {
    for (const Declared& declared : strategy.model->declared()) {
      for (const Parameter& parameter : declared.parameters) {
        if (parameter.about.role == Role::effect) {
          parameter.values->set(0);
        }
      }
    }
  }
  const Observation seen = observe(spec, 0);
  EXPECT_GT(sum(seen.natural.bought), 100);
  EXPECT_GT(sum(seen.invited), 100);
  for (const Lived* other :
       {&seen.invitation, &seen.closed, &seen.withheld, &seen.unanswered, &seen.existing}) {
    EXPECT_EQ(apart(seen.natural.bought, other->bought), 0);
    EXPECT_EQ(apart(seen.natural.of_rival, other->of_rival), 0);
  }
}

}  // namespace
}  // namespace rapport::validate
