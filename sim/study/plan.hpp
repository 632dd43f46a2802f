// From a checked scenario to a study that can be run.
#pragma once

#include "sim/scenario/scenario.hpp"
#include "sim/study/study.hpp"

namespace rapport {

/// Loads or makes the network, and configures one model for each strategy compared. Throws NoInput
/// or ScenarioError where a network's file is at fault.
StudySpec plan_study(const Scenario&, Catalogue);

/// The names of the measures whose totals the scenario's strategies are compared in.
std::vector<std::string> compared_measures(const Scenario&, Catalogue);

/// What a study will take, before it starts: at most, where it stops by itself.
struct Forecast {
  std::uint64_t customers = 0;
  std::uint64_t state_bytes = 0;  ///< of one world
  std::uint64_t network_bytes = 0;
  /// Greatest resident size of the whole program, without what the panel's events take and with
  /// worlds as large as their layout says: Trial knows better.
  std::uint64_t memory_bytes = 0;
  std::uint64_t world_weeks = 0;  ///< weeks to simulate, all worlds together
};

/// Replicates that live side by side.
std::uint32_t worlds_at_once(const StudySpec&, std::size_t threads);

/// By arithmetic over the layout, for the process that asks; no run.
Forecast forecast(const StudySpec&, std::size_t threads);

}  // namespace rapport
