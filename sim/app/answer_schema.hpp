// What a program may rely on in the answers of `run --json` and `compare --json`.
#pragma once

#include <string>

namespace rapport::app {

/// One JSON schema (draft 7) of the answer about one study, and of that about several; strict: what
/// it does not name is not there.
std::string answer_schema();

}  // namespace rapport::app
