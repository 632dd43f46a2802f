// Prior files (TOML): what is believed of which parameters before any run, and of which rows of
// the evidence nothing is, and why.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/estimate/prior.hpp"
#include "sim/sensitivity/prior_moves.hpp"

namespace rapport::sensitivity {

/// [prior.NAME]: one quantity that is not known, and what it decides.
struct Factor {
  std::string name;       ///< the row of the evidence
  estimate::Prior prior;  ///< cut to what the parameters may be
  std::string unit;
  Grade grade = Grade::assumed;
  std::string source;
  std::vector<Move> moves;  ///< at least one
};

/// [left_out.NAME]: a row of the evidence that no prior stands for.
struct LeftOut {
  std::string name;
  std::string kind;  ///< one of left_out_kinds()
  std::string why;
};

/// outcome, decision, setting, reference, not_yet
const std::vector<std::string>& left_out_kinds();

struct PriorFile {
  std::vector<Factor> factors;    ///< in the order of the file; at least one
  std::vector<LeftOut> left_out;  ///< the same
  std::vector<std::string> off;   ///< priors whose mechanisms the scenario has switched off
  /// The two factors by whose quartiles wins are counted; empty: none.
  std::string rows;
  std::string columns;

  /// Its number; factors.size() where there is none of this name.
  std::size_t factor(std::string_view name) const;
};

/// Reads a prior file for a scenario. Throws NoInput where it cannot be read, and ScenarioError
/// with everything that is wrong in it, in its order: unknown names, shapes that are none, ranges
/// beyond what a parameter may be.
PriorFile read_priors(const std::filesystem::path&, const Scenario&, Catalogue);
/// The same of a text; `name` stands in messages.
PriorFile read_priors_text(std::string_view text, std::string_view name, const Scenario&,
                           Catalogue);

}  // namespace rapport::sensitivity
