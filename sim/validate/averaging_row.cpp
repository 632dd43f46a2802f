// V5: opinions that are averaged settle where DeGroot (1974), and Friedkin and Johnsen (1990), say.
#include <fmt/format.h>

#include <Eigen/SparseCore>
#include <algorithm>
#include <cmath>

#include "analysis/estimate/targets/opinions.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/reference_rows.hpp"

namespace rapport::validate {
namespace {

Experiment people(const Laboratory& laboratory, double susceptibility) {
  return Experiment(
      laboratory, "averaging.toml",
      {"network.generator=watts_strogatz", "network.mean_degree=6", "network.rewired=0.3",
       fmt::format("network.customers={}", laboratory.at(1000, 10000)),
       fmt::format("averaging.susceptibility={}", susceptibility)});
}

std::vector<double> column(const World& world, std::string_view name) {
  const Look<double> look(world, name);
  std::vector<double> all(world.customers());
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    all[j] = look(world, j);
  }
  return all;
}

/// Opinions after 300 rounds of a day.
std::vector<double> in_the_end(const Experiment& market) {
  World world = market.found(0);
  market.run_ticks(world, 300 * hours_per_day + 1);
  return column(world, "opinion");
}

double furthest(const std::vector<double>& one, const Eigen::VectorXd& other) {
  double most = 0;
  for (std::size_t j = 0; j < one.size(); ++j) {
    most = std::max(most, std::abs(one[j] - other[static_cast<Eigen::Index>(j)]));
  }
  return most;
}

}  // namespace

std::vector<Check> opinions_settle(const Laboratory& laboratory) {
  constexpr double clinging = 0.7;
  const Experiment agreeing = people(laboratory, 1);
  const Network& network = *agreeing.setting().networks.front();
  const std::vector<double> first = column(agreeing.found(0), "first_opinion");
  const auto n = static_cast<Eigen::Index>(first.size());
  std::vector<double> degrees;
  Eigen::SparseMatrix<double> weights(n, n);
  std::vector<Eigen::Triplet<double>> entries;
  for (std::uint32_t j = 0; j < network.customers(); ++j) {
    const auto friends = network.audience(CustomerId{j});
    degrees.push_back(static_cast<double>(friends.size()));
    const double weight = 1 / (degrees.back() + 1);
    entries.emplace_back(j, j, weight);
    for (const CustomerId other : friends) {
      entries.emplace_back(j, static_cast<Eigen::Index>(row(other)), weight);
    }
  }
  weights.setFromTriplets(entries.begin(), entries.end());
  const double consensus = targets::neighbours_consensus(degrees, first);
  const Eigen::VectorXd u = Eigen::Map<const Eigen::VectorXd>(first.data(), n);
  const Eigen::VectorXd apart =
      targets::friedkin_johnsen(weights, Eigen::VectorXd::Constant(n, clinging), u);
  return {{"furthest from the consensus (DeGroot)",
           0,
           {furthest(in_the_end(agreeing), Eigen::VectorXd::Constant(n, consensus)), 0},
           1e-9},
          {"furthest from where those who cling settle (Friedkin & Johnsen)",
           0,
           {furthest(in_the_end(people(laboratory, clinging)), apart), 0},
           1e-8}};
}

}  // namespace rapport::validate
