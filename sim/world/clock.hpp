// Calendar arithmetic: ticks, hours, weeks, the daily and weekly rhythm.
#pragma once

#include <array>
#include <cstdint>

namespace rapport {

/// Hours since the start of the run; event times are exact fractions.
using Hours = double;

inline constexpr std::uint32_t hours_per_day = 24;
inline constexpr std::uint32_t hours_per_week = 168;
inline constexpr std::uint32_t weeks_per_quarter = 13;  ///< quarters count from the run's start

/// Time of a run: tick t spans the hours [t * hours_per_tick, (t + 1) * hours_per_tick). Hour 0 is
/// midnight at the start of a Monday.
struct Clock {
  std::uint32_t hours_per_tick = 1;  ///< divides a day

  constexpr std::uint32_t ticks_per_week() const { return hours_per_week / hours_per_tick; }
  constexpr double start_of(std::uint32_t tick) const {
    return static_cast<double>(tick) * hours_per_tick;
  }
  constexpr std::uint32_t tick_of(double hour) const {
    return static_cast<std::uint32_t>(hour / hours_per_tick);
  }
  constexpr std::uint32_t week_of(std::uint32_t tick) const { return tick / ticks_per_week(); }
  constexpr bool starts_week(std::uint32_t tick) const { return tick % ticks_per_week() == 0; }
  constexpr bool ends_week(std::uint32_t tick) const { return starts_week(tick + 1); }
};

}  // namespace rapport
