// Sorts the readers of one customer, most often few.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace rapport {

/// Writes the numbers of a row in ascending order, each once, and says how many that are. `out` has
/// room for all, and is the row itself or no part of it.
///
/// Few are sorted by counting for each how many are below it: n^2 comparisons, but several at once,
/// and without a branch that a processor could guess wrong.
inline std::size_t sort_row(std::span<const std::uint32_t> row, std::uint32_t* out) {
  constexpr std::size_t few = 64;
  constexpr std::size_t lanes = 8;
  constexpr std::uint32_t sign = 1U << 31U;  // signed numbers are what there are instructions for
  const std::size_t size = row.size();
  if (size > few) {
    if (row.data() != out) {
      std::copy(row.begin(), row.end(), out);
    }
    std::sort(out, out + size);
    return static_cast<std::size_t>(std::unique(out, out + size) - out);
  }
  std::array<std::int32_t, few + lanes> keys;
  std::array<std::int32_t, few + lanes> below;
  for (std::size_t i = 0; i < size; ++i) {
    keys[i] = static_cast<std::int32_t>(row[i] ^ sign);
  }
  std::fill_n(keys.begin() + size, lanes, 0);
  for (std::size_t block = 0; block < size; block += lanes) {
    std::array<std::int32_t, lanes> mine;
    std::array<std::int32_t, lanes> counts{};
    std::copy_n(keys.begin() + block, lanes, mine.begin());
    for (std::size_t j = 0; j < size; ++j) {
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        counts[lane] += keys[j] < mine[lane] ? 1 : 0;
      }
    }
    std::copy_n(counts.begin(), lanes, below.begin() + block);
  }
  std::size_t pairs = 0;  // of which one is below the other: all, but for equal ones
  for (std::size_t i = 0; i < size; ++i) {
    pairs += static_cast<std::size_t>(below[i]);
    out[below[i]] = static_cast<std::uint32_t>(keys[i]) ^ sign;
  }
  if (size < 2 || pairs == size * (size - 1) / 2) {
    return size;
  }
  // equal ones went to one place, the first of as many as there are of them
  std::size_t kept = 0;
  std::sort(keys.begin(), keys.begin() + size);
  for (std::size_t i = 0; i < size; ++i) {
    if (i == 0 || keys[i] != keys[i - 1]) {
      out[kept++] = static_cast<std::uint32_t>(keys[i]) ^ sign;
    }
  }
  return kept;
}

}  // namespace rapport
