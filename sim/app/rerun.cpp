// `rapport rerun`: runs a stored study again from what its file says, and compares the digests.
#include <fmt/format.h>

#include "models/catalogue.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/store.hpp"
#include "sim/app/terminal.hpp"
#include "sim/core/for_each.hpp"
#include "sim/record/trajectory_file.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/study/plan.hpp"
#include "sim/study/stored_study.hpp"

namespace rapport::app {
int rerun(const Common& common, const RerunArguments& arguments) {
  const std::string file = arguments.file.string();
  const Group stored = read_trajectory(arguments.file);
  const std::string expected = study_text(stored, "digest", file);
  const std::string model = study_text(stored, "model_version", file);
  const std::string folder = study_text(stored, "scenario_folder", file);
  const Catalogue catalogue = models::catalogue();
  const Scenario scenario =
      read_scenario_text(study_text(stored, "scenario", file), folder, file + " (its scenario)",
                         catalogue, common.sets, library_folder(), compared_measures);
  const ThreadLimit limit(common.threads > 0 ? common.threads : default_threads());
  const StudySpec spec = plan_study(scenario, catalogue);
  StudyResult result;
  {
    Meter meter("running again", common.quiet || common.json);
    result = run_study(spec, [&](const StudyProgress& p) { meter.at(p.done, p.of); });
  }
  const std::string got = hex(result.digest);
  const bool same = got == expected;
  const bool same_network =
      study_text(stored, "network_digest", file) == network_digests(*spec.setting);
  if (common.json) {
    fmt::print("{{\"same\": {}, \"stored\": \"{}\", \"again\": \"{}\", \"same_network\": {}}}\n",
               same, expected, got, same_network);
  } else if (same) {
    fmt::print("the same: {} gives digest {} again\n", file, got);
  } else {
    fmt::print("different: {} has digest {}, this run {}\n", file, expected, got);
    if (model != model_version) {
      fmt::print("the file was made by model version {}, this is {}\n", model, model_version);
    }
  }
  if (!same_network && !common.json) {
    fmt::print("the network is another one than then\n");
  }
  return same ? ok : check_failed;
}

}  // namespace rapport::app
