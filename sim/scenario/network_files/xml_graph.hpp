// What GraphML's and GEXF's readers share: one graph of an XML text, its nodes and their columns.
#pragma once

#include <map>
#include <string>
#include <string_view>

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
      : events(file, text, grammar), graph(format), file_(file), text_(text), grammar_(grammar) {}
  ~XmlGraph() = default;

  virtual void start(std::string_view name, const XmlAttributes& said) = 0;
  virtual void end(std::string_view name, const std::string& words) = 0;

  /// A graph begins; refuses a second one.
  void open_graph();
  /// A node begins; refuses one whose id has been there.
  void open_node(const XmlAttributes& said);
  /// What the column of a key is called: the key where nothing was declared.
  const std::string& column(const std::string& key) const;

  XmlEvents events;
  DeclaredGraph graph;
  std::map<std::string, std::string, std::less<>> columns;  ///< names of columns by their keys
  Direction direction = Direction::both_ways;               ///< of edges that say nothing else
  bool in_node = false;

 private:
  std::string_view file_;
  std::string_view text_;
  std::string_view grammar_;
  bool opened_ = false;
};

}  // namespace rapport::network_text
