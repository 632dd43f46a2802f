// How much of what varies in a result follows one parameter: first-order (main-effect) indices from
// draws that were made for something else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "analysis/estimate/difference.hpp"

namespace rapport::estimate {

/// Into how many parts main_effect() cuts the range of a factor: the root of the number of draws.
std::size_t main_effect_bins(std::size_t draws);

/// The share of the variance of y that is explained by x alone, Var(E[y | x]) / Var(y), estimated
/// from draws (x[i], y[i]); in `mean`, with its bootstrap interval. y may be a gain, its ranks, or
/// 1 for a win and 0 for none: each is a question of its own. What luck adds to y counts as
/// variance that nothing explains. If factors are drawn independently of each other, their indices
/// sum to 1 at most, and what is missing are interactions and luck. Of factors that are related in
/// the draws each is credited with what the other does: so it is with some dimensions of a Sobol
/// sequence (see sobol.hpp), not with those of latin_hypercube.hpp, which is the one to use.
///
/// x is cut at its quantiles; equal values stay together. The index is what the means of y in these
/// parts vary, less what luck adds to it, over what y varies: a factor without effect has an
/// expectation of 0 and half of such factors an index below it. It is not cut there, nor is the
/// interval at 0 and 1. How much luck there is in the mean of a part is seen from how much
/// neighbours bend: mean of (before - 2 this + after)^2, which no straight line changes. What y
/// does within parts would say it for independent draws and Latin hypercubes, but too much for the
/// first dimensions of a Sobol sequence, which spread the other factors evenly in each part: with n
/// = 4,096 it would make the third factor of Ishigami's function -.016; by neighbours it is 0.
/// Where x has so few values that some parts hold none, it may have no order, and what y does
/// within parts is used after all.
///
/// What y does within a part is not explained: with n = 2,000 the index of a straight line is too
/// low by .0005, that of a sine of two whole waves by .008, that of one step from 0 to 1 by .03.
/// Any rising transformation of x gives the same bits; any linear one of y the same index.
///
/// The bootstrap resamples pairs. The means of parts are first drawn together until they vary as
/// the index says, since otherwise resamples would hold the luck in them twice; the interval is the
/// reflected one (estimate - (resampled - mean of resampled)). It is for independent draws, and
/// rather too wide for those of a Latin hypercube. Simulated coverage at a nominal 95 % of a
/// straight line and normal noise (600 samples each, n = 50, 200, 1,000): index 0: 98, 97, 96 %;
/// .1: 94, 94, 95 %; .5: 95, 96, 96 %; .9: 99, 97, 96 %. With lognormal noise, of log-deviation 1,
/// nobody knows the variance of y from so few draws, and so no share of it: .1: 90, 88, 88 %; .5:
/// 67, 76, 84 %; .9: 76, 75, 81 %. Of such a y take ranks, or wins. The same values and seed give
/// the same interval.
///
/// With fewer than 32 draws, or where either does not vary, nothing is known: `mean` is NaN, the
/// interval 0 to 1, `standard_error` infinite. Throws std::invalid_argument for spans of unequal
/// length, values that are not finite, a confidence outside (0, 1) or no resamples.
///
/// Sources: parts of given draws: E. Plischke, E. Borgonovo & C. L. Smith, "Global sensitivity
/// measures from given data", Eur. J. Oper. Res. 226 (2013) 536-550, and of the bias E. Plischke,
/// "An effective algorithm for computing global sensitivity indices (EASI)", Reliab. Eng. Syst.
/// Saf. 95 (2010) 354-360; luck within parts: T. L. Kelley, Proc. Natl. Acad. Sci. 21 (1935)
/// 554-559 (epsilon squared); from neighbours: T. Gasser, L. Sroka & C. Jennen-Steinmetz, "Residual
/// variance and residual pattern in nonlinear regression", Biometrika 73 (1986) 625-633; a
/// bootstrap of means that vary themselves: A. C. Davison & D. V. Hinkley, Bootstrap Methods and
/// their Application (1997), section 3.8.
Interval main_effect(std::span<const double> x, std::span<const double> y, std::uint64_t seed,
                     double confidence = 0.95, std::size_t resamples = default_resamples);

}  // namespace rapport::estimate
