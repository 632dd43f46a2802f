// Whatever bytes a network's file holds, it is read or refused. The first byte chooses the format,
// the first two how the file is looked at.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "sim/core/error.hpp"
#include "sim/scenario/network_files/node_table.hpp"
#include "sim/scenario/network_files/read_network.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rapport;
  if (size < 2) {
    return -1;
  }
  static const std::filesystem::path file =
      std::filesystem::path("/dev/shm") / ("rapport_fuzz_" + std::to_string(::getpid()));
  {
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(data + 2), static_cast<std::streamsize>(size - 2));
  }
  NetworkFormat format;
  format.format = network_formats()[data[0] % network_formats().size()];
  const unsigned look = data[0] / 8U;
  if ((look & 1U) != 0) {
    format.direction = Direction::directed;
  }
  if ((look & 2U) != 0) {
    format.least_weight = 1;
    format.weight_column = "3";
  }
  if ((look & 4U) != 0) {
    format.layer = "*";
  }
  format.two_mode = static_cast<TwoMode>(look / 8U % 4U);
  format.ids = static_cast<Ids>(data[1] % 3U);
  if ((data[1] & 4U) != 0) {
    format.from_column = "2";
    format.to_column = "1";
  }
  if ((data[1] & 8U) != 0) {
    format.layer_column = "3";
  }
  try {
    const NetworkFile network = read_network(file, format);
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
