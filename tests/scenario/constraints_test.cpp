// Values that are each in range but impossible together: who is told, where, and of what range.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/scenario/small_market.hpp"

namespace rapport {
namespace {

using namespace small_market;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// One value that its mechanism's other defaults forbid.
struct Case {
  std::string mechanism;
  std::string parameter;
  std::string value;
  std::string range;  ///< that is allowed instead, where the whole market says it
  std::string rule;
  std::string name() const { return mechanism + "." + parameter; }
};

const std::vector<Case> cases{
    {"costs", "margin", "40.5", "from 0 to 40 currency", "'margin' must not exceed 'price'"},
    {"publishing", "useful_share", "0.3", "from 0 to 0.2",
     "'promotion_share', 'useful_share' and 'conversation_share' must not add up to more than 1"},
    {"publishing", "first_hour", "17", "a whole number from 0 to 16 hours",
     "'first_hour' must be before 'last_hour'"},
    {"staff", "last_hour", "9", "from above 9 to 24 hours",
     "'first_hour' must be before 'last_hour'"},
    {"staff", "hours_per_week", "41", "from 0 to 40 hour week-1",
     "'hours_per_week' must not exceed 'voices' x 'duty_days' x the hours from 'first_hour' to "
     "'last_hour'"},
    {"staff", "training_hours", "200", "from 0 to below 156.536 hour year-1",
     "'training_hours' x 'voices' must fit into a year of 'hours_per_week'"},
    {"experience", "delight", "0.95", "from 0 to 0.94",
     "'failure' and 'delight' must not add up to more than 1"},
    {"choice", "share", "0.9", "from 0 to 0.5",
     "the 'share' of all brands must not add up to more than 1"},
    {"questions", "lead_from", "100", "from 1 to 72 hours",
     "'lead_from' must not exceed 'lead_to'"},
    {"word_of_mouth", "share", "0.6", "from 0 to 0.5", "'share' must not exceed 'most'"},
    {"desk", "solve_by_skill", "0.7", "from 0 to 0.65",
     "'solve_untrained' and 'solve_by_skill' must not add up to more than 1"},
    {"voice", "public_complaint", "0.85", "from 0 to 0.8",
     "'public_complaint' and 'private_complaint' must not add up to more than 1"},
};

Parameter parameter_of(const Case& one) {
  const Vocabulary vocabulary(models::catalogue());
  return *vocabulary.find(one.mechanism)->find(one.parameter);
}

/// What is said of a case in the second line after the valid scenario, under a table.
void expect_told(const Case& one, const std::string& owner, const std::string& label) {
  SCOPED_TRACE(owner + one.name());
  const Problem told = problem(valid + "[" + owner + one.mechanism + "]\n" + one.parameter + " = " +
                               one.value + "\n");
  EXPECT_TRUE(has(told.what, "'" + one.parameter + "' of " + label + " is " + one.value))
      << told.what;
  EXPECT_TRUE(told.what.ends_with(": " + one.rule)) << told.what;
  EXPECT_EQ(told.file, "market.toml");
  EXPECT_EQ(told.line, 21U);
  EXPECT_EQ(told.column, one.parameter.size() + 4);
  EXPECT_EQ(told.length, one.value.size());
}

TEST(Constraints, are_each_broken_by_some_case_of_this_test) {
  std::set<std::string> declared;
  const Model model(models::catalogue(), Extent{2, 2, 1},
                    [](const CatalogueEntry& entry) { return entry.info->on_by_default; });
  for (const Declared& mechanism : model.declared()) {
    for (const Constraint& constraint : mechanism.constraints) {
      declared.insert(mechanism.name + ": " + constraint.rule);
    }
  }
  std::set<std::string> tested;
  for (const Case& one : cases) {
    tested.insert(one.mechanism + ": " + one.rule);
  }
  EXPECT_EQ(tested, declared);
}

TEST(Constraints, hold_for_what_the_whole_market_says) {
  for (const Case& one : cases) {
    expect_told(one, "", "[" + one.mechanism + "]");
  }
}

TEST(Constraints, are_asked_of_a_mechanism_that_only_this_market_turns_on) {
  const std::string chance = "from_2_to_1 = 0.3\n";
  const Problem told = problem(valid + "[funnel]\non = true\n" + chance);
  EXPECT_EQ(told.what,
            "'from_2_to_1' of [funnel] is 0.3, must be from 0 to 0.2: the chances of one stage "
            "must not add up to more than 1");
  EXPECT_TRUE(problems(valid + "[funnel]\n" + chance).empty());  // nobody walks
}

TEST(Constraints, hold_for_what_a_brand_says) {
  std::size_t tried = 0;
  for (const Case& one : cases) {
    if (parameter_of(one).scope.brand) {
      expect_told(one, "brand.rival.", "[brand.rival." + one.mechanism + "]");
      ++tried;
    }
  }
  EXPECT_GE(tried, 8U);
}

TEST(Constraints, hold_for_what_a_strategy_says) {
  std::size_t tried = 0;
  for (const Case& one : cases) {
    if (parameter_of(one).about.role == Role::organisation) {
      expect_told(one, "strategy.quiet.", "[" + one.mechanism + "] of strategy 'quiet'");
      ++tried;
    }
  }
  EXPECT_GE(tried, 5U);
}

TEST(Constraints, hold_for_what_the_command_line_says) {
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name());
    const Problem told = problem(valid, {"run.weeks=3", one.name() + "=" + one.value});
    EXPECT_TRUE(has(told.what, "'" + one.parameter + "' of [" + one.mechanism + "] is "))
        << told.what;
    EXPECT_EQ(told.file, "--set");
    EXPECT_EQ(told.line, 2U);
    EXPECT_EQ(told.column, one.name().size() + 2);
  }
}

