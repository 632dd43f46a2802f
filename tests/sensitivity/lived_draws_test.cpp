// Draws: zero in, zero out; what does nothing explains nothing; what alone varies explains all; the
// same on any number of threads.
#include "sim/sensitivity/lived_draws.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/core/for_each.hpp"
#include "sim/sensitivity/explained.hpp"
#include "tests/sensitivity/drawn_example.hpp"

namespace rapport::sensitivity {
namespace {

using testing::silent_market;
using testing::small_market;
using testing::uniform;

struct Analysis {
  Analysis(Scenario market, const std::string& priors, const DrawPlan& plan)
      : scenario(std::move(market)),
        file(read_priors_text(priors, "prior.toml", scenario, models::catalogue())),
        drawn(scenario, models::catalogue(), file.factors),
        lived(live_draws(drawn, file.factors, plan, "prior.toml", {})) {}

  const Explained& of(std::string_view name, const Explanation& found) const {
    return *std::ranges::find(found.factors, file.factor(name), &Explained::factor);
  }

  Scenario scenario;
  PriorFile file;
  DrawnMarket drawn;
  LivedDraws lived;
};

const std::string two_priors =
    uniform("wage", "costs.wage", 10, 60) + uniform("spread", "talk.sigma", 2, 3.5);

TEST(Draws, without_effects_win_no_sale_and_cost_what_they_cost) {
  const Analysis none(silent_market(), two_priors, {.draws = 20, .trajectories = 2, .seed = 3});
  EXPECT_EQ(none.lived.gains.size(), 20U);
  EXPECT_EQ(none.lived.screened.size(), 6U);
  for (const auto* gains : {&none.lived.gains, &none.lived.screened}) {
    for (const Gain& gain : *gains) {
      EXPECT_EQ(gain.revenue, 0);
      EXPECT_GT(gain.cost, 0);
      EXPECT_EQ(gain.profit, -gain.cost);
    }
  }
  // and with effects something is sold, or the test says nothing
  const Analysis some(small_market(), two_priors, {.draws = 20, .trajectories = 0, .seed = 3});
  EXPECT_TRUE(std::ranges::any_of(some.lived.gains, [](const Gain& g) { return g.revenue != 0; }));
}

TEST(Draws, the_wage_alone_decides_where_it_alone_matters) {
  const Analysis one(silent_market(), two_priors, {.draws = 100, .trajectories = 4, .seed = 5});
  const Explanation found = explain_draws(one.file, one.lived);
  const Explained& wage = one.of("wage", found);
  const Explained& spread = one.of("spread", found);
  EXPECT_GT(wage.of_gain.mean, 0.95);
  EXPECT_LT(wage.correlation.mean, -0.99);
  EXPECT_LT(spread.of_gain.low, 0.05);
  EXPECT_GT(wage.effects->absolute, 0);
  EXPECT_EQ(wage.effects->mean, -wage.effects->absolute) << "dearer hours never help";
  EXPECT_LT(spread.effects->absolute, wage.effects->absolute / 50) << "some redress, no more";
  EXPECT_EQ(&found.factors.front(), &wage) << "who explains most stands first";
  EXPECT_EQ(found.wins.wins, 0U);
  EXPECT_EQ(one_assumption(one.file, found), &wage);
}

TEST(Draws, one_that_is_published_is_no_assumption) {
  const Analysis one(silent_market(), uniform("wage", "costs.wage", 10, 60, "published"),
                     {.draws = 40, .trajectories = 0, .seed = 5});
  const Explanation found = explain_draws(one.file, one.lived);
  EXPECT_GT(found.factors.front().of_gain.mean, 0.9);
  EXPECT_EQ(one_assumption(one.file, found), nullptr);
}

TEST(Draws, what_nobody_spends_money_on_has_no_effect_whatever_it_costs) {
  const Analysis idle(small_market(),
                      uniform("reach", "bought_reach.price_per_thousand", 3, 20) +
                          uniform("wage", "costs.wage", 10, 60),
                      {.draws = 60, .trajectories = 4, .seed = 2});
  const Explanation found = explain_draws(idle.file, idle.lived);
  const Explained& reach = idle.of("reach", found);
  EXPECT_EQ(reach.effects->absolute, 0);
  EXPECT_EQ(reach.effects->deviation, 0);
  EXPECT_LT(reach.of_gain.low, 0.02);
}

TEST(Draws, are_the_same_on_one_thread_and_on_more) {
  const auto digest_on = [](std::size_t threads) {
    const ThreadLimit limit(threads);
    const Analysis analysis(small_market(), two_priors,
                            {.draws = 12, .trajectories = 2, .seed = 7});
    return analysis.lived.digest();
  };
  const std::uint64_t one = digest_on(1);
  EXPECT_EQ(one, digest_on(2));
  EXPECT_EQ(one, digest_on(8));
}

TEST(Draws, do_not_depend_on_what_else_is_run) {
  const Scenario scenario = small_market();
  const Analysis alone(scenario, two_priors, {.draws = 12, .trajectories = 0, .seed = 7});
  const Analysis with(scenario, two_priors, {.draws = 12, .trajectories = 3, .seed = 7});
  EXPECT_EQ(alone.lived.gains, with.lived.gains);
  EXPECT_EQ(alone.lived.values, with.lived.values);
  const Analysis other(scenario, two_priors, {.draws = 12, .trajectories = 0, .seed = 8});
  EXPECT_NE(alone.lived.gains, other.lived.gains);
}

TEST(Draws, of_a_brand_or_a_strategy_leave_the_others_as_they_are) {
  const Scenario scenario = small_market();
  const PriorFile file =
      read_priors_text(uniform("price", "brand.rival.costs.wage", 10, 60) +
                           uniform("hours", "strategy.living.staff.hours_per_week", 5, 30),
                       "prior.toml", scenario, models::catalogue());
  const DrawnMarket market(scenario, models::catalogue(), file.factors);
  const Gain cheap = market.lived(std::vector<double>{10, 5}, 1);
  const Gain dear = market.lived(std::vector<double>{60, 5}, 1);
  EXPECT_EQ(cheap, dear) << "the rival's wage is no cost of the brand";
  const Gain longer = market.lived(std::vector<double>{10, 30}, 1);
  EXPECT_GT(longer.cost, cheap.cost);
  // 25 hours more at a wage of 25, for 4 weeks
  EXPECT_EQ(longer.cost - cheap.cost, Cents{100} * 25 * 25 * 4);
}

TEST(Draws, that_break_a_rule_among_parameters_are_refused_before_any_is_lived) {
  EXPECT_THROW(Analysis(small_market(), uniform("margin", "costs.margin", 2, 54), {.draws = 20}),
               ScenarioError);
}

TEST(Draws, need_a_strategy_that_spends_money_of_its_own) {
  const Scenario scenario = small_market({"strategies={compare=[\"existing\"]}"});
  EXPECT_THROW(DrawnMarket(scenario, models::catalogue(), {}), ScenarioError);
}

}  // namespace
}  // namespace rapport::sensitivity
