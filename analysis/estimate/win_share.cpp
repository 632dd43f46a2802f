// Wilson's interval: the shares p that (wins - n p)^2 <= z^2 n p (1 - p) does not exclude,
//   (wins + z^2 / 2 +- z sqrt(wins (n - wins) / n + z^2 / 4)) / (n + z^2).
#include "analysis/estimate/win_share.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>

#include "analysis/estimate/distribution.hpp"

namespace rapport::estimate {
namespace {

void require_finite(std::span<const double> values) {
  if (!std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); })) {
    throw std::invalid_argument("a win share needs finite values");
  }
}

void require_rising(std::span<const double> cuts) {
  require_finite(cuts);
  if (std::adjacent_find(cuts.begin(), cuts.end(), std::greater_equal<>()) != cuts.end()) {
    throw std::invalid_argument("the cuts of a table must rise");
  }
}

std::size_t part_of(std::span<const double> cuts, double value) {
  return static_cast<std::size_t>(std::upper_bound(cuts.begin(), cuts.end(), value) - cuts.begin());
}

// Counts to shares.
WinShare with_interval(const WinShare& counts, double confidence) {
  WinShare result = wilson(counts.wins, counts.n, confidence);
  result.ties = counts.ties;
  return result;
}

void count(WinShare& counts, double gain) {
  counts.wins += gain > 0.0 ? 1 : 0;
  counts.ties += gain == 0.0 ? 1 : 0;
  ++counts.n;
}

}  // namespace

WinShare wilson(std::size_t wins, std::size_t n, double confidence) {
  if (wins > n) {
    throw std::invalid_argument("a strategy cannot win more often than it was drawn");
  }
  if (!(confidence > 0.0 && confidence < 1.0)) {
    throw std::invalid_argument("a confidence must be above 0 and below 1");
  }
  WinShare result;
  result.wins = wins;
  result.n = n;
  if (n == 0) {
    result.share = std::numeric_limits<double>::quiet_NaN();
    return result;
  }
  const double all = static_cast<double>(n);
  const double won = static_cast<double>(wins);
  const double z = normal_quantile(0.5 + 0.5 * confidence);
  const double middle = won + 0.5 * z * z;
  const double reach = z * std::sqrt(won * (all - won) / all + 0.25 * z * z);
  result.share = won / all;
  result.low = wins == 0 ? 0.0 : std::max(0.0, (middle - reach) / (all + z * z));
  result.high = wins == n ? 1.0 : std::min(1.0, (middle + reach) / (all + z * z));
  return result;
}

WinShare win_share(std::span<const double> gains, double confidence) {
  require_finite(gains);
  WinShare counts;
  for (const double gain : gains) {
    count(counts, gain);
  }
  return with_interval(counts, confidence);
}

std::vector<double> even_cuts(std::span<const double> values, std::size_t parts) {
  require_finite(values);
  if (values.empty() || parts == 0) {
    throw std::invalid_argument("cuts need values and a part at the least");
  }
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<double> cuts;
  for (std::size_t part = 1; part < parts; ++part) {
    const double cut = sorted[part * sorted.size() / parts];
    if (cut > (cuts.empty() ? sorted.front() : cuts.back())) {
      cuts.push_back(cut);
    }
  }
  return cuts;
}

WinTable win_table(std::span<const double> first, std::span<const double> first_cuts,
                   std::span<const double> second, std::span<const double> second_cuts,
                   std::span<const double> gains, double confidence) {
  if (first.size() != gains.size() || second.size() != gains.size()) {
    throw std::invalid_argument("a table of wins needs both factors of each gain");
  }
  require_finite(first);
  require_finite(second);
  require_finite(gains);
  require_rising(first_cuts);
  require_rising(second_cuts);
  WinTable table{{first_cuts.begin(), first_cuts.end()},
                 {second_cuts.begin(), second_cuts.end()},
                 std::vector<WinShare>((first_cuts.size() + 1) * (second_cuts.size() + 1))};
  for (std::size_t i = 0; i < gains.size(); ++i) {
    count(table.cells[part_of(first_cuts, first[i]) * table.columns() +
                      part_of(second_cuts, second[i])],
          gains[i]);
  }
  for (WinShare& cell : table.cells) {
    cell = with_interval(cell, confidence);
  }
  return table;
}

}  // namespace rapport::estimate
