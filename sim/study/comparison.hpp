// Two strategies compared: paired differences with intervals, what pairing gained, where the
// balance tips, and one sentence.
#pragma once

#include <string>
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
  estimate::Difference difference;         ///< second - first, over replicates with a value in both
  double variance_reduction = 1;           ///< independent pairs that one paired replicate replaces
  std::size_t pairs = 0;                   ///< replicates with a value in both
  std::vector<estimate::Interval> weekly;  ///< second - first in each week (Student t)
};

struct Comparison {
  std::size_t first = 0;
  std::size_t second = 0;
  std::vector<ComparedMeasure> measures;
  double margin = 0;  ///< of a unit, currency; NaN if nothing was sold
  double wage = 0;    ///< of an hour, currency; NaN if nobody was paid
  estimate::BreakEven break_even_margin;
  estimate::BreakEven break_even_wage;
  estimate::Interval present_value;  ///< of the profit difference, discounted
  double unspent = 0;                ///< mean allowance that the second could not spend, currency
  std::string verdict;

  const ComparedMeasure* find(std::string_view name) const;
};

/// Terms of the market that only money needs.
struct MoneyTerms {
  std::string currency = "currency";
  double discount_rate = 0;  ///< a year
};

/// Compares two strategies of a study for the focal brand. Deterministic.
Comparison compare(const StudySpec&, const StudyResult&, const Series&, std::size_t first,
                   std::size_t second, const MoneyTerms&);

}  // namespace rapport
