// The laws of the digest on real graphs of different kinds: friendships, one-way ties with signed
// weights, links among blogs with people who have none, people who share forums, musicians, and
// one of several blocks.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/tick/save.hpp"
#include "tests/study/other_builds.hpp"
#include "tests/study/replay.hpp"

namespace rapport {
namespace {

namespace fs = std::filesystem;
using testing::Replay;

struct Graph {
  const char* name;
  const char* settings;  ///< of [network], besides the file
};

void PrintTo(const Graph& graph, std::ostream* out) {  // NOLINT(readability-identifier-naming)
  *out << graph.name;
}

constexpr Graph graphs[] = {
    {"ego-facebook.txt.gz", ""},
    {"bitcoin-otc-trust.csv.gz", ", directed=true, weight_column=\"3\", least_weight=1"},
    {"polblogs.gml.gz", ""},
    {"uc-forum.csv", ", two_mode=\"first\""},
    {"jazz.net", ""},
    {"github-social.csv.gz", ""},
};

fs::path data() {
  const char* data = std::getenv("RAPPORT_DATA");
  return data != nullptr ? fs::path(data)
                         : testing::scenarios_folder().parent_path() / "../shared/data";
}

class RealGraphs : public ::testing::TestWithParam<Graph> {
 protected:
  void SetUp() override {
    const fs::path file = fs::absolute(data() / "graphs" / GetParam().name);
    if (!fs::exists(file)) {
      GTEST_SKIP() << "no " << file << ": set RAPPORT_DATA";
    }
    sets = {"network={file=\"" + file.string() + "\"" + GetParam().settings + "}",
            "run.replicates=1", "run.warm_up_weeks=1", "run.weeks=2"};
  }

  std::uint64_t digest_of(const StudySpec& spec, std::size_t threads) const {
    const ThreadLimit limit(threads);
    return run_study(spec, {}).digest;
  }

  std::vector<std::string> sets;
};

TEST_P(RealGraphs, give_the_same_bits_however_they_are_run) {
  StudySpec spec = testing::first_study(sets);
  const std::uint64_t one = digest_of(spec, 1);
  EXPECT_EQ(one, digest_of(spec, 2));
  EXPECT_EQ(one, digest_of(spec, 8));
  spec.shuffle_delivery = 3;
  EXPECT_EQ(one, digest_of(spec, 2)) << "in another order of delivery";
  spec.shuffle_delivery = 0;
  spec.panel = 100;
  spec.census_sample = 65536;
  EXPECT_EQ(one, digest_of(spec, 2)) << "recorded";
  testing::expect_digest_of(testing::other_builds(), testing::scenarios_folder() / "first_run.toml",
                            sets, one);
}

TEST_P(RealGraphs, give_the_same_bits_after_a_restart) {
  const StudySpec spec = testing::first_study(sets);
  Replay replay(spec);
  const World warm = replay.warm();
  for (std::size_t s = 0; s < spec.strategies.size(); ++s) {
    const World end = replay.live(s, warm);
    for (const std::uint32_t stop : {0U, 61U, 168U}) {
      World world = warm;
      replay.go_on(s, world, replay.switch_tick() + stop);
      World again = restore(replay.model(s), spec.setting, save(world));
      replay.go_on(s, again, replay.end_tick());
      EXPECT_EQ(digest(again), digest(end)) << spec.strategies[s].name << " from tick " << stop;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, RealGraphs, ::testing::ValuesIn(graphs),
                         [](const ::testing::TestParamInfo<Graph>& one) {
                           const std::string name = one.param.name;
                           std::string word = name.substr(0, name.find('.'));
                           std::ranges::replace(word, '-', '_');
                           return word;
                         });

}  // namespace
}  // namespace rapport
