// gain a week = N (kappa dP margin + relationship) - fixed - incidents.
#include "analysis/estimate/targets/reply_profit.hpp"

#include <cmath>

#include "analysis/estimate/require.hpp"

namespace rapport::targets {
namespace {

constexpr double to_start = 9200.0;  // set-up costs where one person is hired: assumed

constexpr NamedCase cases[] = {
    {"1",
     "corner shop",
     {.customers = 3e3,
      .contacts_per_week = 1e-3,
      .value = 5,
      .wage_per_h = 25,
      .fixed_per_week = 250,
      .setup = 1000},
     false},
    {"2",
     "goods that are bought by habit",
     {.customers = 5e6,
      .contacts_per_week = 1e-5,
      .value = 1,
      .wage_per_h = 25,
      .fixed_per_week = 4200,
      .setup = to_start},
     false},
    {"3a",
     "dear labour",
     {.customers = 2e5,
      .contacts_per_week = 1e-3,
      .value = 8,
      .wage_per_h = 60,
      .fixed_per_week = 2400,
      .setup = to_start},
     false},
    {"3b",
     "cheap labour",
     {.customers = 2e5,
      .contacts_per_week = 1e-3,
      .value = 8,
      .wage_per_h = 10,
      .fixed_per_week = 400,
      .setup = 5000},
     true},
    {"4",
     "overloaded: it answers all, most of them too late",
     {.customers = 5e5,
      .contacts_per_week = 2e-3,
      .more_answered = -0.06,
      .value = 20,
      .wage_per_h = 25,
      .fixed_per_week = 1000,
      .setup = to_start},
     false},
    {"5a",
     "small firm, over 8 weeks",
     {.customers = 5e4,
      .contacts_per_week = 2e-3,
      .value = 30,
      .wage_per_h = 25,
      .fixed_per_week = 1000,
      .setup = to_start,
      .weeks = 8},
     false},
    {"5b",
     "small firm, over 104 weeks",
     {.customers = 5e4,
      .contacts_per_week = 2e-3,
      .value = 30,
      .wage_per_h = 25,
      .fixed_per_week = 1000,
      .setup = to_start},
     true},
    {"6a",
     "answers that show the complaint to others",
     {.customers = 1e5,
      .contacts_per_week = 2e-3,
      .value = 16,
      .wage_per_h = 25,
      .published = 15,
      .fixed_per_week = 1000,
      .setup = to_start},
     false},
    {"6b",
     "answers that do not",
     {.customers = 1e5,
      .contacts_per_week = 2e-3,
      .value = 16,
      .wage_per_h = 25,
      .fixed_per_week = 1000,
      .setup = to_start},
     true},
    {"10",
     "software for firms",
     {.customers = 4e3,
      .contacts_per_week = 1e-2,
      .value = 150,
      .wage_per_h = 25,
      .fixed_per_week = 1000,
      .setup = to_start},
     true},
    {"11",
     "airline with frequent failures",
     {.customers = 5e7,
      .contacts_per_week = 8.7e-5,
      .value = 9,
      .wage_per_h = 25,
      .fixed_per_week = 8200,
      .setup = 5e4},
     true},
    {"12",
     "durable with enthusiasts",
     {.customers = 2e4,
      .contacts_per_week = 5e-3,
      .value = 40,
      .wage_per_h = 25,
      .fixed_per_week = 1000,
      .setup = to_start},
     true},
};

void require_firm(const ReplyCase& firm) {
  for (const double each :
       {firm.customers, firm.contacts_per_week, firm.more_answered, firm.value, firm.wage_per_h,
        firm.handling_h, firm.published, firm.observed, firm.word_of_mouth, firm.relationship,
        firm.fixed_per_week, firm.incidents_per_week, firm.setup, firm.weeks}) {
    require(std::isfinite(each), "the numbers of a case must be finite");
  }
  for (const double each : {firm.customers, firm.wage_per_h, firm.handling_h, firm.fixed_per_week,
                            firm.incidents_per_week, firm.weeks}) {
    require(each >= 0.0, "people, hours, wages, running costs and weeks must be zero or more");
  }
  require(firm.contacts_per_week > 0.0, "contacts per customer and week must be above zero");
  require(std::abs(firm.more_answered) <= 1.0, "a change of a share must be from -1 to 1");
  require(firm.word_of_mouth >= 0.0 && firm.word_of_mouth < 1.0,
          "word of mouth must be from 0 to below 1");
}

double gain_per_customer(const ReplyCase& firm) {
  return firm.contacts_per_week * firm.more_answered * margin_per_answer(firm) + firm.relationship;
}

}  // namespace

double margin_per_answer(const ReplyCase& firm) {
  require_firm(firm);
  const double value = firm.value * (1.0 + firm.observed) / (1.0 - firm.word_of_mouth);
  return firm.more_answered < 0.0 ? value
                                  : value - firm.handling_h * firm.wage_per_h - firm.published;
}

double weekly_gain(const ReplyCase& firm) {
  return firm.customers * gain_per_customer(firm) - firm.fixed_per_week - firm.incidents_per_week;
}

double total_gain(const ReplyCase& firm) {
  return weekly_gain(firm) * firm.weeks - firm.setup;
}

std::optional<double> break_even_customers(const ReplyCase& firm) {
  const double each = gain_per_customer(firm);
  if (!(each > 0.0)) {
    return std::nullopt;
  }
  return (firm.fixed_per_week + firm.incidents_per_week) / each;
}

double cost_per_true_lead(double precision, double handling, double annoyance) {
  require(precision > 0.0 && precision <= 1.0, "a precision must be above 0 and up to 1");
  require(handling >= 0.0 && annoyance >= 0.0, "costs of an answer must be zero or more");
  return (handling + annoyance) / precision;
}

std::span<const NamedCase> named_cases() {
  return cases;
}

}  // namespace rapport::targets
