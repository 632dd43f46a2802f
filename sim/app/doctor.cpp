// `rapport doctor`: what this program is made of, and whether it works here.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "build_info.hpp"
#include "models/catalogue.hpp"
#include "revision.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/store.hpp"
#include "sim/core/for_each.hpp"
#include "sim/record/trajectory_file.hpp"
#include "sim/study/study.hpp"

namespace rapport::app {
namespace {

/// A small market's digest: the same on every machine, compiler and number of threads.
std::uint64_t self_test(std::size_t threads) {
  const ThreadLimit limit(threads);
  const Model model(models::catalogue(), Extent{2, 2, 1},
                    [](const CatalogueEntry& e) { return e.info->on_by_default; });
  std::vector<Arc> arcs;
  constexpr std::uint32_t customers = 20000;
  for (std::uint32_t j = 0; j < customers; ++j) {
    for (std::uint32_t k = 1; k <= 8; ++k) {
      arcs.push_back({j, static_cast<std::uint32_t>((j + mix64(j * 8 + k)) % customers)});
    }
  }
  auto setting = std::make_shared<Setting>();
  setting->brands = {"one", "two"};
  setting->platforms = {"a", "b"};
  const auto network = std::make_shared<const Network>(
      Network::from_arcs(customers, std::move(arcs), Direction::both_ways));
  setting->networks = {network, network};
  setting->end_tick = 4 * hours_per_week;
  World world = found(model, setting, Luck(1, 0));
  run_until(model, world, setting->end_tick, {}, {});
  return digest(world);
}

bool line(bool good, const std::string& what) {
  fmt::print("  {} {}\n", good ? "ok  " : "FAIL", what);
  return good;
}

}  // namespace

int doctor(const Common&) {
  fmt::print("rapport {} (revision {})\n  made by {}, {}\n", version, revision, compiler, flags);
  bool good = true;
  fmt::print("  threads {}\n", default_threads());
  bool scales = true;
  std::string why;
  try {
    check_hdf5();
  } catch (const std::exception& error) {
    scales = false;
    why = std::string(": ") + error.what();
  }
  good &= line(scales, fmt::format("HDF5 {} writes dimension scales{}", hdf5_version(), why));
  const std::filesystem::path library = library_folder();
  good &= line(!library.empty(),
               "scenarios in " + (library.empty() ? std::string("no folder") : library.string()));
  const std::uint64_t one = self_test(1);
  const std::uint64_t many = self_test(default_threads());
  good &= line(one == many, fmt::format("self-test: digest {} on 1 thread, {} on {}", hex(one),
                                        hex(many), default_threads()));
  good &=
      line(one == self_test_digest,
           fmt::format("self-test: digest is that of every machine, {}", hex(self_test_digest)));
  return good ? ok : check_failed;
}

}  // namespace rapport::app
