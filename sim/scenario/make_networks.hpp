// The networks of a scenario, read from files or made up, and what their files say of people.
#pragma once

#include <memory>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace rapport {

struct MadeNetworks {
  /// One for each platform; platforms without one of their own share the scenario's.
  std::vector<std::shared_ptr<const Network>> networks;
  /// By customer, where a network's file says it; otherwise empty.
  std::vector<SegmentId> segment_of;
};

/// What files hold and networks leave out is said in `notes`, a sentence for each file. Throws
/// NoInput or ScenarioError where a network's file is at fault, or where platforms are about
/// different people.
MadeNetworks make_networks(const Scenario&, std::vector<std::string>& notes);

}  // namespace rapport
