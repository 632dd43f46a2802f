// Which parameter sets to try, however many parameters there are: a Latin hypercube, for what is to
// be asked of single parameters afterwards.
//
// The range of each dimension is cut into as many equal parts as there are draws, each part is hit
// once, and chance alone, independently in every dimension, says by which draw. Any two dimensions
// are therefore as unrelated as independent numbers are, which those of a Sobol sequence are not:
// see sobol.hpp. Means over draws are unbiased, and better than those of independent draws by what
// single parameters explain. Sources: M. D. McKay, R. J. Beckman & W. J. Conover, Technometrics 21
// (1979) 239-245; M. Stein, Technometrics 29 (1987) 143-151.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rapport::estimate {

/// The draws of one seed. A coordinate is a function of (seed, how many draws, draw, dimension):
/// the same on every machine, whatever further dimensions are drawn.
class LatinHypercube {
 public:
  /// Throws std::invalid_argument for no draws, 2^32 draws or more, or no dimensions.
  LatinHypercube(std::size_t draws, std::size_t dimensions, std::uint64_t seed);

  std::size_t draws() const { return draws_; }
  std::size_t dimensions() const { return part_.size() / draws_; }

  /// A coordinate of a draw (both from 0), in (0, 1), never an end. Throws std::invalid_argument
  /// for a draw or a dimension that there is not.
  double at(std::size_t draw, std::size_t dimension) const;

  /// All coordinates of a draw. Throws like at().
  std::vector<double> point(std::size_t draw) const;

 private:
  std::size_t draws_;
  std::uint64_t seed_;
  std::vector<std::uint32_t> part_;  // that a draw hits, dimension by dimension
};

}  // namespace rapport::estimate
