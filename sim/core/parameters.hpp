// Declared numbers: from the declaration alone come the scenario reader, every error message, the
// schema, `rapport explain`, the model's tables and the attributes in a run's file.
#pragma once

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

/// One value for all, or one for each brand, platform, or brand and platform.
enum class Scope : std::uint8_t { whole_market, per_brand, per_platform, per_brand_and_platform };

constexpr bool by_brand(Scope scope) {
  return scope == Scope::per_brand || scope == Scope::per_brand_and_platform;
}
constexpr bool by_platform(Scope scope) {
  return scope == Scope::per_platform || scope == Scope::per_brand_and_platform;
}

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
  double at(std::size_t brand, std::size_t platform) const {
    return values_[brand * brand_stride_ + platform * platform_stride_];
  }
  void lay_out(Scope scope, std::size_t brands, std::size_t platforms, double value) {
    const bool of_brands = rapport::by_brand(scope);
    const bool of_platforms = rapport::by_platform(scope);
    platform_stride_ = of_platforms ? 1 : 0;
    brand_stride_ = of_brands ? (of_platforms ? platforms : 1) : 0;
    values_.assign((of_brands ? brands : 1) * (of_platforms ? platforms : 1), value);
  }
  void set(std::size_t brand, std::size_t platform, double value) {
    values_[brand * brand_stride_ + platform * platform_stride_] = value;
  }
  bool by_brand() const { return brand_stride_ != 0; }
  bool by_platform() const { return platform_stride_ != 0; }

 private:
  std::vector<double> values_{0.0};
  std::size_t brand_stride_ = 0;
  std::size_t platform_stride_ = 0;
};

/// A number for the whole market.
class Value : public Values {
 public:
  static constexpr Scope scope = Scope::whole_market;
  operator double() const { return at(0, 0); }  // NOLINT(google-explicit-constructor)
};

class PerBrand : public Values {
 public:
  static constexpr Scope scope = Scope::per_brand;
  double operator[](BrandId b) const { return at(row(b), 0); }
};

class PerPlatform : public Values {
 public:
  static constexpr Scope scope = Scope::per_platform;
  double operator[](PlatformId p) const { return at(0, row(p)); }
};

class PerBrandAndPlatform : public Values {
 public:
  static constexpr Scope scope = Scope::per_brand_and_platform;
  double operator()(BrandId b, PlatformId p) const { return at(row(b), row(p)); }
};

/// A declared parameter of a mechanism. `values` points into the mechanism that declared it.
struct Parameter {
  std::string name;
  About about;
  Scope scope = Scope::whole_market;
  ValueKind kind = ValueKind::real;
  std::vector<std::string> words;  ///< the allowed words, kind == word
  Values* values = nullptr;
};

/// What must hold among a mechanism's own parameters besides their ranges.
struct Constraint {
  std::vector<std::string> parameters;
  std::string rule;                   ///< "'margin' must not exceed 'price'"
  Scope scope = Scope::whole_market;  ///< asked once, or for each brand, platform, or pair
  std::function<bool(BrandId, PlatformId)> holds;  ///< of the parameters' values as they are
};

/// One, for sums and products of decimals that may miss it by rounding.
inline constexpr double just_one = 1 + 1e-9;

std::string_view name_of(Role);
std::string_view name_of(Grade);
std::string_view name_of(Scope);
std::string_view name_of(ValueKind);

}  // namespace rapport
