// Shares of alternatives by their utilities (multinomial logit). Source: McFadden, in Zarembka
// (ed.), Frontiers in Econometrics (1974) 105-142.
#pragma once

#include <span>
#include <vector>

namespace rapport::targets {

/// The share of each alternative, e^u / sum e^u. Utilities must be finite, one at least, else
/// std::invalid_argument.
std::vector<double> logit_shares(std::span<const double> utilities);

/// By what per cent a share (0 to 1) changes per per cent of one of its own attributes, which
/// contributes `contribution` to its utility: contribution (1 - share). Throws
/// std::invalid_argument.
double own_elasticity(double share, double contribution);

/// The same for every other alternative's share: -contribution share.
double cross_elasticity(double share, double contribution);

}  // namespace rapport::targets
