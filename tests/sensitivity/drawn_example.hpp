// The first run's market, small enough to be drawn often.
#pragma once

#include <string>
#include <vector>

#include "models/catalogue.hpp"
#include "sim/scenario/read_scenario.hpp"

namespace rapport::testing {

inline std::string scenario_file(const std::string& name) {
  return std::string(RAPPORT_SOURCE) + "/scenarios/" + name;
}

inline Scenario small_market(std::vector<std::string> sets = {}) {
  for (const char* set : {"network={generator=\"holme_kim\", customers=400}", "run.weeks=4",
                          "run.warm_up_weeks=1", "need.per_year=40"}) {
    sets.emplace_back(set);
  }
  return read_scenario(scenario_file("first_run.toml"), models::catalogue(), sets);
}

/// The same with every effect at zero.
inline Scenario silent_market() {
  const Scenario loud = small_market();
  std::vector<std::string> sets;
  for (const Vocabulary::Word& word : loud.vocabulary->mechanisms()) {
    for (const Parameter& parameter : word.parameters) {
      if (word.on_by_default && parameter.about.role == Role::effect) {
        sets.push_back(word.name + "." + parameter.name + "=0");
      }
    }
  }
  return small_market(sets);
}

/// A uniform prior of one parameter.
inline std::string uniform(const std::string& name, const std::string& path, double low,
                           double high, const std::string& grade = "assumed") {
  return "[prior." + name + "]\nmoves = [{ path = \"" + path +
         "\" }]\nshape = \"uniform\"\nlow = " + std::to_string(low) +
         "\nhigh = " + std::to_string(high) + "\nunit = \"1\"\ngrade = \"" + grade +
         "\"\nsource = \"a test\"\n";
}

}  // namespace rapport::testing
