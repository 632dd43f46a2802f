// The state of customers: one packed row each. Mechanisms declare columns (a scalar with unit,
// range and meaning); the layout packs all columns of a customer, and after them those of each of
// its brands, into one row, so that a turn touches two or three cache lines whatever the number of
// mechanisms.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "sim/core/ids.hpp"
#include "sim/core/math.hpp"

namespace rapport {

/// A quantity that fades with a half-life, in four bytes and without a time stamp: the hour at
/// which it has faded (or would have had to start) to reach 1. value(t) = 2^((crossing - t) /
/// half-life). Exactly zero stays exactly zero; the relative error of storing is below 1e-4 over
/// ten years for half-lives of a week and more.
struct Fading {
  float crossing = never;

  static constexpr float never = -1e30F;

  double value(double now, double half_life) const {
    return crossing <= never ? 0.0 : math::exp2((static_cast<double>(crossing) - now) / half_life);
  }
  void set(double now, double half_life, double value) {
    crossing = value <= 0.0 ? never : static_cast<float>(now + half_life * math::log2(value));
  }
  void add(double now, double half_life, double amount) {
    if (amount != 0.0) {
      set(now, half_life, value(now, half_life) + amount);
    }
  }
};

/// Whether a column has one value a customer, or one for each brand that a customer may deal with.
enum class Of : std::uint8_t { customer, relation };

/// Storage type of a column.
enum class Stored : std::uint8_t { f64, f32, fading, u32, u16, u8 };

template <class T>
constexpr Stored stored_as() {
  if constexpr (std::is_same_v<T, double>) {
    return Stored::f64;
  } else if constexpr (std::is_same_v<T, float>) {
    return Stored::f32;
  } else if constexpr (std::is_same_v<T, Fading>) {
    return Stored::fading;
  } else if constexpr (std::is_same_v<T, std::uint32_t>) {
    return Stored::u32;
  } else if constexpr (std::is_same_v<T, std::uint16_t>) {
    return Stored::u16;
  } else {
    static_assert(std::is_same_v<T, std::uint8_t>, "columns hold plain scalars");
    return Stored::u8;
  }
}

constexpr std::size_t size_of(Stored stored) {
  switch (stored) {
    case Stored::f64:
      return 8;
    case Stored::f32:
    case Stored::fading:
    case Stored::u32:
      return 4;
    case Stored::u16:
      return 2;
    case Stored::u8:
      return 1;
  }
  return 0;
}

/// What a column is: printed, recorded, hashed under its name.
template <class T>
struct Column {
  std::string_view name;
  Of of = Of::customer;
  std::string_view unit;
  double low = 0;
  double high = 0;
  T initial{};
  std::string_view meaning;
};

/// Handle to a column that its holder writes.
template <class T>
class Own {
 public:
  std::uint32_t offset = 0;
};

/// Handle to a column that its holder only reads.
template <class T>
class Reads {
 public:
  std::uint32_t offset = 0;
};

/// A declared column in the layout, untyped.
struct ColumnInfo {
  std::string name;
  Of of = Of::customer;
  Stored stored = Stored::f32;
  std::string unit;
  double low = 0;
  double high = 0;
  std::string meaning;
  std::uint64_t initial_bits = 0;
  std::vector<std::string> writers;
  std::vector<std::string> readers;
  std::uint32_t offset = 0;  ///< bytes from the row's start (brand 0 for a relation)
};

/// Where each column stands in a row. Same for every strategy of a scenario, so that worlds branch
/// by copying.
struct RowLayout {
  std::vector<ColumnInfo> columns;
  std::uint32_t stride = 0;           ///< bytes of a customer's row
  std::uint32_t relation_stride = 0;  ///< bytes of one brand's part
  std::uint32_t brands = 0;

  /// Gives each column its offset: big scalars first, customers' part before the brands' parts.
  void pack(std::uint32_t brand_count);
};

/// All customers' rows, zeroed and set to each column's initial value.
class Rows {
 public:
  Rows() = default;
  Rows(const RowLayout& layout, std::size_t customers);
  Rows(const Rows& other);
  Rows& operator=(const Rows& other);
  Rows(Rows&&) noexcept = default;
  Rows& operator=(Rows&&) noexcept = default;
  ~Rows() = default;

  std::byte* at(CustomerId who) { return bytes_.get() + row(who) * stride_; }
  const std::byte* at(CustomerId who) const { return bytes_.get() + row(who) * stride_; }
  std::span<std::byte> bytes() { return {bytes_.get(), size_}; }
  std::span<const std::byte> bytes() const { return {bytes_.get(), size_}; }
  std::uint32_t relation_stride() const { return relation_stride_; }

 private:
  struct Free {
    void operator()(std::byte* bytes) const;
  };
  void allocate(std::size_t size);

  std::unique_ptr<std::byte[], Free> bytes_;  // huge pages where the system gives them
  std::size_t size_ = 0;
  std::size_t stride_ = 0;
  std::uint32_t relation_stride_ = 0;
};

}  // namespace rapport
