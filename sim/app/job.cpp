#include "sim/app/job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "sim/app/answer.hpp"
#include "sim/app/interrupt.hpp"
#include "sim/app/store.hpp"
#include "sim/app/terminal.hpp"
#include "sim/app/unfinished.hpp"
#include "sim/record/progress.hpp"
#include "sim/record/trajectory_file.hpp"
#include "sim/study/looks.hpp"

namespace rapport::app {
namespace {

/// Tells the terminal, and one line a week to the progress file.
class Reporter {
 public:
  Reporter(const Common& common, const Job& job)
      : spec_(job.spec),
        progress_(job.output.empty() ? job.output : progress_path(job.output)),
        meter_("running", common.quiet || common.json, weeks_done(job.spec, job.state)) {}

  void operator()(const StudyProgress& p) {
    meter_.at(p.done, p.of);
    if (progress_.empty()) {
      return;
    }
    const ProgressField fields[] = {{"strategy", spec_.strategies[p.strategy].name},
                                    {"replicate", std::int64_t{p.replicate}},
                                    {"week", p.week},
                                    {"done", static_cast<std::int64_t>(p.done)},
                                    {"of", static_cast<std::int64_t>(p.of)}};
    try {
      append_progress(progress_, fields);
    } catch (const std::exception& error) {  // no reason to lose the run
      warn(fmt::format("{}; progress is not noted any more", error.what()));
      progress_.clear();
    }
  }

  void warn(const std::string& what) { meter_.say("rapport: " + what); }

 private:
  const StudySpec& spec_;
  std::filesystem::path progress_;
  Meter meter_;
};

using Timer = std::chrono::steady_clock;

/// When the next checkpoint is due; the end of time for never.
Timer::time_point due_in(double minutes) {
  constexpr double longest = 60.0 * 24 * 365;  // beyond it nothing is ever due
  if (minutes <= 0 || minutes > longest) {
    return Timer::time_point::max();
  }
  return Timer::now() + std::chrono::duration_cast<Timer::duration>(
                            std::chrono::duration<double, std::ratio<60>>(minutes));
}

/// True: the study is done; false: a signal came.
bool live(const Common& common, Job& job, double minutes) {
  Reporter reporter(common, job);
  const auto tell = [&](const StudyProgress& p) { reporter(p); };
  if (job.output.empty()) {
    return go_on(job.spec, job.state, tell, {});
  }
  for (;;) {
    const Timer::time_point due = due_in(minutes);
    if (go_on(job.spec, job.state, tell,
              [&] { return stop_signal() != 0 || Timer::now() >= due; })) {
      return true;
    }
    if (stop_signal() != 0) {
      return false;
    }
    try {
      write_unfinished(job);
    } catch (const std::exception& error) {  // the one before stands, and the run may get through
      reporter.warn(fmt::format("{}; the run goes on without this checkpoint", error.what()));
    }
  }
}

/// Saves the job, and says where and how to go on.
int stop(const Common& common, const Job& job) {
  const std::string checkpoint = checkpoint_of(job.output).string();
  const bool had_one = std::filesystem::exists(checkpoint_of(job.output));
  try {
    write_unfinished(job);
  } catch (const std::exception& error) {
    throw IoError(fmt::format(
        "{}{}", error.what(),
        had_one ? fmt::format("; the checkpoint before it stands: {}", resume_command(job.output))
                : "; the run is lost"));
  }
  if (common.json) {
    fmt::print("{}\n", nlohmann::json{{"checkpoint", checkpoint},
                                      {"resume", resume_command(job.output)},
                                      {"exit", static_cast<int>(resumable)}}
                           .dump());
  }
  fmt::print(stderr,
             "rapport: stopped after {} of {}{} weeks; nothing is lost: {}\nGo on with: {}\n",
             weeks_done(job.spec, job.state), job.spec.until ? "at most " : "",
             weeks_of(job.spec, job.spec.replicates), checkpoint, resume_command(job.output));
  return resumable;
}

void write_files(const Job& job, const Series& series, const std::vector<Comparison>& comparisons) {
  write_trajectory(job.output,
                   trajectory(job.spec, job.state.result, series, comparisons,
                              provenance(job.scenario, job.spec, job.history)),
                   job.overwrite);
  write_text_file(drawing_of(job.output),
                  picture(job.scenario, job.spec, series, job.state.result.digest), job.overwrite);
}

/// How long the replicates would have taken that a stop rule saved, at the pace of this process.
std::string time_saved(const StudySpec& spec, std::uint64_t weeks,
                       std::chrono::duration<double> taken) {
  const std::uint64_t saved = weeks_of(spec, most_replicates(spec) - spec.replicates);
  if (saved == 0 || weeks == 0) {
    return "";
  }
  const double seconds = taken.count() * static_cast<double>(saved) / static_cast<double>(weeks);
  return fmt::format("the {} replicates that were not needed would have taken about {}\n",
                     most_replicates(spec) - spec.replicates, duration_text(seconds));
}

/// Keeps a study that is done but cannot be written, if that can be; an older checkpoint does too.
void keep(const Job& job) {
  try {
    write_unfinished(job);
  } catch (const std::exception&) {
    if (!std::filesystem::exists(checkpoint_of(job.output))) {
      fmt::print(stderr,
                 "rapport: the study could be neither written nor kept: its answer is all that is "
                 "left of it\n");
      remove_unfinished(job.output);
      return;
    }
  }
  fmt::print(stderr,
             "rapport: the study could not be written, and is kept; when that is mended: {}\n",
             resume_command(job.output));
}

}  // namespace

std::filesystem::path drawing_of(const std::filesystem::path& output) {
  std::filesystem::path drawing = output;
  drawing.replace_extension(".svg");
  if (drawing == output) {
    throw CannotCreate(output.string() +
                       " is to be an HDF5 file, and the name of its picture: say -o NAME.h5");
  }
  return drawing;
}

int carry_out(const Common& common, Job& job, double minutes) {
  const std::uint64_t weeks_before = weeks_done(job.spec, job.state);
  const Timer::time_point start = Timer::now();
  if (!live(common, job, minutes)) {
    return stop(common, job);
  }
  const std::chrono::duration<double> taken = Timer::now() - start;
  job.spec = spec_of_lived(job.spec, job.state.result);
  const StudyResult& result = job.state.result;
  const Series series(job.spec, result);
  const std::vector<Comparison> comparisons =
      compare_all(job.spec, result, series, job.scenario.market.currency);
  const AnswerContext context = answer_context(job.scenario, job.spec, result, series);
  // Files first: who reads the answer may have gone. Where they cannot be written the answer is
  // told all the same.
  std::exception_ptr unwritten;
  if (!job.output.empty()) {
    try {
      write_files(job, series, comparisons);
      remove_unfinished(job.output);
    } catch (const std::exception&) {
      unwritten = std::current_exception();
      keep(job);
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
  if (!job.output.empty() && !common.json) {
    fmt::print("wrote {} and {}\n", job.output.string(), drawing_of(job.output).string());
  }
  if (!common.json) {
    fmt::print("{}", time_saved(job.spec, weeks_done(job.spec, job.state) - weeks_before, taken));
  }
  if (!job.output.empty() && !common.json) {
    fmt::print("Next: rapport export {}   or   rapport explain trust\n",
               shell_word(job.output.string()));
  }
  return ok;
}

}  // namespace rapport::app
