// Sums over degrees; the laws themselves are made by their ratios, so that nothing overflows.
#include "analysis/estimate/targets/degree_law.hpp"

#include <cmath>

#include "analysis/estimate/require.hpp"

namespace rapport::targets {

DegreeLaw poisson_degrees(double mean) {
  require(mean > 0.0 && mean <= 500.0, "a mean degree must be above 0 and up to 500");
  DegreeLaw law{std::exp(-mean)};
  for (double k = 1.0; k <= mean || law.back() > 1e-19; k += 1.0) {
    law.push_back(law.back() * mean / k);
  }
  return law;
}

DegreeLaw power_law_degrees(double exponent, double cutoff) {
  require(exponent >= 0.0 && exponent <= 10.0, "the exponent of degrees must be from 0 to 10");
  require(cutoff > 0.0 && cutoff <= 1000.0, "the cutoff of degrees must be above 0 and up to 1000");
  const auto last = static_cast<std::size_t>(std::ceil(40.0 * cutoff)) + 1;  // e^-40 is left out
  DegreeLaw law(last + 1, 0.0);
  double total = 0.0;
  for (std::size_t k = last; k >= 1; --k) {  // the smallest first: their sum keeps its digits
    const auto degree = static_cast<double>(k);
    law[k] = std::exp(-exponent * std::log(degree) - (degree - 1.0) / cutoff);
    total += law[k];
  }
  for (double& share : law) {
    share /= total;
  }
  return law;
}

double mean_degree(const DegreeLaw& law) {
  double total = 0.0;
  double mean = 0.0;
  for (std::size_t k = 0; k < law.size(); ++k) {
    require(law[k] >= 0.0, "a share of nodes must not be negative");
    total += law[k];
    mean += static_cast<double>(k) * law[k];
  }
  require(std::abs(total - 1.0) < 1e-9, "the shares of nodes must add up to 1");
  require(mean > 0.0, "somebody must have a neighbour");
  return mean;
}

double mean_excess_degree(const DegreeLaw& law) {
  double pairs = 0.0;
  for (std::size_t k = 2; k < law.size(); ++k) {
    pairs += static_cast<double>(k) * static_cast<double>(k - 1) * law[k];
  }
  return pairs / mean_degree(law);
}

DegreeLaw degrees_along_ties(const DegreeLaw& law) {
  const double mean = mean_degree(law);
  DegreeLaw along(law);
  for (std::size_t k = 0; k < law.size(); ++k) {
    along[k] *= static_cast<double>(k) / mean;
  }
  return along;
}

}  // namespace rapport::targets
