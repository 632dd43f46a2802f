// Asking: how often and when; who is named, by hand; whether in time.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>

#include "tests/models/puppet.hpp"

namespace rapport::testing {
namespace {

constexpr double per_year = 50;
constexpr double rate = per_year / (365.25 * 24);          // an hour
constexpr double half_life = 4368;                         // hours, of evidence
using Purchase = std::pair<std::uint32_t, std::uint32_t>;  // customer, serial

/// Gives a customer evidence on a brand, as of the start.
void know(World& world, std::uint32_t customer, std::size_t brand, double in_favour, double against,
          std::uint16_t purchases = 1) {
  Fading evidence;
  evidence.set(0, half_life, in_favour);
  Market::put(world, "trust_for", customer, evidence.crossing, brand);
  evidence.set(0, half_life, against);
  Market::put(world, "trust_against", customer, evidence.crossing, brand);
  Market::put(world, "purchases", customer, purchases, brand);
}

Market askers(std::uint32_t customers, std::uint32_t weeks, double ask) {
  Market market({.customers = customers, .brands = 2, .weeks = weeks},
                {"activity", "attention", "need", "asking"});
  all_alike(market, 1);
  market.set("need.shape", 1000).set("need.per_year", per_year).set("asking.ask", ask);
  market.set("asking.answer", 1).set("asking.friends", 1);
  return market;
}

std::map<Purchase, double> hours_of_asking(Market& market) {
  Witness<AdviceDue> asked;
  market.run({.watch = &asked});
  std::map<Purchase, double> hours;
  for (const auto& sight : asked.sights()) {
    hours[{sight.customer, sight.what.occasion}] = sight.hour;
  }
  return hours;
}

TEST(Asking, precedes_the_declared_share_of_purchases_by_two_days) {
  Market market = askers(5000, 13, 0.5);
  const auto asked = hours_of_asking(market);
  Witness<Occasion> occasions;
  market.run({.watch = &occasions});
  double purchases = 0;
  double after_asking = 0;
  for (const auto& sight : occasions.sights()) {
    const auto question = asked.find({sight.customer, sight.what.serial});
    if (question != asked.end()) {
      ASSERT_LE(sight.hour - question->second, 48);
      ASSERT_GE(sight.hour - question->second, 47) << "a tick later after a purchase just made";
    }
    if (sight.hour > 49) {
      purchases += 1;
      after_asking += question != asked.end() ? 1 : 0;
    }
  }
  ASSERT_GT(purchases, 55000);
  // not where the purchase before was less than two days ago
  EXPECT_NEAR(after_asking / purchases, 0.5 * std::exp(-48 * rate), 0.0085);
}

TEST(Asking, takes_place_at_the_same_hours_whatever_friends_say) {
  Market silent = askers(2000, 8, 0.3);
  Market other = askers(2000, 8, 0.3);
  other.set("asking.friends", 4).set("asking.answer", 0).set("asking.opinion", 0);
  const auto hours = hours_of_asking(silent);
  EXPECT_EQ(hours, hours_of_asking(other));
  EXPECT_GT(hours.size(), 3000U);
}

Message question_of(std::uint32_t asker) {
  Message m = friend_message(MessageKind::request);
  m.what = m.root = identity(0x71ULL, asker);
  m.sender = asker;
  m.names_brand = false;
  m.occasion = 7;
  return m;
}

TEST(Asking, is_answered_from_what_a_friend_knows_herself) {
  Market market({.customers = 10, .brands = 2, .weeks = 1, .network = quiet(10)},
                {"attention", "asking"});
  market.set("asking.answer", 1);
  World world = market.found();
  know(world, 0, 0, 5, 0, 0);  // hearsay: never bought
  know(world, 1, 0, 0, 0);     // bought, and knows nothing of it
  know(world, 2, 0, 0.5, 0);   // two that are good: the better
  know(world, 2, 1, 1.5, 0);
  know(world, 3, 0, 0, 2);  // one bad, one so-so
  know(world, 3, 1, 0.1, 0);
  know(world, 4, 0, 0, 2);  // one bad, one good: the good
  know(world, 4, 1, 1, 0);
  know(world, 5, 0, 0.1, 0);  // nothing worth telling
  know(world, 6, 0, 0, 0.1);
  know(world, 7, 0, 0, 1);  // two that are bad: the worse
  know(world, 7, 1, 0, 3);
  const Message question = question_of(9);
  for (std::uint32_t j = 0; j < 8; ++j) {
    Market::show(world, j, question);
  }
  run_ticks(market, world, 1);
  std::map<std::uint32_t, std::pair<std::size_t, int>> said;
  for (const Message& m : Market::said(world)) {
    EXPECT_EQ(m.kind, MessageKind::advice);
    EXPECT_EQ(m.occasion, question.occasion);
    EXPECT_EQ(m.root, question.what);
    said[m.sender] = {row(m.brand), m.valence};
  }
  const std::map<std::uint32_t, std::pair<std::size_t, int>> expected{
      {2, {1, 1}}, {3, {0, -1}}, {4, {1, 1}}, {7, {1, -1}}};
  EXPECT_EQ(said, expected);
  EXPECT_EQ(market.count(world, "referrals", 1), 2);
  EXPECT_EQ(market.count(world, "warnings", 0), 1);
  EXPECT_EQ(market.count(world, "warnings", 1), 1);
}

TEST(Asking, is_answered_with_the_declared_chance) {
  constexpr std::uint32_t n = 20000;
  Market market({.customers = n, .weeks = 1, .network = quiet(n)}, {"attention", "asking"});
  market.set("asking.answer", 0.3);
  World world = market.found();
  const Message question = question_of(0);
  for (std::uint32_t j = 0; j < n; ++j) {
    know(world, j, 0, 1, 0);
    Market::show(world, j, question);
  }
  run_ticks(market, world, 1);
  EXPECT_NEAR(static_cast<double>(market.count(world, "referrals")) / n, 0.3, 0.013);
}

TEST(Asking, is_answered_in_time_if_two_log_ins_come_before_the_purchase) {
  Market market = askers(5000, 26, 0.5);
  World world = market.found();
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    know(world, j, 0, 100, 0);
  }
  market.run_weeks(world, 26);
  const auto asked = static_cast<double>(market.count(world, "friends_asked"));
  ASSERT_GT(asked, 40000);
  // the second of two log-ins, each in an hour with chance p, within 48 hours
  const double none = std::exp(-1.0 / 24);
  const double late = std::pow(none, 48) + 48 * (1 - none) * std::pow(none, 47);
  const auto in_time = static_cast<double>(market.count(world, "advice_in_time"));
  EXPECT_NEAR(in_time / asked, 1 - late, 0.013);  // a hundredth is asked too near the end
  EXPECT_NEAR(static_cast<double>(market.count(world, "copies_addressed")) / asked, 1, 0.03)
      << "answers name a brand, questions none";
}

TEST(Asking, of_nobody_changes_nothing) {
  Market market = askers(2000, 8, 0);
  World world = market.found();
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    know(world, j, 0, 100, 0);
  }
  market.run_weeks(world, 8);
  EXPECT_GT(market.count(world, "category_purchases"), 10000);
  for (const char* nothing : {"friends_asked", "referrals", "warnings", "copies_addressed"}) {
    EXPECT_EQ(market.count(world, nothing), 0) << nothing;
  }
  market.set("asking.ask", 1).set("activity.membership", 0);
  const World nowhere = market.run();
  EXPECT_EQ(market.count(nowhere, "friends_asked"), 0) << "who is on no platform";
}