TEST(Constraints, say_which_values_are_allowed) {
  for (const Case& one : cases) {
    const Problem told = problem(valid, {one.name() + "=" + one.value});
    EXPECT_TRUE(has(told.what, ", must be " + one.range + ": ")) << told.what;
  }
}

TEST(Constraints, allow_the_ends_of_the_range_that_they_name) {
  for (const Case& one : cases) {
    const std::string end = one.range.substr(one.range.find(" to ") + 4);
    const bool below = end.starts_with("below ");
    const double last = std::stod(below ? end.substr(6) : end);
    const Sets at{one.name() + "=" + std::to_string(last)};
    EXPECT_EQ(problems(valid, at).size(), below ? 1U : 0U) << at[0];
    const bool above = one.range.starts_with("from above ");
    const double first = std::stod(one.range.substr(one.range.find_first_of("0123456789")));
    const bool whole = parameter_of(one).kind != ValueKind::real;
    const Sets from{one.name() + "=" +
                    (whole ? std::to_string(static_cast<int>(first)) : std::to_string(first))};
    EXPECT_EQ(problems(valid, from).size(), above ? 1U : 0U) << from[0];
  }
}

TEST(Constraints, point_at_the_value_given_last_and_say_the_others_with_their_places) {
  const Problem market = problem(valid + "[costs]\nmargin = 30\nprice = 20\n");
  EXPECT_EQ(market.line, 22U);
  EXPECT_EQ(market.what,
            "'price' of [costs] is 20, must be from 30 to 1000000000 currency: 'margin' must not "
            "exceed 'price'");
  EXPECT_EQ(market.help, "'margin' is 30 (market.toml:21)");

  // the brand's comes after the market's, wherever it stands
  const Problem brand = problem("[brand.rival.costs]\nmargin = 30\n" +
                                std::string(valid).erase(valid.find("[brand.rival]\n"), 14) +
                                "[costs]\nprice = 20\n");
  EXPECT_EQ(brand.line, 2U);
  EXPECT_EQ(brand.what,
            "'margin' of [brand.rival.costs] is 30, must be from 0 to 20 currency: 'margin' must "
            "not exceed 'price'");
  EXPECT_EQ(brand.help, "'price' is 20 (market.toml:22)");

  // the command line after everything
  const Problem set =
      problem(valid + "[brand.rival.costs]\nprice = 30\nmargin = 25\n", {"costs.margin=50"});
  EXPECT_EQ(set.file, "--set");
  EXPECT_EQ(set.help, "'price' is 40 (default)");
  const Problem set_below =
      problem(valid + "[brand.rival.costs]\nmargin = 25\n", {"costs.price=20"});
  EXPECT_EQ(set_below.file, "--set");
  EXPECT_EQ(set_below.help, "'margin' is 25 (market.toml:21)");
}

