// Two strategies compared: paired differences with intervals, what pairing gained, whether what is
// gained on one ladder goes with what is gained in profit, where the balance tips, and one
// sentence.
//
// How the ladders hang together (C33) is asked of replicates, which are independent, and never of
// weeks, which are not: a replicate's two worlds meet the same luck, so each difference is what the
// strategy caused there, and the correlation of two differences over replicates is the individual
// causal association of research on surrogate endpoints (Alonso et al. 2015). It says whether a
// gain in likes foretells a gain in profit in this market between these two strategies; not that
// one causes the other, and nothing of other strategies.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/estimate/break_even.hpp"
#include "analysis/estimate/difference.hpp"
#include "sim/study/series.hpp"

namespace rapport {

/// One measure's total over the weeks, second strategy against first.
struct ComparedMeasure {
  std::string name;
  Ladder ladder = Ladder::business;
  std::string unit;
  double first_mean = 0;
  double second_mean = 0;
  estimate::Difference difference;  ///< second - first, over replicates with a value in both
  double variance_reduction = 1;    ///< independent pairs that one paired replicate replaces
  /// Replicates with a value in both; where none are pairs, of the strategy that has fewer.
  std::size_t pairs = 0;
  estimate::Interval with_profit;  ///< rank correlation of the difference with profit's
  /// second - first in each week, over replicates with a value in both: the method is chosen week
  /// by week, as for the total; empty where weeks are not compared
  std::vector<estimate::Difference> weekly;

  /// How many weeks' intervals are bootstrapped.
  std::size_t bootstrapped_weeks() const;
};

struct Comparison {
  std::size_t first = 0;
  std::size_t second = 0;
  /// Whether replicate by replicate the two met the same luck. Where they did not there are no
  /// correlations, and nothing was saved of luck.
  bool paired = true;
  /// Whether balances and the return on extra cost were asked for: both belong to one study.
  bool balanced = true;
  std::vector<ComparedMeasure> measures;
  double margin = 0;  ///< of a unit, currency; NaN if nothing was sold; where balanced
  double wage = 0;    ///< of an hour, currency; NaN if nobody was paid; where balanced
  estimate::BreakEven break_even_margin;
  /// True where one of the two spends what another's hours cost: then wages move sales, and neither
  /// a break-even wage nor a return on extra cost follows from these runs.
  bool wages_feed_back = false;
  estimate::BreakEven break_even_wage;       ///< without meaning where wages feed back
  estimate::BreakEven return_on_extra_cost;  ///< margin more for each unit of money spent more
  estimate::Interval present_value;          ///< of the profit difference, discounted
  double unspent = 0;  ///< mean allowance that the second did not spend, currency; below 0: it
                       ///< spent more, as the last weeks' savings came too late to be taken back
  std::string verdict;

  const ComparedMeasure* find(std::string_view name) const;
};

/// One measure's total over the weeks, of one strategy.
struct MeasureMean {
  std::string name;
  Ladder ladder = Ladder::business;
  std::string unit;
  estimate::Difference mean;  ///< of the totals from nothing, over replicates with a value
};

/// A strategy's totals of a measure for the focal brand, one a replicate; empty where there is no
/// such measure.
using TotalsOf = std::function<std::vector<double>(std::string_view measure)>;

/// second - first, one a replicate.
std::vector<double> gains(const std::vector<double>& first, const std::vector<double>& second);

/// What the intervals of a study are computed with.
struct Estimators {
  std::uint64_t seed = 1;  ///< the study's: the luck of resampling follows from it
  double level = 0.95;     ///< see interval_level
};

/// The mean of a measure's totals, one a replicate; NaN = missing.
MeasureMean mean_of_totals(const MeasureInfo&, std::vector<double> totals, const Estimators&);

/// Compares two strategies' totals of a measure, replicate by replicate, without its weeks.
/// `profit_gains`: what the second earned more in each replicate.
ComparedMeasure compare_totals(const MeasureInfo&, const std::vector<double>& first,
                               const std::vector<double>& second,
                               const std::vector<double>& profit_gains, const Estimators&);

/// Fills in margin, wage, both break-even values and the return on extra cost.
void find_balances(Comparison&, const TotalsOf& first, const TotalsOf& second, double level);

/// What one strategy of a study came to for the focal brand, in the order of the series.
/// Deterministic.
std::vector<MeasureMean> means_of(const StudySpec&, const Series&, std::size_t strategy);

/// Compares two strategies of a study for the focal brand. Deterministic.
Comparison compare(const StudySpec&, const StudyResult&, const Series&, std::size_t first,
                   std::size_t second, const std::string& currency);

/// Every other strategy against the baseline, then each that another's extra cost was spent under:
/// the equal-budget comparison proper, the strategy that cost more against the one that spent it.
std::vector<Comparison> compare_all(const StudySpec&, const StudyResult&, const Series&,
                                    const std::string& currency);

}  // namespace rapport
