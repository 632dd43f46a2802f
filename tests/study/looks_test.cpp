// A study that stops by itself: at the expected look, as the first replicates of a study of a fixed
// number, bit for bit, whatever the threads and wherever it paused; and what it says of itself.
#include "sim/study/looks.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/study/comparison.hpp"
#include "sim/study/study_state.hpp"
#include "tests/record/temporary_folder.hpp"
#include "tests/study/first_study.hpp"
#include "tests/study/hand_made.hpp"

namespace rapport {
namespace {

using testing::first_study;
using testing::HandMade;

/// Two strategies over two weeks; at most 64 replicates.
StudySpec small_study(double within) {
  StudySpec spec = first_study({"run.replicates=64", "run.weeks=2", "run.warm_up_weeks=1",
                                "strategies.compare=[\"existing\", \"living\"]"});
  spec.until = StopRule{{"profit"}, within, 64};
  return spec;
}

std::vector<std::uint64_t> first_digests(const StudyResult& result, std::size_t replicates) {
  std::vector<std::uint64_t> all;
  for (const auto& worlds : result.worlds) {
    for (std::size_t r = 0; r < replicates; ++r) {
      all.push_back(worlds[r].digest);
    }
  }
  return all;
}

StudyResult fixed(StudySpec spec, std::uint32_t replicates) {
  spec.until.reset();
  spec.replicates = replicates;
  return run_study(spec, {});
}

double share_at(const StudySpec& spec, const StudyResult& result, std::uint32_t look) {
  const estimate::Precision p = look_at(spec, result, look).front().precision;
  return p.half_width / p.mean;
}

TEST(Looks, end_a_study_at_the_first_that_knows_enough) {
  const StudySpec any = small_study(1);
  const StudyResult all = fixed(any, 64);
  const double at_16 = share_at(any, all, 16);
  const double at_32 = share_at(any, all, 32);
  const double at_64 = share_at(any, all, 64);
  ASSERT_GT(at_16, at_32);
  ASSERT_GT(at_32, at_64);
  struct Case {
    double within;
    std::size_t stop;
    bool reached;
  };
  for (const Case& one : {Case{1.01 * at_16, 16, true}, Case{(at_16 + at_32) / 2, 32, true},
                          Case{(at_32 + at_64) / 2, 64, true}, Case{at_64 / 2, 64, false}}) {
    SCOPED_TRACE(one.within);
    const StudySpec spec = small_study(one.within);
    const StudyResult result = run_study(spec, {});
    ASSERT_EQ(result.worlds.front().size(), one.stop);
    ASSERT_EQ(result.worlds.back().size(), one.stop);
    EXPECT_EQ(first_digests(result, one.stop), first_digests(all, one.stop));
    EXPECT_EQ(result.digest, fixed(spec, static_cast<std::uint32_t>(one.stop)).digest);
    const StudySpec lived = spec_of_lived(spec, result);
    EXPECT_EQ(lived.replicates, one.stop);
    EXPECT_EQ(all_reached(look_at(lived, result, lived.replicates)), one.reached);
  }
}

TEST(Looks, end_a_study_alike_on_any_number_of_threads_and_wherever_it_paused) {
  const TemporaryFolder folder;
  StudySpec spec = small_study(1);
  const StudyResult all = fixed(spec, 64);
  spec.until->within = (share_at(spec, all, 16) + share_at(spec, all, 32)) / 2;
  const std::uint64_t digest = fixed(spec, 32).digest;
  for (const std::size_t threads : {1U, 8U}) {
    SCOPED_TRACE(threads);
    const ThreadLimit limit(threads);
    EXPECT_EQ(run_study(spec, {}).digest, digest);
  }
  const std::uint64_t whole = weeks_of(spec, 32);
  for (const std::uint64_t stop :
       {std::uint64_t{7}, weeks_of(spec, 16) - 1, weeks_of(spec, 16), weeks_of(spec, 24), whole}) {
    SCOPED_TRACE(stop);
    StudyState state = begin_study(spec);
    bool done = false;
    {
      const ThreadLimit limit(1);
      done = go_on(spec, state, {},
                   [&, ended = std::uint64_t{0}]() mutable { return ++ended >= stop; });
    }
    EXPECT_EQ(done, stop == whole);
    EXPECT_EQ(weeks_done(spec, state), stop);
    CheckpointWriter writer(folder / "state", {}, Overwrite::yes);
    // what has stopped is saved by the spec of what it lived
    save_study(done ? spec_of_lived(spec, state.result) : spec, state, writer);
    writer.commit();
    CheckpointReader reader(folder / "state");
    StudyState again = restore_study(spec, reader);
    std::uint64_t told = stop;
    std::uint64_t of = 0;
    EXPECT_TRUE(go_on(spec, again,
                      [&](const StudyProgress& p) {
                        EXPECT_EQ(p.done, ++told);
                        EXPECT_GE(p.of, p.done);
                        of = p.of;
                      },
                      {}));
    EXPECT_EQ(told, whole);
    EXPECT_EQ(again.result.digest, digest);
    EXPECT_EQ(again.replicates.size(), 32U);
    EXPECT_EQ(of, done ? 0 : whole) << "16 replicates tell that 32 will do";
  }
}

TEST(Looks, refuse_a_checkpoint_of_another_number_of_replicates) {
  const TemporaryFolder folder;
  StudySpec spec = small_study(0.5);
  StudyState state = begin_study(spec);
  CheckpointWriter writer(folder / "state", {}, Overwrite::yes);
  save_study(spec, state, writer);
  writer.commit();
  spec.until->at_most = 128;
  CheckpointReader reader(folder / "state");
  EXPECT_THROW(restore_study(spec, reader), IoError);
}

/// 16 replicates: the first strategy earns 100, the second 110 or so.
HandMade sixteen(bool vary) {
  HandMade study(16, 1);
  for (std::size_t r = 0; r < 16; ++r) {
    study.book({0, r, 0}, "revenue", 100);
    study.book({1, r, 0}, "revenue", 110 + (vary ? static_cast<double>(r % 4) : 0));
  }
  study.spec.until = StopRule{{"profit"}, 0.05, 64};
  return study;
}

TEST(Looks, watch_the_interval_that_the_answer_prints) {
  const HandMade study = sixteen(true);
  const Series series(study.spec, study.result);
  const estimate::Interval printed =
      compare(study.spec, study.result, series, 0, 1, "XXX").find("profit")->difference.interval;
  const std::vector<WatchedDifference> known = look_at(study.spec, study.result, 16);
  ASSERT_EQ(known.size(), 1U);
  EXPECT_EQ(known[0].strategy, "second");
  EXPECT_EQ(known[0].precision.half_width, (printed.high - printed.low) / 2);
  EXPECT_EQ(known[0].precision.wanted, 5);
  EXPECT_TRUE(all_reached(known));
  StudySpec without = study.spec;
  without.until.reset();
  const estimate::Interval narrower =
      compare(without, study.result, series, 0, 1, "XXX").find("profit")->difference.interval;
  // 3 looks, 98.33 %: t(15) = 2.6937 against 2.1314
  EXPECT_NEAR((printed.high - printed.low) / (narrower.high - narrower.low), 2.6937 / 2.1314, 1e-3);
}

TEST(Looks, aim_at_the_look_that_the_spread_asks_for) {
  const std::vector<std::uint32_t> looks{16, 32, 64, 128};
  WatchedDifference one;
  one.precision.n = 16;
  one.precision.deviation = 1;
  one.precision.wanted = 1;
  const auto aim = [&](double half_width) {
    one.precision.half_width = half_width;
    return next_aim(looks, 16, {one});
  };
  EXPECT_EQ(aim(1.01), 32U);
  EXPECT_EQ(aim(1.9), 64U);
  EXPECT_EQ(aim(2.5), 128U);
  EXPECT_EQ(aim(100), 128U);
  one.precision.deviation = 0;
  EXPECT_EQ(aim(0), 128U) << "nobody can tell";
}

TEST(StopReport, says_what_a_fixed_number_would_have_taken) {
  const HandMade study = sixteen(true);
  StopReport report{*study.spec.until, 16, "first", look_at(study.spec, study.result, 16)};
  EXPECT_TRUE(report.reached());
  // deviation sqrt(20 / 15) = 1.1547, wanted 5: t(1) s / sqrt(2) = 10.4, t(2) s / sqrt(3) = 2.87
  EXPECT_EQ(report.fixed_design(), 3U);
  const HandMade alike = sixteen(false);
  report.differences = look_at(alike.spec, alike.result, 16);
  EXPECT_FALSE(report.reached()) << "what never varied may not have happened yet";
}

TEST(IntervalLevel, is_shared_out_over_the_looks) {
  EXPECT_EQ(interval_level(std::nullopt), 0.95);
  EXPECT_EQ(interval_level(StopRule{{"profit"}, 0.05, 16}), 0.95);
  EXPECT_NEAR(interval_level(StopRule{{"profit"}, 0.05, 256}), 0.99, 1e-15);
}

}  // namespace
}  // namespace rapport
