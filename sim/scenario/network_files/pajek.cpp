// Reads Pajek networks (Batagelj & Mrvar, Pajek reference manual 5.16, section 5.3).
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "sim/scenario/network_files/listing.hpp"
#include "sim/scenario/network_files/network_text.hpp"

namespace rapport::network_text {
namespace {

constexpr std::uint64_t most_vertices = std::numeric_limits<std::uint32_t>::max() - 1ULL;
constexpr std::string_view vertices_help =
    "a Pajek network starts with '*Vertices n', a line for each vertex may follow";
constexpr std::string_view tie_help = "vertices are numbered from 1 as *Vertices counts them";
constexpr double unsaid = std::numeric_limits<double>::quiet_NaN();

/// What the lines after a heading hold.
enum class Section { none, vertices, arcs, edges, arcs_lists, edges_lists, matrix, other };

bool begins(std::string_view text, std::string_view lower_case) {
  return starts_like(text, lower_case);
}

class Reader {
 public:
  Reader(std::string_view file, std::size_t file_bytes, const NetworkFormat& format)
      : file_(file), file_bytes_(file_bytes), format_(format), ties_(format) {}

  void take(const Line& line) {
    const char* at = skip_blanks(line.text.data(), line.end());
    if (at == line.end() || *at == '%') {
      return;
    }
    if (*at == '*') {
      heading(line, at);
      return;
    }
    switch (section_) {
      case Section::vertices:
        vertex(line, at);
        break;
      case Section::arcs:
      case Section::edges:
        pair(line, at);
        break;
      case Section::arcs_lists:
      case Section::edges_lists:
        list(line, at);
        break;
      case Section::matrix:
        matrix_row(line, at);
        break;
      case Section::none:
        line.refuse(at, 1, "something stands before '*Vertices'", std::string(vertices_help));
      case Section::other:
        break;
    }
  }

  Listing close() && {
    if (vertices_ == 0) {
      refuse_file(file_, "the file has no '*Vertices'", std::string(vertices_help));
    }
    check_layer(file_, layers_, format_);
    if (format_.least_weight && !ties_.weighed()) {
      refuse_file(file_, "the ties have no weights, and 'least_weight' asks for them",
                  "leave 'least_weight' out");
    }
    Listing listing;
    std::move(ties_).close(listing);
    listing.ids.resize(vertices_);
    for (std::uint32_t i = 0; i < vertices_; ++i) {
      listing.ids[i] = i + 1;
    }
    if (!labels_.empty()) {
      labels_.resize(vertices_);
      listing.columns.push_back({"label", std::move(labels_)});
    }
    listing.layers = std::move(layers_);
    if (first_kind_ > 0) {
      listing.first_kind = fmt::format("vertices 1 to {}", first_kind_);
      listing.second_kind = fmt::format("vertices {} to {}", first_kind_ + 1, vertices_);
    }
    return listing;
  }

 private:
  void heading(const Line& line, const char* at) {
    const std::string_view text(at, static_cast<std::size_t>(line.end() - at));
    if (begins(text, "*vertices")) {
      if (vertices_ > 0) {
        line.refuse(at, text.size(), "the file holds a second network",
                    "keep each network in a file of its own");
      }
      section_ = Section::vertices;
      const char* number = skip_blanks(at + 9, line.end());
      vertices_ =
          take_number(line, number, "the number of vertices", 1, most_vertices, vertices_help);
      refuse_too_many(line, skip_blanks(at + 9, line.end()), vertices_, file_bytes_);
      if (number != line.end()) {  // two kinds of vertices: how many are of the first
        first_kind_ = take_number(line, number, "the number of vertices of the first kind", 1,
                                  vertices_, vertices_help);
        first_kind_ = first_kind_ == vertices_ ? 0 : first_kind_;
      }
      return;
    }
    const bool ties = begins(text, "*arcs") || begins(text, "*edges") || begins(text, "*matrix");
    if (ties && vertices_ == 0) {
      line.refuse(at, text.size(), "ties stand before '*Vertices'", std::string(vertices_help));
    }
    section_ = begins(text, "*arcslist")    ? Section::arcs_lists
               : begins(text, "*edgeslist") ? Section::edges_lists
               : begins(text, "*arcs")      ? Section::arcs
               : begins(text, "*edges")     ? Section::edges
               : begins(text, "*matrix")    ? Section::matrix
               : begins(text, "*network")   ? Section::none
                                            : Section::other;
    row_ = 0;
    if (ties) {
      relation(text);
    }
  }

