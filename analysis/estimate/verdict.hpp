// What a study found, in one sentence a manager can read; and money over time.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "analysis/estimate/difference.hpp"

namespace rapport::estimate {

/// A number with thousands separators and that many decimals (0 to 9): "-1,234.50". Never "-0".
/// Infinite: "-infinity", "infinity". Does not depend on the locale.
std::string money(double amount, int decimals = 0);

/// "95 %", "99.9 %".
std::string percent(double share);

/// One sentence on which of two strategies earned more; it says so when the runs cannot tell (the
/// interval holds zero), when there are fewer than two pairs, and when nothing differed.
/// `difference` is of profit, second - first, over `weeks` weeks, in units of `currency`.
std::string verdict(std::string_view first, std::string_view second, const Interval& difference,
                    std::string_view currency, int weeks, double confidence = 0.95);

/// The same of runs that nothing pairs: `difference.n` replicates of each strategy, or more of one.
std::string unpaired_verdict(std::string_view first, std::string_view second,
                             const Interval& difference, std::string_view currency, int weeks,
                             double confidence = 0.95);

/// What weekly amounts are worth at the start of the first week: amount[i] falls due at the end of
/// week i + 1, discounted by (1 + yearly_rate)^-((i + 1) / 52). yearly_rate > -1, as a share
/// (0.05 = 5 % a year); throws std::invalid_argument otherwise.
double present_value(std::span<const double> weekly_amounts, double yearly_rate);

}  // namespace rapport::estimate
