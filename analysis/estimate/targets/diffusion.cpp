// Bass: F = (1 - e^-(p+q)t) / (1 + (q/p) e^-(p+q)t), f = (p + qF)(1 - F).
#include "analysis/estimate/targets/diffusion.hpp"

#include <cmath>

#include "analysis/estimate/require.hpp"
#include "analysis/estimate/targets/root.hpp"

namespace rapport::targets {
namespace {

void require_rates(Bass rates) {
  require(rates.p > 0.0 && std::isfinite(rates.p), "a rate of innovation must be above zero");
  require(rates.q >= 0.0 && std::isfinite(rates.q), "a rate of imitation must be zero or more");
}

void require_time(double time) {
  require(time >= 0.0, "a time must be zero or more");
}

void require_share(double share) {
  require(share >= 0.0 && share < 1.0, "a share that has adopted must be from 0 to below 1");
}

}  // namespace

double bass_adopted(Bass rates, double time) {
  require_rates(rates);
  require_time(time);
  const double pace = rates.p + rates.q;
  return -std::expm1(-pace * time) / (1.0 + rates.q / rates.p * std::exp(-pace * time));
}

double bass_adopting(Bass rates, double time) {
  const double adopted = bass_adopted(rates, time);
  return (rates.p + rates.q * adopted) * (1.0 - adopted);
}

double bass_peak(Bass rates) {
  require_rates(rates);
  return rates.q > rates.p ? std::log(rates.q / rates.p) / (rates.p + rates.q) : 0.0;
}

double bass_time(Bass rates, double share) {
  require_rates(rates);
  require_share(share);
  return (std::log1p(rates.q / rates.p * share) - std::log1p(-share)) / (rates.p + rates.q);
}

double circle_adopted(Bass rates, double time) {
  require_rates(rates);
  require_time(time);
  const double passed = -std::expm1(-rates.p * time) / rates.p;
  return -std::expm1(-(rates.p + rates.q) * time + rates.q * passed);
}

double circle_time(Bass rates, double share) {
  require_rates(rates);
  require_share(share);
  const double latest = (rates.q / rates.p - std::log1p(-share)) / (rates.p + rates.q);
  return root_between([&](double t) { return circle_adopted(rates, t) - share; }, 0.0, latest);
}

}  // namespace rapport::targets
