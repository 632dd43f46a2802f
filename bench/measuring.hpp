// What benchmarks print: rows of bench/README.md; and the times that they are made of.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>

#include "sim/core/error.hpp"

namespace rapport::bench {

/// | question | answer | target | met |
inline void print_row(std::string_view question, std::string_view answer,
                      std::string_view target = "", std::optional<bool> met = std::nullopt) {
  fmt::print("| {} | {} | {} | {} |\n", question, answer, target,
             !met.has_value() ? ""
             : *met           ? "yes"
                              : "**no**");
}

/// 1,000,000.
inline std::string thousands(std::uint64_t n) {
  std::string text = fmt::format("{}", n);
  for (std::size_t place = text.size(); place > 3; place -= 3) {
    text.insert(place - 3, ",");
  }
  return text;
}

inline double now_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

template <class Act>
double seconds(const Act& act) {
  const double start = now_seconds();
  act();
  return now_seconds() - start;
}

/// The least of several times: what a busy machine disturbs least. Compare only bests whose rounds
/// took turns.
class Best {
 public:
  void take(double time) { best_ = std::min(best_, time); }
  double value() const { return best_; }

 private:
  double best_ = std::numeric_limits<double>::infinity();
};

/// The i-th word of the command line as a whole number.
inline std::uint32_t argument(int argc, char** argv, int i, std::uint32_t standard) {
  if (argc <= i) {
    return standard;
  }
  std::uint32_t value = 0;
  const char* end = argv[i] + std::strlen(argv[i]);
  RAPPORT_CHECK(std::from_chars(argv[i], end, value).ptr == end, "arguments are whole numbers");
  return value;
}

}  // namespace rapport::bench
