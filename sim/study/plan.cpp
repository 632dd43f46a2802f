#include "sim/study/plan.hpp"

#include <algorithm>

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
                                 spec.setting->brands.size() * spec.setting->platforms.size();
  const std::uint64_t weeks = spec.setting->end_tick / per_week + 1;
  constexpr std::uint64_t far_event = 17;   // 12 bytes, and what vectors keep in reserve
  constexpr std::uint64_t near_events = 8;  // of this week and the next, a customer
  return n * (rows.stride + far_event + near_events) +
         blocks * (2 * per_week * sizeof(std::vector<Due>) + weeks * sizeof(std::vector<Far>) +
                   counters * sizeof(std::int64_t) + sizeof(Block));
}

/// What a forecast counts; all in numbers, not bytes, but `records` and `panel`.
struct Quantities {
  std::uint64_t worlds = 0;  // that are recorded
  std::uint64_t brands = 0;
  std::uint64_t platforms = 0;
  std::uint64_t weeks = 0;
  std::uint64_t narrow = 0;   // series with one value a brand and week
  std::uint64_t wide = 1;     // with one value a platform too; followers are the first
  std::uint64_t records = 0;  // bytes of weekly records
  std::uint64_t panel = 0;    // bytes of the panel's columns

  std::uint64_t series() const { return worlds * brands * weeks * (narrow + wide * platforms); }
};

Quantities quantities(const StudySpec& spec) {
  const Layout& layout = *spec.strategies.front().model->layout();
  Quantities q;
  q.worlds = std::uint64_t{spec.replicates} * spec.strategies.size();
  q.brands = spec.setting->brands.size();
  q.platforms = spec.setting->platforms.size();
  q.weeks = spec.weeks;
  for (const MeasureInfo& info : layout.measures.counters) {
    (info.of == MeasureOf::brand_and_platform ? q.wide : q.narrow) += 1;
  }
  q.narrow += layout.measures.stocks.size() + layout.measures.levels.size() +
              layout.entries.size() + layout.measures.ratios.size() +
              layout.measures.quantiles.size() + 7;
  q.records = q.worlds * q.weeks * 8 * q.brands *
              (layout.measures.counters.size() * q.platforms + q.narrow);
  std::uint64_t columns = 0;
  for (const ColumnInfo& column : layout.rows.columns) {
    columns += column.stored == Stored::fading ? 0 : column.of == Of::relation ? q.brands : 1;
  }
  q.panel = std::min<std::uint64_t>(spec.panel, spec.setting->customers()) * q.weeks *
            spec.strategies.size() * (columns + q.brands) * 4;
  return q;
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

Forecast forecast(const StudySpec& spec, std::size_t threads) {
  const Quantities q = quantities(spec);
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
  const std::uint64_t at_once =
      f.customers <= small_world ? std::min<std::uint64_t>(threads, spec.replicates) : 1;
  // A warm world and a branch of it stand side by side; of small ones the allocator keeps some
  // more. Later, while the file is made in memory, the worlds are gone. Constants measured on
  // studies of 2,000 to 300,000 customers, 2 to 16 replicates, 8 to 52 weeks.
  const bool small = f.customers <= small_world;
  const std::uint64_t worlds = at_once * f.state_bytes * (small ? 47 : 40) / 20;
  const std::uint64_t running = (20U << 20U) + worlds + q.records + q.panel;
  const std::uint64_t writing = (31U << 20U) + q.series() * 8 * 4 + q.panel * 3;
  f.memory_bytes = f.network_bytes + std::max(running, writing);
  return f;
}

}  // namespace rapport
