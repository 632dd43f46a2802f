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
}

void XmlGraph::name_column(const std::string& key, const std::string& name) {
  columns[key] = name;
  graph.rename(key, name);
}

void XmlGraph::default_of_nodes(const std::string& column, const std::string& value) {
  graph.remark_of_silent(column, value);
  defaults_.emplace_back(column, value);
}

void XmlGraph::default_of_edges(const std::string& column, const std::string& value) {
  double number = 0;
  if (!is_weight(column) || !is_real(value, number)) {
    return;
  }
  if (any_edge_ && asks_for_weights_) {
    events.refuse("a default weight stands after edges that it should hold of",
                  "declare keys and attributes before edges");
  }
  weight = number;
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
