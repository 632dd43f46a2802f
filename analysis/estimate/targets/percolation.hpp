// How far a contagion gets that each tie passes on at most once, in a large random graph of given
// degrees: bond percolation, the law of independent cascades and of epidemics.
#pragma once

#include "analysis/estimate/targets/degree_law.hpp"

namespace rapport::targets {

// All throw std::invalid_argument as degree_law.hpp does, and where a chance is not in [0, 1] or a
// rate not above zero.

/// The chance of passing a tie below which nothing spreads: E[k] / E[k (k - 1)]; infinite where
/// nobody has two neighbours. Source: Newman, Phys. Rev. E 66 (2002) 016128.
double critical_transmissibility(const DegreeLaw& law);

/// The share of all who are reached by a contagion that spreads, where a tie passes it on with
/// chance `transmissibility`; 0 up to the critical chance. Also the chance that one seed starts
/// such a contagion, if ties pass independently. Same source: S = 1 - G0(1 - T + T u),
/// u = G1(1 - T + T u).
double final_size(const DegreeLaw& law, double transmissibility);

/// The mean number reached from one seed, itself included, below the critical chance; infinite
/// from there on. Same source: 1 + T E[k] / (1 - T E[k (k - 1)] / E[k]).
double mean_outbreak(const DegreeLaw& law, double transmissibility);

/// The chance that an epidemic passes a tie: infection at rate `beta` along it, while recovery has
/// rate `gamma`, the same unit: beta / (beta + gamma).
double transmissibility(double beta, double gamma);

/// The chance that one seed starts an epidemic when times of infection are exponential. All ties
/// of one node share its luck, so it is below final_size, although as many are reached. Source:
/// Kenah & Robins, Phys. Rev. E 76 (2007) 036113.
double epidemic_probability(const DegreeLaw& law, double beta, double gamma);

}  // namespace rapport::targets
