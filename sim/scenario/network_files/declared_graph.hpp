// A graph whose file lists nodes and edges apart, in any order: GML, GraphML, GEXF.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/network_files/listing.hpp"

namespace rapport::network_text {

class DeclaredGraph {
 public:
  explicit DeclaredGraph(const NetworkFormat& format) : format_(format), ties_(format) {}

  /// False where a node of this id was declared before.
  bool declare(std::string_view id);
  /// Says something of the node declared last.
  void remark(std::string_view column, std::string_view value) {
    roll_.remark(last_, column, value);
  }
  /// Says something of all nodes so far of which nothing is said in that column.
  void remark_of_silent(std::string_view column, std::string_view value) {
    roll_.remark_of_silent(column, value);
  }
  void rename(std::string_view column, const std::string& name) { roll_.rename(column, name); }
  /// An edge of the file's line `line`.
  void tie(std::string_view source, std::string_view target, Direction direction, double weight,
           std::uint32_t line);

  /// Refuses edges of nodes that nobody declared, and weights asked for that are not there.
  /// `direction` is that of a graph without edges.
  Listing close(std::string_view file, std::string_view text, Direction direction) &&;

 private:
  std::uint32_t mention(std::string_view id, std::uint32_t line);

  const NetworkFormat& format_;
  Roll roll_;
  Ties ties_;
  static constexpr std::uint32_t declared = 0;
  std::vector<std::uint32_t> first_line_;  ///< of who is not yet declared; else `declared`
  std::uint32_t last_ = 0;
};

}  // namespace rapport::network_text
