// Which of many parameters a result rises or falls with, the others held fixed.
#pragma once

#include <span>
#include <vector>

#include "analysis/estimate/difference.hpp"

namespace rapport::estimate {

/// The partial rank correlation of y with each factor: Pearson's correlation of what is left of the
/// ranks of both (ties share theirs) after a linear regression on the ranks of all other factors;
/// in `mean`, from -1 to 1. It has a sign, which a main effect has not, and finds what the other
/// factors' variance hides; but it sees only what rises or falls throughout, and is no share of
/// anything. factors[k][i] and y[i] belong to draw i.
///
/// The interval is that of rank_correlation() for as many values fewer as there are other factors
/// (Fisher, Metron 3 (1924) 329-332: partial correlations of normal values are distributed so);
/// `standard_error` is that of atanh. A factor that does not vary has a NaN and is left out of the
/// others' regressions. Where factors determine each other, and where fewer than 4 values remain
/// after this subtraction, all `mean` are NaN. With every NaN goes an interval of -1 to 1 and an
/// infinite standard error; so it does where y does not vary.
///
/// Throws std::invalid_argument for lengths that differ, values that are not finite and a
/// confidence outside (0, 1). Source: R. L. Iman & W. J. Conover, "The use of the rank transform in
/// regression", Technometrics 21 (1979) 499-509.
std::vector<Interval> partial_rank_correlations(std::span<const std::vector<double>> factors,
                                                std::span<const double> y,
                                                double confidence = 0.95);

}  // namespace rapport::estimate
