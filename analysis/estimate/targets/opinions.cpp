// Linear systems, solved by Eigen: small ones by a factorisation that knows when there is no
// answer, large ones by stabilised biconjugate gradients, whose residual is then looked at.
#include "analysis/estimate/targets/opinions.hpp"

#include <Eigen/IterativeLinearSolvers>
#include <Eigen/LU>
#include <stdexcept>

#include "analysis/estimate/require.hpp"

namespace rapport::targets {
namespace {

template <class Matrix>
void require_weights(const Matrix& weights) {
  require(weights.rows() > 0 && weights.rows() == weights.cols(),
          "weights must be a square matrix");
  const Eigen::VectorXd ones = Eigen::VectorXd::Ones(weights.cols());
  const Eigen::VectorXd sums = weights * ones;
  require((sums - ones).cwiseAbs().maxCoeff() < 1e-9, "a row of weights must add up to 1");
}

template <class Matrix>
void require_clinging(const Matrix& weights, const Eigen::VectorXd& susceptibility,
                      const Eigen::VectorXd& first) {
  require_weights(weights);
  require(susceptibility.size() == weights.rows() && first.size() == weights.rows(),
          "everybody needs a row of weights, a susceptibility and a first opinion");
  require(first.allFinite(), "opinions must be finite");
  require(susceptibility.allFinite() && susceptibility.minCoeff() >= 0.0 &&
              susceptibility.maxCoeff() <= 1.0,
          "susceptibilities must be from 0 to 1");
}

}  // namespace

Eigen::VectorXd friedkin_johnsen(const Eigen::MatrixXd& weights,
                                 const Eigen::VectorXd& susceptibility,
                                 const Eigen::VectorXd& first) {
  require_clinging(weights, susceptibility, first);
  require(weights.minCoeff() >= 0.0, "a weight must not be negative");
  const Eigen::Index n = weights.rows();
  const Eigen::MatrixXd system =
      Eigen::MatrixXd::Identity(n, n) - susceptibility.asDiagonal() * weights;
  const Eigen::FullPivLU<Eigen::MatrixXd> solver(system);
  require(solver.isInvertible(), "in every closed group somebody must cling to an opinion");
  return solver.solve((1.0 - susceptibility.array()).matrix().cwiseProduct(first));
}

Eigen::VectorXd friedkin_johnsen(const Eigen::SparseMatrix<double>& weights,
                                 const Eigen::VectorXd& susceptibility,
                                 const Eigen::VectorXd& first) {
  require_clinging(weights, susceptibility, first);
  require(weights.nonZeros() == 0 || weights.coeffs().minCoeff() >= 0.0,
          "a weight must not be negative");
  Eigen::SparseMatrix<double> system(weights.rows(), weights.cols());
  system.setIdentity();
  system -= Eigen::SparseMatrix<double>(susceptibility.asDiagonal() * weights);
  const Eigen::VectorXd kept = (1.0 - susceptibility.array()).matrix().cwiseProduct(first);
  Eigen::BiCGSTAB<Eigen::SparseMatrix<double>> solver(system);
  solver.setTolerance(1e-15);
  const Eigen::VectorXd last = solver.solveWithGuess(kept, first);
  const double scale = first.cwiseAbs().maxCoeff();
  const double missed = (system * last - kept).cwiseAbs().maxCoeff();
  if (!(missed <= 1e-9 * scale)) {
    throw std::runtime_error("opinions did not settle");
  }
  return last;
}

Eigen::VectorXd degroot_influence(const Eigen::MatrixXd& weights) {
  require_weights(weights);
  require(weights.minCoeff() >= 0.0, "a weight must not be negative");
  const Eigen::Index n = weights.rows();
  const Eigen::MatrixXd system = weights.transpose() - Eigen::MatrixXd::Identity(n, n);
  const Eigen::FullPivLU<Eigen::MatrixXd> solver(system);
  require(solver.dimensionOfKernel() == 1, "all must listen to one group, if by way of others");
  const Eigen::VectorXd kernel = solver.kernel();
  return kernel / kernel.sum();
}

double neighbours_consensus(std::span<const double> degrees, std::span<const double> first) {
  require(!degrees.empty() && degrees.size() == first.size(),
          "everybody needs a number of friends and a first opinion");
  double sum = 0.0;
  double total = 0.0;
  for (std::size_t i = 0; i < degrees.size(); ++i) {
    require(degrees[i] >= 0.0, "a number of friends must not be negative");
    sum += (degrees[i] + 1.0) * first[i];
    total += degrees[i] + 1.0;
  }
  return sum / total;
}

}  // namespace rapport::targets
