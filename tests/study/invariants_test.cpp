// An honest instrument: no effect in, no effect out; names mean nothing.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/study/first_study.hpp"

namespace rapport {
namespace {

using testing::first_study;

/// Of a week's entries none differs that moves with units sold; true if any cost does.
bool costs_alone_differ(const StudySpec& spec, const WeekRecord& base, const WeekRecord& other) {
  const Layout& layout = *spec.strategies.front().model->layout();
  bool costs_differ = false;
  for (std::size_t i = 0; i < base.entries.size(); ++i) {
    const EntryInfo& entry = layout.entries[i % layout.entries.size()];
    if (entry.income || entry.variable) {
      EXPECT_EQ(other.entries[i], base.entries[i]) << entry.name << " in week " << base.week;
    } else {
      costs_differ = costs_differ || other.entries[i] != base.entries[i];
    }
  }
  return costs_differ;
}

TEST(ZeroEffect, gives_identical_sales_and_profits_that_differ_by_cost_to_the_cent) {
  StudySpec spec = first_study({"run.replicates=2", "run.weeks=26"});
  testing::silence_effects(spec);
  const StudyResult result = run_study(spec, {});
  bool costs_differ = false;
  for (std::size_t s = 1; s < spec.strategies.size(); ++s) {
    for (std::uint32_t r = 0; r < spec.replicates; ++r) {
      for (std::uint32_t w = 0; w < spec.weeks; ++w) {
        costs_differ |=
            costs_alone_differ(spec, result.worlds[0][r].weeks[w], result.worlds[s][r].weeks[w]);
      }
    }
  }
  EXPECT_TRUE(costs_differ);
  // and so the profits differ by exactly the costs
  const Series series(spec, result);
  for (std::size_t s = 1; s < spec.strategies.size(); ++s) {
    for (std::uint32_t r = 0; r < spec.replicates; ++r) {
      const auto cents = [&](const char* name, std::size_t strategy) {
        return std::llround(100 * testing::total(series, name, strategy, spec.focal, r));
      };
      EXPECT_EQ(cents("profit", s) - cents("profit", 0), cents("cost", 0) - cents("cost", s));
    }
  }
}

TEST(ZeroEffect, is_not_what_the_defaults_are) {
  const StudySpec spec = first_study({"run.replicates=1", "run.weeks=26"});
  const Series series(spec, run_study(spec, {}));
  const Measure& units = *series.find("units_sold");
  EXPECT_NE(series.total(units, 0, 0, spec.focal), series.total(units, 1, 0, spec.focal));
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// read from files, where a name could matter to the reader, the planner or the models
TEST(Strategies, are_data_whose_names_mean_nothing) {
  const std::filesystem::path shipped = testing::scenarios_folder();
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("rapport_names_" + std::to_string(getpid()));
  std::filesystem::create_directories(folder / "strategies");
  const auto write = [&](const char* name, const std::string& text) {
    std::ofstream(folder / name) << text;
  };
  write("strategies/existing.toml", text_of(shipped / "strategies" / "living.toml"));
  write("strategies/living.toml", text_of(shipped / "strategies" / "existing.toml"));
  write("swapped.toml", "extends = \"" + (shipped / "first_run.toml").string() + "\"\n" +
                            "[run]\nreplicates = 2\nweeks = 6\n[brand.rival]\nstrategy = "
                            "\"living\"\n[strategies]\ncompare = [\"living\", \"existing\"]\n"
                            "baseline = \"living\"\n");
  StudySpec swapped = plan_study(read_scenario(folder / "swapped.toml", models::catalogue(), {}),
                                 models::catalogue());
  std::filesystem::remove_all(folder);
  swapped.panel = 0;
  const StudySpec spec = first_study(
      {"run.replicates=2", "run.weeks=6", "strategies={compare=[\"existing\", \"living\"]}"});
  EXPECT_EQ(spec.strategies[0].name, swapped.strategies[1].name);
  EXPECT_EQ(testing::digests(run_study(spec, {})), testing::digests(run_study(swapped, {})));
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
