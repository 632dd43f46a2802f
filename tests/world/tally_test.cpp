// Tallies: counts that pass over what nothing was counted in.
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "sim/core/ids.hpp"
#include "sim/world/measures.hpp"

namespace rapport {
namespace {

/// Some numbers below `end`, one after the other.
class Numbers {
 public:
  std::size_t below(std::size_t end) {
    state_ = mix64(state_);
    return state_ % end;
  }

 private:
  std::uint64_t state_ = 1;
};

/// One with its parts beside a plain list of the same counts.
struct Pair {
  Tally tally;
  std::vector<std::int64_t> plain;
};

class Tallies : public ::testing::TestWithParam<std::size_t> {};

TEST_P(Tallies, agree_with_plain_lists_whatever_is_done_to_them) {
  const std::size_t counters = GetParam();
  constexpr std::size_t brands = 3;
  constexpr std::size_t platforms = 2;
  std::vector<Pair> pairs(3, {Tally(counters, brands, platforms),
                              std::vector<std::int64_t>(counters * brands * platforms, 0)});
  Numbers numbers;
  for (int step = 0; step < 400; ++step) {
    Pair& one = pairs[numbers.below(pairs.size())];
    const Pair& other = pairs[numbers.below(pairs.size())];
    const std::size_t act = numbers.below(20);
    if (act == 0) {
      one.tally.clear();
      one.plain.assign(one.plain.size(), 0);
    } else if (act == 1) {  // as a checkpoint is read
      one.tally.values() = other.plain;
      one.plain = other.plain;
    } else if (act == 2) {
      if (&one == &other) {
        continue;
      }
      one.tally.add(other.tally);
      for (std::size_t i = 0; i < one.plain.size(); ++i) {
        one.plain[i] += other.plain[i];
      }
    } else {
      const std::size_t counter = numbers.below(counters);
      const std::size_t brand = numbers.below(brands);
      const std::size_t platform = numbers.below(platforms);
      const auto n = static_cast<std::int64_t>(numbers.below(5)) - 2;
      one.tally.add(Counter{static_cast<std::uint32_t>(counter)}, static_cast<BrandId>(brand),
                    static_cast<PlatformId>(platform), n);
      one.plain[(counter * brands + brand) * platforms + platform] += n;
    }
    ASSERT_EQ(std::as_const(one.tally).values(), one.plain) << "step " << step;
  }
}

// of one part a value; of parts of 2, the last one cut off; of parts of 8
INSTANTIATE_TEST_SUITE_P(Sizes, Tallies, ::testing::Values(1, 10, 11, 17, 60));

TEST(Tally, keeps_what_was_counted_before_when_another_is_added) {
  Tally day(40, 2, 2);
  Tally week(40, 2, 2);
  week.add(Counter{39}, BrandId{1}, PlatformId{1}, 5);
  day.add(Counter{0}, BrandId{0}, PlatformId{0}, 1);
  week.add(day);
  day.clear();
  week.add(day);
  EXPECT_EQ(week.of(Counter{39}, BrandId{1}), 5);
  EXPECT_EQ(week.of(Counter{0}, BrandId{0}), 1);
  EXPECT_EQ(day.of(Counter{0}, BrandId{0}), 0);
}

TEST(Tally, sums_over_its_slices) {
  Tally tally(40, 2, 2, 3);
  tally.add(Counter{7}, BrandId{1}, PlatformId{0}, 5, 2);
  tally.add(Counter{7}, BrandId{1}, PlatformId{0}, 2);
  tally.add(Counter{7}, BrandId{1}, PlatformId{1}, 1, 1);
  EXPECT_EQ(tally.of(Counter{7}, BrandId{1}, PlatformId{0}), 7);
  EXPECT_EQ(tally.of(Counter{7}, BrandId{1}), 8);
  EXPECT_EQ(tally.of(Counter{8}, BrandId{1}), 0);
  const std::vector<std::int64_t>& values = std::as_const(tally).values();
  ASSERT_EQ(values.size(), 3U * 40 * 2 * 2);
  EXPECT_EQ(values[(7 * 2 + 1) * 2 * 3], 2);
  EXPECT_EQ(values[(7 * 2 + 1) * 2 * 3 + 2], 5);
}

}  // namespace
}  // namespace rapport
