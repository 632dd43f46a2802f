// The size of a file is told from a smaller one of its kind.
#include "sim/record/scaled_size.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "sim/core/ids.hpp"
#include "sim/record/trajectory_file.hpp"
#include "tests/record/example.hpp"

namespace rapport {
namespace {

std::size_t as_it_is(std::string_view, std::size_t now) {
  return now;
}

/// Weeks of replicates: counts that vary little, money that varies in every digit, a word each.
Group study(std::size_t weeks, std::size_t replicates) {
  Group root;
  root.dimensions = {{"time", {}, weeks}, {"replicate", {}, replicates}};
  std::vector<double> counts;
  std::vector<double> money;
  std::vector<std::string> words;
  for (std::size_t r = 0; r < replicates; ++r) {
    words.push_back("a word of the replicate " + std::to_string(r));
    for (std::size_t t = 0; t < weeks; ++t) {
      const auto luck = static_cast<double>(mix64(r * 10000 + t) % 100003) / 100;
      counts.push_back(std::floor(luck / 60));
      money.push_back(std::sqrt(luck + 2) * 1000);
    }
  }
  for (const char* name : {"likes", "shares", "comments"}) {
    root.variables.push_back({name, {"replicate", "time"}, counts, {}});
  }
  Group books{.name = "books", .dimensions = {}, .variables = {}, .attributes = {}, .groups = {}};
  books.variables = {{"cost", {"replicate", "time"}, money, {}},
                     {"name", {"replicate"}, words, {}}};
  root.groups.push_back(std::move(books));
  return root;
}

TEST(ScaledSize, of_what_does_not_grow_is_the_size_itself) {
  EXPECT_EQ(scaled_size(example::dataset(), as_it_is, "time"), trajectory_size(example::dataset()));
}

TEST(ScaledSize, is_within_a_tenth_of_what_the_large_file_takes) {
  for (const auto& [weeks, replicates] : {std::pair{520U, 16U}, {52U, 64U}, {13U, 3U}}) {
    const std::uint64_t told = scaled_size(
        study(13, 2),
        [&](std::string_view name, std::size_t) {
          return name == "time" ? std::size_t{weeks} : std::size_t{replicates};
        },
        "time");
    const auto taken = static_cast<double>(trajectory_size(study(weeks, replicates)));
    EXPECT_NEAR(static_cast<double>(told), taken, 0.1 * taken) << weeks << " x " << replicates;
  }
}

/// Levels of customers: one number each at the start, which a few of them change every week.
Group panel(std::size_t weeks) {
  constexpr std::size_t customers = 2000;
  Group root;
  root.dimensions = {{"customer", {}, customers}, {"time", {}, weeks}};
  std::vector<float> levels;
  for (std::size_t c = 0; c < customers; ++c) {
    std::uint64_t level = mix64(c);
    for (std::size_t t = 0; t < weeks; ++t) {
      const std::uint64_t luck = mix64(c * 1000 + t);
      level = luck % 20 == 0 ? luck : level;
      levels.push_back(static_cast<float>(level % 100003));
    }
  }
  root.variables.push_back({"level", {"customer", "time"}, std::move(levels), {}});
  return root;
}

TEST(ScaledSize, tells_levels_that_hardly_move_from_fresh_numbers) {
  const std::uint64_t told = scaled_size(
      panel(6), [](std::string_view name, std::size_t now) { return name == "time" ? 52 : now; },
      "time");
  const auto taken = static_cast<double>(trajectory_size(panel(52)));
  EXPECT_NEAR(static_cast<double>(told), taken, 0.15 * taken);
}

/// Arrays that pack to next to nothing, so that a file of them is their indices.
Group zeros(std::size_t weeks, std::size_t more_dimensions) {
  Group root;
  root.dimensions = {{"time", {}, weeks}};
  std::vector<std::string> over;
  for (std::size_t d = 0; d < more_dimensions; ++d) {
    const std::string name = "axis_" + std::to_string(d);
    root.dimensions.push_back({name, {}, 2});
    over.push_back(name);
  }
  over.emplace_back("time");
  const std::vector<double> values(weeks << more_dimensions, 0.0);
  for (std::size_t v = 0; v < 40; ++v) {
    root.variables.push_back({"nothing_" + std::to_string(v), over, values, {}});
  }
  return root;
}

TEST(ScaledSize, counts_the_index_of_an_array_by_its_dimensions) {
  for (const std::size_t more_dimensions : {std::size_t{0}, std::size_t{2}, std::size_t{4}}) {
    const std::uint64_t told = scaled_size(
        zeros(8, more_dimensions),
        [](std::string_view name, std::size_t now) { return name == "time" ? 1040 : now; }, "time");
    const auto taken = static_cast<double>(trajectory_size(zeros(1040, more_dimensions)));
    EXPECT_NEAR(static_cast<double>(told), taken, 0.05 * taken) << more_dimensions;
  }
}

}  // namespace
}  // namespace rapport
