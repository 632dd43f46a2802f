// V10: the generators make the networks that their authors describe.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "analysis/estimate/targets/graph_laws.hpp"
#include "sim/structure/structure.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/model_rows.hpp"

namespace rapport::validate {
namespace {

Network made(const Laboratory& laboratory, std::vector<std::string> sets) {
  return *Experiment(laboratory, "nothing.toml", std::move(sets)).setting().networks.front();
}

std::vector<Check> preferential_attachment(const Laboratory& laboratory) {
  constexpr int ties = 3;
  const int customers = laboratory.at(100000, 1000000);
  const std::vector<std::uint32_t> degrees = structure::out_degrees(
      made(laboratory, {"network.generator=barabasi_albert", "network.mean_degree=6",
                        fmt::format("network.customers={}", customers)}));
  std::vector<Check> checks;
  for (const int degree : {3, 4, 5, 10}) {
    double with = 0;
    for (const std::uint32_t one : degrees) {
      with += one == static_cast<std::uint32_t>(degree) ? 1 : 0;
    }
    const double target = targets::preferential_share(degree, ties);
    checks.push_back({fmt::format("Barabasi-Albert: share with {} friends", degree), target,
                      share(with, customers), 0.03 * target});
  }
  double many = 0;
  for (const std::uint32_t one : degrees) {
    many += one >= 50 ? 1 : 0;
  }
  const double target = targets::preferential_at_least(50, ties);
  checks.push_back({"Barabasi-Albert: share with 50 friends or more", target,
                    share(many, customers), 0.06 * target});
  return checks;
}

std::vector<Check> small_worlds(const Laboratory& laboratory) {
  constexpr int neighbours = 10;
  const int replicates = 4;
  std::vector<Check> checks;
  const double ring = targets::small_world_clustering(neighbours, 0);
  for (const double moved : {0.0, 0.01, 0.1, 0.2}) {
    Sum found;
    for (int seed = 1; seed <= replicates; ++seed) {
      found.add(
          structure::clustering(
              made(laboratory,
                   {"network.generator=watts_strogatz",
                    fmt::format("network.mean_degree={}", neighbours),
                    fmt::format("network.rewired={}", moved), fmt::format("network.seed={}", seed),
                    fmt::format("network.customers={}", laboratory.at(20000, 200000))}))
              .transitivity);
    }
    Estimate measured = found.mean();
    if (moved == 0) {
      checks.push_back({"Watts-Strogatz: clustering of the ring", ring, measured, 1e-12});
      continue;
    }
    measured.value /= ring;
    measured.error /= ring;
    checks.push_back({fmt::format("Watts-Strogatz: clustering that {} moved ties leave", moved),
                      targets::small_world_clustering(neighbours, moved) / ring, measured, 0.02, 0,
                      true});
  }
  return checks;
}

}  // namespace

std::vector<Check> networks_are_as_described(const Laboratory& laboratory) {
  std::vector<Check> checks = preferential_attachment(laboratory);
  for (Check& check : small_worlds(laboratory)) {
    checks.push_back(std::move(check));
  }
  return checks;
}

}  // namespace rapport::validate
