// Sobol's sequence by its direction numbers v_k = m_k / 2^k: the k-th bit of a draw's number, if
// set, flips the bits of v_k, and
//   v_k = a_1 v_(k-1) ^ ... ^ a_(s-1) v_(k-s+1) ^ v_(k-s) ^ (v_(k-s) >> s)
// with the coefficients a of a primitive polynomial of degree s. Scrambling goes from the first bit
// down: each bit is flipped or not by a random bit that belongs to the bits before it, which is
// Owen's nested permutation in base 2. Below the 32nd bit all is random.
#include "analysis/estimate/sobol.hpp"

#include <algorithm>
#include <bit>
#include <span>
#include <stdexcept>

#include "analysis/estimate/direction_numbers.hpp"
#include "analysis/estimate/splitmix.hpp"

namespace rapport::estimate {
namespace {

constexpr unsigned bits = 32;

// The direction numbers of the first dimension: the bits of a number, mirrored at the point.
void add_mirrored(std::vector<std::uint32_t>& directions) {
  for (unsigned k = 0; k < bits; ++k) {
    directions.push_back(1U << (bits - 1 - k));
  }
}

// Those of a further one. Takes its record off the front of the table.
void add_record(std::vector<std::uint32_t>& directions, std::span<const std::uint16_t>& table) {
  const std::uint32_t polynomial = table.front();
  const auto degree = static_cast<unsigned>(std::bit_width(polynomial)) - 1;
  std::uint32_t v[bits] = {1U << (bits - 1)};
  for (unsigned k = 1; k < degree; ++k) {
    v[k] = static_cast<std::uint32_t>(table[k]) << (bits - 1 - k);
  }
  for (unsigned k = degree; k < bits; ++k) {
    v[k] = v[k - degree] ^ (v[k - degree] >> degree);
    for (unsigned j = 1; j < degree; ++j) {
      v[k] ^= ((polynomial >> (degree - j)) & 1U) * v[k - j];
    }
  }
  directions.insert(directions.end(), std::begin(v), std::end(v));
  table = table.subspan(degree);
}

}  // namespace

SobolSequence::SobolSequence(std::size_t dimensions, std::uint64_t seed) : seed_(seed) {
  if (dimensions < 1 || dimensions > sobol_dimensions) {
    throw std::invalid_argument("a Sobol sequence has 1 to 300 dimensions");
  }
  directions_.reserve(dimensions * bits);
  add_mirrored(directions_);
  std::span<const std::uint16_t> table = direction_numbers();
  for (std::size_t dimension = 1; dimension < dimensions; ++dimension) {
    add_record(directions_, table);
  }
}

std::uint32_t SobolSequence::unscrambled(std::uint64_t draw, std::size_t dimension) const {
  if (dimension >= dimensions()) {
    throw std::invalid_argument("the sequence has no such dimension");
  }
  if (draw >= sobol_draws) {
    throw std::invalid_argument("a Sobol sequence has 2^32 draws");
  }
  std::uint32_t word = 0;
  for (std::size_t k = dimension * bits; draw != 0; draw >>= 1U, ++k) {
    word ^= static_cast<std::uint32_t>(draw & 1U) * directions_[k];
  }
  return word;
}

double SobolSequence::at(std::uint64_t draw, std::size_t dimension) const {
  const std::uint64_t plain = unscrambled(draw, dimension);
  const SplitMix64 random(SplitMix64(seed_).word(dimension));
  std::uint64_t node = 1;  // the bits before, with a one in front: a number for every branching
  std::uint64_t scrambled = 0;
  for (unsigned level = bits; level-- > 0;) {
    const std::uint64_t bit = (plain >> level) & 1U;
    scrambled = (scrambled << 1U) | (bit ^ (random.word(node) >> 63U));
    node = (node << 1U) | bit;
  }
  const std::uint64_t rest = random.word(node) >> 44U;  // the 20 bits that a double still holds
  return (static_cast<double>((scrambled << 20U) | rest) + 0.5) * 0x1p-52;
}

std::vector<double> SobolSequence::point(std::uint64_t draw) const {
  std::vector<double> coordinates(dimensions());
  for (std::size_t dimension = 0; dimension < coordinates.size(); ++dimension) {
    coordinates[dimension] = at(draw, dimension);
  }
  return coordinates;
}

}  // namespace rapport::estimate
