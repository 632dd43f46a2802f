#include "sim/scenario/make_networks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <limits>
#include <optional>

#include "sim/scenario/make_segments.hpp"
#include "sim/scenario/refuse.hpp"
#include "sim/structure/copies.hpp"
#include "sim/structure/structure.hpp"
#include "sim/world/generate.hpp"
#include "sim/world/random_graphs.hpp"

namespace rapport {
namespace {

struct Made {
  std::shared_ptr<const Network> network;
  std::vector<std::uint32_t> ids;  ///< of the people in the network's file; empty = generated, or
  std::vector<std::string> names;
  std::vector<SegmentId> segment_of;  ///< by row of the network; empty where its file says nothing
};

Network generated(const NetworkSource& source, Dropped& dropped) {
  const auto seed = source.whole<std::uint64_t>("seed");
  const auto customers = source.whole<std::uint32_t>("customers");
  if (source.generator == "holme_kim") {
    return holme_kim(customers, source.number("mean_degree"), source.number("triad_chance"), seed);
  }
  if (source.generator == "barabasi_albert") {
    return barabasi_albert(customers, source.number("mean_degree"), seed);
  }
  if (source.generator == "watts_strogatz") {
    return watts_strogatz(customers, source.whole<std::uint32_t>("mean_degree"),
                          source.number("rewired"), seed);
  }
  if (source.generator == "erdos_renyi") {
    return erdos_renyi(customers, source.number("mean_degree"), seed);
  }
  if (source.generator == "blocks") {
    return blocks(customers, source.number("mean_degree"),
                  source.whole<std::uint32_t>("communities"), source.number("within"),
                  source.number("exponent"), seed, &dropped);
  }
  return configuration(power_law_degrees(customers, source.number("exponent"),
                                         source.whole<std::uint32_t>("least_degree"),
                                         source.whole<std::uint32_t>("most_degree"), seed),
                       seed, &dropped);
}

/// What ties at random lose; empty where that is less than one in a hundred.
std::string lost(const std::string& name, const Network& network, const Dropped& dropped) {
  const std::uint64_t left = network.arcs() / 2;
  const std::uint64_t gone = dropped.self_loops + dropped.parallel;
  if (100 * gone < left + gone) {
    return {};
  }
  return fmt::format(
      "{}: of {} ties drawn at random are left out {} to oneself and {} drawn before: {:.1f} "
      "friends "
      "on average, not {:.1f}",
      name, left + gone, dropped.self_loops, dropped.parallel,
      2.0 * static_cast<double>(left) / network.customers(),
      2.0 * static_cast<double>(left + gone) / network.customers());
}

/// What a network leaves out of its file; empty where that is nothing.
std::string left_out(const NetworkSource& source, const NetworkFile& file) {
  std::string out;
  for (const auto& [count, what] :
       {std::pair(file.dropped.self_loops, "from somebody to themselves"),
        std::pair(file.dropped.parallel, "said before"),
        std::pair(file.below_weight, "that weigh too little")}) {
    if (count > 0) {
      out += fmt::format("{}{} {}", out.empty() ? "" : ", ", count, what);
    }
  }
  return out.empty() ? out
                     : fmt::format("{}: of {} ties are left out {}", source.file, file.listed, out);
}

Made make(const Scenario& scenario, const NetworkSource& source, const std::string& path,
          std::vector<std::string>& notes) {
  if (source.generated()) {
    Dropped dropped;
    auto network = std::make_shared<const Network>(generated(source, dropped));
    if (std::string note = lost(path, *network, dropped); !note.empty()) {
      notes.push_back(std::move(note));
    }
    return {std::move(network), {}, {}, {}};
  }
  NetworkFile file = read_network(source.path, source.format);
  if (std::string note = left_out(source, file); !note.empty()) {
    notes.push_back(std::move(note));
  }
  if (!file.header.empty()) {
    notes.push_back(fmt::format("{}: the first line is taken for a header: {}", source.file,
                                fmt::join(file.header, ", ")));
  }
  if (!file.unread.empty()) {
    notes.push_back(fmt::format("{}: column{} {} {} not read", source.file,
                                file.unread.size() == 1 ? "" : "s", fmt::join(file.unread, ", "),
                                file.unread.size() == 1 ? "is" : "are"));
  }
  std::vector<SegmentId> segment_of;
  if (!source.segment_column.empty()) {
    segment_of = segments_in(scenario, source, path, file, notes);
  }
  Network network = std::move(file.network);
  const auto seed = source.whole<std::uint64_t>("seed");
  if (source.number("use") != 0) {
    Dropped dropped;
    network = configuration(structure::out_degrees(structure::both_ways(network)), seed, &dropped);
    if (std::string note = lost(path, network, dropped); !note.empty()) {
      notes.push_back(std::move(note));
    }
  }
  const auto copies = source.whole<std::uint32_t>("copies");
  if (std::uint64_t{network.customers()} * copies >= std::numeric_limits<std::uint32_t>::max()) {
    refuse(
        scenario, path + ".copies",
        fmt::format("{} copies of {} people are more than 2^32 - 2", copies, network.customers()),
        "ask for fewer");
  }
  if (copies > 1) {
    // person c of copy i has row i x people + c
    const std::size_t people = segment_of.size();
    for (std::size_t c = people; c < people * copies; ++c) {
      segment_of.push_back(segment_of[c - people]);
    }
    network = structure::copies_of(network, copies, seed);
  }
  return {std::make_shared<const Network>(std::move(network)), std::move(file.ids),
          std::move(file.names), std::move(segment_of)};
}

/// Platforms are the same people's: row i of each network is one person.
void same_people(const Scenario& scenario, const Made& one, const Made& other,
                 const PlatformSettings& platform) {
  const std::string path = platform.network ? "platform." + platform.name + ".network" : "network";
  const std::string place =
      path + (scenario.origins.contains(path + ".file") ? ".file" : ".customers");
  const std::string& first = scenario.platforms.front().name;
  const std::string& second = platform.name;
  const std::string both = fmt::format("the networks of '{}' and '{}'", first, second);
  if (one.network->customers() != other.network->customers()) {
    refuse(scenario, place,
           fmt::format("{} have {} and {} people, must have the same ones", both,
                       one.network->customers(), other.network->customers()),
           "networks of several platforms are about the same people");
  }
  const auto from_file = [](const Made& made) { return !made.ids.empty() || !made.names.empty(); };
  if (from_file(one) && from_file(other) && (one.ids != other.ids || one.names != other.names)) {
    refuse(scenario, place, both + " name different people",
           "the same ids must occur in both files");
  }
}

}  // namespace

MadeNetworks make_networks(const Scenario& scenario, std::vector<std::string>& notes) {
  MadeNetworks all;
  std::optional<Made> shared;
  std::optional<Made> first;
  for (const PlatformSettings& platform : scenario.platforms) {
    std::optional<Made> own;
    if (platform.network) {
      own = make(scenario, *platform.network, "platform." + platform.name + ".network", notes);
    } else if (!shared) {
      shared = make(scenario, scenario.network, "network", notes);
    }
    const Made& made = own ? *own : *shared;
    if (first) {
      same_people(scenario, *first, made, platform);
    } else {
      first = made;
    }
    all.networks.push_back(made.network);
    if (!made.segment_of.empty()) {
      all.segment_of = made.segment_of;
    }
  }
  return all;
}

}  // namespace rapport
