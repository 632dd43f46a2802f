// The same data as tidy long tables: one CSV per set of dimensions in a group, a row per position,
// a column per dimension, coordinate and variable. For those who have only a spreadsheet.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "sim/record/dataset.hpp"
#include "sim/record/whole_file.hpp"

namespace rapport {

/// One table: points into the Group it was made from.
struct CsvTable {
  std::string name;  // "time_strategy", "events_event"; "single_values" for numbers without axes
  std::vector<const Dimension*> dimensions;
  std::vector<const Variable*> columns;  // over exactly these dimensions, and their coordinates
};

/// In the order in which the sets of dimensions appear in the file.
std::vector<CsvTable> csv_tables(const Group& root);

/// RFC 4180 quoting, lines end in LF, UTF-8. Numbers read back equal; NaN, Inf and -Inf by name. A
/// dimension without values gives the index from 0; numbers with flag_meanings give the word.
void write_csv(const CsvTable& table, std::ostream& out);

/// Writes NAME.csv of each table to `folder`, each whole or not at all, and returns the paths.
/// Refuses before the first one if any exists. Throws CannotCreate or IoError.
std::vector<std::filesystem::path> export_csv(const Group& root,
                                              const std::filesystem::path& folder,
                                              Overwrite overwrite);

}  // namespace rapport
