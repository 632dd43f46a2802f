// Where opinions end when each keeps averaging over those it listens to.
#pragma once

#include <Eigen/Core>
#include <Eigen/SparseCore>
#include <span>

namespace rapport::targets {

// `weights`: row i says how much i listens to each, itself included; rows are not negative and add
// up to 1 within 1e-9. Wrong sizes or rows throw std::invalid_argument.

/// Opinions in the end where each also clings to its first one: x = (I - A W)^-1 (I - A) u, A the
/// diagonal of `susceptibility` (0: stays put, 1: listens only). Somebody in every closed group
/// must be below 1, else std::invalid_argument. In the unit of `first`; error below 1e-9 of it.
/// Source: Friedkin & Johnsen, J. Math. Sociology 15 (1990) 193-206.
Eigen::VectorXd friedkin_johnsen(const Eigen::MatrixXd& weights,
                                 const Eigen::VectorXd& susceptibility,
                                 const Eigen::VectorXd& first);

/// The same for many people who listen to few, by iteration: error below 1e-9 of the largest first
/// opinion, divided by one minus the largest susceptibility. Throws std::runtime_error where it
/// does not get there.
Eigen::VectorXd friedkin_johnsen(const Eigen::SparseMatrix<double>& weights,
                                 const Eigen::VectorXd& susceptibility,
                                 const Eigen::VectorXd& first);

/// What each one's first opinion counts for in the consensus where nobody clings: pi W = pi, sum
/// 1. Two groups that do not listen to each other have no consensus: std::invalid_argument. (If
/// opinions go round in circles it is the consensus of their means over time.) Source: DeGroot,
/// J. Am. Stat. Assoc. 69 (1974) 118-121.
Eigen::VectorXd degroot_influence(const Eigen::MatrixXd& weights);

/// The consensus where each averages over its friends and itself alike and friendship is mutual
/// and connected: sum (d + 1) x / sum (d + 1), d the number of friends. Spans of unequal length or
/// without anybody throw std::invalid_argument. Same source.
double neighbours_consensus(std::span<const double> degrees, std::span<const double> first);

}  // namespace rapport::targets
