// Choice against the multinomial logit (EVIDENCE V16) and the Dirichlet. Penetrations and purchase
// frequencies (V7) stand in tests/science/dirichlet_test.cpp.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

constexpr float for_ever = 1e30F;

/// A market with choice alone, in which everybody knows every brand, all tastes are alike, and
/// nothing is outside: V = 0 for every brand, until something is changed.
struct Logit {
  static constexpr std::uint32_t n = 100000;

  explicit Logit(std::size_t brands, std::uint32_t customers = n)
      : market({.customers = customers, .brands = brands, .weeks = 2, .network = quiet(customers)},
               {"choice"}),
        world(market.found()) {
    Market::put_all(world, "taste_outside", -1e30F);
    for (std::size_t b = 0; b < brands; ++b) {
      Market::put_all(world, "aware_until", for_ever, b);
      Market::put_all(world, "taste", 0.0F, b);
    }
  }

  /// Each customer's purchases of these serials, all in the next tick; shares by brand, at the end
  /// that of outside.
  std::vector<double> shares(std::uint32_t first = 1, std::uint32_t last = 1) {
    for (std::uint32_t j = 0; j < world.customers(); ++j) {
      for (std::uint32_t serial = first; serial <= last; ++serial) {
        Market::cause(world, j, Occasion{serial});
      }
    }
    Witness<Chose> witness;
    run_tick(market.model(), world, {.watch = &witness});
    std::vector<double> sums(world.brand_count() + 1, 0.0);
    for (const auto& sight : witness.sights()) {
      sums[sight.what.outside ? world.brand_count() : row(sight.what.brand)] += 1;
    }
    for (double& sum : sums) {
      sum /= static_cast<double>(witness.sights().size());
    }
    return sums;
  }

  Market market;
  World world;
};

double logistic(double v) {
  return 1 / (1 + std::exp(-v));
}

Fading fading(double value, double half_life) {
  Fading f;
  f.set(0, half_life, value);
  return f;
}

TEST(Choice, prices_give_the_shares_of_the_multinomial_logit) {
  Logit logit(4, 50000);
  constexpr std::array<double, 4> utility{1, .5, 0, -.5};
  for (std::size_t b = 0; b < 4; ++b) {
    Market::number(logit.world, "price", b) = 40 * std::exp(-utility[b] / 2.6);
  }
  const auto shares = logit.shares(1, 20);  // a million choices
  constexpr std::array<double, 4> expected{.455054, .276004, .167405, .101536};
  for (std::size_t b = 0; b < 4; ++b) {
    EXPECT_NEAR(shares[b], expected[b], 0.002);
  }
  EXPECT_EQ(shares[4], 0);
}

TEST(Choice, tastes_and_the_outside_good_give_the_shares_of_the_multinomial_logit) {
  Logit logit(3);
  Market::put_all(logit.world, "taste", 1.0F, 0);
  Market::put_all(logit.world, "taste", 0.5F, 1);
  Market::put_all(logit.world, "taste_outside", -0.5F);
  const auto shares = logit.shares();
  constexpr std::array<double, 4> expected{.455054, .276004, .167405, .101536};
  for (std::size_t b = 0; b < 4; ++b) {
    EXPECT_NEAR(shares[b], expected[b], 0.0064);
  }
}

TEST(Choice, trust_habit_reminders_and_irritation_weigh_as_declared) {
  const auto first_share = [](const auto& change) {
    Logit logit(2);
    change(logit.world);
    return logit.shares()[0];
  };
  constexpr double tolerance = 0.0064;
  const Laws laws;
  const double h = laws.trust.half_life;
  EXPECT_NEAR(first_share([](World&) {}), 0.5, tolerance);
  EXPECT_NEAR(first_share([&](World& w) { Market::put_all(w, "trust_for", fading(6, h)); }),
              logistic(3 * (7.0 / 8 - 0.5)), tolerance);
  EXPECT_NEAR(first_share([&](World& w) { Market::put_all(w, "trust_against", fading(6, h)); }),
              logistic(3 * (1.0 / 8 - 0.5)), tolerance);
  EXPECT_NEAR(first_share([](World& w) { Market::put_all(w, "habit", 0.8F); }), logistic(0.5 * 0.8),
              tolerance);
  EXPECT_NEAR(first_share([&](World& w) {
                Market::put_all(w, "reminder", fading(0.9, laws.reminder_half_life));
              }),
              logistic(0.3 * 0.9), tolerance);
  const Fading annoyed = fading(4, laws.irritation_half_life);
  EXPECT_NEAR(first_share([&](World& w) { Market::put_all(w, "irritation", annoyed); }),
              logistic(-0.3 * 0.3 * 4), tolerance);
  EXPECT_NEAR(first_share([&](World& w) {
                Market::put_all(w, "irritation", annoyed);
                Market::put_all(w, "follows", std::uint8_t{1});
              }),
              logistic(-0.3 * 4), tolerance);
}

