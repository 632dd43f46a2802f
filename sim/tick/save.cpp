#include "sim/tick/save.hpp"

#include <cstring>

namespace rapport {
namespace {

constexpr std::uint64_t magic = 0x7261707036343032ULL;

/// Worlds of one layout have their state at the same places under the same names.
std::uint64_t layout_mark(const World& world) {
  const Layout& layout = *world.layout;
  std::uint64_t hash = 0;
  const auto mix_in = [&](std::string_view name, std::uint64_t number = 0) {
    hash = mix64(hash ^ mix64(hash_text(name) + number));
  };
  for (const ColumnInfo& column : layout.rows.columns) {
    mix_in(column.name, column.offset);
  }
  for (const BrandColumnInfo& column : layout.brand_columns) {
    mix_in(column.name);
  }
  for (const BrandListInfo& list : layout.brand_lists) {
    mix_in(list.name, list.item_bytes);
  }
  for (const MarkKindInfo& kind : layout.marks) {
    mix_in(kind.name);
  }
  for (const MeasureInfo& counter : layout.measures.counters) {
    mix_in(counter.name);
  }
  for (const EntryInfo& entry : layout.entries) {
    mix_in(entry.name);
  }
  mix_in("bytes of a row", layout.rows.stride);
  mix_in("brands", world.brand_count());
  mix_in("platforms", world.platform_count());
  if (!world.setting->segments.empty()) {
    mix_in("segments", world.setting->segments.size());
  }
  mix_in("hours a tick", world.setting->clock.hours_per_tick);
  mix_in("visible hours", world.setting->visible_hours);
  return hash;
}

void list(ByteWriter& out, const ItemList& items) {
  out.raw(items.bytes());
}

void list(ByteReader& in, ItemList& items) {
  items.assign(in.raw());
}

/// A table of a length that the market sets.
template <class T>
void fixed(ByteWriter& out, const std::vector<T>& values) {
  out.many(values);
}

template <class T>
void fixed(ByteReader& in, std::vector<T>& values) {
  const std::size_t size = values.size();
  in.many(values);
  if (values.size() != size) {
    throw IoError("the checkpoint was taken of another market: a table has another size");
  }
}

template <class Saved, class World>
void messages_and_totals(Saved& saved, World& world) {
  for (std::uint32_t t = 0; t < world.messages.ticks(); ++t) {
    saved.many(world.messages.slot(t));
  }
  for (auto& brand : world.brands) {
    fixed(saved, brand.numbers);
    for (auto& items : brand.lists) {
      list(saved, items);
    }
  }
  fixed(saved, world.allowances);
  fixed(saved, world.members);
  world.books.each_column([&](auto& column) { fixed(saved, column); });
  fixed(saved, world.week_counts.values());
  fixed(saved, world.total_counts.values());
  fixed(saved, world.tick_counts.values());
}

template <class Saved, class Block>
void one_block(Saved& saved, Block& block) {
  for (auto& due : block.calendar.near()) {
    saved.many(due);
  }
  for (auto& far : block.calendar.far()) {
    saved.many(far);
  }
  for (auto& followers : block.followers) {
    saved.many(followers);
  }
  for (auto& marks : block.marks) {
    saved.many(marks.all());
  }
}

}  // namespace

void save(const World& world, const ByteSink& sink) {
  ByteWriter out(sink);
  out.one(magic);
  out.one(layout_mark(world));
  out.one<std::uint32_t>(world.customers());
  out.one<std::uint32_t>(world.setting->end_tick);
  out.one(world.luck.key());
  out.one(world.tick);
  out.raw(world.rows.bytes());
  for (const Block& block : world.blocks) {
    one_block(out, block);
  }
  messages_and_totals(out, world);
}

std::vector<std::byte> save(const World& world) {
  std::vector<std::byte> bytes;
  save(world, [&](std::span<const std::byte> more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
  });
  return bytes;
}

World restore(const Model& model, std::shared_ptr<const Setting> setting,
              std::span<const std::byte> bytes) {
  ByteReader in(bytes);
  if (in.one<std::uint64_t>() != magic) {
    throw IoError("this is not a checkpoint of rapport");
  }
  const auto mark = in.one<std::uint64_t>();
  const auto customers = in.one<std::uint32_t>();
  const auto end_tick = in.one<std::uint32_t>();
  const auto key = in.one<std::uint64_t>();
  if (customers != setting->customers() || end_tick != setting->end_tick) {
    throw IoError("the checkpoint was taken of another market: customers or weeks differ");
  }
  World world(std::move(setting), model.layout(), Luck::of_key(key));
  if (mark != layout_mark(world)) {
    throw IoError(
        "the checkpoint was taken of another market: mechanisms, brands, platforms or "
        "ticks differ");
  }
  for (const auto& mechanism : model.mechanisms()) {
    mechanism->prepare(world);
  }
  world.tick = in.one<std::uint32_t>();
  const auto rows = in.raw();
  if (rows.size() != world.rows.bytes().size()) {
    throw IoError("the checkpoint's rows have another size");
  }
  std::memcpy(world.rows.bytes().data(), rows.data(), rows.size());
  for (Block& block : world.blocks) {
    one_block(in, block);
  }
  messages_and_totals(in, world);
  if (!in.at_end()) {
    throw IoError("the checkpoint holds more than a market");
  }
  return world;
}

}  // namespace rapport
