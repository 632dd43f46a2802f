// A scenario's market with some of its numbers drawn: lived under the baseline and under the
// strategy beside it with the same luck, and what the other then earned more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/sensitivity/prior_file.hpp"
#include "sim/study/study.hpp"

namespace rapport::sensitivity {

/// Of the focal brand over all weeks after the switch: the other strategy's less the baseline's.
struct Gain {
  Cents profit = 0;
  Cents revenue = 0;
  Cents cost = 0;  ///< that does not move with units sold

  friend bool operator==(const Gain&, const Gain&) = default;
};

class DrawnMarket {
 public:
  /// Makes the network once; all draws share it. The strategy beside the baseline is the first one
  /// compared that does not spend what another costs. Throws ScenarioError where there is none,
  /// and as plan_study does. Scenario and factors must outlive it.
  DrawnMarket(const Scenario&, Catalogue, std::span<const Factor>);

  /// What this luck makes of one value for each factor: a study of one replicate.
  Gain lived(std::span<const double> values, std::uint64_t luck) const;

  /// What the market breaks with these values of what a mechanism requires among its parameters,
  /// in words; empty: nothing.
  std::string broken_rule(std::span<const double> values) const;

  const StudySpec& spec() const { return spec_; }  ///< two strategies, the baseline first
  std::string baseline() const { return spec_.strategies[0].name; }
  std::string other() const { return spec_.strategies[1].name; }
  /// Weeks that a draw lives, in all its worlds.
  std::uint64_t weeks() const { return spec_.warm_up_weeks + 2 * std::uint64_t{spec_.weeks}; }

 private:
  std::unique_ptr<Model> model(std::span<const double> values, std::size_t strategy) const;
  void put(Model&, const Move&, double x, std::size_t strategy) const;

  const Scenario& scenario_;
  Catalogue catalogue_;
  std::span<const Factor> factors_;
  std::vector<std::size_t> strategies_;  ///< of the scenario: the baseline, the other
  StudySpec spec_;
};

}  // namespace rapport::sensitivity
