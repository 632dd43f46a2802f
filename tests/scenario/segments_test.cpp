// Kinds of customers: who is of which, what differs between them, and what is refused.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/scenario/resolved.hpp"
#include "tests/scenario/small_market.hpp"

namespace rapport {
namespace {

using namespace small_market;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

const std::string two = "[segment.young]\nshare = 0.2\n[segment.old]\n";

double value(const Scenario& scenario, std::string_view mechanism, std::string_view parameter,
             const Cell& cell) {
  const auto model = build_model(scenario, models::catalogue(), 0);
  return model->find(mechanism, parameter)->values->at(cell);
}

std::string graph(const Folder& folder) {
  folder.write("people.gml", R"(graph [
  node [ id 1 team "red" ]
  node [ id 2 team "blue" ]
  node [ id 3 team "red" ]
  node [ id 4 team "green" ]
  edge [ source 1 target 2 ]
  edge [ source 2 target 3 ]
  edge [ source 3 target 4 ]
])");
  return "[network]\nfile = \"people.gml\"\nsegment_column = \"team\"\n";
}

/// The valid scenario on that network.
std::string on(const std::string& network) {
  std::string text = valid;
  const std::size_t from = text.find("[network]");
  return text.replace(from, text.find("[platform") - from, network);
}

std::vector<std::size_t> segments(const Setting& setting) {
  std::vector<std::size_t> all;
  for (std::uint32_t c = 0; c < setting.customers(); ++c) {
    all.push_back(row(setting.segment(CustomerId{c})));
  }
  return all;
}

TEST(Segments, have_their_shares) {
  std::string text = on("[network]\ngenerator = \"erdos_renyi\"\ncustomers = 40000\n");
  const auto setting = build_setting(
      read(text + "[segment.a]\nshare = 0.1\n[segment.b]\n[segment.c]\nshare = 0.6\n"));
  const std::vector<std::uint32_t> sizes = setting->segment_sizes();
  ASSERT_EQ(setting->segments, (std::vector<std::string>{"a", "b", "c"}));
  const double share[] = {0.1, 0.3, 0.6};
  for (std::size_t s = 0; s < 3; ++s) {  // within four standard errors
    const double error = std::sqrt(share[s] * (1 - share[s]) / 40000);
    EXPECT_NEAR(sizes[s] / 40000.0, share[s], 4 * error) << s;
  }
  EXPECT_EQ(sizes[0] + sizes[1] + sizes[2], 40000U);
}

TEST(Segments, of_share_one_and_zero_are_all_and_nobody) {
  const auto setting =
      build_setting(read(valid + "[segment.none]\nshare = 0\n[segment.all]\nshare = 1\n"));
  EXPECT_EQ(setting->segment_sizes(), (std::vector<std::uint32_t>{0, 500}));
}

TEST(Segments, are_the_network_s_luck_and_not_the_run_s) {
  const auto first = segments(*build_setting(read(valid + two)));
  EXPECT_EQ(first, segments(*build_setting(read(valid + two, {"run.seed=9"}))));
  EXPECT_NE(first, segments(*build_setting(read(valid + two, {"network.seed=9"}))));
}

TEST(Segments, are_one_where_none_is_named) {
  const auto setting = build_setting(read(valid));
  EXPECT_TRUE(setting->segments.empty());
  EXPECT_TRUE(setting->segment_of.empty());
  EXPECT_EQ(setting->slices(), 1U);
  EXPECT_EQ(setting->segment_sizes(), (std::vector<std::uint32_t>{500}));
}

TEST(Segments, are_what_the_network_s_file_says) {
  const Folder folder;
  const std::string text = on(graph(folder));
  const auto setting = build_setting(read(
      text + "[segment.red]\n[segment.cold]\nis = [\"blue\", \"green\"]\n", {}, folder.path()));
  EXPECT_EQ(segments(*setting), (std::vector<std::size_t>{0, 1, 0, 1}));
  const auto rest = build_setting(
      read(text + "[segment.others]\nis = \"*\"\n[segment.green]\n", {}, folder.path()));
  EXPECT_EQ(segments(*rest), (std::vector<std::size_t>{0, 0, 0, 1}));
}

TEST(Segments, of_a_copied_network_are_copied) {
  const Folder folder;
  const auto setting = build_setting(
      read(on(graph(folder) + "copies = 3\n") + "[segment.red]\n[segment.cold]\nis = \"*\"\n", {},
           folder.path()));
  EXPECT_EQ(segments(*setting), (std::vector<std::size_t>{0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1}));
}

TEST(Segments, are_what_a_table_of_people_says) {
  const Folder folder;
  folder.write("ties.csv", "from,to\n1,2\n2,3\n3,4\n");
  folder.write("people.csv", "id,dept\n4,x\n1,y\n2,x\n3,y\n");
  const std::string network =
      "[network]\nfile = \"ties.csv\"\nnodes = \"people.csv\"\nsegment_column = \"dept\"\n";
  const Scenario scenario = read(on(network) + "[segment.x]\n[segment.y]\n", {}, folder.path());
  EXPECT_EQ(segments(*build_setting(scenario)), (std::vector<std::size_t>{1, 0, 1, 0}));
  const Scenario again = read(resolved_toml(scenario), {}, folder.path());
  EXPECT_EQ(segments(*build_setting(again)), (std::vector<std::size_t>{1, 0, 1, 0}));
}

TEST(Segments, that_nobody_is_of_are_told_by_whom) {
  const Folder folder;
  const Scenario scenario =
      read(on(graph(folder)) + "[segment.red]\n[segment.blue]\n", {}, folder.path());
  try {
    build_setting(scenario);
    FAIL();
  } catch (const ScenarioError& error) {
    ASSERT_EQ(error.problems().size(), 1U);
    const Problem& told = error.problems().front();
    EXPECT_EQ(told.file, "market.toml");
    EXPECT_EQ(told.line, 8U);
    EXPECT_TRUE(has(told.what, "by 'team' of 'people.gml': 'green' (1 person)")) << told.what;
  }
}

TEST(Segments, need_a_column_that_there_is) {
  const Folder folder;
  std::string text = on(graph(folder)) + "[segment.red]\n[segment.cold]\nis = \"*\"\n";
  text.replace(text.find("\"team\""), 6, "\"taem\"");
  try {
    build_setting(read(text, {}, folder.path()));
    FAIL();
  } catch (const ScenarioError& error) {
    EXPECT_TRUE(has(error.problems().front().what, "'people.gml' says nothing called 'taem'"));
    EXPECT_TRUE(has(error.problems().front().help, "did you mean 'team'?"));
  }
}

TEST(Segments, may_differ_in_what_people_are_like) {
  const Scenario scenario = read(valid + two +
                                 "[need]\nper_year = 4\n"
                                 "[segment.young.need]\nper_year = 12\n"
                                 "[segment.young.activity]\nmembership = { chirper = 0.9 }\n"
                                 "[platform.chirper.activity]\nmembership = 0.3\n"
                                 "[segment.old.choice]\nshare = 0.1\n"
                                 "[brand.rival.choice]\nshare = { old = 0.4 }\n");
  EXPECT_EQ(value(scenario, "need", "per_year", {.segment = 0}), 12);
  EXPECT_EQ(value(scenario, "need", "per_year", {.segment = 1}), 4);
  EXPECT_EQ(value(scenario, "activity", "membership", {.platform = 0, .segment = 0}), 0.8);
  EXPECT_EQ(value(scenario, "activity", "membership", {.platform = 1, .segment = 0}), 0.9);
  EXPECT_EQ(value(scenario, "activity", "membership", {.platform = 1, .segment = 1}), 0.3);
  EXPECT_EQ(value(scenario, "choice", "share", {.brand = 0, .segment = 0}), 0.25);
  EXPECT_EQ(value(scenario, "choice", "share", {.brand = 0, .segment = 1}), 0.1);
  EXPECT_EQ(value(scenario, "choice", "share", {.brand = 1, .segment = 1}), 0.4);
}

TEST(Segments, come_back_from_the_resolved_scenario) {
  const Scenario scenario = read(valid + two +
                                 "[segment.young.need]\nper_year = 12\n"
                                 "[activity]\nmembership = { chirper = 0.2 }\n"
                                 "[segment.old.activity]\nmembership = { pagebook = 0.7 }\n"
                                 "[brand.rival.awareness]\nshare = { young = 0.1 }\n");
  const std::string text = resolved_toml(scenario);
  const Scenario again = read(text);
  EXPECT_EQ(resolved_toml(again), text);
  for (std::size_t s = 0; s < 2; ++s) {
    EXPECT_EQ(again.segments[s].share, scenario.segments[s].share);
    const Cell rival{.brand = 1, .segment = s};
    EXPECT_EQ(value(again, "awareness", "share", rival),
              value(scenario, "awareness", "share", rival));
    for (std::size_t p = 0; p < 2; ++p) {
      const Cell cell{.platform = p, .segment = s};
      EXPECT_EQ(value(again, "activity", "membership", cell),
                value(scenario, "activity", "membership", cell));
    }
  }
}

TEST(Segments, take_what_is_set_by_hand) {
  EXPECT_EQ(
      value(read(valid + two, {"segment.old.need.per_year=2"}), "need", "per_year", {.segment = 1}),
      2);
}

TEST(Segments, refuse_what_they_cannot_have) {
  EXPECT_TRUE(has(problem(valid + two + "[segment.old.trust]\nhalf_life = 9\n").what,
                  "'half_life' of [segment.old.trust] has one value for the whole market"));
  EXPECT_TRUE(has(problem(valid + two + "[segment.old.staff]\nvoices = 3\n").what,
                  "has one value for each brand"));
  const Problem told = problem(valid + two + "[brand.rival.need]\nper_year = 2\n");
  EXPECT_TRUE(has(told.what, "has one value for each segment"));
  EXPECT_TRUE(has(told.help, "[segment.NAME.need]"));
  EXPECT_TRUE(has(problem(valid + two + "[need]\nper_year = { yuong = 1 }\n").help,
                  "did you mean 'young'?"));
  EXPECT_TRUE(has(problem(valid + two + "[segment.old.nead]\nper_year = 1\n").help, "'need'"));
  EXPECT_TRUE(has(problem(valid + two + "[segment.old.need]\nper_year = -1\n").what,
                  "'per_year' of [segment.old.need] is -1, must be from 0 to 10000"));
  EXPECT_TRUE(has(problem(valid + "[segment.\"a b\"]\n").what, "is no name for a segment"));
  EXPECT_TRUE(has(problem(valid + two + "[strategy.quiet.need]\nper_year = { old = 1 }\n").what,
                  "a strategy may not set 'per_year'"));
}

TEST(Segments, refuse_shares_that_make_no_whole) {
  EXPECT_TRUE(has(problem(valid + "[segment.a]\nshare = 0.2\n[segment.b]\nshare = 0.7\n").what,
                  "add up to 0.9, must be 1"));
  EXPECT_TRUE(has(problem(valid + "[segment.a]\nshare = 0.5\n[segment.b]\nshare = 0.7\n").what,
                  "add up to 1.2, must be 1"));
  EXPECT_TRUE(has(problem(valid + "[segment.a]\n[segment.b]\n").what,
                  "[segment.a] and [segment.b] have no 'share'"));
  EXPECT_TRUE(has(problem(valid + "[segment.a]\nshar = 0.2\n[segment.b]\n").help, "'share'"));
  EXPECT_TRUE(has(problem(valid + "[segment.a]\nshare = 2\n").what, "is 2, must be from 0 to 1"));
  EXPECT_TRUE(has(problem(valid + "[segment.a]\nis = \"x\"\n[segment.b]\nis = \"y\"\n").what,
                  "no network says what people are"));
}

TEST(Segments, refuse_what_a_file_says_twice_or_for_nothing) {
  const Folder folder;
  const std::string text = on(graph(folder));
  EXPECT_TRUE(has(problem(text, {}, folder.path()).what, "'segment_column' decides nothing"));
  EXPECT_TRUE(has(
      problem(text + "[segment.red]\n[segment.b]\nis = [\"blue\", \"red\"]\n", {}, folder.path())
          .what,
      "people who are 'red' are of [segment.red] and of [segment.b]"));
  EXPECT_TRUE(has(problem(text + "[segment.red]\nshare = 0.2\n", {}, folder.path()).what,
                  "the network's file says who is of it"));
  EXPECT_TRUE(has(problem(text + "[segment.red]\nis = 3\n", {}, folder.path()).what,
                  "must be a text, or a list of texts"));
  std::string twice = text + "[segment.red]\n[segment.cold]\nis = \"*\"\n";
  twice.replace(twice.find("[platform.chirper]\n"), 19,
                "[platform.chirper.network]\nfile = \"people.gml\"\nsegment_column = \"team\"\n");
  EXPECT_TRUE(has(problem(twice, {}, folder.path()).what, "is said of two networks"));
}

TEST(Segments, share_one_rule_each) {
  // a brand's share is held against the others' in every segment by itself
  const Problem told = problem(valid + two + "[segment.young.choice]\nshare = 0.6\n");
  EXPECT_TRUE(has(told.what,
                  "'share' of [segment.young.choice] is 0.6 for 'harbour', 'rival', "
                  "must be from 0 to 0.5"))
      << told.what;
  EXPECT_TRUE(problems(valid + two + "[segment.young.choice]\nshare = 0.5\n").empty());
}

/// What building the setting is told.
Problem told_on_building(const std::string& text, const Folder& folder) {
  try {
    build_setting(read(text, {}, folder.path()));
  } catch (const ScenarioError& error) {
    EXPECT_EQ(error.problems().size(), 1U);
    return error.problems().front();
  }
  ADD_FAILURE() << "nothing was told";
  return {};
}

TEST(Segments, are_of_somebody) {
  const Folder folder;
  const Problem told =
      told_on_building(on(graph(folder)) + "[segment.rde]\n[segment.others]\nis = \"*\"\n", folder);
  EXPECT_TRUE(has(told.what, "nobody is 'rde' by 'team' of 'people.gml'")) << told.what;
  EXPECT_TRUE(has(told.help, "did you mean 'red'?")) << told.help;
}

TEST(Segments, of_a_table_tell_of_whom_it_does_not_speak) {
  const Folder folder;
  folder.write("ties.csv", "from,to\n1,2\n2,3\n3,4\n");
  folder.write("people.csv", "id,dept\n1,y\n2,x\n3,y\n9,x\n");
  const std::string text =
      on("[network]\nfile = \"ties.csv\"\nnodes = \"people.csv\"\nsegment_column = \"dept\"\n") +
      "[segment.x]\n[segment.y]\n";
  EXPECT_TRUE(has(told_on_building(text, folder).what,
                  "by 'dept' of 'people.csv': 1 of whom nothing is said"));
  std::vector<std::string> notes;
  build_setting(read(text + "[segment.rest]\nis = \"*\"\n", {}, folder.path()), notes);
  const auto said = [&](const std::string& what) {
    return std::ranges::any_of(notes, [&](const std::string& note) { return has(note, what); });
  };
  EXPECT_TRUE(said("1 lines are about people whom the network does not know"));
  EXPECT_TRUE(said("no line speaks of 1 of the network's people"));
  EXPECT_TRUE(said("1 of 'x', 2 of 'y', 1 of 'rest'"));
}

TEST(Segments, are_refused_where_file_and_table_say_the_same_column) {
  const Folder folder;
  const std::string text = on(graph(folder) + "nodes = \"people.csv\"\n");
  folder.write("people.csv", "id,team\n1,red\n2,red\n3,red\n4,red\n");
  EXPECT_TRUE(has(told_on_building(text + "[segment.red]\n", folder).what, "both say a 'team'"));
}

TEST(Segments, keep_their_people_where_ties_are_drawn_anew) {
  const Folder folder;
  const auto setting = build_setting(read(
      on(graph(folder) + "use = \"degrees\"\n") + "[segment.red]\n[segment.cold]\nis = \"*\"\n", {},
      folder.path()));
  EXPECT_EQ(segments(*setting), (std::vector<std::size_t>{0, 1, 0, 1}));
}

TEST(Segments, of_an_unused_network_are_refused) {
  const Folder folder;
  std::string text = on(graph(folder));
  for (const std::string name : {"pagebook", "chirper"}) {
    const std::string table = "[platform." + name + "]\n";
    text.replace(text.find(table), table.size(),
                 "[platform." + name + ".network]\ngenerator = \"erdos_renyi\"\ncustomers = 40\n");
  }
  const auto told = problems(text + "[segment.red]\nshare = 1\n", {}, folder.path());
  ASSERT_EQ(told.size(), 1U);
  EXPECT_TRUE(has(told[0].what, "every platform has a network of its own"));
}

TEST(Segments, may_have_a_number_and_one_for_a_platform_and_are_written_out_as_they_are) {
  const Scenario scenario = read(valid + two +
                                 "[segment.young.activity]\nmembership = 0.5\n"
                                 "[platform.chirper.activity]\nmembership = { young = 0.9 }\n");
  const Scenario again = read(resolved_toml(scenario));
  for (const Scenario* one : {&scenario, &again}) {
    EXPECT_EQ(value(*one, "activity", "membership", {.platform = 0, .segment = 0}), 0.5);
    EXPECT_EQ(value(*one, "activity", "membership", {.platform = 1, .segment = 0}), 0.9);
    EXPECT_EQ(value(*one, "activity", "membership", {.platform = 1, .segment = 1}), 0.8);
  }
  EXPECT_EQ(resolved_toml(again), resolved_toml(scenario));
}

TEST(Segments, that_decide_nothing_are_told_who_does) {
  const Problem told = problem(valid + two +
                               "[brand.harbour.choice]\nshare = 0.2\n"
                               "[brand.rival.choice]\nshare = 0.3\n"
                               "[segment.young.choice]\nshare = 0.1\n");
  EXPECT_TRUE(has(told.what,
                  "'share' of [segment.young.choice] decides nothing here: every brand "
                  "has its own, 'harbour' at market.toml:"))
      << told.what;
  EXPECT_TRUE(has(told.help, "brand.harbour.choice.share = 0.1")) << told.help;
}

TEST(Segments, that_are_misspelt_by_hand_are_no_new_ones) {
  EXPECT_TRUE(has(problem(valid + two, {"segment.yuong.need.per_year=2"}).help, "'young'"));
}

TEST(Segments, are_sixteen_at_most) {
  std::string text = valid;
  for (int s = 0; s < 17; ++s) {
    text += "[segment.s" + std::to_string(s) + "]\nshare = " + (s == 0 ? "1" : "0") + "\n";
  }
  EXPECT_TRUE(has(problem(text).what, "at most 16 segments"));
}

TEST(Segments, of_which_one_breaks_a_rule_are_named) {
  const Problem told = problem(valid + two +
                               "[brand.harbour.choice]\nshare = { young = 0.7 }\n"
                               "[brand.rival.choice]\nshare = 0.5\n");
  EXPECT_TRUE(has(told.what, "in segment 'young'")) << told.what;
}

TEST(Segments, are_not_taken_for_platforms) {
  EXPECT_TRUE(has(problem(valid + two + "[activity]\nmembership = { young = 0.9 }\n").help,
                  "of a segment it stands in [segment.young.activity]"));
}

TEST(Segments, ask_for_no_shares_where_another_slip_is_the_reason) {
  const Folder folder;
  std::string text = on(graph(folder)) + "[segment.red]\n[segment.cold]\nis = \"*\"\n";
  text.replace(text.find("segment_column"), 14, "segment_colum");
  for (const Problem& told : problems(text, {}, folder.path())) {
    EXPECT_FALSE(has(told.what, "have no 'share'")) << told.what;
  }
  EXPECT_LE(problems(text, {}, folder.path()).size(), 2U);
}

}  // namespace
}  // namespace rapport
