#include "sim/validate/validation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/core/error.hpp"

namespace rapport::validate {

Estimate share(double count, double of) {
  const double p = count / of;
  return {p, std::sqrt(p * (1 - p) / of)};
}

Estimate Sum::mean() const {
  const double m = sum / n;
  return {m, std::sqrt(std::max(0.0, squares / n - m * m) / (n - 1))};
}

double Check::z() const {
  const double off = std::max(0.0, std::abs(measured.value - target) - rounding);
  if (off == 0) {
    return 0;
  }
  return measured.error > 0 ? std::copysign(off / measured.error, measured.value - target)
                            : std::numeric_limits<double>::infinity();
}

Place Check::place() const {
  RAPPORT_CHECK(band.has_value(), "a place is by a band");
  constexpr double normal = 1.96;  // 95 %
  const double low = measured.value - normal * measured.error;
  const double high = measured.value + normal * measured.error;
  if (low >= band->low && high <= band->high) {
    return Place::inside;
  }
  return high < band->low || low > band->high ? Place::outside : Place::open;
}

bool Check::passed(Size size) const {
  if (contest) {
    return !contest->rigged;
  }
  if (band || told || stand) {
    return true;
  }
  constexpr double most = 4;
  const double off = std::abs(measured.value - target);
  const double widened = size == Size::quick ? most * measured.error : 0;
  const bool by_chance = approximate || measured.error == 0 || std::abs(z()) < most;
  return std::isfinite(off) && off <= tolerance + rounding + widened && by_chance;
}

std::string_view name_of(Place place) {
  constexpr std::string_view names[] = {"inside", "outside", "can't tell"};
  return names[static_cast<std::size_t>(place)];
}

std::string_view name_of(Claim claim) {
  constexpr std::string_view names[] = {"model", "reference",  "invariant",
                                        "fact",  "robustness", "winner"};
  return names[static_cast<std::size_t>(claim)];
}

}  // namespace rapport::validate
