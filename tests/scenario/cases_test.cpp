// The named cases in scenarios/cases: their numbers are the formula's, and of a pair one number
// differs.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "analysis/estimate/targets/reply_profit.hpp"
#include "models/catalogue.hpp"
#include "sim/scenario/read_scenario.hpp"

namespace rapport {
namespace {

using targets::NamedCase;

constexpr double posts = 1.54;  // hours a week that both firms pay for

struct CaseFile {
  const char* number;
  const char* file;
  double purchases;  // of an answer in time, as measured in its market
};

constexpr double usual = 0.74;
constexpr double in_public = 0.77;
constexpr CaseFile files[] = {
    {"1", "corner_shop", usual},   {"2", "habit_goods", usual},    {"3a", "dear_labour", usual},
    {"3b", "cheap_labour", usual}, {"4", "overloaded", usual},     {"5a", "short_run", usual},
    {"5b", "long_run", usual},     {"6a", "published", in_public}, {"6b", "unpublished", in_public},
    {"11", "airline", usual},      {"12", "enthusiasts", usual},
};

Scenario read_case(const std::string& name) {
  const std::filesystem::path library = RAPPORT_SOURCE "/scenarios";
  return read_scenario(library / "cases" / (name + ".toml"), models::catalogue(), {}, library);
}

const NamedCase& named(const std::string& number) {
  const auto all = targets::named_cases();
  return *std::ranges::find_if(all, [&](const NamedCase& one) { return one.number == number; });
}

/// Reads a case's numbers as the focal brand has them.
class Numbers {
 public:
  explicit Numbers(const Scenario& scenario) : scenario_(scenario) {}
  double operator()(const char* mechanism, const char* parameter,
                    const char* strategy = "answers") const {
    const auto model =
        build_model(scenario_, models::catalogue(), scenario_.strategy(strategy).value());
    return model->find(mechanism, parameter)->values->at({});
  }
  double customers() const { return scenario_.network.number("customers"); }

