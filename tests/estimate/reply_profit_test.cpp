// Whether replies pay: the printed table of break-even sizes, the named cases and their pairs.
#include "analysis/estimate/targets/reply_profit.hpp"

#include <cmath>
#include <cstring>
#include <map>
#include <stdexcept>
#include <string>

#include "tests/estimate/printed.hpp"

namespace rapport::targets {
namespace {

using testing::expect_printed;

ReplyCase office(double fixed, double value, double contacts) {
  return {.contacts_per_week = contacts, .value = value, .wage_per_h = 25, .fixed_per_week = fixed};
}

TEST(BreakEvenCustomers, has_the_printed_table) {
  struct Case {
    double fixed, value;
    const char *rare, *usual, *often;  // millions, thousands, thousands
  };
  for (const Case& c :
       {Case{1000, 5, "20.0", "2000", "200"}, Case{1000, 8, "4.35", "435", "43.5"},
        Case{1000, 16, "1.41", "141", "14.1"}, Case{1000, 50, "0.364", "36.4", "3.6"},
        Case{4200, 16, "5.92", "592", "59.2"}, Case{4200, 50, "1.53", "153", "15.3"}}) {
    expect_printed(break_even_customers(office(c.fixed, c.value, 1e-4)).value() / 1e6, c.rare);
    expect_printed(break_even_customers(office(c.fixed, c.value, 1e-3)).value() / 1e3, c.usual);
    expect_printed(break_even_customers(office(c.fixed, c.value, 1e-2)).value() / 1e3, c.often);
  }
  expect_printed(break_even_customers(office(1000, 50, 1e-2)).value(), "3636");
  const ReplyCase any = office(0, 0, 1);
  expect_printed(any.handling_h * any.wage_per_h, "4.17");
}

TEST(NamedCases, have_the_printed_profits_and_winners) {
  struct Printed {
    const char *number, *total, *week;
    bool living;
  };
  const Printed printed[] = {{"1", "-26844", "-248", false},    {"2", "-455880", "-4295", false},
                             {"3a", "-283760", "-2640", false}, {"3b", "32440", "360", true},
                             {"4", "-238000", "-2200", false},  {"5a", "-4800", "550", false},
                             {"5b", "48000", "550", true},      {"6a", "-152720", "-1380", false},
                             {"6b", "34480", "420", true},      {"10", "250800", "2500", true},
                             {"11", "409160", "4415", true},    {"12", "110400", "1150", true}};
  const auto cases = named_cases();
  ASSERT_EQ(cases.size(), std::size(printed));
  for (std::size_t i = 0; i < cases.size(); ++i) {
    EXPECT_STREQ(cases[i].number, printed[i].number);
    // week 1 of the corner shop is -248.5 and reads -248: rounded to even
    EXPECT_NEAR(weekly_gain(cases[i].firm), std::stod(printed[i].week), 0.5 + 1e-9);
    expect_printed(total_gain(cases[i].firm), printed[i].total, printed[i].number);
    EXPECT_EQ(cases[i].living_wins, printed[i].living) << printed[i].number;
    EXPECT_EQ(total_gain(cases[i].firm) > 0.0, printed[i].living) << printed[i].number;
  }
}

// A pair must be of one firm, but for what it is named after.
TEST(NamedCases, of_a_pair_differ_in_what_they_are_about) {
  std::map<std::string, ReplyCase> of;
  for (const NamedCase& one : named_cases()) {
    of[one.number] = one.firm;
  }
  ReplyCase cheap = of["3a"];
  cheap.wage_per_h = of["3b"].wage_per_h;
  cheap.fixed_per_week *= cheap.wage_per_h / of["3a"].wage_per_h;  // wages are all of it
  cheap.setup = of["3b"].setup;
  EXPECT_EQ(total_gain(cheap), total_gain(of["3b"]));
  ReplyCase longer = of["5a"];
  longer.weeks = of["5b"].weeks;
  EXPECT_EQ(total_gain(longer), total_gain(of["5b"]));
  ReplyCase discreet = of["6a"];
  discreet.published = 0.0;
  EXPECT_EQ(total_gain(discreet), total_gain(of["6b"]));
}

TEST(ReplyProfit, of_listening_has_the_printed_cost_per_lead) {
  expect_printed(cost_per_true_lead(0.1, 25.0 / 6, 1.0), "51.7");
  expect_printed(cost_per_true_lead(0.5, 25.0 / 6, 1.0), "10.3");
}

TEST(ReplyProfit, of_nothing_answered_is_the_cost_to_the_cent) {
  ReplyCase none = office(1000, 50, 1e-2);
  none.customers = 1e6;
  none.more_answered = 0.0;
  none.setup = 9200;
  EXPECT_EQ(total_gain(none), -1000.0 * 104 - 9200);
  EXPECT_FALSE(break_even_customers(none).has_value());
}

TEST(ReplyProfit, is_zero_at_break_even_and_grows_with_customers) {
  ReplyCase firm = office(1000, 16, 1e-3);
  firm.incidents_per_week = 50;
  firm.relationship = 1e-4;
  firm.word_of_mouth = 0.15;
  firm.observed = 0.3;
  firm.published = 2;
  firm.customers = break_even_customers(firm).value();
  EXPECT_NEAR(weekly_gain(firm), 0.0, 1e-9);
  EXPECT_NEAR(margin_per_answer(firm), 16 * 1.3 / 0.85 - 25.0 / 6 - 2, 1e-12);
  firm.customers *= 1.01;
  EXPECT_GT(weekly_gain(firm), 0.0);
}

// Word of mouth multiplies the value by a third at most, at a mean of a quarter.
TEST(ReplyProfit, below_the_cost_of_handling_never_pays) {
  ReplyCase poor = office(1000, 25.0 / 6 - 0.01, 1e-2);
  EXPECT_FALSE(break_even_customers(poor).has_value());
  poor.value *= 0.75;
  poor.word_of_mouth = 0.25;
  EXPECT_FALSE(break_even_customers(poor).has_value());
  poor.value *= 1.01;  // but what others tell counts, too
  EXPECT_TRUE(break_even_customers(poor).has_value());
}

TEST(ReplyProfit, refuses_what_is_no_firm) {
  ReplyCase firm = office(1000, 16, 1e-3);
  firm.word_of_mouth = 1.0;
  EXPECT_THROW(margin_per_answer(firm), std::invalid_argument);
  firm = office(-1, 16, 1e-3);
  EXPECT_THROW(weekly_gain(firm), std::invalid_argument);
  firm = office(1000, std::nan(""), 1e-3);
  EXPECT_THROW(total_gain(firm), std::invalid_argument);
  firm = office(1000, 16, 0);
  EXPECT_THROW(break_even_customers(firm), std::invalid_argument);
  firm = office(1000, 16, 1e-3);
  firm.more_answered = 1.2;
  EXPECT_THROW(weekly_gain(firm), std::invalid_argument);
  EXPECT_THROW(cost_per_true_lead(0, 4, 1), std::invalid_argument);
  EXPECT_THROW(cost_per_true_lead(0.5, -4, 1), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::targets
