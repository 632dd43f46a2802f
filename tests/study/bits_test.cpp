// Same bits: threads, delivery order, recording and compilers leave no trace. Restarts stand in
// restart_test.cpp, mechanisms that do nothing in idle_test.cpp.
#include <gtest/gtest.h>

#include "sim/scenario/resolved.hpp"
#include "tests/study/first_study.hpp"
#include "tests/study/other_builds.hpp"

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
  for (StudySpec spec : {wide_study(), short_study()}) {
    const auto straight = run(spec);
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
      spec.shuffle_delivery = seed;
      EXPECT_EQ(straight, run(spec)) << seed;
    }
  }
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

TEST(Bits, come_again_from_the_text_that_a_file_stores) {
  std::vector<std::string> sets{"run.replicates=2",        "run.weeks=4",    "run.warm_up_weeks=2",
                                "trust.half_life=13.3701", "costs.wage=1e1", "questions.ask=0.1"};
  const Scenario scenario = testing::first_scenario(sets);
  const StudySpec again =
      plan_study(read_scenario_text(resolved_toml(scenario), scenario.folder, "its scenario",
                                    models::catalogue(), {}, testing::scenarios_folder()),
                 models::catalogue());
  EXPECT_EQ(run(first_study(sets)), run(again));
  EXPECT_NE(run(short_study()), run(again));
}

// Programs built otherwise (another compiler, -O3 -march=native) give the same digest.
TEST(Bits, are_the_same_from_other_compilers) {
  const std::vector<std::string> others = testing::other_builds();
  if (others.empty()) {
    GTEST_SKIP() << "RAPPORT_OTHER_BUILDS names no other build";
  }
  const std::vector<std::string> sets{"run.replicates=2", "run.weeks=4", "run.warm_up_weeks=2"};
  for (const char* file : {"first_run.toml", "markets/specialist.toml"}) {
    const auto path = testing::scenarios_folder() / file;
    const StudySpec spec =
        plan_study(read_scenario(path, models::catalogue(), sets, testing::scenarios_folder()),
                   models::catalogue());
    testing::expect_digest_of(others, path, sets, run_study(spec, {}).digest);
  }
}

}  // namespace
}  // namespace rapport
