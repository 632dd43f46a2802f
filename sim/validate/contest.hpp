// Numbers beside which something lies, and who wins a case whose winner was said beforehand.
#pragma once

#include <string>

namespace rapport::validate {

/// What has been found of real markets lies between these; infinite where only a sign is known.
struct Band {
  double low = 0, high = 0;
};

/// Of a number of a named case. Nothing but a win that must not be fails.
struct Contest {
  Band interval;        ///< 95 %, of what was measured
  std::string verdict;  ///< "existing: agrees"; empty where the number decides nothing
  bool guards = false;  ///< existing must win here
  bool rigged = false;  ///< and does not: living wins for sure
};

}  // namespace rapport::validate
