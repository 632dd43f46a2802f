// Which of many parameters matter at all, from few runs: Morris's elementary effects.
//
// A trajectory starts at a random point of a grid over the unit cube and moves one factor after the
// other, in random order, each once and by the same step. What a move changes, over its step, is an
// elementary effect of its factor. Sources: M. D. Morris, "Factorial sampling plans for preliminary
// computational experiments", Technometrics 33 (1991) 161-174; F. Campolongo, J. Cariboni & A.
// Saltelli, "An effective screening design for sensitivity analysis of large models", Environmental
// Modelling & Software 22 (2007) 1509-1518 (the mean of absolute effects).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rapport::estimate {

/// The runs of a screening: trajectories * (factors + 1), those of a trajectory in sequence.
class MorrisDesign {
 public:
  /// The grid has `levels` values of each factor, 0 to 1 at even distances. The same seed gives the
  /// same design on every machine. Throws std::invalid_argument for no factors, fewer than 2
  /// trajectories, or levels that are odd, none or more than a million.
  MorrisDesign(std::size_t factors, std::size_t trajectories, std::uint64_t seed,
               std::size_t levels = 4);

  std::size_t factors() const { return factors_; }
  std::size_t trajectories() const { return start_.size() / factors_; }
  std::size_t runs() const { return trajectories() * (factors_ + 1); }

  /// How far a factor moves, up or down: levels / (2 (levels - 1)), with which all levels are
  /// visited equally often.
  double step() const;

  /// The factors of a run (from 0), each in [0, 1]. Throws std::invalid_argument for a run that
  /// there is not.
  std::vector<double> point(std::size_t run) const;

  /// The factor in which a run differs from the one after it. Throws std::invalid_argument for the
  /// last run of a trajectory and beyond the last run.
  std::size_t moved_after(std::size_t run) const;

  /// Whether that move is upwards. Throws like moved_after().
  bool moves_up(std::size_t run) const;

 private:
  std::size_t factors_;
  std::size_t levels_;
  // of each factor in each trajectory: its level at first; which factor moves as the i-th
  std::vector<std::size_t> start_;
  std::vector<std::size_t> order_;
};

/// What a factor does, in units of the output for its whole range (a move of 0 to 1).
struct ElementaryEffects {
  double mean = 0.0;            // Morris's mu: with sign, so that rises and falls cancel
  double absolute = 0.0;        // Campolongo's mu*: the mean size; 0 = it did nothing in any run
  double deviation = 0.0;       // sigma: large for what bends or depends on other factors
  double standard_error = 0.0;  // of `absolute`: sample deviation of the sizes / sqrt(n)
  std::size_t n = 0;            // effects behind it: one a trajectory
};

/// Of each factor. outputs[i] is what came of run i. Throws std::invalid_argument for a number of
/// outputs other than the runs and for outputs that are not finite.
std::vector<ElementaryEffects> elementary_effects(const MorrisDesign& design,
                                                  std::span<const double> outputs);

}  // namespace rapport::estimate
