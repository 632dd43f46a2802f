// Trust from promises kept and broken, the older the less they count.
#pragma once

namespace rapport::targets {

/// Where the mean of (kept + 1) / (kept + broken + 2) settles when each happening first multiplies
/// both by `forgetting` (0 to below 1) and then adds one to kept, with chance `success` (0 to 1),
/// or to broken: (success n + 1) / (n + 2), n = 1 / (1 - forgetting). Exact, since the sum of both
/// settles at n. Throws std::invalid_argument. Source: Josang & Ismail, The Beta Reputation
/// System, 15th Bled Electronic Commerce Conference (2002).
double settled_reputation(double forgetting, double success);

}  // namespace rapport::targets
