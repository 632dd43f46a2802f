// Whatever text a prior file is, it is read or refused with a place and a reason; and what is read
// can be drawn, and stays in what parameters may be.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "models/catalogue.hpp"
#include "sim/core/error.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/sensitivity/prior_file.hpp"

namespace {

using namespace rapport;

const Scenario& market() {
  static const Scenario scenario =
      read_scenario(RAPPORT_SOURCE "/scenarios/first_run.toml", models::catalogue());
  return scenario;
}

void draw(const sensitivity::Factor& factor) {
  for (const double p : {0.05, 0.5, 0.95}) {
    const double value = quantile(factor.prior, p);
    if (!(value >= factor.prior.at_least && value <= factor.prior.at_most) &&
        !(value == 0 && factor.prior.zero_share > 0)) {
      std::abort();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const sensitivity::PriorFile file =
        sensitivity::read_priors_text(text, "fuzz.toml", market(), models::catalogue());
    for (const sensitivity::Factor& factor : file.factors) {
      draw(factor);
    }
  } catch (const ScenarioError& error) {
    for (const Problem& problem : error.problems()) {
      if (problem.what.empty()) {
        std::abort();
      }
    }
  }
  return 0;
}
