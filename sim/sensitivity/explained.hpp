// What draws say: how often the other strategy wins, where, and what decides it.
#pragma once

#include <optional>
#include <vector>

#include "analysis/estimate/difference.hpp"
#include "analysis/estimate/morris.hpp"
#include "analysis/estimate/win_share.hpp"
#include "sim/sensitivity/lived_draws.hpp"

namespace rapport::sensitivity {

/// What one factor does to the gain in profit.
struct Explained {
  std::size_t factor = 0;
  /// The share of the variance of the gain's ranks that it explains alone. Ranks, for a few draws
  /// with dear goods would otherwise decide what varies at all.
  estimate::Interval of_gain;
  estimate::Interval of_wins;      ///< the same of 1 for a win, 0 for none
  estimate::Interval correlation;  ///< partial, of ranks: which way, the others held fixed
  estimate::Interval of_revenue;   ///< as of_gain, of the gain in revenue
  /// In units of the currency for its whole range; of a screening.
  std::optional<estimate::ElementaryEffects> effects;
};

struct Explanation {
  estimate::WinShare wins;   ///< profit
  estimate::WinShare sells;  ///< revenue
  std::vector<double> cuts;  ///< of the gain in profit: quartiles' and 5 and 95 % points, rising
  std::vector<Explained> factors;  ///< who explains most of the gain first
  /// Of all of_gain: what is missing to 1 are interactions and luck.
  double together = 0;
  std::optional<estimate::WinTable> table;
};

/// In a currency's units.
std::vector<double> profits(const std::vector<Gain>&);
std::vector<double> revenues(const std::vector<Gain>&);

/// The same draws, the same intervals.
Explanation explain_draws(const PriorFile&, const LivedDraws&);

/// Outside this band a share of wins says more about the priors than about strategies.
inline constexpr double least_telling = 0.15;
inline constexpr double most_telling = 0.85;

/// The factor that nobody has measured and that explains over half of the variance of the gain's
/// ranks; nullptr: none does.
const Explained* one_assumption(const PriorFile&, const Explanation&);

}  // namespace rapport::sensitivity
