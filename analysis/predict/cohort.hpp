// CDNOW's cohort of 1997 (Fader & Hardie): on which days each customer bought.
#pragma once

#include <chrono>
#include <filesystem>
#include <set>
#include <vector>

namespace rapport::predict {

/// The days on which each customer bought, in the order of the customers' numbers; purchases of one
/// day are one.
using Cohort = std::vector<std::set<std::chrono::sys_days>>;

/// Reads either file of the cohort: a line is customer, number in the sample (in the sample's file
/// alone), day as yyyymmdd, discs, dollars; the first may name these. Throws std::runtime_error
/// with the line where one is something else, and where the file cannot be read.
Cohort read_cohort(const std::filesystem::path& file);

/// Weeks from a day to a later one.
double weeks_between(std::chrono::sys_days from, std::chrono::sys_days to);

}  // namespace rapport::predict
