// The commands of the program: one file each. Each returns an exit code and throws what it cannot
// do.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/network_files/read_network.hpp"

namespace rapport::app {

/// Exit codes: sysexits' where one fits; ARCHITECTURE, errors.
enum Exit : int {
  ok = 0,
  check_failed = 1,
  usage = 2,
  bad_scenario = 65,
  no_input = 66,
  internal = 70,
  cannot_create = 73,
  io_error = 74,
  resumable = 75,
  interrupted = 130
};

struct Common {
  std::vector<std::string> sets;  ///< --set a.b=c
  std::size_t threads = 0;        ///< 0 = all of the machine
  bool json = false;
  bool quiet = false;
};

struct RunArguments {
  std::filesystem::path scenario;
  /// default: the scenario's name with .h5, in this folder
  std::optional<std::filesystem::path> output = std::nullopt;
  bool force = false;
  bool no_file = false;            ///< print the answer, write nothing
  double checkpoint_minutes = 10;  ///< between checkpoints; 0 = none on a schedule
  std::string command_line;
};

int run(const Common&, const RunArguments&);

struct ResumeArguments {
  std::filesystem::path file;      ///< a checkpoint, or the output that it stands beside
  double checkpoint_minutes = 10;  ///< as of RunArguments
  std::string command_line;
};
int resume(const Common&, const ResumeArguments&);

struct CheckArguments {
  std::filesystem::path scenario;
  bool show_resolved = false;
  bool quick = false;  ///< do not run a part of the study: neither time nor disk
};
int check(const Common&, const CheckArguments&);

struct ValidateArguments {
  std::vector<std::string> rows;  ///< by their ids; none = all
  bool full = false;
  bool list = false;  ///< say which there are
};
int validate(const Common&, const ValidateArguments&);

struct SensitivityArguments {
  std::filesystem::path scenario;  ///< empty: the library's first_run.toml
  std::filesystem::path prior;     ///< empty: the library's priors/evidence.toml
  std::filesystem::path table;     ///< CSV of all draws to write; may be empty
  std::size_t draws = 2000;
  std::size_t trajectories = 20;  ///< of Morris; 0 = none
  bool force = false;
  bool list = false;  ///< say what each prior moves, and draw nothing
};
int sensitivity(const Common&, const SensitivityArguments&);

int explain(const Common&, const std::string& name, bool all, bool markdown);
/// Every name that `explain` knows, one a line: for completion.
int explain_names();
/// Of scenario files; `of_answers`: of what `run --json` and `compare --json` print.
int schema(bool of_answers);

struct NewArguments {
  std::string name;    ///< of the scenario: NAME.toml is written
  std::string market;  ///< of the library; default: the first run's
  bool list = false;   ///< print the markets, write nothing
  bool all = false;    ///< every parameter of every mechanism
  bool force = false;
};
int new_scenario(const NewArguments&);

struct CompareArguments {
  std::vector<std::filesystem::path> files;
};
int compare(const Common&, const CompareArguments&);

struct RerunArguments {
  std::filesystem::path file;
};
int rerun(const Common&, const RerunArguments&);

struct ExportArguments {
  std::filesystem::path file;
  std::filesystem::path folder;
  bool force = false;
};
int export_csv(const Common&, const ExportArguments&);

struct NetworkArguments {
  std::filesystem::path file;
  NetworkFormat format;
  std::filesystem::path nodes;    ///< a table of what is said of people; may be empty
  std::filesystem::path drawing;  ///< SVG to write; may be empty
  std::uint32_t copies = 1;       ///< tied into one
  bool force = false;
};
int network(const Common&, const NetworkArguments&);

int doctor(const Common&);

}  // namespace rapport::app
