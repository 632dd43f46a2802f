// A table of words for a terminal: each column is as wide as what stands in it, and nothing is cut.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace rapport::app {

/// What stands above a column, and how the column is set.
struct Heading {
  std::string text;
  bool left = false;   ///< cells begin below one another rather than end there
  bool wraps = false;  ///< a text wider than the cells may take several lines
};

class Table {
 public:
  explicit Table(std::vector<Heading> columns) : columns_(std::move(columns)) {}

  /// A title across all columns, above the rows that follow.
  void section(std::string title) { rows_.push_back({std::move(title)}); }
  /// One cell for each column; there are two columns or more.
  void row(std::vector<std::string> cells);

  /// The lines, at most `width` columns of the terminal wide where the cells allow it: what they
  /// leave is given to headings, and a heading that needs more is wrapped.
  std::string text(std::size_t width) const;

 private:
  std::vector<std::size_t> widths_within(std::size_t width) const;
  std::string headings(const std::vector<std::size_t>& widths) const;
  std::string line(const std::vector<std::string>& cells,
                   const std::vector<std::size_t>& widths) const;

  std::vector<Heading> columns_;
  std::vector<std::vector<std::string>> rows_;  // of one cell: a title
};

}  // namespace rapport::app
