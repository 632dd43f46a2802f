#include "sim/world/log_ins.hpp"

#include <algorithm>

#include "sim/core/math.hpp"

namespace rapport {
namespace {

constexpr double least_rate = 0.01;
constexpr double most_rate = 500;

}  // namespace

LogIns::LogIns(const std::array<double, hours_per_week>& profile) : LogIns() {
  for (std::size_t bin = 1; bin < bins; ++bin) {
    const double per_hour = rate_of(static_cast<std::uint8_t>(bin)) / hours_per_day;
    for (std::size_t hour = 0; hour < hours_per_week; ++hour) {
      const double chance = -math::expm1(-per_hour * profile[hour]);
      chance_[bin * hours_per_week + hour] =
          static_cast<std::uint32_t>(std::min(chance * 0x1.0p32, 4294967295.0));
    }
  }
}

std::uint8_t LogIns::bin_of(double log_ins_per_day) {
  if (log_ins_per_day <= 0) {
    return 0;
  }
  const double held = std::clamp(log_ins_per_day, least_rate, most_rate);
  const double place = math::log(held / least_rate) / math::log(most_rate / least_rate);
  return static_cast<std::uint8_t>(1.5 + place * static_cast<double>(bins - 2));
}

double LogIns::rate_of(std::uint8_t bin) {
  if (bin == 0) {
    return 0;
  }
  const double place = (bin - 1.0) / static_cast<double>(bins - 2);
  return least_rate * math::exp(place * math::log(most_rate / least_rate));
}

}  // namespace rapport
