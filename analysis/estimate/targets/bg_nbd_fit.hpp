// The BG/NBD that makes a cohort's histories most likely.
#pragma once

#include <optional>
#include <span>

#include "analysis/estimate/targets/bg_nbd.hpp"

namespace rapport::targets {

/// ln of the likelihood of all histories (their densities in time, as in the paper's equation 6).
/// Throws std::invalid_argument where a number is out of range.
double log_likelihood(const BgNbd& model, std::span<const BuyingHistory> histories);

/// A maximum of the likelihood.
struct BgNbdFit {
  BgNbd model;
  BgNbd standard_errors;  ///< from the curvature of the likelihood there
  double log_likelihood = 0.0;
  int steps = 0;  ///< that the search took
};

/// The most likely model, to about 8 digits, sought from `start`. Nothing where the likelihood has
/// no maximum, e.g. where nobody buys again or nobody seems to leave: a number would go to zero or
/// to infinity (beyond e^-20 or e^20). Throws std::invalid_argument without histories, or where a
/// number is out of range.
std::optional<BgNbdFit> fit_bg_nbd(std::span<const BuyingHistory> histories,
                                   const BgNbd& start = {1.0, 1.0, 1.0, 1.0});

}  // namespace rapport::targets
