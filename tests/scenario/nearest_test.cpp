// "Did you mean": the nearest word is found as by looking at all of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "sim/scenario/nearest.hpp"

namespace rapport {
namespace {

/// As its declaration says it.
std::string nearest_of_all(const std::string& word, const std::vector<std::string>& candidates) {
  std::size_t fewest = 2 + word.size() / 3;
  std::string best;
  for (const std::string& candidate : candidates) {
    const std::size_t edits = edit_distance(word, candidate);
    if (edits < fewest && edits < std::max(word.size(), candidate.size())) {
      fewest = edits;
      best = candidate;
    }
  }
  return best;
}

TEST(EditDistance, is_the_fewest_insertions_deletions_and_replacements) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("half_lif", "half_life"), 1U);
  EXPECT_EQ(edit_distance("ab", "ba"), 2U);
}

TEST(Nearest, is_the_first_of_the_words_with_the_fewest_edits) {
  std::minstd_rand random(1);  // of few letters, so that many words are near
  const auto word = [&random] {
    std::string letters(random() % 10, 'a');
    std::ranges::generate(letters, [&] { return static_cast<char>('a' + random() % 4); });
    return letters;
  };
  int found = 0;
  for (int i = 0; i < 5000; ++i) {
    std::vector<std::string> candidates(6);
    std::ranges::generate(candidates, word);
    const std::string mistyped = word();
    const std::string near = nearest(mistyped, candidates);
    ASSERT_EQ(near, nearest_of_all(mistyped, candidates)) << mistyped;
    found += near.empty() ? 0 : 1;
  }
  EXPECT_GT(found, 1000);
  EXPECT_LT(found, 4900);
}

TEST(Nearest, is_nothing_for_what_nobody_mistypes) {
  const std::vector<std::string> long_word{std::string(101, 'a')};
  EXPECT_EQ(nearest(std::string(101, 'a'), long_word), "");
  EXPECT_EQ(nearest(std::string(100, 'a'), long_word), long_word.front());
}

}  // namespace
}  // namespace rapport
