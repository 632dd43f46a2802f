// `rapport network`: what a network's file holds, what is left out of it, and what it is like.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "analysis/estimate/verdict.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/draw_network.hpp"
#include "sim/app/store.hpp"
#include "sim/core/error.hpp"
#include "sim/core/for_each.hpp"
#include "sim/record/whole_file.hpp"
#include "sim/scenario/network_files/node_table.hpp"
#include "sim/scenario/vocabulary.hpp"
#include "sim/structure/copies.hpp"
#include "sim/structure/structure.hpp"

namespace rapport::app {
namespace {

/// As many breadth-first searches as some seconds allow.
std::uint32_t affordable_searches(const Network& network) {
  constexpr std::uint64_t arcs_in_all = 1'000'000'000;
  constexpr std::uint64_t most = 1000;
  return static_cast<std::uint32_t>(
      std::clamp<std::uint64_t>(arcs_in_all / std::max<std::uint64_t>(1, network.arcs()), 4, most));
}

/// All that is told, in both forms.
struct Description {
  NetworkFile file;
  NodeTable nodes;
  bool directed = false;
  structure::Degrees out;
  structure::Degrees in;
  std::uint64_t without_ties = 0;
  double reciprocity = 1;
  structure::Clustering clustering;
  double assortativity = 0;
  structure::Components weak;
  structure::Components strong;
  structure::Distances distances;
  structure::Communities communities;
};

std::string count(std::uint64_t number) {
  return estimate::money(static_cast<double>(number));
}

void refuse_too_many(const Network& network, const NetworkArguments& arguments) {
  if (std::uint64_t{network.customers()} * arguments.copies >=
      std::numeric_limits<std::uint32_t>::max()) {
    throw ScenarioError({{.file = arguments.file.string(),
                          .what = fmt::format("{} copies of {} people are more than 2^32 - 2",
                                              arguments.copies, network.customers()),
                          .help = "ask for fewer"}});
  }
}

Description describe(NetworkFile&& file, const NetworkArguments& arguments) {
  Description d;
  d.file = std::move(file);
  if (!arguments.nodes.empty()) {
    d.nodes = read_node_table(arguments.nodes, d.file);
  }
  if (arguments.copies > 1) {
    refuse_too_many(d.file.network, arguments);
    d.file.network = structure::copies_of(d.file.network, arguments.copies, 1);
  }
  const Network& network = d.file.network;
  d.directed = d.file.direction == Direction::directed;
  const std::vector<std::uint32_t> out = structure::out_degrees(network);
  const std::vector<std::uint32_t> in = structure::in_degrees(network);
  for (std::size_t c = 0; c < out.size(); ++c) {
    d.without_ties += out[c] + in[c] == 0 ? 1 : 0;
  }
  d.out = structure::degrees(out);
  d.in = structure::degrees(in);
  d.reciprocity = structure::reciprocity(network);
  d.strong = structure::strong_components(network);
  const Network undirected = d.directed ? structure::both_ways(network) : Network();
  const Network& friends = d.directed ? undirected : network;
  d.clustering = structure::clustering(friends);
  d.assortativity = structure::assortativity(friends);
  d.weak = structure::components(friends);
  d.distances = structure::distances(friends, affordable_searches(friends));
  d.communities = structure::communities(friends);
  return d;
}

/// The most frequent values of a column, with how often.
std::vector<std::pair<std::string, std::uint64_t>> most_frequent(const NodeColumn& column) {
  std::map<std::string, std::uint64_t> counts;
  for (const std::string& value : column.values) {
    if (!value.empty()) {
      ++counts[value];
    }
  }
  std::vector<std::pair<std::string, std::uint64_t>> all(counts.begin(), counts.end());
  std::ranges::stable_sort(all, std::greater{}, &std::pair<std::string, std::uint64_t>::second);
  return all;
}

void line(std::string_view label, const std::string& text) {
  fmt::print("  {:<15} {}\n", label, text);
}

std::string degrees_text(const structure::Degrees& d) {
  return fmt::format("mean {:.2f}, median {}, nine in ten to {}, 99 % to {}, most {}", d.mean,
                     count(d.median), count(d.tenth), count(d.hundredth), count(d.most));
}

std::string components_text(const structure::Components& c, std::uint32_t people) {
  return c.count == 1 ? "one, which holds everybody"
                      : fmt::format("{}; the largest holds {} of {} people", count(c.count),
                                    count(c.largest), count(people));
}

void print_columns(std::string_view whose, const std::vector<NodeColumn>& columns) {
  for (const NodeColumn& column : columns) {
    const auto values = most_frequent(column);
    std::string text =
        fmt::format("{} value{}", count(values.size()), values.size() == 1 ? "" : "s");
    constexpr std::size_t shown = 4;
    if (!values.empty() && values.front().second > 1) {
      for (std::size_t i = 0; i < std::min(shown, values.size()); ++i) {
        text +=
            fmt::format("{} {} ({})", i == 0 ? ":" : ",", values[i].first, count(values[i].second));
      }
      text += values.size() > shown ? ", ..." : "";
    }
    line(fmt::format("{} '{}'", whose, column.name), text);
  }
}

void print_file(const Description& d) {
  const NetworkFile& file = d.file;
  const std::string ids =
      file.names.empty()
          ? fmt::format("ids {} to {}", file.ids.front(), file.ids.back())
          : fmt::format("by name, from '{}' to '{}'", file.names.front(), file.names.back());
  if (d.file.network.customers() > file.ids.size() + file.names.size()) {
    line("copies",
         fmt::format("{} of the file's {} people, tied to one another where the network allows",
                     count(d.file.network.customers() / (file.ids.size() + file.names.size())),
                     count(file.ids.size() + file.names.size())));
  }
  line("people", fmt::format("{} ({}); {} without a tie", count(file.network.customers()), ids,
                             count(d.without_ties)));
  line("ties", fmt::format("{} listed; the network has {} arcs from who posts to who sees it",
                           count(file.listed), count(file.network.arcs())));
  std::string dropped = fmt::format("{} from somebody to themselves, {} said before",
                                    count(file.dropped.self_loops), count(file.dropped.parallel));
  if (file.below_weight > 0) {
    dropped += fmt::format(", {} that weigh too little", count(file.below_weight));
  }
  line("left out", dropped);
  if (!file.header.empty()) {
    line("header", fmt::format("{}", fmt::join(file.header, ", ")));
  }
  if (!file.unread.empty()) {
    line("not read", fmt::format("column{} {}", file.unread.size() == 1 ? "" : "s",
                                 fmt::join(file.unread, ", ")));
  }
  if (!file.layers.empty()) {
    line("layers", fmt::format("{}", fmt::join(file.layers, ", ")));
  }
}

void print_text(const Description& d, const std::string& name) {
  const Network& network = d.file.network;
  fmt::print("{}: {}, ties go {}\n", name, d.file.format, d.directed ? "one way" : "both ways");
  print_file(d);
  if (d.directed) {
    line("seen by", degrees_text(d.out));
    line("sees", degrees_text(d.in));
    line("reciprocity", fmt::format("{:.4f} of arcs have their opposite", d.reciprocity));
    line("strong parts", components_text(d.strong, network.customers()));
  } else {
    line("friends", degrees_text(d.out));
  }
  line("parts", components_text(d.weak, network.customers()));
  line("clustering",
       fmt::format("{:.4f} on average, {:.4f} transitivity, {} triangles", d.clustering.average,
                   d.clustering.transitivity, count(d.clustering.triangles)));
  line("assortativity", std::isfinite(d.assortativity)
                            ? fmt::format("{:+.3f} between degrees at both ends", d.assortativity)
                            : "all have as many friends");
  if (d.distances.sources > 0) {
    const auto& [least, most, mean, sources] = d.distances;
    line("distance", fmt::format("{:.2f} on average, at most {} in the largest part ({} people "
                                 "asked)",
                                 mean,
                                 least == most ? count(least)
                                               : fmt::format("{} to {}", count(least), count(most)),
                                 count(sources)));
  }
  line("communities",
       fmt::format("{}, modularity {:.3f}", count(d.communities.count), d.communities.modularity));
  print_columns("file says", d.file.columns);
  print_columns("table says", d.nodes.columns);
  if (!d.nodes.columns.empty()) {
    line("the table",
         fmt::format("knows {} whom the network does not, and leaves out {} whom it does",
                     count(d.nodes.unknown), count(d.nodes.unsaid)));
  }
}

nlohmann::json degrees_json(const structure::Degrees& d) {
  return {{"mean", d.mean},     {"median", d.median}, {"p90", d.tenth},
          {"p99", d.hundredth}, {"most", d.most},     {"none", d.none}};
}

nlohmann::json columns_json(const std::vector<NodeColumn>& columns) {
  nlohmann::json out = nlohmann::json::object();
  for (const NodeColumn& column : columns) {
    out[column.name] = most_frequent(column).size();
  }
  return out;
}

void print_json(const Description& d) {
  const NetworkFile& file = d.file;
  nlohmann::json out{
      {"format", file.format},
      {"directed", d.directed},
      {"people", file.network.customers()},
      {"without_ties", d.without_ties},
      {"listed", file.listed},
      {"arcs", file.network.arcs()},
      {"self_loops", file.dropped.self_loops},
      {"parallel", file.dropped.parallel},
      {"below_weight", file.below_weight},
      {"layers", file.layers},
      {"header", file.header},
      {"not_read", file.unread},
      {"out_degree", degrees_json(d.out)},
      {"in_degree", degrees_json(d.in)},
      {"reciprocity", d.reciprocity},
      {"components",
       {{"weak", d.weak.count},
        {"largest_weak", d.weak.largest},
        {"strong", d.strong.count},
        {"largest_strong", d.strong.largest}}},
      {"clustering", d.clustering.average},
      {"transitivity", d.clustering.transitivity},
      {"triangles", d.clustering.triangles},
      {"assortativity",
       std::isfinite(d.assortativity) ? nlohmann::json(d.assortativity) : nlohmann::json()},
      {"diameter",
       {{"at_least", d.distances.diameter_at_least}, {"at_most", d.distances.diameter_at_most}}},
      {"mean_distance", d.distances.mean},
      {"communities", d.communities.count},
      {"modularity", d.communities.modularity},
      {"columns", columns_json(file.columns)},
      {"table", columns_json(d.nodes.columns)},
      {"table_unknown", d.nodes.unknown},
      {"table_unsaid", d.nodes.unsaid},
      {"digest", fmt::format("{:016x}", file.network.digest())}};
  fmt::print("{}\n", out.dump(2));
}

/// How a scenario says what was read, as the keys of [network].
std::string as_settings(const NetworkArguments& arguments) {
  const NetworkFormat& format = arguments.format;
  std::string out = "file = " + toml_text(arguments.file.string());
  const auto add = [&](std::string_view key, const std::string& value) {
    out += fmt::format(", {} = {}", key, value);
  };
  if (format.format != "auto") {
    add("format", toml_text(format.format));
  }
  if (format.ids != Ids::automatic) {
    add("ids", toml_text(ids_words()[static_cast<std::size_t>(format.ids)]));
  }
  if (format.header != Header::automatic) {
    add("header", toml_text(header_words()[static_cast<std::size_t>(format.header)]));
  }
  if (format.direction) {
    add("directed", *format.direction == Direction::directed ? "true" : "false");
  }
  for (const auto& [key, value] :
       {std::pair("layer", format.layer), std::pair("from_column", format.from_column),
        std::pair("to_column", format.to_column), std::pair("layer_column", format.layer_column),
        std::pair("weight_column", format.weight_column)}) {
    if (!value.empty()) {
      add(key, toml_text(value));
    }
  }
  if (format.least_weight) {
    add("least_weight", fmt::format("{}", *format.least_weight));
  }
  if (format.two_mode != TwoMode::refused) {
    add("two_mode", toml_text(two_mode_words()[static_cast<std::size_t>(format.two_mode)]));
  }
  if (arguments.copies > 1) {
    add("copies", fmt::format("{}", arguments.copies));
  }
  return out;
}

}  // namespace

int network(const Common& common, const NetworkArguments& arguments) {
  const Overwrite overwrite = arguments.force ? Overwrite::yes : Overwrite::no;
  if (!arguments.drawing.empty()) {
    check_can_create(arguments.drawing, overwrite);
  }
  const ThreadLimit limit(common.threads > 0 ? common.threads : default_threads());
  const Description d = describe(read_network(arguments.file, arguments.format), arguments);
  const std::string name = arguments.file.filename().string();
  if (!arguments.drawing.empty()) {
    write_text_file(arguments.drawing,
                    network_drawing(d.file.network, d.communities, d.directed, name), overwrite);
  }
  if (common.json) {
    print_json(d);
    return ok;
  }
  print_text(d, name);
  if (!arguments.drawing.empty()) {
    fmt::print("wrote {}\n", arguments.drawing.string());
  }
  fmt::print("Next: in a scenario, [network] with {}\n", as_settings(arguments));
  return ok;
}

}  // namespace rapport::app
