// `rapport schema`: the JSON schema of scenarios, by which an editor completes and checks them, and
// of the answers, by which a program may rely on them.
#include <fmt/format.h>

#include "models/catalogue.hpp"
#include "sim/app/answer_schema.hpp"
#include "sim/app/commands.hpp"
#include "sim/scenario/schema.hpp"

namespace rapport::app {

int schema(bool of_answers) {
  fmt::print("{}\n", of_answers ? answer_schema() : schema_json(models::catalogue()));
  return ok;
}

}  // namespace rapport::app
