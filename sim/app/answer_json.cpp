// The answer for programs: names here are stable.
#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/app/answer.hpp"

namespace rapport::app {
namespace {

/// A number, or null where there is none.
nlohmann::json finite(double v) {
  return std::isfinite(v) ? nlohmann::json(v) : nlohmann::json();
}

nlohmann::json interval_json(const estimate::Interval& i) {
  return {{"mean", finite(i.mean)}, {"low", finite(i.low)}, {"high", finite(i.high)}, {"n", i.n}};
}

/// A balance: the value where there is one to speak of, on which side of it the second pays, and
/// the values that the replicates do not exclude (null = no bound). Where they exclude none, nobody
/// can tell which side that is.
nlohmann::json balance_json(const estimate::BreakEven& b) {
  constexpr std::string_view sides[] = {"above", "below", "always", "never"};
  constexpr std::string_view sets[] = {"interval", "half_line", "outside", "everything", "empty"};
  const bool tips = b.pays == estimate::Pays::above || b.pays == estimate::Pays::below;
  return {{"value", tips && b.value ? nlohmann::json(*b.value) : nlohmann::json()},
          {"pays", b.kind == estimate::SetKind::everything
                       ? nlohmann::json()
                       : nlohmann::json(sides[static_cast<std::size_t>(b.pays)])},
          {"set", sets[static_cast<std::size_t>(b.kind)]},
          {"low", finite(b.low)},
          {"high", finite(b.high)}};
}

/// One strategy by itself, where there is no other to compare it with; else null.
nlohmann::json alone_json(const AnswerContext& context) {
  if (context.alone.empty()) {
    return {};
  }
  return {{"strategy", context.strategies.front()}, {"measures", means_json(context.alone)}};
}

}  // namespace

nlohmann::json means_json(const std::vector<MeasureMean>& means) {
  nlohmann::json out = nlohmann::json::object();
  for (const MeasureMean& m : means) {
    const bool known = m.mean.interval.n > 0;
    out[m.name] = {{"unit", m.unit},
                   {"mean", known ? finite(m.mean.interval.mean) : nlohmann::json()},
                   {"low", finite(m.mean.interval.low)},
                   {"high", finite(m.mean.interval.high)},
                   {"n", m.mean.interval.n},
                   {"method", std::string(estimate::name(m.mean.method))}};
  }
  return out;
}

nlohmann::json comparison_json(const AnswerContext& context, const Comparison& c) {
  nlohmann::json one{{"first", context.strategies[c.first]},
                     {"second", context.strategies[c.second]},
                     {"paired", c.paired},
                     {"verdict", c.verdict},
                     {"present_value_of_difference", interval_json(c.present_value)},
                     {"measures", nlohmann::json::object()}};
  if (context.spends_allowance[c.second]) {
    one["unspent"] = c.unspent;
  }
  const auto balance = [](bool asked, const estimate::BreakEven& b) {
    return asked ? balance_json(b) : nlohmann::json();
  };
  one["break_even_margin"] = balance(c.balanced, c.break_even_margin);
  one["break_even_wage"] = balance(c.balanced && !c.wages_feed_back, c.break_even_wage);
  one["return_on_extra_cost"] = balance(c.balanced && !c.wages_feed_back, c.return_on_extra_cost);
  for (const ComparedMeasure& m : c.measures) {
    one["measures"][m.name] = {
        {"unit", m.unit},
        {"first", finite(m.first_mean)},
        {"second", finite(m.second_mean)},
        {"difference", interval_json(m.difference.interval)},
        {"method", std::string(estimate::name(m.difference.method))},
        {"weeks_bootstrapped",
         m.weekly.empty() ? nlohmann::json() : nlohmann::json(m.bootstrapped_weeks())},
        {"variance_reduction", finite(m.variance_reduction)},
        {"correlation_with_profit", interval_json(m.with_profit)}};
  }
  return one;
}

std::string answer_json(const AnswerContext& context, const std::vector<Comparison>& comparisons) {
  nlohmann::json out{{"title", context.title},           {"brand", context.focal},
                     {"currency", context.currency},     {"weeks", context.weeks},
                     {"replicates", context.replicates}, {"stopping", stop_json(context.stop)},
                     {"digest", context.digest},         {"comparisons", nlohmann::json::array()},
                     {"alone", alone_json(context)},     {"not_yet_modelled", not_yet_modelled()}};
  for (const Comparison& c : comparisons) {
    out["comparisons"].push_back(comparison_json(context, c));
  }
  return out.dump(2) + "\n";
}

}  // namespace rapport::app
