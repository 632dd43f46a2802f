// Networks of the textbooks, made in parallel: every tie is looked up by its own number, so that
// the same arguments give the same network on any number of threads.
#pragma once

#include <cstdint>

#include "sim/world/network.hpp"

namespace rapport {

/// Growth by preferential attachment: every person makes mean_degree / 2 friends among those
/// before, in proportion to how many friends they have. Tail k^-3; with m = mean_degree / 2 whole,
/// a share 2 m (m + 1) / (k (k + 1) (k + 2)) of people has k friends.
///
/// Each tie finds its older end by following random earlier ends back until one is a newcomer's
/// (Sanders & Schulz, Inf. Process. Lett. 116, 489, 2016), which needs no memory of what others do.
/// Ties to oneself and ties made twice are erased (counted in `dropped`): some m^2 ln(customers) in
/// all. A fractional m alternates between its two neighbours. mean_degree from 2 to 2000.
/// Source: Barabasi & Albert, Science 286, 509 (1999); Bollobas & Riordan 2004 for the details.
Network barabasi_albert(std::uint32_t customers, double mean_degree, std::uint64_t seed,
                        Dropped* dropped = nullptr);

/// A ring on which everybody knows the mean_degree / 2 nearest on either side, of whose ties a
/// share `rewired` leads anywhere instead: to anybody farther off on the ring, all alike. Two that
/// lead to one person are one (counted in `dropped`). mean_degree an even whole number from 2,
/// below customers; rewired 0 to 1. Clustering falls from 3 (K - 2) / (4 (K - 1)) as about (1 -
/// rewired)^3. Source: Watts & Strogatz, Nature 393, 440 (1998); Barrat & Weigt, Eur. Phys. J. B
/// 13, 547 (2000).
Network watts_strogatz(std::uint32_t customers, std::uint32_t mean_degree, double rewired,
                       std::uint64_t seed, Dropped* dropped = nullptr);

/// Every pair is tied with the same chance, mean_degree / (customers - 1), which is at most 1.
/// Each person's row jumps from tie to tie by geometric steps (Batagelj & Brandes, Phys. Rev. E 71,
/// 036113, 2005). Source: Gilbert 1959; Erdos & Renyi 1959.
Network erdos_renyi(std::uint32_t customers, double mean_degree, std::uint64_t seed);

/// Communities of equal size, and people of unequal fame: a share `within` of all ties stays in the
/// community, the same number in each; ends are drawn in proportion to fame, which has a tail of
/// P(k) ~ k^-exponent up to a hundred times the least. Ties to oneself and ties drawn twice are
/// erased (counted in `dropped`). communities from 1 to customers / 2, within 0 to 1 (1 where there
/// is one community), exponent above 2 to 20.
/// Source: the degree-corrected block model, Karrer & Newman, Phys. Rev. E 83, 016107 (2011), with
/// fixed numbers of ties.
Network blocks(std::uint32_t customers, double mean_degree, std::uint32_t communities,
               double within, double exponent, std::uint64_t seed, Dropped* dropped = nullptr);

}  // namespace rapport