TEST(Constraints, point_at_the_file_that_extends_rather_than_at_what_it_extends) {
  const Folder folder;
  folder.write("base.toml", valid + "[costs]\nmargin = 30\n");
  const auto top = folder.write("top.toml", "extends = \"base.toml\"\n[costs]\nprice = 20\n");
  try {
    read_scenario(top, models::catalogue());
    FAIL();
  } catch (const ScenarioError& error) {
    ASSERT_EQ(error.problems().size(), 1U);
    EXPECT_EQ(error.problems()[0].file, top.string());
    EXPECT_TRUE(has(error.problems()[0].help, "base.toml:21)")) << error.problems()[0].help;
  }
}

TEST(Constraints, are_asked_of_every_strategy_that_is_run_on_top_of_the_market) {
  const std::string market = valid + "[publishing]\nfirst_hour = 18\nlast_hour = 24\n";
  const std::string loud = "[strategy.loud.publishing]\nposts_per_week = 20\n";
  const std::size_t at = market.find(loud) + loud.size();
  const Problem told = problem(std::string(market).insert(at, "last_hour = 17\n"));
  EXPECT_EQ(told.what,
            "'last_hour' of [publishing] of strategy 'loud' is 17, must be a whole number from 19 "
            "to 24 hours: 'first_hour' must be before 'last_hour'");
  EXPECT_EQ(told.help, "'first_hour' is 18 (market.toml:22)");
  const std::string mended = std::string(market).insert(at, "last_hour = 17\nfirst_hour = 16\n");
  EXPECT_EQ(problems(mended).size(), 0U);
}

TEST(Constraints, are_not_asked_of_what_no_run_uses) {
  const std::string unused = valid + "[strategy.third.staff]\nlast_hour = 9\n";
  EXPECT_EQ(problems(unused).size(), 0U);
  EXPECT_EQ(problems(unused + "[brand.new]\nstrategy = \"third\"\n").size(), 1U);
  EXPECT_EQ(problems(unused, {R"(strategies.compare=["quiet","third"])"}).size(), 1U);
  EXPECT_EQ(problems(valid + "[staff]\nlast_hour = 9\n[strategy.quiet.staff]\nlast_hour = 20\n"
                             "[strategy.loud.staff]\nlast_hour = 20\n")
                .size(),
            0U);
  EXPECT_EQ(problems(valid + "[costs]\nmargin = 50\non = false\n").size(), 0U);
}

TEST(Constraints, are_told_once_however_many_brands_and_strategies_share_the_values) {
  const Folder folder;
  folder.write("strategies/old.toml", "[staff]\nlast_hour = 9\n");
  folder.write("strategies/new.toml", "[strategy]\nextends = \"old\"\n[desk]\nredress = 1\n");
  const auto all =
      problems(valid + "[brand.c]\nstrategy = \"new\"\n[brand.d]\nstrategy = \"old\"\n",
               {R"(strategies.compare=["old","new","quiet"])"}, folder.path());
  ASSERT_EQ(all.size(), 1U);
  EXPECT_TRUE(has(all[0].file, "old.toml"));
  EXPECT_EQ(all[0].line, 2U);
  // and apart where one of the values differs
  const auto two = problems(valid + "[costs]\nmargin = 50\n[brand.rival.costs]\nprice = 45\n");
  ASSERT_EQ(two.size(), 2U);
  EXPECT_TRUE(has(two[0].what, "from 0 to 40 currency"));
  EXPECT_TRUE(has(two[1].what, "from 50 to "));
}

TEST(Constraints, stand_with_the_other_problems_in_file_order) {
  const auto all = problems(valid +
                            "[trust]\nhalf_life = -1\n[costs]\nmargin = 50\n[staff]\nvoices = 0\n"
                            "[questions]\nlead_to = 10\n[chioce]\n");
  ASSERT_EQ(all.size(), 5U);
  const std::vector<std::uint32_t> lines{21, 23, 25, 27, 28};
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].line, lines[i]) << all[i].what;
  }
}

