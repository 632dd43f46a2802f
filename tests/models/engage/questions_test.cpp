// Questions: how often, how long before the purchase, of whom.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

constexpr double per_year = 50;
constexpr double rate = per_year / (365.25 * 24);          // an hour
using Purchase = std::pair<std::uint32_t, std::uint32_t>;  // customer, serial

/// Everybody is a member, knows both brands and needs about the same.
Market askers(std::uint32_t customers, std::uint32_t weeks, double ask) {
  Market market({.customers = customers, .brands = 2, .weeks = weeks, .network = quiet(customers)},
                {"activity", "need", "awareness", "questions"});
  market.set("activity.membership", 1).set("awareness.share", 1).set("need.shape", 1000);
  market.set("need.per_year", per_year).set("questions.ask", ask);
  return market;
}

/// P(the last purchase was longer ago than the lead time): lead uniform on 24 to 72 hours.
double in_time() {
  return std::exp(-24 * rate) * (1 - std::exp(-48 * rate)) / (48 * rate);
}

struct Diary {
  std::map<Purchase, double> questions;  ///< hour
  std::map<Purchase, double> purchases;
};

Diary diary_of(Market& market) {
  Witness<QuestionDue> questions;
  Witness<Occasion> occasions;
  market.run({.watch = &questions});
  market.run({.watch = &occasions});
  Diary diary;
  for (const auto& sight : questions.sights()) {
    diary.questions[{sight.customer, sight.what.occasion}] = sight.hour;
  }
  for (const auto& sight : occasions.sights()) {
    diary.purchases[{sight.customer, sight.what.serial}] = sight.hour;
  }
  return diary;
}

TEST(Questions, precede_the_declared_share_of_purchases_by_one_to_three_days) {
  Market market = askers(5000, 13, 0.5);
  const Diary diary = diary_of(market);
  double purchases = 0;
  double asked = 0;
  for (const auto& [purchase, hour] : diary.purchases) {
    const auto question = diary.questions.find(purchase);
    if (question != diary.questions.end()) {
      ASSERT_GE(hour - question->second, 23) << "a tick before, at the latest";
      ASSERT_LE(hour - question->second, 73);
    }
    if (hour > 73) {
      purchases += 1;
      asked += question != diary.questions.end() ? 1 : 0;
    }
  }
  ASSERT_GT(purchases, 55000);
  EXPECT_NEAR(asked / purchases, 0.5 * in_time(), 0.0083);
}

TEST(Questions, are_sent_between_a_day_and_three_before_the_exact_hour_of_the_purchase) {
  Market market = askers(2000, 8, 0.5);
  World world = market.found();
  double sum = 0;
  double questions = 0;
  run_until(market.model(), world, world.setting->end_tick,
            {.after_tick =
                 [&](const World& w) {
                   for (const Message& m : w.messages.slot(w.tick - 1)) {
                     const double purchase = Market::column<double>(w, "next_occasion", m.sender);
                     const double lead = purchase - m.sent;
                     ASSERT_EQ(m.kind, MessageKind::question);
                     ASSERT_GE(lead, 24);
                     ASSERT_LE(lead, 72);
                     ASSERT_LE(m.sent, w.setting->clock.start_of(w.tick));
                     sum += lead;
                     questions += 1;
                   }
                 }},
            {});
  ASSERT_GT(questions, 4000);
  // uniform, thinned by exp(-rate lead): a purchase within the lead time leaves no question
  const double a = std::exp(-24 * rate);
  const double b = std::exp(-72 * rate);
  const double mean = (24 * a - 72 * b) / (a - b) + 1 / rate;
  EXPECT_NEAR(sum / questions, mean, 4 * 13.9 / std::sqrt(questions));
}

TEST(Questions, name_no_brand_in_the_declared_share) {
  Market market = askers(10000, 13, 1);
  const World world = market.run();
  const auto leads = static_cast<double>(market.count(world, "leads"));
  const auto first = static_cast<double>(market.count(world, "questions_asked", 0));
  const auto second = static_cast<double>(market.count(world, "questions_asked", 1));
  const double all = leads + first + second;
  ASSERT_GT(all, 80000);
  EXPECT_NEAR(leads / all, 0.3, 0.0064);
  EXPECT_NEAR(first / (first + second), 0.5, 0.0083);
  EXPECT_EQ(market.count(world, "leads", 1), static_cast<std::int64_t>(leads));
  EXPECT_EQ(market.count(world, "mentions", 0), static_cast<std::int64_t>(first));
  EXPECT_EQ(market.count(world, "market_mentions", 0), static_cast<std::int64_t>(first + second));
}

