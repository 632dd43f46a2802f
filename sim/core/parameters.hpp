// Declared numbers: from the declaration alone come the scenario reader, every error message, the
// schema, `rapport explain`, the model's tables and the attributes in a run's file.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/ids.hpp"

namespace rapport {

/// What a parameter is, which decides who may set it. A strategy may set organisation parameters
/// alone; the zero-effect null sets every effect to zero.
enum class Role : std::uint8_t {
  effect,        ///< a causal coefficient: zero = no such influence
  trait,         ///< how people are
  market,        ///< prices, platforms, products: given from outside
  organisation,  ///< what a business decides
  engine         ///< how the computer does it; never a result
};

/// How well the default is known: EVIDENCE's grades.
enum class Grade : std::uint8_t {
  published,   ///< the figure was seen in a publication (V)
  computed,    ///< follows from a closed form (C)
  remembered,  ///< from memory, not verified (M)
  assumed,     ///< nobody has measured it: sweep it (A)
  convention   ///< a definition, a unit price, a design choice
};

/// What there is a value of its own for: one for all where it is neither; one for each pair where
/// it is two of them.
struct Scope {
  bool brand = false;
  bool platform = false;
  bool segment = false;
  friend constexpr bool operator==(const Scope&, const Scope&) = default;
};

/// One of a parameter's values: of a brand, a platform, a segment; 0 for what it has no values of
/// its own for.
struct Cell {
  std::size_t brand = 0;
  std::size_t platform = 0;
  std::size_t segment = 0;
};

/// How many brands, platforms and segments a market has; at least one of each.
struct Extent {
  std::size_t brands = 1;
  std::size_t platforms = 1;
  std::size_t segments = 1;

  /// Calls `act` with the cells of this scope, segments fastest. What it has no values of its own
  /// for is 0.
  template <class Act>
  void each_cell(Scope scope, const Act& act) const {
    for (std::size_t b = 0; b < (scope.brand ? brands : 1); ++b) {
      for (std::size_t p = 0; p < (scope.platform ? platforms : 1); ++p) {
        for (std::size_t s = 0; s < (scope.segment ? segments : 1); ++s) {
          act(Cell{b, p, s});
        }
      }
    }
  }
};

enum class ValueKind : std::uint8_t { real, whole, flag, word };

/// What a reader of a scenario needs to know of a number in it.
struct About {
  std::string_view unit;  ///< UDUNITS spelling; "1" = a pure number
  double low = 0;         ///< least allowed value
  double high = 0;        ///< greatest allowed value
  double value = 0;       ///< default
  Role role = Role::effect;
  std::string_view meaning;  ///< one sentence
  std::string_view source;   ///< publication, closed form, or why it was assumed
  Grade grade = Grade::assumed;
};

/// The values of one parameter, laid out by its scope. Filled in by the scenario reader before a
/// run; read-only while a run goes on.
class Values {
 public:
  double at(const Cell& cell) const { return values_[place(cell)]; }
  void set(const Cell& cell, double value) { values_[place(cell)] = value; }
  /// Everybody's.
  void set(double value) { std::ranges::fill(values_, value); }
  void lay_out(Scope scope, const Extent& extent, double value) {
    const std::size_t segments = scope.segment ? extent.segments : 1;
    const std::size_t platforms = scope.platform ? extent.platforms : 1;
    const std::size_t brands = scope.brand ? extent.brands : 1;
    segment_stride_ = scope.segment ? 1 : 0;
    platform_stride_ = scope.platform ? segments : 0;
    brand_stride_ = scope.brand ? platforms * segments : 0;
    values_.assign(brands * platforms * segments, value);
  }

 private:
  std::size_t place(const Cell& cell) const {
    return cell.brand * brand_stride_ + cell.platform * platform_stride_ +
           cell.segment * segment_stride_;
  }

  std::vector<double> values_{0.0};
  std::size_t brand_stride_ = 0;
  std::size_t platform_stride_ = 0;
  std::size_t segment_stride_ = 0;
};

/// A number for the whole market.
class Value : public Values {
 public:
  static constexpr Scope scope{};
  operator double() const { return at({}); }  // NOLINT(google-explicit-constructor)
};

class PerBrand : public Values {
 public:
  static constexpr Scope scope{.brand = true};
  double operator[](BrandId b) const { return at({.brand = row(b)}); }
};

class PerPlatform : public Values {
 public:
  static constexpr Scope scope{.platform = true};
  double operator[](PlatformId p) const { return at({.platform = row(p)}); }
};

class PerSegment : public Values {
 public:
  static constexpr Scope scope{.segment = true};
  double operator[](SegmentId s) const { return at({.segment = row(s)}); }
};

class PerBrandAndPlatform : public Values {
 public:
  static constexpr Scope scope{.brand = true, .platform = true};
  double operator()(BrandId b, PlatformId p) const {
    return at({.brand = row(b), .platform = row(p)});
  }
};

class PerBrandAndSegment : public Values {
 public:
  static constexpr Scope scope{.brand = true, .segment = true};
  double operator()(BrandId b, SegmentId s) const {
    return at({.brand = row(b), .segment = row(s)});
  }
};

class PerPlatformAndSegment : public Values {
 public:
  static constexpr Scope scope{.platform = true, .segment = true};
  double operator()(PlatformId p, SegmentId s) const {
    return at({.platform = row(p), .segment = row(s)});
  }
};

/// A declared parameter of a mechanism. `values` points into the mechanism that declared it.
struct Parameter {
  std::string name;
  About about;
  Scope scope;
  ValueKind kind = ValueKind::real;
  std::vector<std::string> words;  ///< the allowed words, kind == word
  Values* values = nullptr;
};

/// What must hold among a mechanism's own parameters besides their ranges.
struct Constraint {
  std::vector<std::string> parameters;
  std::string rule;                        ///< "'margin' must not exceed 'price'"
  Scope scope;                             ///< asked once, or for each of these
  std::function<bool(const Cell&)> holds;  ///< of the parameters' values as they are
};

/// One, for sums and products of decimals that may miss it by rounding.
inline constexpr double just_one = 1 + 1e-9;

std::string_view name_of(Role);
std::string_view name_of(Grade);
/// "the whole market", "each brand and platform".
std::string name_of(Scope);
std::string_view name_of(ValueKind);

}  // namespace rapport
