// How few write most of it: activity that is log-normal among members.
#pragma once

namespace rapport::targets {

/// The share of all contributions that the most active `top` (0 to 1) of members make, where the
/// logarithm of activity has standard deviation `sigma` (0: all alike): 1 - Phi(z_{1-top} - sigma).
/// Throws std::invalid_argument. Source: the Lorenz curve of the log-normal, Aitchison & Brown,
/// The Lognormal Distribution (1957).
double top_share(double sigma, double top);

/// The sigma at which the most active `top` make that share, both between 0 and 1, `share` at
/// least `top`. Throws std::invalid_argument.
double sigma_of_top_share(double top, double share);

}  // namespace rapport::targets
