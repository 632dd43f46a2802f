// When enough replicates have been run: the mean difference is known to within a wanted half-width.
//
// Who looks at an interval again and again and stops when he likes what he sees is wrong more often
// than the interval promises; and a width that is small by luck stops a study early, the more so
// with few values (Chow & Robbins, Ann. Math. Stat. 36 (1965) 457-462: right only in the limit).
// Hence looks are few and fixed beforehand, the first not at too few values, and each interval is
// computed at the level 1 - (1 - confidence) / looks. By Bonferroni's inequality the intervals of
// all looks then hold together with the stated confidence wherever each holds at its own level, so
// that the one at the last look taken does, whatever rule, measure or taste chose that look
// (repeated confidence intervals: Jennison & Turnbull, J. R. Stat. Soc. B 51 (1989) 305-361).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "analysis/estimate/difference.hpp"

namespace rapport::estimate {

/// Values at the first look, at the least. With 8 the simulated coverage of skewed differences is
/// up to 4 points below what follows here.
inline constexpr std::size_t first_look = 16;

/// How many values there are at each look: 16, 32, 64 ... and `at_most`. Below 16 there is one
/// look. Throws std::invalid_argument for at_most == 0.
std::vector<std::size_t> looks(std::size_t at_most);

/// The level of each interval of a study with so many looks. One look: the confidence itself.
/// Throws std::invalid_argument for no looks or a confidence outside (0, 1).
double level_at_each(std::size_t looks, double confidence = 0.95);

// Simulated coverage at the stop, 95 % wanted, at most 256 values (5 looks), half-widths wanted
// from 0.18 to 2 (3,000 studies each; bootstrapped where difference_interval() says so): normal of
// deviation 1: 98 to 99 %; exponential of mean 1: 96 to 98 %; lognormal of log-deviation 1: 92 to
// 98 % (of a fixed number of 16 to 64 lognormal values: 90 to 92 %). Stopping on 95 % intervals as
// they are: 94 to 96, 90 to 93 and 86 to 94 %.

/// How well a paired difference is known, against how well it is wanted.
struct Precision {
  double half_width = std::numeric_limits<double>::infinity();  // of the interval, in its unit
  double mean = 0.0;       // of |a|: what `within` is a share of
  double wanted = 0.0;     // within |mean of a|
  std::size_t n = 0;       // pairs
  double deviation = 0.0;  // sample standard deviation of the differences
  bool reached = false;    // see precision()
};

/// Of b[i] - a[i], by difference_interval() at this level. Reached when there are as many pairs as
/// the first look has and half the width is at most `within` (a share, above 0) of the mean of a
/// without its sign. Differences that are all the same, but for rounding, say nothing of their
/// spread and reach nothing: a rare event may not have happened yet. Throws
/// std::invalid_argument like difference_interval().
Precision precision(std::span<const double> a, std::span<const double> b, double within,
                    double level, std::uint64_t seed);

/// About how many values in all are needed until a precision is reached, by the spread so far:
/// n (half_width / wanted)^2, at least n. Nothing where no number is enough or can be told.
std::optional<double> values_expected(const Precision&);

/// How many values a study of a fixed number would have needed, had one known the spread: the
/// fewest, two or more, whose Student t interval has at most this half-width. Nothing where more
/// than a million are needed. Throws std::invalid_argument for what is negative or not
/// finite.
std::optional<std::size_t> fixed_values_needed(double deviation, double half_width,
                                               double confidence = 0.95);

}  // namespace rapport::estimate