/// Units sold of both brands when friends' words have these effects.
std::array<std::int64_t, 2> sold(double ask, double effect) {
  Market market({.customers = 3000, .brands = 2, .weeks = 26}, {});
  market.set("need.per_year", per_year).set("asking.ask", ask).set("referral.names", ask);
  market.set("trust.by_advice", effect).set("awareness.by_advice", effect);
  market.set("choice.share", 0.6, 0).set("experience.failure", 0.4, 1);
  const World world = market.run();
  EXPECT_EQ(market.count(world, "friends_asked") > 0, ask > 0);
  return {market.count(world, "units_sold", 0), market.count(world, "units_sold", 1)};
}

TEST(Asking, moves_sales_by_its_effects_alone) {
  EXPECT_EQ(sold(0, 0), sold(1, 0));
  const auto with = sold(1, 1);
  const auto without = sold(0, 1);
  EXPECT_GT(with[0], without[0]);
  EXPECT_LT(with[1], without[1]) << "the brand whose goods fail";
}

TEST(Asking, gives_the_same_bits_on_one_and_on_many_threads) {
  Market market({.customers = 30000, .brands = 2, .weeks = 3}, {});
  market.set("need.per_year", per_year).set("asking.ask", 0.5).set("referral.names", 0.5);
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
  const World world = market.run();
  EXPECT_GT(market.count(world, "referrals"), 1000);
}

}  // namespace
}  // namespace rapport::testing
