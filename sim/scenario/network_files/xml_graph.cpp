#include "sim/scenario/network_files/xml_graph.hpp"

#include <fmt/format.h>

#include <utility>

namespace rapport::network_text {

Listing XmlGraph::read() {
  events.read({[this](std::string_view name, const XmlAttributes& said) { start(name, said); },
               [this](std::string_view name, const std::string& words) {
                 in_node = in_node && name != "node";
                 end(name, words);
               }});
  if (!opened_) {
    refuse_file(file_, "the file has no <graph>", std::string(grammar_));
  }
  return std::move(graph).close(file_, text_, direction);
}

void XmlGraph::open_graph() {
  if (opened_) {
    events.refuse("the file holds a second graph, or a graph in a node",
                  "keep each graph in a file of its own");
  }
  opened_ = true;
}

void XmlGraph::open_node(const XmlAttributes& said) {
  const std::string& id = events.needed(said, "id", "node");
  if (!graph.declare(id)) {
    events.refuse(fmt::format("there are two nodes of the id {}", in_quotes(id)),
                  std::string(grammar_));
  }
  in_node = true;
  filled_ = true;
}

void XmlGraph::refuse_late_default() const {
  if (filled_) {
    events.refuse("a default stands after nodes or edges that it should hold of",
                  "declare keys and attributes before nodes and edges");
  }
}

void XmlGraph::default_of_nodes(const std::string& column, const std::string& value) {
  refuse_late_default();
  defaults_.emplace_back(column, value);
}

void XmlGraph::default_of_edges(const std::string& column, const std::string& value) {
  refuse_late_default();
  double number = 0;
  if (column == "weight" && is_real(value, number)) {
    weight = number;
  }
}

void XmlGraph::say_defaults() {
  for (const auto& [column, value] : defaults_) {
    graph.remark(column, value);
  }
}

const std::string& XmlGraph::column(const std::string& key) const {
  const auto found = columns.find(key);
  return found == columns.end() ? key : found->second;
}

}  // namespace rapport::network_text
