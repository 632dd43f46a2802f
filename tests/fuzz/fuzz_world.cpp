// Whatever bytes a checkpoint's world is, it is restored or refused.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <span>

#include "models/catalogue.hpp"
#include "sim/core/error.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/study/plan.hpp"
#include "sim/tick/save.hpp"

namespace {

const rapport::StudySpec& study() {
  static const rapport::StudySpec spec = rapport::plan_study(
      rapport::read_scenario_text("[run]\nweeks = 2\nwarm_up_weeks = 0\n[market]\ncurrency = "
                                  "\"XTS\"\ndiscount_rate = 0.1\n[network]\ngenerator = "
                                  "\"holme_kim\"\ncustomers = 40\nmean_degree = 4\n[platform.one]\n"
                                  "[brand.ours]\n[brand.rival]\nstrategy = \"existing\"\n"
                                  "[strategies]\ncompare = [\"living\"]\n",
                                  RAPPORT_SOURCE "/scenarios", "fuzz.toml",
                                  rapport::models::catalogue(), {}, RAPPORT_SOURCE "/scenarios"),
      rapport::models::catalogue());
  return spec;
}

}  // namespace

/// The corpus begins with a world as it is saved.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned int seed);
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned int seed) {
  using namespace rapport;
  if (size < 64) {
    const StudySpec& spec = study();
    const Model& model = *spec.strategies.front().model;
    World world = found(model, spec.setting, Luck(seed % 4, 0));
    run_until(model, world, 24, {}, {});
    const std::vector<std::byte> bytes = save(world);
    size = std::min(most, bytes.size());
    std::copy_n(reinterpret_cast<const std::uint8_t*>(bytes.data()), size, data);
  }
  return LLVMFuzzerMutate(data, size, most);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rapport;
  const StudySpec& spec = study();
  const Model& model = *spec.strategies.front().model;
  try {
    restore(model, spec.setting, std::as_bytes(std::span(data, size)));
  } catch (const IoError&) {
  }
  return 0;
}
