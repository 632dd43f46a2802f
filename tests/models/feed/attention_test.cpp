// Attention against E1: what is shown, what is still found, and that no copy gets lost.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "tests/models/puppet.hpp"

namespace rapport::testing {
namespace {

/// Act: a brand's post of this kind, with .6 of the account's reach, to all followers.
void post(Turn& turn, std::uint32_t kind) {
  Message m = brand_message(static_cast<MessageKind>(kind));
  m.sent = turn.now();
  m.show = 0.6F;
  turn.send(m, Audience::followers());
}

void like_or_comment(Turn& turn, std::uint32_t reaction) {
  turn.then(Reacted{&brand_message(MessageKind::story), static_cast<Reaction>(reaction)});
}

/// Act 0: post. Others: react.
void react_or_post(Turn& turn, std::uint32_t nth) {
  if (nth == 0) {
    post(turn, static_cast<std::uint32_t>(MessageKind::useful));
  } else {
    like_or_comment(turn, nth - 1);
  }
}

/// Act: an advert, paid to reach a fifth of all.
void advertise(Turn& turn, std::uint32_t) {
  Message m = brand_message(MessageKind::advert);
  m.sent = turn.now();
  turn.send(m, Audience::members(0.2));
}

/// Act below 100: a post of the brand, a new one each time, with .6 of the account's reach, to all
/// followers; else what a friend has to say, or passes on of the brand's.
void post_or_speak(Turn& turn, std::uint32_t nth) {
  const bool by_brand = nth < 100;
  Message m = by_brand || nth % 2 == 0 ? brand_message(MessageKind::useful)
                                       : friend_message(MessageKind::praise);
  m.what = m.root = identity(0x706f7374ULL, nth, by_brand ? 0 : row(turn.who()));
  m.sent = turn.now();
  m.by_customer = !by_brand;
  m.sender = static_cast<std::uint32_t>(turn.who());
  m.show = 0.6F;
  turn.send(m, by_brand ? Audience::followers() : Audience::friends());
}

/// All look all the time and nothing else competes, so that only the platform's choice counts.
void nothing_competes(Market& market) {
  all_alike(market, 100);
  market.set("attention.span", 1000).set("attention.background", 0.001);
  market.set("attention.background_sigma", 0);
}

TEST(Attention, a_message_is_seen_after_a_delay_with_the_closed_form_chance) {
  constexpr std::uint32_t n = 150000;
  constexpr std::uint32_t sent = 10;
  Market market({.customers = n, .weeks = 2, .network = ring(n, 1), .also = {puppet<speak>()}},
                {"activity", "attention"});
  all_alike(market, 6);
  market.set("attention.background_sigma", 0);
  World world = market.found();
  pull_all(world, 1, sent);
  Eye eye(n);
  run_ticks(market, world, 200, watched_by(eye));
  const auto bin = Market::column<std::uint8_t>(world, "log_in_bin", 0);
  std::array<double, 190> readers{};
  std::array<double, 190> seen{};
  double expected = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    const std::uint32_t log_in = world.log_ins->next(world.luck, j, 0, bin, sent + 1, sent + 188);
    const std::uint32_t delay = log_in - sent;
    readers[delay] += 1;
    seen[delay] += eye.of(j, Kind::seen);
    ASSERT_LE(eye.of(j, Kind::seen), 1U);
    expected += 0.5 * std::exp(-8.0 * delay / 25);
  }
  for (std::uint32_t delay = 1; delay <= 4;
       ++delay) {  // the last group is of 15,000: 4 s.e. < .0115
    EXPECT_NEAR(seen[delay] / readers[delay], 0.5 * std::exp(-8.0 * delay / 25), 0.0125) << delay;
  }
  EXPECT_NEAR(static_cast<double>(eye.all(Kind::seen)) / n, expected / n,
              0.0045);  // 4 s.e. < .0043
}

TEST(Attention, without_a_feed_or_at_chance_zero_nothing_is_shown) {
  const auto shown = [](std::initializer_list<std::string_view> mechanisms, double chance) {
    Market market({.customers = 2000, .weeks = 2, .also = {puppet<speak>()}}, mechanisms);
    if (mechanisms.size() == 2) {
      market.set("attention.friend_show", chance);
    }
    World world = market.found();
    pull_all(world, 1);
    market.run_weeks(world, 2);
    EXPECT_EQ(market.count(world, "copies_addressed"), 8000);
    return market.count(world, "copies_shown");
  };
  EXPECT_EQ(shown({"activity"}, 0), 0);
  EXPECT_EQ(shown({"activity", "attention"}, 0), 0);
  EXPECT_GT(shown({"activity", "attention"}, 0.5), 0);
}

double share_shown(double brand_show, int reaction, std::uint32_t wait, double affinity_weight) {
  constexpr std::uint32_t n = 40000;
  Market market(
      {.customers = n, .weeks = 5, .network = quiet(n), .also = {puppet<react_or_post>()}},
      {"activity", "attention"});
  nothing_competes(market);
  market.set("attention.brand_show", brand_show).set("attention.affinity_weight", affinity_weight);
  World world = market.found();
  follow_all(world);
  if (reaction >= 0) {
    pull_all(world, static_cast<std::uint32_t>(reaction) + 1);
  }
  pull(world, 7, 0, wait);
  market.run_weeks(world, 5);
  EXPECT_EQ(market.count(world, "copies_addressed"), n);
  EXPECT_EQ(market.count(world, "brand_impressions"), market.count(world, "copies_shown"));
  return static_cast<double>(market.count(world, "copies_shown")) / n;
}

TEST(Attention, a_brands_post_is_shown_by_reach_and_affinity) {
  const auto after = [](Reaction reaction, std::uint32_t wait) {
    return share_shown(0.5, static_cast<int>(reaction), wait, 1);
  };
  constexpr double tolerance = 0.01;  // 4 s.e. < .01
  EXPECT_NEAR(share_shown(0.5, -1, 0, 1), 0.3, tolerance);
  EXPECT_NEAR(after(Reaction::comment, 0), 0.3 * (1 + 1.0 / 2), tolerance);
  EXPECT_NEAR(after(Reaction::share, 336), 0.3 * (1 + 0.5 / 1.5), tolerance);  // A has halved
  EXPECT_NEAR(after(Reaction::like, 0), 0.3 * (1 + 0.5 / 1.5), tolerance);
  EXPECT_NEAR(after(Reaction::unfollow, 0), 0.3, tolerance);
}

TEST(Attention, affinity_without_weight_changes_nothing) {
  EXPECT_EQ(share_shown(0.5, static_cast<int>(Reaction::comment), 0, 0),
            share_shown(0.5, -1, 0, 0));
}

TEST(Attention, no_brand_is_shown_to_more_than_nine_in_ten) {
  // .6 x 1.6 x 1.5 would be more than one; outside the allowed range, to reach the bound
  EXPECT_NEAR(share_shown(1.6, static_cast<int>(Reaction::comment), 0, 1), 0.9, 0.006);
}

TEST(Attention, weekly_reach_counts_each_reader_once_a_week) {
  constexpr std::uint32_t n = 60000;
  Market market({.customers = n, .weeks = 3, .also = {puppet<post_or_speak>()}},
                {"activity", "attention"});
  nothing_competes(market);
  World world = market.found();
  follow_all(world);
  const auto in_week = [&](std::uint32_t week, std::uint32_t& readers, std::int64_t& read) {
    const std::int64_t before = market.count(world, "weekly_reach");
    const std::int64_t read_before = market.count(world, "brand_impressions");
    Eye eye(n);
    market.run_weeks(world, 1, watched_by(eye));
    readers = 0;
    for (std::uint32_t j = 0; j < n; ++j) {
      readers += eye.of(j, Kind::seen) > 0 ? 1 : 0;
    }
    read = market.count(world, "brand_impressions") - read_before;
    EXPECT_EQ(world.tick, (week + 1) * hours_per_week);
    return market.count(world, "weekly_reach") - before;
  };
  std::uint32_t readers = 0;
  std::int64_t read = 0;
  for (const std::uint32_t hour : {1U, 40U, 80U}) {
    pull(world, 0, hour, hour);
  }
  const std::int64_t first = in_week(0, readers, read);
  EXPECT_EQ(first, readers);
  EXPECT_NEAR(static_cast<double>(first) / n, 1 - std::pow(0.7, 3), 0.0078);  // 4 s.e.
  EXPECT_NEAR(static_cast<double>(read) / n, 3 * 0.3, 0.013);                 // with repeats
  pull(world, 0, 4, 1);
  const std::int64_t second = in_week(1, readers, read);  // a new week: everybody counts anew
  EXPECT_EQ(second, readers);
  EXPECT_EQ(second, read);
  EXPECT_NEAR(static_cast<double>(second) / n, 0.3, 0.0075);
  pull_all(world, 100);  // what friends say, and what they pass on, is not the brand's reach
  pull_all(world, 101, 20);
  const std::int64_t third = in_week(2, readers, read);
  EXPECT_GT(readers, n / 2);
  EXPECT_EQ(third, 0);
}

TEST(Attention, an_advert_reaches_the_share_paid_for_of_those_on_the_platform) {
  constexpr std::uint32_t n = 60000;
  Market market({.customers = n, .weeks = 2, .network = quiet(n), .also = {puppet<advertise>()}},
                {"activity", "attention"});
  nothing_competes(market);
  market.set("activity.membership", 0.5)
      .set("attention.background", 8);  // competition is no matter
  World world = market.found();
  pull(world, 3, 1);
  Eye eye(n);
  market.run_weeks(world, 2, watched_by(eye));
  double seen = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    const bool member = Market::column<std::uint8_t>(world, "platforms", j) != 0;
    ASSERT_LE(eye.of(j, Kind::seen), member ? 1U : 0U);
    seen += eye.of(j, Kind::seen);
  }
  EXPECT_NEAR(seen / n, 0.1, 0.005);  // 4 s.e. = .0049
}

