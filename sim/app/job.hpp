// What `run` begins and `resume` goes on with: a study on its way to its files.
#pragma once

#include <filesystem>
#include <string>

#include "sim/app/commands.hpp"
#include "sim/record/whole_file.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/study/study_state.hpp"

namespace rapport::app {

struct Job {
  Scenario scenario;
  StudySpec spec;
  StudyState state;
  std::filesystem::path output;  ///< empty = write nothing
  Overwrite overwrite = Overwrite::no;
  std::string history;  ///< when which command was called, one line each
};

/// The picture stands beside the file, under its name with another ending. Throws CannotCreate
/// where that is the same name.
std::filesystem::path drawing_of(const std::filesystem::path& output);

/// Lives the study to its end, writes its files and prints its answer; or writes a checkpoint when
/// a signal asks to stop, and says how to go on. `minutes` between checkpoints; 0 = none but then.
/// Returns the exit code. The caller holds the lock on the output.
int carry_out(const Common&, Job&, double minutes);

}  // namespace rapport::app
