// When customers look at a platform: an inhomogeneous Poisson process seen through its hours.
//
//   P(log-in in clock hour h) = 1 - exp(-rate_j d(h) w(h) / 24)            (E2)
//
// u(customer, platform, clock hour) decides, so log-ins are a pure function of calendar time: no
// event, no state, the same in all worlds. Rates stand in 255 logarithmic bins; bin 0 never logs
// in.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/core/random.hpp"
#include "sim/world/clock.hpp"

namespace rapport {

class LogIns {
 public:
  static constexpr std::size_t bins = 256;

  LogIns() : chance_(bins * hours_per_week, 0) {}

  /// `profile` = relative rate in each hour of the week, mean 1.
  explicit LogIns(const std::array<double, hours_per_week>& profile);

  /// The bin of a rate in log-ins a day (0 for 0; rates are held within [0.01, 500]).
  static std::uint8_t bin_of(double log_ins_per_day);
  /// The rate that a bin stands for, log-ins a day.
  static double rate_of(std::uint8_t bin);

  /// The chance of a log-in in an hour of the week.
  double chance(std::uint8_t bin, std::uint32_t hour_of_week) const {
    return static_cast<double>(chance_[std::size_t{bin} * hours_per_week + hour_of_week]) *
           0x1.0p-32;
  }

  /// The first clock hour in [from, last] in which this customer logs in on this platform, or
  /// `last + 1`.
  std::uint32_t next(const Luck& luck, std::uint32_t customer, std::uint8_t platform,
                     std::uint8_t bin, std::uint32_t from, std::uint32_t last) const {
    const std::uint32_t* chances = &chance_[std::size_t{bin} * hours_per_week];
    constexpr Purpose log_in{"activity.log_in"};
    std::uint32_t hour = from;
    while (hour <= last) {
      // one look-up answers four hours
      const Luck::Words words =
          luck.words(log_in, customer, {(std::uint64_t{platform} << 32U) | (hour >> 2U)});
      do {
        if (words[hour & 3U] < chances[hour % hours_per_week]) {
          return hour;
        }
        ++hour;
      } while ((hour & 3U) != 0 && hour <= last);
    }
    return last + 1;
  }

 private:
  std::vector<std::uint32_t> chance_;  // [bin][hour of week], in units of 2^-32
};

}  // namespace rapport
