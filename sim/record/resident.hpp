// How much memory this process has.
#pragma once

#include <cstdint>

namespace rapport {

struct Resident {
  std::uint64_t now = 0;       ///< bytes in memory, code included
  std::uint64_t greatest = 0;  ///< since the process began
};

/// Of this process, from Linux's /proc/self/status; zeros where there is none.
Resident resident();

}  // namespace rapport
