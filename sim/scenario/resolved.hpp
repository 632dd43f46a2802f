// A scenario with nothing left open: every value, and where it came from.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace rapport {

struct ResolvedValue {
  std::string path;    ///< "trust.half_life", "brand.harbour.choice.share"
  std::string value;   ///< as TOML
  std::string unit;    ///< "1" = a pure number
  std::string origin;  ///< "default", "market.toml:12" or "--set"
};

/// Every setting, and every parameter for the whole market, followed by what platforms, brands and
/// strategies say of their own. In the order of the scenario.
std::vector<ResolvedValue> resolved_values(const Scenario&);

/// One complete TOML text: all defaults written out, all strategies within. Read from the
/// scenario's folder it gives the same scenario. Networks' files stay where they are.
std::string resolved_toml(const Scenario&);

}  // namespace rapport