TEST(Choice, with_all_effects_at_zero_no_state_weighs) {
  const auto choices = [](bool state) {
    Logit logit(2, 5000);
    for (const char* effect : {"trust", "habit", "reminder", "irritation", "answered_question"}) {
      logit.market.set(std::string("choice.") + effect, 0);
    }
    if (state) {
      Market::put_all(logit.world, "trust_for", fading(60, 4368));
      Market::put_all(logit.world, "habit", 1.0F);
      Market::put_all(logit.world, "reminder", fading(1, 168));
      Market::put_all(logit.world, "irritation", fading(5, 168), 1);
      Market::put_all(logit.world, "answer_for", 1U);
    }
    return logit.shares();
  };
  EXPECT_EQ(choices(true), choices(false));
}

TEST(Choice, an_answer_counts_for_its_purchase_and_for_no_other) {
  const auto shares_after = [](CaseKind about, std::uint32_t asked, std::uint32_t bought) {
    Logit logit(2);
    Market::put_all(logit.world, "occasion_serial", asked);
    for (std::uint32_t j = 0; j < Logit::n; ++j) {
      Market::cause(logit.world, j,
                    Answered{.cause = question_before(j, asked), .about = about, .solved = true});
    }
    return logit.shares(bought, bought)[0];
  };
  constexpr double tolerance = 0.0064;
  EXPECT_NEAR(shares_after(CaseKind::question, 7, 7), logistic(0.8), tolerance);
  EXPECT_NEAR(shares_after(CaseKind::question, 7, 8), 0.5, tolerance);
  EXPECT_NEAR(shares_after(CaseKind::question, 7, 6), 0.5, tolerance);
}

TEST(Choice, an_answer_that_comes_after_the_purchase_is_worth_nothing_to_it) {
  Logit logit(2);
  Market::put_all(logit.world, "occasion_serial", 8U);  // the 7th is over
  for (std::uint32_t j = 0; j < Logit::n; ++j) {
    Market::cause(logit.world, j, Answered{.cause = question_before(j, 7), .solved = true});
  }
  EXPECT_NEAR(logit.shares(8, 8)[0], 0.5, 0.0064);
}

TEST(Choice, closed_shops_and_unknown_brands_sell_nothing) {
  Logit logit(3, 5000);
  Market::put_all(logit.world, "taste", 20.0F, 0);
  Market::put_all(logit.world, "taste", 20.0F, 1);
  Market::number(logit.world, "shop_open", 0) = 0;
  Market::put_all(logit.world, "aware_until", 0.0F, 1);
  EXPECT_EQ(logit.shares(), (std::vector<double>{0, 0, 1, 0}));
  Market::number(logit.world, "shop_open", 2) = 0;
  EXPECT_EQ(logit.shares(2, 2), (std::vector<double>{0, 0, 0, 1}));
  EXPECT_EQ(logit.market.count(logit.world, "considered", 0), 0);
  EXPECT_EQ(logit.market.count(logit.world, "considered", 1), 0);
  EXPECT_EQ(logit.market.count(logit.world, "considered", 2), 5000);
}

TEST(Choice, raising_one_brand_moves_choices_to_that_brand_alone) {
  const auto chosen = [](double price) {
    Market market({.customers = 5000, .brands = 3, .network = quiet(5000)},
                  {"choice", "awareness"});
    market.set("awareness.share", 1).set("choice.share", 0.3);
    World world = market.found();
    Market::number(world, "price", 0) = price;
    for (std::uint32_t j = 0; j < 5000; ++j) {
      Market::cause(world, j, Occasion{1});
    }
    Witness<Chose> witness;
    run_tick(market.model(), world, {.watch = &witness});
    std::map<std::uint32_t, int> brands;
    for (const auto& sight : witness.sights()) {
      brands[sight.customer] = sight.what.outside ? -1 : static_cast<int>(row(sight.what.brand));
    }
    return brands;
  };
  // the mean price moves too: that lowers both others alike, whence the price's weight on them
  auto dear = chosen(40);
  auto cheap = chosen(30);
  ASSERT_EQ(dear.size(), 5000U);
  int moved = 0;
  for (const auto& [customer, brand] : dear) {
    if (cheap[customer] != brand && brand == 0) {
      ADD_FAILURE() << "lost a customer by a lower price";
    }
    moved += cheap[customer] == 0 && brand != 0 ? 1 : 0;
  }
  EXPECT_GT(moved, 100);
}

