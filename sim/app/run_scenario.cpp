// `rapport run`: every strategy and replicate of a scenario, compared.
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <exception>

#include "models/catalogue.hpp"
#include "sim/app/answer.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/store.hpp"
#include "sim/app/terminal.hpp"
#include "sim/record/progress.hpp"
#include "sim/record/trajectory_file.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/study/plan.hpp"
#include "sim/tick/for_each.hpp"

namespace rapport::app {
namespace {

std::filesystem::path output_of(const RunArguments& arguments) {
  if (!arguments.output.empty()) {
    return arguments.output;
  }
  return std::filesystem::path(arguments.scenario.filename()).replace_extension(".h5");
}

/// Tells the terminal, and one line a week to the progress file.
class Reporter {
 public:
  Reporter(const Common& common, const StudySpec& spec, std::uint64_t world_weeks,
           std::filesystem::path progress)
      : spec_(spec),
        progress_(std::move(progress)),
        meter_("running", world_weeks, common.quiet || common.json) {}

  void operator()(const StudyProgress& p) {
    meter_.at(p.done);
    if (!progress_.empty()) {
      const ProgressField fields[] = {{"strategy", spec_.strategies[p.strategy].name},
                                      {"replicate", std::int64_t{p.replicate}},
                                      {"week", std::int64_t{p.week} + 1},
                                      {"done", static_cast<std::int64_t>(p.done)},
                                      {"of", static_cast<std::int64_t>(p.of)}};
      append_progress(progress_, fields);
    }
  }

 private:
  const StudySpec& spec_;
  std::filesystem::path progress_;
  Meter meter_;
};

/// The picture stands beside the file, under its name with another ending.
std::filesystem::path drawing_of(const std::filesystem::path& output) {
  std::filesystem::path drawing = output;
  drawing.replace_extension(".svg");
  if (drawing == output) {
    throw CannotCreate(output.string() +
                       " is to be an HDF5 file, and the name of its picture: say -o NAME.h5");
  }
  return drawing;
}

}  // namespace

int run(const Common& common, const RunArguments& arguments) {
  const Catalogue catalogue = models::catalogue();
  const Scenario scenario =
      read_scenario(arguments.scenario, catalogue, common.sets, library_folder());
  const std::filesystem::path output = output_of(arguments);
  const std::filesystem::path drawing = drawing_of(output);
  const Overwrite overwrite = arguments.force ? Overwrite::yes : Overwrite::no;
  std::filesystem::path progress;
  if (!arguments.no_file) {
    check_can_create(output, overwrite);
    check_can_create(drawing, overwrite);
    progress = progress_path(output);
    std::error_code ignored;
    std::filesystem::remove(progress, ignored);
  }
  const ThreadLimit limit(common.threads > 0 ? common.threads : default_threads());
  const StudySpec spec = plan_study(scenario, catalogue);
  StudyResult result;
  {
    Reporter reporter(common, spec, forecast(spec, 1).world_weeks, progress);
    result = run_study(spec, [&](const StudyProgress& p) { reporter(p); });
  }
  const Series series(spec, result);
  const std::vector<Comparison> comparisons =
      compare_all(spec, result, series, scenario.market.currency);
  const AnswerContext context = answer_context(scenario, spec, result, series);
  // Files first: who reads the answer may have gone. Where they cannot be written the answer is
  // told all the same.
  std::exception_ptr unwritten;
  if (!arguments.no_file) {
    try {
      write_trajectory(output,
                       trajectory(spec, result, series, comparisons,
                                  provenance(scenario, spec, arguments.command_line)),
                       overwrite);
      write_text_file(drawing, picture(scenario, spec, series, result.digest), overwrite);
    } catch (const std::exception&) {
      unwritten = std::current_exception();
    }
  }
  if (common.json) {
    fmt::print("{}", answer_json(context, comparisons));
  } else {
    fmt::print("{}", answer_text(context, comparisons));
    fmt::print("\ndigest {}\n", context.digest);
  }
  if (unwritten) {
    std::rethrow_exception(unwritten);
  }
  if (!arguments.no_file && !common.json) {
    fmt::print("wrote {} and {}\n", output.string(), drawing.string());
    fmt::print("Next: rapport export {}   or   rapport explain trust\n", output.string());
  }
  return ok;
}

}  // namespace rapport::app
