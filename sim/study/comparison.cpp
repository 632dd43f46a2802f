#include "sim/study/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/estimate/correlation.hpp"
#include "analysis/estimate/verdict.hpp"
#include "sim/core/for_each.hpp"
#include "sim/core/ids.hpp"
#include "sim/study/looks.hpp"

namespace rapport {
namespace {

struct Pairs {
  std::vector<double> first;
  std::vector<double> second;
};

Pairs finite_pairs(const std::vector<double>& a, const std::vector<double>& b) {
  Pairs pairs;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isfinite(a[i]) && std::isfinite(b[i])) {
      pairs.first.push_back(a[i]);
      pairs.second.push_back(b[i]);
    }
  }
  return pairs;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  return values.empty() ? std::numeric_limits<double>::quiet_NaN()
                        : sum / static_cast<double>(values.size());
}

/// Over replicates with a value of the measure in both worlds.
estimate::Interval correlation(const std::vector<double>& measure_gains,
                               const std::vector<double>& profit_gains, double level) {
  const Pairs known = finite_pairs(measure_gains, profit_gains);
  return estimate::rank_correlation(known.first, known.second, level);
}

/// The luck of the resampling of one measure in one week, the same whoever computes it and whatever
/// else is measured.
std::uint64_t luck_of_week(std::uint64_t seed, std::string_view measure, std::size_t week) {
  constexpr std::uint64_t resampling = 0x7765656bULL;
  return identity(resampling, seed, hash_text(measure), week).value;
}

Estimators estimators_of(const StudySpec& spec) {
  return {spec.seed, interval_level(spec.until)};
}

std::vector<const Measure*> shown_measures(const Series& series) {
  std::vector<const Measure*> shown;
  for (const Measure& m : series.measures()) {
    if (m.about.shown) {
      shown.push_back(&m);
    }
  }
  return shown;
}

ComparedMeasure compare_measure(const StudySpec& spec, const Series& series, const Measure& m,
                                std::size_t first, std::size_t second,
                                const std::vector<double>& profit_gains) {
  const Estimators how = estimators_of(spec);
  ComparedMeasure out = compare_totals(m.about, series.totals(m, first, spec.focal),
                                       series.totals(m, second, spec.focal), profit_gains, how);
  for (std::size_t w = 0; w < series.weeks(); ++w) {
    const Pairs week = finite_pairs(series.in_week(m, first, spec.focal, w),
                                    series.in_week(m, second, spec.focal, w));
    out.weekly.push_back(estimate::difference_interval(
        week.first, week.second, luck_of_week(spec.seed, out.name, w), how.level));
  }
  return out;
}

TotalsOf totals_of(const StudySpec& spec, const Series& series, std::size_t strategy) {
  return [&spec, &series, strategy](std::string_view name) {
    const Measure* m = series.find(name);
    return m == nullptr ? std::vector<double>() : series.totals(*m, strategy, spec.focal);
  };
}

estimate::Interval discounted(const StudySpec& spec, const Series& series, std::size_t first,
                              std::size_t second) {
  const Measure& profit = *series.find("profit");
  std::vector<double> a;
  std::vector<double> b;
  for (std::size_t r = 0; r < series.replicates(); ++r) {
    a.push_back(
        estimate::present_value(series.weekly(profit, first, r, spec.focal), spec.discount_rate));
    b.push_back(
        estimate::present_value(series.weekly(profit, second, r, spec.focal), spec.discount_rate));
  }
  return estimate::difference_interval(a, b, mix64(spec.seed), interval_level(spec.until)).interval;
}

}  // namespace

std::size_t ComparedMeasure::bootstrapped_weeks() const {
  return static_cast<std::size_t>(
      std::ranges::count(weekly, estimate::Method::bca_bootstrap, &estimate::Difference::method));
}

const ComparedMeasure* Comparison::find(std::string_view name) const {
  const auto found = std::ranges::find(measures, name, &ComparedMeasure::name);
  return found == measures.end() ? nullptr : &*found;
}

std::vector<double> gains(const std::vector<double>& first, const std::vector<double>& second) {
  std::vector<double> d(first.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    d[i] = second[i] - first[i];
  }
  return d;
}

MeasureMean mean_of_totals(const MeasureInfo& about, std::vector<double> totals,
                           const Estimators& how) {
  std::erase_if(totals, [](double value) { return !std::isfinite(value); });
  const std::vector<double> nothing(totals.size(), 0.0);
  return {about.name, about.ladder, about.unit,
          estimate::difference_interval(nothing, totals, mix64(how.seed), how.level)};
}

