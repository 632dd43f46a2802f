#include "sim/study/differences_group.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string_view>
#include <utility>

namespace rapport {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

double finite_or_missing(double value) {
  return std::isfinite(value) ? value : missing;
}

void add_real(Group& group, std::string name, std::vector<std::string> dims,
              std::vector<double> values, std::string meaning, const std::string& unit = "") {
  std::vector<Attribute> attributes{{"long_name", std::move(meaning)}, {"_FillValue", missing}};
  if (!unit.empty()) {
    attributes.insert(attributes.begin(), {"units", unit});
  }
  group.variables.push_back(
      {std::move(name), std::move(dims), std::move(values), std::move(attributes)});
}

/// What the codes of a variable of whole numbers mean, from the first on: words between blanks.
struct Flags {
  int first;
  std::string_view words;
};

constexpr Flags methods{0, "student_t bca_bootstrap"};
constexpr Flags sides{-1, "unknown above below always never"};
constexpr Flags sets{-1, "not_asked interval half_line outside everything empty"};

void add_flags(Group& group, std::string name, std::vector<std::string> dims,
               std::vector<std::int8_t> codes, const Flags& flags, std::string meaning) {
  std::vector<double> values;
  for (std::ptrdiff_t i = 0; i <= std::ranges::count(flags.words, ' '); ++i) {
    values.push_back(flags.first + static_cast<double>(i));
  }
  group.variables.push_back({std::move(name),
                             std::move(dims),
                             std::move(codes),
                             {{"long_name", std::move(meaning)},
                              {"flag_values", std::move(values)},
                              {"flag_meanings", std::string(flags.words)}}});
}

void add_measures(Group& group, const std::vector<Comparison>& comparisons) {
  std::vector<double> mean, low, high, reduction, week_mean, week_low, week_high, with_profit,
      with_profit_low, with_profit_high;
  std::vector<std::int8_t> method, week_method;
  for (const Comparison& c : comparisons) {
    for (const ComparedMeasure& m : c.measures) {
      mean.push_back(m.pairs > 0 ? finite_or_missing(m.difference.interval.mean) : missing);
      low.push_back(finite_or_missing(m.difference.interval.low));
      high.push_back(finite_or_missing(m.difference.interval.high));
      reduction.push_back(m.variance_reduction);
      with_profit.push_back(m.with_profit.mean);
      with_profit_low.push_back(m.with_profit.low);
      with_profit_high.push_back(m.with_profit.high);
      method.push_back(static_cast<std::int8_t>(m.difference.method));
      for (const auto& [i, found_by, skewness] : m.weekly) {
        week_mean.push_back(i.n > 0 ? finite_or_missing(i.mean) : missing);
        week_low.push_back(finite_or_missing(i.low));
        week_high.push_back(finite_or_missing(i.high));
        week_method.push_back(static_cast<std::int8_t>(found_by));
      }
    }
  }
  const std::vector<std::string> total{"comparison", "measure"};
  const std::vector<std::string> week{"comparison", "measure", "time"};
  add_real(group, "mean", total, std::move(mean),
           "mean difference of totals, in the measure's units");
  add_real(group, "low", total, std::move(low), "lower end of the 95 % interval");
  add_real(group, "high", total, std::move(high), "upper end of the 95 % interval");
  add_real(group, "variance_reduction", total, std::move(reduction),
           "independent pairs that one paired replicate replaces");
  add_real(group, "correlation_with_profit", total, std::move(with_profit),
           "rank correlation, over replicates, of the difference with that of profit");
  add_real(group, "correlation_with_profit_low", total, std::move(with_profit_low),
           "lower end of the 95 % interval");
  add_real(group, "correlation_with_profit_high", total, std::move(with_profit_high),
           "upper end of the 95 % interval");
  add_real(group, "week_mean", week, std::move(week_mean), "mean difference in the week");
  add_real(group, "week_low", week, std::move(week_low), "lower end of the 95 % interval");
  add_real(group, "week_high", week, std::move(week_high), "upper end of the 95 % interval");
  add_flags(group, "method", total, std::move(method), methods,
            "how the interval of the total was found");
  add_flags(group, "week_method", week, std::move(week_method), methods,
            "how the interval of the week was found");
}

void add_returns(Group& group, const std::vector<Comparison>& comparisons) {
  std::vector<double> mean, low, high;
  for (const Comparison& c : comparisons) {
    const estimate::BreakEven& back = c.return_on_extra_cost;
    const bool bounded = !c.wages_feed_back && back.kind == estimate::SetKind::interval;
    mean.push_back(c.wages_feed_back ? missing : back.value.value_or(missing));
    low.push_back(bounded ? back.low : missing);
    high.push_back(bounded ? back.high : missing);
  }
  add_real(group, "return_on_extra_cost", {"comparison"}, std::move(mean),
           "contribution margin more for each unit of money that the second spends more");
  add_real(group, "return_on_extra_cost_low", {"comparison"}, std::move(low),
           "lower end of the 95 % interval (Fieller)");
  add_real(group, "return_on_extra_cost_high", {"comparison"}, std::move(high),
           "upper end of the 95 % interval (Fieller)");
}

/// A break-even value, and when it was asked for.
struct Balance {
  std::string_view name;
  std::string_view meaning;
  std::string_view per;  // behind the currency
  const estimate::BreakEven& (*of)(const Comparison&);
  bool (*asked)(const Comparison&);
};

constexpr Balance margins{
    "break_even_margin", "margin of a unit at which both earn the same, at the wage paid", "",
    [](const Comparison& c) -> const estimate::BreakEven& { return c.break_even_margin; },
    [](const Comparison& c) { return std::isfinite(c.wage); }};
constexpr Balance wages{
    "break_even_wage", "wage of an hour at which both earn the same, at the margin of a unit",
    " hour-1", [](const Comparison& c) -> const estimate::BreakEven& { return c.break_even_wage; },
    [](const Comparison& c) { return !c.wages_feed_back && std::isfinite(c.margin); }};

/// As the answer has it: a value where the second pays on one side of it and not on the other.
void add_balance(Group& group, const std::vector<Comparison>& comparisons,
                 const std::string& currency, const Balance& balance) {
  std::vector<double> value, low, high;
  std::vector<std::int8_t> pays, set;
  for (const Comparison& c : comparisons) {
    const bool asked = balance.asked(c);
    const estimate::BreakEven& b = balance.of(c);
    const bool tips = b.pays == estimate::Pays::above || b.pays == estimate::Pays::below;
    const bool tells = asked && b.kind != estimate::SetKind::everything;
    value.push_back(asked && tips ? b.value.value_or(missing) : missing);
    low.push_back(asked ? finite_or_missing(b.low) : missing);
    high.push_back(asked ? finite_or_missing(b.high) : missing);
    pays.push_back(tells ? static_cast<std::int8_t>(b.pays) : std::int8_t{-1});
    set.push_back(asked ? static_cast<std::int8_t>(b.kind) : std::int8_t{-1});
  }
  const std::string name(balance.name);
  const std::string unit = currency + std::string(balance.per);
  add_real(group, name, {"comparison"}, std::move(value), std::string(balance.meaning), unit);
  add_real(group, name + "_low", {"comparison"}, std::move(low),
           "lower end of the 95 % set (Fieller)", unit);
  add_real(group, name + "_high", {"comparison"}, std::move(high),
           "upper end of the 95 % set (Fieller)", unit);
  add_flags(group, name + "_set", {"comparison"}, std::move(set), sets, "shape of the 95 % set");
  add_flags(group, name + "_pays", {"comparison"}, std::move(pays), sides,
            "on which side of the value the second pays, from zero up");
}

void add_present_value(Group& group, const std::vector<Comparison>& comparisons,
                       const std::string& currency) {
  std::vector<double> mean, low, high;
  for (const Comparison& c : comparisons) {
    mean.push_back(finite_or_missing(c.present_value.mean));
    low.push_back(finite_or_missing(c.present_value.low));
    high.push_back(finite_or_missing(c.present_value.high));
  }
  add_real(group, "present_value", {"comparison"}, std::move(mean),
           "mean difference of profit, discounted to the switch", currency);
  add_real(group, "present_value_low", {"comparison"}, std::move(low),
           "lower end of the 95 % interval", currency);
  add_real(group, "present_value_high", {"comparison"}, std::move(high),
           "upper end of the 95 % interval", currency);
}

void add_verdict(Group& group, const std::vector<Comparison>& comparisons) {
  std::vector<std::string> sentences;
  for (const Comparison& c : comparisons) {
    sentences.push_back(c.verdict);
  }
  group.variables.push_back({"verdict",
                             {"comparison"},
                             std::move(sentences),
                             {{"long_name", std::string("which earned more, in one sentence")}}});
}

}  // namespace

Group differences_group(const StudySpec& spec, const std::vector<Comparison>& comparisons,
                        const std::string& currency) {
  Group group;
  group.name = "differences";
  group.attributes = {
      {"long_name",
       std::string("paired differences for the focal brand, second strategy less first")},
      {"focal_brand", spec.setting->brands[row(spec.focal)]}};
  std::vector<std::string> names;
  std::vector<std::string> measures;
  for (const Comparison& c : comparisons) {
    names.push_back(spec.strategies[c.second].name + " - " + spec.strategies[c.first].name);
  }
  if (!comparisons.empty()) {
    for (const ComparedMeasure& m : comparisons.front().measures) {
      measures.push_back(m.name);
    }
  }
  group.dimensions = {
      {"comparison",
       names,
       names.size(),
       {{"long_name", std::string("second strategy - first strategy")}}},
      {"measure", measures, measures.size(), {{"long_name", std::string("name of the measure")}}}};
  add_measures(group, comparisons);
  add_returns(group, comparisons);
  add_balance(group, comparisons, currency, margins);
  add_balance(group, comparisons, currency, wages);
  add_present_value(group, comparisons, currency);
  add_verdict(group, comparisons);
  return group;
}

}  // namespace rapport
