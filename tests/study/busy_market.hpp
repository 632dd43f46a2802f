// A market in which everything goes on at once, and what can be counted in it from outside.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <map>
#include <optional>
#include <set>

#include "tests/models/testing.hpp"
#include "tests/study/replay.hpp"

namespace rapport::testing {

/// Posts, adverts, giveaways, questions, leads, complaints and praise; both brands' desks have more
/// than they can do. The run ends weeks after what the tests look at, so that no copy is due
/// beyond.
inline StudySpec busy_market() {
  return first_study(
      {"run.replicates=1", "run.warm_up_weeks=1", "run.weeks=12",
       "strategies={compare=[\"existing\", \"living\"]}", "need.per_year=40", "questions.ask=0.3",
       "listening.accuracy=1", "strategy.existing.giveaway.every_weeks=2",
       "strategy.existing.desk.list_hours=50", "strategy.existing.bought_reach.weekly_budget=30",
       "strategy.living.giveaway.every_weeks=3", "strategy.living.desk.triage=\"complaints_first\"",
       "strategy.living.desk.list_hours=120", "strategy.living.bought_reach.weekly_budget=50"});
}

inline constexpr std::uint32_t weeks_looked_at = 6;

using Place = std::pair<BrandId, PlatformId>;
using Copies = std::map<Place, std::int64_t>;

inline std::vector<Place> places(const World& world) {
  std::vector<Place> all;
  for (std::size_t b = 0; b < world.brand_count(); ++b) {
    for (std::size_t p = 0; p < world.platform_count(); ++p) {
      all.emplace_back(static_cast<BrandId>(b), static_cast<PlatformId>(p));
    }
  }
  return all;
}

/// What brands have counted, booked and at hand between two ticks.
struct Snapshot {
  explicit Snapshot(const World& world)
      : layout(world.layout.get()),
        counts(world.total_counts),
        books(world.books),
        brands(world.brands) {
    counts.add(world.week_counts);
    counts.add(world.tick_counts);
    for (const auto& [b, p] : places(world)) {
      followers[{b, p}] = static_cast<std::int64_t>(world.followers(b, p));
    }
  }
  std::int64_t counted(std::string_view name, BrandId b, std::optional<PlatformId> p = {}) const {
    const auto& all = layout->measures.counters;
    const auto found = std::ranges::find(all, name, &MeasureInfo::name);
    if (found == all.end()) {
      throw std::invalid_argument("no counter " + std::string(name));
    }
    const Counter c{static_cast<std::uint32_t>(found - all.begin())};
    return p ? counts.of(c, b, *p) : counts.of(c, b);
  }
  Cents booked(std::string_view name, BrandId b) const {
    const auto found = std::ranges::find(layout->entries, name, &EntryInfo::name);
    if (found == layout->entries.end()) {
      throw std::invalid_argument("no entry " + std::string(name));
    }
    return books.total(b, {static_cast<std::uint32_t>(found - layout->entries.begin())});
  }

  const Layout* layout;
  Tally counts;
  Books books;
  std::vector<BrandState> brands;
  Copies followers;
};

/// What is due of one kind, at any time.
inline std::vector<Due> dues(const World& world, Kind kind) {
  std::vector<Due> all;
  for (const Block& block : world.blocks) {
    for (const std::vector<Due>& tick : block.calendar.near()) {
      std::ranges::copy_if(tick, std::back_inserter(all),
                           [kind](const Due& due) { return due.kind == kind; });
    }
  }
  return all;
}

/// Counts what customers meet, as they meet it.
class Meter final : public Watch {
 public:
  const World* world = nullptr;
  Copies shown, read, read_of_brand, read_of_brands_own;
  std::map<BrandId, std::int64_t> bought, experienced, failed, delighted, answered;
  std::array<std::int64_t, message_kinds> kinds{};

