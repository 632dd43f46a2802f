// Published targets at two sizes: small in the fast suite, and large enough for the published
// tolerance in the slow one.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace rapport::testing {

/// How many times the fast suite's size: RAPPORT_SCALE, 1 by default.
inline std::uint32_t scale() {
  const char* set = std::getenv("RAPPORT_SCALE");
  return set != nullptr ? static_cast<std::uint32_t>(std::strtoul(set, nullptr, 10)) : 1;
}

struct Estimate {
  double value = 0;
  double error = 0;  ///< standard error
};

inline Estimate share(double count, double of) {
  const double p = count / of;
  return {p, std::sqrt(p * (1 - p) / of)};
}

/// Within four standard errors of the target (and its rounding) at any size, and within the
/// tolerance where the cases are enough to tell by 99 %; at scale they must be enough.
inline void expect_target(const Estimate& estimate, double target, double tolerance,
                          const std::string& what, double rounding = 0) {
  EXPECT_LT(std::abs(estimate.value - target), 4 * estimate.error + rounding)
      << what << " is " << estimate.value << ", not " << target;
  if (2.6 * estimate.error + rounding < tolerance) {
    EXPECT_LT(std::abs(estimate.value - target), tolerance) << what;
  }
  if (scale() > 1) {
    EXPECT_LT(4 * estimate.error + rounding, tolerance) << what << ": too few cases to tell";
  }
  const std::string name = what + " off by";
  ::testing::Test::RecordProperty(name, std::to_string(estimate.value - target) + " (4 s.e. " +
                                            std::to_string(4 * estimate.error) + ", tolerance " +
                                            std::to_string(tolerance) + ")");
}

}  // namespace rapport::testing
