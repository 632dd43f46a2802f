// What a study will take, from doing a small part of it.
#pragma once

#include <cstdint>

#include "sim/study/study.hpp"
#include "sim/study/trajectory.hpp"

namespace rapport {

struct Trial {
  double seconds = 0;            ///< that the whole study will take on this machine now
  std::uint64_t file_bytes = 0;  ///< of its file
  /// Greatest resident size of the whole program, were it this process that ran it.
  std::uint64_t memory_bytes = 0;
  /// The same of a study with a stop rule that ends at its first look; otherwise as above.
  double least_seconds = 0;
  std::uint64_t least_file_bytes = 0;
};

/// Runs the first worlds for a few weeks, compares them and makes their file in memory. A study
/// that is all tail (few customers, many weeks or replicates) is compared here with as many
/// replicates as it will have, made up of the few that ran. The provenance, which may be most of a
/// small file, is stored as given.
Trial try_out(const StudySpec&, const Provenance&, std::size_t threads);

}  // namespace rapport
