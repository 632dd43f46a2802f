// Community: who answers for a brand, and what an answer by another customer settles.
#include <gtest/gtest.h>

#include "tests/models/puppet.hpp"

namespace rapport::testing {
namespace {

Message question(bool named = true) {
  Message m = friend_message(MessageKind::question);
  m.sender = 0;
  m.what = m.root = question_before(0, 1);
  m.names_brand = named;
  return m;
}

/// Of all who read a question to the brand, how many answer it.
double answering(std::uint16_t purchases, float talk, double answer, bool named = true) {
  constexpr std::uint32_t n = 20000;
  Market market({.customers = n, .brands = 2, .weeks = 1, .network = quiet(n)},
                {"attention", "community"});
  market.set("community.answer", answer);
  World world = market.found();
  Market::put_all(world, "purchases", purchases);
  Market::put_all(world, "purchases", std::uint16_t{9}, 1);  // of the other brand
  Market::put_all(world, "talk", talk);
  const Message asked = question(named);
  for (std::uint32_t j = 1; j < n; ++j) {
    Market::show(world, j, asked);
  }
  run_ticks(market, world, 1);
  for (const Message& m : Market::said(world)) {
    EXPECT_EQ(m.kind, MessageKind::help);
    EXPECT_EQ(m.root, asked.root);
    EXPECT_EQ(m.brand, BrandId{0});
  }
  EXPECT_EQ(market.count(world, "copies_addressed"), market.count(world, "helps"));
  return static_cast<double>(market.count(world, "helps")) / n;
}

TEST(Community, answers_with_the_declared_chance) {
  EXPECT_NEAR(answering(2, 1, 0.1), 0.1, 0.0085);
  EXPECT_NEAR(answering(2, 3, 0.1), 0.3, 0.013);
  EXPECT_NEAR(answering(2, 80, 0.1), 0.5, 0.0142) << "as if five times the mean";
  EXPECT_EQ(answering(1, 1, 1), 0) << "hardly knows the brand";
  EXPECT_EQ(answering(9, 1, 1, false), 0) << "a question to nobody";
  EXPECT_EQ(answering(9, 1, 0), 0);
}

/// One customer, who has put a question to the brand before her third purchase.
struct Asker {
  static constexpr std::uint32_t who = 5;
  Market market;
  World world;
  Case one;

  Asker()
      : market({.customers = 10, .brands = 2, .weeks = 4, .network = quiet(10)},
               {"attention", "trust", "patience", "choice", "community", "relationship",
                "listening", "desk"}),
        world(market.found()) {
    market.set("listening.tagged", 1);
    Market::put(world, "occasion_serial", who, std::uint32_t{3});
    one.cause = question_before(who, 3);
    one.customer = who;
    one.patience_ends = 1;
    one.flags = Case::public_bit | Case::tagged_bit;
    Market::raise(world, one);
    Market::marks(world, "open_case", who).put(who, one.cause, 1000);
    run_ticks(market, world, 1);
  }
  void is_helped(std::uint64_t by) {
    Message m = friend_message(MessageKind::help);
    m.what = {by};
    m.root = one.cause;
    Market::show(world, who, m);
    run_ticks(market, world, 1);
  }
};

TEST(Community, settles_a_question_once_and_takes_it_off_the_brands_list) {
  Asker asker;
  ASSERT_EQ(Market::open_cases(asker.world).size(), 1U);
  asker.is_helped(1);
  EXPECT_EQ(Market::open_cases(asker.world).size(), 0U);
  EXPECT_EQ(asker.market.count(asker.world, "cases_settled"), 1);
  EXPECT_EQ(asker.market.count(asker.world, "questions_helped"), 1);
  EXPECT_EQ(Market::column<std::uint32_t>(asker.world, "answer_for", Asker::who), 3U);
  EXPECT_TRUE(Market::marks(asker.world, "open_case", Asker::who).all().empty());
  asker.is_helped(2);
  EXPECT_EQ(asker.market.count(asker.world, "questions_helped"), 1);
  EXPECT_EQ(asker.market.count(asker.world, "mentions_found"), 1) << "help is no mention";
}

TEST(Community, is_no_exchange_with_the_brand_and_no_evidence_of_it) {
  Asker asker;
  asker.is_helped(1);
  run_ticks(asker.market, asker.world, 100);
  EXPECT_EQ(asker.market.count(asker.world, "never_answered"), 0);
  for (const char* column : {"trust_for", "trust_against"}) {
    EXPECT_EQ(Market::faded(asker.world, column, Asker::who, 4368), 0) << column;
  }
  EXPECT_EQ(Market::column<std::uint16_t>(asker.world, "last_exchange", Asker::who), 0);
  EXPECT_EQ(Market::column<std::uint8_t>(asker.world, "answered_before", Asker::who), 0);
}

TEST(Community, comes_too_late_after_the_brands_answer) {
  Asker asker;
  Market::cause(asker.world, Asker::who,
                Answered{.brand = BrandId{0}, .cause = asker.one.cause, .asked = 0, .done = 1});
  run_ticks(asker.market, asker.world, 1);
  asker.is_helped(1);
  EXPECT_EQ(asker.market.count(asker.world, "questions_helped"), 0);
  EXPECT_EQ(asker.market.count(asker.world, "cases_settled"), 0);
}

TEST(Community, spares_the_desk_work) {
  const auto run = [](double answer) {
    Market market({.customers = 4000, .brands = 2, .weeks = 26}, {});
    market.set("need.per_year", 50).set("questions.ask", 0.2).set("talk.sigma", 0);
    market.set("staff.hours_per_week", 20).set("community.answer", answer);
    const World world = market.run();
    return std::array{market.count(world, "questions_answered"),
                      market.count(world, "never_answered"), market.count(world, "cases_settled")};
  };
  const auto alone = run(0);
  const auto helped = run(1);
  EXPECT_EQ(alone[2], 0);
  EXPECT_GT(helped[2], 40);
  EXPECT_LT(helped[0], alone[0]) << "answered by the desk";
  EXPECT_LT(helped[1], alone[1]) << "answered by nobody";
}

TEST(Community, gives_the_same_bits_on_one_and_on_many_threads) {
  Market market({.customers = 30000, .brands = 2, .weeks = 3}, {});
  market.set("need.per_year", 200).set("questions.ask", 0.5).set("community.answer", 0.5);
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
  const World world = market.run();
  EXPECT_GT(market.count(world, "questions_helped"), 40);
}

}  // namespace
}  // namespace rapport::testing
