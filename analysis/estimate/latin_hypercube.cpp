// A shuffle of the parts (Fisher & Yates) in each dimension; within its part a draw falls anywhere.
#include "analysis/estimate/latin_hypercube.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "analysis/estimate/splitmix.hpp"

namespace rapport::estimate {
namespace {

SplitMix64 words_of(std::uint64_t seed, std::size_t dimension) {
  return SplitMix64(SplitMix64(seed).word(dimension));
}

}  // namespace

LatinHypercube::LatinHypercube(std::size_t draws, std::size_t dimensions, std::uint64_t seed)
    : draws_(draws), seed_(seed) {
  if (draws < 1 || draws >= (1ULL << 32U) || dimensions < 1) {
    throw std::invalid_argument("a Latin hypercube has 1 to 2^32 - 1 draws and a dimension");
  }
  part_.reserve(draws * dimensions);
  for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
    const SplitMix64 random = words_of(seed, dimension);
    const auto first = static_cast<std::ptrdiff_t>(part_.size());
    for (std::size_t part = 0; part < draws; ++part) {
      part_.push_back(static_cast<std::uint32_t>(part));
    }
    const auto parts = part_.begin() + first;
    for (std::size_t i = draws; i > 1; --i) {
      std::swap(parts[static_cast<std::ptrdiff_t>(i - 1)],
                parts[static_cast<std::ptrdiff_t>(random.below(i, i))]);
    }
  }
}

double LatinHypercube::at(std::size_t draw, std::size_t dimension) const {
  if (draw >= draws_ || dimension >= dimensions()) {
    throw std::invalid_argument("the hypercube has no such draw or dimension");
  }
  // the words up to `draws` shuffled
  const double within = words_of(seed_, dimension).fraction(draws_ + 1 + draw);
  const double parts = static_cast<double>(part_[dimension * draws_ + draw]) + within;
  return std::min(parts / static_cast<double>(draws_), 0x1.fffffffffffffp-1);
}

std::vector<double> LatinHypercube::point(std::size_t draw) const {
  std::vector<double> coordinates(dimensions());
  for (std::size_t dimension = 0; dimension < coordinates.size(); ++dimension) {
    coordinates[dimension] = at(draw, dimension);
  }
  return coordinates;
}

}  // namespace rapport::estimate
