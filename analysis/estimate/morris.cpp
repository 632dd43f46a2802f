// A factor starts in the lower half of its levels and moves up by half their number, or in the
// upper half and moves down: so a factor's level at first says which way it moves, and all levels
// are as likely before the move as after it.
#include "analysis/estimate/morris.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "analysis/estimate/difference.hpp"
#include "analysis/estimate/splitmix.hpp"

namespace rapport::estimate {

MorrisDesign::MorrisDesign(std::size_t factors, std::size_t trajectories, std::uint64_t seed,
                           std::size_t levels)
    : factors_(factors), levels_(levels) {
  if (factors < 1 || trajectories < 2) {
    throw std::invalid_argument("a screening needs a factor and two trajectories at the least");
  }
  if (levels < 2 || levels % 2 != 0 || levels > 1000000) {
    throw std::invalid_argument("a screening has an even number of levels, at most a million");
  }
  const SplitMix64 random(seed);
  std::uint64_t drawn = 0;
  for (std::size_t trajectory = 0; trajectory < trajectories; ++trajectory) {
    for (std::size_t factor = 0; factor < factors; ++factor) {
      start_.push_back(random.below(drawn++, levels));
    }
    std::vector<std::size_t> order(factors);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = factors; i > 1; --i) {
      std::swap(order[i - 1], order[random.below(drawn++, i)]);
    }
    order_.insert(order_.end(), order.begin(), order.end());
  }
}

double MorrisDesign::step() const {
  return static_cast<double>(levels_) / (2.0 * static_cast<double>(levels_ - 1));
}

std::vector<double> MorrisDesign::point(std::size_t run) const {
  if (run >= runs()) {
    throw std::invalid_argument("the screening has no such run");
  }
  const std::size_t first = run / (factors_ + 1) * factors_;
  const std::size_t moves = run % (factors_ + 1);
  std::vector<std::size_t> level(start_.begin() + static_cast<std::ptrdiff_t>(first),
                                 start_.begin() + static_cast<std::ptrdiff_t>(first + factors_));
  for (std::size_t i = 0; i < moves; ++i) {
    std::size_t& moved = level[order_[first + i]];
    moved = (moved + levels_ / 2) % levels_;
  }
  std::vector<double> coordinates(factors_);
  std::transform(level.begin(), level.end(), coordinates.begin(), [this](std::size_t l) {
    return static_cast<double>(l) / static_cast<double>(levels_ - 1);
  });
  return coordinates;
}

std::size_t MorrisDesign::moved_after(std::size_t run) const {
  const std::size_t moves = run % (factors_ + 1);
  if (run >= runs() || moves == factors_) {
    throw std::invalid_argument("nothing moves after that run of the screening");
  }
  return order_[run / (factors_ + 1) * factors_ + moves];
}

bool MorrisDesign::moves_up(std::size_t run) const {
  const std::size_t factor = moved_after(run);
  return start_[run / (factors_ + 1) * factors_ + factor] < levels_ / 2;
}

std::vector<ElementaryEffects> elementary_effects(const MorrisDesign& design,
                                                  std::span<const double> outputs) {
  if (outputs.size() != design.runs()) {
    throw std::invalid_argument("a screening has one output for each run");
  }
  std::vector<std::vector<double>> effects(design.factors());
  for (std::size_t run = 0; run + 1 < outputs.size(); ++run) {
    if (run % (design.factors() + 1) == design.factors()) {
      continue;  // the next run starts a trajectory
    }
    const double gain = (outputs[run + 1] - outputs[run]) / design.step();
    effects[design.moved_after(run)].push_back(design.moves_up(run) ? gain : -gain);
  }
  std::vector<ElementaryEffects> result;
  for (std::vector<double>& of_one : effects) {
    const Interval with_sign = mean_interval(of_one);
    for (double& effect : of_one) {
      effect = std::abs(effect);
    }
    const Interval without = mean_interval(of_one);
    result.push_back(
        {.mean = with_sign.mean,
         .absolute = without.mean,
         .deviation = with_sign.standard_error * std::sqrt(static_cast<double>(with_sign.n)),
         .standard_error = without.standard_error,
         .n = with_sign.n});
  }
  return result;
}

}  // namespace rapport::estimate