/// Messages that everybody finds at one log-in, each changed as the test wants it.
template <class Change>
void show_at_once(World& world, std::uint32_t messages, const Change& change) {
  const auto slot_tick = static_cast<std::uint32_t>(world.messages.ticks()) - 1;
  for (std::uint32_t k = 0; k < messages; ++k) {
    Message m = friend_message(MessageKind::praise);
    m.what = identity(0x6bULL, k);
    change(m, k);
    world.messages.slot(slot_tick).push_back(m);
    for (std::uint32_t j = 0; j < world.customers(); ++j) {
      Market::cause(world, j, Shown{{slot_tick, k}});
    }
  }
}

TEST(Attention, the_kth_message_of_one_log_in_is_read_with_the_geometric_chance) {
  constexpr std::uint32_t n = 40000;
  constexpr std::uint32_t messages = 5;
  Market market({.customers = n, .brands = messages, .weeks = 1, .network = quiet(n)},
                {"activity", "attention"});
  market.set("attention.span", 4);
  World world = market.found();
  show_at_once(world, messages, [](Message& m, std::uint32_t k) {  // told apart by their brand
    m.brand = static_cast<BrandId>(k);
  });
  run_ticks(market, world, 2);
  double before = 0;  // mean number of messages read before: what was passed over does not crowd
  for (std::uint32_t k = 0; k < messages; ++k) {
    const auto read = market.count(world, "impressions", k);
    EXPECT_EQ(read + market.count(world, "copies_crowded_out", k), n);
    if (k < 2) {
      EXPECT_NEAR(static_cast<double>(read) / n, std::pow(0.75, k), 0.0101);  // 4 s.e. <= .01
    }
    before += static_cast<double>(read) / n;
  }
  // a chain of five: r -> r + 1 with chance .75^r, from r = 0
  double chance[messages + 1] = {1};
  for (std::uint32_t k = 0; k < messages; ++k) {
    for (std::uint32_t r = k + 1; r-- > 0;) {
      const double read = chance[r] * std::pow(0.75, r);
      chance[r] -= read;
      chance[r + 1] += read;
    }
  }
  double expected = 0;
  for (std::uint32_t r = 1; r <= messages; ++r) {
    expected += r * chance[r];
  }
  EXPECT_NEAR(before, expected, 0.02);
}

