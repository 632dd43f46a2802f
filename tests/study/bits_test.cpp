// Same bits: threads, delivery order, recording, restarts and compilers leave no trace.
#include <gtest/gtest.h>

#include <sstream>

#include "sim/tick/save.hpp"
#include "tests/study/first_study.hpp"

namespace rapport {
namespace {

using testing::digests;
using testing::first_study;

std::vector<std::uint64_t> run(const StudySpec& spec, std::size_t threads = 2) {
  const ThreadLimit limit(threads);
  return digests(run_study(spec, {}));
}

StudySpec short_study() {
  return first_study({"run.replicates=2", "run.weeks=4", "run.warm_up_weeks=2"});
}

/// Several blocks, so that threads have something to share.
StudySpec wide_study() {
  return first_study(
      {"network={generator=\"holme_kim\", customers=40000, mean_degree=12, "
       "triad_chance=0.4, seed=3}",
       "run.replicates=1", "run.weeks=3", "run.warm_up_weeks=1"});
}

TEST(Bits, are_the_same_on_one_two_and_eight_threads) {
  const StudySpec spec = wide_study();
  const auto one = run(spec, 1);
  EXPECT_EQ(one, run(spec, 2));
  EXPECT_EQ(one, run(spec, 8));
  const StudySpec narrow = short_study();
  EXPECT_EQ(run(narrow, 1), run(narrow, 8));
}

TEST(Bits, do_not_depend_on_the_order_of_delivery) {
  StudySpec spec = wide_study();
  const auto straight = run(spec);
  spec.shuffle_delivery = 7;
  EXPECT_EQ(straight, run(spec));
}

TEST(Bits, do_not_depend_on_recording) {
  StudySpec spec = short_study();
  const auto bare = [&] {
    spec.census_sample = 0;
    return run(spec);
  }();
  spec.census_sample = 65536;
  spec.panel = 500;
  EXPECT_EQ(bare, run(spec));
}

TEST(Bits, differ_under_another_seed) {
  EXPECT_NE(
      run(short_study()),
      run(first_study({"run.replicates=2", "run.weeks=4", "run.warm_up_weeks=2", "run.seed=2"})));
}

TEST(Bits, do_not_depend_on_mechanisms_that_are_off) {
  // lifetime is in the catalogue and off by default; saying so changes nothing
  const StudySpec spec =
      first_study({"run.replicates=2", "run.weeks=4", "run.warm_up_weeks=2", "lifetime.on=false"});
  EXPECT_EQ(run(short_study()), run(spec));
}

TEST(Bits, survive_a_restart_at_any_week) {
  const StudySpec spec = short_study();
  const Model& model = *spec.strategies.back().model;
  const std::uint32_t per_week = spec.setting->clock.ticks_per_week();
  World whole = found(model, spec.setting, Luck(spec.seed, 0));
  std::vector<std::vector<std::byte>> checkpoints;
  for (std::uint32_t week = 1; week <= 6; ++week) {
    checkpoints.push_back(save(whole));
    run_until(model, whole, week * per_week, {}, {});
  }
  for (const auto& bytes : checkpoints) {
    World again = restore(model, spec.setting, bytes);
    run_until(model, again, 6 * per_week, {}, {});
    EXPECT_EQ(digest(whole), digest(again));
  }
}

TEST(Bits, of_a_damaged_checkpoint_are_refused) {
  const StudySpec spec = short_study();
  const Model& model = *spec.strategies.front().model;
  auto bytes = save(found(model, spec.setting, Luck(1, 0)));
  bytes.resize(bytes.size() / 2);
  EXPECT_THROW(restore(model, spec.setting, bytes), IoError);
  EXPECT_THROW(restore(model, spec.setting, std::span<const std::byte>()), IoError);
}

// Programs built otherwise (another compiler, -O3 -march=native) give the same digest.
TEST(Bits, are_the_same_from_other_compilers) {
  const char* others = std::getenv("RAPPORT_OTHER_BUILDS");
  if (others == nullptr || *others == '\0') {
    GTEST_SKIP() << "RAPPORT_OTHER_BUILDS names no other build";
  }
  const StudyResult mine = run_study(short_study(), {});
  std::ostringstream expected;
  expected << std::hex << mine.digest;
  std::istringstream list(others);
  std::string program;
  while (std::getline(list, program, ':')) {
    const std::string command =
        program + " run " + (testing::scenarios_folder() / "first_run.toml").string() +
        " --no-file --quiet --set run.replicates=2 --set run.weeks=4 --set run.warm_up_weeks=2";
    FILE* pipe = popen(command.c_str(), "r");
    ASSERT_NE(pipe, nullptr);
    std::string output;
    char part[4096];
    while (const std::size_t n = fread(part, 1, sizeof part, pipe)) {
      output.append(part, n);
    }
    EXPECT_EQ(pclose(pipe), 0) << command;
    EXPECT_NE(output.find(expected.str()), std::string::npos) << command << "\n" << output;
  }
}

}  // namespace
}  // namespace rapport
