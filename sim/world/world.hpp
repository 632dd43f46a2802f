// The whole state of one run. Copying a world is branching: two copies go on alike until something
// treats them differently.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/core/parameters.hpp"
#include "sim/core/random.hpp"
#include "sim/world/books.hpp"
#include "sim/world/brand_states.hpp"
#include "sim/world/calendar.hpp"
#include "sim/world/clock.hpp"
#include "sim/world/laws.hpp"
#include "sim/world/log_ins.hpp"
#include "sim/world/marks.hpp"
#include "sim/world/measures.hpp"
#include "sim/world/messages.hpp"
#include "sim/world/network.hpp"
#include "sim/world/rows.hpp"

namespace rapport {

/// What is given before anybody lives in it: the same for every replicate and strategy.
struct Setting {
  std::vector<std::string> brands;
  std::vector<std::string> platforms;
  std::vector<std::string> segments;                     ///< empty: all customers are alike
  std::vector<std::shared_ptr<const Network>> networks;  ///< by platform; may be one and the same
  std::vector<SegmentId> segment_of;  ///< by customer; empty: all are of the first segment
  Clock clock;
  std::uint32_t end_tick = 0;                    ///< nothing due later is kept
  std::uint32_t visible_hours = hours_per_week;  ///< cap W on a message's visible lifetime, hours

  std::uint32_t customers() const { return networks.front()->customers(); }
  SegmentId segment(CustomerId who) const {
    return segment_of.empty() ? SegmentId{} : segment_of[row(who)];
  }
  Extent extent() const {
    return {brands.size(), platforms.size(), std::max<std::size_t>(1, segments.size())};
  }
  /// How many slices counts have: one, or one for each segment after one for what no customer did.
  std::size_t slices() const { return segments.empty() ? 1 : 1 + segments.size(); }
  /// The slice of a customer's counts.
  std::size_t slice(CustomerId who) const { return segments.empty() ? 0 : 1 + row(segment(who)); }
  /// How many customers each segment has; one number where all are alike.
  std::vector<std::uint32_t> segment_sizes() const;
};

/// Everything that the mechanisms of a scenario declared and that state is laid out by.
struct Layout {
  RowLayout rows;
  std::vector<BrandColumnInfo> brand_columns;
  std::vector<BrandListInfo> brand_lists;
  std::vector<MarkKindInfo> marks;
  MeasureList measures;
  std::vector<EntryInfo> entries;
};

/// A customer begins or ends to follow a brand on a platform.
struct FollowEdit {
  std::uint32_t customer = 0;
  BrandId brand{};
  PlatformId platform{};
  bool follows = false;
};

/// A run of neighbouring customers: the unit of parallel work and of memory locality. Its size
/// depends on that of the market, never on the number of threads: blocks of a large market are
/// larger rather than more, so that what is written of each every hour stays in the cache.
struct Block {
  /// How many customers make a block in a market of so many, as a power of two.
  static constexpr std::uint32_t log2_of_size(std::uint32_t customers) {
    constexpr std::uint32_t most_blocks = 256;
    std::uint32_t log2 = 13;
    while ((std::uint64_t{most_blocks} << log2) < customers) {
      ++log2;
    }
    return log2;
  }

  /// How many blocks a market of so many customers has.
  static constexpr std::uint32_t count_of(std::uint32_t customers) {
    const std::uint32_t log2 = log2_of_size(customers);
    return static_cast<std::uint32_t>((customers + (std::uint64_t{1} << log2) - 1) >> log2);
  }

  Calendar calendar;
  std::vector<std::vector<CustomerId>> followers;  ///< by brand and platform; sorted
  std::vector<Marks> marks;                        ///< by kind

  // Filled and emptied within a tick.
  std::vector<Addressed> said;
  std::vector<Case> raised;
  std::vector<FollowEdit> edits;
  Tally counts;
  bool touched = false;  ///< counts are not all zero
};

/// A reply on its way to one customer.
struct Reply {
  CustomerId to{};
  Answered answer;
};

/// One brand's desk between boundaries: what came in, what goes out. Emptied within a tick.
struct Mailroom {
  std::vector<Case> inbox;  ///< cases raised this tick, sorted by (at, customer, cause)
  std::vector<Addressed> said;
  std::vector<Reply> replies;
};

struct World {
  std::shared_ptr<const Setting> setting;
  std::shared_ptr<const Layout> layout;
  std::shared_ptr<const LogIns> log_ins;
  Laws laws;
  Luck luck;
  std::uint32_t tick = 0;  ///< the next tick to run

  Rows rows;
  std::uint32_t block_log2;  ///< customers a block, as a power of two
  std::vector<Block> blocks;
  std::vector<std::uint32_t> members;  ///< by platform: how many people
  MessageRing messages;
  std::vector<BrandState> brands;
  std::vector<Cents> allowances;  ///< by brand: extra money that may be spent on bought reach
  Books books;
  Tally week_counts;           ///< since the week began
  Tally total_counts;          ///< since the run began
  std::vector<Mailroom> mail;  ///< by brand; empty between ticks
  Tally tick_counts;           ///< of the tick under way

  static constexpr std::size_t blocks_a_group = 64;
  std::vector<Tally> group_counts;  ///< while blocks' counts are summed, of so many blocks each

  World(std::shared_ptr<const Setting>, std::shared_ptr<const Layout>, const Luck&);

  std::uint32_t customers() const { return setting->customers(); }
  std::size_t brand_count() const { return setting->brands.size(); }
  std::size_t platform_count() const { return setting->platforms.size(); }
  Block& block_of(CustomerId who) { return blocks[row(who) >> block_log2]; }
  /// The first customer of the b-th block; of the one after the last: the number of customers.
  std::uint32_t first_of(std::size_t b) const {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(b << block_log2, customers()));
  }
  std::size_t followers(BrandId, PlatformId) const;

  /// Bytes of state: rows, calendars, followers, messages (not the network, which worlds share).
  std::uint64_t bytes() const;
};

}  // namespace rapport
