// Publishing: how many posts, when, what, in whose name, at what cost of time.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <set>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

Market publisher(std::uint32_t weeks = 10, std::size_t platforms = 1,
                 std::uint32_t hours_per_tick = 1) {
  return Market({.customers = 10,
                 .platforms = platforms,
                 .weeks = weeks,
                 .network = quiet(10),
                 .hours_per_tick = hours_per_tick},
                {"publishing", "desk"});
}

/// All posts of a run with the hour of the week that each went out in.
std::vector<std::pair<Message, double>> posts_of(Market& market) {
  std::vector<std::pair<Message, double>> posts;
  market.run({.after_tick = [&](const World& world) {
    for (const Message& m : Market::said(world)) {
      posts.emplace_back(m, std::fmod(m.sent, hours_per_week));
    }
  }});
  return posts;
}

TEST(Publishing, posts_as_often_as_declared_fractions_included) {
  for (const double rate : {0.0, 0.25, 1.0, 2.5, 5.0, 7.0, 100.0, 1000.0}) {
    Market market = publisher();
    market.set("publishing.posts_per_week", rate);
    const auto posts = posts_of(market);
    EXPECT_EQ(posts.size(), static_cast<std::size_t>(std::floor(rate * 10))) << rate;
    std::set<std::uint64_t> each;
    for (const auto& post : posts) {
      each.insert(post.first.what.value);
    }
    EXPECT_EQ(each.size(), posts.size()) << "each post is one of its own";
  }
}

TEST(Publishing, spreads_posts_over_the_publishing_hours_and_posts_at_no_other) {
  for (const double rate : {1.0, 5.0, 10.0, 33.0, 40.0, 200.0}) {
    Market market = publisher(1);
    market.set("publishing.posts_per_week", rate);
    std::map<double, double> by_hour;
    for (const auto& [post, hour] : posts_of(market)) {
      ASSERT_LT(hour, 5 * 24);
      ASSERT_GE(std::fmod(hour, 24), 9);
      ASSERT_LT(std::fmod(hour, 24), 17);
      by_hour[hour] += 1;
    }
    for (const auto& [hour, posts] : by_hour) {
      EXPECT_LE(posts, std::ceil(rate / 40)) << "evenly";
    }
  }
  Market daily = publisher(1);  // five a week: one a day, in the middle of the day
  std::set<double> hours;
  for (const auto& post : posts_of(daily)) {
    hours.insert(post.second);
  }
  EXPECT_EQ(hours, (std::set<double>{13, 37, 61, 85, 109}));
}

TEST(Publishing, keeps_to_its_count_in_longer_ticks_and_on_other_days) {
  Market market = publisher(10, 1, 6);
  market.set("publishing.posts_per_week", 14).set("publishing.days", 7);
  market.set("publishing.first_hour", 0).set("publishing.last_hour", 24);
  EXPECT_EQ(posts_of(market).size(), 140);
}

TEST(Publishing, mixes_its_kinds_of_posts_as_declared) {
  Market market = publisher(20);
  market.set("publishing.posts_per_week", 1000).set("publishing.promotion_share", 0.2);
  market.set("publishing.useful_share", 0.35).set("publishing.conversation_share", 0.25);
  std::array<double, message_kinds> share{};
  for (const auto& post : posts_of(market)) {
    share[static_cast<std::size_t>(post.first.kind)] += 1.0 / 20000;
  }
  const auto of = [&](MessageKind kind) { return share[static_cast<std::size_t>(kind)]; };
  EXPECT_NEAR(of(MessageKind::promotion), 0.2, 0.0114);  // four standard errors
  EXPECT_NEAR(of(MessageKind::useful), 0.35, 0.0135);
  EXPECT_NEAR(of(MessageKind::conversation), 0.25, 0.0123);
  EXPECT_NEAR(of(MessageKind::story), 0.2, 0.0114);
}

TEST(Publishing, carries_its_voice_its_place_and_its_crowding) {
  Market market = publisher(1, 2);
  market.set("publishing.people", 0.7);
  market.set("publishing.posts_per_week", 7, -1, 0).set("publishing.posts_per_week", 21, -1, 1);
  std::array<int, 2> posts{};
  for (const auto& [post, hour] : posts_of(market)) {
    ++posts[row(post.platform)];
    EXPECT_FLOAT_EQ(post.people, 0.7F);
    EXPECT_FLOAT_EQ(post.show, row(post.platform) == 0 ? 0.5F : 0.25F);  // E1: 1 / (1 + posts / 7)
    EXPECT_EQ(post.root, post.what);
    EXPECT_FALSE(post.by_customer);
  }
  EXPECT_EQ(posts, (std::array{7, 21}));
}

