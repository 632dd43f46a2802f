// Window: z P(Poisson(z) <= K - 2) rises to one maximum and falls (it is log-concave), so there is
// a root on either side or none. Size: the chance q that the node at the end of a tie is active,
// its other neighbours given, is the smallest fixed point of
//   q = s + (1 - s) sum_k (k p_k / z) P(Binomial(k - 1, q) >= threshold k),
// reached from s by going on; the share of all is the same with p_k and k neighbours.
#include "analysis/estimate/targets/thresholds.hpp"

#include <cmath>
#include <vector>

#include "analysis/estimate/require.hpp"
#include "analysis/estimate/targets/gamma_law.hpp"
#include "analysis/estimate/targets/root.hpp"

namespace rapport::targets {
namespace {

// Products of decimals such as 0.2 x 5 miss whole numbers by the last bit.
constexpr double whole = 1e-9;

// P(Poisson(mean) = n) for n up to `last`, and P(... <= last).
struct PoissonUpTo {
  double at = 0.0;
  double below = 0.0;
  PoissonUpTo(double mean, int last) : at(std::exp(-mean)), below(at) {
    for (int n = 1; n <= last; ++n) {
      at *= mean / n;
      below += at;
    }
  }
};

// Those with one number of neighbours: of `n` (beside the one who looks) at least `least` must be
// active.
struct Neighbours {
  double share = 0.0;
  double n = 0.0;
  double least = 0.0;
  double log_choose = 0.0;  // ln of n over least

  // P(Binomial(n, q) >= least), summed from `least` away from the mean: terms only fall.
  double moved(double q) const {
    if (least <= 0.0 || (q >= 1.0 && least <= n)) {
      return 1.0;
    }
    if (least > n || q <= 0.0) {
      return 0.0;
    }
    const bool upwards = least > n * q;
    const double odds = q / (1.0 - q);
    double term = std::exp(log_choose + least * std::log(q) + (n - least) * std::log1p(-q));
    double sum = upwards ? term : 0.0;
    for (double m = least; term > 1e-18 && (upwards ? m < n : m > 0.0); m += upwards ? 1.0 : -1.0) {
      term *= upwards ? odds * (n - m) / (m + 1.0) : m / (odds * (n - m + 1.0));
      sum += term;
    }
    return upwards ? sum : 1.0 - sum;
  }
};

// `beside`: 1 where one of the k neighbours is who looks, and is not active.
std::vector<Neighbours> neighbourhoods(const DegreeLaw& shares, double threshold, double beside) {
  std::vector<Neighbours> all;
  for (std::size_t k = 1; k < shares.size(); ++k) {
    const auto degree = static_cast<double>(k);
    Neighbours one{shares[k], degree - beside, std::ceil(threshold * degree - whole)};
    if (one.least > 0.0 && one.least <= one.n) {
      one.log_choose =
          log_gamma(one.n + 1.0) - log_gamma(one.least + 1.0) - log_gamma(one.n - one.least + 1.0);
    }
    all.push_back(one);
  }
  return all;
}

double moved(const std::vector<Neighbours>& all, double q) {
  double sum = 0.0;
  for (const Neighbours& one : all) {
    sum += one.share * one.moved(q);
  }
  return sum;
}

}  // namespace

std::optional<CascadeWindow> cascade_window(double threshold) {
  require(threshold >= 0.005 && threshold <= 1.0, "a threshold must be from 0.005 to 1");
  const int most = static_cast<int>(std::floor(1.0 / threshold + whole));
  if (most < 3) {
    return std::nullopt;  // the vulnerable have two neighbours at most: they make no network
  }
  const int last = most - 2;
  const double beyond = most + 10.0 * std::sqrt(most) + 20.0;  // nobody is vulnerable any more
  const double peak = root_between(
      [&](double z) {
        const PoissonUpTo up(z, last);
        return up.below - z * up.at;  // the slope
      },
      0.0, beyond);
  const auto excess = [&](double z) { return z * PoissonUpTo(z, last).below - 1.0; };
  if (excess(peak) <= 0.0) {
    return std::nullopt;
  }
  return CascadeWindow{root_between(excess, 0.0, peak), root_between(excess, peak, beyond)};
}

double threshold_cascade(const DegreeLaw& law, double threshold, double seeded) {
  require(threshold > 0.0 && threshold <= 1.0, "a threshold must be above 0 and up to 1");
  require(seeded >= 0.0 && seeded <= 1.0, "a share of seeds must be from 0 to 1");
  const auto along = neighbourhoods(degrees_along_ties(law), threshold, 1.0);
  double q = seeded;
  for (int step = 0; step < 200000; ++step) {
    const double next = seeded + (1.0 - seeded) * moved(along, q);
    const bool still = next - q <= 1e-15 * next;
    q = next;
    if (still) {
      break;
    }
  }
  return seeded + (1.0 - seeded) * moved(neighbourhoods(law, threshold, 0.0), q);
}

}  // namespace rapport::targets
