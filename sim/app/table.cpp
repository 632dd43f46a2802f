#include "sim/app/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "sim/core/error.hpp"

namespace rapport::app {
namespace {

constexpr std::string_view indent = "    ";
constexpr std::string_view gap = "  ";
constexpr std::size_t least_heading = 9;  // a line of a wrapped heading is not narrower

/// Lines of at most `width`, broken behind _ or - where there is one; joined they are the text.
std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  while (text.size() > width) {
    const std::size_t seam = text.substr(0, width).find_last_of("_-");
    const std::size_t end = seam == std::string_view::npos ? width : seam + 1;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  lines.emplace_back(text);
  return lines;
}

}  // namespace

void Table::row(std::vector<std::string> cells) {
  RAPPORT_CHECK(cells.size() == columns_.size(), "a row has a cell for each column");
  rows_.push_back(std::move(cells));
}

std::string Table::text(std::size_t width) const {
  const std::vector<std::size_t> widths = widths_within(width);
  std::string out = headings(widths);
  for (const std::vector<std::string>& cells : rows_) {
    out += cells.size() == 1 ? fmt::format("  {}\n", cells.front()) : line(cells, widths);
  }
  return out;
}

std::vector<std::size_t> Table::widths_within(std::size_t width) const {
  std::vector<std::size_t> widths;
  std::size_t used = indent.size() + gap.size() * (columns_.size() - 1);
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const Heading& heading = columns_[c];
    std::size_t widest =
        heading.wraps ? std::min(heading.text.size(), least_heading) : heading.text.size();
    for (const std::vector<std::string>& cells : rows_) {
      widest = std::max(widest, cells.size() == 1 ? 0 : cells[c].size());
    }
    widths.push_back(widest);
    used += widest;
  }
  for (bool grown = true; grown;) {
    grown = false;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (used < width && widths[c] < columns_[c].text.size()) {
        ++widths[c];
        ++used;
        grown = true;
      }
    }
  }
  return widths;
}

std::string Table::headings(const std::vector<std::size_t>& widths) const {
  std::vector<std::vector<std::string>> all;
  std::size_t most = 0;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    all.push_back(wrapped(columns_[c].text, widths[c]));
    most = std::max(most, all.back().size());
  }
  std::string out;
  for (std::size_t l = 0; l < most; ++l) {
    std::vector<std::string> cells;
    for (const std::vector<std::string>& lines : all) {
      const std::size_t above = most - lines.size();  // headings stand on the rows
      cells.push_back(l < above ? "" : lines[l - above]);
    }
    out += line(cells, widths);
  }
  return out;
}

std::string Table::line(const std::vector<std::string>& cells,
                        const std::vector<std::size_t>& widths) const {
  std::string out(indent);
  for (std::size_t c = 0; c < cells.size(); ++c) {
    out += c == 0 ? "" : gap;
    out += columns_[c].left ? fmt::format("{:<{}}", cells[c], widths[c])
                            : fmt::format("{:>{}}", cells[c], widths[c]);
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out + "\n";
}

}  // namespace rapport::app
