// Reads GEXF 1.1 to 1.3 (gexf.net): the graph as it stands, without its changes in time.
#include <fmt/format.h>

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
      of_ = value(said, "class");
    } else if (name == "attribute" && (of_ == "node" || of_ == "edge")) {
      const std::string& id = events.needed(said, "id", name);
      const std::string_view title = value(said, "title");
      title_ = title.empty() ? id : std::string(title);
      if (of_ == "node") {
        name_column(id, title_);
      } else if (is_weight(title_)) {
        weight_key_ = id;
      }
    } else if (name == "node") {
      open_node(said);
      if (const std::string_view label = value(said, "label"); !label.empty()) {
        graph.remark("label", label);
      }
      say_defaults();
    } else if (name == "attvalue" && in_node) {
      // 1.1 wrote id where later versions write for
      const std::string key(value(said, said.contains("for") ? "for" : "id"));
      graph.remark(column(key), value(said, "value"));
    } else if (name == "attvalue" && in_edge_ && !weight_key_.empty() &&
               value(said, said.contains("for") ? "for" : "id") == weight_key_) {
      weigh(value(said, "value"));
    } else if (name == "edge") {
      open_edge();
      in_edge_ = true;
      source_ = events.needed(said, "source", name);
      target_ = events.needed(said, "target", name);
      edge_direction_ = direction_of(value(said, "type"), direction);
      weight_ = weight;
      line_ = events.line();
      weigh(value(said, "weight"));
    }
  }

  void end(std::string_view name, const std::string& words) override {
    if (name == "default" && of_ == "node") {
      default_of_nodes(title_, words);
    } else if (name == "default" && of_ == "edge") {
      default_of_edges(title_, words);
    } else if (name == "attributes") {
      of_.clear();
    } else if (name == "edge") {
      in_edge_ = false;
      graph.tie(source_, target_, edge_direction_, weight_, line_);
    }
  }

  void weigh(std::string_view said) {
    double number = 0;
    if (is_real(said, number)) {
      weight_ = number;
    }
  }

  std::string of_;          ///< the class of the attributes declared now
  std::string title_;       ///< of the attribute declared last
  std::string weight_key_;  ///< of the attribute of edges that is called a weight
  bool in_edge_ = false;
  // of the edge that is open
  std::string source_;
  std::string target_;
  Direction edge_direction_ = Direction::both_ways;
  double weight_ = 0;
  std::uint32_t line_ = 0;
};

}  // namespace

Listing read_gexf(std::string_view file, std::string_view text, const NetworkFormat& format) {
  return Gexf(file, text, format).read();
}

}  // namespace rapport::network_text