TEST(Questions, go_to_brands_by_taste) {
  Market market = askers(10000, 8, 1);
  World world = market.found();
  Market::put_all(world, "taste", 1.0F, 0);
  market.run_weeks(world, 8);
  const auto first = static_cast<double>(market.count(world, "questions_asked", 0));
  const auto second = static_cast<double>(market.count(world, "questions_asked", 1));
  ASSERT_GT(first + second, 35000);
  EXPECT_NEAR(first / (first + second), 1 / (1 + std::exp(-1.0)), 0.0095);
}

TEST(Questions, name_only_brands_that_come_to_mind) {
  Market market = askers(2000, 8, 1);
  market.set("awareness.share", 0, 0);
  const World world = market.run();
  EXPECT_EQ(market.count(world, "questions_asked", 0), 0);
  EXPECT_GT(market.count(world, "questions_asked", 1), 1000);
  market.set("awareness.share", 0, 1);
  const World unknown = market.run();
  EXPECT_EQ(market.count(unknown, "questions_asked", 1), 0);
  EXPECT_GT(market.count(unknown, "leads"), 1000);
}

TEST(Questions, are_not_asked_at_chance_zero_nor_by_those_on_no_platform) {
  Market market = askers(2000, 8, 0);
  const World world = market.run();
  EXPECT_GT(market.count(world, "category_purchases"), 10000);
  EXPECT_EQ(market.count(world, "questions_asked") + market.count(world, "leads"), 0);
  market.set("questions.ask", 1).set("activity.membership", 0);
  const World nowhere = market.run();
  EXPECT_EQ(market.count(nowhere, "questions_asked") + market.count(nowhere, "leads"), 0);
}

TEST(Questions, are_asked_at_the_same_hours_whoever_comes_to_mind) {
  Market known = askers(2000, 8, 0.5);
  Market unknown = askers(2000, 8, 0.5);
  unknown.set("awareness.share", 0.3).set("questions.names_none", 0.9);
  EXPECT_EQ(diary_of(known).questions, diary_of(unknown).questions);
}

TEST(Questions, are_asked_once_a_purchase_and_never_by_one_who_has_left) {
  Market market({.customers = 5000, .weeks = 26, .network = quiet(5000)},
                {"activity", "need", "lifetime", "questions"});
  market.set("activity.membership", 1).set("questions.ask", 1).set("need.per_year", per_year);
  market.set("lifetime.leave_a", 1000).set("lifetime.leave_b", 0.01);
  Witness<QuestionDue> questions;
  market.run({.watch = &questions});
  ASSERT_GT(questions.sights().size(), 3000U);
  std::set<std::uint32_t> askers_so_far;
  std::size_t beyond = 0;
  for (const auto& sight : questions.sights()) {
    ASSERT_TRUE(askers_so_far.insert(sight.customer).second || sight.what.occasion > 1);
    beyond += sight.what.occasion > 1 ? 1 : 0;
  }
  EXPECT_LE(beyond, 3U);  // those few whom the chance of leaving, all but 1, has spared
}

TEST(Questions, may_differ_between_segments) {
  Market market({.customers = 2000, .brands = 2, .segments = 2, .weeks = 8, .network = quiet(2000)},
                {"activity", "need", "awareness", "questions"});
  market.set("activity.membership", 1).set("awareness.share", 1).set("need.per_year", per_year);
  market.set("questions.ask", 0).set("questions.ask", 1, -1, -1, 1);
  Witness<QuestionDue> questions;
  market.run({.watch = &questions});
  EXPECT_GT(questions.sights().size(), 1000U);
  for (const auto& sight : questions.sights()) {
    EXPECT_EQ(sight.customer % 2, 1U);
  }
}

TEST(Questions, are_the_same_on_one_thread_and_on_many) {
  Market market({.customers = 30000, .brands = 2, .weeks = 3},
                {"activity", "attention", "need", "awareness", "choice", "questions", "patience"});
  market.set("need.per_year", per_year).set("questions.ask", 0.5);
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
  const World world = market.run();
  EXPECT_GT(market.count(world, "questions_asked"), 1000);
}

}  // namespace
}  // namespace rapport::testing
