// Voice: who complains, who praises, in public or not (E9).
#include <gtest/gtest.h>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

constexpr std::uint32_t customers = 5000;
constexpr std::uint32_t purchases_each = 20;

/// A hundred thousand purchases of the one brand in the first hour, all failures or all delights;
/// everybody is a member and talks alike.
struct Crowd {
  explicit Crowd(double failure, double delight = 0)
      : market({.customers = customers, .weeks = 1, .network = quiet(customers)},
               {"activity", "talk", "awareness", "choice", "experience", "voice"}) {
    market.set("activity.membership", 1).set("talk.sigma", 0).set("awareness.share", 1);
    market.set("choice.share", 1).set("experience.failure", failure);
    market.set("experience.delight", delight);
  }
  void buy(World& world, Watch* watch = nullptr) {
    for (std::uint32_t j = 0; j < customers; ++j) {
      for (std::uint32_t serial = 1; serial <= purchases_each; ++serial) {
        Market::cause(world, j, Occasion{serial});
      }
    }
    run_tick(market.model(), world, {.watch = watch});
  }
  World bought() {
    World world = market.found();
    buy(world);
    return world;
  }
  double share(const World& world, std::string_view counter) const {
    return static_cast<double>(market.count(world, counter)) / (customers * purchases_each);
  }
  Market market;
};

TEST(Voice, complains_in_public_and_in_private_in_the_declared_shares) {
  Crowd crowd(1);
  const World world = crowd.bought();
  EXPECT_EQ(crowd.share(world, "failures"), 1);
  EXPECT_NEAR(crowd.share(world, "complaints_private"), 0.2, 0.0051);
  EXPECT_NEAR(crowd.share(world, "complaints_public"), 0.12, 0.0042);
  EXPECT_EQ(crowd.market.count(world, "praises"), 0);
  EXPECT_EQ(crowd.market.count(world, "mentions"), crowd.market.count(world, "complaints_public"));
}

TEST(Voice, complains_in_public_the_more_the_more_one_talks_up_to_a_cap) {
  const auto complaints = [](float talk) {
    Crowd crowd(1);
    World world = crowd.market.found();
    Market::put_all(world, "talk", talk);
    crowd.buy(world);
    return crowd.share(world, "complaints_public");
  };
  EXPECT_NEAR(complaints(0), 0.12 * 0.4, 0.0028);
  EXPECT_NEAR(complaints(2), 0.12 * 1.6, 0.0051);
  const double most = complaints(5);
  EXPECT_NEAR(most, 0.12 * 3.4, 0.0063);
  EXPECT_EQ(complaints(500), most);
}

TEST(Voice, praises_by_talk_and_trust) {
  const auto praises = [](float talk, double evidence, double weight) {
    Crowd crowd(0, 1);
    crowd.market.set("voice.trust", weight);
    World world = crowd.market.found();
    Market::put_all(world, "talk", talk);
    Fading trust;
    trust.set(0, world.laws.trust.half_life, evidence);
    Market::put_all(world, "trust_for", trust);
    crowd.buy(world);
    EXPECT_EQ(crowd.market.count(world, "complaints_public"), 0);
    EXPECT_EQ(crowd.market.count(world, "complaints_private"), 0);
    return crowd.share(world, "praises");
  };
  EXPECT_NEAR(praises(1, 0, 1), 0.08, 0.0035);
  EXPECT_NEAR(praises(1, 6, 1), 0.08 * (0.5 + 7.0 / 8), 0.004);
  EXPECT_EQ(praises(1, 6, 0), praises(1, 0, 0));
  EXPECT_NEAR(praises(4, 0, 1), 0.32, 0.006);
  EXPECT_EQ(praises(0, 0, 1), 0);
}

TEST(Voice, after_an_answer_complains_in_public_more_and_of_the_same_things_too) {
  // by customer: last_voice tells who has complained in public at all
  const auto complained = [](std::uint8_t answered, double* share) {
    Crowd crowd(1);
    crowd.market.set("voice.private_complaint", 0);
    World world = crowd.market.found();
    Market::put_all(world, "answered_before", answered);
    crowd.buy(world);
    *share = crowd.share(world, "complaints_public");
    std::vector<std::uint64_t> causes;
    for (const Message& m : world.messages.slot(0)) {
      causes.push_back(m.what.value);
    }
    std::sort(causes.begin(), causes.end());
    return causes;
  };
  double before_share = 0;
  double after_share = 0;
  const auto before = complained(0, &before_share);
  const auto after = complained(1, &after_share);
  EXPECT_NEAR(before_share, 0.12, 0.0042);
  EXPECT_NEAR(after_share, 0.12 * 1.3, 0.0046);
  EXPECT_TRUE(std::includes(after.begin(), after.end(), before.begin(), before.end()));
}

