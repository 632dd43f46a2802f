// Cascades of those who follow once a share of their neighbours has: when one seed moves the
// whole of a large random graph, and how far it gets.
#pragma once

#include <optional>

#include "analysis/estimate/targets/degree_law.hpp"

namespace rapport::targets {

/// Mean degrees between which one seed can move all.
struct CascadeWindow {
  double low = 0.0;
  double high = 0.0;
};

/// The window of a Poisson graph where all have the same `threshold` (share of neighbours, above
/// 0 and up to 1): the mean degrees z between the roots of z P(Poisson(z) <= K - 2) = 1,
/// K = floor(1 / threshold): the vulnerable, whom one neighbour moves, hang together. Nothing
/// where there is none: above a threshold of 1/4. `threshold` from 0.005, else
/// std::invalid_argument. Source: Watts, Proc. Natl. Acad. Sci. 99 (2002) 5766-5771.
std::optional<CascadeWindow> cascade_window(double threshold);

/// The share of all who are active in the end, where the share `seeded` is to begin with and each
/// follows once at least the share `threshold` of its neighbours is active. `seeded` 0 to 1,
/// `threshold` above 0, else std::invalid_argument; or as degree_law.hpp throws. Close to where a
/// cascade begins to get through it is sensitive, and error grows from 1e-12 to 1e-6.
/// Source: Gleeson & Cahalane, Phys. Rev. E 75 (2007) 056103.
double threshold_cascade(const DegreeLaw& law, double threshold, double seeded);

}  // namespace rapport::targets
