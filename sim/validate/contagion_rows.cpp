// V1: contagion on random graphs is bond percolation (Newman 2002), but for the chance of an
// epidemic whose length is exponential (Kenah & Robins 2007).
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>

#include "analysis/estimate/targets/degree_law.hpp"
#include "analysis/estimate/targets/percolation.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/reference_rows.hpp"
#include "sim/world/generate.hpp"
#include "sim/world/random_graphs.hpp"

namespace rapport::validate {
namespace {

/// A random graph of given degrees: Poisson of this mean, or k^-2 e^(-k / 20).
struct Graph {
  std::optional<double> mean_degree;

  targets::DegreeLaw law() const {
    return mean_degree ? targets::poisson_degrees(*mean_degree) : targets::power_law_degrees(2, 20);
  }
  Network make(std::uint32_t customers, std::uint64_t seed) const {
    if (mean_degree) {
      return erdos_renyi(customers, *mean_degree, seed);
    }
    return configuration(degrees(customers, seed), seed);
  }
  std::string name() const {
    return mean_degree ? fmt::format("Poisson degrees of mean {:g}", *mean_degree)
                       : "degrees as k^-2 exp(-k/20)";
  }

 private:
  static std::vector<std::uint32_t> degrees(std::uint32_t customers, std::uint64_t seed) {
    constexpr Purpose draw{"validate.degree"};
    const targets::DegreeLaw law = targets::power_law_degrees(2, 20);
    const Luck luck(seed, 0);
    std::vector<std::uint32_t> all(customers);
    for (std::uint32_t j = 0; j < customers; ++j) {
      double left = luck.u(draw, j, {});
      std::uint32_t k = 0;
      while (k + 1 < law.size() && left >= law[k]) {
        left -= law[k++];
      }
      all[j] = k;
    }
    return all;
  }
};

std::vector<std::string> chance(double transmissibility, bool exponential = false) {
  return {fmt::format("contagion.transmissibility={}", transmissibility),
          fmt::format("contagion.period={}", exponential ? "exponential" : "fixed")};
}

/// How many each of these customers' contagion reaches, itself included.
std::vector<double> outbreaks(const Experiment& market, World world,
                              const std::vector<std::uint32_t>& seeds) {
  std::unordered_map<std::uint64_t, std::size_t> place;
  for (const std::uint32_t seed : seeds) {
    Experiment::prompt(world, seed);
  }
  std::vector<double> reached(seeds.size(), 0);
  bool quiet = false;
  RunOptions options{.census_sample = 0};
  options.after_tick = [&](const World& now) {
    for (const Message& message : now.messages.slot(now.tick - 1)) {
      quiet = false;
      // a seed's own message comes first of all that began with it
      const auto [at, first] = place.emplace(message.root.value, place.size());
      reached[at->second] += 1;
    }
  };
  while (!quiet) {
    quiet = true;
    market.run_ticks(world, 24, options);  // hardly anybody stays away for a day
  }
  return reached;
}

std::vector<std::uint32_t> some_of(std::uint32_t customers, std::uint32_t count) {
  std::vector<std::uint32_t> seeds;
  for (std::uint32_t i = 0; i < count; ++i) {
    seeds.push_back(static_cast<std::uint32_t>(std::uint64_t{customers} * i / count));
  }
  return seeds;
}

}  // namespace

std::vector<Check> outbreaks_are_percolation(const Laboratory& laboratory) {
  struct Case {
    Graph graph;
    double transmissibility = 0;
    std::uint32_t times = 1;  ///< more people and seeds, near where nothing spreads
  };
  std::vector<Check> checks;
  for (const Case& one : {Case{{4.0}, .3}, Case{{4.0}, .5}, Case{{10.0}, .15}, Case{{10.0}, .3},
                          Case{{}, .2, 10}, Case{{}, .4}}) {
    const std::uint32_t customers = one.times * laboratory.at(10000U, 100000U);
    const std::uint32_t worlds = laboratory.at(4U, 12U);
    const double target = targets::final_size(one.graph.law(), one.transmissibility);
    Sum size;
    for (std::uint32_t w = 0; w < worlds; ++w) {
      const Experiment market(laboratory, "contagion.toml", chance(one.transmissibility),
                              one.graph.make(customers, w + 1));
      Sum large;  // of one graph: all reach the same part of it, but for luck
      const std::uint32_t seeds = one.times * laboratory.at(20U, 40U);
      for (const double reached : outbreaks(market, market.found(w), some_of(customers, seeds))) {
        if (reached > 0.005 * customers) {
          large.add(reached / customers);
        }
      }
      if (large.n > 0) {
        size.add(large.mean().value);
      }
    }
    checks.push_back({fmt::format("reached by a large outbreak, {}, T = {}", one.graph.name(),
                                  one.transmissibility),
                      target, size.mean(), 0.01});
  }
  return checks;
}

std::vector<Check> small_outbreaks_are_percolation(const Laboratory& laboratory) {
  struct Case {
    double mean_degree, transmissibility;
  };
  std::vector<Check> checks;
  for (const Case& one : {Case{4, .15}, Case{4, .2}, Case{10, .05}}) {
    const Graph graph{one.mean_degree};
    const std::uint32_t customers = laboratory.at(20000U, 100000U);
    Sum size;
    for (std::uint32_t w = 0; w < laboratory.at(4U, 8U); ++w) {
      const Experiment market(laboratory, "contagion.toml", chance(one.transmissibility),
                              graph.make(customers, w + 1));
      Sum here;
      for (const double reached :
           outbreaks(market, market.found(w), some_of(customers, customers))) {
        here.add(reached);
      }
      size.add(here.mean().value);
    }
    const double target = targets::mean_outbreak(graph.law(), one.transmissibility);
    checks.push_back(
        {fmt::format("reached on average, {}, T = {}", graph.name(), one.transmissibility), target,
         size.mean(), 0.02 * target});
  }
  return checks;
}

std::vector<Check> epidemics_are_rarer_than_large(const Laboratory& laboratory) {
  constexpr double beta = 1;
  constexpr double gamma = 7.0 / 3;
  const Graph graph{4.0};
  const double transmissibility = targets::transmissibility(beta, gamma);
  const std::uint32_t customers = laboratory.at(6000U, 20000U);
  std::vector<Check> checks;
  for (const bool exponential : {false, true}) {
    Sum chance_here;  // of one graph and world after the other
    Sum size;
    const std::uint32_t seeds = laboratory.at(60U, 160U);
    for (std::uint32_t w = 0; w < laboratory.at(8U, 125U); ++w) {
      const Experiment market(laboratory, "contagion.toml", chance(transmissibility, exponential),
                              graph.make(customers, w + 1));
      Sum large;
      for (const double reached : outbreaks(market, market.found(w), some_of(customers, seeds))) {
        if (reached > 0.05 * customers) {
          large.add(reached / customers);
        }
      }
      chance_here.add(large.n / seeds);
      if (large.n > 0) {
        size.add(large.mean().value);
      }
    }
    const std::string law = exponential ? "exponential recovery" : "independent ties";
    checks.push_back({"chance of an epidemic, " + law,
                      exponential ? targets::epidemic_probability(graph.law(), beta, gamma)
                                  : targets::final_size(graph.law(), transmissibility),
                      chance_here.mean(), 0.015});
    checks.push_back({"its size, " + law, targets::final_size(graph.law(), transmissibility),
                      size.mean(), 0.01});
  }
  return checks;
}

}  // namespace rapport::validate
