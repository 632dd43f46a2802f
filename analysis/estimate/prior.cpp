// Quantiles and shares of the five shapes, uncut; a cut maps shares between those at its bounds.
//   triangular: (x - low)^2 / ((high - low)(middle - low)) up to the middle, mirrored above it
//   normal:     middle + z (middle - low) / z95 below the median, with (high - middle) above it
#include "analysis/estimate/prior.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "analysis/estimate/distribution.hpp"
#include "analysis/estimate/require.hpp"

namespace rapport::estimate {
namespace {

constexpr double z95 = 1.6448536269514722;  // normal_quantile(0.95)

bool logarithmic(const Prior& prior) {
  return prior.shape == PriorShape::log_uniform || prior.shape == PriorShape::log_normal;
}

bool gaussian(const Prior& prior) {
  return prior.shape == PriorShape::normal || prior.shape == PriorShape::log_normal;
}

void require_sound(const Prior& prior) {
  const auto [shape, low, middle, high, at_least, at_most, zero_share] = prior;
  require(std::isfinite(low) && std::isfinite(high) && low < high,
          "a prior's low must be below its high, both finite");
  require(!logarithmic(prior) || low > 0.0, "a prior of logarithms must have its low above 0");
  require(shape != PriorShape::triangular || (low <= middle && middle <= high),
          "a triangular prior must have its middle from low to high");
  require(!gaussian(prior) || (low < middle && middle < high),
          "a normal prior must have its middle between low and high");
  require(at_least < high && low < at_most && at_least < at_most,
          "the bounds of a prior must leave some of what is between low and high");
  require(zero_share == 0.0 || (logarithmic(prior) && zero_share > 0.0 && zero_share < 1.0),
          "a share of zeros from 0 to below 1 goes with priors of logarithms only");
}

double triangular_quantile(double low, double middle, double high, double p) {
  const double width = high - low;
  return p * width <= middle - low ? low + std::sqrt(p * width * (middle - low))
                                   : high - std::sqrt((1.0 - p) * width * (high - middle));
}

double triangular_share(double low, double middle, double high, double x) {
  if (x <= low || x >= high) {
    return x <= low ? 0.0 : 1.0;
  }
  const double width = high - low;
  return x < middle ? (x - low) * (x - low) / (width * (middle - low))
                    : 1.0 - (high - x) * (high - x) / (width * (high - middle));
}

double halves_quantile(double low, double middle, double high, double p) {
  const double z = normal_quantile(p) / z95;
  return middle + z * (z < 0.0 ? middle - low : high - middle);
}

double halves_share(double low, double middle, double high, double x) {
  return normal_cdf(z95 * (x - middle) / (x < middle ? middle - low : high - middle));
}

double uncut_quantile(const Prior& prior, double p) {
  const auto [shape, low, middle, high, at_least, at_most, zero_share] = prior;
  switch (shape) {
    case PriorShape::uniform:
      return std::clamp(low + p * (high - low), low, high);
    case PriorShape::log_uniform:
      return std::clamp(low * std::exp(p * std::log(high / low)), low, high);
    case PriorShape::triangular:
      return std::clamp(triangular_quantile(low, middle, high, p), low, high);
    case PriorShape::normal:
      return halves_quantile(low, middle, high, p);
    case PriorShape::log_normal:
      return std::exp(halves_quantile(std::log(low), std::log(middle), std::log(high), p));
  }
  throw std::invalid_argument("a prior must have one of the shapes");
}

double uncut_share(const Prior& prior, double x) {
  const auto [shape, low, middle, high, at_least, at_most, zero_share] = prior;
  switch (shape) {
    case PriorShape::uniform:
      return std::clamp((x - low) / (high - low), 0.0, 1.0);
    case PriorShape::log_uniform:
      return x <= low ? 0.0 : std::min(1.0, std::log(x / low) / std::log(high / low));
    case PriorShape::triangular:
      return triangular_share(low, middle, high, x);
    case PriorShape::normal:
      return halves_share(low, middle, high, x);
    case PriorShape::log_normal:
      return x <= 0.0 ? 0.0
                      : halves_share(std::log(low), std::log(middle), std::log(high), std::log(x));
  }
  throw std::invalid_argument("a prior must have one of the shapes");
}

}  // namespace

double quantile(const Prior& prior, double p) {
  require_sound(prior);
  require(p >= 0.0 && p <= 1.0, "a probability must be from 0 to 1");
  if (prior.zero_share > 0.0 && p <= prior.zero_share) {
    return 0.0;
  }
  const double rest = std::min(1.0, (p - prior.zero_share) / (1.0 - prior.zero_share));
  const double below = uncut_share(prior, prior.at_least);
  const double above = uncut_share(prior, prior.at_most);
  return std::clamp(uncut_quantile(prior, below + rest * (above - below)), prior.at_least,
                    prior.at_most);
}

double share_below(const Prior& prior, double x) {
  require_sound(prior);
  require(!std::isnan(x), "a share below needs a number");
  const double below = uncut_share(prior, prior.at_least);
  const double above = uncut_share(prior, prior.at_most);
  const double rest = std::clamp((uncut_share(prior, x) - below) / (above - below), 0.0, 1.0);
  return x < 0.0 ? (logarithmic(prior) ? 0.0 : rest)
                 : prior.zero_share + (1.0 - prior.zero_share) * rest;
}

}  // namespace rapport::estimate