 private:
  const Scenario& scenario_;
};

TEST(Cases, have_the_numbers_of_the_formula) {
  for (const CaseFile& one : files) {
    SCOPED_TRACE(one.file);
    const Scenario scenario = read_case(one.file);
    const Numbers numbers(scenario);
    const targets::ReplyCase& firm = named(one.number).firm;
    const double scale = numbers.customers() / firm.customers;
    EXPECT_DOUBLE_EQ(1 / scale, std::round(1 / scale));
    EXPECT_EQ(scenario.network.number("mean_degree"), one.purchases == in_public ? 145 : 4.6);
    EXPECT_EQ(scenario.run.weeks, firm.weeks);
    EXPECT_NEAR(numbers("costs", "margin"), firm.value / one.purchases,
                5e-4 * firm.value / one.purchases);
    EXPECT_NEAR(numbers("costs", "price") * 0.3, numbers("costs", "margin"),
                5e-4 * numbers("costs", "margin"));
    for (const auto& [price, weekly] :
         {std::pair{"post", 15.0}, std::pair{"search", 50.0}, std::pair{"giveaway", 400.0}}) {
      EXPECT_NEAR(numbers("costs", price), weekly * scale, 1e-9) << price;
    }
    // a queue is scaled with its hours; elsewhere hours are the firm's and their price is scaled
    const bool queue = firm.more_answered < 0;
    const double of_hours = queue ? scale : 1;
    const double of_wage = queue ? 1 : scale;
    EXPECT_NEAR(numbers("costs", "wage"), firm.wage_per_h * of_wage, 1e-9);
    EXPECT_NEAR(numbers("costs", "training_hour"), 10 * of_wage, 1e-9);
    const double handling =
        queue ? 0.0
              : firm.customers * firm.contacts_per_week * firm.more_answered * firm.handling_h;
    const double more =
        numbers("staff", "hours_per_week") - numbers("staff", "hours_per_week", "exists");
    EXPECT_NEAR(more, (firm.fixed_per_week / firm.wage_per_h + handling) * of_hours, 0.05);
    EXPECT_EQ(numbers("staff", "hours_per_week", "lives"), numbers("staff", "hours_per_week"));
    if (!queue) {
      EXPECT_EQ(numbers("staff", "hours_per_week", "exists"), posts);
    }
  }
}

TEST(Cases, contacts_are_the_first_runs_times_one_factor) {
  for (const CaseFile& one : files) {
    if (one.purchases == in_public) {
      continue;  // complaints in public alone
    }
    SCOPED_TRACE(one.file);
    const Scenario scenario = read_case(one.file);
    const Numbers numbers(scenario);
    const double factor = numbers("questions", "ask") / 0.06;
    EXPECT_NEAR(numbers("voice", "public_complaint") / 0.12, factor, 5e-3 * factor);
    EXPECT_NEAR(numbers("voice", "private_complaint") / 0.2, factor, 5e-3 * factor);
    const double measured_at_one = 2.4e-3;  // contacts a customer and week
    const double asked = named(one.number).firm.contacts_per_week;
    EXPECT_NEAR(factor * measured_at_one, asked, 0.05 * asked);
  }
}

/// All numbers in which two scenarios' models differ, under any strategy that they compare.
std::vector<std::string> differences(const Scenario& a, const Scenario& b) {
  std::vector<std::string> all;
  for (const std::size_t strategy : a.compare) {
    const auto first = build_model(a, models::catalogue(), strategy);
    const auto second = build_model(b, models::catalogue(), strategy);
    for (const Declared& declared : first->declared()) {
      for (const Parameter& parameter : declared.parameters) {
        const Parameter* other = second->find(declared.name, parameter.name);
        first->extent().each_cell(parameter.scope, [&](const Cell& cell) {
          const std::string name = declared.name + "." + parameter.name;
          if (parameter.values->at(cell) != other->values->at(cell) &&
              std::ranges::find(all, name) == all.end()) {
            all.push_back(name);
          }
        });
      }
    }
  }
  if (a.run.weeks != b.run.weeks) {
    all.emplace_back("weeks");
  }
  return all;
}

TEST(Cases, of_a_pair_differ_in_one_number) {
  struct Pair {
    const char *first, *second;
    std::vector<std::string> differ;
  };
  for (const Pair& pair : {Pair{"dear_labour", "cheap_labour", {"costs.wage"}},
                           Pair{"short_run", "long_run", {"weeks"}},
                           Pair{"published", "unpublished", {"desk.shown_again"}}}) {
    const Scenario first = read_case(pair.first);
    const Scenario second = read_case(pair.second);
    EXPECT_EQ(differences(first, second), pair.differ) << pair.first;
    EXPECT_EQ(first.network.numbers, second.network.numbers) << pair.first;
    EXPECT_EQ(first.network.generator, second.network.generator) << pair.first;
    EXPECT_EQ(first.run.warm_up_weeks, second.run.warm_up_weeks) << pair.first;
    EXPECT_EQ(first.run.seed, second.run.seed) << pair.first;
    EXPECT_EQ(first.run.replicates, second.run.replicates) << pair.first;
  }
}

TEST(Cases, compare_firms_that_differ_in_who_answers) {
  const Scenario scenario = read_case("common");
  const Numbers numbers(scenario);
  EXPECT_EQ(numbers("listening", "tagged", "exists"), 0);
  EXPECT_EQ(numbers("listening", "tagged", "answers"), 1);
  for (const auto& [mechanism, parameter] :
       {std::pair{"publishing", "promotion_share"}, std::pair{"publishing", "people"},
        std::pair{"staff", "training_hours"}, std::pair{"desk", "redress"},
        std::pair{"experience", "product_feedback"}, std::pair{"giveaway", "every_weeks"}}) {
    EXPECT_EQ(numbers(mechanism, parameter, "exists"), numbers(mechanism, parameter, "answers"))
        << mechanism << "." << parameter;
  }
  EXPECT_NEAR(numbers("desk", "question_minutes") * 1.1, 10, 0.01);
  EXPECT_NEAR(numbers("desk", "complaint_minutes") * 1.1, 10, 0.01);
}

}  // namespace
}  // namespace rapport
