// What a run reports: counts of what happened in a week, stocks at a week's end, ratios of two, and
// quantiles of what was counted in bins.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/ids.hpp"

namespace rapport {

/// Which ladder a measure belongs to; MODEL section 5.
enum class Ladder : std::uint8_t { vanity, business, operations, diffusion };

enum class MeasureOf : std::uint8_t {
  brand,              ///< one value a brand
  brand_and_platform  ///< one value a brand and platform
};

struct MeasureInfo {
  std::string name;
  Ladder ladder = Ladder::operations;
  MeasureOf of = MeasureOf::brand;
  std::string unit;
  std::string meaning;
  bool shown = true;  ///< false: only a part of a ratio, not recorded by itself
};

/// A count that several mechanisms add to or read.
struct SharedCounter {
  std::string_view name;
  Ladder ladder = Ladder::operations;
  MeasureOf of = MeasureOf::brand;
  std::string_view unit;
  std::string_view meaning;
};

/// Handle to a count of happenings: whole numbers, so that the order of adding cannot matter.
struct Counter {
  std::uint32_t index = 0;
};
/// Handle to a sum over customers, taken at the end of a week.
struct Stock {
  std::uint32_t index = 0;
};
/// Handle to a state of the brand, told by its office at the end of a week.
struct Level {
  std::uint32_t index = 0;
};

/// A measure that is one measure divided by another (0/0 = missing).
struct RatioInfo {
  MeasureInfo about;
  std::string over;        ///< name of the numerator
  std::string under;       ///< name of the denominator
  double under_units = 1;  ///< the numerator's units in one of the denominator's: 60 for s over min
};

/// A measure that is a quantile of a distribution whose values were counted in bins: linear within
/// a bin, as if its values lay evenly in it. Missing without values; one in the last bin, which has
/// no end, is given as where that bin starts.
struct QuantileInfo {
  MeasureInfo about;
  double share = 0.5;             ///< of the values that lie below it, (0,1)
  std::vector<std::string> bins;  ///< names of counters of the brand, in order
  std::vector<double> starts;     ///< where each bin starts, in the measure's unit
};

struct MeasureList {
  std::vector<MeasureInfo> counters;
  std::vector<MeasureInfo> stocks;
  std::vector<MeasureInfo> levels;
  std::vector<RatioInfo> ratios;
  std::vector<QuantileInfo> quantiles;
};

/// Counts by counter, brand and platform, where customers are of several segments also by these.
/// Most happenings count a few things only, so a tally knows which of its 64 parts have been
/// counted in, and adding and clearing pass over the rest.
class Tally {
 public:
  Tally() = default;
  /// `slices`: 1, or one more than there are segments; the first counts what no customer did.
  Tally(std::size_t counters, std::size_t brands, std::size_t platforms, std::size_t slices = 1)
      : brands_(brands),
        platforms_(platforms),
        slices_(slices),
        values_(counters * brands * platforms * slices, 0) {
    while (values_.size() > std::size_t{64} << part_log2_) {
      ++part_log2_;
    }
  }

  void add(Counter counter, BrandId brand, PlatformId platform, std::int64_t n,
           std::size_t slice = 0) {
    const std::size_t at = place(counter, row(brand), row(platform)) + slice;
    values_[at] += n;
    touched_ |= std::uint64_t{1} << (at >> part_log2_);
  }
  /// Over all slices.
  std::int64_t of(Counter counter, BrandId brand, PlatformId platform) const {
    const std::size_t first = place(counter, row(brand), row(platform));
    std::int64_t sum = 0;
    for (std::size_t slice = 0; slice < slices_; ++slice) {
      sum += values_[first + slice];
    }
    return sum;
  }
  /// Over all platforms, too.
  std::int64_t of(Counter counter, BrandId brand) const {
    std::int64_t sum = 0;
    for (std::size_t p = 0; p < platforms_; ++p) {
      sum += of(counter, brand, static_cast<PlatformId>(p));
    }
    return sum;
  }
  void add(const Tally& other) {
    touched_ |= other.touched_;
    other.each_touched([&](std::size_t i) { values_[i] += other.values_[i]; });
  }
  void clear() {
    each_touched([&](std::size_t i) { values_[i] = 0; });
    touched_ = 0;
  }
  /// To be written from outside: any part may be counted in.
  std::vector<std::int64_t>& values() {
    touched_ = ~std::uint64_t{0};
    return values_;
  }
  const std::vector<std::int64_t>& values() const { return values_; }

 private:
  std::size_t place(Counter counter, std::size_t brand, std::size_t platform) const {
    return ((counter.index * brands_ + brand) * platforms_ + platform) * slices_;
  }
  template <class Act>
  void each_touched(const Act& act) const {
    for (std::uint64_t left = touched_; left != 0; left &= left - 1) {
      const std::size_t first = static_cast<std::size_t>(std::countr_zero(left)) << part_log2_;
      const std::size_t end = std::min(first + (std::size_t{1} << part_log2_), values_.size());
      for (std::size_t i = first; i < end; ++i) {
        act(i);
      }
    }
  }

  std::size_t brands_ = 0;
  std::size_t platforms_ = 0;
  std::size_t slices_ = 1;
  std::vector<std::int64_t> values_;
  unsigned part_log2_ = 0;     // a part has 2^this values
  std::uint64_t touched_ = 0;  // one bit a part; a part without its bit is all zero
};

}  // namespace rapport
