// Word of mouth against Borel's law of cascade sizes (V9) and E11.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "tests/models/puppet.hpp"

namespace rapport::testing {
namespace {

/// Act: the root of a cascade of the customer's own; roots are numbered from 2 in steps of 2.
void begin_cascade(Turn& turn, std::uint32_t) {
  Message m = friend_message(MessageKind::praise);
  m.what = m.root = Identity{2 * (row(turn.who()) + 1)};
  m.sender = static_cast<std::uint32_t>(turn.who());
  m.sent = turn.now();
  turn.send(m, Audience::friends());
}

/// Every customer is read by a Poisson number of others, anywhere.
std::shared_ptr<const Network> poisson_readers(std::uint32_t customers, double mean) {
  std::vector<Arc> arcs;
  std::uint64_t state = 1;
  const auto draw = [&] { return mix64(++state); };
  for (std::uint32_t j = 0; j < customers; ++j) {
    double product = Luck::open_unit(static_cast<std::uint32_t>(draw()));
    while (product > std::exp(-mean)) {
      arcs.push_back({j, static_cast<std::uint32_t>(draw() % customers)});
      product *= Luck::open_unit(static_cast<std::uint32_t>(draw()));
    }
  }
  return std::make_shared<Network>(
      Network::from_arcs(customers, std::move(arcs), Direction::directed, nullptr));
}

/// Whatever is shown is found within hours, and all talk alike.
void everybody_reads(Market& market) {
  all_alike(market, 100);
  market.set("attention.span", 1000).set("attention.background", 0.001);
  market.set("attention.friend_show", 0.99).set("talk.sigma", 0);
}

TEST(WordOfMouth, cascade_sizes_follow_borels_law) {
  constexpr std::uint32_t n = 600000;
  constexpr double m = 0.2;
  Market market({.customers = n,
                 .weeks = 2,
                 .network = poisson_readers(n, m / 0.99 / 0.4),
                 .also = {puppet<begin_cascade>()}},
                {"activity", "attention", "talk", "word_of_mouth"});
  everybody_reads(market);
  // below the cap on the chance, which would hide a share that is too high
  market.set("word_of_mouth.share", 0.4).set("word_of_mouth.fading_by_hop", 1);
  World world = market.found();
  pull_all(world, 0);
  std::vector<std::uint32_t> size(n, 0);
  std::vector<std::uint8_t> depth(n, 0);
  RunOptions options;
  options.after_tick = [&](const World& now) {
    for (const Message& message : now.messages.slot(now.tick - 1)) {
      const std::size_t tree = message.root.value / 2 - 1;
      ++size[tree];
      depth[tree] = std::max(depth[tree], message.hop);
    }
  };
  run_ticks(market, world, 60, options);
  std::array<double, 4> of_size{};
  double sum = 0;
  double deep = 0;
  for (std::uint32_t j = 0; j < n; ++j) {
    sum += size[j];
    of_size[0] += size[j] == 0 ? 1 : 0;
    for (std::uint32_t s = 1; s <= 3; ++s) {
      of_size[s] += size[j] == s ? 1 : 0;
    }
    deep += depth[j] > 1 ? 1 : 0;
  }
  constexpr double tolerance = 0.002;  // 4 s.e. <= .002 for 600,000 trees
  EXPECT_EQ(of_size[0], 0);
  EXPECT_NEAR(of_size[1] / n, 0.81873, tolerance);
  EXPECT_NEAR(of_size[2] / n, 0.13406, tolerance);
  EXPECT_NEAR(of_size[3] / n, 0.03293, tolerance);
  EXPECT_NEAR(deep / n, 0.0356, tolerance);
  EXPECT_NEAR(sum / n, 1.25, 0.0035);  // s.d. .625: 4 s.e. = .0032
  const auto relays = static_cast<double>(market.count(world, "relays"));
  EXPECT_EQ(relays, sum - n);
  // who counts the roots is off here: members are the relays, and the mean size 1 + relays / roots
  EXPECT_EQ(static_cast<double>(market.count(world, "cascade_members")), relays);
  const auto first = static_cast<double>(market.count(world, "relays_at_first_hop"));
  EXPECT_NEAR(first / relays, 1 - m, 0.006);  // m n of m n / (1 - m); 4 s.e. = .005
}

enum Heard : std::uint32_t {
  praise,
  second_hop,
  complaint,
  giveaway,
  promotion,
  question,
  nameless,
  by_brand,
  other_root,
  advice
};

Message heard(std::uint32_t what) {
  Message m = friend_message(what == complaint                       ? MessageKind::complaint
                             : what == giveaway                      ? MessageKind::giveaway
                             : what == promotion || what == by_brand ? MessageKind::promotion
                             : what == question                      ? MessageKind::question
                             : what == advice                        ? MessageKind::advice
                                                                     : MessageKind::praise);
  m.root = identity(0x68ULL, what == other_root ? 1 : 0);
  m.what = identity(0x69ULL, what);
  m.hop = what == second_hop ? 2 : 0;
  m.valence = what == complaint ? -1 : 1;
  m.names_brand = what != nameless;
  m.by_customer = what != by_brand;
  return m;
}

/// Act: reads one of the above; from 100 on, shares the brand's own.
void hear(Turn& turn, std::uint32_t nth) {
  static const auto all = [] {
    std::array<Message, 10> made{};
    for (std::uint32_t i = 0; i < made.size(); ++i) {
      made[i] = heard(i);
    }
    return made;
  }();
  if (nth < 100) {
    turn.then(Seen{&all[nth]});
  } else {
    turn.then(Reacted{&all[by_brand], static_cast<Reaction>(nth - 100)});
  }
}

std::int64_t relays(std::uint32_t n, double share, std::initializer_list<std::uint32_t> deeds,
                    std::string_view counter = "relays") {
  Market market({.customers = n, .weeks = 1, .network = quiet(n), .also = {puppet<hear>()}},
                {"talk", "word_of_mouth"});
  market.set("talk.sigma", 0).set("word_of_mouth.share", share);
  World world = market.found();
  std::uint32_t tick = 0;
  for (const std::uint32_t deed : deeds) {
    pull_all(world, deed, tick++);
  }
  run_ticks(market, world, tick);
  return market.count(world, counter);
}

TEST(WordOfMouth, each_kind_is_passed_on_with_its_chance) {
  constexpr std::uint32_t n = 40000;
  const struct {
    Heard what;
    double share;
    double chance;
  } cases[] = {{praise, 0.2, 0.2},    {second_hop, 0.2, 0.2 * 0.49}, {complaint, 0.2, 0.3},
               {giveaway, 0.2, 0.15}, {promotion, 0.2, 0.1},         {praise, 0.9, 0.5},
               {complaint, 0.4, 0.5}};
  for (const auto& one : cases) {
    EXPECT_NEAR(static_cast<double>(relays(n, one.share, {one.what})) / n, one.chance, 0.0101)
        << one.what;  // 4 s.e. <= .01
  }
  for (const Heard what : {question, nameless, by_brand, advice}) {
    EXPECT_EQ(relays(n, 1, {what}), 0) << what;
  }
}

TEST(WordOfMouth, those_given_to_talk_pass_on_more) {
  constexpr std::uint32_t n = 40000;
  Market market({.customers = n, .weeks = 1, .network = quiet(n), .also = {puppet<hear>()}},
                {"talk", "word_of_mouth"});
  World world = market.found();
  for (std::uint32_t j = 0; j < n; ++j) {
    Market::put(world, "talk", j, j % 2 == 0 ? 1.0F : 5.0F);
  }
  pull_all(world, praise);
  run_ticks(market, world, 1);
  double of_quiet = 0;
  double of_loud = 0;
  for (const Message& m : world.messages.slot(0)) {
    (m.sender % 2 == 0 ? of_quiet : of_loud) += 1;
  }
  EXPECT_NEAR(of_quiet / (n / 2.0), 0.03, 0.005);
  EXPECT_NEAR(of_loud / (n / 2.0), 0.15, 0.0105);
}

TEST(WordOfMouth, nothing_is_passed_on_at_share_zero) {
  const auto shared = 100 + static_cast<std::uint32_t>(Reaction::share);
  EXPECT_EQ(relays(2000, 0, {praise, complaint, shared}), 0);
  EXPECT_EQ(relays(2000, 0.03, {shared}), 2000);
  EXPECT_EQ(relays(2000, 0.03, {100 + static_cast<std::uint32_t>(Reaction::like)}), 0);
}

TEST(WordOfMouth, only_customers_words_make_customers_cascades) {
  const auto shared = 100 + static_cast<std::uint32_t>(Reaction::share);
  EXPECT_EQ(relays(2000, 0.03, {shared}, "relays_at_first_hop"), 2000);
  EXPECT_EQ(relays(2000, 0.03, {shared}, "cascade_members"), 0);
  EXPECT_GT(relays(2000, 1, {promotion}), 0);  // a friend's copy of the brand's
  EXPECT_EQ(relays(2000, 1, {promotion}, "cascade_members"), 0);
  EXPECT_GT(relays(2000, 1, {complaint}), 0);
  EXPECT_EQ(relays(2000, 1, {complaint}, "cascade_members"), relays(2000, 1, {complaint}));
  EXPECT_EQ(relays(2000, 1, {second_hop}, "relays_at_first_hop"), 0);
}

TEST(WordOfMouth, who_meets_one_root_twice_passes_it_on_once) {
  constexpr std::uint32_t n = 20000;
  const std::int64_t once = relays(n, 0.4, {praise});
  EXPECT_EQ(relays(n, 0.4, {praise, praise}), once);
  EXPECT_EQ(relays(n, 0.4, {praise, second_hop}), once);  // a lesser chance, the same draw
  const std::int64_t both = relays(n, 0.4, {praise, other_root});
  EXPECT_GT(both, once + n / 3);
  EXPECT_EQ(relays(n, 0.4, {praise, other_root, praise, other_root}), both);
}

TEST(WordOfMouth, hops_rise_by_one_from_a_friend_and_roots_stay) {
  constexpr std::uint32_t n = 2000;
  constexpr std::uint32_t degree = 4;
  Market market(
      {.customers = n, .weeks = 3, .network = ring(n, degree), .also = {puppet<begin_cascade>()}},
      {"activity", "attention", "talk", "word_of_mouth"});
  everybody_reads(market);
  market.set("word_of_mouth.share", 0.3);
  World world = market.found();
  for (std::uint32_t j = 0; j < n; j += 10) {
    pull(world, j, 0);
  }
  std::map<std::pair<std::uint64_t, std::uint32_t>, unsigned> hop;  // by root and sender, the first
  std::int64_t passed_on = 0;
  std::int64_t beyond = 0;
  RunOptions options;
  options.after_tick = [&](const World& now) {
    for (const Message& m : now.messages.slot(now.tick - 1)) {
      if (m.hop == 0) {
        hop[{m.root.value, m.sender}] = 0;
        continue;
      }
      ASSERT_TRUE(m.by_customer);
      ASSERT_EQ(m.kind, MessageKind::praise);
      ++passed_on;
      beyond += m.hop > 1 ? 1 : 0;
      bool from_friend = false;
      for (std::uint32_t k = 1; k <= degree; ++k) {
        const auto before = hop.find({m.root.value, (m.sender + n - k) % n});
        from_friend = from_friend || (before != hop.end() && before->second + 1 == m.hop);
      }
      ASSERT_TRUE(from_friend) << "hop " << unsigned{m.hop} << " by " << m.sender;
      hop.insert({{m.root.value, m.sender}, m.hop});
    }
  };
  run_ticks(market, world, 300, options);
  EXPECT_GT(beyond, 50);
  EXPECT_EQ(market.count(world, "relays"), passed_on);
  EXPECT_EQ(market.count(world, "relays_beyond_first_hop"), beyond);
  EXPECT_EQ(market.count(world, "relays_at_first_hop"), passed_on - beyond);
}

TEST(WordOfMouth, authors_do_not_pass_on_what_comes_back_to_them) {
  constexpr std::uint32_t n = 12;
  std::vector<Arc> arcs;  // all are friends, both ways
  for (std::uint32_t j = 0; j < n; ++j) {
    for (std::uint32_t k = 0; k < j; ++k) {
      arcs.push_back({j, k});
      arcs.push_back({k, j});
    }
  }
  auto friends = std::make_shared<Network>(
      Network::from_arcs(n, std::move(arcs), Direction::directed, nullptr));
  Market market({.customers = n, .weeks = 2, .network = friends, .also = {puppet<begin_cascade>()}},
                {"activity", "attention", "talk", "word_of_mouth"});
  everybody_reads(market);
  market.set("word_of_mouth.most", 1).set("word_of_mouth.share", 1);
  market.set("word_of_mouth.fading_by_hop", 1);
  World world = market.found();
  pull(world, 3, 0);
  run_ticks(market, world, 200);
  EXPECT_EQ(market.count(world, "relays"), n - 1);
}

TEST(WordOfMouth, off_nothing_goes_further_than_friends) {
  Market market({.customers = 2000, .weeks = 2, .also = {puppet<begin_cascade>()}},
                {"activity", "attention", "talk"});
  everybody_reads(market);
  World world = market.found();
  pull_all(world, 0);
  market.run_weeks(world, 2);
  EXPECT_EQ(market.count(world, "copies_addressed"), 8000);
}

TEST(WordOfMouth, gives_the_same_bits_on_one_and_on_many_threads) {
  Market market({.customers = 40000, .weeks = 1, .also = {puppet<begin_cascade>()}},
                {"activity", "attention", "talk", "word_of_mouth"});
  everybody_reads(market);
  market.set("word_of_mouth.share", 0.15);
  const auto prepare = [](World& world) {
    for (std::uint32_t j = 0; j < world.customers(); j += 4) {
      pull(world, j, 0, j % 50);
    }
  };
  const std::uint64_t one = digest_on(1, market, prepare);
  EXPECT_EQ(digest_on(8, market, prepare), one);
  market.set("word_of_mouth.share", 0.16);
  EXPECT_NE(digest_on(1, market, prepare), one);
}

}  // namespace
}  // namespace rapport::testing
