// Joining by buying, from the Laplace transform of the gamma law.
#include "analysis/estimate/targets/joining.hpp"

#include <cmath>

#include "analysis/estimate/require.hpp"

namespace rapport::targets {

Joining joining_by_buying(const NegativeBinomial& law, double chance) {
  require(law.mean > 0.0 && law.shape > 0.0, "mean and shape must be above 0");
  require(chance > 0.0 && chance < 1.0, "a chance to join must be above 0 and below 1");
  const double q = 1.0 - chance;
  const double base = 1.0 + chance * law.mean / law.shape;
  const double stays = std::pow(base, -law.shape);
  const double rate = law.mean * stays / base;
  return {(law.mean - rate) / (1.0 - stays), (law.mean - q * rate) / (1.0 - stays), rate / stays,
          q * rate / stays};
}

}  // namespace rapport::targets
