// `rapport sensitivity`: how often a strategy wins if nobody knows the numbers, and which of them
// decide.
#include "sim/app/sensitivity_answer.hpp"

#include <fmt/format.h>

#include "models/catalogue.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/store.hpp"
#include "sim/app/terminal.hpp"
#include "sim/core/for_each.hpp"
#include "sim/scenario/read_scenario.hpp"

namespace rapport::app {

int sensitivity(const Common& common, const SensitivityArguments& arguments) {
  if (arguments.trajectories == 1) {
    fmt::print(stderr,
               "rapport: --trajectories must be 0 (none) or from 2 on: one has no spread\n");
    return usage;
  }
  const std::filesystem::path library = library_folder();
  const Catalogue catalogue = models::catalogue();
  const Scenario scenario =
      read_scenario(arguments.scenario.empty() ? library / "first_run.toml" : arguments.scenario,
                    catalogue, common.sets, library);
  const std::filesystem::path prior_file =
      arguments.prior.empty() ? library / "priors" / "evidence.toml" : arguments.prior;
  const sensitivity::PriorFile priors = sensitivity::read_priors(prior_file, scenario, catalogue);
  if (arguments.list) {
    fmt::print("{}", priors_text(priors));
    return ok;
  }
  const Overwrite overwrite = arguments.force ? Overwrite::yes : Overwrite::no;
  if (!arguments.table.empty()) {
    check_can_create(arguments.table, overwrite);
  }
  const ThreadLimit limit(common.threads > 0 ? common.threads : default_threads());
  const sensitivity::DrawnMarket market(scenario, catalogue, priors.factors);
  const sensitivity::DrawPlan plan{arguments.draws, arguments.trajectories, scenario.run.seed};
  sensitivity::LivedDraws lived;
  {
    Meter meter("drawing", common.quiet || common.json);
    lived = sensitivity::live_draws(market, priors.factors, plan, prior_file.string(),
                                    [&](std::uint64_t done, std::uint64_t of) {
                                      meter.at(done * market.weeks(), of * market.weeks());
                                    });
  }
  const sensitivity::Explanation found = sensitivity::explain_draws(priors, lived);
  const SensitivityAnswer answer{scenario, priors, market, plan, lived, found, prior_file.string()};
  if (!arguments.table.empty()) {
    write_text_file(arguments.table, draws_csv(answer), overwrite);
  }
  fmt::print("{}", common.json ? sensitivity_json(answer) : sensitivity_text(answer));
  return ok;
}

}  // namespace rapport::app
