// Who walks from stage to stage until they leave for good: where they end, and when.
#pragma once

#include <Eigen/Core>

namespace rapport::targets {

/// Row i: of those who stand in stage i.
struct FunnelEnds {
  Eigen::MatrixXd shares;  ///< column j: the share that ends in end j; rows add up to 1
  Eigen::VectorXd steps;   ///< mean number of steps until they end
};

/// An absorbing Markov chain: `moves`(i, k) is the chance to go from stage i to stage k in a step,
/// `leaves`(i, j) to end j; a row of both together is not negative and adds up to 1 within 1e-9.
/// Shares (I - Q)^-1 R, steps (I - Q)^-1 1. Throws std::invalid_argument, also where some never
/// end. Source: Kemeny & Snell, Finite Markov Chains (1960), chapter 3.
FunnelEnds funnel_ends(const Eigen::MatrixXd& moves, const Eigen::MatrixXd& leaves);

}  // namespace rapport::targets
