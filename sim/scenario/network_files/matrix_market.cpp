// Reads sparse matrices in the Matrix Market exchange format (Boisvert, Pozo & Remington, NISTIR
// 5935, 1996): entry (i, j) is a tie from i to j.
#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

#include "sim/scenario/network_files/listing.hpp"
#include "sim/scenario/network_files/network_text.hpp"

namespace rapport::network_text {
namespace {

constexpr std::uint64_t most_rows = std::numeric_limits<std::uint32_t>::max() - 1ULL;
constexpr std::string_view banner_help =
    "its first line is '%%MatrixMarket matrix coordinate', then pattern, real or integer, then "
    "general or symmetric";
constexpr std::string_view size_help =
    "the line after the comments is 'rows columns entries', then each entry has a line: 'row "
    "column value', numbered from 1";

struct Banner {
  bool pattern = false;
  Direction direction = Direction::directed;
};

Banner read_banner(const Line& line) {
  Banner banner;
  const auto takes = [&](const char*& at, std::string_view word) {
    const std::string_view rest(at, static_cast<std::size_t>(line.end() - at));
    if (!starts_like(rest, word)) {
      return false;
    }
    at = skip_blanks(at + word.size(), line.end());
    return true;
  };
  const char* at = line.text.data();
  const auto refuse = [&](std::string_view what) {
    line.refuse(at, word_at(line, at).size(), std::string(what), std::string(banner_help));
  };
  if (!takes(at, "%%matrixmarket") || !takes(at, "matrix")) {
    refuse("this is no Matrix Market matrix");
  }
  if (!takes(at, "coordinate")) {
    refuse("only coordinate matrices can be networks");
  }
  if (takes(at, "pattern")) {
    banner.pattern = true;
  } else if (!takes(at, "real") && !takes(at, "integer")) {
    refuse("entries must be pattern, real or integer");
  }
  if (takes(at, "symmetric")) {
    banner.direction = Direction::both_ways;
  } else if (!takes(at, "general")) {
    refuse("a network's matrix must be general or symmetric");
  }
  return banner;
}

}  // namespace

Listing read_matrix_market(std::string_view file, std::string_view text,
                           const NetworkFormat& format) {
  Lines lines(file, text);
  lines.next();
  const Banner banner = read_banner(lines.line());
  if (format.least_weight && banner.pattern) {
    refuse_file(file, "a pattern matrix has no weights, and 'least_weight' asks for them",
                "leave 'least_weight' out");
  }
  if (!lines.next_with_words('%')) {
    refuse_file(file, "the file ends before its sizes: it is truncated", std::string(size_help));
  }
  const Line sizes = lines.line();
  const char* at = skip_blanks(sizes.text.data(), sizes.end());
  const std::uint64_t rows = take_number(sizes, at, "the number of rows", 1, most_rows, size_help);
  const char* columns_at = at;
  const std::uint64_t columns =
      take_number(sizes, at, "the number of columns", 1, most_rows, size_help);
  const bool square = rows == columns;
  const std::uint64_t people = square ? rows : rows + columns;
  if (people > most_rows) {
    sizes.refuse(
        columns_at, word_at(sizes, columns_at).size(),
        fmt::format("the matrix has {} rows and columns, which must be at most {} together", people,
                    most_rows),
        "a matrix with as many rows as columns links people of one kind, any other links "
        "two kinds");
  }
  refuse_too_many(sizes, sizes.text.data(), people, text.size());
  const char* entries_at = at;
  const std::uint64_t entries = take_number(sizes, at, "the number of entries", 0,
                                            std::numeric_limits<std::uint64_t>::max(), size_help);
  Ties ties(format);
  std::uint64_t found = 0;
  while (lines.next_with_words('%')) {
    const Line& line = lines.line();
    const char* word = skip_blanks(line.text.data(), line.end());
    const std::uint64_t i = take_number(line, word, "the row", 1, rows, size_help);
    const std::uint64_t j = take_number(line, word, "the column", 1, columns, size_help);
    double weight = std::numeric_limits<double>::quiet_NaN();
    if (!banner.pattern) {
      weight = take_real(line, word, "the value", size_help);
    }
    ties.add(static_cast<std::uint32_t>(i - 1),
             static_cast<std::uint32_t>(square ? j - 1 : rows + j - 1), banner.direction, weight);
    ++found;
  }
  if (found != entries) {
    sizes.refuse(entries_at, word_at(sizes, entries_at).size(),
                 fmt::format("the file says it has {} entries, and lists {}", entries, found),
                 found < entries ? "it may be truncated" : std::string(size_help));
  }
  Listing listing;
  listing.direction = banner.direction;
  std::move(ties).close(listing);
  for (std::uint32_t id = 1; id <= people; ++id) {
    listing.ids.push_back(id);
  }
  if (!square) {
    listing.first_kind = "row";
    listing.second_kind = "column";
  }
  return listing;
}

}  // namespace rapport::network_text
