// Nothing is lost and nothing is made: copies of messages, cases, answers, follows and money, each
// to the last one and in every tick, in a market in which everything goes on at once.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <set>

#include "tests/study/busy_market.hpp"

namespace rapport {
namespace {

using testing::at_hand;
using testing::busy_market;
using testing::Copies;
using testing::dues;
using testing::every_tick;
using testing::Market;
using testing::Meter;
using testing::on_the_way;
using testing::Place;
using testing::places;
using testing::Snapshot;

TEST(Conservation, of_copies_is_exact_in_every_tick) {
  const StudySpec spec = busy_market();
  std::array<std::int64_t, message_kinds> kinds{};
  every_tick(spec, [&](const World& world, const Snapshot&, const Snapshot& now, Meter& meter) {
    Copies pending;
    for (const Due& due : dues(world, Kind::shown)) {
      const MessageKey key = Shown::unpack(due).message;
      ASSERT_LT(world.tick - key.tick, world.messages.ticks()) << "shown after it was forgotten";
      ASSERT_LT(key.nth, world.messages.slot(key.tick).size());
      const Message& m = world.messages.at(key);
      pending[{m.brand, m.platform}] += m.names_brand ? 1 : 0;
    }
    for (const Place& place : places(world)) {
      const auto [b, p] = place;
      const auto crowded = now.counted("copies_crowded_out", b, p);
      ASSERT_EQ(now.counted("copies_shown", b, p), meter.shown[place] + pending[place])
          << world.tick;
      ASSERT_EQ(meter.shown[place], meter.read[place] + crowded) << world.tick;
      ASSERT_GE(now.counted("copies_addressed", b, p), now.counted("copies_shown", b, p));
      ASSERT_EQ(now.counted("impressions", b, p), meter.read_of_brand[place]) << world.tick;
      ASSERT_EQ(now.counted("brand_impressions", b, p), meter.read_of_brands_own[place]);
    }
    for (std::size_t k = 0; k < message_kinds; ++k) {
      kinds[k] += meter.kinds[k];
    }
  });
  for (std::size_t k = 0; k < message_kinds; ++k) {
    EXPECT_GT(kinds[k], 0) << "nobody read any message of kind " << k;
  }
}

TEST(Conservation, of_what_is_addressed_is_exact_in_every_tick) {
  const StudySpec spec = busy_market();
  std::int64_t exact = 0;
  every_tick(spec, [&](const World& world, const Snapshot& before, const Snapshot& now, Meter&) {
    Copies to_friends, to_followers, to_members;
    for (const Message& m : world.messages.slot(world.tick - 1)) {
      if (!m.names_brand) {
        continue;  // questions to friends, and to no brand in particular, are no brand's
      }
      const Place place{m.brand, m.platform};
      const std::size_t friends =
          world.setting->networks[row(m.platform)]->audience(CustomerId{m.sender}).size();
      if (m.kind == MessageKind::advice && m.occasion == 0) {  // unasked
        to_friends[place] += friends > 0 ? 1 : 0;
      } else if (is_personal(m.kind)) {
        to_friends[place] += 1;
      } else if (m.by_customer || m.kind == MessageKind::answer) {
        to_friends[place] += static_cast<std::int64_t>(friends);
      } else if (m.kind == MessageKind::giveaway || m.kind == MessageKind::advert) {
        to_members[place] += world.members[row(m.platform)];
      } else {
        to_followers[place] += before.followers.at(place);
      }
    }
    for (const Place& place : places(world)) {
      const auto [b, p] = place;
      const std::int64_t addressed =
          now.counted("copies_addressed", b, p) - before.counted("copies_addressed", b, p);
      const std::int64_t known = to_friends[place] + to_followers[place];
      if (to_members[place] == 0) {
        ASSERT_EQ(addressed, known) << world.tick;
        exact += addressed;
      } else {  // besides, some members by chance
        ASSERT_GE(addressed, known) << world.tick;
        ASSERT_LE(addressed, known + to_members[place] + world.customers()) << world.tick;
      }
    }
  });
  EXPECT_GT(exact, 100000);
}

TEST(Conservation, of_followers_is_exact_in_every_tick) {
  const StudySpec spec = busy_market();
  every_tick(spec, [&](const World& world, const Snapshot& before, const Snapshot& now, Meter&) {
    for (const Place& place : places(world)) {
      const auto change = [&](const char* name) {
        return now.counted(name, place.first, place.second) -
               before.counted(name, place.first, place.second);
      };
      ASSERT_EQ(now.followers.at(place),
                before.followers.at(place) + change("follows") - change("unfollows"))
          << world.tick;
    }
    if (world.tick % hours_per_week != 0) {
      return;
    }
    for (const auto& [b, p] : places(world)) {
      std::int64_t rows = 0;
      for (std::uint32_t j = 0; j < world.customers(); ++j) {
        rows += Market::column<std::uint8_t>(world, "follows", j, row(b)) >> row(p) & 1U;
      }
      ASSERT_EQ(now.followers.at({b, p}), rows);
      ASSERT_GT(now.counted("follows", b, p), 0);
    }
  });
}

// --- cases

TEST(Conservation, of_cases_is_exact_in_every_tick) {
  const StudySpec spec = busy_market();
  std::map<std::string, std::int64_t> seen;
  every_tick(spec, [&](const World& world, const Snapshot&, const Snapshot& now, Meter& meter) {
    for (const BrandId b : {BrandId{0}, BrandId{1}}) {
      const auto count = [&](const char* name) {
        const std::int64_t n = now.counted(name, b);
        seen[name] = std::max(seen[name], n);
        return n;
      };
      const std::int64_t raised = count("questions_asked") + count("leads") +
                                  count("complaints_public") + count("complaints_private") +
                                  count("praises");
      ASSERT_EQ(raised, count("mentions_found") + count("mentions_missed")) << world.tick;
      // found praise: all that was heard as such, since the brand errs in no mood
      const std::int64_t listed =
          count("mentions_found") - count("leads_found") - count("heard_good");
      ASSERT_EQ(listed, count("answered") + count("cases_dropped") + count("cases_settled") +
                            static_cast<std::int64_t>(at_hand(now, b).size()))
          << world.tick;
      ASSERT_EQ(count("answered"),
                meter.answered[b] + static_cast<std::int64_t>(on_the_way(world, b).size()));
      ASSERT_EQ(count("answered"), count("questions_answered") + count("complaints_answered"));
      std::int64_t by_delay = 0;
      for (const MeasureInfo& info : world.layout->measures.counters) {
        by_delay += info.name.starts_with("delay_") ? now.counted(info.name, b) : 0;
      }
      ASSERT_EQ(count("answered"), by_delay);
    }
  });
  for (const auto& [name, n] : seen) {
    EXPECT_GT(n, 0) << name << " never happened";
  }
}

TEST(Conservation, of_every_single_case_is_exact_in_every_tick) {
  const StudySpec spec = busy_market();
  every_tick(spec, [&](const World& world, const Snapshot& before, const Snapshot& now, Meter&) {
    for (const BrandId b : {BrandId{0}, BrandId{1}}) {
      const auto had = at_hand(before, b);
      const auto have = at_hand(now, b);
      ASSERT_EQ(std::set(have.begin(), have.end()).size(), have.size()) << "a case twice at hand";
      const auto answers = on_the_way(world, b);
      ASSERT_EQ(static_cast<std::int64_t>(answers.size()),
                now.counted("answered", b) - before.counted("answered", b));
      std::int64_t dropped = 0;
      for (const std::uint64_t cause : had) {
        const std::size_t places_now = have.count(cause) + answers.count(cause);
        ASSERT_LE(places_now, 1U) << "answered, and still there";
        dropped += places_now == 0 ? 1 : 0;
      }
      const auto left = [&](const Snapshot& at) {
        return at.counted("cases_dropped", b) + at.counted("cases_settled", b);
      };
      ASSERT_EQ(dropped, left(now) - left(before)) << world.tick;
    }
  });
}

// --- money

TEST(Conservation, of_purchases_is_exact_in_every_tick) {
  const StudySpec spec = busy_market();
  every_tick(spec, [&](const World&, const Snapshot&, const Snapshot& now, Meter& meter) {
    for (const BrandId b : {BrandId{0}, BrandId{1}}) {
      ASSERT_EQ(now.counted("units_sold", b), meter.bought[b]);
      ASSERT_EQ(meter.bought[b], meter.experienced[b]);
      ASSERT_EQ(now.counted("failures", b), meter.failed[b]);
      ASSERT_EQ(now.counted("delights", b), meter.delighted[b]);
    }
  });
}

TEST(Conservation, of_money_is_exact_in_every_tick_and_every_cent_has_its_reason) {
  const StudySpec spec = busy_market();
  Cents tools = 0;
  every_tick(spec, [&](const World& world, const Snapshot& before, const Snapshot& now, Meter&) {
    Cents everybody = 0;
    for (const BrandId b : {BrandId{0}, BrandId{1}}) {
      const auto booked = [&](const char* name) {
        return now.booked(name, b) - before.booked(name, b);
      };
      const auto done = [&](const char* name) {
        return now.counted(name, b) - before.counted(name, b);
      };
      // price 40, margin 12, a post 15, a giveaway 400, redress .3 of the price
      ASSERT_EQ(booked("revenue"), done("units_sold") * 4000) << world.tick;
      ASSERT_EQ(booked("goods"), done("units_sold") * 2800);
      ASSERT_EQ(booked("content"), done("posts") * 1500);
      ASSERT_EQ(booked("giveaways"), done("giveaways") * 40000);
      ASSERT_EQ(booked("redress"), done("redresses") * 1200);
      // tools 50 a week at full coverage, as a week begins; the first, before anybody has planned
      const bool begins = (world.tick - 1) % hours_per_week == 0;
      const double covered = testing::Market::number(world, "coverage", row(b));
      tools += booked("listening_tools");
      ASSERT_EQ(booked("listening_tools"), begins && tools > 0 ? std::llround(covered * 5000) : 0);
      // to the nearest cent: 25 an hour, courses 10 an hour; 8 a thousand, begun cents not charged
      ASSERT_LE(std::abs(booked("wages") * 60 - done("staff_minutes") * 2500), 30);
      ASSERT_LE(std::abs(booked("training") * 60 - done("training_minutes") * 1000), 30);
      const Cents reach = done("impressions_bought") * 8 - booked("bought_reach") * 10;
      ASSERT_GE(reach, 0);
      ASSERT_LT(reach, 10 * 2);
      Cents cash = 0;
      for (std::uint32_t e = 0; e < now.books.entries().size(); ++e) {
        cash += (now.books.entries()[e].income ? 1 : -1) * now.books.total(b, {e});
      }
      ASSERT_EQ(now.books.cash(b), cash);
      everybody += std::abs(cash);
    }
    ASSERT_EQ(now.books.imbalance(), 0);
    ASSERT_GT(everybody, 0);
  });
  EXPECT_GT(tools, 0);
}

}  // namespace
}  // namespace rapport
