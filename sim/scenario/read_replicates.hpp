// [run] replicates as a table: as many as it takes until the differences are known well enough.
#pragma once

#include <span>
#include <string>

#include "sim/scenario/field_reader.hpp"
#include "sim/scenario/scenario.hpp"

namespace rapport {

/// The table; nullptr where replicates are a number, or left to the default.
const Node* stop_table(const Node& scenario);

/// Reads it into run.until and run.replicates; complains of what is wrong with it.
void read_stop_table(const Node& table, FieldReader&, RunSettings&);

/// Complains of measures that are none of `measures`, and where no strategy is compared with the
/// baseline.
void check_stop_table(const Node& table, const Scenario&, FieldReader&,
                      std::span<const std::string> measures);

}  // namespace rapport
