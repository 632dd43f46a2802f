// Competing memes: all are new at innovation 1, none without it, and the last one told stays.
#include <gtest/gtest.h>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

constexpr std::uint32_t n = 400;

Market screens(double innovation) {
  Market market({.customers = n, .weeks = 20, .network = circle(n)},
                {"activity", "attention", "competition"});
  market.set("activity.membership", 1).set("activity.log_ins_per_day", 100);
  market.set("activity.night", 1).set("activity.log_in_sigma", 0);
  market.set("competition.innovation", innovation);
  return market;
}

TEST(Competition, tells_nothing_that_nobody_began) {
  Market market = screens(0);
  EXPECT_EQ(market.count(market.run(), "tellings"), 0);
}

TEST(Competition, tells_new_memes_alone_where_all_are_new) {
  Market market = screens(1);
  const World world = market.run();
  const auto memes = static_cast<double>(market.count(world, "memes"));
  EXPECT_EQ(market.count(world, "tellings"), memes);
  const double acts = n * 20.0 * hours_per_week / 40;
  EXPECT_NEAR(memes, acts, 4 * std::sqrt(acts));
}

TEST(Competition, shows_the_last_meme_that_a_friend_told) {
  Market market = screens(0.3);
  World world = market.found();
  for (int tick = 0; tick < 2000; ++tick) {
    run_tick(market.model(), world);
  }
  // at the end all messages of the last hours are read: find each one's last friend's
  std::uint32_t told = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    const Message* last = nullptr;
    for (std::uint32_t back = 2; back < 12; ++back) {
      for (const Message& m : world.messages.slot(world.tick - back)) {
        const bool friends = m.sender == (j + 1) % n || m.sender == (j + n - 1) % n;
        if (friends && (last == nullptr || m.sent > last->sent)) {
          last = &m;
        }
      }
    }
    // since then it has neither been told another nor begun one
    const auto since = Market::column<double>(world, "screen_since", j);
    if (last != nullptr && since == last->sent) {
      const std::uint64_t high = Market::column<std::uint32_t>(world, "screen_high", j);
      EXPECT_EQ(high << 32U | Market::column<std::uint32_t>(world, "screen_low", j),
                last->root.value);
      ++told;
    }
  }
  EXPECT_GT(told, n / 5);
}

TEST(Competition, is_the_same_on_one_thread_and_on_many) {
  Market market = screens(0.1);
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
}

}  // namespace
}  // namespace rapport::testing
