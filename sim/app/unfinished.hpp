// The checkpoint beside an output: written while a job goes on, read by `resume`, gone when the
// output is whole. It holds all that the job needs besides the files of networks.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "sim/app/job.hpp"
#include "sim/record/output_lock.hpp"

namespace rapport::app {

/// "out.h5" -> "out.h5.checkpoint".
std::filesystem::path checkpoint_of(const std::filesystem::path& output);

/// The command that goes on from an output's checkpoint, as a shell takes it.
std::string resume_command(const std::filesystem::path& output);

/// Replaces the checkpoint whole or not at all. Throws CannotCreate or IoError.
void write_unfinished(const Job&);

/// The job whose output this is, from its checkpoint. Throws NoInput (no checkpoint, no network),
/// IoError (damaged, of another version) or ScenarioError (another network).
Job read_unfinished(const std::filesystem::path& output);

/// Removes the checkpoint and the progress file.
void remove_unfinished(const std::filesystem::path& output);

/// Throws CannotCreate, and says how to go on, where an output has a checkpoint.
void refuse_unfinished(const std::filesystem::path& output);

/// Of an output and its picture, whose name another output may share (same.h5, same.nc).
struct OutputLocks {
  std::unique_ptr<OutputLock> file;
  std::unique_ptr<OutputLock> picture;
};

/// Locks an output and removes what killed runs left half written beside it; tells on stderr where
/// the file system has no locks. Throws CannotCreate.
OutputLocks lock_output(const std::filesystem::path& output);

}  // namespace rapport::app
