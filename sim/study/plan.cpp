#include "sim/study/plan.hpp"

#include <algorithm>

#include "sim/record/resident.hpp"
#include "sim/study/holdings.hpp"
#include "sim/study/looks.hpp"
#include "sim/study/series.hpp"

namespace rapport {
namespace {

std::uint64_t state_bytes(const StudySpec& spec) {
  const RowLayout& rows = spec.strategies.front().model->layout()->rows;
  const std::uint64_t n = spec.setting->customers();
  const std::uint64_t blocks = Block::count_of(spec.setting->customers());
  const std::uint64_t per_week = spec.setting->clock.ticks_per_week();
  const std::uint64_t counters = spec.strategies.front().model->layout()->measures.counters.size() *
                                 spec.setting->brands.size() * spec.setting->platforms.size() *
                                 spec.setting->slices();
  const std::uint64_t weeks = spec.setting->end_tick / per_week + 1;
  constexpr std::uint64_t far_event = 17;   // 12 bytes, and what vectors keep in reserve
  constexpr std::uint64_t near_events = 8;  // of this week and the next, a customer
  return n * (rows.stride + far_event + near_events) +
         blocks * (2 * per_week * sizeof(std::vector<Due>) + weeks * sizeof(std::vector<Far>) +
                   counters * sizeof(std::int64_t) + sizeof(Block));
}

}  // namespace

StudySpec plan_study(const Scenario& scenario, Catalogue catalogue) {
  StudySpec spec;
  spec.setting = build_setting(scenario, spec.notes);
  for (const std::size_t s : scenario.compare) {
    StudyStrategy strategy;
    strategy.name = scenario.strategies[s].name;
    strategy.model = build_model(scenario, catalogue, s);
    if (const auto& other = scenario.strategies[s].spend_extra_of) {
      const auto place = std::ranges::find(scenario.compare, *other);
      RAPPORT_CHECK(place != scenario.compare.end(),
                    "the reader asks for the strategy whose cost is spent");
      strategy.spends_extra_of = static_cast<std::size_t>(place - scenario.compare.begin());
    }
    spec.strategies.push_back(std::move(strategy));
  }
  const auto baseline = std::ranges::find(scenario.compare, scenario.baseline);
  RAPPORT_CHECK(baseline != scenario.compare.end(),
                "the reader asks that the baseline is compared");
  spec.baseline = static_cast<std::size_t>(baseline - scenario.compare.begin());
  spec.focal = static_cast<BrandId>(scenario.focal);
  spec.seed = scenario.run.seed;
  spec.replicates = scenario.run.replicates;
  if (const auto& until = scenario.run.until) {
    spec.until = StopRule{until->measures, until->within, scenario.run.replicates};
  }
  spec.warm_up_weeks = scenario.run.warm_up_weeks;
  spec.weeks = scenario.run.weeks;
  spec.census_sample = scenario.run.census_sample;
  spec.panel = scenario.run.panel;
  spec.discount_rate = scenario.market.discount_rate;
  return spec;
}

std::vector<std::string> compared_measures(const Scenario& scenario, Catalogue catalogue) {
  const std::shared_ptr<const Model> model = build_model(scenario, catalogue, scenario.baseline);
  std::vector<std::string> names;
  for (const Measure& m : measures_of(model, scenario.run.census_sample > 0)) {
    if (m.about.shown) {
      names.push_back(m.about.name);
    }
  }
  return names;
}

std::uint32_t worlds_at_once(const StudySpec& spec, std::size_t threads) {
  const bool small = spec.setting->customers() <= small_world;
  return small ? std::min(static_cast<std::uint32_t>(threads), spec.replicates) : 1;
}

Forecast forecast(const StudySpec& spec, std::size_t threads) {
  Forecast f;
  f.customers = spec.setting->customers();
  f.state_bytes = state_bytes(spec);
  std::vector<const Network*> networks;
  for (const auto& network : spec.setting->networks) {
    if (std::ranges::find(networks, network.get()) == networks.end()) {
      networks.push_back(network.get());
      f.network_bytes += network->bytes();
    }
  }
  f.world_weeks = weeks_of(spec, spec.replicates);
  // The program as it stands, with the networks; where that cannot be asked, as measured.
  const Resident here = resident();
  const std::uint64_t base = here.now > 0 ? here.now : (18U << 20U) + f.network_bytes;
  // A warm world and a branch of it stand side by side; of small ones the allocator keeps some
  // more. Measured on studies of 2,000 to 300,000 customers.
  const bool small = f.customers <= small_world;
  const std::uint64_t worlds =
      worlds_at_once(spec, threads) * f.state_bytes * (small ? 47 : 40) / 20;
  const Holdings held = holdings(spec, 0);
  f.memory_bytes = std::max({here.greatest, base + worlds + held.running, base + held.writing});
  return f;
}

}  // namespace rapport
