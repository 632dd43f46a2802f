// The panel: whose happenings are written down.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <tuple>

#include "sim/study/panel.hpp"
#include "tests/study/first_study.hpp"

namespace rapport {
namespace {

using testing::first_study;

std::vector<PanelEvent> events(std::uint32_t panel) {
  StudySpec spec = first_study({"run.replicates=1", "run.weeks=1", "run.warm_up_weeks=1"});
  spec.strategies.resize(1);
  spec.panel = panel;
  return run_study(spec, {}).worlds[0][0].events;
}

bool same(const PanelEvent& a, const PanelEvent& b) {
  return std::tuple(a.hour, a.customer, a.kind, a.brand, a.detail) ==
         std::tuple(b.hour, b.customer, b.kind, b.brand, b.detail);
}

// 10,680 customers: every one, second, seventh, 53rd, and the first alone.
TEST(Panel, is_told_all_that_happens_to_its_members_and_nothing_else) {
  constexpr std::uint32_t customers = 10680;
  const std::vector<PanelEvent> all = events(customers);
  ASSERT_GT(all.size(), 1000U);
  for (const std::uint32_t panel : {5340U, 1525U, 200U, 1U}) {
    const std::vector<std::uint32_t> members = panel_of(customers, panel);
    std::vector<PanelEvent> expected;
    std::ranges::copy_if(all, std::back_inserter(expected), [&](const PanelEvent& event) {
      return std::ranges::binary_search(members, event.customer);
    });
    const std::vector<PanelEvent> told = events(panel);
    EXPECT_TRUE(std::ranges::equal(told, expected, same)) << "a panel of " << panel;
  }
}

}  // namespace
}  // namespace rapport
