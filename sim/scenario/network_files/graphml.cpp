// Reads GraphML (Brandes, Eiglsperger, Herman, Himsolt & Marshall, GD 2001;
// graphml.graphdrawing.org) without hyperedges, ports and graphs in graphs.
#include <fmt/format.h>

#include <limits>
#include <map>

#include "sim/scenario/network_files/declared_graph.hpp"
#include "sim/scenario/network_files/xml_events.hpp"

namespace rapport::network_text {
namespace {

constexpr std::string_view grammar =
    "GraphML is <graph edgedefault=\"undirected\"><node id=\"a\"/><node id=\"b\"/><edge "
    "source=\"a\" target=\"b\"/></graph>";

class Reader {
 public:
  Reader(std::string_view file, std::string_view text, const NetworkFormat& format)
      : file_(file), text_(text), events_(file, text, grammar), graph_(format) {}

  Listing read() {
    events_.read({[this](std::string_view name, const XmlAttributes& said) { start(name, said); },
                  [this](std::string_view name, const std::string& words) { end(name, words); }});
    if (graphs_ == 0) {
      refuse_file(file_, "the file has no <graph>", std::string(grammar));
    }
    return std::move(graph_).close(file_, text_, direction_);
  }

 private:
  void start(std::string_view name, const XmlAttributes& said) {
    if (name == "key") {
      const std::string& id = events_.needed(said, "id", name);
      const auto called = said.find("attr.name");
      keys_[id] = called == said.end() ? id : called->second;
    } else if (name == "graph") {
      if (graphs_++ > 0) {
        events_.refuse("the file holds a second graph, or a graph in a node",
                       "keep each graph in a file of its own");
      }
      direction_ = events_.needed(said, "edgedefault", name) == "directed" ? Direction::directed
                                                                           : Direction::both_ways;
    } else if (name == "node") {
      const std::string& id = events_.needed(said, "id", name);
      if (!graph_.declare(id)) {
        events_.refuse(fmt::format("there are two nodes of the id {}", in_quotes(id)),
                       std::string(grammar));
      }
      in_node_ = true;
    } else if (name == "edge") {
      source_ = events_.needed(said, "source", name);
      target_ = events_.needed(said, "target", name);
      const auto own = said.find("directed");
      edge_direction_ = own == said.end()       ? direction_
                        : own->second == "true" ? Direction::directed
                                                : Direction::both_ways;
      weight_ = std::numeric_limits<double>::quiet_NaN();
    } else if (name == "hyperedge") {
      events_.refuse("a hyperedge links any number of nodes, and ties here link two",
                     "write it as edges between pairs");
    } else if (name == "data") {
      key_ = events_.needed(said, "key", name);
    }
  }

  void end(std::string_view name, const std::string& words) {
    if (name == "node") {
      in_node_ = false;
    } else if (name == "edge") {
      graph_.tie(source_, target_, edge_direction_, weight_, events_.line());
    } else if (name == "data") {
      const auto found = keys_.find(key_);
      const std::string& column = found == keys_.end() ? key_ : found->second;
      double weight = 0;
      if (in_node_) {
        graph_.remark(column, words);
      } else if (column == "weight" && is_real(words, weight)) {
        weight_ = weight;
      }
    }
  }

  std::string_view file_;
  std::string_view text_;
  XmlEvents events_;
  DeclaredGraph graph_;
  std::map<std::string, std::string, std::less<>> keys_;
  std::size_t graphs_ = 0;
  Direction direction_ = Direction::both_ways;
  bool in_node_ = false;
  std::string key_;  ///< of the data that are open
  // of the edge that is open
  std::string source_;
  std::string target_;
  Direction edge_direction_ = Direction::both_ways;
  double weight_ = 0;
};

}  // namespace

Listing read_graphml(std::string_view file, std::string_view text, const NetworkFormat& format) {
  return Reader(file, text, format).read();
}

}  // namespace rapport::network_text
