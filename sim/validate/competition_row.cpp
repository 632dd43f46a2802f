// V12: memes that compete for screens are a critical branching process as innovation goes to
// nothing (Gleeson et al. 2014).
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <iterator>
#include <numeric>
#include <unordered_map>

#include "analysis/estimate/targets/criticality.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/reference_rows.hpp"

namespace rapport::validate {
namespace {

constexpr std::uint32_t followed = 20;  // so many that one of them is little beside the others

/// Everybody follows exactly so many, anybody; numbers of followers are Poisson.
Network anybody(std::uint32_t customers, std::uint32_t replicate) {
  constexpr Purpose choice{"validate.followed"};
  const Luck luck(20260101, replicate);
  std::vector<Arc> arcs;
  for (std::uint32_t j = 0; j < customers; ++j) {
    for (std::uint32_t i = 0; i < followed; ++i) {
      const double u = luck.u(choice, j, Identity{i});
      arcs.push_back({static_cast<std::uint32_t>(u * customers), j});
    }
  }
  return Network::from_arcs(customers, std::move(arcs), Direction::directed);
}

/// How often memes of one world are told that begin in some weeks, by the end of three times as
/// many.
std::vector<double> popularity(const Laboratory& laboratory, double innovation,
                               std::uint32_t replicate) {
  const Experiment market(laboratory, "screens.toml",
                          {fmt::format("competition.innovation={}", innovation)},
                          anybody(laboratory.at(2000U, 10000U), replicate));
  World world = market.found(replicate);
  constexpr std::uint32_t weeks = 12;
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

double at_least(const std::vector<double>& times, std::size_t n) {
  double found = 0;
  for (const double one : times) {
    found += one >= static_cast<double>(n) ? 1 : 0;
  }
  return found / static_cast<double>(times.size());
}

double told_at_least(double innovation, std::size_t n) {
  const std::vector<double> law =
      targets::meme_popularity(followed, innovation, static_cast<int>(n));
  return 1 - std::accumulate(law.begin(), std::prev(law.end()), 0.0);
}

/// P(n or more) falls as n^(1 - exponent).
double exponent(double of_five, double of_fifty) {
  return 1 + std::log10(of_five / of_fifty);
}

}  // namespace

std::vector<Check> memes_compete(const Laboratory& laboratory) {
  std::vector<Check> checks;
  for (const double innovation : {0.2, 0.05, 0.01}) {
    constexpr std::array<std::size_t, 4> sizes{2, 3, 10, 50};
    std::array<Sum, sizes.size()> shares;
    Sum tail;
    for (std::uint32_t replicate = 0; replicate < laboratory.at(8U, 16U); ++replicate) {
      const std::vector<double> times = popularity(laboratory, innovation, replicate);
      for (std::size_t i = 0; i < sizes.size(); ++i) {
        shares[i].add(at_least(times, sizes[i]));
      }
      tail.add(exponent(at_least(times, 5), at_least(times, 50)));
    }
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      checks.push_back({fmt::format("told {} times or more, {} new", sizes[i], innovation),
                        told_at_least(innovation, sizes[i]), shares[i].mean(), 0.01, 0, true});
    }
    if (innovation < 0.05) {  // 1.5 in the limit of no innovation
      checks.push_back({fmt::format("exponent of the tail from 5 to 50, {} new", innovation),
                        exponent(told_at_least(innovation, 5), told_at_least(innovation, 50)),
                        tail.mean(), 0.05, 0, true});
    }
  }
  return checks;
}

}  // namespace rapport::validate
