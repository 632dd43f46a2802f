#include "sim/sensitivity/explained.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "analysis/estimate/main_effect.hpp"
#include "analysis/estimate/partial_rank.hpp"
#include "analysis/estimate/ranks.hpp"
#include "sim/core/for_each.hpp"

namespace rapport::sensitivity {
namespace {

constexpr std::size_t parts = 4;  // quartiles
constexpr std::uint64_t resampling = 1;

template <class Of>
std::vector<double> in_units(const std::vector<Gain>& gains, const Of& of) {
  std::vector<double> values;
  values.reserve(gains.size());
  for (const Gain& gain : gains) {
    values.push_back(static_cast<double>(of(gain)) / 100);
  }
  return values;
}

/// The values below which these shares of all lie.
std::vector<double> points(std::vector<double> values) {
  std::ranges::sort(values);
  std::vector<double> at;
  for (const double share : {0.05, 0.25, 0.5, 0.75, 0.95}) {
    at.push_back(values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))]);
  }
  return at;
}

std::vector<double> wins_of(const std::vector<double>& gains) {
  std::vector<double> wins;
  std::ranges::transform(gains, std::back_inserter(wins),
                         [](double gain) { return gain > 0 ? 1.0 : 0.0; });
  return wins;
}

}  // namespace

std::vector<double> profits(const std::vector<Gain>& gains) {
  return in_units(gains, [](const Gain& gain) { return gain.profit; });
}

std::vector<double> revenues(const std::vector<Gain>& gains) {
  return in_units(gains, [](const Gain& gain) { return gain.revenue; });
}

Explanation explain_draws(const PriorFile& file, const LivedDraws& lived) {
  const std::vector<double> gains = profits(lived.gains);
  const std::vector<double> sold = revenues(lived.gains);
  Explanation out;
  out.wins = estimate::win_share(gains);
  out.sells = estimate::win_share(sold);
  out.cuts = points(gains);
  const std::vector<double> gain_ranks = estimate::mid_ranks(gains);
  const std::vector<double> revenue_ranks = estimate::mid_ranks(sold);
  const std::vector<double> wins = wins_of(gains);
  const auto correlations = estimate::partial_rank_correlations(lived.values, gains);
  out.factors.resize(lived.values.size());
  for_each(out.factors.size(), [&](std::size_t f) {
    Explained& one = out.factors[f];
    one.factor = f;
    one.of_gain = estimate::main_effect(lived.values[f], gain_ranks, resampling);
    one.of_wins = estimate::main_effect(lived.values[f], wins, resampling);
    one.of_revenue = estimate::main_effect(lived.values[f], revenue_ranks, resampling);
    one.correlation = correlations[f];
  });
  if (lived.design) {
    const auto effects = estimate::elementary_effects(*lived.design, profits(lived.screened));
    for (Explained& one : out.factors) {
      one.effects = effects[one.factor];
    }
  }
  for (const Explained& one : out.factors) {
    out.together += one.of_gain.mean;
  }
  std::ranges::sort(out.factors, {}, [](const Explained& one) {
    return std::pair(std::isnan(one.of_gain.mean) ? 1.0 : -one.of_gain.mean, one.factor);
  });
  if (!file.rows.empty()) {
    const std::vector<double>& first = lived.values[file.factor(file.rows)];
    const std::vector<double>& second = lived.values[file.factor(file.columns)];
    out.table = estimate::win_table(first, estimate::even_cuts(first, parts), second,
                                    estimate::even_cuts(second, parts), gains);
  }
  return out;
}

const Explained* one_assumption(const PriorFile& file, const Explanation& explanation) {
  const auto found = std::ranges::find_if(explanation.factors, [&](const Explained& one) {
    return file.factors[one.factor].grade == Grade::assumed && one.of_gain.mean > 0.5;
  });
  return found == explanation.factors.end() ? nullptr : &*found;
}

}  // namespace rapport::sensitivity
