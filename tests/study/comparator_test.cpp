// The equal-budget comparator, from the weeks as they were recorded: what living cost more in a
// week is there to spend one week later, a week in which it cost less is made up for by those that
// follow, and what is never spent is told.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/study/first_study.hpp"

namespace rapport {
namespace {

Cents paid(const StudySpec& spec, const WeekRecord& week, std::string_view entry = {}) {
  const auto& infos = spec.strategies.front().model->layout()->entries;
  Cents sum = 0;
  for (std::size_t e = 0; e < infos.size(); ++e) {
    const bool counts = entry.empty() ? !infos[e].income && !infos[e].variable
                                      : std::string_view(infos[e].name) == entry;
    sum += counts ? week.entries[row(spec.focal) * infos.size() + e] : 0;
  }
  return sum;
}

TEST(Comparator, spends_the_extra_cost_of_the_same_replicate_one_week_later_and_no_more) {
  // existing pays for a giveaway now and then, which makes living the cheaper one in such weeks
  const StudySpec spec =
      testing::first_study({"run.replicates=2", "run.weeks=30", "run.warm_up_weeks=2",
                            "strategy.existing.giveaway.every_weeks=6"});
  const StudyResult result = run_study(spec, {});
  const auto spender = std::ranges::find_if(
      spec.strategies, [](const StudyStrategy& s) { return s.spends_extra_of.has_value(); });
  ASSERT_NE(spender, spec.strategies.end());
  const auto s = static_cast<std::size_t>(spender - spec.strategies.begin());
  for (std::size_t r = 0; r < spec.replicates; ++r) {
    const auto& baseline = result.worlds[spec.baseline][r].weeks;
    const auto& other = result.worlds[*spender->spends_extra_of][r].weeks;
    const WorldRecord& record = result.worlds[s][r];
    Cents purse = 0;
    std::size_t negative = 0;
    std::size_t empty = 0;
    Cents spent_in_all = 0;
    for (std::size_t w = 0; w < record.weeks.size(); ++w) {
      const Cents spent = paid(spec, record.weeks[w], "bought_reach");
      ASSERT_GE(spent, 0);
      ASSERT_LE(spent, std::max<Cents>(purse, 0)) << "week " << w;
      empty += w > 0 && purse <= 0 ? 1 : 0;
      spent_in_all += spent;
      const Cents extra = paid(spec, other[w]) - paid(spec, baseline[w]);
      negative += extra < 0 ? 1 : 0;
      purse += extra - spent;
    }
    EXPECT_EQ(record.unspent, purse) << "granted, the last week's too, and never spent";
    EXPECT_GE(negative, 3U);
    EXPECT_GE(empty, 1U) << "a week in which the purse was below zero";
    EXPECT_GT(spent_in_all, 0);
  }
}

}  // namespace
}  // namespace rapport
