// The first run's market on its real network, made small enough for tests.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "models/catalogue.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/study/plan.hpp"
#include "sim/study/series.hpp"
#include "sim/tick/for_each.hpp"

namespace rapport::testing {

inline std::filesystem::path scenarios_folder() {
  const char* root = std::getenv("RAPPORT_ROOT");
  return std::filesystem::path(root != nullptr ? root : ".") / "scenarios";
}

inline Scenario first_scenario(std::vector<std::string> sets = {}) {
  return read_scenario(scenarios_folder() / "first_run.toml", models::catalogue(), sets);
}

/// The study of scenarios/first_run.toml with some values changed.
inline StudySpec first_study(std::vector<std::string> sets = {}) {
  StudySpec spec = plan_study(first_scenario(std::move(sets)), models::catalogue());
  spec.panel = 0;
  return spec;
}

/// What each world ended in.
inline std::vector<std::uint64_t> digests(const StudyResult& result) {
  std::vector<std::uint64_t> all;
  for (const auto& worlds : result.worlds) {
    for (const WorldRecord& world : worlds) {
      all.push_back(world.digest);
    }
  }
  return all;
}

}  // namespace rapport::testing
