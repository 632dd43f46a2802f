// Numbers as the shortest text that reads back as the same number, in no locale (std::to_chars).
#pragma once

#include <array>
#include <charconv>
#include <string>

namespace rapport {

template <class Number>
std::string shortest(Number value) {
  std::array<char, 40> text{};
  const auto result = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), result.ptr};
}

}  // namespace rapport
