// How many neighbours the nodes of a random graph have: all that the laws of percolation and of
// thresholds know of a network without short loops.
#pragma once

#include <vector>

namespace rapport::targets {

/// Entry k: the share of nodes with k neighbours. Adds up to 1.
using DegreeLaw = std::vector<double>;

/// Poisson with that mean (above 0, up to 500): the graph of Erdos & Renyi. Cut where what is left
/// is below 1e-17. Throws std::invalid_argument.
DegreeLaw poisson_degrees(double mean);

/// Share proportional to k^-exponent e^(-k / cutoff) for k from 1 (Newman, Strogatz & Watts, Phys.
/// Rev. E 64 (2001) 026118). `exponent` 0 to 10, `cutoff` above 0, up to 1000 neighbours. Throws
/// std::invalid_argument.
DegreeLaw power_law_degrees(double exponent, double cutoff);

/// Mean number of neighbours. All of these throw std::invalid_argument where shares are negative,
/// do not add up to 1 within 1e-9, or nobody has a neighbour.
double mean_degree(const DegreeLaw& law);

/// Mean number of further neighbours of one who is reached along a tie: E[k (k - 1)] / E[k].
double mean_excess_degree(const DegreeLaw& law);

/// Entry k: the share of ties that lead to a node with k neighbours, k p_k / E[k].
DegreeLaw degrees_along_ties(const DegreeLaw& law);

}  // namespace rapport::targets
