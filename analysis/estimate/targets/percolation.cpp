// The chance u that a tie leads nowhere is the smallest fixed point of a convex function g on
// [0, 1] with g(1) = 1. Newton's iteration from 0 climbs to it and never passes it.
//
// With exponential times of infection, what k ties of a node lead to dies out with chance
//   m_k = (gamma + k beta h m_{k-1}) / (gamma + k beta),   m_0 = 1,
// because the first thing to happen is either recovery or one of the k infections, whose branch
// must die out (h) as must the rest: no integral over times of infection is needed.
#include "analysis/estimate/targets/percolation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/estimate/require.hpp"

namespace rapport::targets {
namespace {

struct Value {
  double at = 0.0;
  double slope = 0.0;
};

// The sum of share[k] x^(k - less), and its slope; `less` is 0 or 1, share[0] is 0 with 1.
Value generating(const DegreeLaw& shares, double x, std::size_t less) {
  Value sum;
  for (std::size_t k = shares.size(); k-- > less;) {
    sum.slope = sum.slope * x + sum.at;
    sum.at = sum.at * x + shares[k];
  }
  return sum;
}

template <class G>
double smallest_fixed_point(G g) {
  double u = 0.0;
  for (int step = 0; step < 200; ++step) {
    const Value here = g(u);
    const double by = (here.at - u) / (1.0 - here.slope);
    if (!(by > 1e-17)) {  // NaN too: it has met the root at 1
      break;
    }
    u = std::min(1.0, u + by);
  }
  return u;
}

// The sum of share[k] m_{k - less} where a branch dies out with chance h, and its slope in h.
Value dies_out(const DegreeLaw& shares, double h, double beta, double gamma, std::size_t less) {
  Value m{1.0, 0.0};
  Value sum;
  for (std::size_t k = 0; k + less < shares.size(); ++k) {
    if (k > 0) {
      const double rate = static_cast<double>(k) * beta;
      m = {(gamma + rate * h * m.at) / (gamma + rate),
           rate * (m.at + h * m.slope) / (gamma + rate)};
    }
    sum.at += shares[k + less] * m.at;
    sum.slope += shares[k + less] * m.slope;
  }
  return sum;
}

bool spreads(const DegreeLaw& law, double chance) {
  require(chance >= 0.0 && chance <= 1.0, "a chance of passing a tie must be from 0 to 1");
  return chance * mean_excess_degree(law) > 1.0 + 1e-12;  // what rounding may add at the critical
}

}  // namespace

double critical_transmissibility(const DegreeLaw& law) {
  const double excess = mean_excess_degree(law);
  return excess > 0.0 ? 1.0 / excess : std::numeric_limits<double>::infinity();
}

double final_size(const DegreeLaw& law, double transmissibility) {
  if (!spreads(law, transmissibility)) {
    return 0.0;
  }
  const DegreeLaw along = degrees_along_ties(law);
  const double u = smallest_fixed_point([&](double v) {
    const Value g = generating(along, 1.0 - transmissibility + transmissibility * v, 1);
    return Value{g.at, transmissibility * g.slope};
  });
  return 1.0 - generating(law, 1.0 - transmissibility + transmissibility * u, 0).at;
}

double mean_outbreak(const DegreeLaw& law, double transmissibility) {
  require(transmissibility >= 0.0 && transmissibility <= 1.0,
          "a chance of passing a tie must be from 0 to 1");
  const double next = transmissibility * mean_excess_degree(law);
  return next < 1.0 ? 1.0 + transmissibility * mean_degree(law) / (1.0 - next)
                    : std::numeric_limits<double>::infinity();
}

double transmissibility(double beta, double gamma) {
  require(beta > 0.0 && gamma > 0.0 && std::isfinite(beta + gamma),
          "rates of infection and recovery must be above zero");
  return beta / (beta + gamma);
}

double epidemic_probability(const DegreeLaw& law, double beta, double gamma) {
  if (!spreads(law, transmissibility(beta, gamma))) {
    return 0.0;
  }
  const DegreeLaw along = degrees_along_ties(law);
  const double h =
      smallest_fixed_point([&](double v) { return dies_out(along, v, beta, gamma, 1); });
  return 1.0 - dies_out(law, h, beta, gamma, 0).at;
}

}  // namespace rapport::targets
