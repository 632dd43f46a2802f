#include "sim/scenario/make_segments.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
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

/// "people.csv" or, without a table, the network's file.
const std::string& teller(const NetworkSource& source) {
  return source.nodes.empty() ? source.file : source.nodes;
}

/// The column of this name; nullptr where there is none.
std::vector<std::string>* find_words(std::vector<NodeColumn>& columns, std::string_view name) {
  const auto found = std::ranges::find(columns, name, &NodeColumn::name);
  return found == columns.end() ? nullptr : &found->values;
}

[[noreturn]] void refuse_column(const Scenario& scenario, const NetworkSource& source,
                                const std::string& path, const std::vector<std::string>& names) {
  std::string help = nearest(source.segment_column, names);
  if (!help.empty()) {
    help = did_you_mean(source.segment_column, names);
  } else if (!names.empty()) {
    help = fmt::format("there is '{}'", fmt::join(names, "', '"));
  } else if (source.nodes.empty()) {
    help =
        "GraphML, GEXF, GML and Pajek can say something of their people, and so can a table: "
        "nodes = \"people.csv\"";
  }
  refuse(
      scenario, path + ".segment_column",
      fmt::format("'{}' says nothing called '{}' of people", teller(source), source.segment_column),
      help);
}

/// What is said of each person under the name that tells segments apart.
std::vector<std::string> words_of(const Scenario& scenario, const NetworkSource& source,
                                  const std::string& path, NetworkFile& file,
                                  std::vector<std::string>& notes) {
  std::vector<std::string>* in_file = find_words(file.columns, source.segment_column);
  NodeTable table;
  if (!source.nodes.empty()) {
    table = read_node_table(source.nodes_path, file);
    if (table.unknown > 0) {
      notes.push_back(fmt::format("{}: {} lines are about people whom the network does not know",
                                  source.nodes, table.unknown));
    }
    if (table.unsaid > 0) {
      notes.push_back(fmt::format("{}: no line speaks of {} of the network's people", source.nodes,
                                  table.unsaid));
    }
  }
  std::vector<std::string>* in_table = find_words(table.columns, source.segment_column);
  if (in_file != nullptr && in_table != nullptr) {
    refuse(scenario, path + ".segment_column",
           fmt::format("'{}' and '{}' both say a '{}' of people", source.file, source.nodes,
                       source.segment_column),
           "leave 'nodes' out, or call its column otherwise");
  }
  if (in_file == nullptr && in_table == nullptr) {
    std::vector<std::string> names;
    for (const auto* columns : {&file.columns, &table.columns}) {
      std::ranges::transform(*columns, std::back_inserter(names), &NodeColumn::name);
    }
    refuse_column(scenario, source, path, names);
  }
  return std::move(in_table != nullptr ? *in_table : *in_file);
}

/// "'3' (12 people), '4' (1 person), 2 of whom nothing is said": the first few of them.
std::string listed(const std::map<std::string, std::uint32_t>& homeless) {
  constexpr std::size_t most_named = 5;
  std::vector<std::string> texts;
  for (const auto& [value, people] : homeless) {
    if (texts.size() == most_named) {
      texts.push_back(fmt::format("{} more", homeless.size() - most_named));
      break;
    }
    texts.push_back(value.empty() ? fmt::format("{} of whom nothing is said", people)
                                  : fmt::format("'{}' ({} {})", value, people,
                                                people == 1 ? "person" : "people"));
  }
  return fmt::format("{}", fmt::join(texts, ", "));
}

/// Refuses a segment of people as whom nobody is known.
void refuse_nobody(const Scenario& scenario, const NetworkSource& source, const std::string& path,
                   const std::vector<std::string>& words) {
  const std::set<std::string> there(words.begin(), words.end());
  const std::vector<std::string> known(there.begin(), there.end());
  for (const SegmentSettings& segment : scenario.segments) {
    for (const std::string& value : segment.values) {
      if (value == any_other || there.contains(value)) {
        continue;
      }
      const std::string place = "segment." + segment.name + ".is";
      const std::string help = nearest(value, known);
      refuse(scenario, scenario.origins.contains(place) ? place : path + ".segment_column",
             fmt::format("nobody is '{}' by '{}' of '{}' ([segment.{}])", value,
                         source.segment_column, teller(source), segment.name),
             help.empty() ? "say in the segment who is of it: is = \"...\""
                          : did_you_mean(value, known));
    }
  }
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
                                   const std::string& path, NetworkFile& file,
                                   std::vector<std::string>& notes) {
  const std::vector<std::string> words = words_of(scenario, source, path, file, notes);
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
  refuse_nobody(scenario, source, path, words);
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
           fmt::format("some people are of no segment, by '{}' of '{}': {}", source.segment_column,
                       teller(source), listed(homeless)),
           "say in a [segment.NAME] is = [\"...\"], or is = \"*\" for all others");
  }
  return all;
}

}  // namespace rapport
