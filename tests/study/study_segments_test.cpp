// Customers of several kinds in a whole study: what differs is only what is said to differ, and
// what is measured of each kind adds up to what is measured of all.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sim/study/study_state.hpp"
#include "sim/study/trajectory.hpp"
#include "tests/record/temporary_folder.hpp"
#include "tests/study/first_study.hpp"

namespace rapport {
namespace {

using testing::digests;
using testing::first_study;

using Sets = std::vector<std::string>;

const Sets size{"run.replicates=2", "run.weeks=4", "run.warm_up_weeks=2"};
const Sets two{"segment.young.share=0.3", "segment.old.share=0.7"};
/// The young speak, need and ask more, are on one platform alone, and do not buy the first brand;
/// the old know the other one less.
const Sets unlike{"segment.young.talk.mean=3",
                  "segment.young.need.per_year=30",
                  "segment.young.questions.ask=0.5",
                  "segment.young.activity.membership.pagebook=0",
                  "segment.young.activity.log_ins_per_day=9",
                  "brand.harbour.choice.share={young=0, old=0.25}",
                  "brand.rival.awareness.share={young=0.9, old=0.2}"};

Sets all_of(const Sets& one, const Sets& other, const Sets& third = {}) {
  Sets all = one;
  all.insert(all.end(), other.begin(), other.end());
  all.insert(all.end(), third.begin(), third.end());
  return all;
}

std::size_t young_of(const StudySpec& spec) {
  return static_cast<std::size_t>(std::ranges::find(spec.setting->segments, "young") -
                                  spec.setting->segments.begin());
}

const Measure& by_segment(const Series& series, std::string_view name) {
  const auto found = std::ranges::find_if(series.by_segment(),
                                          [&](const Measure& m) { return m.about.name == name; });
  if (found == series.by_segment().end()) {
    throw std::invalid_argument("no measure by segment " + std::string(name));
  }
  return *found;
}

/// Of the first strategy and replicate, over all weeks.
double sum(const Series& series, const Measure& m, BrandId brand, std::size_t part) {
  double sum = 0;
  for (const double week : series.weekly(m, 0, 0, brand, part)) {
    sum += week;
  }
  return sum;
}

TEST(StudySegments, that_do_not_differ_change_nothing) {
  // need.per_year is such that sums of its parts would round: they are not made
  const Sets odd{"need.per_year=6.1"};
  const StudySpec plain = first_study(all_of(size, odd));
  const StudySpec named = first_study(all_of(size, odd, two));
  const StudyResult alike = run_study(plain, {});
  const StudyResult apart = run_study(named, {});
  EXPECT_EQ(digests(alike), digests(apart));
  const Series one(plain, alike);
  const Series other(named, apart);
  ASSERT_EQ(one.measures().size(), other.measures().size());
  for (std::size_t m = 0; m < one.measures().size(); ++m) {
    const Measure& a = one.measures()[m];
    const Measure& b = other.measures()[m];
    for (std::size_t i = 0; i < a.values.size(); ++i) {
      if (std::isnan(a.values[i])) {
        ASSERT_TRUE(std::isnan(b.values[i])) << a.about.name;
      } else {  // stocks are summed segment by segment
        ASSERT_NEAR(a.values[i], b.values[i], 1e-9 * (1 + std::abs(a.values[i]))) << a.about.name;
      }
    }
  }
}

TEST(StudySegments, add_up_to_the_market) {
  const StudySpec spec = first_study(all_of(size, two, unlike));
  const Series series(spec, run_study(spec, {}));
  ASSERT_GT(series.by_segment().size(), 50U);
  std::size_t counted = 0;
  for (const Measure& m : series.by_segment()) {
    const Measure& whole = *series.find(m.about.name);
    ASSERT_EQ(m.parts, 3U);
    for (std::size_t s = 0; s < series.strategies(); ++s) {
      for (const BrandId brand : {BrandId{0}, BrandId{1}}) {
        for (std::size_t w = 0; w < series.weeks(); ++w) {
          double parts = 0;
          double all = 0;
          for (std::size_t i = 0; i < m.parts; ++i) {
            parts += series.weekly(m, s, 1, brand, i)[w];
          }
          for (std::size_t i = 0; i < whole.parts; ++i) {
            all += series.weekly(whole, s, 1, brand, i)[w];
          }
          if (m.totals == Totals::sum) {
            ASSERT_EQ(parts, all) << m.about.name;
          } else {
            ASSERT_NEAR(parts, all, 1e-9 * (1 + std::abs(all))) << m.about.name;
          }
          counted += all != 0 ? 1 : 0;
        }
      }
    }
  }
  EXPECT_GT(counted, 500U);
}

TEST(StudySegments, differ_in_what_they_are_said_to) {
  const StudySpec spec = first_study(all_of(size, two, unlike));
  const std::size_t young = young_of(spec);
  const std::size_t old = 1 - young;
  const Series series(spec, run_study(spec, {}));
  const auto sold = [&](BrandId brand, std::size_t segment) {
    return sum(series, by_segment(series, "units_sold"), brand, segment);
  };
  EXPECT_EQ(sold(BrandId{0}, young), 0);
  EXPECT_GT(sold(BrandId{0}, old), 0);
  EXPECT_GT(sold(BrandId{1}, young), sold(BrandId{1}, old));
  // at the end of the last week, of all who are of the segment
  const std::vector<std::uint32_t> sizes = spec.setting->segment_sizes();
  const auto aware = [&](std::size_t segment) {
    return series.weekly(by_segment(series, "aware"), 0, 0, BrandId{1}, segment).back() /
           sizes[segment];
  };
  EXPECT_GT(aware(young), 0.85);
  EXPECT_LT(aware(old), 0.6);
  const Measure& asked = by_segment(series, "questions_asked");
  EXPECT_GT(sum(series, asked, BrandId{1}, young), sum(series, asked, BrandId{1}, old));
  EXPECT_EQ(sum(series, asked, BrandId{1}, 2), 0);  // nobody but customers asks
}

TEST(StudySegments, are_the_same_on_one_thread_and_on_many) {
  const StudySpec spec = first_study(all_of(size, two, unlike));
  const auto run = [&](std::size_t threads) {
    const ThreadLimit limit(threads);
    return run_study(spec, {});
  };
  const StudyResult one = run(1);
  for (const std::size_t threads : {2U, 8U}) {
    const StudyResult other = run(threads);
    EXPECT_EQ(one.digest, other.digest);
    for (std::size_t w = 0; w < spec.weeks; ++w) {  // which the digest sums up
      EXPECT_EQ(one.worlds[1][1].weeks[w].counts, other.worlds[1][1].weeks[w].counts);
      EXPECT_EQ(one.worlds[1][1].weeks[w].stocks, other.worlds[1][1].weeks[w].stocks);
    }
  }
  EXPECT_NE(one.digest, run_study(first_study(size), {}).digest);
}

TEST(StudySegments, stand_in_the_file) {
  StudySpec spec = first_study(all_of(size, two, unlike));
  spec.panel = 40;
  const StudyResult result = run_study(spec, {});
  const Series series(spec, result);
  const Group root = trajectory(spec, result, series, {}, {{}, "2026-01-05", "GBP", {}});
  const auto group = std::ranges::find(root.groups, "by_segment", &Group::name);
  ASSERT_NE(group, root.groups.end());
  EXPECT_EQ(std::get<std::vector<std::string>>(group->dimensions.at(0).values),
            (std::vector<std::string>{"young", "old", "(no customer)"}));
  const auto variable = [&](const Group& in, std::string_view name) {
    return std::ranges::find(in.variables, name, &Variable::name);
  };
  const auto sizes = std::get<std::vector<std::int64_t>>(variable(*group, "customers")->data);
  EXPECT_EQ(sizes[0] + sizes[1], 10680);
  EXPECT_EQ(variable(*group, "units_sold")->dimensions,
            (std::vector<std::string>{"strategy", "replicate", "brand", "segment", "time"}));
  const auto panel = std::ranges::find(root.groups, "panel", &Group::name);
  const auto of = std::get<std::vector<std::int8_t>>(variable(*panel, "segment_index")->data);
  const auto members = std::get<std::vector<std::int64_t>>(panel->dimensions.at(0).values);
  ASSERT_EQ(of.size(), 40U);
  for (std::size_t i = 0; i < of.size(); ++i) {
    EXPECT_EQ(of[i], static_cast<int>(spec.setting->segment(
                         CustomerId{static_cast<std::uint32_t>(members[i])})));
  }
}

TEST(StudySegments, go_on_from_a_pause) {
  const StudySpec spec = first_study(all_of(size, two, unlike));
  const TemporaryFolder folder;
  StudyState state = begin_study(spec);
  EXPECT_FALSE(go_on(spec, state, {}, [ended = 0]() mutable { return ++ended >= 5; }));
  CheckpointWriter writer(folder / "study", {}, Overwrite::yes);
  save_study(spec, state, writer);
  writer.commit();
  CheckpointReader reader(folder / "study");
  StudyState again = restore_study(spec, reader);
  EXPECT_TRUE(go_on(spec, again, {}, {}));
  const StudyResult whole = run_study(spec, {});
  EXPECT_EQ(again.result.digest, whole.digest);
  const WorldRecord& one = again.result.worlds[1][1];
  const WorldRecord& other = whole.worlds[1][1];
  ASSERT_EQ(one.weeks.size(), other.weeks.size());
  for (std::size_t w = 0; w < one.weeks.size(); ++w) {
    EXPECT_EQ(one.weeks[w].counts, other.weeks[w].counts);
    EXPECT_EQ(one.weeks[w].stocks, other.weeks[w].stocks);
  }
}

}  // namespace
}  // namespace rapport
