// Who is of which segment: by luck, or as a network's file says of its people.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace rapport {

/// For each of so many customers a segment by the scenario's shares, as the network's seed has it:
/// the same in every replicate. Empty where the scenario has no segments.
std::vector<SegmentId> segments_by_share(const Scenario&, std::uint32_t customers);

/// For each row of a file the segment that its source's segment_column says, of file or table.
/// `path` is where the source stands; of whom the table does not speak, or speaks in vain, is said
/// in `notes`. The file's column is used up. Throws ScenarioError where there is no such column or
/// two, where it says of somebody what no segment is, and where a segment is what it says of
/// nobody.
std::vector<SegmentId> segments_in(const Scenario&, const NetworkSource&, const std::string& path,
                                   NetworkFile&, std::vector<std::string>& notes);

}  // namespace rapport
