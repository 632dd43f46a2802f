// Reads GEXF 1.1 to 1.3 (gexf.net): the graph as it stands, without its changes in time.
#include <fmt/format.h>

#include <limits>
#include <map>

#include "sim/scenario/network_files/declared_graph.hpp"
#include "sim/scenario/network_files/xml_events.hpp"

namespace rapport::network_text {
namespace {

constexpr std::string_view grammar =
    "GEXF is <gexf><graph defaultedgetype=\"undirected\"><nodes><node "
    "id=\"a\"/></nodes><edges><edge "
    "source=\"a\" target=\"a\"/></edges></graph></gexf>";

class Reader {
 public:
  Reader(std::string_view file, std::string_view text, const NetworkFormat& format)
      : file_(file), text_(text), events_(file, text, grammar), graph_(format) {}

  Listing read() {
    events_.read({[this](std::string_view name, const XmlAttributes& said) { start(name, said); },
                  [this](std::string_view name, const std::string&) {
                    in_node_ = in_node_ && name != "node";
                    of_nodes_ = of_nodes_ && name != "attributes";
                  }});
    if (graphs_ == 0) {
      refuse_file(file_, "the file has no <graph>", std::string(grammar));
    }
    return std::move(graph_).close(file_, text_, direction_);
  }

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
      events_.refuse(fmt::format("an edge cannot be of the type {}", in_quotes(type)),
                     "it is directed, undirected or mutual");
    }
    return type == "directed" ? Direction::directed : Direction::both_ways;
  }

  void start(std::string_view name, const XmlAttributes& said) {
    if (name == "graph") {
      if (graphs_++ > 0) {
        events_.refuse("the file holds a second graph", "keep each graph in a file of its own");
      }
      direction_ = direction_of(value(said, "defaultedgetype"), Direction::both_ways);
    } else if (name == "attributes") {
      of_nodes_ = value(said, "class") == "node";
    } else if (name == "attribute" && of_nodes_) {
      const std::string& id = events_.needed(said, "id", name);
      const std::string_view title = value(said, "title");
      columns_[id] = title.empty() ? id : std::string(title);
    } else if (name == "node") {
      const std::string& id = events_.needed(said, "id", name);
      if (!graph_.declare(id)) {
        events_.refuse(fmt::format("there are two nodes of the id {}", in_quotes(id)),
                       std::string(grammar));
      }
      in_node_ = true;
      if (const std::string_view label = value(said, "label"); !label.empty()) {
        graph_.remark("label", label);
      }
    } else if (name == "attvalue" && in_node_) {
      // 1.1 wrote id where later versions write for
      const std::string key(value(said, said.contains("for") ? "for" : "id"));
      const auto found = columns_.find(key);
      graph_.remark(found == columns_.end() ? key : found->second, value(said, "value"));
    } else if (name == "edge") {
      double weight = 0;
      graph_.tie(events_.needed(said, "source", name), events_.needed(said, "target", name),
                 direction_of(value(said, "type"), direction_),
                 is_real(value(said, "weight"), weight) ? weight
                                                        : std::numeric_limits<double>::quiet_NaN(),
                 events_.line());
    }
  }

  std::string_view file_;
  std::string_view text_;
  XmlEvents events_;
  DeclaredGraph graph_;
  std::map<std::string, std::string, std::less<>> columns_;
  std::size_t graphs_ = 0;
  Direction direction_ = Direction::both_ways;
  bool of_nodes_ = false;  ///< the attributes declared now
  bool in_node_ = false;
};

}  // namespace

Listing read_gexf(std::string_view file, std::string_view text, const NetworkFormat& format) {
  return Reader(file, text, format).read();
}

}  // namespace rapport::network_text
