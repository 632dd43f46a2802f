// In what share of draws a strategy wins, how sure that is, and where it wins: the share by cells
// of two parameters.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace rapport::estimate {

/// A share of draws and the interval that covers the true one.
struct WinShare {
  std::size_t wins = 0;
  std::size_t ties = 0;  // draws in which both earned exactly the same: no win
  std::size_t n = 0;     // draws
  double share = 0.0;    // wins / n; NaN where n is 0
  double low = 0.0;      // 0 to 1 where n is 0
  double high = 1.0;
};

/// Wilson's interval for wins in n independent draws. Unlike the usual p +- z sqrt(p (1 - p) / n)
/// it has a width where all or none were wins, and it covers near what it promises also for few
/// draws: on average over shares; for single shares coverage goes up and down with n (counted, n =
/// 60, 95 %: 92 to 98 % for shares from .05 to .95). Throws std::invalid_argument for wins > n or a
/// confidence outside (0, 1). Sources: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212; L. D.
/// Brown, T. T. Cai & A. DasGupta, Statistical Science 16 (2001) 101-133.
WinShare wilson(std::size_t wins, std::size_t n, double confidence = 0.95);

/// How often the second strategy won: gains[i] = what it earned more than the first in draw i.
/// Draws of a Latin hypercube or a Sobol sequence are more even than independent ones: the interval
/// is rather too wide for them. Throws std::invalid_argument for gains that are not finite and like
/// wilson().
WinShare win_share(std::span<const double> gains, double confidence = 0.95);

/// Where to cut values into `parts` of equal numbers: at most parts - 1 values, rising; each begins
/// the part above it. Fewer where values repeat so often that a part would be empty. Throws
/// std::invalid_argument for no values, no parts, or values that are not finite.
std::vector<double> even_cuts(std::span<const double> values, std::size_t parts);

/// Win shares over a grid: cell (i, j) holds the draws with i of the first cuts at or below their
/// first factor and j of the second at or below their second.
struct WinTable {
  std::vector<double> first_cuts;   // rows - 1, rising
  std::vector<double> second_cuts;  // columns - 1, rising
  std::vector<WinShare> cells;      // row by row

  std::size_t columns() const { return second_cuts.size() + 1; }
  const WinShare& cell(std::size_t row, std::size_t column) const {
    return cells.at(row * columns() + column);
  }
};

/// first[i], second[i] and gains[i] belong to draw i. No cuts: one row, or one column. Each
/// interval stands for itself: of 16 at 95 %, one in the mean misses its share by luck. Throws
/// std::invalid_argument for lengths that differ, values that are not finite, cuts that do not
/// rise, and like wilson().
WinTable win_table(std::span<const double> first, std::span<const double> first_cuts,
                   std::span<const double> second, std::span<const double> second_cuts,
                   std::span<const double> gains, double confidence = 0.95);

}  // namespace rapport::estimate
