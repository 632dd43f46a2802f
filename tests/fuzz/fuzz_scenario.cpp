// Whatever text a scenario is, it is read or refused with a place and a reason.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "models/catalogue.hpp"
#include "sim/core/error.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/scenario/resolved.hpp"

namespace {

using namespace rapport;

Scenario read(std::string_view text, std::string_view name, const char* library) {
  // the same for every input
  static const auto words = std::make_shared<const Vocabulary>(models::catalogue());
  return read_scenario_text(text, RAPPORT_SOURCE "/scenarios", name, models::catalogue(), {},
                            library, {}, words);
}

/// Whatever is switched on together makes a model: each set of mechanisms once.
void build(const Scenario& scenario) {
  static std::set<std::string> built;
  std::string together = std::to_string(scenario.brands.size());
  for (const Switched& mechanism : scenario.mechanisms) {
    together += mechanism.on ? '+' : '-';
  }
  if (built.insert(together).second) {
    build_model(scenario, models::catalogue(), scenario.baseline);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  // a path out of the corpus would be read from this machine
  if (text.find("extends") != std::string_view::npos && text.find('/') != std::string_view::npos) {
    return -1;
  }
  try {
    const Scenario scenario = read(text, "fuzz.toml", RAPPORT_SOURCE "/scenarios");
    build(scenario);
    // what is valid can be written out, and is then the same
    const std::string resolved = resolved_toml(scenario);
    if (resolved_toml(read(resolved, "again.toml", "")) != resolved) {
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
