// A resolved scenario reads back to itself, and says where everything came from; the shipped ones
// are valid.
#include "sim/scenario/resolved.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/scenario/small_market.hpp"

namespace rapport {
namespace {

using namespace small_market;
namespace fs = std::filesystem;

const fs::path shipped = fs::path(RAPPORT_SOURCE) / "scenarios";

void add_numbers(const Declared& declared, const Scenario& scenario, std::vector<double>& all) {
  for (const Parameter& parameter : declared.parameters) {
    scenario.extent().each_cell(
        parameter.scope, [&](const Cell& cell) { all.push_back(parameter.values->at(cell)); });
  }
}

/// Every number of the model under every strategy.
std::vector<double> numbers(const Scenario& scenario) {
  std::vector<double> all;
  for (std::size_t s = 0; s < scenario.strategies.size(); ++s) {
    const auto model = build_model(scenario, models::catalogue(), s);
    for (const Declared& declared : model->declared()) {
      add_numbers(declared, scenario, all);
    }
  }
  return all;
}

void reads_back(const Scenario& scenario, const fs::path& folder) {
  const std::string text = resolved_toml(scenario);
  const Scenario again = read_scenario_text(text, folder, "resolved.toml", models::catalogue());
  EXPECT_EQ(resolved_toml(again), text);
  EXPECT_EQ(numbers(again), numbers(scenario));
  EXPECT_EQ(again.run.title, scenario.run.title);
  EXPECT_EQ(again.run.seed, scenario.run.seed);
  EXPECT_EQ(again.focal, scenario.focal);
  EXPECT_EQ(again.compare, scenario.compare);
  EXPECT_EQ(again.baseline, scenario.baseline);
  EXPECT_EQ(fs::weakly_canonical(again.network.path), fs::weakly_canonical(scenario.network.path));
  ASSERT_EQ(again.strategies.size(), scenario.strategies.size());
  for (std::size_t s = 0; s < again.strategies.size(); ++s) {
    EXPECT_EQ(again.strategies[s].name, scenario.strategies[s].name);
    EXPECT_EQ(again.strategies[s].title, scenario.strategies[s].title);
    EXPECT_EQ(again.strategies[s].description, scenario.strategies[s].description);
    EXPECT_EQ(again.strategies[s].spend_extra_of, scenario.strategies[s].spend_extra_of);
  }
}

std::string origin(const Scenario& scenario, const std::string& path) {
  const auto all = resolved_values(scenario);
  const auto found = std::ranges::find(all, path, &ResolvedValue::path);
  return found == all.end() ? "absent" : found->value + " from " + found->origin;
}

TEST(Resolved, says_where_each_value_came_from) {
  const Scenario scenario =
      read(valid +
               "[trust]\nhalf_life = 20\n[brand.rival.choice]\nshare = 0.4\n"
               "[platform.chirper.activity]\nmembership = 0.3\n"
               "[strategy.quiet.publishing]\nposts_per_week = {chirper = 2}\n",
           {"run.weeks=12", "strategy.loud.publishing.posts_per_week=30"});
  EXPECT_EQ(origin(scenario, "run.weeks"), "12 from --set");
  EXPECT_EQ(origin(scenario, "run.seed"), "1 from default");
  EXPECT_EQ(origin(scenario, "market.currency"), "\"EUR\" from market.toml:4");
  EXPECT_EQ(origin(scenario, "trust.half_life"), "20 from market.toml:21");
  EXPECT_EQ(origin(scenario, "brand.rival.choice.share"), "0.4 from market.toml:23");
  EXPECT_EQ(origin(scenario, "choice.share"), "0.25 from default");
  EXPECT_EQ(origin(scenario, "platform.chirper.activity.membership"), "0.3 from market.toml:25");
  EXPECT_EQ(origin(scenario, "strategy.quiet.publishing.posts_per_week.chirper"),
            "2 from market.toml:27");
  EXPECT_EQ(origin(scenario, "strategy.loud.publishing.posts_per_week"), "30 from --set");
  EXPECT_EQ(origin(scenario, "desk.triage"), "\"first_come\" from default");
  EXPECT_EQ(origin(scenario, "desk.on"), "true from default");
}

TEST(Resolved, lists_every_parameter_of_the_catalogue) {
  const Scenario scenario = read(valid);
  const auto model = build_model(scenario, models::catalogue(), 0);
  std::size_t count = 0;
  for (const Declared& declared : model->declared()) {
    for (const Parameter& parameter : declared.parameters) {
      EXPECT_NE(origin(scenario, declared.name + "." + parameter.name), "absent") << parameter.name;
      ++count;
    }
  }
  EXPECT_GT(count, 100U);
}

TEST(Resolved, text_gives_the_same_scenario_again) {
  const Scenario scenario = read(
      valid +
          "description = \"says \\\"hush\\\",\\nthen \\\\ \\u0001\"\n[trust]\nhalf_life = 20.125\n"
          "[desk]\ntriage = \"newest_first\"\n[giveaway]\non = false\n"
          "[brand.rival.publishing]\nposts_per_week = {chirper = 2}\n"
          "[platform.chirper.network]\ngenerator = \"configuration\"\ncustomers = 500\n"
          "exponent = 2.25\nleast_degree = 2\nmost_degree = 50\nseed = 9\n"
          "[platform.chirper.activity]\nmembership = 0.3\n"
          "[brand.third]\nfocal = true\n[brand.third.strategy]\nextends = \"loud\"\n",
      {R"(strategies.compare=["quiet","loud","third_strategy"])",
       "strategies.baseline=third_strategy", "run.seed=9007199254740991"});
  reads_back(scenario, ".");
}

TEST(Resolved, says_how_the_ids_and_the_header_of_a_networks_file_are_read) {
  const std::vector<std::string> said{"network.ids=names", "network.header=no"};
  const Scenario scenario = read_scenario(shipped / "first_run.toml", models::catalogue(), said);
  EXPECT_EQ(scenario.network.format.ids, Ids::names);
  EXPECT_EQ(scenario.network.format.header, Header::no);
  EXPECT_EQ(origin(scenario, "network.ids"), "\"names\" from --set");
  reads_back(scenario, shipped);
  EXPECT_NE(resolved_toml(scenario).find("ids = \"names\""), std::string::npos);
  EXPECT_NE(resolved_toml(scenario).find("header = \"no\""), std::string::npos);
}

TEST(Resolved, text_of_the_shipped_scenario_gives_the_same_again) {
  const Scenario scenario = read_scenario(shipped / "first_run.toml", models::catalogue());
  reads_back(scenario, shipped);
  EXPECT_EQ(resolved_toml(scenario).find(RAPPORT_SOURCE), std::string::npos);
}

RC_GTEST_PROP(Resolved, text_reads_back_whatever_was_set, ()) {
  const std::vector<Parameter> parameters = [] {
    std::vector<Parameter> all;
    const Vocabulary vocabulary(models::catalogue());
    for (const auto& word : vocabulary.mechanisms()) {
      for (Parameter parameter : word.parameters) {
        parameter.name = word.name + "." + parameter.name;
        all.push_back(std::move(parameter));
      }
    }
    return all;
  }();
  Sets sets;
  const auto chosen = *rc::gen::container<std::vector<std::size_t>>(
      rc::gen::inRange<std::size_t>(0, parameters.size()));
  for (const std::size_t number : chosen) {
    const Parameter& parameter = parameters[number];
    const double share = *rc::gen::inRange(0, 1001) / 1000.0;
    double value = parameter.about.low + share * (parameter.about.high - parameter.about.low);
    if (parameter.kind != ValueKind::real) {
      value = std::floor(value);
    }
    std::string name = parameter.name;
    const std::string text = toml_value(field_of(parameter), value);
    const bool brands = parameter.scope.brand;
    const int level = *rc::gen::inRange(0, 3);
    if (brands && level == 1) {
      name.insert(0, "brand.rival.");
    } else if (brands && level == 2 && parameter.about.role == Role::organisation) {
      name.insert(0, "strategy.quiet.");
    }
    sets.push_back(name.append("=").append(text));
  }
  // what is impossible together is given up one by one, from what was given last
  for (auto refused = problems(valid, sets); !refused.empty(); refused = problems(valid, sets)) {
    RC_ASSERT(refused.back().file == "--set");
    sets.erase(sets.begin() + static_cast<std::ptrdiff_t>(refused.back().line) - 1);
  }
  const Scenario scenario = read(valid, sets);
  const Scenario again = read(resolved_toml(scenario));
  RC_ASSERT(numbers(again) == numbers(scenario));
  RC_ASSERT(resolved_toml(again) == resolved_toml(scenario));
}

TEST(Shipped, first_run_is_what_its_head_says) {
  const Scenario scenario = read_scenario(shipped / "first_run.toml", models::catalogue());
  EXPECT_EQ(scenario.compare.size(), 3U);
  EXPECT_EQ(scenario.strategies[2].name, "existing_and_reach");
  EXPECT_EQ(scenario.strategies[2].spend_extra_of, 1U);
  EXPECT_EQ(scenario.strategies[scenario.baseline].name, "existing");
  const auto setting = build_setting(scenario);
  EXPECT_EQ(setting->customers(), 10680U);
  EXPECT_EQ(setting->networks[0]->arcs(), 2U * 24316U);
  const auto living = build_model(scenario, models::catalogue(), 1);
  EXPECT_EQ(living->find("staff", "hours_per_week")->values->at({}), 14);
  EXPECT_EQ(living->find("staff", "hours_per_week")->values->at({.brand = 1}), 5.7);
  EXPECT_EQ(living->find("awareness", "share")->values->at({.brand = 1}), 0.75);
}

TEST(Shipped, every_scenario_and_strategy_is_valid) {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(shipped / "strategies")) {
    if (entry.path().extension() == ".toml") {
      const Sets sets{"strategies.compare=[\"existing\", \"living\", \"" +
                      entry.path().stem().string() + "\"]"};
      const bool known = sets[0].find("living\", \"living") != std::string::npos ||
                         sets[0].find("\"existing\"]") != std::string::npos;
      EXPECT_NO_THROW(
          read_scenario(shipped / "first_run.toml", models::catalogue(), known ? Sets{} : sets))
          << entry.path();
      ++count;
    }
  }
  EXPECT_GE(count, 3U);
  for (const auto& entry : fs::directory_iterator(shipped / "markets")) {
    if (entry.path().extension() == ".toml") {
      EXPECT_NO_THROW(read_scenario(entry.path(), models::catalogue())) << entry.path();
    }
  }
}

}  // namespace
}  // namespace rapport
