// Purchases of customers whose rates differ as a gamma distribution: each buys by a Poisson law,
// all together by the negative binomial (NBD). Source: Ehrenberg, Applied Statistics 8 (1959)
// 26-41.
#pragma once

#include <algorithm>

#include "analysis/estimate/require.hpp"

namespace rapport::targets {

/// Purchases in one period.
struct NegativeBinomial {
  double mean = 0.0;  ///< per customer, those who buy nothing included; above 0
  double shape =
      0.0;  ///< of the gamma distribution of rates; above 0. Small: customers differ much
};

// All throw std::invalid_argument for numbers out of range, and for a law under which a customer
// has less than one chance in 10^300 of buying nothing.

/// The same customers in `periods` periods (above 0, need not be whole).
NegativeBinomial over(const NegativeBinomial& law, double periods);

/// The share of customers with exactly `count` purchases.
double nbd_share(const NegativeBinomial& law, int count);

/// The share that buys at least once: 1 - (1 + mean / shape)^-shape.
double nbd_penetration(const NegativeBinomial& law);

/// The shape at which that mean has that penetration, above 0 and below 1 - e^-mean.
double nbd_shape(double mean, double penetration);

/// Of those who buy in one period, the share that buys in the next.
double nbd_repeat(const NegativeBinomial& law);

/// The share of all long-run purchases that the heaviest `top` (above 0 to 1) of customers make.
double heaviest_share(double shape, double top);

/// How much more than the average those buy who follow a brand, where following does nothing and
/// its chance is as the buying rate to the power `exponent` (0 or more): (shape + exponent) /
/// shape.
double followers_over_average(double shape, double exponent = 1.0);

/// The mean of `f(n)` over customers, n purchases each. `f` is called for n = 0, 1, 2, ... in this
/// order, and must not grow faster than n. Cut where what is left is below 1e-17.
template <class F>
double nbd_mean(const NegativeBinomial& law, F f) {
  double share = nbd_share(law, 0);
  require(share > 1e-300, "the share that buys nothing must be above 1e-300");
  const double odds = law.mean / (law.mean + law.shape);
  double sum = 0.0;
  for (int n = 0;; ++n) {
    sum += share * f(n);
    const double ratio = odds * (law.shape + n) / (n + 1.0);
    const double steepest = std::max(ratio, odds);  // ratios go to `odds` from either side
    share *= ratio;
    if (steepest < 1.0 && share * (n + 2.0) < 1e-17 * (1.0 - steepest) * (1.0 - steepest)) {
      return sum;
    }
  }
}

}  // namespace rapport::targets
