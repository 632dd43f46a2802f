// Referral: who names a brand unasked, and which purchases count as referred.
#include <gtest/gtest.h>

#include "tests/models/puppet.hpp"

namespace rapport::testing {
namespace {

enum Deed : std::uint32_t { buys_first, buys_second, hears_good, hears_bad, hears_praise };

const Message& heard(std::uint32_t deed) {
  static const Message good = [] {
    Message m = friend_message(MessageKind::advice);
    m.valence = 1;
    return m;
  }();
  static const Message bad = [] {
    Message m = friend_message(MessageKind::advice);
    m.valence = -1;
    return m;
  }();
  return deed == hears_good ? good : deed == hears_bad ? bad : friend_message(MessageKind::praise);
}

/// Act: one of the above, on the first brand but where the second is named.
void does(Turn& turn, std::uint32_t deed) {
  if (deed <= buys_second) {
    const auto brand = static_cast<BrandId>(deed);
    turn.then(Bought{brand, identity(0x62ULL, deed, turn.tick()), false});
  } else {
    turn.then(Seen{&heard(deed)});
  }
}

/// Everybody on a platform, has bought the first brand so often and trusts it so far.
World regulars(Market& market, std::uint16_t purchases, double trust) {
  World world = market.found();
  Fading evidence;
  evidence.set(0, 4368, (2 * trust - 1) / (1 - trust));  // n0 = 2
  Market::put_all(world, "trust_for", evidence.crossing);
  Market::put_all(world, "purchases", purchases);
  Market::put_all(world, "platforms", std::uint8_t{1});
  return world;
}

Market buyers(std::uint32_t n, double names = 0.2) {
  Market market({.customers = n, .brands = 2, .weeks = 9, .also = {puppet<does>()}},
                {"choice", "referral"});
  market.set("referral.names", names);
  return market;
}

std::int64_t named(std::uint16_t purchases, double trust, double names = 0.2) {
  Market market = buyers(20000, names);
  World world = regulars(market, purchases, trust);
  pull_all(world, buys_first);
  pull_all(world, buys_second);
  run_ticks(market, world, 1);
  EXPECT_EQ(market.count(world, "referrals", 1), 0) << "nobody knows the second brand";
  return market.count(world, "referrals");
}

TEST(Referral, is_made_by_the_declared_share_of_those_close_to_the_brand) {
  EXPECT_NEAR(static_cast<double>(named(2, 0.7)) / 20000, 0.2, 0.0114);
  EXPECT_EQ(named(1, 0.7), 0) << "a second purchase";
  EXPECT_EQ(named(2, 0.64), 0) << "little trust";
  EXPECT_EQ(named(2, 0.7, 0), 0);
  EXPECT_EQ(named(2, 0.7, 1), 20000);
}

TEST(Referral, goes_to_one_friend_and_not_from_those_on_no_platform) {
  Market market = buyers(1000, 1);
  World world = regulars(market, 2, 0.7);
  Market::put(world, "platforms", 7, std::uint8_t{0});
  pull_all(world, buys_first);
  run_ticks(market, world, 1);
  EXPECT_EQ(market.count(world, "referrals"), 999);
  EXPECT_EQ(market.count(world, "copies_addressed"), 999);
  for (const Message& m : Market::said(world)) {
    EXPECT_EQ(m.kind, MessageKind::advice);
    EXPECT_EQ(m.valence, 1);
    EXPECT_NE(m.sender, 7U);
  }
}

/// Deeds of one customer, days apart; units that count as referred, and first ones.
std::pair<std::int64_t, std::int64_t> referred(std::initializer_list<std::uint32_t> deeds,
                                               std::uint32_t days_apart = 1,
                                               std::uint16_t bought_before = 0) {
  Market market = buyers(10, 0);
  World world = market.found();
  Market::put_all(world, "purchases", bought_before);
  for (const std::uint32_t deed : deeds) {
    pull(world, 3, deed);
    run_ticks(market, world, 24 * days_apart);
  }
  EXPECT_EQ(market.count(world, "units_referred", 1), 0);
  return {market.count(world, "units_referred"), market.count(world, "customers_referred")};
}

TEST(Referral, counts_the_purchase_that_a_friends_naming_preceded_once) {
  using Counted = std::pair<std::int64_t, std::int64_t>;
  EXPECT_EQ(referred({hears_good, buys_first}), Counted(1, 1));
  EXPECT_EQ(referred({hears_good, buys_first, buys_first}), Counted(1, 1));
  EXPECT_EQ(referred({hears_good, buys_first}, 1, 3), Counted(1, 0)) << "a customer already";
  EXPECT_EQ(referred({hears_good, buys_first}, 29), Counted(1, 1));
  EXPECT_EQ(referred({hears_good, buys_first}, 31), Counted(0, 0)) << "too long ago";
  EXPECT_EQ(referred({buys_first, hears_good}), Counted(0, 0));
  EXPECT_EQ(referred({hears_good, buys_second}), Counted(0, 0)) << "another brand";
  EXPECT_EQ(referred({hears_bad, buys_first}), Counted(0, 0));
  EXPECT_EQ(referred({hears_praise, buys_first}), Counted(0, 0)) << "no more than heard of";
}

TEST(Referral, gives_the_same_bits_on_one_and_on_many_threads) {
  Market market = buyers(30000, 0.5);
  const auto prepare = [](World& world) {
    Market::put_all(world, "platforms", std::uint8_t{1});
    Market::put_all(world, "purchases", std::uint16_t{5});
    Market::put_all(world, "trust_for", 1e4F);
    for (std::uint32_t j = 0; j < world.customers(); ++j) {
      pull(world, j, j % 4, j % 50);
    }
  };
  const std::uint64_t one = digest_on(1, market, prepare);
  EXPECT_EQ(digest_on(8, market, prepare), one);
  market.set("referral.names", 0.51);
  EXPECT_NE(digest_on(1, market, prepare), one);
}

}  // namespace
}  // namespace rapport::testing
