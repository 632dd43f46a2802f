// V3 and V4: innovators and imitators in a mixed population (Bass 1969) and on a circle (Fibich &
// Gibori 2010). M6: the shorter the tick, the closer.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "analysis/estimate/targets/diffusion.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/reference_rows.hpp"

namespace rapport::validate {
namespace {

constexpr targets::Bass rates{0.03, 0.38};
constexpr std::uint32_t unit_weeks = 1;
constexpr std::array<std::uint32_t, 4> times{5, 10, 15, 20};  // units

Experiment population(const Laboratory& laboratory, std::vector<std::string> sets = {}) {
  sets.push_back(fmt::format("network.customers={}", laboratory.at(20000, 100000)));
  sets.push_back(fmt::format("adoption.innovation={}", rates.p));
  sets.push_back(fmt::format("adoption.imitation={}", rates.q));
  return Experiment(laboratory, "adoption.toml", std::move(sets));
}

Experiment circle(const Laboratory& laboratory) {
  return Experiment(
      laboratory, "adoption.toml",
      {"network.generator=watts_strogatz", "network.mean_degree=2", "network.rewired=0",
       fmt::format("network.customers={}", laboratory.at(20000, 100000)),
       fmt::format("adoption.innovation={}", rates.p), "adoption.imitation=0",
       fmt::format("adoption.by_friend={}", rates.q / 2)});
}

/// The shares that have adopted by these times.
std::array<Sum, times.size()> adopted(const Laboratory& laboratory, const Experiment& market) {
  std::array<Sum, times.size()> shares;
  for (std::uint32_t replicate = 0; replicate < laboratory.at(3U, 8U); ++replicate) {
    World world = market.found(replicate);
    for (std::size_t i = 0; i < times.size(); ++i) {
      market.run_weeks(world, (times[i] - (i > 0 ? times[i - 1] : 0)) * unit_weeks);
      shares[i].add(static_cast<double>(market.count(world, "adoptions")) / world.customers());
    }
  }
  return shares;
}

}  // namespace

std::vector<Check> adoption_is_bass(const Laboratory& laboratory) {
  const auto shares = adopted(laboratory, population(laboratory));
  std::vector<Check> checks;
  for (std::size_t i = 0; i < times.size(); ++i) {
    checks.push_back({fmt::format("adopted by time {}", times[i]),
                      targets::bass_adopted(rates, times[i]), shares[i].mean(), 0.01});
  }
  return checks;
}

std::vector<Check> adoption_on_a_circle(const Laboratory& laboratory) {
  const auto shares = adopted(laboratory, circle(laboratory));
  std::vector<Check> checks;
  for (std::size_t i = 0; i < times.size(); ++i) {
    checks.push_back({fmt::format("adopted by time {} on a circle", times[i]),
                      targets::circle_adopted(rates, times[i]), shares[i].mean(), 0.01});
  }
  return checks;
}

std::vector<Check> shorter_ticks_change_less(const Laboratory& laboratory) {
  // what has adopted by time 10, where a tick is so many units of time long
  const auto by_ten = [&](int unit_hours, int hours_per_tick, std::uint32_t replicate) {
    const Experiment market =
        population(laboratory, {fmt::format("adoption.unit_hours={}", unit_hours),
                                fmt::format("run.hours_per_tick={}", hours_per_tick)});
    World world = market.found(replicate);
    market.run_ticks(world, static_cast<std::uint32_t>(10 * unit_hours / hours_per_tick));
    return static_cast<double>(market.count(world, "adoptions")) / world.customers();
  };
  std::vector<double> of_half, of_quarter;
  double apart = 0;
  for (std::uint32_t replicate = 0; replicate < laboratory.at(4U, 8U); ++replicate) {
    const double half = by_ten(4, 2, replicate);
    const double quarter = by_ten(4, 1, replicate);
    const double eighth = by_ten(8, 1, replicate);
    of_half.push_back(half - quarter);
    of_quarter.push_back(quarter - eighth);
    apart += std::abs(by_ten(8, 2, replicate) - quarter);
  }
  const auto mean = [](const std::vector<double>& x) {
    return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
  };
  const double ratio = mean(of_quarter) / mean(of_half);
  Sum residual;
  for (std::size_t i = 0; i < of_half.size(); ++i) {
    residual.add((of_quarter[i] - ratio * of_half[i]) / mean(of_half));
  }
  // the error is of the first order: each halving halves what is left of it. On a circle (V4)
  // clocks are the friends' own, and no tick changes them
  return {{"what halving a tick of 1/4 changes, over what halving one of 1/2 does",
           0.5,
           {ratio, residual.mean().error},
           0.15,
           0,
           true},
          {"change by ticks of 2 h in units of 8 instead of 1 h in units of 4", 0, {apart, 0}, 0}};
}

}  // namespace rapport::validate
