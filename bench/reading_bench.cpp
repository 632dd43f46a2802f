// How fast is a large network's file read, and what memory does that take?
//
//   reading_bench [arcs=10000000] [rounds=5]
//
// Writes an edge list of random arcs among an eighth as many ids, plain and packed by gzip, then
// reads each in turn: directed, both ways, packed. Every reading must find as many ties as were
// written and the same network as the others of its kind. Beside the packed file stands what zlib
// alone takes to unpack it in the same run, by the clock and in processor time of all threads,
// which tells more where other work runs. Memory is the peak of a process that reads once.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "bench/measuring.hpp"
#include "sim/core/error.hpp"
#include "sim/core/ids.hpp"
#include "sim/scenario/network_files/read_network.hpp"

namespace {

using namespace rapport;
using namespace rapport::bench;
namespace fs = std::filesystem;

/// A text file and the same packed, in a folder that goes away again.
struct Files {
  explicit Files(std::uint64_t arcs) {
    std::string pattern = (fs::temp_directory_path() / "rapport_reading_XXXXXX").string();
    RAPPORT_CHECK(mkdtemp(pattern.data()) != nullptr, "a folder for the files");
    folder = pattern;
    plain = folder / "arcs.txt";
    packed = folder / "arcs.txt.gz";
    std::FILE* text = std::fopen(plain.c_str(), "wb");
    gzFile gzip = gzopen(packed.c_str(), "wb1");
    const std::uint64_t ids = arcs / 8 + 2;
    std::string block;
    for (std::uint64_t i = 0; i < arcs; ++i) {
      block += fmt::format("{} {}\n", mix64(2 * i) % ids, mix64(2 * i + 1) % ids);
      if (block.size() > (1U << 20U) || i + 1 == arcs) {
        RAPPORT_CHECK(std::fwrite(block.data(), 1, block.size(), text) == block.size() &&
                          gzwrite(gzip, block.data(), static_cast<unsigned>(block.size())) > 0,
                      "the files are written");
        block.clear();
      }
    }
    RAPPORT_CHECK(std::fclose(text) == 0 && gzclose(gzip) == Z_OK, "the files are whole");
    megabytes = static_cast<double>(fs::file_size(plain)) / 1e6;
  }
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;
  ~Files() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }

  fs::path folder, plain, packed;
  double megabytes = 0;
};

struct Reading {
  double seconds = 0;
  double processor = 0;  ///< seconds of all threads
  std::uint64_t digest = 0;
  std::uint64_t bytes = 0;
};

double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

Reading read(const fs::path& file, Direction direction, std::uint64_t arcs) {
  NetworkFormat format;
  format.direction = direction;
  NetworkFile found;
  const double before = processor_seconds();
  const double taken = seconds([&] { found = read_network(file, format); });
  const double processor = processor_seconds() - before;
  RAPPORT_CHECK(found.listed == arcs, "every tie is read");
  return {taken, processor, found.network.digest(), found.network.bytes()};
}

/// The peak of a process of its own that reads once, over what the network then holds.
double memory_of(const fs::path& file, Direction direction, std::uint64_t arcs) {
  const pid_t child = ::fork();
  RAPPORT_CHECK(child >= 0, "a process of its own");
  if (child == 0) {
    const Reading one = read(file, direction, arcs);
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    const double times = static_cast<double>(use.ru_maxrss) * 1024 / static_cast<double>(one.bytes);
    std::_Exit(static_cast<int>(std::min(255.0, times * 50 + 0.5)));  // in fiftieths
  }
  int status = 0;
  RAPPORT_CHECK(::waitpid(child, &status, 0) == child && WIFEXITED(status), "it ends by itself");
  return WEXITSTATUS(status) / 50.0;
}

double unpack_alone(const fs::path& file) {
  std::vector<char> block(1U << 20U);
  return seconds([&] {
    gzFile gzip = gzopen(file.c_str(), "rb");
    while (gzread(gzip, block.data(), static_cast<unsigned>(block.size())) > 0) {
    }
    gzclose(gzip);
  });
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint32_t arcs = argument(argc, argv, 1, 10'000'000);
  const std::uint32_t rounds = argument(argc, argv, 2, 5);
  const Files files(arcs);
  const double directed_memory = memory_of(files.plain, Direction::directed, arcs);
  const double both_memory = memory_of(files.plain, Direction::both_ways, arcs);
  Best directed, both, packed, zlib, packed_processor, zlib_processor;
  for (std::uint32_t round = 0; round < rounds; ++round) {
    const Reading one_way = read(files.plain, Direction::directed, arcs);
    const Reading two_ways = read(files.plain, Direction::both_ways, arcs);
    const Reading from_gzip = read(files.packed, Direction::both_ways, arcs);
    RAPPORT_CHECK(from_gzip.digest == two_ways.digest && one_way.digest != two_ways.digest,
                  "the packed file holds the same network");
    directed.take(one_way.seconds);
    both.take(two_ways.seconds);
    packed.take(from_gzip.seconds);
    packed_processor.take(from_gzip.processor);
    const double before = processor_seconds();
    zlib.take(unpack_alone(files.packed));
    zlib_processor.take(processor_seconds() - before);
  }
  const auto row = [&](std::string_view how, double taken, double memory) {
    print_row(fmt::format("an edge list of {} arcs ({:.0f} MB), {}", thousands(arcs),
                          files.megabytes, how),
              fmt::format("{:.2f} s: {:.0f} MB/s; peak {:.2f} times the network", taken,
                          files.megabytes / taken, memory),
              "100 MB/s; 2.5 times", files.megabytes / taken >= 100 && memory <= 2.5);
  };
  row("one way", directed.value(), directed_memory);
  row("both ways", both.value(), both_memory);
  print_row("the same packed, both ways, against zlib unpacking it alone",
            fmt::format("{:.2f} against {:.2f} s: {:.2f} times; processor time {:.2f} against "
                        "{:.2f} s: {:.2f} times",
                        packed.value(), zlib.value(), packed.value() / zlib.value(),
                        packed_processor.value(), zlib_processor.value(),
                        packed_processor.value() / zlib_processor.value()));
}
