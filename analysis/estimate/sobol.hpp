// Which parameter sets to try, so that few draws fill many dimensions evenly: Sobol's sequence,
// scrambled as Owen does.
//
// Any 2^k draws from a multiple of 2^k on fall one into each of the 2^k equal parts of every single
// dimension. (With independent numbers a third of the parts would stay empty.) Scrambling keeps
// this and makes each draw by itself uniform over the cube, so that means over draws are unbiased.
// Draws of one seed are not independent of each other: an interval made for independent draws is as
// a rule too wide for their mean.
//
// Some pairs of dimensions are uneven until there are far more draws than the thousands of a study:
// the one tells much of the other, whatever the seed. Nothing is wrong with means of what few
// dimensions decide; but what a parameter explains (main_effect.hpp) is then credited to its
// partner, too. Of 2,000 draws in 76 dimensions, 1 ordered pair in 100 has more than .03 of
// variance for nothing, the worst (e.g. those numbered 26 and 72) .5. For questions about single
// parameters take latin_hypercube.hpp, or this with a dozen dimensions and not more.
//
// Sources: I. M. Sobol, USSR Comput. Math. Math. Phys. 7(4) (1967) 86-112; direction numbers of Joe
// & Kuo, SIAM J. Sci. Comput. 30 (2008) 2635-2654; A. B. Owen, "Randomly permuted (t,m,s)-nets and
// (t,s)-sequences", in Monte Carlo and Quasi-Monte Carlo Methods in Scientific Computing (1995).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rapport::estimate {

inline constexpr std::size_t sobol_dimensions = 300;       // at most
inline constexpr std::uint64_t sobol_draws = 1ULL << 32U;  // at most

/// The draws of one seed. Each coordinate is a pure function of (seed, draw, dimension), made of
/// whole numbers alone: the same on every machine, in any order, however many draws or dimensions
/// are asked for beside it.
class SobolSequence {
 public:
  /// Throws std::invalid_argument unless 1 <= dimensions <= 300.
  SobolSequence(std::size_t dimensions, std::uint64_t seed);

  std::size_t dimensions() const { return directions_.size() / 32; }

  /// A coordinate of a draw (both from 0), in (0, 1), never an end. Throws std::invalid_argument
  /// for a dimension that the sequence has not or a draw from 2^32 on.
  double at(std::uint64_t draw, std::size_t dimension) const;

  /// All coordinates of a draw. Throws like at().
  std::vector<double> point(std::uint64_t draw) const;

  /// The coordinate before scrambling, in units of 2^-32: draw 0 is 0 in every dimension. Throws
  /// like at().
  std::uint32_t unscrambled(std::uint64_t draw, std::size_t dimension) const;

 private:
  std::vector<std::uint32_t>
      directions_;  // 32 of each dimension, that of a draw's lowest bit first
  std::uint64_t seed_;
};

}  // namespace rapport::estimate
