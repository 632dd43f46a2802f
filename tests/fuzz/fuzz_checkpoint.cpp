// Whatever bytes a checkpoint holds, a study goes on from it or it is refused. The seal, which
// finds accidents, is put on behind the bytes, so that they are looked at.
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "models/catalogue.hpp"
#include "sim/core/error.hpp"
#include "sim/record/checkpoint_file.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/study/plan.hpp"
#include "sim/study/study_state.hpp"

namespace {

using namespace rapport;
using Bytes = std::vector<std::uint8_t>;

const StudySpec& study() {
  static const StudySpec spec = plan_study(
      read_scenario_text("[run]\nweeks = 2\nwarm_up_weeks = 1\nreplicates = 2\npanel = 10\n"
                         "[market]\ncurrency = \"XTS\"\ndiscount_rate = 0.1\n[network]\n"
                         "generator = \"holme_kim\"\ncustomers = 40\nmean_degree = 4\n"
                         "[platform.one]\n[brand.ours]\n[brand.rival]\nstrategy = \"existing\"\n"
                         "[strategies]\ncompare = [\"living\"]\n",
                         RAPPORT_SOURCE "/scenarios", "fuzz.toml", models::catalogue(), {},
                         RAPPORT_SOURCE "/scenarios"),
      models::catalogue());
  return spec;
}

std::filesystem::path file() {
  static const std::filesystem::path path =
      std::filesystem::path("/dev/shm") / ("rapport_fuzz_" + std::to_string(::getpid()));
  return path;
}

/// A checkpoint of the study after so many weeks of worlds, without its seal.
Bytes checkpoint(std::uint64_t weeks) {
  const StudySpec& spec = study();
  StudyState state = begin_study(spec);
  std::uint64_t ended = 0;
  go_on(spec, state, {}, [&] { return ++ended >= weeks; });
  CheckpointWriter writer(file(), {{"program", "0.1.0"}, {"scenario", "fuzz"}}, Overwrite::yes);
  save_study(spec, state, writer);
  writer.commit();
  std::ifstream in(file(), std::ios::binary);
  Bytes bytes(std::istreambuf_iterator<char>(in), {});
  bytes.resize(bytes.size() - seal_bytes);
  return bytes;
}

/// Where something of a length that stands before it begins and how long it is.
struct Piece {
  std::size_t start = 0;
  std::size_t size = 0;
};

std::uint64_t number_at(std::span<const std::uint8_t> bytes, std::size_t place) {
  std::uint64_t number = 0;
  std::memcpy(&number, bytes.data() + place, sizeof number);
  return number;
}

/// Names, texts and blocks, as far as the bytes make sense.
std::vector<Piece> pieces_of(std::span<const std::uint8_t> bytes) {
  std::vector<Piece> pieces;
  for (std::size_t at = 19 + 16; at + 8 <= bytes.size();) {
    const std::uint64_t size = number_at(bytes, at);
    at += 8;
    if (size > bytes.size() - at) {
      break;
    }
    pieces.push_back({at, size});
    at += size;
  }
  return pieces;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

/// The corpus begins with checkpoints as they are saved; one in eight changes is blind, the others
/// keep the frame: some piece changes, and with it its length.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned int seed) {
  std::minstd_rand random(seed);
  if (size < 64) {
    static const std::vector<Bytes> saved = {checkpoint(1), checkpoint(3), checkpoint(6)};
    const Bytes& one = saved[random() % saved.size()];
    if (one.size() > most) {
      return LLVMFuzzerMutate(data, size, most);
    }
    std::ranges::copy(one, data);
    return one.size();
  }
  const std::vector<Piece> pieces = pieces_of({data, size});
  if (pieces.empty() || random() % 8 == 0) {
    return LLVMFuzzerMutate(data, size, most);
  }
  const Piece piece = pieces[random() % pieces.size()];
  const std::size_t room = most - size;
  Bytes inside(piece.size + std::min<std::size_t>(room, 64));
  std::copy_n(data + piece.start, piece.size, inside.begin());
  const std::size_t changed = LLVMFuzzerMutate(inside.data(), piece.size, inside.size());
  const std::size_t behind = piece.start + piece.size;
  std::memmove(data + piece.start + changed, data + behind, size - behind);
  std::copy_n(inside.begin(), changed, data + piece.start);
  const std::uint64_t length = changed;
  std::memcpy(data + piece.start - 8, &length, sizeof length);
  return size - piece.size + changed;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  write_sealed(file(), std::as_bytes(std::span(data, size)), Overwrite::yes);
  try {
    CheckpointReader reader(file());
    const StudyState state = restore_study(study(), reader);
    if (weeks_done(study(), state) > 2 * (1 + 2 * 2)) {
      std::abort();
    }
  } catch (const IoError&) {
  }
  return 0;
}