  /// *Arcs :2 "advice" begins a layer of ties.
  void relation(std::string_view text) {
    const std::size_t colon = text.find(':');
    layer_.clear();
    if (colon != std::string_view::npos) {
      const std::size_t quote = text.find('"', colon);
      const std::size_t end = text.find('"', quote == std::string_view::npos ? quote : quote + 1);
      if (end != std::string_view::npos && quote != std::string_view::npos) {
        layer_ = text.substr(quote + 1, end - quote - 1);
      } else {
        const std::size_t stop = text.find_first_of(" \t", colon);
        layer_ = text.substr(colon + 1, stop == std::string_view::npos ? stop : stop - colon - 1);
      }
      if (std::ranges::find(layers_, layer_) == layers_.end()) {
        layers_.push_back(layer_);
      }
    }
    wanted_ =
        layer_.empty() || format_.layer.empty() || format_.layer == "*" || format_.layer == layer_;
  }

  std::uint32_t end_of_tie(const Line& line, const char*& at, std::string_view name) const {
    return static_cast<std::uint32_t>(take_number(line, at, name, 1, vertices_, tie_help) - 1);
  }

  void vertex(const Line& line, const char* at) {
    const std::uint32_t number = end_of_tie(line, at, "the vertex");
    if (at == line.end()) {
      return;
    }
    std::string_view label;
    if (*at == '"') {
      const char* close = std::find(at + 1, line.end(), '"');
      if (close == line.end()) {
        line.refuse(at, 1, "the label's quotation mark is never closed",
                    "labels stand in quotation marks: 1 \"Anna\"");
      }
      label = {at + 1, static_cast<std::size_t>(close - at - 1)};
    } else {
      label = word_at(line, at);
    }
    labels_.resize(std::max(labels_.size(), number + std::size_t{1}));
    labels_[number] = label;
  }

  Direction direction() const {
    return section_ == Section::edges || section_ == Section::edges_lists ? Direction::both_ways
                                                                          : Direction::directed;
  }

  void add(std::uint32_t from, std::uint32_t to, double weight) {
    if (wanted_) {
      ties_.add(from, to, direction(), weight);
    }
  }

  void pair(const Line& line, const char* at) {
    const std::uint32_t from = end_of_tie(line, at, "the first vertex");
    const std::uint32_t to = end_of_tie(line, at, "the second vertex");
    double weight = unsaid;
    if (at != line.end() && !is_real(word_at(line, at), weight)) {
      weight = unsaid;  // a colour or the like
    }
    add(from, to, weight);
  }

  void list(const Line& line, const char* at) {
    const std::uint32_t from = end_of_tie(line, at, "the first vertex");
    while (at != line.end()) {
      add(from, end_of_tie(line, at, "a vertex"), unsaid);
    }
  }

  void matrix_row(const Line& line, const char* at) {
    for (std::uint64_t column = 0; at != line.end(); ++column) {
      if (row_ == vertices_ || column == vertices_) {
        line.refuse(at, 1, fmt::format("the matrix has more than {} rows and columns", vertices_),
                    std::string(tie_help));
      }
      const double weight = take_real(line, at, "an entry of the matrix", tie_help);
      if (weight != 0) {
        add(static_cast<std::uint32_t>(row_), static_cast<std::uint32_t>(column), weight);
      }
    }
    ++row_;
  }

  std::string_view file_;
  std::size_t file_bytes_;
  const NetworkFormat& format_;
  Ties ties_;
  Section section_ = Section::none;
  std::uint64_t vertices_ = 0;
  std::uint64_t first_kind_ = 0;
  std::uint64_t row_ = 0;  ///< of a matrix
  std::vector<std::string> labels_;
  std::vector<std::string> layers_;
  std::string layer_;
  bool wanted_ = true;
};

}  // namespace

Listing read_pajek(std::string_view file, std::string_view text, const NetworkFormat& format) {
  Reader reader(file, text.size(), format);
  Lines lines(file, text);
  while (lines.next()) {
    reader.take(lines.line());
  }
  return std::move(reader).close();
}

}  // namespace rapport::network_text
