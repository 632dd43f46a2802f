// Whatever bytes a network's file holds, it is read or refused. The first bytes choose the
// format and how the file is looked at.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "sim/core/error.hpp"
#include "sim/scenario/network_files/node_table.hpp"
#include "sim/scenario/network_files/read_network.hpp"

namespace {

using namespace rapport;

/// The options of a network's file, each out of one byte, so that a change of it is a change of
/// few.
constexpr std::size_t option_bytes = 3;

/// One of some values, chosen by what is left of a byte.
template <class T, std::size_t N>
const T& one_of(const T (&values)[N], std::uint8_t& byte) {
  const T& chosen = values[byte % N];
  byte = static_cast<std::uint8_t>(byte / N);
  return chosen;
}

NetworkFormat drawn(const std::uint8_t* bytes) {
  std::uint8_t file = bytes[0];
  std::uint8_t looked_at = bytes[1];
  std::uint8_t columns = bytes[2];
  static const std::vector<std::string>& formats = network_formats();
  NetworkFormat format;
  format.format = formats[file % formats.size()];
  file = static_cast<std::uint8_t>(file / formats.size());
  format.direction = one_of<std::optional<Direction>>(
      {std::nullopt, Direction::directed, Direction::both_ways}, file);
  format.two_mode =
      one_of({TwoMode::refused, TwoMode::first, TwoMode::second, TwoMode::as_one}, file);
  format.ids = one_of({Ids::automatic, Ids::numbers, Ids::names}, looked_at);
  format.header = one_of({Header::automatic, Header::yes, Header::no}, looked_at);
  format.layer = one_of({"", "*", "work"}, looked_at);
  format.least_weight = one_of<std::optional<double>>({std::nullopt, 1.0}, looked_at);
  format.from_column = one_of({"", "2", "from"}, columns);
  format.to_column = one_of({"", "1", "to"}, columns);
  format.weight_column = one_of({"", "3", "weight"}, columns);
  format.layer_column = one_of({"", "3", "layer"}, columns);
  return format;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < option_bytes) {
    return -1;
  }
  static const std::filesystem::path file =
      std::filesystem::path("/dev/shm") / ("rapport_fuzz_" + std::to_string(::getpid()));
  {
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(data + option_bytes),
              static_cast<std::streamsize>(size - option_bytes));
  }
  try {
    const NetworkFormat format = drawn(data);
    const NetworkFile network = read_network(file, format);
    if (format.header == Header::no && !network.header.empty()) {
      std::abort();
    }
    const std::size_t people = network.network.customers();
    if (network.ids.size() + network.names.size() != people) {
      std::abort();
    }
    for (const NodeColumn& column : network.columns) {
      if (column.values.size() != people) {
        std::abort();
      }
    }
    read_node_table(file, network);
  } catch (const ScenarioError&) {
  } catch (const NoInput&) {
  } catch (const IoError&) {
  }
  return 0;
}
