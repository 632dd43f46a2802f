#include "sim/scenario/make_segments.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "sim/core/random.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/scenario/network_files/node_table.hpp"
#include "sim/scenario/refuse.hpp"

namespace rapport {
namespace {

/// The seed of the network that everybody is on.
std::uint64_t network_seed(const Scenario& scenario) {
  const auto& own = scenario.platforms.front().network;
  return (own ? *own : scenario.network).whole<std::uint64_t>("seed");
}

/// What is said of each person under the name that tells segments apart.
std::vector<std::string> words_of(const Scenario& scenario, const NetworkSource& source,
                                  const std::string& path, const NetworkFile& file) {
  std::vector<NodeColumn> columns = file.columns;
  if (!source.nodes.empty()) {
    NodeTable table = read_node_table(source.nodes_path, file);
    std::ranges::move(table.columns, std::back_inserter(columns));
  }
  const auto found = std::ranges::find(columns, source.segment_column, &NodeColumn::name);
  if (found != columns.end()) {
    return std::move(found->values);
  }
  std::vector<std::string> names;
  for (const NodeColumn& column : columns) {
    names.push_back(column.name);
  }
  std::string help = nearest(source.segment_column, names);
  if (!help.empty()) {
    help = did_you_mean(source.segment_column, names);
  } else if (names.empty()) {
    help =
        "GraphML, GEXF, GML and Pajek can say something of their people, and so can a table: "
        "nodes = \"people.csv\"";
  } else {
    help = fmt::format("there is '{}'", fmt::join(names, "', '"));
  }
  refuse(scenario, path + ".segment_column",
         fmt::format("nothing called '{}' is said of the people of '{}'", source.segment_column,
                     source.file),
         help);
}

/// "'3' (12 people), '4' (1 person)": the first few of what no segment is.
std::string listed(const std::map<std::string, std::uint32_t>& homeless) {
  constexpr std::size_t most_named = 5;
  std::vector<std::string> texts;
  for (const auto& [value, people] : homeless) {
    if (texts.size() == most_named) {
      texts.push_back(fmt::format("{} more", homeless.size() - most_named));
      break;
    }
    texts.push_back(fmt::format("'{}' ({} {})", value, people, people == 1 ? "person" : "people"));
  }
  return fmt::format("{}", fmt::join(texts, ", "));
}

}  // namespace

std::vector<SegmentId> segments_by_share(const Scenario& scenario, std::uint32_t customers) {
  std::vector<SegmentId> all;
  if (scenario.segments.empty()) {
    return all;
  }
  constexpr Purpose segment{"segment.share"};
  const Luck luck(network_seed(scenario), 0);
  double given = 0;
  for (const SegmentSettings& one : scenario.segments) {
    given += one.share.value_or(0);
  }
  all.reserve(customers);
  for (std::uint32_t c = 0; c < customers; ++c) {
    double left = luck.u(segment, c, {});
    std::size_t s = 0;
    // whom rounding leaves over is of the last
    for (; s + 1 < scenario.segments.size(); ++s) {
      const double share = scenario.segments[s].share.value_or(1 - given);
      if (left < share) {
        break;
      }
      left -= share;
    }
    all.push_back(static_cast<SegmentId>(s));
  }
  return all;
}

std::vector<SegmentId> segments_in(const Scenario& scenario, const NetworkSource& source,
                                   const std::string& path, const NetworkFile& file) {
  const std::vector<std::string> words = words_of(scenario, source, path, file);
  std::map<std::string, SegmentId, std::less<>> segment_of;
  std::optional<SegmentId> others;
  for (std::size_t s = 0; s < scenario.segments.size(); ++s) {
    const SegmentSettings& segment = scenario.segments[s];
    for (const std::string& value : segment.values) {
      if (value == any_other) {
        others = static_cast<SegmentId>(s);
      } else {
        segment_of.emplace(value, static_cast<SegmentId>(s));
      }
    }
  }
  std::map<std::string, std::uint32_t> homeless;
  std::vector<SegmentId> all;
  all.reserve(words.size());
  for (const std::string& value : words) {
    const auto found = segment_of.find(value);
    if (found == segment_of.end() && !others) {
      ++homeless[value];
    }
    all.push_back(found != segment_of.end() ? found->second : others.value_or(SegmentId{}));
  }
  if (!homeless.empty()) {
    refuse(scenario, path + ".segment_column",
           fmt::format("of the people of '{}' some are of no segment, by their '{}': {}",
                       source.file, source.segment_column, listed(homeless)),
           "say in a [segment.NAME] is = [\"...\"], or is = \"*\" for all others");
  }
  return all;
}

}  // namespace rapport
