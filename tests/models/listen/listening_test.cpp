// Listening: what is found, what finding costs, and what the mood is taken for.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

enum class Said { tagged, untagged, in_private };
constexpr std::uint32_t mentions = 20000;

/// A brand whose desk is empty: what is found stays on the list.
Market listener(std::size_t brands = 1) {
  return Market({.customers = mentions, .brands = brands, .weeks = 1, .network = quiet(mentions)},
                {"listening", "desk"});
}

Case mention(std::uint32_t nth, Said said, CaseKind kind) {
  Case one;
  one.cause = identity(0x6d656e74ULL, nth);
  one.customer = nth;
  one.at = nth / double{mentions};
  one.patience_ends = one.at + 5;
  one.kind = kind;
  one.flags = static_cast<std::uint8_t>((said == Said::untagged ? 0 : Case::tagged_bit) |
                                        (said == Said::in_private ? 0 : Case::public_bit));
  return one;
}

World hear(Market& market, Said said, CaseKind kind, std::uint32_t count = mentions) {
  World world = market.found();
  for (std::uint32_t nth = 0; nth < count; ++nth) {
    Market::raise(world, mention(nth, said, kind));
  }
  run_tick(market.model(), world);
  return world;
}

double found_share(const Market& market, const World& world, std::size_t brand = 0) {
  const auto found = market.count(world, "mentions_found", brand);
  EXPECT_EQ(found + market.count(world, "mentions_missed", brand), std::int64_t{mentions});
  return static_cast<double>(found) / mentions;
}

std::vector<std::uint64_t> listed(World& world) {
  std::vector<std::uint64_t> causes;
  for (const Case& one : Market::open_cases(world)) {
    causes.push_back(one.cause.value);
  }
  std::ranges::sort(causes);
  return causes;
}

TEST(Listening, finds_nothing_at_zero_and_everything_tagged_at_one) {
  Market market = listener();
  market.set("listening.tagged", 0).set("listening.coverage", 0);
  EXPECT_EQ(found_share(market, hear(market, Said::tagged, CaseKind::question)), 0);
  EXPECT_EQ(found_share(market, hear(market, Said::untagged, CaseKind::question)), 0);
  EXPECT_EQ(found_share(market, hear(market, Said::in_private, CaseKind::complaint)), 1);
  market.set("listening.tagged", 1);
  EXPECT_EQ(found_share(market, hear(market, Said::tagged, CaseKind::question)), 1);
  EXPECT_EQ(found_share(market, hear(market, Said::untagged, CaseKind::question)), 0);
  market.set("listening.coverage", 1).set("listening.recall", 1);
  EXPECT_EQ(found_share(market, hear(market, Said::untagged, CaseKind::question)), 1);
}

TEST(Listening, finds_the_declared_shares) {
  Market market = listener();
  market.set("listening.tagged", 0.4).set("listening.coverage", 0.5).set("listening.recall", 0.4);
  const double four = 4 / std::sqrt(double{mentions});
  EXPECT_NEAR(found_share(market, hear(market, Said::tagged, CaseKind::complaint)), 0.4,
              four * std::sqrt(0.4 * 0.6));
  EXPECT_NEAR(found_share(market, hear(market, Said::untagged, CaseKind::complaint)), 0.2,
              four * std::sqrt(0.2 * 0.8));
}

TEST(Listening, with_more_coverage_finds_all_that_it_found_and_more) {
  std::vector<std::uint64_t> before;
  for (const double coverage : {0.1, 0.3, 0.31, 0.8, 1.0}) {
    Market market = listener();
    market.set("listening.coverage", coverage);
    World world = hear(market, Said::untagged, CaseKind::question);
    const auto now = listed(world);
    EXPECT_GT(now.size(), before.size());
    EXPECT_TRUE(std::ranges::includes(now, before)) << coverage;
    before = now;
  }
}

TEST(Listening, finds_by_chance_of_its_own_for_each_brand) {
  Market market = listener(2);
  market.set("listening.coverage", 1).set("listening.recall", 0.5);
  const World world = hear(market, Said::untagged, CaseKind::lead);  // a lead is for all brands
  const double four = 4 * 0.5 / std::sqrt(double{mentions});
  EXPECT_NEAR(found_share(market, world, 0), 0.5, four);
  EXPECT_NEAR(found_share(market, world, 1), 0.5, four);
  EXPECT_NE(market.count(world, "mentions_found", 0), market.count(world, "mentions_found", 1));
}

TEST(Listening, screens_true_and_false_finds_alike) {
  Market market = listener();
  market.set("listening.coverage", 1).set("listening.recall", 0.4);
  market.set("listening.precision", 0.3).set("listening.screening", 2);
  World world = hear(market, Said::untagged, CaseKind::question);
  const auto found = static_cast<double>(market.count(world, "mentions_found"));
  EXPECT_NEAR(Market::number(world, "chore_minutes"), found * 2 / 0.3, 1e-6);
  EXPECT_NEAR(static_cast<double>(market.count(world, "screened_minutes")), found * 2 / 0.3, 0.5);
}

TEST(Listening, screens_nothing_that_names_the_brand_or_is_sent_to_it) {
  Market market = listener();
  market.set("listening.tagged", 1).set("listening.coverage", 1);
  for (const Said said : {Said::tagged, Said::in_private}) {
    World world = hear(market, said, CaseKind::complaint);
    EXPECT_EQ(Market::number(world, "chore_minutes"), 0);
    EXPECT_EQ(market.count(world, "screened_minutes"), 0);
  }
}

