// The first run's market on its real network, made small enough for tests.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "models/catalogue.hpp"
#include "sim/core/for_each.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/study/plan.hpp"
#include "sim/study/series.hpp"

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

/// Sets a mechanism's parameters of role effect to zero.
inline void silence(const Declared& declared) {
  for (const Parameter& p : declared.parameters) {
    if (p.about.role != Role::effect) {
      continue;
    }
    if (p.about.low > 0) {
      throw std::invalid_argument(declared.name + "." + p.name + " cannot be zero");
    }
    p.values->set(0);
  }
}

/// Every strategy's. The models are the spec's alone, and nothing runs yet.
inline void silence_effects(StudySpec& spec) {
  for (StudyStrategy& strategy : spec.strategies) {
    for (const Declared& declared : strategy.model->declared()) {
      silence(declared);
    }
  }
}

/// Throws where there is none of that name.
inline const Measure& measure(const Series& series, std::string_view name) {
  const Measure* found = series.find(name);
  if (found == nullptr) {
    throw std::invalid_argument("no measure " + std::string(name));
  }
  return *found;
}

/// A measure's total over all weeks after the switch.
inline double total(const Series& series, std::string_view name, std::size_t strategy,
                    BrandId brand, std::size_t replicate = 0) {
  return series.total(measure(series, name), strategy, replicate, brand);
}

/// And week by week.
inline std::span<const double> weekly(const Series& series, std::string_view name,
                                      std::size_t strategy, BrandId brand,
                                      std::size_t replicate = 0) {
  return series.weekly(measure(series, name), strategy, replicate, brand);
}

}  // namespace rapport::testing
