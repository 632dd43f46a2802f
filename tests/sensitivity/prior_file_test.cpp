// Prior files: every row of the evidence has its place, and nothing beyond a parameter's range.
#include "sim/sensitivity/prior_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "tests/sensitivity/drawn_example.hpp"

namespace rapport::sensitivity {
namespace {

using testing::scenario_file;
using testing::small_market;
using testing::uniform;

PriorFile read(const std::string& text, const Scenario& scenario = small_market()) {
  return read_priors_text(text, "prior.toml", scenario, models::catalogue());
}

/// All that is wrong, one text a problem.
std::string wrong(const std::string& text, const Scenario& scenario = small_market()) {
  try {
    read(text, scenario);
  } catch (const ScenarioError& error) {
    std::string all;
    for (const Problem& problem : error.problems()) {
      all += std::to_string(problem.line) + ": " + problem.what + "\n";
    }
    return all;
  }
  return {};
}

/// Rows of the evidence, each by the name of its column.
std::vector<std::map<std::string, std::string>> evidence() {
  std::ifstream file(std::string(RAPPORT_SOURCE) + "/tests/sensitivity/evidence_rows.csv");
  const auto cells_of = [](const std::string& line) {
    std::vector<std::string> cells;
    std::stringstream rest(line);
    for (std::string cell; std::getline(rest, cell, ',');) {
      cells.push_back(cell);
    }
    return cells;
  };
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> names = cells_of(line);
  std::vector<std::map<std::string, std::string>> rows;
  while (std::getline(file, line)) {
    const std::vector<std::string> cells = cells_of(line);
    for (std::size_t i = 0; i < names.size(); ++i) {
      (i == 0 ? rows.emplace_back() : rows.back())[names[i]] = cells.at(i);
    }
  }
  return rows;
}

const PriorFile& of_the_library() {
  static const Scenario scenario = small_market();
  static const PriorFile file =
      read_priors(scenario_file("priors/evidence.toml"), scenario, models::catalogue());
  return file;
}

TEST(Priors, of_the_library_hold_every_row_of_the_evidence_as_it_is_or_say_why_not) {
  const std::map<std::string, Grade> grades{
      {"V", Grade::published}, {"M", Grade::remembered}, {"A", Grade::assumed}};
  const std::map<std::string, estimate::PriorShape> shapes{
      {"uniform", estimate::PriorShape::uniform},
      {"loguniform", estimate::PriorShape::log_uniform}};
  const PriorFile& file = of_the_library();
  EXPECT_TRUE(file.off.empty());
  std::set<std::string> named;
  const auto rows = evidence();
  EXPECT_EQ(rows.size(), 76U);
  for (const auto& row : rows) {
    const std::string& name = row.at("name");
    named.insert(name);
    const std::size_t f = file.factor(name);
    if (f == file.factors.size()) {
      const auto out = std::ranges::find(file.left_out, name, &LeftOut::name);
      ASSERT_NE(out, file.left_out.end()) << name;
      EXPECT_FALSE(out->why.empty()) << name;
      continue;
    }
    const Factor& factor = file.factors[f];
    EXPECT_EQ(factor.prior.shape, shapes.at(row.at("dist"))) << name;
    EXPECT_EQ(factor.prior.low, std::stod(row.at("low"))) << name;
    EXPECT_EQ(factor.prior.high, std::stod(row.at("high"))) << name;
    EXPECT_EQ(factor.grade, grades.at(row.at("grade"))) << name;
    EXPECT_EQ(factor.unit, row.at("unit")) << name;
    EXPECT_EQ(factor.source, row.at("source")) << name;
  }
  std::set<std::string> more;
  for (const Factor& factor : file.factors) {
    if (!named.contains(factor.name)) {
      more.insert(factor.name);
      EXPECT_TRUE(factor.source.starts_with("no row of the evidence")) << factor.name;
    }
  }
  EXPECT_EQ(more, (std::set<std::string>{"margin", "awareness_lifetime", "reply_median"}));
  for (const LeftOut& row : file.left_out) {
    EXPECT_TRUE(named.contains(row.name)) << row.name;
  }
}

TEST(Priors, of_the_library_stay_in_what_parameters_may_be) {
  const Scenario scenario = small_market();
  const auto model = build_model(scenario, models::catalogue(), scenario.baseline);
  for (const Factor& factor : of_the_library().factors) {
    for (const Move& move : factor.moves) {
      const About& about = model->find(move.mechanism, move.parameter)->about;
      const double over =
          move.over_mechanism.empty()
              ? 1
              : model->find(move.over_mechanism, move.over_parameter)->values->at({});
      for (const double p : {0.0, 0.5, 1.0}) {
        const double value = move.of(quantile(factor.prior, p), over);
        EXPECT_GE(value, about.low - 1e-9) << move.path;
        EXPECT_LE(value, about.high + 1e-9 * about.high) << move.path;
      }
    }
  }
}

TEST(Priors, turn_units_of_the_evidence_into_the_parameters) {
  const auto middle_of = [](const char* name, std::size_t move, double x, double over = 1) {
    const PriorFile& file = of_the_library();
    return file.factors[file.factor(name)].moves.at(move).of(x, over);
  };
  EXPECT_NEAR(middle_of("trust_memory_phi", 0, 0.95), 13.513, 0.001);  // weeks
  EXPECT_NEAR(middle_of("contact_rate_kappa", 0, 0.001, 6), 0.052 / 6, 1e-12);
  // at the evidence's default the model's own defaults
  EXPECT_NEAR(middle_of("organic_reach_small_page", 0, 0.099), 0.5, 0.001);
  EXPECT_NEAR(middle_of("cascade_m", 0, 0.15), 0.03, 1e-12);
  EXPECT_NEAR(middle_of("handle_time", 0, 10), 6, 1e-12);
  EXPECT_NEAR(middle_of("handle_time", 1, 10), 15, 1e-12);
  EXPECT_NEAR(middle_of("cred_friend", 0, 0.92), 0.25, 1e-4);
  EXPECT_NEAR(middle_of("cred_friend", 1, 0.92), 0.35, 1e-4);
  EXPECT_NEAR(middle_of("cred_online_consumer", 0, 0.70), 0.19, 1e-4);
  EXPECT_NEAR(middle_of("cred_brand_site", 0, 0.58), 0.03, 1e-4);
  EXPECT_NEAR(middle_of("reply_value_scale", 0, 0.25), 0.5, 1e-12);
  EXPECT_NEAR(middle_of("reply_value_scale", 1, 0.25), 0.8, 1e-12);
  EXPECT_NEAR(middle_of("margin", 1, 12), 40, 0.001);
}

TEST(Priors, a_half_life_is_undone_by_its_share_kept) {
  Move move;
  move.as = Conversion::half_life;
  for (const double phi : {0.5, 0.9, 0.99}) {
    EXPECT_NEAR(move.from(move.of(phi, 1), 1), phi, 1e-12);
  }
  EXPECT_DOUBLE_EQ(move.of(0.5, 1), 1);
  EXPECT_EQ(move.from(0, 1), 0);
}

TEST(Priors, beyond_a_parameters_range_are_refused_where_they_say_so) {
  EXPECT_NE(wrong(uniform("x", "desk.shown_again", 0, 2))
                .find("1: values of [prior.x] reach from 0 "
                      "to 2, must be from 0 to 1"),
            std::string::npos);
  EXPECT_EQ(wrong(uniform("x", "desk.shown_again", 0, 2) + "at_most = 1\n"), "");
  EXPECT_NE(wrong(uniform("x", "desk.shown_again", -1, 1)), "");
  EXPECT_EQ(wrong(uniform("x", "desk.shown_again", -1, 1) + "at_least = 0\n"), "");
}

TEST(Priors, with_tails_are_cut_at_what_a_parameter_may_be) {
  const PriorFile file = read(
      "[prior.x]\nmoves = [{ path = \"desk.shown_again\" }]\nshape = \"normal\"\nlow = 0.1\nmiddle "
      "= 0.5\nhigh = 0.9\nunit = \"1\"\ngrade = \"assumed\"\nsource = \"a test\"\n");
  EXPECT_NEAR(quantile(file.factors[0].prior, 0), 0, 1e-12);
  EXPECT_NEAR(quantile(file.factors[0].prior, 1), 1, 1e-12);
}

TEST(Priors, of_mechanisms_that_are_off_are_named_and_not_drawn) {
  const Scenario scenario = small_market({"reviews.on=false"});
  const PriorFile file =
      read(uniform("x", "reviews.weight", 0, 1) + uniform("y", "costs.wage", 10, 60), scenario);
  EXPECT_EQ(file.off, std::vector<std::string>{"x"});
  ASSERT_EQ(file.factors.size(), 1U);
  EXPECT_EQ(file.factors[0].name, "y");
}

TEST(Priors, may_move_a_number_of_each_brand_but_none_twice) {
  const std::string ours = uniform("a", "brand.harbour.costs.wage", 10, 60);
  EXPECT_EQ(wrong(ours + uniform("b", "brand.rival.costs.wage", 10, 60)), "");
  EXPECT_NE(wrong(ours + uniform("b", "brand.harbour.costs.wage", 10, 60)), "");
  EXPECT_NE(wrong(ours + uniform("b", "costs.wage", 10, 60)), "");
}

TEST(Priors, all_mistakes_are_told_in_their_order) {
  const std::string text =
      wrong(uniform("a", "costs.wgae", 10, 60) + uniform("b", "staff.hours_per_week", 10, 60) +
            uniform("c", "costs.wage", 60, 10));
  const std::size_t first = text.find("[costs] has no parameter 'wgae'");
  const std::size_t second = text.find("is what a strategy decides");
  const std::size_t third = text.find("[prior.c] is no distribution");
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
  EXPECT_NE(third, std::string::npos) << text;
}

}  // namespace
}  // namespace rapport::sensitivity
