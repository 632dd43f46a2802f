// Round ticks and their labels.
#include "analysis/picture/axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace rapport::picture {
namespace {

struct Scale {
  double divisor;
  std::string_view suffix;
};

Scale scale_for(double largest) {
  if (largest >= 1e9) {
    return {1e9, " bn"};
  }
  if (largest >= 1e6) {
    return {1e6, " M"};
  }
  return largest >= 1e4 ? Scale{1e3, " k"} : Scale{1.0, ""};
}

std::string with_minus(std::string text) {
  if (text.find_first_not_of("-0.") == std::string::npos) {
    return "0";
  }
  return text.front() == '-' ? "\xE2\x88\x92" + text.substr(1) : text;
}

// The round step (1, 2, 2.5 or 5 times a power of ten) not below `least`.
double round_step(double least) {
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
    if (factor * power >= least * (1.0 - 1e-9)) {
      return factor * power;
    }
  }
  return 10.0 * power;
}

// How many decimals a round step needs.
int decimals_of(double step) {
  int decimals = 0;
  for (; decimals < 8 && std::abs(step - std::round(step)) > 1e-6 * step; ++decimals) {
    step *= 10.0;
  }
  return decimals;
}

// Makes a usable range of whatever the data were.
void widen(double& low, double& high) {
  constexpr double largest = 1e300;
  if (!std::isfinite(low) || !std::isfinite(high) || low > high) {
    low = 0.0;
    high = 1.0;
  }
  low = std::clamp(low, -largest, largest);
  high = std::clamp(high, -largest, largest);
  if (low >= 0.0 && low <= 0.6 * high) {
    low = 0.0;
  } else if (high <= 0.0 && high >= 0.6 * low) {
    high = 0.0;
  }
  const double magnitude = std::max(std::abs(low), std::abs(high));
  if (magnitude < 1e-300) {
    low = 0.0;
    high = 1.0;
  } else if (high - low < 1e-6 * magnitude) {
    const bool negative = high < 0.0;
    low = negative ? low - 0.1 * magnitude : 0.0;
    high = negative ? 0.0 : high + 0.1 * magnitude;
  }
}

}  // namespace

Axis value_axis(double low, double high, int wanted) {
  widen(low, high);
  const double step = round_step((high / wanted - low / wanted));
  const double first = std::floor(low / step + 1e-9);
  const double last = std::ceil(high / step - 1e-9);
  Axis axis{first * step, last * step, {}};
  const int count = static_cast<int>(last - first);
  for (int i = 0; i <= count; ++i) {
    axis.ticks.push_back((first + i) * step);
  }
  return axis;
}

Axis week_axis(double first, double last, int most) {
  if (!std::isfinite(first) || !std::isfinite(last)) {
    first = 0.0;
    last = 1.0;
  }
  if (!(first < last)) {
    first -= 0.5;
    last = first + 1.0;
  }
  double step = 0.0;
  for (const double candidate : {1.0, 2.0, 4.0, 13.0, 26.0, 52.0, 104.0, 260.0, 520.0, 1040.0}) {
    step = candidate;
    if ((last - first) / step + 1.0 <= most) {
      break;
    }
  }
  while ((last - first) / step + 1.0 > most) {
    step *= 2.0;
  }
  Axis axis{first, last, {}};
  const double start = std::ceil(first / step - 1e-9);
  const int count = static_cast<int>(std::floor(last / step + 1e-9) - start);
  for (int i = 0; i <= count; ++i) {
    axis.ticks.push_back((start + i) * step);
  }
  return axis;
}

std::string tick_label(double value, const Axis& axis) {
  const double largest = std::max(std::abs(axis.low), std::abs(axis.high));
  const double step = axis.ticks.size() > 1 ? axis.ticks[1] - axis.ticks[0] : largest;
  if (largest >= 1e15 || (largest > 0.0 && largest < 1e-4)) {
    return with_minus(fmt::format("{:.3g}", std::abs(value) < 0.5 * step ? 0.0 : value));
  }
  const Scale scale = scale_for(largest);
  const int decimals = decimals_of(step / scale.divisor);
  const std::string text = with_minus(fmt::format("{:.{}f}", value / scale.divisor, decimals));
  return text == "0" ? text : text + std::string(scale.suffix);
}

std::string short_number(double value) {
  if (!std::isfinite(value)) {
    return "unknown";
  }
  const double size = std::abs(value);
  if (size >= 1e15 || (size > 0.0 && size < 1e-4)) {
    return with_minus(fmt::format("{:.3g}", value));
  }
  const Scale scale = scale_for(size);
  const double scaled = size / scale.divisor;
  const int decimals = scaled >= 100.0 ? 0 : scaled >= 10.0 ? 1 : scaled >= 1.0 ? 2 : 3;
  std::string text = fmt::format("{:.{}f}", value / scale.divisor, decimals);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') {
      text.pop_back();
    }
  }
  return with_minus(text) + std::string(scale.suffix);
}

}  // namespace rapport::picture
