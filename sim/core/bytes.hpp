// Plain values as bytes and back: how state gets into a checkpoint.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "sim/core/error.hpp"

namespace rapport {

/// Takes bytes in the order in which they are written.
using ByteSink = std::function<void(std::span<const std::byte>)>;

/// Writes values one after the other, in the machine's own order of bytes.
class ByteWriter {
 public:
  /// The sink stays the caller's.
  explicit ByteWriter(const ByteSink& sink) : sink_(sink) {}

  template <class T>
  void one(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    sink_(std::as_bytes(std::span(&value, 1)));
  }
  template <class T>
  void many(const std::vector<T>& values) {
    static_assert(std::is_trivially_copyable_v<T>);
    raw(std::as_bytes(std::span(values)));
  }
  void text(std::string_view words) { raw(std::as_bytes(std::span(words))); }
  /// So many bytes, and which.
  void raw(std::span<const std::byte> bytes) {
    one<std::uint64_t>(bytes.size());
    sink_(bytes);
  }

 private:
  const ByteSink& sink_;
};

/// Reads them back in the same order. Throws IoError where the bytes end too early, or a list does
/// not hold whole values.
class ByteReader {
 public:
  /// The bytes stay the caller's.
  explicit ByteReader(std::span<const std::byte> bytes) : rest_(bytes) {}

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
      throw IoError("the checkpoint has a list that ends within a value");
    }
    values.resize(bytes.size() / sizeof(T));
    if (!values.empty()) {
      std::memcpy(values.data(), bytes.data(), bytes.size());
    }
  }
  std::string text() {
    const std::span<const std::byte> bytes = raw();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
  std::span<const std::byte> raw() { return next(one<std::uint64_t>()); }
  bool at_end() const { return rest_.empty(); }

 private:
  std::span<const std::byte> next(std::uint64_t size) {
    if (size > rest_.size()) {
      throw IoError("the checkpoint ends too early");
    }
    const auto bytes = rest_.first(size);
    rest_ = rest_.subspan(size);
    return bytes;
  }
  std::span<const std::byte> rest_;
};

}  // namespace rapport
