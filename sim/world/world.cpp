#include "sim/world/world.hpp"

#include <algorithm>

namespace rapport {

std::vector<std::uint32_t> Setting::segment_sizes() const {
  std::vector<std::uint32_t> sizes(extent().segments, 0);
  sizes.front() = segment_of.empty() ? customers() : 0;
  for (const SegmentId segment : segment_of) {
    ++sizes[row(segment)];
  }
  return sizes;
}

World::World(std::shared_ptr<const Setting> given, std::shared_ptr<const Layout> plan,
             const Luck& drawn)
    : setting(std::move(given)),
      layout(std::move(plan)),
      log_ins(std::make_shared<LogIns>()),
      luck(drawn),
      rows(layout->rows, setting->customers()),
      block_log2(Block::log2_of_size(setting->customers())),
      members(setting->platforms.size(), 0),
      messages(setting->visible_hours / setting->clock.hours_per_tick + 2),
      allowances(setting->brands.size(), 0),
      books(layout->entries, setting->brands.size()),
      mail(setting->brands.size()) {
  const std::size_t pairs = brand_count() * platform_count();
  const std::size_t counters = layout->measures.counters.size();
  week_counts = total_counts = tick_counts =
      Tally(counters, brand_count(), platform_count(), setting->slices());
  blocks.resize(Block::count_of(customers()));
  group_counts.assign((blocks.size() + blocks_a_group - 1) / blocks_a_group, tick_counts);
  for (Block& block : blocks) {
    block.calendar = Calendar(setting->clock, setting->end_tick);
    block.followers.resize(pairs);
    block.marks.resize(layout->marks.size());
    block.counts = tick_counts;
  }
  brands.resize(brand_count());
  for (BrandState& brand : brands) {
    for (const BrandColumnInfo& column : layout->brand_columns) {
      brand.numbers.push_back(column.initial);
    }
    brand.lists.resize(layout->brand_lists.size());
  }
}

std::size_t World::followers(BrandId brand, PlatformId platform) const {
  const std::size_t pair = row(brand) * platform_count() + row(platform);
  std::size_t sum = 0;
  for (const Block& block : blocks) {
    sum += block.followers[pair].size();
  }
  return sum;
}

std::uint64_t World::bytes() const {
  std::uint64_t sum = rows.bytes().size();
  for (const Block& block : blocks) {
    for (const auto& due : block.calendar.near()) {
      sum += due.capacity() * sizeof(Due) + sizeof(due);
    }
    for (const auto& far : block.calendar.far()) {
      sum += far.capacity() * sizeof(Far) + sizeof(far);
    }
    for (const auto& list : block.followers) {
      sum += list.capacity() * sizeof(std::uint32_t) + sizeof(list);
    }
    for (const Marks& marks : block.marks) {
      sum += marks.all().capacity() * sizeof(Mark) + sizeof(marks);
    }
    sum += block.counts.values().size() * sizeof(std::int64_t) + sizeof(Block);
    sum += block.said.capacity() * sizeof(Addressed) + block.raised.capacity() * sizeof(Case) +
           block.edits.capacity() * sizeof(FollowEdit);
  }
  for (std::uint32_t t = 0; t < messages.ticks(); ++t) {
    sum += messages.slot(t).capacity() * sizeof(Message) + sizeof(messages.slot(t));
  }
  return sum;
}

}  // namespace rapport
