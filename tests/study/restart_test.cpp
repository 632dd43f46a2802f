// A run that is stopped and taken up again, anywhere, from memory or from a file, is the same run:
// of every strategy, the one that spends a granted allowance included.
#include <gtest/gtest.h>

#include "sim/record/checkpoint_file.hpp"
#include "sim/tick/save.hpp"
#include "tests/record/temporary_folder.hpp"
#include "tests/study/replay.hpp"

namespace rapport {
namespace {

using testing::first_study;
using testing::Replay;

StudySpec short_study() {
  return first_study({"run.replicates=2", "run.weeks=5", "run.warm_up_weeks=2",
                      "strategy.existing.giveaway.every_weeks=3"});
}

void expect_same(const std::vector<WeekRecord>& one, const std::vector<WeekRecord>& other) {
  ASSERT_EQ(one.size(), other.size());
  for (std::size_t w = 0; w < one.size(); ++w) {
    EXPECT_EQ(one[w].week, other[w].week);
    EXPECT_EQ(one[w].counts, other[w].counts) << one[w].week;
    EXPECT_EQ(one[w].stocks, other[w].stocks) << one[w].week;
    EXPECT_EQ(one[w].levels, other[w].levels) << one[w].week;
    EXPECT_EQ(one[w].entries, other[w].entries) << one[w].week;
    EXPECT_EQ(one[w].followers, other[w].followers) << one[w].week;
  }
}

TEST(Replay, lives_as_the_study_does) {
  const StudySpec spec = short_study();
  const StudyResult result = run_study(spec, {});
  for (std::uint32_t r = 0; r < spec.replicates; ++r) {
    Replay replay(spec, r);
    const World warm = replay.warm();
    for (std::size_t s = 0; s < spec.strategies.size(); ++s) {
      const World end = replay.live(s, warm);
      EXPECT_EQ(digest(end), result.worlds[s][r].digest) << spec.strategies[s].name;
      EXPECT_EQ(end.allowances[row(spec.focal)] + replay.granted_for(s, spec.weeks - 1),
                result.worlds[s][r].unspent);
      expect_same(replay.weeks(s), result.worlds[s][r].weeks);
    }
  }
}

/// Lives under each strategy of the study, stopping at these ticks after the switch: every
/// checkpoint is taken up in `revive` and lived to the end, on so many threads before and after.
template <class Revive>
void expect_restarts(const std::vector<std::uint32_t>& stops, const Revive& revive,
                     std::size_t threads_before = 2, std::size_t threads_after = 2) {
  const StudySpec spec = short_study();
  Replay replay(spec);
  const World warm = replay.warm();
  bool with_money = false;
  for (std::size_t s = 0; s < spec.strategies.size(); ++s) {
    const World end = replay.live(s, warm);
    World world = warm;
    for (const std::uint32_t stop : stops) {
      {
        const ThreadLimit limit(threads_before);
        replay.go_on(s, world, replay.switch_tick() + stop);
      }
      const ThreadLimit limit(threads_after);
      with_money = with_money || world.allowances[row(spec.focal)] > 0;
      World again = revive(replay.model(s), spec.setting, world);
      EXPECT_EQ(digest(again), digest(world));
      const auto after = replay.go_on(s, again, replay.end_tick());
      EXPECT_EQ(digest(again), digest(end)) << spec.strategies[s].name << " from tick " << stop;
      expect_same(after, {replay.weeks(s).end() - static_cast<std::ptrdiff_t>(after.size()),
                          replay.weeks(s).end()});
      EXPECT_EQ(after.size(), spec.weeks - stop / hours_per_week);
    }
  }
  EXPECT_TRUE(with_money) << "no checkpoint had an allowance left to spend";
}

World from_memory(const Model& model, const std::shared_ptr<const Setting>& setting,
                  const World& world) {
  return restore(model, setting, save(world));
}

TEST(Restart, at_any_week_gives_the_same_bits_and_weeks) {
  expect_restarts({0, 1 * 168, 2 * 168, 3 * 168, 4 * 168}, from_memory);
}

TEST(Restart, in_the_middle_of_a_week_gives_the_same_bits_and_weeks) {
  // before, in and after the hours in which adverts are bought, posts written and questions
  // answered
  expect_restarts({1, 9, 10, 12, 13, 60, 167, 168 + 11, 168 + 12, 168 + 37, 2 * 168 + 100,
                   3 * 168 + 13, 4 * 168 + 84, 5 * 168 - 1},
                  from_memory);
}

TEST(Restart, from_a_file_gives_the_same_bits_and_weeks) {
  const TemporaryFolder folder;
  int nth = 0;
  expect_restarts({0, 13, 168, 2 * 168 + 36, 5 * 168 - 1},
                  [&](const Model& model, const auto& setting, const World& world) {
                    const auto path = folder / ("stop" + std::to_string(nth++) + ".rapport");
                    CheckpointWriter writer(path, {}, Overwrite::no);
                    writer.block("world", [&](const ByteSink& sink) { save(world, sink); });
                    writer.commit();
                    return restore(model, setting, CheckpointReader(path).block("world"));
                  });
}

TEST(Restart, on_another_number_of_threads_gives_the_same_bits_and_weeks) {
  expect_restarts({0, 2 * 168 + 12, 3 * 168}, from_memory, 1, 8);
  expect_restarts({2 * 168 + 12}, from_memory, 8, 1);
}

TEST(Restart, in_every_hour_of_a_life_gives_the_same_bits) {
  const StudySpec spec = first_study({"run.replicates=1", "run.weeks=2", "run.warm_up_weeks=1"});
  Replay replay(spec);
  const World warm = replay.warm();
  for (std::size_t s = 0; s < spec.strategies.size(); ++s) {
    const World end = replay.live(s, warm);
    World world = warm;
    while (world.tick < replay.end_tick()) {
      replay.go_on(s, world, world.tick + 1);
      world = from_memory(replay.model(s), spec.setting, world);
    }
    EXPECT_EQ(digest(world), digest(end)) << spec.strategies[s].name;
  }
}

TEST(Restart, in_the_warm_up_gives_the_same_bits) {
  const StudySpec spec = short_study();
  const Replay replay(spec);
  const Model& baseline = replay.model(spec.baseline);
  const World warm = replay.warm();
  for (const std::uint32_t stop : {0U, 1U, 100U, 168U, 200U}) {
    World world = found(baseline, spec.setting, Luck(spec.seed, 0));
    run_until(baseline, world, stop, {}, {});
    World again = from_memory(baseline, spec.setting, world);
    run_until(baseline, again, replay.switch_tick(), {}, {});
    EXPECT_EQ(digest(again), digest(warm)) << stop;
  }
}

void expect_refused(const std::vector<std::string>& changes) {
  const StudySpec spec = short_study();
  const Model& model = *spec.strategies.front().model;
  const auto bytes = save(found(model, spec.setting, Luck(1, 0)));
  EXPECT_NO_THROW(restore(model, spec.setting, bytes));
  std::vector<std::string> sets{"run.replicates=2", "run.weeks=5", "run.warm_up_weeks=2"};
  sets.insert(sets.end(), changes.begin(), changes.end());
  const StudySpec other = first_study(sets);
  EXPECT_THROW(restore(*other.strategies.front().model, other.setting, bytes), IoError);
}

TEST(Restart, of_another_market_is_refused) {
  expect_refused({"run.weeks=6"});
  expect_refused({"relationship.on=false"});  // other columns
  expect_refused(
      {"network={generator=\"holme_kim\", customers=9000, mean_degree=12, "
       "triad_chance=0.4, seed=3}"});
}

// the row is the same, but there are other counters, entries and brand columns
TEST(Restart, of_a_market_with_other_counts_is_refused) {
  expect_refused({"visit.on=false"});
  expect_refused({"giveaway.on=false"});
}

TEST(Restart, from_bytes_that_are_cut_off_anywhere_is_refused) {
  const StudySpec spec = short_study();
  const Model& model = *spec.strategies.front().model;
  const auto bytes = save(found(model, spec.setting, Luck(1, 0)));
  EXPECT_THROW(restore(model, spec.setting, {}), IoError);
  for (std::size_t part = 0; part < 20; ++part) {
    const auto cut = std::span(bytes).first(bytes.size() * part / 20);
    EXPECT_THROW(restore(model, spec.setting, cut), IoError) << part;
  }
  EXPECT_THROW(restore(model, spec.setting, std::span(bytes).first(bytes.size() - 1)), IoError);
}

}  // namespace
}  // namespace rapport
