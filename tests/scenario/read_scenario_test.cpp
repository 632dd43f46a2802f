// What a scenario file may say, and what its writer is told when it says something else.
#include "sim/scenario/read_scenario.hpp"

#include <gtest/gtest.h>

#include "tests/scenario/small_market.hpp"

namespace rapport {
namespace {

using namespace small_market;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A case: text appended to the valid scenario, and what must be said of it.
struct Mistake {
  std::string text;
  std::string what;
  std::string help;
  std::uint32_t column = 1;
};

void expect_told(const Mistake& mistake) {
  SCOPED_TRACE(mistake.text);
  const Problem told = problem(valid + mistake.text);
  EXPECT_TRUE(has(told.what, mistake.what)) << told.what;
  EXPECT_TRUE(has(told.help, mistake.help)) << told.help;
  EXPECT_EQ(told.file, "market.toml");
  EXPECT_EQ(told.column, mistake.column);
  EXPECT_GE(told.line, 18U);
}

std::string without(const std::string& part) {
  std::string text = valid;
  const std::size_t at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  return text.erase(at, part.size());
}

std::string with(const std::string& part, const std::string& other) {
  std::string text = valid;
  const std::size_t at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  return text.replace(at, part.size(), other);
}

TEST(ReadScenario, gives_what_the_file_says_and_defaults_for_the_rest) {
  const Scenario scenario = read(valid);
  EXPECT_EQ(scenario.run.weeks, 10U);
  EXPECT_EQ(scenario.run.warm_up_weeks, 8U);
  EXPECT_EQ(scenario.run.replicates, 32U);
  EXPECT_EQ(scenario.run.start, "2026-01-05");
  EXPECT_EQ(scenario.market.currency, "EUR");
  EXPECT_EQ(scenario.network.generator, "holme_kim");
  EXPECT_EQ(scenario.network.number("customers"), 500);
  EXPECT_EQ(scenario.network.number("triad_chance"), 0.4);
  ASSERT_EQ(scenario.strategies.size(), 2U);
  EXPECT_EQ(scenario.strategies[0].title, "Quiet");
  EXPECT_EQ(scenario.strategies[1].title, "loud");
  EXPECT_EQ(scenario.baseline, 0U);
  EXPECT_EQ(scenario.brands[1].strategy, 0U);
}

TEST(ReadScenario, numbers_platforms_and_brands_in_the_order_of_the_text_not_of_the_alphabet) {
  const Scenario scenario = read(valid);
  ASSERT_EQ(scenario.platforms.size(), 2U);
  EXPECT_EQ(scenario.platforms[0].name, "pagebook");
  EXPECT_EQ(scenario.platforms[1].name, "chirper");
  EXPECT_EQ(scenario.brands[0].name, "harbour");
  EXPECT_EQ(scenario.focal, 0U);
}

TEST(ReadScenario, tells_of_unknown_words_and_what_was_meant) {
  expect_told({"[turst]\nhalf_life = 3\n", "unknown table 'turst'", "did you mean 'trust'?", 2});
  expect_told({"[trust]\nhalf_live = 3\n", "unknown key 'half_live' in [trust]",
               "did you mean 'half_life'?"});
  expect_told({"[need]\nlog_ins_per_day = 3\n", "unknown key 'log_ins_per_day' in [need]",
               "there is 'log_ins_per_day' in [activity]"});
  expect_told({"[brand.rival.choise]\nshare = .2\n", "not TOML", "", 9});
  expect_told({"[brand.rival.choise]\nshare = 0.2\n", "unknown table 'choise' in [brand.rival]",
               "did you mean 'choice'?", 14});
  expect_told({"[platform.chirper.activity]\nmembershp = 0.2\n",
               "unknown key 'membershp' in [platform.chirper.activity]", "'membership'"});
  expect_told({"descripton = \"x\"\n", "unknown key 'descripton' in [strategy.quiet]",
               "did you mean 'description'?"});
}

TEST(ReadScenario, tells_of_unknown_keys_in_its_own_tables) {
  const Problem told = problem(with("weeks = 10", "replicas = 64"));
  EXPECT_EQ(told.what, "unknown key 'replicas' in [run]");
  EXPECT_EQ(told.help, "did you mean 'replicates'?");
  EXPECT_EQ(told.line, 2U);
  EXPECT_EQ(told.column, 1U);
  EXPECT_EQ(told.length, 8U);
  EXPECT_TRUE(has(problem(with("compare", "baselin = \"quiet\"\ncompare")).what, "'baselin'"));
}

TEST(ReadScenario, states_the_range_the_unit_and_the_meaning) {
  const Problem told = problem(valid + "[trust]\nhalf_life = -1\n");
  EXPECT_EQ(told.line, 21U);
  EXPECT_EQ(told.column, 13U);
  EXPECT_EQ(told.length, 2U);
  EXPECT_TRUE(has(told.what, "'half_life' of [trust] is -1, must be from ")) << told.what;
  EXPECT_TRUE(has(told.what, " weeks (")) << told.what;
}

TEST(ReadScenario, refuses_values_of_the_wrong_kind_or_size) {
  expect_told({"[trust]\nhalf_life = \"long\"\n", "'half_life' of [trust] is a text, must be from",
               "for example: half_life = ", 13});
  expect_told({"[trust]\nhalf_life = nan\n", "is nan, must be from", "", 13});
  expect_told({"[trust]\nhalf_life = inf\n", "is inf, must be from", "", 13});
  expect_told({"[trust]\nhalf_life = {}\n", "is a table, must be from", "", 13});
  expect_told({"[costs]\nmargin = 0\nprice = 0\n", "is 0, must be from 0.01 to", "",
               9});  // it has a logarithm
  expect_told(
      {"[staff]\nvoices = 1.5\n", "is 1.5, must be a whole number from 1 to 10000", "", 10});
  expect_told({"[experience]\nproduct_feedback = 1\n", "is a whole number, must be true or false",
               "for example: product_feedback = false", 20});
  expect_told({"[desk]\ntriage = \"first_com\"\n",
               "is \"first_com\", must be one of \"first_come\"", "did you mean 'first_come'?",
               10});
  expect_told({"[publishing]\non = 1\n", "'on' of [publishing] is a whole number", "", 6});
}

TEST(ReadScenario, refuses_scalars_where_tables_belong) {
  EXPECT_TRUE(has(problem("weeks = 3\n" + valid).what, "unknown key 'weeks'"));
  EXPECT_TRUE(
      has(problem("trust = 3\n" + valid).what, "'trust' is a whole number, must be a table"));
  EXPECT_TRUE(
      has(problem(with("[run]\nweeks = 10\n", "run = 3\n")).what, "'run' is a whole number"));
  EXPECT_TRUE(has(problem("half_life = 3\n" + valid).help, "[trust]"));
}

TEST(ReadScenario, says_what_is_missing) {
  EXPECT_TRUE(has(problem(without("currency = \"EUR\"\n")).what, "[market] needs 'currency'"));
  for (const char* no_code : {"", "eur", "EURO", "E1R"}) {
    const Problem told = problem(valid, {std::string("market.currency=\"") + no_code + "\""});
    EXPECT_TRUE(has(told.what, std::string("'currency' of [market] is \"") + no_code +
                                   "\", must be three capital letters"))
        << told.what;
  }
  EXPECT_EQ(problems(without("[market]\ncurrency = \"EUR\"\ndiscount_rate = 0.05\n")).size(), 2U);
  EXPECT_TRUE(has(problem(without("customers = 500\n")).what, "[network] needs 'customers'"));
  EXPECT_TRUE(has(problem(without("[network]\ngenerator = \"holme_kim\"\ncustomers = 500\n"
                                  "mean_degree = 6\n"))
                      .what,
                  "[network] is missing"));
  EXPECT_TRUE(has(problem(without("[brand.harbour]\n[brand.rival]\n")).what, "no brand"));
  EXPECT_TRUE(
      has(problems(without("[platform.pagebook]\n[platform.chirper]\n"))[0].what, "no platform"));
  EXPECT_TRUE(has(problem(without("compare = [\"quiet\", \"loud\"]\n")).what,
                  "[strategies] needs 'compare'"));
  EXPECT_TRUE(has(problem(with("[\"quiet\", \"loud\"]", "[]")).what, "needs 'compare'"));
}

TEST(ReadScenario, checks_the_calendar) {
  EXPECT_EQ(read(with("weeks = 10", "start = 2026-02-02")).run.start, "2026-02-02");
  EXPECT_EQ(read(with("weeks = 10", "start = \"2026-02-02\"")).run.start, "2026-02-02");
  const Problem told = problem(with("weeks = 10", "start = 2026-02-05"));
  EXPECT_TRUE(has(told.what, "is 2026-02-05, which is no Monday")) << told.what;
  EXPECT_TRUE(has(told.help, "2026-02-02"));
  EXPECT_TRUE(has(problem(with("weeks = 10", "start = \"2026-02-30\"")).what, "must be a date"));
  EXPECT_TRUE(has(problem(with("weeks = 10", "start = 5")).what, "must be a date"));
  EXPECT_TRUE(has(problem(with("weeks = 10", "hours_per_tick = 3")).what, "from 1 to 2 hours"));
}

TEST(ReadScenario, reports_everything_at_once_in_file_order) {
  const auto all = problems(with("weeks = 10", "weeks = -1\nreplicas = 3") +
                            "[trust]\nhalf_life = -1\n[staff]\nvoices = \"x\"\n[chioce]\n");
  ASSERT_EQ(all.size(), 5U);
  for (std::size_t i = 1; i < all.size(); ++i) {
    EXPECT_LT(all[i - 1].line, all[i].line);
  }
}

TEST(ReadScenario, tells_of_broken_toml_once_and_of_nothing_else) {
  const Problem twice = problem(with("weeks = 10", "weeks = 10\nweeks = 11"));
  EXPECT_TRUE(has(twice.what, "cannot redefine existing integer 'weeks'")) << twice.what;
  EXPECT_EQ(twice.line, 3U);
  EXPECT_TRUE(has(problem(with("weeks = 10", "weeks = ten")).help, "quotes"));
  EXPECT_EQ(problem("[run\n").line, 1U);
}

TEST(ReadScenario, counts_columns_in_bytes) {
  const std::string market =
      "market = {name = \"caf\xc3\xa9\", currency = \"EUR\", discount_rate = -1}\n";
  const Problem told =
      problem(market + without("[market]\ncurrency = \"EUR\"\ndiscount_rate = 0.05\n"));
  EXPECT_TRUE(has(told.what, "'discount_rate' of [market] is -1")) << told.what;
  EXPECT_EQ(told.line, 1U);
  EXPECT_EQ(told.column, market.find("-1") + 1);
  EXPECT_EQ(told.length, 2U);
}

TEST(ReadScenario, refuses_too_many_and_ill_named_platforms_and_brands) {
  std::string many = valid;
  for (int i = 0; i < 7; ++i) {
    many += "[platform.p" + std::to_string(i) + "]\n";
  }
  EXPECT_TRUE(has(problem(many).what, "at most 8 platforms"));
  expect_told({"[brand.\"a b\"]\n", "'a b' is no name for a brand", "letters", 8});
  expect_told({"[brand.rival.x]\n", "unknown table 'x'", "", 14});
  EXPECT_TRUE(has(problem(with("[brand.harbour]", "[brand.harbour]\nfocal = true") +
                          "[brand.third]\nfocal = true\n")
                      .what,
                  "'harbour' and 'third' are both focal"));
  EXPECT_EQ(read(valid + "[brand.third]\nfocal = true\n").focal, 2U);
}

TEST(ReadScenario, checks_networks) {
  const std::string generator = "generator = \"holme_kim\"\ncustomers = 500\nmean_degree = 6\n";
  EXPECT_TRUE(has(problem(with("holme_kim", "holme_kin")).help, "did you mean 'holme_kim'?"));
  EXPECT_TRUE(has(problem(with("customers", "file = \"x\"\ncustomers")).what, "not both"));
  EXPECT_TRUE(has(problem(with("mean_degree", "exponent")).what, "unknown key 'exponent'"));
  const Problem missing = problem(with(generator, "file = \"nothing.txt\"\n"));
  EXPECT_TRUE(has(missing.what, "there is no file")) << missing.what;
  EXPECT_EQ(missing.column, 8U);
  EXPECT_TRUE(has(problem(with(generator,
                               "generator = \"configuration\"\ncustomers = 9\nexponent = 2\n"
                               "least_degree = 4\nmost_degree = 3\n"))
                      .what,
                  "below 'least_degree'"));
}

TEST(ReadScenario, lets_the_command_line_change_anything) {
  EXPECT_EQ(read(valid, {"run.weeks=12"}).run.weeks, 12U);
  EXPECT_EQ(read(valid, {"market.currency=GBP"}).market.currency, "GBP");
  EXPECT_EQ(read(valid, {"strategies.compare=[\"loud\"]"}).compare.size(), 1U);
  EXPECT_EQ(read(valid, {"run.weeks=12", "run.weeks = 13"}).run.weeks, 13U);
  const Scenario other =
      read(valid, {"network.generator=configuration", "network.customers=90",
                   "network.exponent=2.2", "network.least_degree=2", "network.most_degree=20"});
  EXPECT_EQ(other.network.generator, "configuration");
  EXPECT_EQ(other.network.number("customers"), 90);
  EXPECT_EQ(
      read(valid, {"strategy.loud.publishing.posts_per_week=7"}).strategies[1].values[0].value, 7);
}

TEST(ReadScenario, points_at_the_change_that_is_wrong) {
  const Problem told = problem(valid, {"run.weeks=12", "trust.half_life=-1"});
  EXPECT_EQ(told.file, "--set");
  EXPECT_EQ(told.line, 2U);
  EXPECT_EQ(told.column, 17U);
  EXPECT_EQ(told.length, 2U);
  EXPECT_TRUE(has(problem(valid, {"run.weeks"}).what, "needs key=value"));
  EXPECT_TRUE(has(problem(valid, {"=3"}).what, "is not key=value"));
  EXPECT_TRUE(has(problem(valid, {"extends=x"}).what, "cannot be set"));
  EXPECT_TRUE(has(problem(valid, {"strategy.luod.publishing.posts_per_week=7"}).help, "'loud'"));
  EXPECT_TRUE(has(problem(valid, {"run.weeks=[1"}).what, "is not key=value"));
}

TEST(ReadScenario, merges_what_it_extends) {
  const Folder folder;
  folder.write("base/base.toml", "extends = \"../deepest.toml\"\n[trust]\nhalf_life = 20\n");
  folder.write("deepest.toml", valid + "[trust]\nhalf_life = 10\nprior_strength = 3\n");
  const auto top = folder.write("top.toml",
                                "extends = \"base/base.toml\"\n[run]\nweeks = 20\n"
                                "[strategies]\ncompare = [\"loud\"]\n[brand.new]\n");
  const Scenario scenario = read_scenario(top, models::catalogue());
  EXPECT_EQ(scenario.run.weeks, 20U);
  EXPECT_EQ(scenario.run.title, "top");
  EXPECT_EQ(scenario.compare.size(), 1U);
  ASSERT_EQ(scenario.brands.size(), 3U);
  EXPECT_EQ(scenario.brands[2].name, "new");
  ASSERT_EQ(scenario.values.size(), 2U);
  EXPECT_EQ(scenario.values[0].value, 20);
  EXPECT_EQ(scenario.values[1].value, 3);
  EXPECT_TRUE(has(scenario.origins.at("trust.half_life"), "base/base.toml:3"))
      << scenario.origins.at("trust.half_life");
  EXPECT_TRUE(has(scenario.origins.at("trust.prior_strength"), "deepest.toml:22"));
}

TEST(ReadScenario, a_network_of_its_own_replaces_the_one_it_extends) {
  const Folder folder;
  folder.write("base.toml", valid);
  folder.write("ring.txt", "1 2\n2 3\n3 1\n");
  const auto top =
      folder.write("top.toml", "extends = \"base.toml\"\n[network]\nfile = \"ring.txt\"\n");
  const Scenario scenario = read_scenario(top, models::catalogue());
  EXPECT_EQ(scenario.network.generator, "");
  EXPECT_EQ(build_setting(scenario)->customers(), 3U);
}

TEST(ReadScenario, shows_a_circle_of_extends) {
  const Folder folder;
  const auto a = folder.write("a.toml", "extends = \"b.toml\"\n");
  folder.write("b.toml", "# base\nextends = \"./a.toml\"\n");
  try {
    read_scenario(a, models::catalogue());
    FAIL();
  } catch (const ScenarioError& error) {
    ASSERT_EQ(error.problems().size(), 1U);
    EXPECT_EQ(error.problems()[0].what,
              "'extends' goes round in a circle: a.toml -> b.toml -> a.toml");
    EXPECT_EQ(error.problems()[0].file, (folder.path() / "b.toml").string());
    EXPECT_EQ(error.problems()[0].line, 2U);
  }
}

TEST(ReadScenario, says_which_file_cannot_be_opened) {
  const Folder folder;
  EXPECT_THROW(read_scenario(folder.path() / "none.toml", models::catalogue()), NoInput);
  EXPECT_THROW(read_scenario(folder.path(), models::catalogue()), NoInput);
  const Problem told = problem("extends = \"none.toml\"\n" + valid, {}, folder.path());
  EXPECT_TRUE(has(told.what, "none.toml': No such file"));
  EXPECT_EQ(told.line, 1U);
  EXPECT_EQ(told.column, 11U);
  EXPECT_TRUE(has(problem("extends = 3\n" + valid).what, "must be a text"));
}

}  // namespace
}  // namespace rapport