TEST(Choice, more_habit_moves_choices_to_that_brand_alone) {
  const auto chosen = [](float habit) {
    Logit logit(3, 5000);
    Market::put_all(logit.world, "habit", habit, 1);
    for (std::uint32_t j = 0; j < 5000; ++j) {
      Market::cause(logit.world, j, Occasion{1});
    }
    Witness<Chose> witness;
    run_tick(logit.market.model(), logit.world, {.watch = &witness});
    std::map<std::uint32_t, std::size_t> brands;
    for (const auto& sight : witness.sights()) {
      brands[sight.customer] = row(sight.what.brand);
    }
    return brands;
  };
  auto low = chosen(0);
  auto high = chosen(1);
  int moved = 0;
  for (const auto& [customer, brand] : low) {
    ASSERT_TRUE(high[customer] == brand || high[customer] == 1);
    moved += high[customer] != brand ? 1 : 0;
  }
  EXPECT_GT(moved, 100);
}

TEST(Choice, tastes_are_Dirichlet) {
  constexpr std::uint32_t n = 100000;
  constexpr double s = 1.29528;
  constexpr std::array<double, 3> share{.25, .10, .02};
  Market market({.customers = n, .brands = 3, .network = quiet(n)}, {"choice", "awareness"});
  market.set("awareness.share", 1).set("choice.loyalty", s);
  for (int b = 0; b < 3; ++b) {
    market.set("choice.share", share[static_cast<std::size_t>(b)], b);
  }
  World world = market.found();
  for (std::uint32_t j = 0; j < n; ++j) {
    Market::cause(world, j, Occasion{1});
    Market::cause(world, j, Occasion{2});
  }
  Witness<Chose> witness;
  run_tick(market.model(), world, {.watch = &witness});
  std::vector<std::array<int, 2>> pairs(n, {-1, -1});
  for (const auto& sight : witness.sights()) {
    pairs[sight.customer][sight.what.occasion.value - 1] =
        sight.what.outside ? -1 : static_cast<int>(row(sight.what.brand));
  }
  for (int b = 0; b < 3; ++b) {
    double once = 0;
    double twice = 0;
    for (const auto& pair : pairs) {
      once += (pair[0] == b ? 0.5 : 0.0) + (pair[1] == b ? 0.5 : 0.0);
      twice += pair[0] == b && pair[1] == b ? 1 : 0;
    }
    const double p = share[static_cast<std::size_t>(b)];
    EXPECT_NEAR(once / n, p, 0.0055);
    EXPECT_NEAR(twice / n, p * (s * p + 1) / (s + 1), 0.0045);  // Dirichlet-multinomial
  }
}

TEST(Choice, may_differ_between_segments) {
  constexpr std::uint32_t n = 20000;
  Market market({.customers = n, .brands = 2, .segments = 2, .weeks = 8, .network = quiet(n)},
                {"need", "awareness", "choice"});
  market.set("awareness.share", 1).set("need.per_year", 50);
  market.set("choice.share", 0.3).set("choice.share", 0, 0, -1, 1);
  const World world = market.run();
  std::uint64_t bought[2][2] = {};  // by brand and segment
  for (std::uint32_t j = 0; j < n; ++j) {
    for (std::size_t b = 0; b < 2; ++b) {
      bought[b][j % 2] += Market::column<std::uint16_t>(world, "purchases", j, b);
    }
  }
  EXPECT_EQ(bought[0][1], 0U);
  EXPECT_GT(bought[0][0], n / 2);
  const double same = static_cast<double>(bought[1][1]) / static_cast<double>(bought[1][0]);
  EXPECT_NEAR(same, 1, 0.1);  // the other brand's share is the same
}

TEST(Choice, is_the_same_on_one_thread_and_on_many) {
  Market market({.customers = 30000, .brands = 2, .weeks = 4, .network = quiet(30000)},
                {"need", "awareness", "choice", "habit", "experience", "trust"});
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
  const World world = market.run();
  EXPECT_GT(market.count(world, "considered"), 1000);
}

}  // namespace
}  // namespace rapport::testing
