// The networks of a scenario: read from files or made up.
#pragma once

#include <memory>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace rapport {

/// One for each platform; platforms without one of their own share the scenario's. What files hold
/// and networks leave out is said in `notes`, a sentence for each file. Throws NoInput or
/// ScenarioError where a network's file is at fault, or where platforms are about different people.
std::vector<std::shared_ptr<const Network>> make_networks(const Scenario&,
                                                          std::vector<std::string>& notes);

}  // namespace rapport
