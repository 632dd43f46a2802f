// Strategies decide about organisation alone; what is given for brands and platforms arrives there
// and nowhere else.
#include <gtest/gtest.h>

#include "tests/scenario/small_market.hpp"

namespace rapport {
namespace {

using namespace small_market;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

double value(const Scenario& scenario, std::string_view strategy, std::string_view mechanism,
             std::string_view parameter, std::size_t brand, std::size_t platform = 0) {
  const auto model =
      build_model(scenario, models::catalogue(), scenario.strategy(strategy).value());
  return model->find(mechanism, parameter)->values->at({.brand = brand, .platform = platform});
}

TEST(Strategies, may_not_set_what_is_not_theirs) {
  const Problem told = problem(valid + "[strategy.quiet.choice]\nshare = 0.9\n");
  EXPECT_TRUE(has(told.what, "a strategy may not set 'share' of [choice] (role market)"))
      << told.what;
  EXPECT_TRUE(has(told.help, "[brand.NAME.choice]"));
  EXPECT_EQ(told.line, 21U);
  EXPECT_EQ(told.column, 1U);
  EXPECT_TRUE(has(problem(valid + "[strategy.quiet.trust]\nby_answer = 2\n").what, "role effect"));
  EXPECT_TRUE(has(problem(valid + "[strategy.quiet.need]\nshape = 1\n").what, "role trait"));
  EXPECT_TRUE(has(problem(valid + "[strategy.quiet.publishing]\non = false\n").what,
                  "on or off for the whole market"));
}

TEST(Strategies, apply_to_the_focal_brand_and_rivals_keep_their_own) {
  const Scenario scenario = read(valid);
  EXPECT_EQ(value(scenario, "loud", "publishing", "posts_per_week", 0, 0), 20);
  EXPECT_EQ(value(scenario, "loud", "publishing", "posts_per_week", 0, 1), 20);
  EXPECT_EQ(value(scenario, "loud", "publishing", "posts_per_week", 1, 0), 5);
  EXPECT_EQ(value(scenario, "quiet", "publishing", "posts_per_week", 0, 0), 5);
  const Scenario with_loud_rival = read(valid, {"brand.rival.strategy=loud"});
  EXPECT_EQ(value(with_loud_rival, "quiet", "publishing", "posts_per_week", 1, 0), 20);
  EXPECT_EQ(value(with_loud_rival, "quiet", "publishing", "posts_per_week", 0, 0), 5);
}

TEST(Strategies, the_more_special_wins) {
  const std::string market = valid + "[publishing]\nposts_per_week = 1\n";
  const std::string platform = market + "[platform.chirper.publishing]\nposts_per_week = 2\n";
  const std::string brand = platform + "[brand.harbour.publishing]\nposts_per_week = 3\n";
  EXPECT_EQ(value(read(market), "quiet", "publishing", "posts_per_week", 1, 1), 1);
  EXPECT_EQ(value(read(platform), "quiet", "publishing", "posts_per_week", 1, 1), 2);
  EXPECT_EQ(value(read(platform), "quiet", "publishing", "posts_per_week", 1, 0), 1);
  EXPECT_EQ(value(read(brand), "quiet", "publishing", "posts_per_week", 0, 1), 3);
  EXPECT_EQ(value(read(brand), "quiet", "publishing", "posts_per_week", 1, 1), 2);
  EXPECT_EQ(value(read(brand), "loud", "publishing", "posts_per_week", 0, 1), 20);
}

TEST(Strategies, values_may_differ_by_platform) {
  const Scenario scenario = read(valid +
                                 "[publishing]\nposts_per_week = { chirper = 1 }\n"
                                 "[strategy.quiet.publishing]\nposts_per_week = { pagebook = 8 }\n"
                                 "[brand.rival.choice]\nshare = 0.4\n"
                                 "[platform.chirper.activity]\nmembership = 0.3\n");
  EXPECT_EQ(value(scenario, "quiet", "publishing", "posts_per_week", 0, 0), 8);
  EXPECT_EQ(value(scenario, "quiet", "publishing", "posts_per_week", 0, 1), 1);
  EXPECT_EQ(value(scenario, "quiet", "publishing", "posts_per_week", 1, 0), 8);  // the baseline's
  EXPECT_EQ(value(scenario, "quiet", "choice", "share", 0), 0.25);
  EXPECT_EQ(value(scenario, "quiet", "choice", "share", 1), 0.4);
  EXPECT_EQ(value(scenario, "quiet", "activity", "membership", 0, 0), 0.8);
  EXPECT_EQ(value(scenario, "quiet", "activity", "membership", 0, 1), 0.3);
}

TEST(Strategies, scopes_are_kept) {
  EXPECT_TRUE(has(problem(valid + "[brand.rival.trust]\nhalf_life = 9\n").what,
                  "'half_life' of [brand.rival.trust] has one value for the whole market"));
  EXPECT_TRUE(has(problem(valid + "[platform.chirper.choice]\nshare = 0.2\n").what,
                  "has one value for each brand"));
  const Problem told = problem(valid + "[brand.rival.activity]\nmembership = 0.2\n");
  EXPECT_TRUE(has(told.what, "has one value for each platform"));
  EXPECT_TRUE(has(told.help, "[platform.NAME.activity]"));
  EXPECT_TRUE(has(problem(valid + "[activity]\nmembership = { pagebok = 1 }\n").help,
                  "did you mean 'pagebook'?"));
  EXPECT_TRUE(has(problem(valid + "[activity]\nmembership = { chirper = 1 }\n"
                                  "[platform.chirper.activity]\nmembership = 0.3\n")
                      .what,
                  "given twice"));
  EXPECT_TRUE(
      has(problem(valid + "[activity]\nmembership = { chirper = 2 }\n").what, "is 2, must"));
}

TEST(Strategies, mechanisms_can_be_switched_off_and_then_have_no_numbers) {
  const Scenario scenario = read(valid +
                                 "[giveaway]\non = false\n[strategy.quiet.giveaway]\n"
                                 "every_weeks = 3\n");
  const auto model = build_model(scenario, models::catalogue(), 0);
  EXPECT_EQ(model->find("giveaway", "every_weeks"), nullptr);
  EXPECT_NE(model->find("publishing", "posts_per_week"), nullptr);
}

TEST(Strategies, are_found_in_files_beside_the_scenario_above_it_and_in_the_library) {
  const Folder folder;
  const Folder library;
  folder.write("strategies/filed.toml", "[strategy]\ntitle = \"Filed\"\n[staff]\nvoices = 4\n");
  library.write("strategies/stored.toml", "[staff]\nvoices = 5\n");
  const auto path = folder.write("markets/m.toml", valid + "[strategies2]\n");
  EXPECT_THROW(read_scenario(path, models::catalogue()), ScenarioError);
  folder.write("markets/m.toml", valid);
  const std::vector<std::string> sets{R"(strategies.compare=["filed","stored","quiet"])"};
  const Scenario scenario = read_scenario(path, models::catalogue(), sets, library.path());
  EXPECT_EQ(scenario.strategies[0].title, "Filed");
  EXPECT_EQ(value(scenario, "filed", "staff", "voices", 0), 4);
  EXPECT_EQ(value(scenario, "stored", "staff", "voices", 0), 5);
  EXPECT_EQ(value(scenario, "stored", "staff", "voices", 1), 4);  // the baseline is the first
}

TEST(Strategies, extend_one_another) {
  const Folder folder;
  folder.write("strategies/deep.toml",
               "[strategy]\ntitle = \"Deep\"\n[staff]\nvoices = 4\nduty_days = 6\n");
  const Scenario scenario =
      read(valid +
               "extends = \"deep\"\n[strategy.quiet.staff]\nvoices = 2\n"
               "[strategy.deep]\nextends = \"deep\"\n[strategy.deep.staff]\nduty_days = 7\n",
           {}, folder.path());
  EXPECT_EQ(value(scenario, "quiet", "staff", "voices", 0), 2);
  EXPECT_EQ(value(scenario, "quiet", "staff", "duty_days", 0), 7);
  EXPECT_EQ(value(scenario, "deep", "staff", "voices", 0), 4);
  EXPECT_EQ(scenario.strategies[2].title, "deep");
  const auto circle =
      problems(valid + "extends = \"loud\"\n[strategy.loud]\nextends = \"quiet\"\n");
  ASSERT_FALSE(circle.empty());
  EXPECT_TRUE(has(circle.back().what, "goes round in a circle: quiet -> loud -> quiet"));
  folder.write("strategies/own.toml", "[strategy]\nextends = \"own\"\n");
  EXPECT_TRUE(has(problem(valid + "extends = \"own\"\n", {}, folder.path()).what, "circle"));
}

TEST(Strategies, that_extend_one_faulty_file_are_told_of_it_once) {
  const Folder folder;
  folder.write("strategies/old.toml", "[staff]\nvoices = 0\n");
  folder.write("strategies/new.toml", "[strategy]\nextends = \"old\"\n");
  const Problem told = problem(valid, {R"(strategies.compare=["old","new"])"}, folder.path());
  EXPECT_TRUE(has(told.what, "'voices' of [staff] of a strategy is 0")) << told.what;
}

TEST(Strategies, that_do_not_exist_are_told_where_they_are_named) {
  const Problem told = problem(valid + "[brand.rival2]\nstrategy = \"laud\"\n");
  EXPECT_EQ(told.what, "there is no strategy 'laud'");
  EXPECT_EQ(told.help, "did you mean 'loud'?");
  EXPECT_EQ(told.line, 21U);
  EXPECT_EQ(told.column, 12U);
  EXPECT_TRUE(
      has(problem(valid, {R"(strategies.compare=["quiet","quiet"])"}).what, "compared twice"));
  EXPECT_TRUE(has(problem(valid, {R"(strategies.compare=["quiet",3])"}).what, "whole number"));
  EXPECT_TRUE(has(problem(valid, {R"(strategies.compare=["../quiet"])"}).what, "no strategy"));
}

TEST(Strategies, of_brands_that_do_not_exist_are_not_set_on_the_command_line) {
  const Problem told = problem(valid, {"brand.rivall.costs.price=30"});
  EXPECT_EQ(told.what, "the scenario has no brand 'rivall' to change");
  EXPECT_EQ(told.help, "did you mean 'rival'?");
  EXPECT_TRUE(has(problem(valid, {"platform.x.activity.membership=1"}).what, "no platform 'x'"));
}

TEST(Strategies, that_overrule_what_is_set_on_the_command_line_are_named) {
  const std::string own = valid + "[strategy.quiet.publishing]\nposts_per_week = 3\n";
  const Problem told = problem(own, {"publishing.posts_per_week=7"});
  EXPECT_EQ(told.file, "--set");
  EXPECT_TRUE(has(told.what, "'posts_per_week' of [publishing] decides nothing here")) << told.what;
  EXPECT_TRUE(has(told.what, "its own, 'quiet' at market.toml:21")) << told.what;
  EXPECT_EQ(told.help, "set it in the strategy: strategy.quiet.publishing.posts_per_week = 7");
  problem(own, {"brand.rival.publishing.posts_per_week=7"});
  // where one brand follows no strategy that has its own, it decides
  EXPECT_EQ(problems(own, {"publishing.useful_share=0.1"}).size(), 0U);
  EXPECT_EQ(problems(valid, {"publishing.posts_per_week=7"}).size(), 0U);
  // in a file it may stand, as what strategies change
  EXPECT_EQ(problems(own + "[publishing]\nposts_per_week = 7\n").size(), 0U);
}

TEST(Strategies, may_be_written_in_a_brands_table) {
  const Scenario scenario = read(valid + "[brand.third.strategy.staff]\nvoices = 9\n");
  EXPECT_EQ(scenario.strategies[scenario.brands[2].strategy].name, "third_strategy");
  EXPECT_EQ(value(scenario, "quiet", "staff", "voices", 2), 9);
  EXPECT_EQ(value(scenario, "quiet", "staff", "voices", 0), 1);
}

TEST(Strategies, the_baseline_is_one) {
  EXPECT_EQ(read(valid, {"strategies.baseline=loud"}).baseline, 1U);
  EXPECT_EQ(read(valid, {"brand.harbour.strategy=loud"}).baseline, 1U);
  EXPECT_TRUE(has(problem(valid, {"brand.harbour.strategy=loud", "strategies.baseline=quiet"}).what,
                  "the baseline is 'quiet' here and 'loud' in [brand.harbour]"));
  // every world begins under it: one that is not compared is no baseline
  for (const Sets& sets :
       {Sets{"strategies.baseline=loud", R"(strategies.compare=["quiet"])"},
        Sets{"brand.harbour.strategy=loud", R"(strategies.compare=["quiet"])"}}) {
    EXPECT_EQ(problem(valid, sets).what, "the baseline 'loud' is not compared");
  }
}

TEST(Strategies, that_spend_after_another_name_one_that_is_compared) {
  // as loud in all but the reach it buys
  const std::string spender = valid +
                              "spend_extra_of = \"loud\"\npublishing.posts_per_week = 20\n"
                              "[strategy.quiet.bought_reach]\nspends_allowance = true\n";
  EXPECT_EQ(read(spender, {"strategies.baseline=loud"}).strategies[0].spend_extra_of, 1U);
  EXPECT_TRUE(has(problem(spender).what, "the baseline cannot spend"));
  EXPECT_TRUE(has(problem(spender + "[strategy.third]\npublishing.posts_per_week = 20\n",
                          {R"(strategies.compare=["third","quiet"])"})
                      .help,
                  "add \"loud\""));
  EXPECT_TRUE(
      has(problem(spender + "[brand.b]\nstrategy = \"quiet\"\n", {"strategies.baseline=loud"}).what,
          "for the focal brand"));
}

TEST(Strategies, that_spend_what_another_costs_are_the_baseline_in_everything_else) {
  const std::string spender = valid +
                              "[strategy.ads]\nextends = \"quiet\"\nspend_extra_of = \"loud\"\n"
                              "[strategy.ads.bought_reach]\nspends_allowance = true\n";
  const std::string compare = "strategies.compare=[\"quiet\",\"loud\",\"ads\"]";
  EXPECT_EQ(problems(spender, {compare, "strategies.baseline=quiet"}).size(), 0U);
  const Problem told = problem(spender + "[strategy.ads.staff]\nvoices = 2\n",
                               {compare, "strategies.baseline=quiet"});
  EXPECT_TRUE(has(told.what,
                  "'ads' is granted what 'loud' costs more than the baseline 'quiet', and "
                  "is not that baseline besides: they differ in 'staff.voices'"))
      << told.what;
  EXPECT_TRUE(has(told.help, "let 'ads' extend 'quiet'"));
  // under another baseline the extra would be another
  EXPECT_TRUE(has(problem(spender, {compare, "strategies.baseline=loud"}).what,
                  "they differ in 'publishing.posts_per_week'"));
}

TEST(Strategies, that_have_money_to_spend_and_never_spend_it_are_told) {
  const Sets loud_first{"strategies.baseline=loud"};
  const std::string idle = valid + "spend_extra_of = \"loud\"\npublishing.posts_per_week = 20\n";
  const Problem told = problem(idle, loud_first);
  EXPECT_EQ(told.line, 20U);
  EXPECT_EQ(told.column, 18U);
  EXPECT_EQ(told.what,
            "'quiet' may spend what 'loud' costs more, and never spends it: 'spends_allowance' of "
            "[bought_reach] is false (default)");
  EXPECT_EQ(told.help, "let it, in the strategy: spends_allowance = true in [bought_reach]");
  const std::string spends = "spends_allowance = true\n";
  // wherever it is said that it spends: strategy, market, the focal brand; not another
  EXPECT_EQ(problems(idle + "[strategy.quiet.bought_reach]\n" + spends, loud_first).size(), 0U);
  EXPECT_EQ(problems(idle + "[bought_reach]\n" + spends, loud_first).size(), 0U);
  EXPECT_EQ(problems(idle + "[brand.harbour.bought_reach]\n" + spends, loud_first).size(), 0U);
  EXPECT_EQ(problems(idle + "[brand.rival.bought_reach]\n" + spends, loud_first).size(), 1U);
  EXPECT_EQ(problems(idle + "[strategy.loud.bought_reach]\n" + spends, loud_first).size(), 1U);
  // and what wins: the strategy over the brand over the market
  const std::string refused =
      idle + "[strategy.quiet.bought_reach]\nspends_allowance = false\n[bought_reach]\n" + spends;
  EXPECT_TRUE(has(problem(refused, loud_first).what, "is false (market.toml:23)"));
  EXPECT_TRUE(has(problem(idle +
                              "[brand.harbour.bought_reach]\nspends_allowance = false\n"
                              "[bought_reach]\n" +
                              spends,
                          loud_first)
                      .what,
                  "is false (market.toml:23)"));
  const std::string off = idle + "[strategy.quiet.bought_reach]\n" + spends;
  EXPECT_TRUE(has(problem(off + "[bought_reach]\non = false\n", loud_first).what,
                  "never spends it: [bought_reach] is off"));
  // what is not compared spends nothing anyhow, and who mistyped meant to spend
  EXPECT_EQ(problems(idle, {"strategies.baseline=loud", R"(strategies.compare=["loud"])"}).size(),
            0U);
  EXPECT_TRUE(has(
      problem(idle + "[strategy.quiet.bought_reach]\nspend_allowance = true\n", loud_first).what,
      "unknown key"));
  EXPECT_TRUE(
      has(problem(idle + "[strategy.quiet.bought_reach]\nspends_allowance = 1\n", loud_first).what,
          "must be true or false"));
}

TEST(Setting, has_the_networks_clock_and_end_of_the_scenario) {
  const Folder folder;
  folder.write("ring.txt", "1 2\n2 3\n3 1\n");
  folder.write("line.txt", "1 2\n2 3\n");
  folder.write("other.txt", "1 2\n2 4\n");
  const std::string files = valid + "[platform.chirper.network]\nfile = \"ring.txt\"\n";
  const Sets both{"network.file=" + (folder.path() / "line.txt").string(), "run.hours_per_tick=2"};
  const auto setting = build_setting(read(files, both, folder.path()));
  EXPECT_EQ(setting->customers(), 3U);
  EXPECT_EQ(setting->networks[0]->arcs(), 4U);
  EXPECT_EQ(setting->networks[1]->arcs(), 6U);
  EXPECT_EQ(setting->end_tick, 18U * 84U);
  EXPECT_EQ(setting->brands, (std::vector<std::string>{"harbour", "rival"}));
  EXPECT_THROW(build_setting(read(files, {}, folder.path())), ScenarioError);
  EXPECT_THROW(build_setting(read(files, {"network.file=" + (folder.path() / "other.txt").string()},
                                  folder.path())),
               ScenarioError);
  const auto shared = build_setting(read(valid));
  EXPECT_EQ(shared->networks[0], shared->networks[1]);
}

}  // namespace
}  // namespace rapport
