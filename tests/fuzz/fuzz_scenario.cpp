// Whatever text a scenario is, it is read or refused with a place and a reason.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "models/catalogue.hpp"
#include "sim/core/error.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/scenario/resolved.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rapport;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  // a path out of the corpus would be read from this machine
  if (text.find("extends") != std::string_view::npos && text.find('/') != std::string_view::npos) {
    return -1;
  }
  try {
    const Scenario scenario =
        read_scenario_text(text, RAPPORT_SOURCE "/scenarios", "fuzz.toml", models::catalogue(), {},
                           RAPPORT_SOURCE "/scenarios");
    // what is valid can be written out, and is then the same
    const std::string resolved = resolved_toml(scenario);
    const Scenario again = read_scenario_text(resolved, RAPPORT_SOURCE "/scenarios", "again.toml",
                                              models::catalogue(), {}, "");
    if (resolved_toml(again) != resolved) {
      std::abort();
    }
  } catch (const ScenarioError& error) {
    for (const Problem& problem : error.problems()) {
      if (problem.what.empty()) {
        std::abort();
      }
    }
  } catch (const NoInput&) {
  }
  return 0;
}
