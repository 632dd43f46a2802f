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
  mix_in("hours a tick", world.setting->clock.hours_per_tick);
  mix_in("visible hours", world.setting->visible_hours);
  return hash;
}

class Writer {
 public:
  template <class T>
  void one(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    const auto* bytes = reinterpret_cast<const std::byte*>(&value);
    out_.insert(out_.end(), bytes, bytes + sizeof(T));
  }
  template <class T>
  void many(const std::vector<T>& values) {
    raw(std::as_bytes(std::span(values)));
  }
  template <class T>
  void fixed(const std::vector<T>& values) {
    many(values);
  }
  void list(const ItemList& items) { raw(items.bytes()); }
  void raw(std::span<const std::byte> bytes) {
    one<std::uint64_t>(bytes.size());
    out_.insert(out_.end(), bytes.begin(), bytes.end());
  }
  std::vector<std::byte> take() { return std::move(out_); }

 private:
  std::vector<std::byte> out_;
};

class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : rest_(bytes) {}

  template <class T>
  T one() {
    T value{};
    std::memcpy(&value, next(sizeof(T)).data(), sizeof(T));
    return value;
  }
  template <class T>
  void many(std::vector<T>& values) {
    const std::span<const std::byte> bytes = raw();
    if (bytes.size() % sizeof(T) != 0) {
      throw IoError("a list of the checkpoint ends within an entry");
    }
    values.resize(bytes.size() / sizeof(T));
    copy(values, bytes);
  }
  /// Of a length that the market sets.
  template <class T>
  void fixed(std::vector<T>& values) {
    const std::span<const std::byte> bytes = raw();
    if (bytes.size() != values.size() * sizeof(T)) {
      throw IoError("the checkpoint was taken of another market: a table has another size");
    }
    copy(values, bytes);
  }
  void end() const {
    if (!rest_.empty()) {
      throw IoError("the checkpoint holds more than a market");
    }
  }
  void list(ItemList& items) { items.assign(raw()); }
  std::span<const std::byte> raw() { return next(one<std::uint64_t>()); }

 private:
  template <class T>
  static void copy(std::vector<T>& values, std::span<const std::byte> bytes) {
    if (!values.empty()) {
      std::memcpy(values.data(), bytes.data(), bytes.size());
    }
  }
  std::span<const std::byte> next(std::size_t size) {
    if (size > rest_.size()) {
      throw IoError("the checkpoint ends too early");
    }
    const auto bytes = rest_.first(size);
    rest_ = rest_.subspan(size);
    return bytes;
  }
  std::span<const std::byte> rest_;
};

template <class Saved, class World>
void messages_and_totals(Saved& saved, World& world) {
  for (std::uint32_t t = 0; t < world.messages.ticks(); ++t) {
    saved.many(world.messages.slot(t));
  }
  for (auto& brand : world.brands) {
    saved.fixed(brand.numbers);
    for (auto& list : brand.lists) {
      saved.list(list);
    }
  }
  saved.fixed(world.allowances);
  saved.fixed(world.members);
  world.books.each_column([&](auto& column) { saved.fixed(column); });
  saved.fixed(world.week_counts.values());
  saved.fixed(world.total_counts.values());
  saved.fixed(world.tick_counts.values());
}

template <class Saved, class Block>
void one_block(Saved& saved, Block& block) {
  for (auto& due : block.calendar.near()) {
    saved.many(due);
  }
  for (auto& far : block.calendar.far()) {
    saved.many(far);
  }
  for (auto& list : block.followers) {
    saved.many(list);
  }
  for (auto& marks : block.marks) {
    saved.many(marks.all());
  }
}

}  // namespace

std::vector<std::byte> save(const World& world) {
  Writer out;
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
  return out.take();
}

World restore(const Model& model, std::shared_ptr<const Setting> setting,
              std::span<const std::byte> bytes) {
  Reader in(bytes);
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
  in.end();
  return world;
}

}  // namespace rapport
