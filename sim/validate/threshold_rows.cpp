// V2: cascades of those who follow once a share of friends does (Watts 2002; Gleeson & Cahalane
// 2007).
#include <fmt/format.h>

#include <cmath>

#include "analysis/estimate/targets/degree_law.hpp"
#include "analysis/estimate/targets/thresholds.hpp"
#include "sim/core/error.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/reference_rows.hpp"
#include "sim/world/random_graphs.hpp"

namespace rapport::validate {
namespace {

/// The share that follows in the end.
double followed(const Experiment& market, World world) {
  std::int64_t before = -1;
  for (std::int64_t now = 0; now != before;) {
    before = now;
    market.run_ticks(world, 24);  // hardly anybody stays away for a day
    now = market.count(world, "activations");
  }
  return static_cast<double>(before) / world.customers();
}

/// Of so many graphs of this mean degree, those in which one person moves a tenth of all.
double global(const Laboratory& laboratory, double threshold, double mean_degree,
              std::uint32_t graphs) {
  const std::uint32_t customers = 30000;
  double moved = 0;
  for (std::uint32_t w = 0; w < graphs; ++w) {
    const Experiment market(laboratory, "threshold.toml",
                            {fmt::format("threshold.share={}", threshold)},
                            erdos_renyi(customers, mean_degree, w + 1));
    World world = market.found(w);
    Experiment::prompt(world, w % customers);
    moved += followed(market, std::move(world)) > 0.1 ? 1 : 0;
  }
  return moved;
}

}  // namespace

std::vector<Check> cascades_have_a_window(const Laboratory& laboratory) {
  constexpr double either_side = 0.3;
  const std::uint32_t graphs = laboratory.at(30U, 200U);
  std::vector<Check> checks;
  for (const double threshold :
       laboratory.full() ? std::vector{.10, .15, .18, .22} : std::vector{.18}) {
    const auto window = targets::cascade_window(threshold);
    RAPPORT_CHECK(window.has_value(), "these thresholds have a window");
    const double edge = window->high;
    const double inside = global(laboratory, threshold, edge - either_side, graphs);
    const double outside = global(laboratory, threshold, edge + either_side, graphs);
    checks.push_back({fmt::format("one moves many at .3 friends below {:.3f}, share {} (1 = yes)",
                                  edge, threshold),
                      1,
                      {inside > 0 ? 1.0 : 0.0, 0},
                      0});
    checks.push_back(
        {fmt::format("graphs of {} in which one does at .3 above", graphs), 0, {outside, 0}, 0});
  }
  return checks;
}

std::vector<Check> cascades_get_as_far(const Laboratory& laboratory) {
  struct Case {
    double mean_degree, seeded;
  };
  constexpr double threshold = 0.18;
  std::vector<Check> checks;
  for (const Case& one : {Case{3, .001}, Case{5, .001}, Case{7, .001}, Case{7, .01}}) {
    const std::uint32_t customers = laboratory.at(30000U, 100000U);
    Sum share;
    for (std::uint32_t w = 0; w < laboratory.at(4U, 10U); ++w) {
      const Experiment market(laboratory, "threshold.toml",
                              {fmt::format("threshold.share={}", threshold),
                               fmt::format("threshold.seeded={}", one.seeded)},
                              erdos_renyi(customers, one.mean_degree, w + 1));
      share.add(followed(market, market.found(w)));
    }
    checks.push_back(
        {fmt::format("share that follows, {:g} friends, {} seeded", one.mean_degree, one.seeded),
         targets::threshold_cascade(targets::poisson_degrees(one.mean_degree), threshold,
                                    one.seeded),
         share.mean(), 0.005});
  }
  return checks;
}

}  // namespace rapport::validate
