// What a business knows and holds: scalars that customers may read as of the last boundary, and
// lists (the desk's open cases). Declared by mechanisms, stored by brand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "sim/core/ids.hpp"

namespace rapport {

/// Handle to a number of a brand that its mechanism writes in `open` and `close`.
struct BrandOwn {
  std::uint32_t index = 0;
};
/// Handle to a number of a brand that others read.
struct BrandReads {
  std::uint32_t index = 0;
};
/// Handle to a list of T of a brand.
template <class T>
struct BrandList {
  std::uint32_t index = 0;
};

/// A brand's number as shared by mechanisms: its name and what it is before anybody writes it.
struct BrandColumn {
  std::string_view name;
  std::string_view unit;
  double initial = 0;
  std::string_view meaning;
};

struct BrandColumnInfo {
  std::string name;
  std::string unit;
  double initial = 0;
  std::string meaning;
};

struct BrandListInfo {
  std::string name;
  std::size_t item_bytes = 0;
};

/// A list of plain items, stored as bytes so that it copies, hashes and saves without knowing T.
/// Items hold no padding (their declaration asserts it).
class ItemList {
 public:
  template <class T>
  std::span<T> items() {
    static_assert(std::is_trivially_copyable_v<T>);
    return {reinterpret_cast<T*>(bytes_.data()), bytes_.size() / sizeof(T)};
  }
  template <class T>
  void push(const T& item) {
    const std::size_t end = bytes_.size();
    bytes_.resize(end + sizeof(T));
    std::memcpy(bytes_.data() + end, &item, sizeof(T));
  }
  /// Keeps the first `count` items.
  template <class T>
  void keep(std::size_t count) {
    bytes_.resize(count * sizeof(T));
  }
  std::vector<std::byte>& bytes() { return bytes_; }
  const std::vector<std::byte>& bytes() const { return bytes_; }

 private:
  std::vector<std::byte> bytes_;
};

struct BrandState {
  std::vector<double> numbers;
  std::vector<ItemList> lists;
};

}  // namespace rapport
