// The table behind Sobol's sequence. Its numbers carry their own licence: see the source.
#pragma once

#include <cstdint>
#include <span>

namespace rapport::estimate {

/// Joe and Kuo's numbers, a record for each dimension from the second to the 300th, one behind the
/// other: the primitive polynomial over GF(2) in binary, both end bits written (degree = position
/// of the leading bit), then m_2 .. m_degree, odd and below 2^i; m_1 is 1 and left out. Source:
/// Joe & Kuo, SIAM J. Sci. Comput. 30 (2008) 2635-2654.
std::span<const std::uint16_t> direction_numbers();

}  // namespace rapport::estimate
