// Reaction against the multinomial logit (E10, V16).
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>
#include <string>

#include "tests/models/puppet.hpp"

namespace rapport::testing {
namespace {

constexpr std::uint32_t serials = 8;

/// Act: reads the brand's message of kind nth % 10 and number nth / 10; from 100 on with people
/// behind it; from 200 on a customer's message of kind nth - 200.
void read(Turn& turn, std::uint32_t nth) {
  static const auto all = [] {
    std::array<Message, 200> made{};
    for (std::uint32_t i = 0; i < made.size(); ++i) {
      made[i] = brand_message(static_cast<MessageKind>(i % 10));
      made[i].what = made[i].root = identity(0x72ULL, i);
      made[i].people = i >= 100 ? 1.0F : 0.0F;
    }
    return made;
  }();
  turn.then(Seen{nth < 200 ? &all[nth] : &friend_message(static_cast<MessageKind>(nth - 200))});
}

constexpr auto story = static_cast<std::uint32_t>(MessageKind::story);

/// A market in which nothing matters and nobody does anything, to be changed one thing at a time.
Market indifferent(std::uint32_t customers) {
  Market market(
      {.customers = customers, .weeks = 1, .network = quiet(customers), .also = {puppet<read>()}},
      {"reaction"});
  for (const auto* const intercept : {"like", "comment", "share", "click", "unfollow"}) {
    market.set("reaction." + std::string(intercept), -20);
  }
  for (const auto* const weight :
       {"relevance", "trust", "irritation", "hedonic", "involvement", "persona_unfamiliar"}) {
    market.set("reaction." + std::string(weight), 0);
  }
  return market;
}

TEST(Reaction, shares_are_those_of_the_logit) {
  constexpr std::uint32_t n = 200000;
  constexpr std::uint32_t messages = 6;
  Market market = indifferent(n);
  market.set("reaction.like", 1).set("reaction.comment", 0.5).set("reaction.share", -0.5);
  World world = market.found();
  for (std::uint32_t k = 0; k < messages; ++k) {
    pull_all(world, story + 10 * k);
  }
  run_ticks(market, world, 1);
  const auto share = [&](std::string_view name) {
    return static_cast<double>(market.count(world, name)) / (double{n} * messages);
  };
  constexpr double tolerance = 0.002;  // 4 s.e. <= .0018
  EXPECT_NEAR(share("likes"), 0.455054, tolerance);
  EXPECT_NEAR(share("comments"), 0.276004, tolerance);
  EXPECT_NEAR(share("shares"), 0.101536, tolerance);
  EXPECT_NEAR(1 - share("likes") - share("comments") - share("shares"), 0.167405, tolerance);
}

struct Odds {
  std::string_view what;
  Reaction reaction;
  std::uint32_t message;
  std::function<void(Market&, World&)> change;
  double log_odds;
};

/// The odds of a reaction against none, when it alone has intercept 0.
void expect_odds(const Odds& one) {
  constexpr std::uint32_t n = 60000;
  constexpr std::array names = {"unfollow", "share", "comment", "click", "like"};
  Market market = indifferent(n);
  market.set("reaction." + std::string(names[static_cast<std::size_t>(one.reaction)]), 0);
  World world = market.found();
  one.change(market, world);
  market.prepare(world);
  pull_all(world, one.message);
  Eye eye(n);
  run_ticks(market, world, 1, watched_by(eye));
  const auto did = static_cast<double>(eye.all(one.reaction));
  EXPECT_EQ(eye.all(Kind::reacted), eye.all(one.reaction)) << one.what;
  const double tolerance = 4.2 * std::sqrt(1 / did + 1 / (n - did));  // 4.2 s.e. of the log-odds
  EXPECT_LT(tolerance, 0.06) << one.what;
  EXPECT_NEAR(std::log(did / (n - did)), one.log_odds, tolerance) << one.what;
}

void put_faded(World& world, std::string_view column, double half_life, double value) {
  Fading fading;
  fading.set(0, half_life, value);
  Market::put_all<float>(world, column, fading.crossing);
}
void trusting(World& world) {
  put_faded(world, "trust_for", 4368, 2);
}  // T = .75, c = .5
void annoyed(World& world) {
  put_faded(world, "irritation", 168, 1);
}
void following(World& world, bool for_gifts) {
  Market::put_all<std::uint8_t>(world, "follows", 1);
  Market::put_all<std::uint8_t>(world, "follows_for_gifts", for_gifts ? 1 : 0);
}

constexpr std::uint32_t of(MessageKind kind) {
  return static_cast<std::uint32_t>(kind);
}

TEST(Reaction, every_term_of_the_logit_has_its_weight) {
  const auto set = [](const char* name, double value) {
    return [=](Market& m, World&) { m.set(name, value); };
  };
  const auto nothing = [](Market&, World&) {};
  const Odds cases[] = {
      {"relevance", Reaction::like, story, set("reaction.relevance", 0.8), 0.8},
      {"relevance of what is clicked", Reaction::click, story, set("reaction.relevance", 0.8),
       0.56},
      {"trust", Reaction::like, story,
       [](Market& m, World& w) {
         m.set("reaction.trust", 2);
         trusting(w);
       },
       0.5},
      {"irritation", Reaction::like, story,
       [](Market& m, World& w) {
         m.set("reaction.irritation", 0.5);
         annoyed(w);
       },
       -0.5},
      {"people where buying is for pleasure", Reaction::like, story + 100,
       [](Market& m, World&) { m.set("reaction.hedonic", 1).set("reaction.persona_hedonic", 0.3); },
       0.3},
      {"people where buying is a risk", Reaction::like, story + 100,
       [](Market& m, World&) {
         m.set("reaction.involvement", 1).set("reaction.persona_involvement", 0.3);
       },
       -0.3},
      {"people one knows half", Reaction::like, story + 100,
       [](Market& m, World& w) {
         m.set("reaction.persona_unfamiliar", 0.3);
         trusting(w);
       },
       -0.15},
      {"no people", Reaction::like, story,
       [](Market& m, World&) { m.set("reaction.hedonic", 1).set("reaction.persona_hedonic", 0.3); },
       0},
      {"conversation", Reaction::comment, of(MessageKind::conversation), nothing, 2},
      {"useful", Reaction::share, of(MessageKind::useful), nothing, 0.6},
      {"giveaway", Reaction::share, of(MessageKind::giveaway), nothing, 2},
      {"promotion", Reaction::click, of(MessageKind::promotion), nothing, 0.6},
      {"advert", Reaction::click, of(MessageKind::advert), nothing, 0.6},
      {"followers for gifts", Reaction::like, story,
       [](Market& m, World& w) {
         m.set("reaction.relevance", 0.3);
         following(w, true);
       },
       -1},
      {"annoyed followers leave", Reaction::unfollow, story,
       [](Market&, World& w) {
         annoyed(w);
         following(w, false);
       },
       1.5},
      {"trusting followers stay", Reaction::unfollow, story,
       [](Market&, World& w) {
         trusting(w);
         following(w, false);
       },
       -1.5 * 0.25},
      {"gift hunters leave", Reaction::unfollow, story,
       [](Market&, World& w) { following(w, true); }, 1}};
  for (const Odds& one : cases) {
    expect_odds(one);
  }
}

TEST(Reaction, only_followers_can_unfollow) {
  for (const bool follows : {false, true}) {
    Market market = indifferent(2000);
    market.set("reaction.unfollow", 5);
    World world = market.found();
    if (follows) {
      following(world, false);
    }
    pull_all(world, story);
    Eye eye(2000);
    run_ticks(market, world, 1, watched_by(eye));
    EXPECT_EQ(eye.all(Reaction::unfollow) > 0, follows);
  }
}

TEST(Reaction, leaves_customers_messages_alone) {
  Market market = indifferent(1000);
  for (const auto* const intercept : {"like", "comment", "share", "click"}) {
    market.set("reaction." + std::string(intercept), 5);
  }
  World world = market.found();
  for (std::uint32_t kind = 0; kind < message_kinds; ++kind) {
    pull_all(world, 200 + kind);
  }
  pull_all(world, of(MessageKind::answer));  // a brand's, but said to one person
  Eye eye(1000);
  run_ticks(market, world, 1, watched_by(eye));
  EXPECT_EQ(eye.all(Kind::seen), 1000U * (message_kinds + 1));
  EXPECT_EQ(eye.all(Kind::reacted), 0U);
}

TEST(Reaction, each_reader_does_at_most_one_thing_and_all_is_counted) {
  constexpr std::uint32_t n = 20000;
  Market market = indifferent(n);
  for (const auto* const intercept : {"like", "comment", "share", "click", "unfollow"}) {
    market.set("reaction." + std::string(intercept), 0);
  }
  World world = market.found();
  following(world, false);
  for (std::uint32_t k = 0; k < serials; ++k) {
    pull_all(world, story + 10 * k, k);
  }
  Eye eye(n);
  run_ticks(market, world, 10, watched_by(eye));
  for (std::uint32_t j = 0; j < n; ++j) {
    ASSERT_LE(eye.of(j, Kind::reacted), eye.of(j, Kind::seen));
  }
  const std::int64_t counted = market.count(world, "likes") + market.count(world, "comments") +
                               market.count(world, "shares") + market.count(world, "clicks");
  EXPECT_EQ(static_cast<std::uint64_t>(counted) + eye.all(Reaction::unfollow),
            eye.all(Kind::reacted));
  EXPECT_NEAR(static_cast<double>(eye.all(Kind::reacted)) / (n * serials), 5.0 / 6, 0.004);
}

TEST(Reaction, off_or_with_intercepts_far_below_nobody_reacts) {
  for (const bool off : {true, false}) {
    Market silent = indifferent(5000);
    Market without(
        {.customers = 5000, .weeks = 1, .network = quiet(5000), .also = {puppet<read>()}},
        {"nothing"});
    Market& market = off ? without : silent;
    World world = market.found();
    pull_all(world, story);
    Eye eye(5000);
    run_ticks(market, world, 1, watched_by(eye));
    EXPECT_EQ(eye.all(Kind::seen), 5000U);
    EXPECT_EQ(eye.all(Kind::reacted), 0U);
  }
}

TEST(Reaction, gives_the_same_bits_on_one_and_on_many_threads) {
  Market market = indifferent(40000);
  market.set("reaction.like", 0).set("reaction.share", -1);
  const auto prepare = [](World& world) {
    for (std::uint32_t k = 0; k < serials; ++k) {
      pull_all(world, story + 10 * k, 10 * k);
    }
  };
  const std::uint64_t one = digest_on(1, market, prepare);
  EXPECT_EQ(digest_on(8, market, prepare), one);
  market.set("reaction.like", 0.01);
  EXPECT_NE(digest_on(1, market, prepare), one);
}

}  // namespace
}  // namespace rapport::testing
