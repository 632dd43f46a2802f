// Weighting a log-normal by itself moves its logarithm up by sigma^2, that is by sigma on the
// scale of z.
#include "analysis/estimate/targets/participation.hpp"

#include <cmath>

#include "analysis/estimate/distribution.hpp"
#include "analysis/estimate/require.hpp"

namespace rapport::targets {

double top_share(double sigma, double top) {
  require(sigma >= 0.0 && std::isfinite(sigma), "a spread of activity must be zero or more");
  require(top >= 0.0 && top <= 1.0, "a share of members must be from 0 to 1");
  return estimate::normal_cdf(sigma + estimate::normal_quantile(top));
}

double sigma_of_top_share(double top, double share) {
  require(top > 0.0 && share >= top && share < 1.0,
          "a top share must be at least the share of members, and both between 0 and 1");
  return estimate::normal_quantile(share) - estimate::normal_quantile(top);
}

}  // namespace rapport::targets
