// When a brand's staff are on duty: windows spread evenly over the opening hours of the week's
// first days.
#pragma once

#include <algorithm>

#include "sim/world/clock.hpp"

namespace rapport {

struct Duty {
  double days = 0;        ///< a week, from Monday
  double first_hour = 0;  ///< of the day; opening
  double last_hour = 0;   ///< of the day; closing
  double windows = 1;     ///< a day
  double length = 0;      ///< of a window, hours

  /// Calls act(from, to) for each stretch on duty of the hour from `hour` of the given week (both
  /// since the start of the run).
  template <class Act>
  void each_stretch(std::uint32_t week, Hours hour, const Act& act) const {
    const double week_hour = hour - static_cast<double>(week) * hours_per_week;
    const double day = static_cast<double>(static_cast<int>(week_hour / hours_per_day));
    if (day >= days) {
      return;
    }
    const double midnight = hour - (week_hour - day * hours_per_day);
    const double stride = (last_hour - first_hour) / windows;
    for (double w = 0; w < windows; ++w) {
      const double start = midnight + first_hour + w * stride;
      const double a = std::max(hour, start);
      const double b = std::min(hour + 1, start + length);
      if (a < b) {
        act(a, b);
      }
    }
  }
};

}  // namespace rapport
