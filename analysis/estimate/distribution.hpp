// The normal and Student t distributions: how surprising a difference is, and how wide an
// interval must be.
#pragma once

namespace rapport::estimate {

/// P(Z <= z) for a standard normal Z. Absolute error below 1e-15.
double normal_cdf(double z);

/// The z with P(Z <= z) = p; -infinity at 0, +infinity at 1. Relative error below 1e-12.
/// Throws std::invalid_argument where p is not in [0, 1].
double normal_quantile(double p);

/// P(T <= t) for Student's t with `degrees` > 0 degrees of freedom (need not be whole).
/// Absolute error below 1e-12 up to a million degrees. Throws std::invalid_argument.
double student_t_cdf(double t, double degrees);

/// The t with P(T <= t) = p; -infinity at 0, +infinity at 1. Relative error below 1e-8.
/// Throws std::invalid_argument where p is not in [0, 1] or `degrees` not positive and finite.
double student_t_quantile(double p, double degrees);

}  // namespace rapport::estimate
