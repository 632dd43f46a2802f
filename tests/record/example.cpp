// Values that a wrong order of axes, a lost sign or a lost bit would change.
#include "tests/record/example.hpp"

namespace rapport::example {
namespace {

using namespace std::string_literals;

constexpr std::size_t times = 3;
constexpr std::size_t strategies = 2;
constexpr std::size_t platforms = 2;

Group events() {
  Group group{.name = "events"};
  group.dimensions = {{"event", {}, 5}};
  group.variables = {{"customer",
                      {"event"},
                      std::vector<std::int32_t>{7, 0, 7, 2000000000, 3},
                      {{"long_name", "customer number"s}}},
                     {"day",
                      {"event"},
                      std::vector<double>{0.25, 0.5, 3.0, 9.125, 20.0},
                      {{"units", "day"s}, {"long_name", "time after the start"s}}},
                     {"amount_cents",
                      {"event"},
                      std::vector<std::int64_t>{450, -450, 0, 9007199254740991, 12},
                      {{"units", "cents"s}, {"long_name", "money received"s}}},
                     {"kind",
                      {"event"},
                      std::vector<std::int8_t>{0, 1, 2, 3, 0},
                      {{"long_name", "what happened"s},
                       {"flag_values", std::vector<double>{0, 1, 2, 3}},
                       {"flag_meanings", "purchase complaint reply churn"s}}},
                     {"note",
                      {"event"},
                      std::vector<std::string>{"", "too late, \"again\"", "żółw", "a\nb", "x"},
                      {{"long_name", "in the customer's words"s}}}};
  return group;
}

Group nothing_happened() {
  Group group{.name = "crises"};
  group.dimensions = {{"crisis", {}, 0}};
  group.variables = {{"day", {"crisis"}, std::vector<double>{}, {{"units", "day"s}}},
                     {"kind", {"crisis"}, std::vector<std::int8_t>{}, {}},
                     {"by_strategy", {"crisis", "strategy"}, std::vector<float>{}, {}}};
  return group;
}

std::vector<Dimension> axes() {
  return {{"time",
           std::vector<double>{0, 7, 14},
           times,
           {{"units", "days since 2026-01-05 00:00:00"s},
            {"calendar", "proleptic_gregorian"s},
            {"axis", "T"s},
            {"long_name", "start of the week"s}}},
          {"strategy",
           std::vector<std::string>{"exists", "lives"},
           strategies,
           {{"long_name", "what the brand does"s}}},
          {"platform", std::vector<std::string>{"Książka", "Chirp"}, platforms, {}},
          {"replicate", std::vector<std::int64_t>{1, 2, 3, 4}, 4, {}}};
}

}  // namespace

double revenue(std::size_t time, std::size_t strategy) {
  return 1000.1 + 10.0 * static_cast<double>(time) + static_cast<double>(strategy);
}

Group dataset() {
  Group root;
  root.attributes = {{"Conventions", "CF-1.10"s},
                     {"title", "A shop that exists and one that lives"s},
                     {"institution", ""s},
                     {"scenario", std::string(200'000, '#') + "\nż = 1\n"},
                     {"seed", std::int64_t{1} << 60},
                     {"share", 0.1},
                     {"shares", std::vector<double>{0.25}}};
  root.dimensions = axes();
  std::vector<double> sales;
  for (std::size_t time = 0; time < times; ++time) {
    for (std::size_t strategy = 0; strategy < strategies; ++strategy) {
      sales.push_back(revenue(time, strategy));
    }
  }
  std::vector<float> trust;
  for (std::size_t i = 0; i < times * strategies * platforms; ++i) {
    trust.push_back(0.1F * static_cast<float>(i));
  }
  root.variables = {
      {"week", {"time"}, std::vector<std::int32_t>{1, 2, 3}, {{"long_name", "week number"s}}, true},
      {"revenue",
       {"time", "strategy"},
       sales,
       {{"units", "EUR week-1"s},
        {"long_name", "revenue in the week"s},
        {"_FillValue", -1e300},
        {"cell_methods", "time: sum"s}}},
      {"trust",
       {"time", "strategy", "platform"},
       trust,
       {{"units", "1"s},
        {"long_name", "mean trust"s},
        {"valid_range", std::vector<double>{0, 1.5}}}},
      {"staff",
       {"strategy"},
       std::vector<std::int16_t>{3, -5},
       {{"_FillValue", std::int64_t{-9999}}, {"long_name", "employees"s}}},
      {"staff_role", {"strategy"}, std::vector<std::string>{"poster", "host"}, {}, true},
      {"founded", {}, std::vector<std::int32_t>{1987}, {{"long_name", "year of foundation"s}}}};
  root.groups = {events(), nothing_happened()};
  return root;
}

}  // namespace rapport::example
