// An honest instrument: no effect in, no effect out; names mean nothing.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/study/first_study.hpp"

namespace rapport {
namespace {

using testing::first_study;

TEST(ZeroEffect, gives_identical_sales_and_profits_that_differ_by_cost_to_the_cent) {
  StudySpec spec = first_study({"run.replicates=2", "run.weeks=26"});
  testing::silence_effects(spec);
  const StudyResult result = run_study(spec, {});
  const Layout& layout = *spec.strategies.front().model->layout();
  const std::size_t entries = layout.entries.size();
  bool costs_differ = false;
  for (std::size_t s = 1; s < spec.strategies.size(); ++s) {
    for (std::uint32_t r = 0; r < spec.replicates; ++r) {
      for (std::uint32_t w = 0; w < spec.weeks; ++w) {
        const WeekRecord& base = result.worlds[0][r].weeks[w];
        const WeekRecord& other = result.worlds[s][r].weeks[w];
        for (std::size_t b = 0; b < spec.setting->brands.size(); ++b) {
          for (std::size_t e = 0; e < entries; ++e) {
            const Cents difference = other.entries[b * entries + e] - base.entries[b * entries + e];
            if (layout.entries[e].income || layout.entries[e].variable) {
              EXPECT_EQ(difference, 0) << layout.entries[e].name << " in week " << w;
            } else {
              costs_differ = costs_differ || difference != 0;
            }
          }
        }
      }
    }
  }
  EXPECT_TRUE(costs_differ);
  // and so the profits differ by exactly the costs
  const Series series(spec, result);
  for (std::size_t s = 1; s < spec.strategies.size(); ++s) {
    for (std::size_t r = 0; r < spec.replicates; ++r) {
      const auto total = [&](const char* name, std::size_t strategy) {
        return std::llround(100 * series.total(*series.find(name), strategy, r, spec.focal));
      };
      EXPECT_EQ(total("profit", s) - total("profit", 0), total("cost", 0) - total("cost", s));
    }
  }
}

TEST(ZeroEffect, is_not_what_the_defaults_are) {
  const StudySpec spec = first_study({"run.replicates=1", "run.weeks=26"});
  const Series series(spec, run_study(spec, {}));
  const Measure& units = *series.find("units_sold");
  EXPECT_NE(series.total(units, 0, 0, spec.focal), series.total(units, 1, 0, spec.focal));
}

TEST(Strategies, are_data_whose_names_mean_nothing) {
  StudySpec spec = first_study(
      {"run.replicates=2", "run.weeks=6", "strategies={compare=[\"existing\", \"living\"]}"});
  const StudyResult straight = run_study(spec, {});
  std::swap(spec.strategies[0].name, spec.strategies[1].name);
  const StudyResult renamed = run_study(spec, {});
  EXPECT_EQ(testing::digests(straight), testing::digests(renamed));
}

TEST(Strategies, give_the_same_world_whatever_their_place_in_the_list) {
  const StudySpec spec = first_study(
      {"run.replicates=1", "run.weeks=6", "strategies={compare=[\"existing\", \"living\"]}"});
  const StudySpec turned =
      first_study({"run.replicates=1", "run.weeks=6",
                   "strategies={compare=[\"living\", \"existing\"], baseline=\"existing\"}"});
  const StudyResult a = run_study(spec, {});
  const StudyResult b = run_study(turned, {});
  EXPECT_EQ(a.worlds[0][0].digest, b.worlds[1][0].digest);
  EXPECT_EQ(a.worlds[1][0].digest, b.worlds[0][0].digest);
}

TEST(Strategies, that_set_what_is_not_theirs_are_refused) {
  try {
    first_study({"strategy.living.trust.half_life=13"});
    FAIL() << "a strategy may not change customers";
  } catch (const ScenarioError& error) {
    ASSERT_FALSE(error.problems().empty());
    EXPECT_NE(error.problems().front().what.find("half_life"), std::string::npos);
  }
}

TEST(Brands, that_are_identical_share_the_market_within_four_standard_errors) {
  const StudySpec spec =
      first_study({"run.replicates=12", "run.weeks=26", "brand.harbour.awareness.share=0.7",
                   "brand.rival.awareness.share=0.7", "brand.harbour.choice.share=0.3",
                   "brand.rival.choice.share=0.3", "strategies={compare=[\"existing\"]}"});
  const Series series(spec, run_study(spec, {}));
  const Measure& units = *series.find("units_sold");
  double sum = 0;
  double squares = 0;
  for (std::size_t r = 0; r < spec.replicates; ++r) {
    const double one = series.total(units, 0, r, BrandId{0});
    const double two = series.total(units, 0, r, BrandId{1});
    const double share = one / (one + two) - 0.5;
    sum += share;
    squares += share * share;
  }
  const double n = spec.replicates;
  const double error = std::sqrt((squares / n - sum / n * (sum / n)) / (n - 1));
  EXPECT_LT(std::abs(sum / n), 4 * error);
  EXPECT_LT(error, 0.01);
}

}  // namespace
}  // namespace rapport
