#include "sim/study/across.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/estimate/verdict.hpp"
#include "sim/core/ids.hpp"
#include "sim/study/looks.hpp"

namespace rapport {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr estimate::Interval unknown{std::numeric_limits<double>::quiet_NaN(), -infinity, infinity,
                                     infinity, 0};

std::vector<double> finite(std::vector<double> values) {
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  return values;
}

ComparedMeasure unpaired(const MeasureInfo& about, const std::vector<double>& first,
                         const std::vector<double>& second, double level) {
  const std::vector<double> a = finite(first);
  const std::vector<double> b = finite(second);
  ComparedMeasure out;
  out.name = about.name;
  out.ladder = about.ladder;
  out.unit = about.unit;
  out.pairs = std::min(a.size(), b.size());
  out.first_mean = estimate::mean_interval(a).mean;
  out.second_mean = estimate::mean_interval(b).mean;
  out.difference.interval = estimate::unpaired_difference(a, b, level);
  out.difference.method = estimate::Method::welch_t;
  out.variance_reduction = std::numeric_limits<double>::quiet_NaN();
  out.with_profit = unknown;
  return out;
}

std::vector<double> present_values(const StoredStudy& study, const StoredStrategy& strategy) {
  std::vector<double> values;
  for (const std::vector<double>& weeks : strategy.weekly_profit) {
    values.push_back(estimate::present_value(weeks, study.discount_rate));
  }
  return values;
}

/// What the intervals between two studies are computed with, so that they hold at 95 % whichever of
/// their looks ended each. Pairs have ended at one look of both; otherwise any look of the one may
/// have met any of the other.
Estimators estimators_between(const StudyPlace& first, const StudyPlace& second, bool paired) {
  const auto looks = [](const StoredStudy& study) {
    return study.until ? looks_of(*study.until).size() : std::size_t{1};
  };
  const std::size_t a = looks(*first.study);
  const std::size_t b = looks(*second.study);
  return {static_cast<std::uint64_t>(first.study->seed),
          estimate::level_at_each(paired ? std::max(a, b) : a * b)};
}

estimate::Interval discounted(const StudyPlace& first, const StudyPlace& second, bool paired,
                              const Estimators& how) {
  if (first.study->discount_rate != second.study->discount_rate) {
    return unknown;
  }
  const std::vector<double> a =
      present_values(*first.study, first.study->strategies[first.strategy]);
  const std::vector<double> b =
      present_values(*second.study, second.study->strategies[second.strategy]);
  if (a.empty() || b.empty()) {
    return unknown;
  }
  return paired ? estimate::difference_interval(a, b, mix64(how.seed), how.level).interval
                : estimate::unpaired_difference(a, b, how.level);
}

}  // namespace

std::vector<Problem> what_forbids(const StoredStudy& a, const StoredStudy& b) {
  std::vector<Problem> problems;
  const auto differ = [&](std::string_view what, const auto& of_a, const auto& of_b,
                          const std::string& help) {
    if (of_a != of_b) {
      problems.push_back(
          {.file = b.file,
           .what = fmt::format("cannot be compared with {}: {} is {} there and {} here", a.file,
                               what, of_a, of_b),
           .help = std::move(help)});
    }
  };
  differ("the currency", a.currency, b.currency, "run both scenarios with one 'market.currency'");
  differ("the number of weeks", a.weeks, b.weeks,
         "totals grow with time: run both with one 'run.weeks'");
  differ("the model's version", a.model_version, b.model_version,
         "models differ in more than strategies: run the older scenario again");
  return problems;
}

std::vector<std::string> what_unpairs(const StoredStudy& a, const StoredStudy& b) {
  std::vector<std::string> why;
  const auto differ = [&](std::string_view what, const auto& of_a, const auto& of_b) {
    if (of_a != of_b) {
      why.push_back(fmt::format("{} {} and {}", what, of_a, of_b));
    }
  };
  differ("seed", a.seed, b.seed);
  if (a.network_digest != b.network_digest) {
    why.emplace_back("two networks");
  }
  differ("replicates", a.replicates, b.replicates);
  differ("warm-up weeks", a.warm_up_weeks, b.warm_up_weeks);
  return why;
}

Comparison compare_across(const StudyPlace& first, const StudyPlace& second) {
  const StoredStudy& a = *first.study;
  const StoredStudy& b = *second.study;
  const StoredStrategy& of_a = a.strategies[first.strategy];
  const StoredStrategy& of_b = b.strategies[second.strategy];
  const TotalsOf totals_of_a = a.totals_of(first.strategy);
  const TotalsOf totals_of_b = b.totals_of(second.strategy);
  Comparison out;
  out.paired = what_unpairs(a, b).empty();
  const Estimators how = estimators_between(first, second, out.paired);
  const std::vector<double> profit_gains =
      out.paired ? gains(totals_of_a("profit"), totals_of_b("profit")) : std::vector<double>();
  for (std::size_t m = 0; m < a.measures.size(); ++m) {
    const MeasureInfo& about = a.measures[m];
    const std::vector<double>& totals = of_a.totals[m];
    const std::vector<double> others = totals_of_b(about.name);
    const auto same = std::ranges::find(b.measures, about.name, &MeasureInfo::name);
    if (same != b.measures.end() && same->unit == about.unit) {
      out.measures.push_back(out.paired ? compare_totals(about, totals, others, profit_gains, how)
                                        : unpaired(about, totals, others, how.level));
    }
  }
  out.balanced = first.study == second.study;
  if (out.balanced) {
    out.wages_feed_back = of_a.spends_allowance || of_b.spends_allowance;
    find_balances(out, totals_of_a, totals_of_b, how.level);
  }
  out.present_value = discounted(first, second, out.paired, how);
  out.unspent = of_b.unspent;
  const estimate::Interval& profit = out.find("profit")->difference.interval;
  const auto verdict = out.paired ? estimate::verdict : estimate::unpaired_verdict;
  out.verdict =
      verdict(first.name, second.name, profit, a.currency, static_cast<int>(a.weeks), 0.95);
  return out;
}

}  // namespace rapport
