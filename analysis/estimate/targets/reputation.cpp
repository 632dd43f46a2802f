// Multiplied out by 1 - forgetting, so that nothing is infinite on the way.
#include "analysis/estimate/targets/reputation.hpp"

#include "analysis/estimate/require.hpp"

namespace rapport::targets {

double settled_reputation(double forgetting, double success) {
  require(forgetting >= 0.0 && forgetting < 1.0, "forgetting must be from 0 to below 1");
  require(success >= 0.0 && success <= 1.0, "a chance of success must be from 0 to 1");
  const double fresh = 1.0 - forgetting;
  return (success + fresh) / (1.0 + 2.0 * fresh);
}

}  // namespace rapport::targets
