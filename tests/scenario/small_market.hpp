// A small market for the tests of the reader: a folder that goes away again, a valid scenario, and
// what a broken one is told.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "models/catalogue.hpp"
#include "sim/core/error.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "tests/scenario/folder.hpp"

namespace rapport::small_market {

/// Without the last two tables, so that a test may append to [strategy.quiet].
inline const std::string valid = R"([run]
weeks = 10
[market]
currency = "EUR"
discount_rate = 0.05
[network]
generator = "holme_kim"
customers = 500
mean_degree = 6
[platform.pagebook]
[platform.chirper]
[brand.harbour]
[brand.rival]
[strategies]
compare = ["quiet", "loud"]
[strategy.loud.publishing]
posts_per_week = 20
[strategy.quiet]
title = "Quiet"
)";

using Sets = std::vector<std::string>;

inline Scenario read(const std::string& text, const Sets& sets = {},
                     const std::filesystem::path& folder = ".") {
  return read_scenario_text(text, folder, "market.toml", models::catalogue(), sets);
}

inline std::vector<Problem> problems(const std::string& text, const Sets& sets = {},
                                     const std::filesystem::path& folder = ".") {
  try {
    read(text, sets, folder);
  } catch (const ScenarioError& error) {
    return error.problems();
  }
  return {};
}

/// The one problem that there must be.
inline Problem problem(const std::string& text, const Sets& sets = {},
                       const std::filesystem::path& folder = ".") {
  const std::vector<Problem> all = problems(text, sets, folder);
  std::string list;
  for (const Problem& one : all) {
    list += one.what + "\n";
  }
  EXPECT_EQ(all.size(), 1U) << list;
  return all.empty() ? Problem{} : all.front();
}

}  // namespace rapport::small_market
