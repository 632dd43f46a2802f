// V12: memes that compete for screens are a critical branching process as innovation goes to
// nothing (Gleeson et al. 2014).
#include <fmt/format.h>

#include <cmath>
#include <numeric>
#include <unordered_map>

#include "analysis/estimate/targets/criticality.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/reference_rows.hpp"

namespace rapport::validate {
namespace {

constexpr std::uint32_t followed = 4;

/// Everybody follows exactly so many, anybody; numbers of followers are Poisson.
Network anybody(std::uint32_t customers) {
  constexpr Purpose choice{"validate.followed"};
  const Luck luck(20260101, 0);
  std::vector<Arc> arcs;
  for (std::uint32_t j = 0; j < customers; ++j) {
    for (std::uint32_t i = 0; i < followed; ++i) {
      const double u = luck.u(choice, j, Identity{i});
      arcs.push_back({static_cast<std::uint32_t>(u * customers), j});
    }
  }
  return Network::from_arcs(customers, std::move(arcs), Direction::directed);
}

/// How often memes are told that begin in some weeks, by the end of three times as many.
std::vector<double> popularity(const Laboratory& laboratory, double innovation) {
  const Experiment market(laboratory, "screens.toml",
                          {fmt::format("competition.innovation={}", innovation)},
                          anybody(laboratory.at(5000U, 50000U)));
  World world = market.found(0);
  const std::uint32_t weeks = laboratory.at(12U, 24U);
  std::unordered_map<std::uint64_t, double> told;
  RunOptions options{.census_sample = 0};
  options.after_tick = [&](const World& now) {
    const bool new_ones = now.tick <= 2 * weeks * hours_per_week;
    for (const Message& message : now.messages.slot(now.tick - 1)) {
      const bool begins = message.what == message.root;
      if (begins && new_ones) {
        told.emplace(message.root.value, 0);
      }
      if (const auto meme = told.find(message.root.value); meme != told.end()) {
        meme->second += 1;
      }
    }
  };
  market.run_weeks(world, weeks);
  market.run_weeks(world, 2 * weeks, options);
  std::vector<double> all;
  for (const auto& [meme, times] : told) {
    all.push_back(times);
  }
  return all;
}

double at_least(const std::vector<double>& times, double n) {
  double found = 0;
  for (const double one : times) {
    found += one >= n ? 1 : 0;
  }
  return found;
}

}  // namespace

std::vector<Check> memes_compete(const Laboratory& laboratory) {
  std::vector<Check> checks;
  for (const double innovation : {0.2, 0.05}) {
    const std::vector<double> times = popularity(laboratory, innovation);
    const auto memes = static_cast<double>(times.size());
    const std::vector<double> law = targets::meme_popularity(followed, innovation, 30);
    for (const std::size_t n : {2U, 3U, 10U, 30U}) {
      const double target =
          1 - std::accumulate(law.begin(), law.begin() + static_cast<std::ptrdiff_t>(n), 0.0);
      checks.push_back({fmt::format("told {} times or more, {} new", n, innovation), target,
                        share(at_least(times, static_cast<double>(n)), memes), 0.01});
    }
  }
  // P(n or more) falls as n^(1 - exponent), long before what is new limits it
  const std::vector<double> times = popularity(laboratory, 0.01);
  const double some = at_least(times, 5);
  const double many = at_least(times, 50);
  checks.push_back({"exponent of the tail from 5 to 50, .01 new",
                    targets::critical_exponent,
                    {1 + std::log10(some / many), std::sqrt(1 / many - 1 / some) / std::log(10)},
                    0.15,
                    0,
                    true});
  return checks;
}

}  // namespace rapport::validate
