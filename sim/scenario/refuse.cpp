#include "sim/scenario/refuse.hpp"

#include "sim/core/error.hpp"

namespace rapport {

void refuse(const Scenario& scenario, const std::string& path, const std::string& what,
            const std::string& help) {
  const auto origin = scenario.origins.find(path);
  Problem problem{.file = "scenario", .what = what, .help = help};
  if (origin != scenario.origins.end()) {
    const std::size_t colon = origin->second.rfind(':');
    problem.file = origin->second.substr(0, colon);
    if (colon != std::string::npos) {
      problem.line = static_cast<std::uint32_t>(std::stoul(origin->second.substr(colon + 1)));
      problem.column = 1;
    }
  }
  throw ScenarioError({std::move(problem)});
}

}  // namespace rapport
