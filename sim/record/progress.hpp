// How far a run is, for whoever waits: one JSON object a line in NAME.progress.jsonl, because the
// result itself appears only when it is whole. The file goes when the result is there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace rapport {

using ProgressValue = std::variant<bool, std::int64_t, double, std::string>;
using ProgressField = std::pair<std::string, ProgressValue>;

/// "out/run.h5" -> "out/run.h5.progress.jsonl".
std::filesystem::path progress_path(const std::filesystem::path& output);

/// The line without its end: {"week":3,"done":false}. Numbers in the shortest form that reads back
/// equal; not-a-number and infinities, which JSON lacks, as null. Texts should be UTF-8.
std::string progress_line(std::span<const ProgressField> fields);

/// Appends one line in one write, so that a reader never sees half of it and a killed run loses
/// none. Throws CannotCreate (cannot open) or IoError (disk full).
void append_progress(const std::filesystem::path& file, std::span<const ProgressField> fields);

/// Whether a file that is there begins like one that append_progress wrote, with `first` as the
/// name of the first field; also true of an empty one.
bool is_progress(const std::filesystem::path& file, std::string_view first);

}  // namespace rapport
