// The row numbers of the nouns, and the identity of an event.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rapport {

/// Row numbers. They do not convert to one another, so a brand cannot index a customer's row.
enum class CustomerId : std::uint32_t {};
enum class BrandId : std::uint8_t {};
enum class PlatformId : std::uint8_t {};
/// A kind of customers, such as students; each customer is of one for good.
enum class SegmentId : std::uint8_t {};

/// The row number as a subscript.
template <class Id>
constexpr std::size_t row(Id id) {
  return static_cast<std::size_t>(id);
}

/// A customer's membership and follows are bits of one byte, so there are at most this many.
inline constexpr std::size_t most_platforms = 8;
/// A brand number is stored in one byte with room for "none".
inline constexpr std::size_t most_brands = 64;
/// A choice: enough for a market, few enough for a table.
inline constexpr std::size_t most_segments = 16;

/// What an event is about, from its content alone (never an index, an arrival order or a tick that
/// a strategy can move). Two worlds under one seed give the same event the same identity, and so
/// the same luck.
struct Identity {
  std::uint64_t value = 0;
  friend constexpr auto operator<=>(const Identity&, const Identity&) = default;
};

/// A good 64-bit mixer (the finaliser of SplitMix64; Steele, Lea & Flood 2014).
constexpr std::uint64_t mix64(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31U);
}

constexpr std::uint64_t hash_text(std::string_view text) {
  std::uint64_t hash = 0x72617070ULL;
  for (const char c : text) {
    hash = mix64(hash ^ static_cast<unsigned char>(c));
  }
  return hash;
}

/// The identity made of a kind and the contents that make the event what it is, in order.
template <class... Parts>
constexpr Identity identity(std::uint64_t kind, Parts... parts) {
  std::uint64_t hash = mix64(kind);
  ((hash = mix64(hash ^ static_cast<std::uint64_t>(parts))), ...);
  return {hash};
}

}  // namespace rapport
