// What a study holds in memory at once while it runs and while it is written.
#pragma once

#include <cstdint>

#include "sim/study/study.hpp"

namespace rapport {

/// Bytes beside the program, the networks and the worlds.
struct Holdings {
  std::uint64_t running = 0;  ///< at most, until the last world has lived
  std::uint64_t kept = 0;     ///< of that, what is kept then: weekly records, panel, events
  std::uint64_t writing = 0;  ///< at most, from then on
};

/// By arithmetic over the layout. `events`: of the panel, all strategies together.
Holdings holdings(const StudySpec&, std::uint64_t events);

}  // namespace rapport
