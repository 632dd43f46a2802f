// Reads [segment.NAME]: kinds of customers, and how one knows who is of which.
#pragma once

#include "sim/scenario/field_reader.hpp"
#include "sim/scenario/scenario.hpp"

namespace rapport {

/// Fills in what the scenario's segments, whose names have been read, say of themselves. `tree` is
/// the scenario's; networks have been read. Complains of shares that are not those of a whole, of
/// values that two segments are, and where both or neither of a share and a network's
/// segment_column would tell who is of which.
void read_segments(const Node& tree, FieldReader&, Scenario&);

}  // namespace rapport
