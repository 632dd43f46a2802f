// What an analyst concludes from one market, who sees what customers did and never what they would
// have done: those who have something beside those who have not, and before and after. Where luck
// alone gave it to them, the first is a randomised test; else it is naive.
#pragma once

#include <span>

#include "analysis/estimate/difference.hpp"

namespace rapport::estimate {

/// One customer, in a time before something began and in one as long after it.
struct Observed {
  double before = 0.0;
  double after = 0.0;
  bool has = false;  ///< follows, was answered, was offered: of those whose effect is asked for
};

// All throw std::invalid_argument like the functions of difference.hpp, whose intervals they are.

/// Afterwards, those who have it less those who have not: Welch's interval. Where customers chose
/// or earned it, it holds what they were before, too. Where it was offered at random, it is the
/// effect of the offer, taken or not (intention to treat), as far as nobody's offer reaches others.
Interval with_less_without(std::span<const Observed> customers, double confidence = 0.95);

/// Difference-in-differences: by how much more those rose who have it. It is the effect where, but
/// for that, both would have risen alike. Each customer's rise is one value, so that what is alike
/// in a customer's two times makes no interval too narrow (Bertrand, Duflo & Mullainathan, Q. J.
/// Econ. 119 (2004) 249-275): errors are clustered by customer. Welch's interval.
Interval difference_in_differences(std::span<const Observed> customers, double confidence = 0.95);

}  // namespace rapport::estimate
