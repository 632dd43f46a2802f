#include "sim/sensitivity/drawn_market.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/scenario/refuse.hpp"
#include "sim/study/plan.hpp"

namespace rapport::sensitivity {
namespace {

/// The strategies to compare, by their numbers in the scenario.
std::vector<std::size_t> pair_of(const Scenario& scenario) {
  const auto other = std::ranges::find_if(scenario.compare, [&](std::size_t s) {
    return s != scenario.baseline && !scenario.strategies[s].spend_extra_of;
  });
  if (other == scenario.compare.end()) {
    refuse(scenario, "strategies.compare",
           "draws compare the baseline with another strategy, and there is none that spends money "
           "of its own",
           "for example: compare = [\"existing\", \"living\"]");
  }
  return {scenario.baseline, *other};
}

/// Of a world's weeks.
Gain earned(const StudySpec& spec, const WorldRecord& world) {
  const std::vector<EntryInfo>& entries = spec.strategies.front().model->layout()->entries;
  Gain sum;
  for (const WeekRecord& week : world.weeks) {
    for (std::size_t e = 0; e < entries.size(); ++e) {
      const Cents cents = week.entries[row(spec.focal) * entries.size() + e];
      sum.profit += entries[e].income ? cents : -cents;
      sum.revenue += entries[e].income ? cents : 0;
      sum.cost += entries[e].income || entries[e].variable ? 0 : cents;
    }
  }
  return sum;
}

}  // namespace

DrawnMarket::DrawnMarket(const Scenario& scenario, Catalogue catalogue,
                         std::span<const Factor> factors)
    : scenario_(scenario),
      catalogue_(catalogue),
      factors_(factors),
      strategies_(pair_of(scenario)) {
  spec_ = plan_study(scenario, catalogue);
  spec_.strategies.clear();
  for (const std::size_t s : strategies_) {
    spec_.strategies.push_back(
        {scenario.strategies[s].name, build_model(scenario, catalogue, s), {}});
  }
  spec_.baseline = 0;
  spec_.replicates = 1;
  spec_.until.reset();
  spec_.panel = 0;
  spec_.census_sample = 0;  // money alone is asked for
}

void DrawnMarket::put(Model& model, const Move& move, double x, std::size_t strategy) const {
  const Parameter& parameter = *model.find(move.mechanism, move.parameter);
  const Parameter* by =
      move.over_mechanism.empty() ? nullptr : model.find(move.over_mechanism, move.over_parameter);
  const About& about = parameter.about;
  model.extent().each_cell(parameter.scope, [&](const Cell& cell) {
    if (parameter.scope.brand && !moves_brand(move, scenario_, cell.brand, strategy)) {
      return;
    }
    // within the range but for rounding: the prior was cut to it
    const double value =
        std::clamp(move.of(x, by == nullptr ? 1 : by->values->at(cell)), about.low, about.high);
    parameter.values->set(cell, parameter.kind == ValueKind::whole ? std::round(value) : value);
  });
}

std::unique_ptr<Model> DrawnMarket::model(std::span<const double> values,
                                          std::size_t strategy) const {
  auto model = build_model(scenario_, catalogue_, strategy);
  for (std::size_t f = 0; f < factors_.size(); ++f) {
    for (const Move& move : factors_[f].moves) {
      put(*model, move, values[f], strategy);
    }
  }
  return model;
}

Gain DrawnMarket::lived(std::span<const double> values, std::uint64_t luck) const {
  StudySpec spec = spec_;
  spec.seed = luck;
  for (std::size_t s = 0; s < strategies_.size(); ++s) {
    spec.strategies[s].model = model(values, strategies_[s]);
  }
  const StudyResult result = run_study(spec, {});
  const Gain base = earned(spec, result.worlds[0][0]);
  const Gain other = earned(spec, result.worlds[1][0]);
  return {other.profit - base.profit, other.revenue - base.revenue, other.cost - base.cost};
}

std::string DrawnMarket::broken_rule(std::span<const double> values) const {
  std::string broken;
  for (const std::size_t strategy : strategies_) {
    const auto made = model(values, strategy);
    for (const Declared& declared : made->declared()) {
      for (const Constraint& rule : declared.constraints) {
        made->extent().each_cell(rule.scope, [&](const Cell& cell) {
          if (broken.empty() && !rule.holds(cell)) {
            broken = fmt::format("[{}] requires: {}", declared.name, rule.rule);
          }
        });
      }
    }
  }
  return broken;
}

}  // namespace rapport::sensitivity
