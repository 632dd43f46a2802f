// Awareness against E3: the stationary share, the law of memories, the decay of one contact.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/models/puppet.hpp"

namespace rapport::testing {
namespace {

constexpr double hours_of_year = 365.25 * 24;
constexpr std::uint32_t n = 40000;

enum Contact : std::uint32_t { none, message, answer, purchase, nameless, advice, warning };

/// Act: this kind of contact with brand 0 (or none: the row catches up).
void touch(Turn& turn, std::uint32_t contact) {
  static const Message to_no_brand = [] {
    Message m = friend_message(MessageKind::question);
    m.names_brand = false;
    return m;
  }();
  static const Message of_warning = [] {
    Message m = friend_message(MessageKind::advice);
    m.valence = -1;
    return m;
  }();
  if (contact == warning) {
    turn.then(Seen{&of_warning});
  } else if (contact == message) {
    turn.then(Seen{&brand_message(MessageKind::promotion)});
  } else if (contact == advice) {
    turn.then(Seen{&friend_message(MessageKind::advice)});
  } else if (contact == answer) {
    turn.at(turn.now() + 1, Answered{.cause = {77}, .asked = turn.now(), .done = turn.now()});
  } else if (contact == purchase) {
    turn.then(Bought{.occasion = {78}});
  } else if (contact == nameless) {
    turn.then(Seen{&to_no_brand});
  }
}

Market a_market(std::uint32_t weeks, std::size_t brands = 1, std::uint32_t customers = n) {
  return Market({.customers = customers,
                 .brands = brands,
                 .weeks = weeks,
                 .network = quiet(customers),
                 .hours_per_tick = 1,
                 .also = {puppet<touch>()}},
                {"awareness"});
}

double share_beyond(const World& world, double hour, std::size_t brand = 0) {
  double sum = 0;
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    sum += double{Market::column<float>(world, "aware_until", j, brand)} > hour ? 1.0 : 0.0;
  }
  return sum / world.customers();
}

TEST(Awareness, without_social_activity_exactly_the_given_share_is_aware_at_any_time) {
  Market market = a_market(16, 2);
  market.set("awareness.lifetime", 0.05).set("awareness.share", 0.6, 0);
  market.set("awareness.share", 0.75, 1);
  market.run();
  for (const WeekRecord& week : market.weeks()) {  // one lifetime is 2.6 weeks
    ASSERT_EQ(week.stocks.size(), 2U);
    EXPECT_NEAR(week.stocks[0] / n, 0.60, 0.01) << "week " << week.week;  // 4 s.e. = .0098
    EXPECT_NEAR(week.stocks[1] / n, 0.75, 0.01) << "week " << week.week;
  }
}

TEST(Awareness, memories_end_by_the_law_of_the_longest_of_a_poisson_number) {
  Market market = a_market(8);
  const double lifetime = 0.05 * hours_of_year;
  market.set("awareness.lifetime", 0.05).set("awareness.share", 0.6);
  World world = market.found();
  const auto expect_law = [&](double now) {
    for (const double ahead : {0.0, 0.5 * lifetime, 1.5 * lifetime}) {
      EXPECT_NEAR(share_beyond(world, now + ahead),
                  1 - std::exp(std::log(0.4) * std::exp(-ahead / lifetime)), 0.01)
          << ahead << " h after hour " << now;
    }
  };
  expect_law(0);
  pull_all(world, none, 1200);
  run_ticks(market, world, 1201);
  expect_law(1200);
}

TEST(Awareness, a_row_that_caught_up_often_is_as_one_that_never_did) {
  Market market = a_market(8, 1, 3000);
  market.set("awareness.lifetime", 0.05);
  World rarely = market.found();
  World often = market.found();
  pull_all(rarely, none, 1200);
  for (std::uint32_t t = 0; t <= 1200; t += 50) {
    run_ticks(market, often, t - often.tick);
    pull_all(often, none);
  }
  run_ticks(market, rarely, 1201);
  run_ticks(market, often, 1);
  for (std::uint32_t j = 0; j < 3000; ++j) {
    ASSERT_EQ(Market::column<float>(rarely, "aware_until", j),
              Market::column<float>(often, "aware_until", j));
  }
}

TEST(Awareness, one_contact_is_forgotten_exponentially) {
  const struct {
    Contact contact;
    std::string_view effect;
    double chance;
  } cases[] = {{message, "awareness.by_message", 0.5},  {message, "awareness.by_message", 1},
               {answer, "awareness.by_answer", 0.7},    {advice, "awareness.by_advice", 0.6},
               {warning, "awareness.by_warning", 0.3},  {warning, "awareness.by_advice", 0},
               {purchase, "awareness.by_purchase", 0.4}};
  for (const auto& one : cases) {
    Market market = a_market(2);
    market.set("awareness.share", 0).set(one.effect, one.chance);
    World world = market.found();
    pull_all(world, one.contact, 23);
    run_ticks(market, world, 30);
    const double from = one.contact == answer ? 24 : 23;
    for (const double years : {0.0, 0.3, 1.0}) {
      EXPECT_NEAR(share_beyond(world, from + years * hours_of_year), one.chance * std::exp(-years),
                  0.0101)
          << one.effect << ' ' << years;  // 4 s.e. <= .01
    }
  }
}

TEST(Awareness, a_contact_never_shortens_a_memory) {
  Market market = a_market(2, 1, 5000);
  World world = market.found();
  const World before = market.found();
  pull_all(world, message);
  run_ticks(market, world, 2);
  std::uint32_t longer = 0;
  for (std::uint32_t j = 0; j < 5000; ++j) {
    const auto was = Market::column<float>(before, "aware_until", j);
    const auto is = Market::column<float>(world, "aware_until", j);
    ASSERT_GE(is, was);
    longer += is > was ? 1U : 0U;
  }
  EXPECT_GT(longer, 1000U);
}

TEST(Awareness, is_certain_at_share_one_and_absent_at_zero) {
  for (const double share : {0.0, 1.0}) {
    Market market = a_market(4);
    market.set("awareness.share", share).set("awareness.lifetime", 0.02);
    market.run();
    for (const WeekRecord& week : market.weeks()) {
      EXPECT_EQ(week.stocks[0], share * n);
    }
  }
}

TEST(Awareness, what_names_no_brand_and_effects_of_zero_change_nothing) {
  const auto after = [](std::uint32_t contact, double effect) {
    Market market = a_market(3, 1, 5000);
    market.set("awareness.by_message", effect).set("awareness.by_answer", effect);
    market.set("awareness.by_purchase", effect);
    return digest_on(1, market, [&](World& world) { pull_all(world, contact); });
  };
  const std::uint64_t untouched = after(none, 0);
  EXPECT_EQ(after(none, 1), untouched);
  EXPECT_EQ(after(nameless, 1), untouched);
  for (const Contact contact : {message, answer, purchase}) {
    EXPECT_EQ(after(contact, 0), untouched);
    EXPECT_NE(after(contact, 1), untouched);
  }
}

TEST(Awareness, may_differ_between_segments) {
  Market market({.customers = n, .brands = 2, .segments = 2, .weeks = 3, .network = quiet(n)},
                {"awareness"});
  const double share[2][2] = {{0.6, 0.1}, {1, 0}};  // by brand and segment
  for (int b = 0; b < 2; ++b) {
    for (int s = 0; s < 2; ++s) {
      market.set("awareness.share", share[b][s], b, -1, s);
    }
  }
  market.run();
  for (std::size_t b = 0; b < 2; ++b) {
    for (std::size_t s = 0; s < 2; ++s) {
      const double p = share[b][s];
      EXPECT_NEAR(market.stock("aware", b, s) / (n / 2.0), p,
                  4 * std::sqrt(p * (1 - p) / (n / 2.0)));
    }
  }
}

TEST(Awareness, gives_the_same_bits_on_one_and_on_many_threads) {
  Market market = a_market(2);
  Market other = a_market(2);
  market.set("awareness.lifetime", 0.03);
  const auto prepare = [](World& world) {
    pull_all(world, message, 5);
    pull_all(world, none, 300);
  };
  EXPECT_EQ(digest_on(1, market, prepare), digest_on(8, market, prepare));
  EXPECT_NE(digest_on(1, market, prepare), digest_on(1, other, prepare));
}

}  // namespace
}  // namespace rapport::testing