TEST(Attention, is_not_crowded_by_what_is_read_on_another_platform) {
  constexpr std::uint32_t n = 5000;
  constexpr std::uint32_t messages = 5;
  Market market({.customers = n, .platforms = messages, .weeks = 1, .network = quiet(n)},
                {"activity", "attention"});
  market.set("attention.span", 2);
  World world = market.found();
  show_at_once(world, messages,
               [](Message& m, std::uint32_t k) { m.platform = static_cast<PlatformId>(k); });
  run_ticks(market, world, 2);
  EXPECT_EQ(market.count(world, "impressions"), n * messages);
  EXPECT_EQ(market.count(world, "copies_crowded_out"), 0);
}

/// Act: says something to customer 0 on platform 0.
void whisper(Turn& turn, std::uint32_t kind) {
  Message m = friend_message(static_cast<MessageKind>(kind));
  m.what = m.root = identity(0x77ULL, row(turn.who()));
  m.sender = static_cast<std::uint32_t>(turn.who());
  turn.send(m, Audience::person(CustomerId{(m.sender + 1) % 20000}));
}

TEST(Attention, what_is_said_to_a_person_is_found_at_the_next_log_in_and_is_no_impression) {
  constexpr std::uint32_t n = 20000;
  Market market({.customers = n, .weeks = 2, .network = quiet(n), .also = {puppet<whisper>()}},
                {"activity", "attention"});
  all_alike(market, 1);
  market.set("activity.membership", 0.5).set("attention.friend_show", 0);
  market.set("attention.background", 1000).set("attention.span", 1);
  World world = market.found();
  pull_all(world, static_cast<std::uint32_t>(MessageKind::advice));
  Eye eye(n);
  double members = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    members += Market::column<std::uint8_t>(world, "platforms", j) != 0 ? 1 : 0;
  }
  run_ticks(market, world, 25,
            watched_by(eye));  // in the 24 hours that follow the one it is said in
  EXPECT_NEAR(static_cast<double>(eye.all(Kind::seen)) / members, 1 - std::exp(-1), 0.02);
  run_ticks(market, world, 200, watched_by(eye));
  EXPECT_NEAR(static_cast<double>(eye.all(Kind::seen)) / members, 1 - std::exp(-7), 0.002);
  EXPECT_EQ(market.count(world, "impressions"), 0);
  EXPECT_EQ(market.count(world, "copies_crowded_out"), 0);
}

