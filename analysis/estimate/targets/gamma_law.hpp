// The gamma function and the gamma distribution: how buying rates differ among customers.
#pragma once

namespace rapport::targets {

/// ln Gamma(x), x > 0, else std::invalid_argument. Error below 1e-13 up to x = 100, then below
/// 1e-15 of the value. (The library's lgamma writes a global.)
double log_gamma(double x);

/// P(X <= x) for a gamma distributed X of scale 1 and `shape` (above 0, up to 1000). Error below
/// 1e-12. Throws std::invalid_argument.
double gamma_cdf(double x, double shape);

/// The x with P(X <= x) = p, p from 0 to below 1; 0 where it is smaller than any number. Throws
/// std::invalid_argument.
double gamma_quantile(double p, double shape);

}  // namespace rapport::targets
