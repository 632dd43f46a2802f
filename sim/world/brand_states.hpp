// What a business knows and holds: scalars that customers may read as of the last boundary, and
// lists (the desk's open cases). Declared by mechanisms, stored by brand.
#pragma once

#include <algorithm>
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
    return {reinterpret_cast<T*>(bytes_.data() + dropped_), size() / sizeof(T)};
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
    bytes_.resize(dropped_ + count * sizeof(T));
  }
  /// Drops the first `count` items; costs no more than their number, whatever follows them.
  template <class T>
  void drop_front(std::size_t count) {
    dropped_ += count * sizeof(T);
    if (dropped_ > bytes_.size() / 2) {
      bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(dropped_));
      dropped_ = 0;
    }
  }
  /// Takes the i-th item out; costs its distance from the nearer end.
  template <class T>
  void remove(std::size_t i) {
    const std::span<T> all = items<T>();
    if (i < all.size() / 2) {
      std::copy_backward(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i),
                         all.begin() + static_cast<std::ptrdiff_t>(i + 1));
      drop_front<T>(1);
    } else {
      std::copy(all.begin() + static_cast<std::ptrdiff_t>(i + 1), all.end(),
                all.begin() + static_cast<std::ptrdiff_t>(i));
      keep<T>(all.size() - 1);
    }
  }

  std::span<const std::byte> bytes() const { return std::span(bytes_).subspan(dropped_); }
  void assign(std::span<const std::byte> bytes) {
    bytes_.assign(bytes.begin(), bytes.end());
    dropped_ = 0;
  }

 private:
  std::size_t size() const { return bytes_.size() - dropped_; }

  std::vector<std::byte> bytes_;
  std::size_t dropped_ = 0;  // bytes at the start that are no longer of the list
};

struct BrandState {
  std::vector<double> numbers;
  std::vector<ItemList> lists;
};

}  // namespace rapport
