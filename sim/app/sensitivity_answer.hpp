// What a sensitivity analysis prints: for people, for programs, and every draw as a table.
#pragma once

#include <string>

#include "sim/sensitivity/explained.hpp"

namespace rapport::app {

/// All that was asked and found.
struct SensitivityAnswer {
  const Scenario& scenario;
  const sensitivity::PriorFile& priors;
  const sensitivity::DrawnMarket& market;
  const sensitivity::DrawPlan& plan;
  const sensitivity::LivedDraws& lived;
  const sensitivity::Explanation& found;
  std::string prior_file;
};

/// Where the share of wins, or one assumption, says more than the strategies do: a sentence each.
std::vector<std::string> warnings(const SensitivityAnswer&);
std::string sensitivity_text(const SensitivityAnswer&);
std::string sensitivity_json(const SensitivityAnswer&);
/// One line a draw of the hypercube: its values, and what came of it.
std::string draws_csv(const SensitivityAnswer&);
/// Every row of a prior file: what it moves, or why it is left out.
std::string priors_text(const sensitivity::PriorFile&);

}  // namespace rapport::app
