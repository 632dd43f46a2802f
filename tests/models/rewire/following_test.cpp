// Following: the value-of-a-fan arithmetic (EVIDENCE V15), and lists that agree with rows.
#include <gtest/gtest.h>

#include <bit>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

bool follows(const World& world, std::uint32_t customer, std::size_t brand = 0,
             std::size_t platform = 0) {
  return (Market::column<std::uint8_t>(world, "follows", customer, brand) >> platform & 1U) != 0;
}

/// Followers' need over the average customer's.
double fans_over_average(const World& world) {
  double fans = 0;
  double of_fans = 0;
  double of_all = 0;
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    const double rate = double{Market::column<float>(world, "need_rate", j)};
    of_all += rate;
    if (follows(world, j)) {
      fans += 1;
      of_fans += rate;
    }
  }
  return (of_fans / fans) / (of_all / world.customers());
}

Market fans(std::uint32_t customers, double share, double shape, double selection) {
  Market market({.customers = customers, .weeks = 13, .network = quiet(customers)},
                {"activity", "need", "following"});
  market.set("following.share", share).set("following.selection", selection);
  market.set("need.shape", shape).set("activity.membership", 1);
  return market;
}

TEST(Following, by_selection_alone_fans_need_2_284_times_the_average) {
  Market toothpaste = fans(500000, 0.06, 0.778816, 1);
  EXPECT_NEAR(fans_over_average(toothpaste.found()), 2.2840, 2.2840 * 0.02);
}

TEST(Following, by_selection_alone_fans_need_5_1_times_the_average_where_needs_are_unequal) {
  // the chance is capped at 1: a share so small that the cap touches next to nobody
  Market compact_discs = fans(500000, 0.02, 0.243, 1);
  EXPECT_NEAR(fans_over_average(compact_discs.found()), 5.1152, 5.1152 * 0.035);
}

TEST(Following, by_selection_alone_fans_buy_2_284_times_the_average) {
  constexpr std::uint32_t n = 150000;
  Market market = fans(n, 0.06, 0.778816, 1);
  market.set("need.per_year", 24);
  const World world = market.run();
  double fans_count = 0;
  double of_fans = 0;
  double of_all = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    const double units = Market::column<std::uint32_t>(world, "occasion_serial", j) - 1.0;
    of_all += units;
    fans_count += follows(world, j) ? 1 : 0;
    of_fans += follows(world, j) ? units : 0;
  }
  EXPECT_NEAR(fans_count / n, 0.06, 0.003);
  EXPECT_NEAR((of_fans / fans_count) / (of_all / n), 2.2840, 2.2840 * 0.038);
}

TEST(Following, without_selection_fans_are_like_anybody) {
  Market market = fans(200000, 0.2, 0.778816, 0);
  EXPECT_NEAR(fans_over_average(market.found()), 1, 0.021);
}

TEST(Following, by_itself_moves_no_purchase) {
  const auto units = [](double share) {
    Market market({.customers = 5000, .weeks = 13, .network = quiet(5000)},
                  {"activity", "need", "awareness", "choice", "following", "relationship"});
    market.set("following.share", share).set("need.per_year", 24);
    const World world = market.run();
    std::vector<std::uint16_t> bought;
    for (std::uint32_t j = 0; j < 5000; ++j) {
      bought.push_back(Market::column<std::uint16_t>(world, "purchases", j));
    }
    EXPECT_EQ(market.weeks().back().followers[0] > 1000, share > 0.5);
    return bought;
  };
  EXPECT_EQ(units(1), units(0));
}

TEST(Following, at_chance_zero_nobody_ever_follows) {
  Market market({.customers = 3000, .brands = 2, .weeks = 6}, {});
  market.set("following.share", 0).set("following.after_purchase", 0);
  market.set("following.after_relay", 0).set("following.for_giveaway", 0);
  const World world = market.run();
  EXPECT_EQ(market.count(world, "follows"), 0);
  for (std::uint32_t j = 0; j < 3000; ++j) {
    ASSERT_FALSE(follows(world, j) || follows(world, j, 1));
  }
}

TEST(Following, begins_after_purchases_giveaways_and_relays_in_the_declared_shares) {
  constexpr std::uint32_t n = 50000;
  const auto share_after = [](MessageKind kind, bool relayed) {
    Market market({.customers = n, .weeks = 1, .network = quiet(n)},
                  {"activity", "attention", "following"});
    market.set("following.share", 0).set("activity.membership", 1);
    World world = market.found();
    Message m;
    m.what = m.root = {5};
    m.kind = kind;
    m.by_customer = relayed;
    for (std::uint32_t j = 0; j < n; ++j) {
      Market::show(world, j, m);
    }
    run_tick(market.model(), world);
    std::uint32_t gifts = 0;
    for (std::uint32_t j = 0; j < n; ++j) {
      gifts += Market::column<std::uint8_t>(world, "follows_for_gifts", j);
    }
    EXPECT_EQ(gifts, kind == MessageKind::giveaway ? world.followers({}, {}) : 0U);
    EXPECT_EQ(static_cast<std::size_t>(market.count(world, "follows")), world.followers({}, {}));
    return static_cast<double>(world.followers({}, {})) / n;
  };
  EXPECT_NEAR(share_after(MessageKind::giveaway, false), 0.15, 0.0064);
  EXPECT_NEAR(share_after(MessageKind::useful, true), 0.01, 0.0018);
  EXPECT_EQ(share_after(MessageKind::useful, false), 0);
  EXPECT_EQ(share_after(MessageKind::praise, true), 0);

  Market buyers({.customers = n, .weeks = 1, .network = quiet(n)},
                {"activity", "awareness", "choice", "following"});
  buyers.set("following.share", 0).set("activity.membership", 1).set("choice.share", 1);
  buyers.set("awareness.share", 1);
  World world = buyers.found();
  for (std::uint32_t j = 0; j < n; ++j) {
    Market::cause(world, j, Occasion{1});
  }
  run_tick(buyers.model(), world);
  EXPECT_NEAR(static_cast<double>(world.followers({}, {})) / n, 0.03, 0.0031);
}

