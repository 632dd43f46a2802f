// A study that pauses at any week's end and goes on, in the same process or from a file, on any
// number of threads, is the study that never paused: every record of every world.
#include "sim/study/study_state.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/record/temporary_folder.hpp"
#include "tests/study/first_study.hpp"

namespace rapport {
namespace {

using testing::first_study;

/// Two strategies and one that spends what another costs more.
StudySpec short_study() {
  StudySpec spec = first_study({"run.replicates=3", "run.weeks=3", "run.warm_up_weeks=2"});
  spec.panel = 300;
  return spec;
}

std::uint64_t all_weeks(const StudySpec& spec) {
  return std::uint64_t{spec.replicates} *
         (spec.warm_up_weeks + std::uint64_t{spec.weeks} * spec.strategies.size());
}

StudyState through_a_file(const StudySpec& spec, const StudyState& state,
                          const std::filesystem::path& path) {
  CheckpointWriter writer(path, {}, Overwrite::yes);
  save_study(spec, state, writer);
  writer.commit();
  CheckpointReader reader(path);
  return restore_study(spec, reader);
}

/// Pauses when so many weeks of worlds have ended since it was made.
ShouldPause after(std::uint64_t weeks) {
  return [weeks, ended = std::uint64_t{0}]() mutable { return ++ended >= weeks; };
}

void expect_same(const WorldRecord& one, const WorldRecord& other) {
  EXPECT_EQ(one.digest, other.digest);
  EXPECT_EQ(one.unspent, other.unspent);
  EXPECT_EQ(one.panel, other.panel);
  ASSERT_EQ(one.weeks.size(), other.weeks.size());
  for (std::size_t w = 0; w < one.weeks.size(); ++w) {
    EXPECT_EQ(one.weeks[w].week, other.weeks[w].week);
    EXPECT_EQ(one.weeks[w].counts, other.weeks[w].counts);
    EXPECT_EQ(one.weeks[w].stocks, other.weeks[w].stocks);
    EXPECT_EQ(one.weeks[w].levels, other.weeks[w].levels);
    EXPECT_EQ(one.weeks[w].entries, other.weeks[w].entries);
    EXPECT_EQ(one.weeks[w].followers, other.weeks[w].followers);
  }
  EXPECT_TRUE(
      std::ranges::equal(one.events, other.events, [](const PanelEvent& a, const PanelEvent& b) {
        return a.hour == b.hour && a.customer == b.customer && a.kind == b.kind &&
               a.brand == b.brand && a.detail == b.detail;
      }));
}

void expect_same(const StudyResult& one, const StudyResult& other) {
  EXPECT_EQ(one.digest, other.digest);
  ASSERT_EQ(one.worlds.size(), other.worlds.size());
  for (std::size_t s = 0; s < one.worlds.size(); ++s) {
    ASSERT_EQ(one.worlds[s].size(), other.worlds[s].size());
    for (std::size_t r = 0; r < one.worlds[s].size(); ++r) {
      expect_same(one.worlds[s][r], other.worlds[s][r]);
    }
  }
}

std::size_t worlds_under_way(const StudyState& state) {
  return static_cast<std::size_t>(std::ranges::count_if(state.replicates, &ReplicateState::begun));
}

TEST(StudyState, a_study_without_a_pause_is_done_at_once) {
  const StudySpec spec = short_study();
  StudyState state = begin_study(spec);
  EXPECT_EQ(weeks_done(spec, state), 0U);
  EXPECT_TRUE(go_on(spec, state, {}, {}));
  EXPECT_EQ(weeks_done(spec, state), all_weeks(spec));
  EXPECT_EQ(worlds_under_way(state), 0U);
  expect_same(state.result, run_study(spec, {}));
}

/// Stops once, after each number of weeks, and lives to the end from a file.
void expect_same_after_any_stop(std::size_t threads_before, std::size_t threads_after,
                                std::uint64_t step) {
  const TemporaryFolder folder;
  const StudySpec spec = short_study();
  ASSERT_TRUE(spec.strategies.back().spends_extra_of);
  const StudyResult whole = run_study(spec, {});
  EXPECT_GT(whole.worlds[0][0].events.size(), 100U);
  for (std::uint64_t stop = 1; stop < all_weeks(spec); stop += step) {
    SCOPED_TRACE(stop);
    StudyState state = begin_study(spec);
    {
      const ThreadLimit limit(threads_before);
      // worlds that were in the middle of a week may have been the last
      if (go_on(spec, state, {}, after(stop))) {
        EXPECT_GT(stop + threads_before, all_weeks(spec));
        continue;
      }
    }
    EXPECT_GE(weeks_done(spec, state), stop);
    EXPECT_LT(weeks_done(spec, state), stop + threads_before);
    const ThreadLimit limit(threads_after);
    StudyState again = through_a_file(spec, state, folder / "state");
    EXPECT_EQ(weeks_done(spec, again), weeks_done(spec, state));
    std::uint64_t told = weeks_done(spec, state);
    const auto tell = [&](const StudyProgress& p) {
      EXPECT_EQ(p.done, ++told);
      EXPECT_EQ(p.of, all_weeks(spec));
    };
    EXPECT_TRUE(go_on(spec, again, tell, {}));
    expect_same(again.result, whole);
    EXPECT_TRUE(go_on(spec, state, {}, {}));
    EXPECT_EQ(state.result.digest, whole.digest) << "in the process that paused";
  }
}

TEST(StudyState, gives_the_same_study_from_any_week_on_one_thread) {
  expect_same_after_any_stop(1, 1, 1);
}

TEST(StudyState, gives_the_same_study_from_any_week_on_other_numbers_of_threads) {
  expect_same_after_any_stop(2, 8, 2);
  expect_same_after_any_stop(8, 1, 3);
}

TEST(StudyState, gives_the_same_study_when_it_pauses_every_week) {
  const TemporaryFolder folder;
  const StudySpec spec = short_study();
  const StudyResult whole = run_study(spec, {});
  for (const std::size_t threads : {1U, 2U}) {
    const ThreadLimit limit(threads);
    StudyState state = begin_study(spec);
    std::uint64_t before = 0;
    while (!go_on(spec, state, {}, [] { return true; })) {
      ASSERT_GT(weeks_done(spec, state), before) << "every round lives a week at least";
      before = weeks_done(spec, state);
      EXPECT_LE(worlds_under_way(state), threads);
      state = through_a_file(spec, state, folder / "state");
    }
    expect_same(state.result, whole);
  }
}

TEST(StudyState, that_is_done_comes_back_done) {
  const TemporaryFolder folder;
  const StudySpec spec = short_study();
  StudyState state = begin_study(spec);
  go_on(spec, state, {}, {});
  StudyState again = through_a_file(spec, state, folder / "state");
  EXPECT_TRUE(go_on(spec, again, [](const StudyProgress&) { FAIL() << "nothing is left"; }, {}));
  expect_same(again.result, state.result);
}

TEST(StudyState, of_another_study_is_refused) {
  const TemporaryFolder folder;
  const StudySpec spec = short_study();
  StudyState state = begin_study(spec);
  go_on(spec, state, {}, after(4));
  through_a_file(spec, state, folder / "state");
  const auto refused = [&](const StudySpec& other) {
    CheckpointReader reader(folder / "state");
    EXPECT_THROW(restore_study(other, reader), IoError);
  };
  StudySpec other = spec;
  other.weeks = 4;
  refused(other);
  other = spec;
  other.seed = 2;
  refused(other);
  other = spec;
  other.strategies.pop_back();
  refused(other);
  // the same numbers of everything, but other columns
  other = first_study(
      {"run.replicates=3", "run.weeks=3", "run.warm_up_weeks=2", "relationship.on=false"});
  other.panel = 300;
  refused(other);
}

TEST(StudyState, from_a_damaged_file_is_refused) {
  const TemporaryFolder folder;
  const StudySpec spec = short_study();
  StudyState state = begin_study(spec);
  go_on(spec, state, {}, after(4));
  through_a_file(spec, state, folder / "state");
  const std::string whole = content_of(folder / "state");
  const auto refused = [&] {
    EXPECT_THROW(
        {
          CheckpointReader reader(folder / "state");
          restore_study(spec, reader);
        },
        IoError);
  };
  for (std::size_t part = 0; part < 20; ++part) {
    const std::size_t place = whole.size() * part / 20;
    set_byte(folder / "state", place, static_cast<char>(whole[place] ^ 0x10));
    refused();
    set_byte(folder / "state", place, whole[place]);
    set_content(folder / "cut", whole.substr(0, place));
    EXPECT_THROW(CheckpointReader(folder / "cut"), IoError) << place;
  }
}

TEST(StudyState, that_was_told_to_stop_by_an_error_passes_it_on) {
  const StudySpec spec = short_study();
  StudyState state = begin_study(spec);
  const auto tell = [](const StudyProgress& p) {
    if (p.done == 3) {
      throw IoError("the disk is full");
    }
  };
  EXPECT_THROW(go_on(spec, state, tell, {}), IoError);
}

}  // namespace
}  // namespace rapport
