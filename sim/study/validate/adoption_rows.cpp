// V3 and V4: innovators and imitators in a mixed population (Bass 1969) and on a circle (Fibich &
// Gibori 2010). M6: the shorter the tick, the closer.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "analysis/estimate/targets/diffusion.hpp"
#include "sim/study/validate/experiment.hpp"
#include "sim/study/validate/reference_rows.hpp"

namespace rapport::validate {
namespace {

constexpr targets::Bass rates{0.03, 0.38};
constexpr std::uint32_t unit_weeks = 1;
constexpr std::array<std::uint32_t, 4> times{5, 10, 15, 20};  // units

Experiment population(const Laboratory& laboratory, int hours_per_tick = 1) {
  return Experiment(laboratory, "adoption.toml",
                    {fmt::format("network.customers={}", laboratory.at(20000, 100000)),
                     fmt::format("run.hours_per_tick={}", hours_per_tick),
                     fmt::format("adoption.innovation={}", rates.p),
                     fmt::format("adoption.imitation={}", rates.q)});
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
  const auto at_ten = [&](int hours) {
    return adopted(laboratory, population(laboratory, hours))[1].mean().value;
  };
  const double of_day = at_ten(24);
  const double of_half = at_ten(12);
  const double of_quarter = at_ten(6);
  // the error is of the first order: each halving halves what is left of it
  return {{"what halving a tick of 12 h changes, over what halving one of 24 h does",
           0.5,
           {(of_quarter - of_half) / (of_half - of_day), 0},
           0.15}};
}

}  // namespace rapport::validate