TEST(Following, is_for_members_alone_even_where_others_read_along) {
  constexpr std::uint32_t n = 5000;
  Market market({.customers = n, .weeks = 1, .network = quiet(n)},
                {"activity", "attention", "following"});
  market.set("following.share", 0).set("activity.membership", 0.5);
  market.set("following.for_giveaway", 1);
  World world = market.found();
  Message m;
  m.what = m.root = {5};
  m.kind = MessageKind::giveaway;
  for (std::uint32_t j = 0; j < n; ++j) {
    Market::show(world, j, m);
  }
  run_tick(market.model(), world);
  for (std::uint32_t j = 0; j < n; ++j) {
    ASSERT_EQ(follows(world, j), Market::column<std::uint8_t>(world, "platforms", j) != 0);
  }
}

TEST(Following, ends_when_a_follower_unfollows) {
  constexpr std::uint32_t n = 2000;
  Market market({.customers = n, .weeks = 1, .network = quiet(n)},
                {"activity", "attention", "reaction", "following"});
  market.set("following.share", 1).set("following.selection", 0).set("activity.membership", 1);
  market.set("reaction.unfollow", 5);
  World world = market.found();
  ASSERT_EQ(world.followers({}, {}), n);
  Message m;
  m.what = m.root = {5};
  for (std::uint32_t j = 0; j < n; ++j) {
    Market::show(world, j, m);
  }
  run_tick(market.model(), world);
  const auto ended = static_cast<std::size_t>(market.count(world, "unfollows"));
  EXPECT_GT(ended, n * 9 / 10);
  EXPECT_EQ(world.followers({}, {}), n - ended);
  for (std::uint32_t j = 0; j < n; ++j) {
    Market::show(world, j, m);
  }
  run_tick(market.model(), world);  // the same message again: the same luck, nobody left to go
  EXPECT_EQ(static_cast<std::size_t>(market.count(world, "unfollows")), ended);
}

TEST(Following, keeps_lists_that_agree_with_rows_and_hold_members_alone) {
  constexpr std::uint32_t n = 20000;
  Market market({.customers = n, .brands = 2, .platforms = 2, .weeks = 6}, {});
  market.set("activity.membership", 0.5).set("reaction.unfollow", -1);
  const auto check = [](const World& world) {
    for (std::uint8_t b = 0; b < 2; ++b) {
      for (std::uint8_t p = 0; p < 2; ++p) {
        std::vector<CustomerId> listed;
        for (const Block& block : world.blocks) {
          const auto& list = block.followers[b * std::size_t{2} + p];
          listed.insert(listed.end(), list.begin(), list.end());
        }
        std::vector<CustomerId> by_row;
        for (std::uint32_t j = 0; j < n; ++j) {
          if (follows(world, j, b, p)) {
            by_row.push_back(CustomerId{j});
            ASSERT_NE(Market::column<std::uint8_t>(world, "platforms", j) >> p & 1, 0);
          }
        }
        ASSERT_EQ(listed, by_row);
        ASSERT_GT(listed.size(), 100U);
      }
    }
  };
  World world = market.found();
  check(world);
  const std::size_t at_first = world.followers({}, {});
  const std::size_t other = world.followers({}, PlatformId{1});
  market.run_weeks(world, 6);
  check(world);
  EXPECT_GT(market.count(world, "follows"), 30);
  EXPECT_GT(market.count(world, "unfollows"), 30);
  EXPECT_EQ(
      static_cast<std::int64_t>(at_first + other) + market.count(world, "follows") -
          market.count(world, "unfollows"),
      static_cast<std::int64_t>(world.followers({}, {}) + world.followers({}, PlatformId{1})));
}

TEST(Following, is_the_same_on_one_thread_and_on_many) {
  Market market({.customers = 30000, .brands = 2, .weeks = 2}, {});
  market.set("need.per_year", 50).set("reaction.unfollow", -1);
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
  const World world = market.run();
  EXPECT_GT(market.count(world, "follows"), 50);
  EXPECT_GT(market.count(world, "unfollows"), 10);
}

}  // namespace
}  // namespace rapport::testing
