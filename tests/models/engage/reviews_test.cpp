// Reviews: who writes how many stars, what is published when, and what reading them is worth.
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "tests/models/puppet.hpp"

namespace rapport::testing {
namespace {

constexpr double half_life = 4368;  // hours, of evidence

enum Deed : std::uint32_t { fine, delight, mild, severe };

/// Act: a purchase of the first brand turns out so.
void experiences(Turn& turn, std::uint32_t deed) {
  const bool failed = deed >= mild;
  const Identity what = identity(0x65ULL, row(turn.who()), turn.tick());
  turn.then(Experienced{BrandId{0}, what,
                        failed            ? Outcome::failure
                        : deed == delight ? Outcome::delight
                                          : Outcome::fine,
                        !failed          ? 0.0
                        : deed == severe ? 0.75
                                         : 0.25});
}

Market market_of(std::uint32_t n, std::size_t platforms = 1) {
  return Market({.customers = n,
                 .brands = 2,
                 .platforms = platforms,
                 .weeks = 3,
                 .network = quiet(n),
                 .also = {puppet<experiences>()}},
                {"reviews"});
}

/// Everybody on these platforms, and both brands come to mind.
World members(Market& market, std::uint8_t platforms = 1) {
  World world = market.found();
  Market::put_all(world, "platforms", platforms);
  for (const std::size_t b : {0U, 1U}) {
    Market::put_all(world, "aware_until", 1e9F, b);
  }
  return world;
}

TEST(Reviews, are_written_with_the_declared_chances_and_stars) {
  constexpr std::uint32_t n = 40000;
  const struct {
    Deed deed;
    double chance;
    double stars;
  } cases[] = {{fine, 0.1, 4.5}, {delight, 0.3, 5}, {mild, 0.2, 2}, {severe, 0.2, 1}};
  for (const auto& one : cases) {
    Market market = market_of(n);
    market.set("reviews.after_fine", 0.1).set("reviews.after_delight", 0.3);
    market.set("reviews.after_failure", 0.2);
    World world = members(market);
    pull_all(world, one.deed);
    run_ticks(market, world, 1);
    const auto written = static_cast<double>(market.count(world, "reviews"));
    const auto stars = static_cast<double>(market.count(world, "review_stars"));
    EXPECT_NEAR(written / n, one.chance, 0.0092) << one.deed;
    EXPECT_NEAR(stars / written, one.stars, one.deed == fine ? 0.032 : 0) << one.deed;
    EXPECT_EQ(market.count(world, "reviews", 1), 0);
  }
}

TEST(Reviews, are_not_written_at_chance_zero_nor_by_those_on_no_platform) {
  Market market = market_of(2000);
  market.set("reviews.after_fine", 1);
  World nowhere = members(market, 0);
  pull_all(nowhere, fine);
  run_ticks(market, nowhere, 1);
  EXPECT_EQ(market.count(nowhere, "reviews"), 0);
  market.set("reviews.after_fine", 0);
  World world = members(market);
  pull_all(world, fine);
  run_ticks(market, world, 1);
  EXPECT_EQ(market.count(world, "reviews"), 0);
}

TEST(Reviews, are_published_at_the_weeks_end_and_fade) {
  Market market = market_of(1000);
  market.set("reviews.after_delight", 1).set("reviews.after_failure", 1);
  World world = members(market);
  pull_all(world, delight);
  pull(world, 3, severe, 1);
  run_ticks(market, world, hours_per_week - 1);
  EXPECT_EQ(Market::number(world, "reviews_shown_on_0"), 0) << "not yet";
  run_ticks(market, world, 1);
  EXPECT_EQ(Market::number(world, "reviews_shown_on_0"), 1001);
  EXPECT_EQ(Market::number(world, "stars_shown_on_0"), 5001);
  EXPECT_EQ(Market::number(world, "reviews_shown_on_0", 1), 0);
  pull(world, 3, severe);
  market.run_weeks(world, 1);
  const double faded = std::exp2(-1.0 / 52);
  EXPECT_NEAR(Market::number(world, "reviews_shown_on_0"), 1001 * faded + 1, 1e-9);
  EXPECT_NEAR(Market::number(world, "stars_shown_on_0"), 5001 * faded + 1, 1e-9);
  EXPECT_NEAR(market.stock("shown_stars"), (5001 * faded + 1) / (1001 * faded + 1), 1e-9);
  EXPECT_EQ(market.stock("shown_stars", 1), 0);
}

/// What everybody makes of so many reviews of the first brand with these mean stars, on platform 1
/// of two: for and against.
std::pair<double, double> evidence_from(double count, double mean, std::uint8_t platforms = 2,
                                        float aware_until = 1e9F) {
  Market market = market_of(20, 2);
  market.set("reviews.read", 1);
  World world = members(market, platforms);
  Market::put_all(world, "aware_until", aware_until);
  Market::number(world, "reviews_shown_on_1") = count;
  Market::number(world, "stars_shown_on_1") = count * mean;
  for (std::uint32_t j = 0; j < 20; ++j) {
    Market::cause(world, j, Occasion{1});
  }
  run_ticks(market, world, 1);
  const double in_favour = Market::faded(world, "trust_for", 5, half_life);
  const double against = Market::faded(world, "trust_against", 5, half_life);
  for (const char* column : {"trust_for", "trust_against"}) {
    EXPECT_EQ(Market::faded(world, column, 5, half_life, 1), 0) << "no reviews of the second";
  }
  EXPECT_EQ(market.count(world, "reviews_read"), in_favour + against > 0 || mean == 4 ? 20 : 0);
  return {in_favour, against};
}

/// What was read is remembered in 127 steps, and the first hour has faded.
constexpr double step = 0.19 / 254 + 1e-4;

TEST(Reviews, are_evidence_by_how_far_and_how_many_they_are) {
  const auto best = evidence_from(30, 5);
  EXPECT_NEAR(best.first, 0.19 * 30 / 40, step);
  EXPECT_EQ(best.second, 0);
  const auto good = evidence_from(10, 4.25);
  EXPECT_NEAR(good.first, 0.19 * 0.5 * 0.25, step);
  const auto poor = evidence_from(30, 3);
  EXPECT_EQ(poor.first, 0);
  EXPECT_NEAR(poor.second, 0.19 * 0.75 / 3, step);
  const auto worst = evidence_from(1e6, 1);
  EXPECT_NEAR(worst.second, 0.19, step);
}

TEST(Reviews, that_are_read_again_renew_what_has_faded_and_no_more) {
  Market market({.customers = 20, .brands = 2, .weeks = 60, .network = quiet(20)}, {"reviews"});
  market.set("reviews.read", 1);
  World world = members(market);
  std::uint32_t serial = 0;
  const auto read = [&](double mean) {
    Market::number(world, "reviews_shown_on_0") = 30;
    Market::number(world, "stars_shown_on_0") = 30 * mean;
    ++serial;
    for (std::uint32_t j = 0; j < 20; ++j) {
      Market::cause(world, j, Occasion{serial});
    }
    run_ticks(market, world, 1);
    return std::pair(Market::faded(world, "trust_for", 5, half_life),
                     Market::faded(world, "trust_against", 5, half_life));
  };
  const double best = 0.19 * 30 / 40;
  EXPECT_NEAR(read(5).first, best, step);
  for (int i = 0; i < 10; ++i) {
    EXPECT_NEAR(read(5).first, best, step) << "read again";
  }
  EXPECT_NEAR(read(4.5).first, best, step) << "what is worse than known is no news for it";
  EXPECT_NEAR(read(5).first, best, step);
  EXPECT_NEAR(read(1).second, best, step) << "and what has become bad";
  EXPECT_NEAR(read(1).second, best, step);
  market.run_weeks(world, 26);
  EXPECT_NEAR(Market::faded(world, "trust_against", 5, half_life), best / 2, 2 * step);
  EXPECT_NEAR(read(1).second, best, 2 * step) << "after a half-life, half of it was left";
}

TEST(Reviews, leave_trust_exactly_at_the_prior_where_there_is_nothing_to_read) {
  const std::pair<double, double> nothing{0, 0};
  EXPECT_EQ(evidence_from(30, 4), nothing) << "as usual";
  EXPECT_EQ(evidence_from(0, 5), nothing) << "none";
  EXPECT_EQ(evidence_from(30, 5, 1), nothing) << "on another platform";
  EXPECT_EQ(evidence_from(30, 5, 0), nothing) << "on no platform";
  EXPECT_EQ(evidence_from(30, 5, 2, -1.0F), nothing) << "of a brand that does not come to mind";
}

TEST(Reviews, are_read_before_the_declared_share_of_purchases) {
  constexpr std::uint32_t n = 20000;
  Market market = market_of(n);
  market.set("reviews.read", 0.3);
  World world = members(market);
  Market::number(world, "reviews_shown_on_0") = 100;
  Market::number(world, "stars_shown_on_0") = 500;
  for (std::uint32_t j = 0; j < n; ++j) {
    Market::cause(world, j, Occasion{1});
  }
  run_ticks(market, world, 1);
  EXPECT_NEAR(static_cast<double>(market.count(world, "reviews_read")) / n, 0.3, 0.013);
}

/// Units sold of both brands, the second of which fails often.
std::array<std::int64_t, 2> sold(double read, double weight) {
  Market market({.customers = 3000, .brands = 2, .weeks = 26}, {});
  market.set("need.per_year", 50).set("reviews.read", read).set("reviews.weight", weight);
  market.set("experience.failure", 0.5, 1);
  const World world = market.run();
  EXPECT_GT(market.count(world, "reviews"), 100);
  return {market.count(world, "units_sold", 0), market.count(world, "units_sold", 1)};
}

TEST(Reviews, move_sales_by_their_weight_alone) {
  const auto unread = sold(0, 1);
  EXPECT_EQ(sold(1, 0), unread);
  const auto with = sold(1, 1);
  EXPECT_LT(with[1], unread[1]);
  EXPECT_GT(with[0], unread[0]);
}

TEST(Reviews, give_the_same_bits_on_one_and_on_many_threads) {
  Market market({.customers = 30000, .brands = 2, .platforms = 2, .weeks = 3}, {});
  market.set("need.per_year", 50).set("reviews.read", 0.5);
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
  const World world = market.run();
  EXPECT_GT(market.count(world, "reviews_read"), 1000);
}

}  // namespace
}  // namespace rapport::testing
