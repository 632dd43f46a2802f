// What a run reports: counts of what happened in a week, stocks at a week's end, ratios of two, and
// quantiles of what was counted in bins.
#pragma once

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

/// Counts by counter, brand and platform.
class Tally {
 public:
  Tally() = default;
  Tally(std::size_t counters, std::size_t brands, std::size_t platforms)
      : brands_(brands), platforms_(platforms), values_(counters * brands * platforms, 0) {}

  void add(Counter counter, BrandId brand, PlatformId platform, std::int64_t n) {
    values_[place(counter, row(brand), row(platform))] += n;
  }
  std::int64_t of(Counter counter, BrandId brand, PlatformId platform) const {
    return values_[place(counter, row(brand), row(platform))];
  }
  /// Over all platforms.
  std::int64_t of(Counter counter, BrandId brand) const {
    std::int64_t sum = 0;
    for (std::size_t p = 0; p < platforms_; ++p) {
      sum += values_[place(counter, row(brand), p)];
    }
    return sum;
  }
  void add(const Tally& other) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      values_[i] += other.values_[i];
    }
  }
  void clear() { values_.assign(values_.size(), 0); }
  std::vector<std::int64_t>& values() { return values_; }
  const std::vector<std::int64_t>& values() const { return values_; }

 private:
  std::size_t place(Counter counter, std::size_t brand, std::size_t platform) const {
    return (counter.index * brands_ + brand) * platforms_ + platform;
  }
  std::size_t brands_ = 0;
  std::size_t platforms_ = 0;
  std::vector<std::int64_t> values_;
};

}  // namespace rapport
