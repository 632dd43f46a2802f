// What the data that are here say of the data that are kept back: each part as text of Markdown,
// with its method, what it would have said of the half that is here, and what it says of the rest.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace rapport::predict {

/// analysis/predictions.md: all parts. `data` is the folder of real data (RAPPORT_DATA).
std::string page(const std::filesystem::path& data);

/// Purchases of CDNOW's cohort in weeks 40 to 78, from weeks 1 to 39.
std::string purchases(const std::filesystem::path& data);

/// By which hour and for which reason airlines are complained to, from six days of complaints.
std::string complaints(const std::filesystem::path& data);

/// How large cascades of retweets are, from two thirds of them.
std::string cascade_sizes(const std::filesystem::path& data);

/// The lines of a text file, unpacked where it is gzip, without their ends. Throws
/// std::runtime_error where it cannot be read.
std::vector<std::string> lines_of(const std::filesystem::path& file);

/// The parts of a line between commas.
std::vector<std::string> fields_of(const std::string& line);

/// A row of a table of Markdown.
std::string row_of(const std::vector<std::string>& cells);

}  // namespace rapport::predict
