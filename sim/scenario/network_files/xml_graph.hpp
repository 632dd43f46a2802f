// What GraphML's and GEXF's readers share: one graph of an XML text, its nodes and their columns.
#pragma once

#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/scenario/network_files/column_words.hpp"
#include "sim/scenario/network_files/declared_graph.hpp"
#include "sim/scenario/network_files/xml_events.hpp"

namespace rapport::network_text {

/// A reader of one of the two says what it makes of an element's start and end.
class XmlGraph {
 public:
  Listing read();

 protected:
  /// `grammar`: what such a file looks like, for who left something out.
  XmlGraph(std::string_view file, std::string_view text, std::string_view grammar,
           const NetworkFormat& format)
      : events(file, text, grammar),
        graph(format),
        file_(file),
        text_(text),
        grammar_(grammar),
        asks_for_weights_(format.least_weight.has_value()) {}
  ~XmlGraph() = default;

  virtual void start(std::string_view name, const XmlAttributes& said) = 0;
  virtual void end(std::string_view name, const std::string& words) = 0;

  /// A graph begins; refuses a second one.
  void open_graph();
  /// A node begins; refuses one whose id has been there.
  void open_node(const XmlAttributes& said);
  /// An edge begins.
  void open_edge() { any_edge_ = true; }
  /// What the column of a key is called, also where nodes before have spoken of it.
  void name_column(const std::string& key, const std::string& name);
  /// Whether a column so called holds weights: "weight", in capital or small letters.
  static bool is_weight(std::string_view column) { return lower(column) == "weight"; }
  /// What holds of a node, or an edge's weight, that says nothing else of a key: `column` is what
  /// the key is called. Nodes may come before. Refuses a weight behind edges that it would hold of,
  /// where weights are asked for.
  void default_of_nodes(const std::string& column, const std::string& value);
  void default_of_edges(const std::string& column, const std::string& value);
  /// Says of the node that is open what holds where it says nothing else.
  void say_defaults();
  /// What the column of a key is called: the key where nothing was declared.
  const std::string& column(const std::string& key) const;

  XmlEvents events;
  DeclaredGraph graph;
  std::map<std::string, std::string, std::less<>> columns;  ///< names of columns by their keys
  Direction direction = Direction::both_ways;               ///< of edges that say nothing else
  /// Of edges that say nothing else; NaN where nothing is said of those either.
  double weight = std::numeric_limits<double>::quiet_NaN();
  bool in_node = false;

 private:
  std::string_view file_;
  std::string_view text_;
  std::string_view grammar_;
  std::vector<std::pair<std::string, std::string>> defaults_;  ///< of nodes: columns and values
  bool opened_ = false;
  bool any_edge_ = false;
  bool asks_for_weights_;
};

}  // namespace rapport::network_text
