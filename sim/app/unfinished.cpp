#include "sim/app/unfinished.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "build_info.hpp"
#include "models/catalogue.hpp"
#include "revision.hpp"
#include "sim/app/store.hpp"
#include "sim/app/terminal.hpp"
#include "sim/record/checkpoint_file.hpp"
#include "sim/record/progress.hpp"
#include "sim/record/trajectory_file.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/scenario/resolved.hpp"
#include "sim/study/plan.hpp"

namespace rapport::app {
namespace {

CheckpointTexts texts_of(const Job& job) {
  return {{"scenario", resolved_toml(job.scenario)},
          {"scenario_folder", scenario_folder(job.scenario)},
          {"origins", nlohmann::json(job.scenario.origins).dump()},
          {"network_digest", network_digests(*job.spec.setting)},
          {"model_version", model_version},
          {"source", fmt::format("rapport {} (revision {})", version, revision)},
          {"history", job.history},
          {"overwrite", job.overwrite == Overwrite::yes ? "yes" : "no"}};
}

/// Whether a file is the output of this very study: then the run was killed between writing it and
/// removing its checkpoint.
bool is_output_of(const std::filesystem::path& file, const CheckpointReader& checkpoint) {
  try {
    const Group stored = read_trajectory(file);
    for (const char* name : {"scenario", "scenario_folder", "network_digest", "model_version"}) {
      const Attribute* attribute = find_attribute(stored.attributes, name);
      if (attribute == nullptr || !std::holds_alternative<std::string>(attribute->value) ||
          std::get<std::string>(attribute->value) != checkpoint.text(name)) {
        return false;
      }
    }
    return true;
  } catch (const NoInput&) {
    return false;
  } catch (const IoError&) {
    return false;
  }
}

void check_versions(const std::filesystem::path& file, const CheckpointReader& checkpoint) {
  const std::string& model = checkpoint.text("model_version");
  if (model != model_version) {
    throw IoError(fmt::format(
        "{} was written by {} with model version {}, and this program has {}: go on with that "
        "program, or begin anew with `rapport run --force`",
        file.string(), checkpoint.text("source"), model, model_version));
  }
}

void check_networks(const std::filesystem::path& file, const CheckpointReader& checkpoint,
                    const Setting& setting) {
  if (checkpoint.text("network_digest") != network_digests(setting)) {
    throw ScenarioError(
        {Problem{.file = file.string(),
                 .what = "the network is another one than when the run began",
                 .help = "put the old file back, or begin anew with `rapport run --force`"}});
  }
}

/// What is wrong with a checkpoint, with its name and what to do.
[[noreturn]] void refuse_checkpoint(const std::filesystem::path& file, const std::string& why) {
  const bool named = why.find(file.string()) != std::string::npos;
  const bool advises = why.find("`rapport run") != std::string::npos;
  throw IoError(fmt::format("{}{}{}", named ? "" : "cannot go on from " + file.string() + ": ", why,
                            advises ? "" : "; begin anew with `rapport run --force`"));
}

Job read_job(const std::filesystem::path& output) {
  const std::filesystem::path file = checkpoint_of(output);
  CheckpointReader checkpoint(file);
  check_versions(file, checkpoint);
  const Catalogue catalogue = models::catalogue();
  Job job;
  job.scenario = read_scenario_text(checkpoint.text("scenario"), checkpoint.text("scenario_folder"),
                                    file.string() + " (its scenario)", catalogue, {},
                                    library_folder(), compared_measures);
  nlohmann::json::parse(checkpoint.text("origins")).get_to(job.scenario.origins);
  job.spec = plan_study(job.scenario, catalogue);
  check_networks(file, checkpoint, *job.spec.setting);
  job.state = restore_study(job.spec, checkpoint);
  job.output = output;
  const bool may_replace =
      checkpoint.text("overwrite") == "yes" || is_output_of(output, checkpoint);
  job.overwrite = may_replace ? Overwrite::yes : Overwrite::no;
  job.history = checkpoint.text("history");
  return job;
}

}  // namespace

std::filesystem::path checkpoint_of(const std::filesystem::path& output) {
  std::filesystem::path path = output;
  path += ".checkpoint";
  return path;
}

std::string resume_command(const std::filesystem::path& output) {
  return "rapport resume " + shell_word(checkpoint_of(output).string());
}

void write_unfinished(const Job& job) {
  CheckpointWriter writer(checkpoint_of(job.output), texts_of(job), Overwrite::yes);
  save_study(job.spec, job.state, writer);
  writer.commit();
}

Job read_unfinished(const std::filesystem::path& output) {
  try {
    return read_job(output);
  } catch (const IoError& error) {
    refuse_checkpoint(checkpoint_of(output), error.what());
  }
}

void remove_unfinished(const std::filesystem::path& output) {
  std::error_code ignored;
  std::filesystem::remove(checkpoint_of(output), ignored);
  std::filesystem::remove(progress_path(output), ignored);
}

void refuse_unfinished(const std::filesystem::path& output) {
  std::error_code ignored;
  if (std::filesystem::exists(checkpoint_of(output), ignored)) {
    throw CannotCreate(fmt::format(
        "{} holds a run that is not finished: `{}` goes on with it, --force discards it",
        checkpoint_of(output).string(), resume_command(output)));
  }
}

OutputLocks lock_output(const std::filesystem::path& output) {
  OutputLocks locks;
  locks.file = std::make_unique<OutputLock>(output);
  locks.picture = std::make_unique<OutputLock>(drawing_of(output));
  if (locks.file->held()) {
    for (const auto& file : {output, drawing_of(output), checkpoint_of(output)}) {
      remove_leftovers(file);
    }
  } else {
    fmt::print(stderr,
               "rapport: the file system of {} has no locks: see to it that no other run writes "
               "the same file\n",
               output.string());
  }
  return locks;
}

}  // namespace rapport::app
