// What a customer weighs, and what lies idle: exact, so it need not wait for a quiet machine.
#include <gtest/gtest.h>

#include "bench/bench_market.hpp"

namespace rapport {
namespace {

constexpr std::uint32_t customers = 10 * 8192;

TEST(StateBytes, stay_below_200_a_customer_all_year) {
  const bench::Bench market = bench::market(customers, 52);
  World world = market.found();
  const auto each = [&] { return static_cast<double>(world.bytes()) / customers; };
  EXPECT_LT(each(), 200) << "at the start";
  std::uint32_t weeks = 0;
  run_until(*market.model, world, market.setting->end_tick, {}, [&](const WeekRecord& week) {
    ++weeks;
    EXPECT_LT(each(), 200) << "after week " << week.week + 1;
  });
  EXPECT_EQ(weeks, 52U);
}

}  // namespace
}  // namespace rapport
