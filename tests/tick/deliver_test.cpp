// Delivery: to whom a message goes that is meant for a share of all, some friends or one person.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

constexpr std::uint32_t customers = 20000;  // more than two blocks, the last one not full

/// A feed that shows everything to everybody in the next hour.
class ShowAll final : public Mechanism {
 public:
  ShowAll() { feeds = true; }
  void declare(Declaration&) override {}
  void feed(const Message&, std::span<const CustomerId> readers,
            Delivery& delivery) const override {
    for (const CustomerId reader : readers) {
      delivery.show(reader, delivery.first_hour());
    }
  }
};
const MechanismInfo show_all{
    .summary = "shows everything",
    .claims = "none",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<ShowAll>()); },
};

/// Who will see one message with this audience; each as often as it will be seen.
std::vector<std::uint32_t> readers(Audience audience, std::uint64_t what = 1,
                                   std::uint32_t followers = 0) {
  Market market({.customers = customers,
                 .weeks = 1,
                 .network = quiet(customers),
                 .also = {{"show_all", "tests", &show_all}}},
                {"patience"});
  World world = market.found();
  for (std::uint32_t j = 0; j < followers; ++j) {
    world.block_of(CustomerId{j}).followers[0].push_back(CustomerId{j});
  }
  Message m;
  m.what = m.root = {what};
  world.mail[0].said.push_back({m, audience});
  run_tick(market.model(), world);
  std::vector<std::uint32_t> who;
  for (Block& block : world.blocks) {
    for (const Due& due : block.calendar.due(world.tick)) {
      who.push_back(due.customer);
    }
  }
  std::ranges::sort(who);
  return who;
}

TEST(Delivery, reaches_the_declared_share_and_nobody_twice) {
  for (const double share : {1e-6, 1e-4, 0.001, 0.01, 0.1, 0.25, 0.3, 0.5, 0.7, 0.999}) {
    double reached = 0;
    constexpr std::uint64_t times = 40;
    for (std::uint64_t what = 1; what <= times; ++what) {
      const auto who = readers(Audience::members(share), what);
      EXPECT_EQ(std::set(who.begin(), who.end()).size(), who.size());
      reached += static_cast<double>(who.size());
    }
    const double n = double{customers} * times;
    EXPECT_NEAR(reached / n, share, 4 * std::sqrt(share * (1 - share) / n)) << share;
  }
  EXPECT_TRUE(readers(Audience::members(0)).empty());
  EXPECT_EQ(readers(Audience::members(1)).size(), customers);
}

TEST(Delivery, of_a_larger_share_reaches_all_whom_a_smaller_one_does) {
  std::vector<std::uint32_t> smaller;
  for (const double share :
       {0.0, 1e-5, 0.0011, 0.01, 0.0101, 0.1, 0.24, 0.25, 0.26, 0.6, 0.9, 1.0}) {
    const auto larger = readers(Audience::members(share));
    EXPECT_TRUE(std::ranges::includes(larger, smaller)) << share;
    smaller = larger;
  }
}

TEST(Delivery, reaches_customers_independently) {
  // pairs of neighbours, in one stretch and over its border, are both reached with share^2
  double both = 0;
  constexpr std::uint64_t times = 60;
  constexpr double share = 0.3;
  for (std::uint64_t what = 1; what <= times; ++what) {
    const auto who = readers(Audience::members(share), what);
    for (std::size_t i = 1; i < who.size(); ++i) {
      both += who[i] == who[i - 1] + 1 ? 1 : 0;
    }
  }
  const double pairs = double{customers - 1} * times;
  EXPECT_NEAR(both / pairs, share * share, 5 * std::sqrt(share * share / pairs));
}

TEST(Delivery, to_others_leaves_followers_out) {
  const auto all = readers(Audience::members(0.4), 9, 0);
  const auto others = readers(Audience::others(0.4), 9, 5000);
  std::vector<std::uint32_t> expected;
  std::ranges::copy_if(all, std::back_inserter(expected),
                       [](std::uint32_t j) { return j >= 5000; });
  EXPECT_EQ(others, expected);
}

/// To whom each of so many messages of customer 5 goes, who is read by ten others.
std::vector<std::set<std::uint32_t>> friends_of_5(Audience audience, std::uint32_t messages) {
  Market market({.customers = 1000,
                 .weeks = 1,
                 .network = ring(1000, 10),
                 .also = {{"show_all", "tests", &show_all}}},
                {"patience"});
  World world = market.found();
  for (std::uint32_t i = 0; i < messages; ++i) {
    Message m;
    m.what = m.root = identity(0x6dULL, i);
    m.sender = 5;
    world.block_of(CustomerId{5}).said.push_back({m, audience});
  }
  run_tick(market.model(), world);
  EXPECT_EQ(world.messages.slot(0).size(), messages);
  std::vector<std::set<std::uint32_t>> readers(messages);
  for (const Due& due : world.block_of(CustomerId{5}).calendar.due(world.tick)) {
    EXPECT_TRUE(readers[Shown::unpack(due).message.nth].insert(due.customer).second);
  }
  return readers;
}

TEST(Delivery, to_some_friends_reaches_so_many_of_them_and_any_as_likely) {
  constexpr std::uint32_t messages = 10000;
  std::map<std::uint32_t, double> reached;
  for (const auto& readers : friends_of_5(Audience::some_friends(3), messages)) {
    ASSERT_EQ(readers.size(), 3U);
    for (const std::uint32_t reader : readers) {
      reached[reader] += 1;
    }
  }
  ASSERT_EQ(reached.size(), 10U);
  for (const auto& [reader, times] : reached) {
    EXPECT_GE(reader, 6U);
    EXPECT_LE(reader, 15U);
    EXPECT_NEAR(times / messages, 0.3, 0.0184) << reader;
  }
}

TEST(Delivery, to_some_friends_reaches_all_who_has_no_more_and_a_person_alone) {
  EXPECT_EQ(friends_of_5(Audience::some_friends(10), 1)[0].size(), 10U);
  EXPECT_EQ(friends_of_5(Audience::some_friends(50), 1)[0].size(), 10U);
  const std::set<std::uint32_t> one{700};
  EXPECT_EQ(friends_of_5(Audience::person(CustomerId{700}), 2)[1], one);
}

}  // namespace
}  // namespace rapport::testing
