// `rapport resume`: goes on with a run that was stopped, from its checkpoint.
#include <fmt/format.h>

#include "sim/app/interrupt.hpp"
#include "sim/app/store.hpp"
#include "sim/app/unfinished.hpp"
#include "sim/core/for_each.hpp"

namespace rapport::app {
namespace {

/// The output that a checkpoint stands beside; the output itself may be named too.
std::filesystem::path output_beside(const std::filesystem::path& file) {
  return file.extension() == ".checkpoint" ? std::filesystem::path(file).replace_extension() : file;
}

}  // namespace

int resume(const Common& common, const ResumeArguments& arguments) {
  const std::filesystem::path output = output_beside(arguments.file);
  const std::filesystem::path checkpoint = checkpoint_of(output);
  std::error_code ignored;
  if (!std::filesystem::exists(checkpoint, ignored)) {
    throw NoInput(fmt::format(
        "there is no file {}: {}", checkpoint.string(),
        std::filesystem::exists(output, ignored)
            ? output.string() + " is whole, there is nothing to go on with"
            : "`rapport run` writes one beside its output when it is stopped, and on a schedule"));
  }
  const OutputLocks locks = lock_output(output);
  remember_signals();
  const ThreadLimit limit(common.threads > 0 ? common.threads : default_threads());
  Job job = read_unfinished(output);
  job.history += "\n" + history_line(arguments.command_line);
  for (const auto& file : {output, drawing_of(output)}) {
    if (job.overwrite == Overwrite::no && std::filesystem::exists(file, ignored)) {
      throw CannotCreate(
          fmt::format("{} exists, and not from this run: move it away, then go on", file.string()));
    }
    check_can_create(file, job.overwrite);
  }
  return carry_out(common, job, arguments.checkpoint_minutes);
}

}  // namespace rapport::app
