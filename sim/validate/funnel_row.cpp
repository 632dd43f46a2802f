// V14: customers who walk from stage to stage end as an absorbing Markov chain says (Kemeny & Snell
// 1960).
#include <fmt/format.h>

#include <Eigen/Core>

#include "analysis/estimate/targets/absorbing_chain.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/reference_rows.hpp"

namespace rapport::validate {

std::vector<Check> funnels_empty(const Laboratory& laboratory) {
  constexpr int converted = 4;
  const Eigen::Matrix3d moves{{.6, .2, 0}, {.1, .6, .15}, {0, .1, .7}};
  const Eigen::MatrixXd ends{{0, .2}, {.05, .1}, {.15, .05}};
  const targets::FunnelEnds theory = targets::funnel_ends(moves, ends);
  std::vector<Check> checks;
  for (int start = 1; start <= 3; ++start) {
    const Experiment market(laboratory, "funnel.toml",
                            {fmt::format("network.customers={}", laboratory.at(50000, 2000000)),
                             fmt::format("funnel.start={}", start)});
    World world = market.found(0);
    market.run_weeks(world, 20);
    const Look<std::uint8_t> stage(world, "funnel_stage");
    const Look<std::uint32_t> steps(world, "funnel_steps");
    Sum walked;
    double good = 0;
    double still_there = 0;
    for (std::uint32_t j = 0; j < world.customers(); ++j) {
      walked.add(steps(world, j));
      good += stage(world, j) == converted ? 1 : 0;
      still_there += stage(world, j) < converted ? 1 : 0;
    }
    checks.push_back({fmt::format("converted of those who begin in stage {}", start),
                      theory.shares(start - 1, 0), share(good, walked.n), 0.003});
    checks.push_back({fmt::format("steps from stage {} to an end", start), theory.steps(start - 1),
                      walked.mean(), 0.003 * theory.steps(start - 1)});
    checks.push_back(
        {fmt::format("still on the way from stage {}", start), 0, {still_there, 0}, 0});
  }
  return checks;
}

}  // namespace rapport::validate
