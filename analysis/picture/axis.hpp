// Axes with round ticks: 1, 2, 2.5 or 5 times a power of ten; weeks in quarters and years.
#pragma once

#include <string>
#include <vector>

namespace rapport::picture {

/// An axis: from `low` to `high`, low < high, both finite; ticks within it, increasing.
struct Axis {
  double low = 0.0;
  double high = 1.0;
  std::vector<double> ticks;
};

/// A value axis of about `wanted` ticks (>= 2) that holds [low, high] and ends on ticks. Starts at
/// zero where the data are not negative and zero is not far below them (low <= 60 % of high). A
/// range without width, or one that is not finite, still gives an axis.
Axis value_axis(double low, double high, int wanted);

/// A week axis from exactly `first` to `last` with at most `most` ticks (>= 2), a quarter (13
/// weeks) or a multiple of it apart where the range is long enough.
Axis week_axis(double first, double last, int most);

/// A tick's label: "0", "0.25", "12 k", "1.5 M", "3 bn"; all ticks of the axis alike. A minus is
/// U+2212.
std::string tick_label(double value, const Axis& axis);

/// A single value in three digits: "1.23 k", "0.457", "12.3".
std::string short_number(double value);

}  // namespace rapport::picture
