// Luck: random numbers that are looked up rather than drawn in turn.
//
// u = Philox4x32-10(key = mix(seed, replicate); counter = (subject, purpose, event identity)),
// Salmon, Moraes, Dror & Shaw 2011 (Random123). The same question always gets the same answer, so a
// run depends neither on the number of threads nor on the order of events, and two strategies under
// one seed meet the same luck. Key a draw by what it is about (this message reaching this reader,
// this customer's 7th purchase), never by a tick, an index or a counter that a strategy can move.
#pragma once

// Philox needs no vector instructions; their headers would be half of what every file compiles.
#define R123_USE_X86INTRIN_H 0
#define R123_USE_SSE 0
#include <Random123/philox.h>

#include <array>
#include <cstdint>
#include <string_view>

#include "sim/core/ids.hpp"
#include "sim/core/math.hpp"

namespace rapport {

/// What a draw decides. Named "<mechanism>.<decision>"; names are unique in the source (a test
/// looks), and two that hash alike are refused when a catalogue is built.
struct Purpose {
  std::uint32_t value = 0;

  consteval explicit Purpose(std::string_view name) {
    std::uint32_t hash = 2166136261U;  // FNV-1a
    for (const char c : name) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    value = hash;
  }
  friend constexpr bool operator==(Purpose, Purpose) = default;
};

class Luck {
 public:
  using Words = std::array<std::uint32_t, 4>;

  Luck(std::uint64_t seed, std::uint32_t replicate)
      : key_(mix64(mix64(seed) ^ (std::uint64_t{replicate} * 0xd6e8feb86659fd93ULL))) {}

  /// 128 random bits for one event of one subject.
  Words words(Purpose purpose, std::uint32_t subject, Identity event) const {
    const r123::Philox4x32::ctr_type counter = {{subject, purpose.value,
                                                 static_cast<std::uint32_t>(event.value),
                                                 static_cast<std::uint32_t>(event.value >> 32U)}};
    const r123::Philox4x32::key_type key = {
        {static_cast<std::uint32_t>(key_), static_cast<std::uint32_t>(key_ >> 32U)}};
    const auto out = r123::Philox4x32()(counter, key);
    return {out[0], out[1], out[2], out[3]};
  }

  /// Uniform on (0,1), never 0 nor 1, 52 bits and a half.
  double u(Purpose purpose, std::uint32_t subject, Identity event) const {
    const Words w = words(purpose, subject, event);
    return open_unit(w[0], w[1]);
  }

  /// Two uniforms for the price of one.
  std::array<double, 2> u2(Purpose purpose, std::uint32_t subject, Identity event) const {
    const Words w = words(purpose, subject, event);
    return {open_unit(w[0], w[1]), open_unit(w[2], w[3])};
  }

  static double open_unit(std::uint32_t high, std::uint32_t low) {
    const std::uint64_t bits = (std::uint64_t{high} << 20U) ^ (low >> 12U);
    return (static_cast<double>(bits) + 0.5) * 0x1.0p-52;
  }

  /// Uniform on (0,1) from 32 bits: enough where a chance is compared, not where a tail is drawn.
  static double open_unit(std::uint32_t word) { return (word + 0.5) * 0x1.0p-32; }

  std::uint64_t key() const { return key_; }
  /// The same luck again, as saved.
  static Luck of_key(std::uint64_t key) {
    Luck luck(0, 0);
    luck.key_ = key;
    return luck;
  }

 private:
  std::uint64_t key_;
};

/// Exponential with mean 1.
inline double exponential(double u) {
  return -math::log(u);
}

/// Gumbel (extreme value type I): arg max of V + noise is a multinomial logit choice.
inline double gumbel(double u) {
  return -math::log(-math::log(u));
}

/// Log-normal from its mean and sigma.
inline double log_normal_of_mean(double u, double mean, double sigma) {
  return mean * math::exp(sigma * math::normal_quantile(u) - 0.5 * sigma * sigma);
}

/// Log-normal from its median and sigma.
inline double log_normal_of_median(double u, double median, double sigma) {
  return median * math::exp(sigma * math::normal_quantile(u));
}

/// The logarithm of a Gamma(shape, 1) draw, exact also for tiny shapes where the draw itself would
/// underflow. Marsaglia & Tsang 2000; shape < 1 by ln G(a) = ln G(a+1) + ln(U)/a.
double log_gamma_draw(const Luck&, Purpose, std::uint32_t subject, Identity event, double shape);

}  // namespace rapport
