#include "sim/validate/findings.hpp"

#include <algorithm>

#include "sim/core/error.hpp"

namespace rapport::validate {
namespace {

/// -1 or 1, or 0 where an interval holds nothing.
int sign_told(const estimate::Interval& interval) {
  return interval.low > 0 ? 1 : interval.high < 0 ? -1 : 0;
}

}  // namespace

std::string_view name_of(Standing standing) {
  constexpr std::string_view names[] = {"stands", "changes sign", "not told apart",
                                        "told here only", "told in neither"};
  return names[static_cast<std::size_t>(standing)];
}

Standing Stand::standing() const {
  const int was = sign_told(there);
  const int is = sign_told(here);
  if (was == 0) {
    return is == 0 ? Standing::neither : Standing::told_only_here;
  }
  if (is == 0) {
    return Standing::not_told;
  }
  return is == was ? Standing::stands : Standing::changes_sign;
}

double Stand::z() const {
  return shift.standard_error > 0 ? shift.mean / shift.standard_error : 0;
}

Stand stand_of(std::span<const double> there, std::span<const double> here) {
  const std::size_t both = std::min(there.size(), here.size());
  RAPPORT_CHECK(both > 1, "one replicate says nothing of chance");
  return {estimate::mean_interval(there), estimate::mean_interval(here),
          estimate::paired_difference(there.first(both), here.first(both))};
}

}  // namespace rapport::validate
