// Borel's law with n! written by Stirling's remainder, so that the exponentials of n are taken
// together and large sizes keep their digits.
#include "analysis/estimate/targets/branching.hpp"

#include <cmath>
#include <limits>

#include "analysis/estimate/require.hpp"
#include "analysis/estimate/targets/gamma_law.hpp"

namespace rapport::targets {
namespace {

void require_mean(double mean) {
  require(mean >= 0.0 && mean <= 1.0, "a mean of those it is passed on to must be from 0 to 1");
}

void require_hops(int hops) {
  require(hops >= 0, "hops must be zero or more");
}

}  // namespace

double cascade_share(double mean, int size) {
  require_mean(mean);
  require(size >= 1, "a cascade has a size of 1 or more");
  if (mean == 0.0) {
    return size == 1 ? 1.0 : 0.0;
  }
  const double n = size;
  const double log_mean = std::log(mean);
  const double rate = 1.0 - mean + log_mean;  // 0 at a mean of 1, else below
  const double log_factorial = log_gamma(n + 1.0) - n * std::log(n) + n;  // ln(n! / (n / e)^n)
  return std::exp(n * rate - log_mean - std::log(n) - log_factorial);
}

double cascade_mean(double mean) {
  require_mean(mean);
  return mean < 1.0 ? 1.0 / (1.0 - mean) : std::numeric_limits<double>::infinity();
}

double cascade_depth_within(double mean, int hops) {
  require_mean(mean);
  require_hops(hops);
  double within = std::exp(-mean);
  for (int hop = 1; hop <= hops; ++hop) {
    within = std::exp(mean * (within - 1.0));
  }
  return within;
}

double reached_beyond(double mean, int hops) {
  require_mean(mean);
  require_hops(hops);
  return std::pow(mean, hops + 1.0);
}

}  // namespace rapport::targets