TEST(Publishing, takes_its_minutes_from_the_desk_as_each_post_goes_out) {
  Market market = publisher(2, 2);
  market.set("publishing.posts_per_week", 2.5).set("publishing.minutes_per_post", 23);
  World world = market.found();
  for (std::uint32_t tick = 0; tick < 2 * hours_per_week; ++tick) {
    run_tick(market.model(), world);
    ASSERT_EQ(Market::number(world, "chore_minutes"),
              23.0 * static_cast<double>(market.count(world, "posts")));
  }
  EXPECT_EQ(market.count(world, "posts"), (2 + 3) * 2);
}

TEST(Publishing, writes_no_more_than_the_desks_hours_suffice_for) {
  const auto posts = [](double hours) {
    Market market({.customers = 10, .platforms = 2, .weeks = 10, .network = quiet(10)},
                  {"staff", "publishing", "desk"});
    market.set("publishing.posts_per_week", 6, -1, 0).set("publishing.posts_per_week", 3, -1, 1);
    market.set("publishing.minutes_per_post", 20).set("staff.hours_per_week", hours);
    const World world = market.run();
    const auto& counters = world.layout->measures.counters;
    const auto place = std::ranges::find(counters, "posts", &MeasureInfo::name);
    const Counter counter{static_cast<std::uint32_t>(place - counters.begin())};
    return std::pair(world.total_counts.of(counter, {}, PlatformId{0}),
                     world.total_counts.of(counter, {}, PlatformId{1}));
  };
  EXPECT_EQ(posts(3), std::pair(60L, 30L));  // nine posts of 20 minutes: just enough
  EXPECT_EQ(posts(10), std::pair(60L, 30L));
  EXPECT_EQ(posts(2), std::pair(40L, 20L));  // two thirds of it, on both platforms
  EXPECT_EQ(posts(0), std::pair(0L, 0L));    // nobody writes for nothing
}

TEST(Publishing, of_other_hours_meets_the_same_luck) {
  const auto luck = [](double days, double first, double last, double rate) {
    Market market = publisher(4);
    market.set("publishing.days", days).set("publishing.first_hour", first);
    market.set("publishing.last_hour", last).set("publishing.posts_per_week", rate);
    std::set<std::uint64_t> each;
    for (const auto& post : posts_of(market)) {
      each.insert(post.first.what.value);
    }
    return each;
  };
  const auto office = luck(5, 9, 17, 5);
  EXPECT_EQ(office, luck(6, 8, 20, 5));
  const auto more = luck(5, 9, 17, 6);  // one more a week: new luck for that one alone
  EXPECT_EQ(more.size(), office.size() + 4);
  EXPECT_TRUE(std::ranges::includes(more, office));
}

TEST(Publishing, at_no_posts_does_nothing_at_all) {
  const auto digest_of = [](double promotion) {
    Market market = publisher();
    market.set("publishing.posts_per_week", 0).set("publishing.promotion_share", promotion);
    World world = market.run();
    EXPECT_EQ(market.count(world, "posts"), 0);
    EXPECT_EQ(Market::number(world, "chore_minutes"), 0);
    return digest(world);
  };
  EXPECT_EQ(digest_of(0.8), digest_of(0));
  Market off({.customers = 10, .network = quiet(10)}, {"desk"});
  EXPECT_TRUE(posts_of(off).empty());
}

TEST(Publishing, comes_out_the_same_on_any_number_of_threads) {
  Market market({.customers = 25000, .weeks = 1, .network = quiet(25000)},
                {"activity", "attention", "publishing", "desk"});
  market.set("publishing.posts_per_week", 21);
  const auto everybody_follows = [](World& world) {
    for (std::uint32_t j = 0; j < world.customers(); ++j) {
      world.block_of(CustomerId{j}).followers[0].push_back(CustomerId{j});
    }
  };
  World world = market.found();
  everybody_follows(world);
  market.run_weeks(world, 1);
  EXPECT_EQ(market.count(world, "copies_addressed"), 21 * 25000);
  EXPECT_GT(market.count(world, "copies_shown"), 1000);
  EXPECT_EQ(digest_on(1, market, everybody_follows), digest_on(8, market, everybody_follows));
}

}  // namespace
}  // namespace rapport::testing
