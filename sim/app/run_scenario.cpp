// `rapport run`: every strategy and replicate of a scenario, compared.
#include <fmt/format.h>

#include "models/catalogue.hpp"
#include "sim/app/interrupt.hpp"
#include "sim/app/store.hpp"
#include "sim/app/unfinished.hpp"
#include "sim/core/for_each.hpp"
#include "sim/record/progress.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/study/plan.hpp"

namespace rapport::app {
namespace {

std::filesystem::path output_of(const RunArguments& arguments) {
  if (arguments.output) {
    if (arguments.output->empty() || *arguments.output == "-") {
      throw CannotCreate(
          fmt::format("-o '{}' names no file: say -o NAME.h5, or --no-file to keep none",
                      arguments.output->string()));
    }
    return *arguments.output;
  }
  return std::filesystem::path(arguments.scenario.filename()).replace_extension(".h5");
}

/// A file of that name that no run wrote is somebody else's.
void refuse_foreign_progress(const Job& job) {
  const std::filesystem::path progress = progress_path(job.output);
  if (job.overwrite == Overwrite::no && std::filesystem::exists(progress) &&
      !is_progress(progress, "strategy")) {
    throw CannotCreate(progress.string() +
                       " exists and is no progress of a run: move it, or say --force");
  }
}

}  // namespace

int run(const Common& common, const RunArguments& arguments) {
  const Catalogue catalogue = models::catalogue();
  Job job;
  job.scenario = read_scenario(arguments.scenario, catalogue, common.sets, library_folder(),
                               compared_measures);
  job.overwrite = arguments.force ? Overwrite::yes : Overwrite::no;
  job.history = history_line(arguments.command_line);
  OutputLocks locks;
  if (!arguments.no_file) {
    job.output = output_of(arguments);
    const std::filesystem::path drawing = drawing_of(job.output);
    locks = lock_output(job.output);
    if (!arguments.force) {
      refuse_unfinished(job.output);
    }
    check_can_create(job.output, job.overwrite);
    refuse_foreign_progress(job);
    check_can_create(drawing, job.overwrite);
    remember_signals();
  }
  const ThreadLimit limit(common.threads > 0 ? common.threads : default_threads());
  job.spec = plan_study(job.scenario, catalogue);
  for (const std::string& note : job.spec.notes) {
    if (!common.quiet && !common.json) {
      fmt::print(stderr, "rapport: {}\n", note);
    }
  }
  job.state = begin_study(job.spec);
  if (!job.output.empty()) {  // a run that cannot begin costs nobody the one before
    remove_unfinished(job.output);
  }
  return carry_out(common, job, arguments.checkpoint_minutes);
}

}  // namespace rapport::app
