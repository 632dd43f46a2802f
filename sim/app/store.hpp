// What a study leaves behind: its file, its picture, its progress.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/record/whole_file.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/study/trajectory.hpp"

namespace rapport::app {

inline constexpr char format_version[] = "2.4";
/// Rises whenever the same scenario may give other numbers.
inline constexpr char model_version[] = "1.5";
/// What `rapport doctor` gets everywhere, for this model version.
inline constexpr std::uint64_t self_test_digest = 0x4f1a074ddf022bc1;

/// Where scenarios' strategies and markets are looked for last: RAPPORT_LIBRARY, the installed
/// folder, the source's.
std::filesystem::path library_folder();

/// Each platform's network, 16 hex digits each, one blank between them.
std::string network_digests(const Setting&);

/// How much was run.
struct SettingNumbers {
  std::uint64_t customers = 0;
  std::size_t brands = 0;
  std::size_t platforms = 0;
  std::size_t weeks = 0;
  std::uint64_t warm_up_weeks = 0;
  std::size_t replicates = 0;
  std::size_t most_replicates = 0;  ///< where the study stopped by itself; 0: it did not
  bool may_stop = false;            ///< it has not run, and may stop before all replicates
  std::uint64_t seed = 0;
};

/// "95 %", "99.17 %".
std::string level_text(double level);

/// "1 week", "52 weeks".
std::string weeks_text(std::uint64_t weeks);
/// "its one week", "all 52 weeks".
std::string all_weeks(std::uint64_t weeks);

/// The one line that says what was run; `network`: its file, or how it was made.
std::string setting_text(const SettingNumbers&, const std::string& network);
/// Of a study that has run, or of one that will.
std::string setting_text(const Scenario&, const StudySpec&, bool has_run = true);

/// "2026-01-05T09:30:00Z rapport run ...": a line of the attribute `history`.
std::string history_line(const std::string& command_line);

/// Where the scenario's relative paths start from, as an absolute path.
std::string scenario_folder(const Scenario&);

/// The attributes of a study's file. `history` has a line for each command.
Provenance provenance(const Scenario&, const StudySpec&, const std::string& history);

/// Both ladders by week as an SVG document.
std::string picture(const Scenario&, const StudySpec&, const Series&, std::uint64_t digest);

/// Writes a text file whole or not at all. Throws CannotCreate or IoError.
void write_text_file(const std::filesystem::path&, const std::string& text, Overwrite);

}  // namespace rapport::app