TEST(Listening, looks_at_nothing_where_nobody_is_paid) {
  Market market({.customers = mentions, .weeks = 1, .network = quiet(mentions)},
                {"staff", "listening", "desk"});
  market.set("listening.tagged", 1).set("listening.coverage", 1);
  for (const Said said : {Said::tagged, Said::untagged}) {
    market.set("staff.hours_per_week", 0);
    EXPECT_EQ(market.count(hear(market, said, CaseKind::lead, 1), "mentions_found"), 0);
    market.set("staff.hours_per_week", 1);
    EXPECT_EQ(market.count(hear(market, said, CaseKind::lead, 1), "mentions_found"), 1);
  }
}

TEST(Listening, searches_until_a_week_of_the_desk_is_full) {
  Market market = listener();
  market.set("listening.coverage", 1).set("listening.precision", 0.5).set("listening.screening", 2);
  World world = market.found();
  Market::number(world, "desk_minutes") = 100;
  Market::number(world, "chore_minutes") = 21;
  for (std::uint32_t nth = 0; nth < 1000; ++nth) {
    Market::raise(world, mention(nth, Said::untagged, CaseKind::lead));
  }
  run_tick(market.model(), world);
  EXPECT_EQ(market.count(world, "mentions_found"), 19) << "of 4 minutes each, behind 21 others";
  EXPECT_EQ(market.count(world, "mentions_missed"), 981);
  EXPECT_EQ(Market::number(world, "chore_minutes"), 97);
}

TEST(Listening, lists_questions_and_complaints_but_counts_leads_and_praise) {
  Market market = listener();
  market.set("listening.tagged", 1).set("listening.coverage", 1).set("listening.recall", 1);
  const auto list_of = [&](Said said, CaseKind kind) {
    World world = hear(market, said, kind, 100);
    EXPECT_EQ(market.count(world, "mentions_found"), 100);
    EXPECT_EQ(market.count(world, "leads_found"), kind == CaseKind::lead ? 100 : 0);
    return listed(world).size();
  };
  EXPECT_EQ(list_of(Said::tagged, CaseKind::question), 100);
  EXPECT_EQ(list_of(Said::in_private, CaseKind::complaint), 100);
  EXPECT_EQ(list_of(Said::tagged, CaseKind::praise), 0);
  EXPECT_EQ(list_of(Said::untagged, CaseKind::lead), 0);
}

TEST(Listening, puts_finds_on_the_list_after_the_declared_delay) {
  Market market = listener();
  market.set("listening.tagged", 1).set("listening.delay", 3.25);
  World world = hear(market, Said::tagged, CaseKind::question, 1000);
  const auto cases = Market::open_cases(world);
  ASSERT_EQ(cases.size(), 1000);
  for (const Case& one : cases) {
    EXPECT_EQ(one.found_at, one.at + 3.25);
  }
}

TEST(Listening, takes_moods_for_what_they_are_as_often_as_it_is_accurate) {
  Market market = listener();
  market.set("listening.tagged", 1);
  for (const double accuracy : {0.5, 0.8, 1.0}) {
    market.set("listening.accuracy", accuracy);
    World world = market.found();
    for (std::uint32_t nth = 0; nth < mentions; ++nth) {  // three praises to one complaint
      Market::raise(
          world, mention(nth, Said::tagged, nth % 4 == 0 ? CaseKind::complaint : CaseKind::praise));
    }
    run_tick(market.model(), world);
    const double good = static_cast<double>(market.count(world, "heard_good")) / mentions;
    const double expected = 0.75 * accuracy + 0.25 * (1 - accuracy);
    EXPECT_NEAR(good, expected, 4 * std::sqrt(accuracy * (1 - accuracy) / mentions) + 1e-12);
    EXPECT_EQ(market.count(world, "heard_all"), mentions);
  }
  const World aside = hear(market, Said::in_private, CaseKind::complaint);
  EXPECT_EQ(market.count(aside, "heard_all"), 0) << "the mood is what is said in public";
  const World asked = hear(market, Said::tagged, CaseKind::question);
  EXPECT_EQ(market.count(asked, "heard_all"), 0);
}

TEST(Listening, when_off_leaves_every_mention_unheard) {
  Market market({.customers = 10, .weeks = 1, .network = quiet(10)}, {"staff", "desk"});
  market.set("staff.hours_per_week", 40);
  World world = market.found();
  Market::raise(world, mention(0, Said::in_private, CaseKind::complaint));
  market.run_weeks(world, 1);
  EXPECT_EQ(market.count(world, "answered"), 0);
  EXPECT_TRUE(listed(world).empty());
}

TEST(Listening, comes_out_the_same_on_any_number_of_threads) {
  Market market({.customers = 25000, .brands = 2, .weeks = 1, .network = quiet(25000)},
                {"activity", "awareness", "patience", "need", "questions", "listening", "desk"});
  market.set("need.per_year", 50).set("questions.ask", 1).set("listening.coverage", 1);
  World world = market.found();
  market.run_weeks(world, 1);
  EXPECT_GT(market.count(world, "mentions_found"), 1000);
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
}

}  // namespace
}  // namespace rapport::testing
