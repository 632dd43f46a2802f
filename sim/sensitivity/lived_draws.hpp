// All draws of a sensitivity analysis: parameter values by a Latin hypercube and by Morris's
// trajectories, and what came of each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "analysis/estimate/morris.hpp"
#include "sim/sensitivity/drawn_market.hpp"

namespace rapport::sensitivity {

struct DrawPlan {
  std::size_t draws = 2000;
  std::size_t trajectories = 20;  ///< 0: no screening; otherwise 2 or more
  std::uint64_t seed = 1;
};

struct LivedDraws {
  std::vector<std::vector<double>> values;  ///< [factor][draw]
  std::vector<Gain> gains;                  ///< [draw]
  std::optional<estimate::MorrisDesign> design;
  std::vector<Gain> screened;  ///< [run of the design]

  std::uint64_t digest() const;  ///< of all gains, in order
};

/// Told how many draws have been lived, of how many; called by one thread at a time.
using OnDraw = std::function<void(std::uint64_t done, std::uint64_t of)>;

/// Lives all draws side by side. Values, luck and so the gains of a draw follow from (seed, draw,
/// how many draws) alone; every draw has its own luck, and a trajectory one for all its runs, so
/// that what does nothing has no effect at all. Morris's factors go from where 5 % of a prior lie
/// below to where 5 % lie above, since some have no ends.
/// Throws ScenarioError, before it lives any, where a draw breaks a rule among parameters;
/// `file` is the prior file's name.
LivedDraws live_draws(const DrawnMarket&, std::span<const Factor>, const DrawPlan&,
                      const std::string& file, const OnDraw&);

}  // namespace rapport::sensitivity