  std::uint32_t next_chosen(std::uint32_t from) const override { return from; }
  void saw(CustomerId, Hours, Kind kind, const void* happening) override {
    switch (kind) {
      case Kind::shown:
        shows(world->messages.at(static_cast<const Shown*>(happening)->message));
        break;
      case Kind::seen:
        reads(*static_cast<const Seen*>(happening)->message);
        break;
      case Kind::answered:
        ++answered[static_cast<const Answered*>(happening)->brand];
        break;
      case Kind::bought:
        ++bought[static_cast<const Bought*>(happening)->brand];
        break;
      case Kind::experienced: {
        const auto& event = *static_cast<const Experienced*>(happening);
        ++experienced[event.brand];
        failed[event.brand] += event.outcome == Outcome::failure ? 1 : 0;
        delighted[event.brand] += event.outcome == Outcome::delight ? 1 : 0;
        break;
      }
      default:
        break;
    }
  }

 private:
  static Place place(const Message& m) { return {m.brand, m.platform}; }
  void shows(const Message& m) { shown[place(m)] += m.names_brand ? 1 : 0; }
  void reads(const Message& m) {
    read[place(m)] += m.names_brand ? 1 : 0;
    ++kinds[static_cast<std::size_t>(m.kind)];
    if (m.names_brand && !is_personal(m.kind)) {
      ++read_of_brand[place(m)];
      read_of_brands_own[place(m)] += !m.by_customer && is_brand_content(m.kind) ? 1 : 0;
    }
  }
};

/// Lives some weeks of the busy market under each strategy in turn; after every tick
/// `check(world, before, now, meter)`.
template <class Check>
void every_tick(const StudySpec& spec, const Check& check) {
  const ThreadLimit limit(1);
  const Replay replay(spec);
  for (const std::size_t strategy : {0U, 1U}) {
    World world = found(replay.model(strategy), spec.setting, Luck(5, 0));
    Meter meter;
    meter.world = &world;
    std::uint32_t ticks = 0;
    Snapshot before(world);
    RunOptions options;
    options.watch = &meter;
    options.census_sample = 0;
    options.after_tick = [&](const World& after) {
      Snapshot now(after);
      check(after, before, now, meter);
      before = std::move(now);
      ++ticks;
    };
    const std::uint32_t end = weeks_looked_at * hours_per_week;
    run_until(replay.model(strategy), world, end, options, {});
    EXPECT_EQ(ticks, end);
    if (::testing::Test::HasFailure()) {
      return;
    }
  }
}

/// What stands in a list of the brand whose items begin with a case.
struct Item {
  Case one;
  bool busy = true;  ///< of a server: whether it has a case at all
};

inline std::vector<Item> items(const Snapshot& now, std::string_view name, BrandId b) {
  const auto& infos = now.layout->brand_lists;
  const auto info = std::ranges::find(infos, name, &BrandListInfo::name);
  const auto& bytes =
      now.brands[row(b)].lists[static_cast<std::size_t>(info - infos.begin())].bytes();
  std::vector<Item> all;
  for (std::size_t at = 0; at < bytes.size(); at += info->item_bytes) {
    Item& item = all.emplace_back();
    std::memcpy(&item.one, bytes.data() + at, sizeof(Case));
    if (name == "servers") {  // its last word: whether it is busy
      std::uint64_t busy = 0;
      std::memcpy(&busy, bytes.data() + at + info->item_bytes - sizeof busy, sizeof busy);
      item.busy = busy != 0;
    }
  }
  return all;
}

/// Causes of the cases on the brand's list and with its servers.
inline std::multiset<std::uint64_t> at_hand(const Snapshot& now, BrandId b) {
  std::multiset<std::uint64_t> causes;
  for (const char* name : {"open_questions", "open_complaints", "servers"}) {
    for (const Item& item : items(now, name, b)) {
      if (item.busy) {
        causes.insert(item.one.cause.value);
      }
    }
  }
  return causes;
}

/// Causes of the answers that are on their way to customers.
inline std::multiset<std::uint64_t> on_the_way(const World& world, BrandId b) {
  std::multiset<std::uint64_t> causes;
  for (const Due& due : dues(world, Kind::answered)) {
    if (BrandId{due.brand} == b) {
      causes.insert(due.key);
    }
  }
  return causes;
}

}  // namespace rapport::testing
