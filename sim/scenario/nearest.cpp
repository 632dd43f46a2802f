#include "sim/scenario/nearest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace rapport {
namespace {

/// A bound below the edit distance that costs no table: the letters of the longer word that the
/// other has not got, wherever they stand. `one` has at most 255 letters.
std::size_t fewest_edits(std::string_view one, std::string_view other) {
  std::array<std::uint8_t, 256> left{};
  for (const char letter : one) {
    ++left[static_cast<std::uint8_t>(letter)];
  }
  std::size_t in_both = 0;
  for (const char letter : other) {
    std::uint8_t& of_it = left[static_cast<std::uint8_t>(letter)];
    if (of_it > 0) {
      --of_it;
      ++in_both;
    }
  }
  return std::max(one.size(), other.size()) - in_both;
}

}  // namespace

std::size_t edit_distance(std::string_view one, std::string_view other) {
  std::vector<std::size_t> before(other.size() + 1);
  std::vector<std::size_t> now(other.size() + 1);
  std::iota(before.begin(), before.end(), std::size_t{0});
  for (std::size_t i = 1; i <= one.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const std::size_t replaced = before[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
      now[j] = std::min({before[j] + 1, now[j - 1] + 1, replaced});
    }
    std::swap(before, now);
  }
  return before[other.size()];
}

std::string nearest(std::string_view word, std::span<const std::string> candidates) {
  constexpr std::size_t longest = 100;  // nobody mistypes more, and the table is quadratic
  if (word.size() > longest) {
    return {};
  }
  std::size_t fewest = 1 + word.size() / 3;
  std::string best;
  for (const std::string& candidate : candidates) {
    if (fewest_edits(word, candidate) > fewest) {
      continue;
    }
    const std::size_t edits = edit_distance(word, candidate);
    // a word of which every letter changes is another word
    if (edits < std::max(word.size(), candidate.size()) &&
        (edits < fewest || (edits == fewest && best.empty()))) {
      fewest = edits;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  const std::string near = nearest(word, candidates);
  if (!near.empty()) {
    return fmt::format("did you mean '{}'?", near);
  }
  constexpr std::size_t most_listed = 60;
  if (candidates.empty() || candidates.size() > most_listed) {
    return {};
  }
  return fmt::format("known are: {}", fmt::join(candidates, ", "));
}

}  // namespace rapport
