// What two famous ways of making networks must give.
#pragma once

namespace rapport::targets {

/// The share of nodes with `degree` neighbours where each newcomer ties itself to `ties` (1 or
/// more) nodes, preferring those with many (Barabasi & Albert), in a large network:
/// 2 m (m + 1) / (k (k + 1) (k + 2)), which falls as k^-3; 0 below `ties`. Throws
/// std::invalid_argument where either is not positive. Source: Dorogovtsev, Mendes & Samukhin,
/// Phys. Rev. Lett. 85 (2000) 4633.
double preferential_share(int degree, int ties);

/// The share with at least `degree` neighbours: m (m + 1) / (k (k + 1)); 1 below `ties`.
double preferential_at_least(int degree, int ties);

/// The clustering of a ring whose nodes know their `neighbours` nearest (even, 2 or more), each
/// tie moved elsewhere with chance `moved` (0 to 1; Watts & Strogatz), in a large network:
/// 3 (K - 2) / (4 (K - 1)) (1 - p)^3: a triangle lasts while none of its ties has moved. Throws
/// std::invalid_argument. Source: Barrat & Weigt, Eur. Phys. J. B 13 (2000) 547-560.
double small_world_clustering(int neighbours, double moved);

}  // namespace rapport::targets