ComparedMeasure compare_totals(const MeasureInfo& about, const std::vector<double>& first,
                               const std::vector<double>& second,
                               const std::vector<double>& profit_gains, const Estimators& how) {
  ComparedMeasure out;
  out.name = about.name;
  out.ladder = about.ladder;
  out.unit = about.unit;
  const Pairs totals = finite_pairs(first, second);
  out.pairs = totals.first.size();
  out.first_mean = mean(totals.first);
  out.second_mean = mean(totals.second);
  out.difference =
      estimate::difference_interval(totals.first, totals.second, mix64(how.seed), how.level);
  out.variance_reduction = estimate::variance_reduction_factor(totals.first, totals.second);
  out.with_profit = correlation(gains(first, second), profit_gains, how.level);
  return out;
}

void find_balances(Comparison& out, const TotalsOf& of_first, const TotalsOf& of_second,
                   double level) {
  const std::size_t replicates = of_first("profit").size();
  const auto totals = [&](std::string_view name, const TotalsOf& of) {
    std::vector<double> known = of(name);
    known.resize(replicates, 0.0);
    return known;
  };
  const auto delta = [&](std::string_view name) {
    return gains(totals(name, of_first), totals(name, of_second));
  };
  const double units = mean(totals("units_sold", of_first));
  const double minutes = mean(totals("staff_minutes", of_second));
  out.margin = units > 0 ? mean(totals("contribution_margin", of_first)) / units
                         : std::numeric_limits<double>::quiet_NaN();
  out.wage = minutes > 0 ? mean(totals("cost_wages", of_second)) / (minutes / 60)
                         : std::numeric_limits<double>::quiet_NaN();
  std::vector<double> hours = delta("staff_minutes");
  for (double& h : hours) {
    h /= 60;
  }
  std::vector<double> other = delta("cost");
  const std::vector<double> wages = delta("cost_wages");
  for (std::size_t i = 0; i < other.size(); ++i) {
    other[i] -= wages[i];
  }
  const std::vector<double> sold = delta("units_sold");
  if (std::isfinite(out.wage)) {
    out.break_even_margin = estimate::break_even_margin(sold, hours, other, out.wage, level);
  }
  if (std::isfinite(out.margin)) {
    out.break_even_wage = estimate::break_even_wage(sold, hours, other, out.margin, level);
  }
  // the price of a unit of money at which what it buys would just be worth it
  out.return_on_extra_cost = estimate::break_even_wage(
      delta("contribution_margin"), delta("cost"), std::vector<double>(replicates, 0.0), 1, level);
}

std::vector<MeasureMean> means_of(const StudySpec& spec, const Series& series,
                                  std::size_t strategy) {
  const std::vector<const Measure*> shown = shown_measures(series);
  std::vector<MeasureMean> out(shown.size());
  for_each(shown.size(), [&](std::size_t i) {
    out[i] = mean_of_totals(shown[i]->about, series.totals(*shown[i], strategy, spec.focal),
                            estimators_of(spec));
  });
  return out;
}

Comparison compare(const StudySpec& spec, const StudyResult& result, const Series& series,
                   std::size_t first, std::size_t second, const std::string& currency) {
  Comparison out;
  out.first = first;
  out.second = second;
  out.wages_feed_back =
      spec.strategies[first].spends_extra_of || spec.strategies[second].spends_extra_of;
  const Measure& profit = *series.find("profit");
  const std::vector<double> profit_gains =
      gains(series.totals(profit, first, spec.focal), series.totals(profit, second, spec.focal));
  const std::vector<const Measure*> shown = shown_measures(series);
  out.measures.resize(shown.size());
  for_each(shown.size(), [&](std::size_t i) {
    out.measures[i] = compare_measure(spec, series, *shown[i], first, second, profit_gains);
  });
  find_balances(out, totals_of(spec, series, first), totals_of(spec, series, second),
                interval_level(spec.until));
  out.present_value = discounted(spec, series, first, second);
  double unspent = 0;
  for (const WorldRecord& world : result.worlds[second]) {
    unspent += static_cast<double>(world.unspent) / 100;
  }
  out.unspent = unspent / static_cast<double>(series.replicates());
  out.verdict = estimate::verdict(spec.strategies[first].name, spec.strategies[second].name,
                                  out.find("profit")->difference.interval, currency,
                                  static_cast<int>(series.weeks()));
  return out;
}

std::vector<Comparison> compare_all(const StudySpec& spec, const StudyResult& result,
                                    const Series& series, const std::string& currency) {
  std::vector<Comparison> comparisons;
  for (std::size_t s = 0; s < spec.strategies.size(); ++s) {
    if (s != spec.baseline) {
      comparisons.push_back(compare(spec, result, series, spec.baseline, s, currency));
    }
  }
  for (std::size_t s = 0; s < spec.strategies.size(); ++s) {
    if (const auto& other = spec.strategies[s].spends_extra_of) {
      comparisons.push_back(compare(spec, result, series, s, *other, currency));
    }
  }
  return comparisons;
}

}  // namespace rapport
