// Made-up networks of customers for when no real one is at hand. Same arguments, same network, on
// every machine: all luck is looked up, and all sums are in a fixed order.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/world/network.hpp"

namespace rapport {

/// Friendships that grow by preferential attachment with triad formation: a scale-free network
/// (degree tail k^-3) whose clustering is set by `triad_chance` (0 to 1).
///
/// From a clique of m + 1 customers, m = mean_degree / 2, every further customer makes m friends:
/// the first in proportion to how many friends they have; each further one, with triad_chance, a
/// friend of the friend last chosen so (evenly among those not yet known), else again in
/// proportion. A fractional m alternates between its two neighbours. The clique costs a little: the
/// mean degree comes out as mean_degree - m (m + 1) / customers. A market of m + 1 customers or
/// fewer is a clique. Low row numbers are the oldest customers and tend to have the most friends.
///
/// mean_degree from 2 to 2000, else Contradiction.
/// Source: Holme & Kim, Phys. Rev. E 65, 026107 (2002); with triad_chance 0 Barabasi & Albert,
/// Science 286, 509 (1999). Memory while growing: some 10 bytes an arc.
Network holme_kim(std::uint32_t customers, double mean_degree, double triad_chance,
                  std::uint64_t seed);

/// Friendships with given numbers of friends and otherwise at random: half-edges are paired by a
/// shuffle, then self-loops and repeated pairs are erased (and counted in `dropped`, each costing
/// two half-edges), so that high degrees come out a little short. Where the degrees sum to an odd
/// number, one half-edge stays unpaired.
/// Source: the erased configuration model, van der Hofstad, Random Graphs and Complex Networks 1,
/// chapter 7 (2017).
Network configuration(std::span<const std::uint32_t> degrees, std::uint64_t seed,
                      Dropped* dropped = nullptr);

/// Degrees drawn independently with P(k) in proportion to k^-exponent on least..most (both
/// included). 1 <= least <= most, exponent from 0 to 20, else Contradiction.
std::vector<std::uint32_t> power_law_degrees(std::uint32_t customers, double exponent,
                                             std::uint32_t least, std::uint32_t most,
                                             std::uint64_t seed);

}  // namespace rapport
