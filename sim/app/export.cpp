// `rapport export`: the tables of a study as CSV.
#include <fmt/format.h>

#include "sim/app/commands.hpp"
#include "sim/core/error.hpp"
#include "sim/record/export_csv.hpp"
#include "sim/record/trajectory_file.hpp"

namespace rapport::app {

int export_csv(const Common& common, const ExportArguments& arguments) {
  const Group root = read_trajectory(arguments.file);
  std::filesystem::path folder = arguments.folder;
  if (folder.empty()) {
    folder = arguments.file.parent_path() / (arguments.file.stem().string() + "_csv");
  }
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) {
    throw CannotCreate("cannot make the folder " + folder.string() + ": " + failed.message());
  }
  const auto written =
      rapport::export_csv(root, folder, arguments.force ? Overwrite::yes : Overwrite::no);
  if (!common.quiet) {
    for (const auto& path : written) {
      fmt::print("{}\n", path.string());
    }
  }
  return ok;
}

}  // namespace rapport::app
