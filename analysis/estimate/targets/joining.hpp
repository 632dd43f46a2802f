// What those have bought who joined because they bought, where to have joined does nothing.
#pragma once

#include "analysis/estimate/targets/negative_binomial.hpp"

namespace rapport::targets {

/// Mean purchases of those who joined and of the others, in the period in which they could join and
/// in one as long before it.
struct Joining {
  double joiners_before = 0.0;
  double joiners = 0.0;
  double others_before = 0.0;
  double others = 0.0;

  /// What a naive analyst takes for the effect.
  double with_less_without() const { return joiners - others; }
  /// What difference-in-differences takes for it: more than nothing, for a purchase made them join.
  double difference_in_differences() const {
    return (joiners - joiners_before) - (others - others_before);
  }
};

/// Each purchase of a period makes its buyer join with this chance, above 0 and below 1; periods
/// are alike (`law` is of one). With m its mean, k its shape, p the chance and q = 1 - p:
///   share that does not join     G = (1 + p m / k)^-k
///   rate of those, times share   H = m (1 + p m / k)^-(k + 1)
///   others bought                H / G before, q H / G in the period
///   joiners bought               (m - H) / (1 - G) before, (m - q H) / (1 - G) in the period
/// by the Laplace transform of the gamma law of rates. Derived here. Throws std::invalid_argument.
Joining joining_by_buying(const NegativeBinomial& law, double chance);

}  // namespace rapport::targets
