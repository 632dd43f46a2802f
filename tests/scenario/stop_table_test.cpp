// Replicates as a table: what may stand there, what is told of the rest, and that it reads back.
#include <gtest/gtest.h>

#include "sim/scenario/resolved.hpp"
#include "tests/scenario/small_market.hpp"

namespace rapport {
namespace {

using namespace small_market;

/// The small market whose [run] has these replicates, on line 2.
std::string market(const std::string& replicates) {
  std::string text = valid;
  return text.insert(text.find("weeks"), "replicates = " + replicates + "\n");
}

std::vector<std::string> some_measures(const Scenario&, Catalogue) {
  return {"profit", "trust", "units_sold"};
}

Scenario known(const std::string& text, const Sets& sets = {}) {
  return read_scenario_text(text, ".", "market.toml", models::catalogue(), sets, {}, some_measures);
}

void expect_told(const std::string& text, std::uint32_t column, const std::string& what,
                 const std::string& help, const Sets& sets = {}) {
  SCOPED_TRACE(text);
  try {
    known(text, sets);
    ADD_FAILURE() << "nothing is told";
  } catch (const ScenarioError& error) {
    ASSERT_EQ(error.problems().size(), 1U) << error.problems().back().what;
    const Problem& told = error.problems().front();
    EXPECT_EQ(told.what, what);
    EXPECT_EQ(told.help, help);
    EXPECT_EQ(told.column, column);
  }
}

TEST(StopTable, says_what_to_wait_for_and_how_long) {
  const Scenario one = known(market(R"({ until = "profit", within = "2.5 %", at_most = 100 })"));
  ASSERT_TRUE(one.run.until);
  EXPECT_EQ(one.run.until->measures, std::vector<std::string>{"profit"});
  EXPECT_EQ(one.run.until->within, 0.025);
  EXPECT_EQ(one.run.replicates, 100U);
  EXPECT_EQ(one.run.weeks, 10U);
  const Scenario several = known(market(R"({ until = ["profit", "trust"], within = 0.1 })"));
  EXPECT_EQ(several.run.until->measures, (std::vector<std::string>{"profit", "trust"}));
  EXPECT_EQ(several.run.until->within, 0.1);
  EXPECT_EQ(several.run.replicates, 256U);
  EXPECT_EQ(known(market(R"({ until = "trust" })")).run.until->within, 0.05);
  EXPECT_FALSE(known(market("12")).run.until);
}

TEST(StopTable, can_be_set_and_changed_on_the_command_line) {
  const std::string table = market(R"({ until = "profit", at_most = 64 })");
  EXPECT_EQ(known(table, {"run.replicates.at_most=32"}).run.replicates, 32U);
  EXPECT_EQ(known(table, {"run.replicates.within=\"1%\""}).run.until->within, 0.01);
  const Scenario fixed = known(table, {"run.replicates=8"});
  EXPECT_FALSE(fixed.run.until);
  EXPECT_EQ(fixed.run.replicates, 8U);
  const Scenario ruled = known(market("8"), {"run.replicates={until=\"trust\"}"});
  EXPECT_EQ(ruled.run.until->measures, std::vector<std::string>{"trust"});
}

TEST(StopTable, tells_what_is_wrong_with_it) {
  const std::string within =
      " (half of the difference's interval at most, as a share of the baseline's mean; or as "
      "\"5%\")";
  const std::string until =
      "measure, or list of measures, in which every strategy's difference from the baseline must "
      "be known well enough";
  const std::string percent = "for example: within = 0.05, or within = \"5%\"";
  const std::string example = "for example: until = \"profit\"";
  expect_told(market(R"({ until = "profitt" })"), 24,
              "'until' of [run.replicates] is \"profitt\", which is no measure that strategies are "
              "compared in",
              "did you mean 'profit'?");
  expect_told(market(R"({ until = ["trust", "zebra"] })"), 34,
              "'until' of [run.replicates] is \"zebra\", which is no measure that strategies are "
              "compared in",
              "`rapport explain --names` lists measures, as profit");
  expect_told(market(R"({ until = ["trust", "trust"] })"), 34,
              "'until' of [run.replicates] names 'trust' twice", "");
  expect_told(market("{ until = 3 }"), 24,
              "'until' of [run.replicates] is a whole number, must be the name of a measure or a "
              "list of them (" +
                  until + ")",
              example);
  expect_told(market("{ until = [] }"), 24,
              "'until' of [run.replicates] is a list, must be the name of a measure or a list of "
              "them (" +
                  until + ")",
              example);
  expect_told(market("{ at_most = 64 }"), 14, "[run.replicates] needs 'until': " + until, example);
  for (const char* wrong : {"5", "5 percent", "%", "0%", "2000%", "inf%"}) {
    expect_told(market(R"({ until = "profit", within = ")" + std::string(wrong) + "\" }"), 43,
                "'within' of [run.replicates] is \"" + std::string(wrong) +
                    "\", must be from 1e-06 to 10" + within,
                percent);
  }
  expect_told(market(R"({ until = "profit", within = 0 })"), 43,
              "'within' of [run.replicates] is 0, must be from 1e-06 to 10" + within, "");
  expect_told(market(R"({ until = "profit", at_most = 8 })"), 44,
              "'at_most' of [run.replicates] is 8, must be a whole number from 16 to 1000000 "
              "(replicates that are the last in any case; looks are at 16, 32, 64 ... of them)",
              "");
  expect_told(market(R"({ until = "profit", at_mots = 64 })"), 34,
              "unknown key 'at_mots' in [run.replicates]", "did you mean 'at_most'?");
}

TEST(StopTable, needs_a_strategy_beside_the_baseline) {
  expect_told(market(R"({ until = "profit" })"), 24,
              "'until' of [run.replicates] waits for differences from the baseline, and no other "
              "strategy is compared",
              "name another beside it in strategies.compare, or say replicates = 32",
              {R"(strategies.compare=["quiet"])"});
}

TEST(StopTable, reads_back_from_the_resolved_text) {
  const std::string text = resolved_toml(
      known(market(R"({ until = ["profit", "trust"], within = "7%", at_most = 77 })")));
  EXPECT_NE(text.find("replicates.until = [\"profit\", \"trust\"]\nreplicates.within = 0.07\n"
                      "replicates.at_most = 77\n"),
            std::string::npos)
      << text.substr(0, 300);
  const Scenario again = known(text);
  EXPECT_EQ(again.run.until->within, 0.07);
  EXPECT_EQ(again.run.replicates, 77U);
  EXPECT_EQ(resolved_toml(again), text);
}

}  // namespace
}  // namespace rapport
