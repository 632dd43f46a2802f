// What a network is like: degrees, triangles, components, distances, communities. All but degrees
// and reciprocity look at ties without their direction.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/world/network.hpp"

namespace rapport::structure {

/// Every tie both ways. A copy, also where it was so before.
Network both_ways(const Network& network);

/// Of one number a person: how many see them, or are seen by them.
struct Degrees {
  double mean = 0;
  std::uint32_t median = 0;  ///< the lower of two in the middle
  std::uint32_t tenth = 0;   ///< nine in ten have no more
  std::uint32_t hundredth = 0;
  std::uint32_t most = 0;
  std::uint64_t none = 0;  ///< people with none
};
Degrees degrees(std::vector<std::uint32_t> each);
std::vector<std::uint32_t> out_degrees(const Network& network);
std::vector<std::uint32_t> in_degrees(const Network& network);

/// The share of arcs whose opposite is there; 1 for a network without arcs.
double reciprocity(const Network& network);

/// Triangles of a network whose ties go both ways.
struct Clustering {
  std::uint64_t triangles = 0;
  /// The share of a person's pairs of friends who are friends, averaged over all people, 0 for
  /// those with fewer than two (Watts & Strogatz, Nature 393, 440, 1998).
  double average = 0;
  /// Three times the triangles over all pairs of ties that meet (Newman, SIAM Review 45, 167,
  /// 2003).
  double transitivity = 0;
};
Clustering clustering(const Network& friends);

/// The correlation of the degrees at the two ends of a tie (Newman, Phys. Rev. Lett. 89, 208701,
/// 2002); NaN where all degrees are equal. Of a network whose ties go both ways.
double assortativity(const Network& friends);

struct Components {
  std::uint64_t count = 0;
  std::uint64_t largest = 0;  ///< people in it
};
/// Of a network whose ties go both ways.
Components components(const Network& friends);
/// Sets of people who reach one another along arcs (Tarjan 1972, by Boost.Graph).
Components strong_components(const Network& network);

/// Distances in the largest component of a network whose ties go both ways.
struct Distances {
  std::uint32_t diameter_at_least = 0;
  std::uint32_t diameter_at_most = 0;
  double mean = 0;  ///< from some people to all others
  std::uint32_t sources = 0;
};
/// Bounds of the diameter close in by searches from the far ends of longest paths and then from the
/// fringe of the middle (iFUB: Crescenzi et al., Theor. Comput. Sci. 514, 84, 2013), at most
/// `searches` of them. The mean is over as many people, at most 200, evenly by row.
Distances distances(const Network& friends, std::uint32_t searches);

/// Groups with more ties inside than chance would give (Louvain method: Blondel et al., J. Stat.
/// Mech. P10008, 2008); visits people by row, so that the same network gives the same groups.
struct Communities {
  std::vector<std::uint32_t> of;  ///< by row; numbered from the largest group down
  std::uint32_t count = 0;
  double modularity = 0;
};
Communities communities(const Network& friends);

}  // namespace rapport::structure
