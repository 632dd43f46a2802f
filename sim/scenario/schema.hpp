// The JSON schema of scenario files (draft 07), made from the declarations, with which an editor
// completes, explains and checks while one writes.
#pragma once

#include <string>

#include "sim/tick/mechanism.hpp"

namespace rapport {

enum class SchemaOf : std::uint8_t { scenario, strategy };

/// Every table and key with type, range, unit, meaning and source. The reader refuses more than a
/// schema can say (names of strategies and platforms, files that do not exist).
std::string schema_json(Catalogue, SchemaOf = SchemaOf::scenario);

}  // namespace rapport