TEST(Constraints, are_asked_of_refused_numbers_as_they_were_written) {
  const auto below = problems(valid + "[costs]\nmargin = 50\n[brand.rival.costs]\nprice = 0\n");
  ASSERT_EQ(below.size(), 3U);
  EXPECT_EQ(below[0].line, 21U);  // of the other brand, whose price is sound
  EXPECT_EQ(below[0].what,
            "'margin' of [costs] is 50, must be from 0 to 40 currency: 'margin' must not exceed "
            "'price'");
  EXPECT_TRUE(has(below[1].what, "'price' of [brand.rival.costs] is 0, must be from 0.01 to "));
  EXPECT_EQ(below[2].line, 23U);
  EXPECT_EQ(below[2].what,
            "'price' of [brand.rival.costs] is 0, must be from 50 to 1000000000 currency: 'margin' "
            "must not exceed 'price'");
  EXPECT_EQ(below[2].help, "'margin' is 50 (market.toml:21)");

  const auto above = problems(valid + "[staff]\nhours_per_week = 200000\n");
  ASSERT_EQ(above.size(), 2U);
  EXPECT_TRUE(has(above[1].what,
                  "'hours_per_week' of [staff] is 200000, must be from 0 to 40 hour week-1: "));

  const auto shares = problems(valid +
                               "[publishing]\nconversation_share = -0.1\npromotion_share = 0.9\n"
                               "useful_share = 0.3\n");
  ASSERT_EQ(shares.size(), 2U);
  EXPECT_EQ(shares[1].line, 21U);  // what has to be changed anyhow, though others came later
  EXPECT_TRUE(
      has(shares[1].what, "'conversation_share' of [publishing] is -0.1, which does not go with"));
  EXPECT_TRUE(has(shares[1].help, "'promotion_share' is 0.9 (market.toml:22)"));

  const auto fraction = problems(valid + "[staff]\nvoices = 1.4\nhours_per_week = 90\n");
  ASSERT_EQ(fraction.size(), 2U);
  EXPECT_TRUE(
      has(fraction[1].what, "'voices' of [staff] is 1.4, must be a whole number from 3 to "))
      << fraction[1].what;
  // the range that is named takes the other refused number for the nearest that is allowed
  const auto both = problems(valid + "[staff]\nvoices = 0\nhours_per_week = 200000\n");
  ASSERT_EQ(both.size(), 3U);
  EXPECT_TRUE(has(both[2].what, "is 200000, must be from 0 to 40 hour week-1: ")) << both[2].what;
}

TEST(Constraints, that_hold_as_soon_as_a_refused_number_is_in_its_range_are_no_further_mistake) {
  EXPECT_TRUE(has(problem(valid + "[staff]\nvoices = 0\n").what, "from 1 to 10000"));
  EXPECT_TRUE(has(problem(valid + "[staff]\nvoices = 0\nlast_hour = 18\n").what, "'voices'"));
  EXPECT_TRUE(
      has(problem(valid + "[staff]\nvoices = 2.6\nhours_per_week = 110\n").what, "whole number"));
  EXPECT_TRUE(has(problem(valid + "[costs]\nmargin = -3\nprice = 5\n").what, "'margin'"));
  // nor are those that hold for it as it was written
  EXPECT_TRUE(has(problem(valid + "[costs]\nmargin = 50\nprice = 2e9\n").what, "is 2"));
}

