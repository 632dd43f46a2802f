// Reads GraphML (Brandes, Eiglsperger, Herman, Himsolt & Marshall, GD 2001;
// graphml.graphdrawing.org) without hyperedges, ports and graphs in graphs.
#include "sim/scenario/network_files/xml_graph.hpp"

namespace rapport::network_text {
namespace {

constexpr std::string_view grammar =
    "GraphML is <graph edgedefault=\"undirected\"><node id=\"a\"/><node id=\"b\"/><edge "
    "source=\"a\" target=\"b\"/></graph>";

class GraphMl final : public XmlGraph {
 public:
  GraphMl(std::string_view file, std::string_view text, const NetworkFormat& format)
      : XmlGraph(file, text, grammar, format) {}

 private:
  void start(std::string_view name, const XmlAttributes& said) override {
    if (name == "key") {
      const std::string& id = events.needed(said, "id", name);
      const auto called = said.find("attr.name");
      name_column(id, called == said.end() ? id : called->second);
      key_ = id;
      const auto what = said.find("for");
      of_ = what == said.end() ? "all" : what->second;
    } else if (name == "graph") {
      open_graph();
      direction = events.needed(said, "edgedefault", name) == "directed" ? Direction::directed
                                                                         : Direction::both_ways;
    } else if (name == "node") {
      open_node(said);
      say_defaults();
    } else if (name == "edge") {
      open_edge();
      source_ = events.needed(said, "source", name);
      target_ = events.needed(said, "target", name);
      const auto own = said.find("directed");
      edge_direction_ = own == said.end()       ? direction
                        : own->second == "true" ? Direction::directed
                                                : Direction::both_ways;
      weight_ = weight;
    } else if (name == "hyperedge") {
      events.refuse("a hyperedge links any number of nodes, and ties here link two",
                    "write it as edges between pairs");
    } else if (name == "data") {
      key_ = events.needed(said, "key", name);
    }
  }

  void end(std::string_view name, const std::string& words) override {
    double said = 0;
    if (name == "edge") {
      graph.tie(source_, target_, edge_direction_, weight_, events.line());
    } else if (name == "default") {
      if (of_ == "node" || of_ == "all") {
        default_of_nodes(column(key_), words);
      }
      if (of_ == "edge" || of_ == "all") {
        default_of_edges(column(key_), words);
      }
    } else if (name == "data" && in_node) {
      graph.remark(column(key_), words);
    } else if (name == "data" && is_weight(column(key_)) && is_real(words, said)) {
      weight_ = said;
    }
  }

  std::string key_;  ///< of the data, or the declaration, that are open
  std::string of_;   ///< what the key that is declared is for
  // of the edge that is open
  std::string source_;
  std::string target_;
  Direction edge_direction_ = Direction::both_ways;
  double weight_ = 0;
};

}  // namespace

Listing read_graphml(std::string_view file, std::string_view text, const NetworkFormat& format) {
  return GraphMl(file, text, format).read();
}

}  // namespace rapport::network_text
