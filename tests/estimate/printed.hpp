// Closed forms are held to digits that stand in print: all of them, and the last one rounded.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <string>
#include <string_view>

namespace rapport::testing {

/// Does `value`, rounded to as many decimals as `text` shows ("0.313698"), read like it?
inline void expect_printed(double value, std::string_view text, std::string_view what = "") {
  const std::size_t point = text.find('.');
  const auto decimals = point == std::string_view::npos ? 0 : text.size() - point - 1;
  std::array<char, 64> rounded{};
  std::snprintf(rounded.data(), rounded.size(), "%.*f", static_cast<int>(decimals), value);
  EXPECT_EQ(std::string(rounded.data()), text) << what << ": " << value;
}

}  // namespace rapport::testing
