// Finds out what kind of network file this is and has it read.
#include "sim/scenario/read_network.hpp"

#include <numeric>
#include <utility>

#include "sim/scenario/network_text.hpp"

namespace rapport {

namespace {

bool named_like_metis(std::filesystem::path path) {
  if (path.extension() == ".gz") {
    path.replace_extension();
  }
  return path.extension() == ".graph" || path.extension() == ".metis";
}

}  // namespace

NetworkFile read_network(const std::filesystem::path& path, const NetworkFormat& format) {
  const std::string name = path.string();
  if (format.format != "auto" && format.format != "edge_list" && format.format != "metis") {
    network_text::refuse_file(name,
                              "a network's format cannot be " + network_text::quoted(format.format),
                              "it is one of \"auto\", \"edge_list\", \"metis\"");
  }
  std::string text = network_text::load(path);
  NetworkFile file;
  file.format = format.format;
  if (format.format == "auto") {
    const bool metis = named_like_metis(path) || network_text::looks_like_metis(text);
    file.format = metis ? "metis" : "edge_list";
  }
  if (file.format == "metis") {
    file.network = network_text::read_metis(name, text);
    file.ids.resize(file.network.customers());
    std::iota(file.ids.begin(), file.ids.end(), 1);
    return file;
  }
  network_text::Numbered numbered = network_text::read_edge_list(name, std::move(text));
  file.ids = std::move(numbered.ids);
  file.network = Network::from_arcs(static_cast<std::uint32_t>(file.ids.size()),
                                    std::move(numbered.arcs), format.direction, &file.dropped);
  return file;
}

}  // namespace rapport