TEST(Attention, what_is_said_to_a_person_crowds_nothing_out) {
  constexpr std::uint32_t n = 5000;
  Market market({.customers = n, .weeks = 1, .network = quiet(n)}, {"activity", "attention"});
  market.set("attention.span", 1.1);
  World world = market.found();
  show_at_once(world, 4, [](Message& m, std::uint32_t k) {
    m.kind = k < 3 ? MessageKind::request : MessageKind::praise;
  });
  run_ticks(market, world, 2);
  EXPECT_EQ(market.count(world, "impressions"), n);
  EXPECT_EQ(market.count(world, "copies_crowded_out"), 0);
}

TEST(Attention, nobody_sees_what_was_sent_where_they_are_not) {
  constexpr std::uint32_t n = 3000;
  Market market({.customers = n, .weeks = 2, .also = {puppet<speak>()}}, {"activity", "attention"});
  market.set("activity.membership", 0.5).set("attention.friend_show", 0.99);
  World world = market.found();
  for (std::uint32_t t = 0; t < 100; ++t) {
    pull_all(world, t, t);
  }
  Eye eye(n);
  market.run_weeks(world, 2, watched_by(eye));
  std::uint32_t strangers = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    if (Market::column<std::uint8_t>(world, "platforms", j) == 0) {
      ++strangers;
      ASSERT_EQ(eye.of(j, Kind::shown), 0U);
    }
  }
  EXPECT_GT(strangers, n / 3);
  EXPECT_GT(eye.all(Kind::seen), 10 * n);
}

TEST(Attention, every_copy_shown_is_read_or_crowded_out_or_still_to_come) {
  Market market(
      {.customers = 3000, .weeks = 4, .network = ring(3000, 8), .also = {puppet<speak>()}},
      {"activity", "attention"});
  market.set("attention.span", 5);
  World world = market.found();
  for (std::uint32_t t = 0; t < 330; t += 3) {
    pull_all(world, t, t);
    run_ticks(market, world, 3);
    std::int64_t pending = 0;
    for (const Block& block : world.blocks) {
      for (const auto& tick : block.calendar.near()) {
        pending += std::count_if(tick.begin(), tick.end(),
                                 [](const Due& due) { return due.kind == Kind::shown; });
      }
    }
    const std::int64_t handled =
        market.count(world, "impressions") + market.count(world, "copies_crowded_out");
    ASSERT_EQ(market.count(world, "copies_shown"), handled + pending) << "tick " << world.tick;
    ASSERT_LE(market.count(world, "copies_shown"), market.count(world, "copies_addressed"));
  }
  EXPECT_GT(market.count(world, "impressions"), 0);
  EXPECT_GT(market.count(world, "copies_crowded_out"), 0);
}

TEST(Attention, gives_the_same_bits_on_one_and_on_many_threads) {
  constexpr std::uint32_t n = 30000;
  const auto market = [&](double span) {
    Market made({.customers = n, .weeks = 1, .also = {puppet<speak>()}}, {"activity", "attention"});
    made.set("attention.span", span);
    return made;
  };
  const auto all_speak = [](World& world) {
    for (std::uint32_t t = 0; t < 4; ++t) {
      pull_all(world, t, 40 + 20 * t);
    }
  };
  Market first = market(25);
  Market other = market(24);
  EXPECT_EQ(digest_on(1, first, all_speak), digest_on(8, first, all_speak));
  EXPECT_NE(digest_on(1, first, all_speak), digest_on(1, other, all_speak));
}

TEST(Attention, reaches_the_same_people_on_one_and_on_many_threads) {
  constexpr std::uint32_t n = 30000;
  Market market({.customers = n, .weeks = 2, .also = {puppet<post_or_speak>()}},
                {"activity", "attention"});
  const auto posts = [](World& world) {
    follow_all(world);
    for (std::uint32_t t = 0; t < 8; ++t) {
      pull(world, 17 * t, t, 40 * t);
    }
  };
  EXPECT_EQ(digest_on(1, market, posts), digest_on(8, market, posts));
  World world = market.found();
  posts(world);
  market.run_weeks(world, 2);
  EXPECT_GT(market.count(world, "weekly_reach"), 1000);
}

}  // namespace
}  // namespace rapport::testing
