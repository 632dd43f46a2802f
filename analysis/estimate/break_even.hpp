// At which margin, or which wage, the second strategy earns what the first does:
//   profit = margin * units - wage * hours - other,
// so with differences d = second - first the gain is margin dU - wage dH - dO, and it is zero at
//   margin = (wage dH + dO) / dU   or   wage = (margin dU - dO) / dH.
// No further runs are needed as long as the price and the wage do not change behaviour.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rapport::estimate {

/// Where, among values from zero up, the second strategy earns more than the first.
enum class Pays {
  above,   // above the break-even value
  below,   // below it
  always,  // at every value from zero up
  never    // at none: e.g. it sells no more and saves nothing
};

/// The shape of a Fieller set. All shapes but `interval` mean: the data do not pin the value down.
enum class SetKind {
  interval,   // low to high
  half_line,  // one of low and high is infinite
  outside,    // up to `low`, or from `high` on (both), but not between: the denominator may be zero
  everything,  // no value is excluded
  empty        // no value exists: the denominator is exactly zero, the numerator is not
};

/// A break-even value and the values that the replicates do not exclude.
struct BreakEven {
  std::optional<double> value;  // the root; nothing where the mean denominator is zero. Below zero
                                // it is only algebra: see `pays`
  Pays pays = Pays::never;      // of the means
  SetKind kind = SetKind::everything;
  // in the unit of the value, not cut at zero; infinite where the set is
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  std::size_t n = 0;  // paired replicates
};

// Both: one entry of each span per paired replicate (second - first). The set is Fieller's for a
// ratio of correlated means ("Some problems in interval estimation", J. R. Stat. Soc. B 16 (1954)
// 175-185): every value at which a Student t test does not reject a zero gain. With fewer than two
// replicates it is everything. They throw std::invalid_argument for spans of unequal length, values
// that are not finite or a confidence outside (0, 1).

/// The margin (money a unit) at which both earn the same, at a wage in money an hour.
BreakEven break_even_margin(std::span<const double> delta_units,
                            std::span<const double> delta_hours,
                            std::span<const double> delta_other, double wage,
                            double confidence = 0.95);

/// The wage (money an hour) at which both earn the same, at a margin in money a unit.
BreakEven break_even_wage(std::span<const double> delta_units, std::span<const double> delta_hours,
                          std::span<const double> delta_other, double margin,
                          double confidence = 0.95);

/// One clause for a table or report, e.g. describe(b, "living", "margin", "GBP a unit"):
/// "living pays above a margin of 3.20 GBP a unit (95 % interval 2.90 to 3.60)".
std::string describe(const BreakEven& break_even, std::string_view strategy, std::string_view what,
                     std::string_view unit, double confidence = 0.95);

}  // namespace rapport::estimate
