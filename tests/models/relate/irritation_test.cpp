// Irritation: adds up, halves, and stays exactly zero where nothing annoyed.
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "tests/models/puppet.hpp"

namespace rapport::testing {
namespace {

/// Act: reads a brand's message of this kind; from 100 on, a friend's of kind nth - 100.
void read(Turn& turn, std::uint32_t nth) {
  turn.then(Seen{nth < 100 ? &brand_message(static_cast<MessageKind>(nth))
                           : &friend_message(static_cast<MessageKind>(nth - 100))});
}

/// Act: reads a promotion with half its faces shown.
void read_people(Turn& turn, std::uint32_t) {
  static const Message post = [] {
    Message m = brand_message(MessageKind::promotion);
    m.people = 0.5F;
    return m;
  }();
  turn.then(Seen{&post});
}

Market a_market(std::initializer_list<std::string_view> mechanisms, std::uint32_t customers = 10) {
  return Market(
      {.customers = customers, .weeks = 6, .network = quiet(customers), .also = {puppet<read>()}},
      mechanisms);
}

constexpr auto promotion = static_cast<std::uint32_t>(MessageKind::promotion);

TEST(Irritation, each_kind_annoys_by_its_own_amount) {
  const struct {
    MessageKind kind;
    double amount;
  } cases[] = {{MessageKind::promotion, 0.15},      {MessageKind::advert, 0.15},
               {MessageKind::giveaway, 0.045},      {MessageKind::useful, 0.0525},
               {MessageKind::conversation, 0.0525}, {MessageKind::story, 0.0525}};
  for (const auto& one : cases) {
    Market market = a_market({"irritation"});
    World world = market.found();
    pull(world, 3, static_cast<std::uint32_t>(one.kind));
    run_ticks(market, world, 1);
    const Fading felt{Market::column<float>(world, "irritation", 3)};
    EXPECT_NEAR(felt.value(0, 168), one.amount, 1e-6);
  }
}

TEST(Irritation, is_soothed_or_stirred_by_visible_people_as_the_market_has_it) {
  const auto felt = [](const PersonaLaw& persona) {
    Market market(
        {.customers = 1, .weeks = 1, .network = quiet(1), .also = {puppet<read_people>()}},
        {"irritation"});
    World world = market.found();
    world.laws.persona = persona;
    pull(world, 0, 0);
    run_ticks(market, world, 1);
    return Fading{Market::column<float>(world, "irritation", 0)}.value(0, 168);
  };
  EXPECT_NEAR(felt({}), 0.15, 1e-6);
  EXPECT_NEAR(felt({.pleasure = 0.2}), 0.15 * (1 - 0.5 * 0.2), 1e-6);
  EXPECT_NEAR(felt({.risk = 0.2}), 0.15 * (1 + 0.5 * 0.2), 1e-6);
  EXPECT_NEAR(felt({.unfamiliar = 0.2}), 0.15 * (1 + 0.5 * 0.2), 1e-6);
}

TEST(Irritation, adds_up_within_one_hour_and_halves_in_a_half_life) {
  Market market = a_market({"irritation"});
  World world = market.found();
  for (int i = 0; i < 7; ++i) {
    pull(world, 3, promotion);
  }
  run_ticks(market, world, 1);
  EXPECT_NEAR(Fading{Market::column<float>(world, "irritation", 3)}.value(0, 168), 7 * 0.15, 1e-5);
  run_ticks(market, world, 167);
  EXPECT_NEAR(Market::faded(world, "irritation", 3, 168), 7 * 0.15 / 2, 1e-5);
  run_ticks(market, world, 336);
  EXPECT_NEAR(Market::faded(world, "irritation", 3, 168), 7 * 0.15 / 8, 1e-5);
}

TEST(Irritation, comes_to_the_geometric_sum_of_daily_annoyance) {
  Market market = a_market({"irritation"});
  market.set("irritation.half_life", 0.5);
  World world = market.found();
  const double fading = std::exp2(-24.0 / 84);
  for (std::uint32_t day = 0; day < 40; ++day) {
    pull(world, 3, promotion);
    run_ticks(market, world, 24);
    const double sum = 0.15 * fading * (1 - std::pow(fading, day + 1)) / (1 - fading);
    ASSERT_NEAR(Market::faded(world, "irritation", 3, 84), sum, 1e-4 * sum);
  }
}

TEST(Irritation, stays_exactly_zero_for_those_who_read_nothing_of_a_brands) {
  Market market = a_market({"irritation"});
  World world = market.found();
  pull(world, 3, promotion);
  for (std::uint32_t kind = 0; kind < message_kinds; ++kind) {
    pull(world, 4, 100 + kind);  // from friends
  }
  pull(world, 5, static_cast<std::uint32_t>(MessageKind::answer));  // no broadcast
  run_ticks(market, world, 500);
  EXPECT_GT(Market::faded(world, "irritation", 3, 168), 0);
  for (std::uint32_t j = 4; j < 10; ++j) {
    EXPECT_EQ(Market::faded(world, "irritation", j, 168), 0.0);
  }
}

TEST(Irritation, off_or_without_effect_is_nowhere_to_be_felt) {
  const auto reactions = [](std::initializer_list<std::string_view> mechanisms, double effect) {
    Market market = a_market(mechanisms, 20000);
    if (mechanisms.size() == 2) {
      market.set("irritation.by_promotion", effect);
    }
    market.set("reaction.irritation", 2);
    World world = market.found();
    for (std::uint32_t t = 0; t < 8; ++t) {
      pull_all(world, promotion, t);
    }
    run_ticks(market, world, 10);
    return std::array{market.count(world, "likes"), market.count(world, "clicks"),
                      market.count(world, "shares"), market.count(world, "comments")};
  };
  const auto off = reactions({"reaction"}, 0);
  EXPECT_GT(off[0], 0);
  EXPECT_EQ(reactions({"reaction", "irritation"}, 0), off);
  EXPECT_LT(reactions({"reaction", "irritation"}, 1)[0], off[0]);
}

TEST(Irritation, without_effect_leaves_no_trace) {
  const auto after = [](bool stirred, double effect) {
    Market market = a_market({"irritation"}, 1000);
    market.set("irritation.by_promotion", effect);
    return digest_on(1, market, [&](World& world) {
      if (stirred) {
        pull_all(world, promotion);
      }
    });
  };
  EXPECT_EQ(after(true, 0), after(false, 0));
  EXPECT_NE(after(true, 0.1), after(false, 0.1));
}

TEST(Irritation, gives_the_same_bits_on_one_and_on_many_threads) {
  Market market = a_market({"irritation"}, 40000);
  const auto prepare = [](World& world) {
    for (std::uint32_t t = 0; t < 4; ++t) {
      pull_all(world, t, 3 + 50 * t);
    }
  };
  const std::uint64_t one = digest_on(1, market, prepare);
  EXPECT_EQ(digest_on(8, market, prepare), one);
  market.set("irritation.by_other", 0.06);
  EXPECT_NE(digest_on(1, market, prepare), one);
}

}  // namespace
}  // namespace rapport::testing