TEST(Constraints, are_not_asked_of_values_that_are_no_numbers) {
  const auto only = [](const std::string& text) { return problem(valid + text).what; };
  EXPECT_TRUE(has(only("[costs]\nmargin = 50\nprice = \"dear\"\n"), "is a text"));
  EXPECT_TRUE(has(only("[costs]\nmargin = 50\nprcie = 60\n"), "unknown key 'prcie'"));
  EXPECT_TRUE(has(only("[costs]\nmargin = 50\nprice = nan\n"), "is nan"));
  EXPECT_TRUE(has(only("[costs]\nmargin = 30\n[brand.rival.costs]\nprice = true\n"), "true"));
  EXPECT_TRUE(has(only("[cost]\nprice = 60\n[brand.rival.costs]\nmargin = 50\n"), "table 'cost'"));
  EXPECT_TRUE(has(problem(valid + "[costs]\nmargin = 50\n", {"brand.rival.costs=60"}).what,
                  "must be a table"));
  EXPECT_TRUE(has(only("[costs]\nmargin = 50\n[strategy.quiet.costs]\nprice = 60\n"),
                  "may not set 'price'"));
  // what is asked of others still is: of another brand, strategy or rule
  const auto brands =
      problems(valid + "[costs]\nmargin = 50\n[brand.rival.costs]\nprice = \"dear\"\n");
  ASSERT_EQ(brands.size(), 2U);
  EXPECT_TRUE(has(brands[0].what, "'margin' of [costs] is 50, must be from 0 to 40 currency"));
  EXPECT_EQ(brands[0].help, "'price' is 40 (default)");
  const auto strategies = problems(valid +
                                   "[staff]\nvoices = \"many\"\n[strategy.quiet.staff]\n"
                                   "voices = 2\nhours_per_week = 90\n");
  ASSERT_EQ(strategies.size(), 2U);
  EXPECT_TRUE(has(strategies[1].what, "must be from 0 to 80 hour week-1"));
  EXPECT_EQ(problems(valid + "[staff]\nvoices = 0\nlast_hour = 8\n").size(), 2U);
}

TEST(Constraints, tell_of_a_number_once) {
  // without opening hours no paid hour fits, which is no second mistake
  EXPECT_TRUE(has(problem(valid + "[staff]\nlast_hour = 8\n").what, "before 'last_hour'"));
}

TEST(Constraints, let_shares_written_as_decimals_add_up_to_one) {
  EXPECT_EQ(problems(valid + "[publishing]\npromotion_share = 0.7\nuseful_share = 0.2\n"
                             "conversation_share = 0.1\n[experience]\nfailure = 0.9\n"
                             "delight = 0.1\n")
                .size(),
            0U);
  std::string ten = valid + "[choice]\nshare = 0.1\n";
  for (const char* name : {"c", "d", "e", "f", "g", "h", "i", "j"}) {
    ten += std::string("[brand.") + name + "]\n";
  }
  EXPECT_EQ(problems(ten).size(), 0U);
}

TEST(Constraints, that_more_brands_break_by_their_defaults_are_told_at_the_last_brand) {
  const Problem told = problem(valid + "[brand.c]\n[brand.d]\n[brand.e]\n");
  EXPECT_EQ(told.line, 22U);
  EXPECT_EQ(told.column, 8U);
  EXPECT_EQ(told.what,
            "'share' of [choice] is 0.25 (default) for 'harbour', 'rival', 'c' and 2 more, must be "
            "from 0 to 0.2: the 'share' of all brands must not add up to more than 1");
  EXPECT_EQ(told.help, "one brand can have another 'share': [brand.NAME.choice]");
  EXPECT_EQ(problems(valid + "[brand.c]\n[brand.d]\n").size(), 0U);
  // where no value of it alone would do, that is said
  const Problem mixed = problem(valid +
                                "[brand.c]\n[brand.d]\n[brand.e]\n[brand.f]\n"
                                "[brand.rival.choice]\nshare = 0.1\n");
  EXPECT_EQ(mixed.what,
            "'share' of [brand.rival.choice] is 0.1, which does not go with the other values: the "
            "'share' of all brands must not add up to more than 1");
  EXPECT_EQ(mixed.help, "'share' is 0.25 for 'harbour', 'c', 'd' and 2 more (default)");
}

About to_ten(double value) {
  return {.unit = "1",
          .low = 0,
          .high = 10,
          .value = value,
          .role = Role::organisation,
          .meaning = "a number of the test's",
          .source = "the test"};
}

