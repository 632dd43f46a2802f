// Numbered random words for resampling: the i-th word of a seed is a pure function of (seed, i),
// so a bootstrap gives the same interval whenever and wherever it is repeated.
// Source: Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014
// (SplitMix64; the finaliser is variant 13 of Stafford's mixers).
#pragma once

#include <cstddef>
#include <cstdint>

namespace rapport::estimate {

/// The words of one seed, by number.
class SplitMix64 {
 public:
  explicit SplitMix64(std::uint64_t seed) : seed_(seed) {}

  /// The word numbered `index` (from 0): uniform over all 64-bit words.
  std::uint64_t word(std::uint64_t index) const {
    std::uint64_t z = seed_ + (index + 1) * 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }

  /// A whole number in [0, bound), 1 <= bound < 2^32; no value is favoured by more than 2^-32.
  std::size_t below(std::uint64_t index, std::size_t bound) const {
    return static_cast<std::size_t>(((word(index) >> 32U) * static_cast<std::uint64_t>(bound)) >>
                                    32U);
  }

  /// A number in (0, 1), never an end.
  double fraction(std::uint64_t index) const {
    return (static_cast<double>(word(index) >> 12U) + 0.5) * 0x1p-52;
  }

 private:
  std::uint64_t seed_;
};

}  // namespace rapport::estimate
