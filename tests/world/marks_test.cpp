// Marks: a sparse set with ends.
#include "sim/world/marks.hpp"

#include <gtest/gtest.h>

#include <map>
#include <utility>

namespace rapport {
namespace {

TEST(Marks, are_borne_until_they_end_or_are_taken_off) {
  Marks marks;
  EXPECT_FALSE(marks.has(3, {5}, 0));
  marks.put(3, {5}, 10);
  EXPECT_TRUE(marks.has(3, {5}, 9));
  EXPECT_FALSE(marks.has(3, {5}, 10));
  EXPECT_FALSE(marks.has(3, {6}, 0));
  EXPECT_FALSE(marks.has(4, {5}, 0));
  marks.put(3, {5}, 7);  // the later end stays
  EXPECT_TRUE(marks.has(3, {5}, 9));
  marks.put(3, {5}, 12);
  EXPECT_TRUE(marks.has(3, {5}, 11));
  marks.take_off(3, {5});
  EXPECT_FALSE(marks.has(3, {5}, 0));
  marks.take_off(3, {5});  // nothing to take off
}

TEST(Marks, agree_with_a_map_whatever_is_done_to_them) {
  Marks marks;
  std::map<std::pair<std::uint32_t, std::uint64_t>, std::uint32_t> model;
  for (std::uint64_t step = 0; step < 20000; ++step) {
    const std::uint64_t dice = mix64(step);
    const auto customer = static_cast<std::uint32_t>(dice % 37);
    const Identity what{(dice >> 8U) % 11};
    const auto tick = static_cast<std::uint32_t>(step / 100);
    const std::pair key(customer, what.value);
    if (dice >> 60U < 10) {
      const auto until = static_cast<std::uint32_t>(tick + (dice >> 16U) % 50);
      marks.put(customer, what, until);
      model[key] = std::max(model[key], until);
    } else if (dice >> 60U < 12) {
      marks.take_off(customer, what);
      model.erase(key);
    } else if (dice >> 60U == 12) {
      marks.sweep(tick);
      std::erase_if(model, [tick](const auto& one) { return one.second <= tick; });
    }
    const bool there = model.contains(key) && model[key] > tick;
    ASSERT_EQ(marks.has(customer, what, tick), there) << step;
  }
  EXPECT_GT(marks.all().size(), 10U);
}

}  // namespace
}  // namespace rapport
