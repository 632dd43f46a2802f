#include "sim/validate/experiment.hpp"

#include <algorithm>
#include <utility>

#include "sim/scenario/read_scenario.hpp"

namespace rapport::validate {

const RunOptions Experiment::without_census{.census_sample = 0};

Experiment::Experiment(const Laboratory& laboratory, std::string_view file,
                       std::vector<std::string> sets) {
  const Scenario scenario = read_scenario(laboratory.library / "validate" / file,
                                          laboratory.catalogue, sets, laboratory.library);
  setting_ = build_setting(scenario);
  model_ = build_model(scenario, laboratory.catalogue, scenario.compare.front());
  seed_ = scenario.run.seed;
}

Experiment::Experiment(const Laboratory& laboratory, std::string_view file,
                       const std::vector<std::string>& sets, Network network)
    : Experiment(laboratory, file, sets) {
  auto setting = std::make_shared<Setting>(*setting_);
  setting->networks.assign(setting->platforms.size(),
                           std::make_shared<const Network>(std::move(network)));
  setting_ = std::move(setting);
}

World Experiment::found(std::uint32_t replicate) const {
  return rapport::found(*model_, setting_, Luck(seed_, replicate));
}

void Experiment::run_weeks(World& world, std::uint32_t weeks, const RunOptions& options) const {
  run_until(*model_, world, world.tick + weeks * setting_->clock.ticks_per_week(), options, {});
}

void Experiment::run_ticks(World& world, std::uint32_t ticks, const RunOptions& options) const {
  for (std::uint32_t i = 0; i < ticks; ++i) {
    run_tick(*model_, world, options);
  }
}

std::int64_t count_of(const World& world, std::string_view counter, BrandId brand) {
  const auto& counters = world.layout->measures.counters;
  const auto found = std::ranges::find(counters, counter, &MeasureInfo::name);
  RAPPORT_CHECK(found != counters.end(), "nobody counts '" + std::string(counter) + "'");
  const Counter c{static_cast<std::uint32_t>(found - counters.begin())};
  return world.total_counts.of(c, brand) + world.week_counts.of(c, brand) +
         world.tick_counts.of(c, brand);
}

MessageKey Experiment::post(World& world, const Message& message) {
  const auto before = world.tick + static_cast<std::uint32_t>(world.messages.ticks()) - 1;
  auto& slot = world.messages.slot(before);
  slot.push_back(message);
  return {before, static_cast<std::uint32_t>(slot.size() - 1)};
}

void Experiment::show(World& world, std::uint32_t customer, MessageKey key) {
  const CustomerId who{customer};
  world.block_of(who).calendar.enter(world.tick, world.tick, Shown::pack(who, {key}));
}

void Experiment::prompt(World& world, std::uint32_t customer) {
  const CustomerId who{customer};
  world.block_of(who).calendar.enter(world.tick, world.tick, QuestionDue::pack(who, {0}));
}

void Experiment::raise(World& world, const Case& one) {
  world.block_of(CustomerId{one.customer}).raised.push_back(one);
}

void Experiment::say(World& world, const Message& message, Audience audience) {
  world.block_of(CustomerId{message.sender}).said.push_back({message, audience});
}

}  // namespace rapport::validate
