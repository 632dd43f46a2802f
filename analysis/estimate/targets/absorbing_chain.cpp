// One factorisation of I - Q for both answers.
#include "analysis/estimate/targets/absorbing_chain.hpp"

#include <Eigen/LU>

#include "analysis/estimate/require.hpp"

namespace rapport::targets {

FunnelEnds funnel_ends(const Eigen::MatrixXd& moves, const Eigen::MatrixXd& leaves) {
  const Eigen::Index n = moves.rows();
  require(n > 0 && moves.cols() == n && leaves.rows() == n && leaves.cols() > 0,
          "a funnel needs a row of moves and of leaves for each stage");
  require(moves.minCoeff() >= 0.0 && leaves.minCoeff() >= 0.0, "a chance must not be negative");
  const Eigen::VectorXd sums = moves.rowwise().sum() + leaves.rowwise().sum();
  require((sums.array() - 1.0).abs().maxCoeff() < 1e-9, "the chances of a stage must add up to 1");
  const Eigen::FullPivLU<Eigen::MatrixXd> solver(Eigen::MatrixXd::Identity(n, n) - moves);
  require(solver.isInvertible(), "every stage must have a way out");
  return {solver.solve(leaves), solver.solve(Eigen::VectorXd::Ones(n))};
}

}  // namespace rapport::targets