/// A mechanism with numbers for brands and platforms, and rules among them.
class Shelves final : public Mechanism {
 public:
  void declare(Declaration& d) override {
    d.parameter("least", least_, to_ten(1));
    d.parameter("most", most_, to_ten(1));
    d.parameter("width", width_, to_ten(8));
    d.whole("wall", wall_, to_ten(10));
    d.word("wood", wood_, {"oak", "paper"}, to_ten(0));
    d.require({"least", "most"}, "'least' must not exceed 'most'",
              [this](BrandId b, PlatformId p) { return least_(b, p) <= most_(b, p); });
    d.require({"width", "wall"}, "'width' must not exceed 'wall'",
              [this](PlatformId p) { return width_[p] <= wall_; });
    d.require({"wood", "most"}, "shelves of paper carry at most 5", [this](BrandId b) {
      return wood_ == 0 || std::max(most_(b, PlatformId{0}), most_(b, PlatformId{1})) <= 5;
    });
  }

 private:
  PerBrandAndPlatform least_, most_;
  PerPlatform width_;
  Value wall_, wood_;
};

/// A mechanism that makes nothing but a mistake.
template <int mistake>
class Mistaken final : public Mechanism {
 public:
  void declare(Declaration& d) override {
    d.parameter("size", size_, to_ten(1));
    d.require({mistake == 0 ? "size" : "sise"}, "'size' must be above 2",
              [this] { return size_ > 2; });
  }

 private:
  Value size_;
};

template <class M>
std::vector<CatalogueEntry> catalogue_of() {
  static const MechanismInfo info{.summary = "shelves", .claims = "", .make = [] {
                                    return std::unique_ptr<Mechanism>(std::make_unique<M>());
                                  }};
  return {{"shelves", "test", &info}};
}

/// The valid scenario without a word of the catalogue's mechanisms.
std::string bare() {
  const std::string loud = "[strategy.loud.publishing]\nposts_per_week = 20\n";
  return std::string(valid).replace(valid.find(loud), loud.size(), "[strategy.loud]\n");
}

std::vector<Problem> shelf_problems(const std::string& text, const Sets& sets = {}) {
  try {
    read_scenario_text(bare() + text, ".", "market.toml", catalogue_of<Shelves>(), sets);
  } catch (const ScenarioError& error) {
    return error.problems();
  }
  return {};
}

TEST(Constraints, are_asked_for_each_brand_and_platform) {
  EXPECT_EQ(shelf_problems("").size(), 0U);
  auto all = shelf_problems("[shelves]\nmost = {pagebook = 4, chirper = 2}\nleast = 3\n");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].what,
            "'most' of [platform.chirper.shelves] is 2, must be from 3 to 10: 'least' must not "
            "exceed 'most'");
  EXPECT_EQ(all[0].help, "'least' is 3 (market.toml:21)");
  all = shelf_problems("[strategy.loud.shelves]\nleast = {chirper = 1.5}\n");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].line, 20U);
  EXPECT_EQ(all[0].what,
            "'least' of [shelves] of strategy 'loud' is 1.5, must be from 0 to 1: 'least' must not "
            "exceed 'most'");
  all = shelf_problems("[platform.chirper.shelves]\nwidth = 9\n[shelves]\nwall = 7\n");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_TRUE(has(all[0].what, "'width' of [platform.chirper.shelves] is 9, must be from 0 to 7:"));
  EXPECT_TRUE(has(all[1].what, "'wall' of [shelves] is 7, must be a whole number from 8 to 10:"));
}

TEST(Constraints, name_platforms_where_they_span_them_and_no_range_for_words) {
  const auto all =
      shelf_problems("[shelves]\nmost = {pagebook = 6, chirper = 7}\n", {"shelves.wood=paper"});
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].file, "--set");
  EXPECT_EQ(all[0].what,
            "'wood' of [shelves] is \"paper\", which does not go with the other values: shelves of "
            "paper carry at most 5");
  EXPECT_EQ(all[0].help,
            "'most' is 6 for 'pagebook' (market.toml:20), 'most' is 7 for 'chirper' "
            "(market.toml:20)");
}

TEST(Constraints, broken_by_a_mechanisms_own_defaults_are_its_mistake) {
  EXPECT_THROW(read_scenario_text(bare(), ".", "market.toml", catalogue_of<Mistaken<0>>()),
               Contradiction);
}

TEST(Constraints, are_about_parameters_of_their_own_mechanism) {
  const auto on = [](const CatalogueEntry&) { return true; };
  EXPECT_THROW(Model(catalogue_of<Mistaken<1>>(), Extent{}, on), Contradiction);
}

}  // namespace
}  // namespace rapport
