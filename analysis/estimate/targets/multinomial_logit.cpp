// Relative to the largest utility, so that no exponential overflows.
#include "analysis/estimate/targets/multinomial_logit.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/estimate/require.hpp"

namespace rapport::targets {

std::vector<double> logit_shares(std::span<const double> utilities) {
  require(!utilities.empty(), "a choice needs alternatives");
  for (const double utility : utilities) {
    require(std::isfinite(utility), "utilities must be finite");
  }
  const double best = *std::max_element(utilities.begin(), utilities.end());
  std::vector<double> shares;
  double sum = 0.0;
  for (const double utility : utilities) {
    shares.push_back(std::exp(utility - best));
    sum += shares.back();
  }
  for (double& share : shares) {
    share /= sum;
  }
  return shares;
}

double own_elasticity(double share, double contribution) {
  require(share >= 0.0 && share <= 1.0, "a share must be from 0 to 1");
  return contribution * (1.0 - share);
}

double cross_elasticity(double share, double contribution) {
  require(share >= 0.0 && share <= 1.0, "a share must be from 0 to 1");
  return -contribution * share;
}

}  // namespace rapport::targets
