// Reads GEXF 1.1 to 1.3 (gexf.net): the graph as it stands, without its changes in time.
#include <fmt/format.h>

#include <limits>

#include "sim/scenario/network_files/xml_graph.hpp"

namespace rapport::network_text {
namespace {

constexpr std::string_view grammar =
    "GEXF is <gexf><graph defaultedgetype=\"undirected\"><nodes><node "
    "id=\"a\"/></nodes><edges><edge "
    "source=\"a\" target=\"a\"/></edges></graph></gexf>";

class Gexf final : public XmlGraph {
 public:
  Gexf(std::string_view file, std::string_view text, const NetworkFormat& format)
      : XmlGraph(file, text, grammar, format) {}

 private:
  static std::string_view value(const XmlAttributes& said, std::string_view key) {
    const auto found = said.find(key);
    return found == said.end() ? std::string_view() : std::string_view(found->second);
  }

  Direction direction_of(std::string_view type, Direction otherwise) const {
    if (type.empty()) {
      return otherwise;
    }
    if (type != "directed" && type != "undirected" && type != "mutual") {
      events.refuse(fmt::format("an edge cannot be of the type {}", in_quotes(type)),
                    "it is directed, undirected or mutual");
    }
    return type == "directed" ? Direction::directed : Direction::both_ways;
  }

  void start(std::string_view name, const XmlAttributes& said) override {
    if (name == "graph") {
      open_graph();
      direction = direction_of(value(said, "defaultedgetype"), Direction::both_ways);
    } else if (name == "attributes") {
      of_nodes_ = value(said, "class") == "node";
    } else if (name == "attribute" && of_nodes_) {
      const std::string& id = events.needed(said, "id", name);
      const std::string_view title = value(said, "title");
      columns[id] = title.empty() ? id : std::string(title);
    } else if (name == "node") {
      open_node(said);
      if (const std::string_view label = value(said, "label"); !label.empty()) {
        graph.remark("label", label);
      }
    } else if (name == "attvalue" && in_node) {
      // 1.1 wrote id where later versions write for
      const std::string key(value(said, said.contains("for") ? "for" : "id"));
      graph.remark(column(key), value(said, "value"));
    } else if (name == "edge") {
      double weight = 0;
      graph.tie(events.needed(said, "source", name), events.needed(said, "target", name),
                direction_of(value(said, "type"), direction),
                is_real(value(said, "weight"), weight) ? weight
                                                       : std::numeric_limits<double>::quiet_NaN(),
                events.line());
    }
  }

  void end(std::string_view name, const std::string&) override {
    of_nodes_ = of_nodes_ && name != "attributes";
  }

  bool of_nodes_ = false;  ///< the attributes declared now
};

}  // namespace

Listing read_gexf(std::string_view file, std::string_view text, const NetworkFormat& format) {
  return Gexf(file, text, format).read();
}

}  // namespace rapport::network_text
