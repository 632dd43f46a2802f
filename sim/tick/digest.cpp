// A digest of the whole state: what two runs must agree on to be the same run. Columns enter by
// name, so neither their place in a row nor the order of mechanisms shows; calendars, marks and
// messages enter as sums of hashes, so neither does the order of entry.
#include <algorithm>
#include <bit>
#include <cstring>

#include "sim/core/for_each.hpp"
#include "sim/tick/run.hpp"

namespace rapport {
namespace {

std::uint64_t hash_bytes(std::uint64_t hash, const void* data, std::size_t size) {
  const auto* bytes = static_cast<const std::byte*>(data);
  for (std::size_t i = 0; i < size; i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes + i, std::min<std::size_t>(8, size - i));
    hash = mix64(hash ^ word);
  }
  return mix64(hash ^ size);
}

/// Sum over customers of a hash of (column, customer, value) for each column of a row.
std::uint64_t digest_rows(const World& world) {
  struct Place {
    std::uint64_t name;
    std::uint32_t offset;
    std::size_t size;
  };
  std::vector<Place> places;
  const RowLayout& layout = world.layout->rows;
  for (const ColumnInfo& column : layout.columns) {
    const std::uint32_t copies = column.of == Of::relation ? layout.brands : 1;
    for (std::uint32_t b = 0; b < copies; ++b) {
      places.push_back({mix64(hash_text(column.name) + b),
                        column.offset + b * layout.relation_stride, size_of(column.stored)});
    }
  }
  std::vector<std::uint64_t> sums(world.blocks.size(), 0);
  for_each(world.blocks.size(), [&](std::size_t block) {
    for (std::uint32_t j = world.first_of(block); j < world.first_of(block + 1); ++j) {
      const std::byte* row = world.rows.at(CustomerId{j});
      for (const Place& place : places) {
        std::uint64_t value = 0;
        std::memcpy(&value, row + place.offset, place.size);
        // name and customer are mixed before the value comes in: no two places share a hash
        sums[block] += mix64(mix64(place.name + j) ^ value);
      }
    }
  });
  std::uint64_t sum = 0;
  for (const std::uint64_t part : sums) {
    sum += part;
  }
  return sum;
}

std::uint64_t hash_of(const Due& due, std::uint32_t tick) {
  std::uint64_t hash = mix64((std::uint64_t{due.customer} << 32U) | tick);
  hash = mix64(hash ^ ((static_cast<std::uint64_t>(due.kind) << 32U) |
                       (std::uint64_t{due.brand} << 16U) | due.detail));
  hash = mix64(hash ^ due.key);
  hash = mix64(hash ^ std::bit_cast<std::uint64_t>(due.a));
  return mix64(hash ^ std::bit_cast<std::uint64_t>(due.b));
}

std::uint64_t digest_calendar(const World& world, const Block& block) {
  std::uint64_t sum = 0;
  const auto& near = block.calendar.near();
  for (std::uint32_t ahead = 0; ahead < near.size(); ++ahead) {
    const std::uint32_t tick = world.tick + ahead;
    for (const Due& due : near[tick % near.size()]) {
      sum += hash_of(due, tick);
    }
  }
  const std::uint32_t per_week = world.setting->clock.ticks_per_week();
  for (std::uint32_t week = 0; week < block.calendar.far().size(); ++week) {
    for (const Far& far : block.calendar.far()[week]) {
      sum +=
          hash_of({.customer = far.customer, .kind = far.kind, .brand = far.brand, .key = far.key},
                  week * per_week + far.tick_of_week);
    }
  }
  return sum;
}

std::uint64_t hash_of(const Message& m, MessageKey key) {
  const auto bits = [](auto value) { return std::bit_cast<std::uint32_t>(value); };
  const std::uint64_t words[] = {
      (std::uint64_t{key.tick} << 32U) | key.nth,
      m.what.value,
      m.root.value,
      std::bit_cast<std::uint64_t>(m.sent),
      (std::uint64_t{m.sender} << 32U) | bits(m.show),
      (std::uint64_t{bits(m.people)} << 32U) | (row(m.brand) << 16U) | (row(m.platform) << 8U) |
          static_cast<std::uint64_t>(m.kind),
      (std::uint64_t{m.hop} << 32U) | (std::uint64_t{m.by_customer} << 24U) |
          (std::uint64_t{m.names_brand} << 16U) |
          (static_cast<std::uint64_t>(static_cast<std::uint8_t>(m.valence)) << 8U) | m.solved,
      (std::uint64_t{m.author} << 32U) | m.occasion};
  std::uint64_t hash = 0;
  for (const std::uint64_t word : words) {
    hash = mix64(hash ^ word);
  }
  return hash;
}

std::uint64_t digest_messages(const World& world) {
  std::uint64_t sum = 0;
  for (std::uint32_t back = 1; back < world.messages.ticks() && back <= world.tick; ++back) {
    const std::uint32_t tick = world.tick - back;
    const std::vector<Message>& slot = world.messages.slot(tick);
    for (std::uint32_t nth = 0; nth < slot.size(); ++nth) {
      sum += hash_of(slot[nth], {tick, nth});
    }
  }
  return sum;
}

/// Marks by kind's name; what has ended and not yet been swept out does not count.
std::uint64_t digest_marks(const World& world, const Block& block) {
  std::uint64_t sum = 0;
  for (std::size_t kind = 0; kind < block.marks.size(); ++kind) {
    const std::uint64_t name = hash_text(world.layout->marks[kind].name);
    for (const Mark& mark : block.marks[kind].all()) {
      if (mark.until > world.tick) {
        sum += mix64(mix64(name + mark.customer) ^ mix64(mark.what.value) ^ mark.until);
      }
    }
  }
  return sum;
}

std::uint64_t digest_brands(const World& world) {
  std::uint64_t sum = 0;
  for (std::size_t b = 0; b < world.brands.size(); ++b) {
    const BrandState& brand = world.brands[b];
    for (std::size_t c = 0; c < brand.numbers.size(); ++c) {
      sum += mix64(hash_text(world.layout->brand_columns[c].name) + b +
                   mix64(std::bit_cast<std::uint64_t>(brand.numbers[c])));
    }
    for (std::size_t l = 0; l < brand.lists.size(); ++l) {
      const std::span<const std::byte> bytes = brand.lists[l].bytes();
      sum +=
          hash_bytes(hash_text(world.layout->brand_lists[l].name) + b, bytes.data(), bytes.size());
    }
  }
  return sum;
}

/// Counts and books by name: a mechanism that is off has none.
std::uint64_t digest_totals(const World& world) {
  std::uint64_t sum = 0;
  const auto& counters = world.layout->measures.counters;
  for (std::uint32_t c = 0; c < counters.size(); ++c) {
    for (std::size_t b = 0; b < world.brand_count(); ++b) {
      for (std::size_t p = 0; p < world.platform_count(); ++p) {
        const auto brand = static_cast<BrandId>(b);
        const auto platform = static_cast<PlatformId>(p);
        const std::int64_t n = world.total_counts.of({c}, brand, platform) +
                               world.week_counts.of({c}, brand, platform) +
                               world.tick_counts.of({c}, brand, platform);
        sum += mix64(hash_text(counters[c].name) + (b << 8U) + p +
                     mix64(static_cast<std::uint64_t>(n)));
      }
    }
  }
  for (std::uint32_t e = 0; e < world.layout->entries.size(); ++e) {
    for (std::size_t b = 0; b < world.brand_count(); ++b) {
      const Cents cents = world.books.total(static_cast<BrandId>(b), {e});
      sum += mix64(hash_text(world.layout->entries[e].name) + b +
                   mix64(static_cast<std::uint64_t>(cents)));
    }
  }
  for (const Cents cents : world.allowances) {
    sum = mix64(sum ^ static_cast<std::uint64_t>(cents));
  }
  return sum;
}

}  // namespace

std::uint64_t digest(const World& world) {
  std::vector<std::uint64_t> parts(world.blocks.size(), 0);
  for_each(world.blocks.size(), [&](std::size_t b) {
    const Block& block = world.blocks[b];
    std::uint64_t hash = digest_calendar(world, block) + digest_marks(world, block);
    for (const auto& list : block.followers) {
      hash = hash_bytes(hash, list.data(), list.size() * sizeof(CustomerId));
    }
    parts[b] = hash;
  });
  std::uint64_t hash = mix64(world.tick);
  for (const std::uint64_t part : parts) {
    hash = mix64(hash ^ part);
  }
  hash = mix64(hash ^ digest_rows(world));
  hash = mix64(hash ^ digest_messages(world));
  hash = mix64(hash ^ digest_brands(world));
  hash = mix64(hash ^ digest_totals(world));
  return mix64(hash ^ world.luck.key());
}

}  // namespace rapport