TEST(Voice, says_in_public_what_it_counts_and_remembers_the_day) {
  Crowd crowd(0.5, 0.5);
  World world = crowd.market.found();
  crowd.buy(world);
  std::int64_t complaints = 0;
  std::int64_t praises = 0;
  std::vector<std::uint32_t> last(customers, 0);
  for (const Message& m : world.messages.slot(0)) {
    ASSERT_TRUE(m.by_customer && m.names_brand && m.hop == 0 && m.root == m.what);
    ASSERT_TRUE(m.sent > 0 && m.sent < 1);
    ASSERT_EQ(m.valence, m.kind == MessageKind::praise ? 1 : -1);
    praises += m.kind == MessageKind::praise ? 1 : 0;
    complaints += m.kind == MessageKind::complaint ? 1 : 0;
    last[m.sender] = m.kind == MessageKind::praise ? 3 : 2;
  }
  EXPECT_GT(praises, 1000);
  EXPECT_EQ(praises, crowd.market.count(world, "praises"));
  EXPECT_EQ(complaints, crowd.market.count(world, "complaints_public"));
  EXPECT_EQ(praises + complaints, crowd.market.count(world, "mentions"));
  EXPECT_EQ(praises + complaints, crowd.market.count(world, "market_mentions"));
  EXPECT_EQ(praises + complaints, crowd.market.count(world, "cascades"));
  EXPECT_EQ(praises + complaints, crowd.market.count(world, "cascade_members"));
  for (std::uint32_t j = 0; j < customers; ++j) {
    ASSERT_EQ(Market::column<std::uint16_t>(world, "last_voice", j), last[j]);
  }
}

TEST(Voice, names_the_account_in_all_private_and_in_60_per_cent_of_public_complaints) {
  Crowd crowd(1);
  World world = crowd.market.found();
  crowd.buy(world);
  Witness<NeverAnswered> tagged;  // due after 72 hours, for tagged mentions alone
  run_until(crowd.market.model(), world, 80, {.watch = &tagged}, {});
  const auto in_public = static_cast<double>(crowd.market.count(world, "complaints_public"));
  const auto in_private = static_cast<double>(crowd.market.count(world, "complaints_private"));
  const auto all = static_cast<double>(tagged.sights().size());
  EXPECT_NEAR((all - in_private) / in_public, 0.6, 0.019);
}

TEST(Voice, is_silent_where_nobody_is_on_any_platform) {
  Crowd crowd(0.5, 0.5);
  crowd.market.set("activity.membership", 0);
  const World world = crowd.bought();
  EXPECT_EQ(crowd.market.count(world, "mentions"), 0);
  EXPECT_EQ(crowd.market.count(world, "complaints_private"), 0);
}

TEST(Voice, has_nothing_to_say_without_an_experience_or_a_propensity) {
  Crowd fine(0, 0);
  const World world = fine.bought();
  EXPECT_EQ(fine.market.count(world, "mentions"), 0);
  EXPECT_EQ(fine.market.count(world, "complaints_private"), 0);
  Crowd silent(0.5, 0.5);
  silent.market.set("voice.public_complaint", 0).set("voice.private_complaint", 0);
  silent.market.set("voice.praise", 0);
  World quiet_world = silent.bought();
  EXPECT_GT(silent.market.count(quiet_world, "failures"), 40000);
  EXPECT_EQ(silent.market.count(quiet_world, "mentions"), 0);
  EXPECT_EQ(silent.market.count(quiet_world, "complaints_private"), 0);
  for (std::uint32_t j = 0; j < customers; ++j) {
    ASSERT_TRUE(Market::marks(quiet_world, "open_case", j).all().empty());
  }
}

TEST(Voice, is_the_same_on_one_thread_and_on_many) {
  Market market({.customers = 30000, .brands = 2, .weeks = 3},
                {"activity", "talk", "attention", "need", "awareness", "choice", "experience",
                 "voice", "trust", "word_of_mouth", "patience"});
  market.set("need.per_year", 50).set("experience.failure", 0.3).set("experience.delight", 0.6);
  EXPECT_EQ(digest_on(1, market), digest_on(8, market));
  const World world = market.run();
  EXPECT_GT(market.count(world, "praises"), 100);
  EXPECT_GT(market.count(world, "complaints_public"), 100);
}

}  // namespace
}  // namespace rapport::testing
