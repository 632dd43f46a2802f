// `rapport schema`: the JSON schema of scenarios, by which an editor completes and checks them.
#include <fmt/format.h>

#include "models/catalogue.hpp"
#include "sim/app/commands.hpp"
#include "sim/scenario/schema.hpp"

namespace rapport::app {

int schema(const Common&) {
  fmt::print("{}\n", schema_json(models::catalogue()));
  return ok;
}

}  // namespace rapport::app
