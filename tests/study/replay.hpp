// One replicate of a study lived through as run_study does, but with the worlds in hand: to look
// into them between ticks, to leave them and come back.
#pragma once

#include <vector>

#include "tests/study/first_study.hpp"

namespace rapport::testing {

class Replay {
 public:
  explicit Replay(const StudySpec& spec, std::uint32_t replicate = 0)
      : spec_(spec), replicate_(replicate), weeks_(spec.strategies.size()) {}

  std::uint32_t switch_tick() const { return spec_.warm_up_weeks * per_week(); }
  std::uint32_t end_tick() const { return switch_tick() + spec_.weeks * per_week(); }
  const Model& model(std::size_t strategy) const { return *spec_.strategies[strategy].model; }

  /// Founded, and warmed up under the baseline.
  World warm(const RunOptions& options = {}) const {
    World world = found(model(spec_.baseline), spec_.setting, Luck(spec_.seed, replicate_));
    run_until(model(spec_.baseline), world, switch_tick(), options, {});
    return world;
  }

  /// Lives on under a strategy up to a tick: allowances are granted as weeks begin. The strategies
  /// whose costs decide what is granted (the baseline, and the one whose extra is spent) have lived
  /// before. Returns the weeks that ended.
  std::vector<WeekRecord> go_on(std::size_t strategy, World& world, std::uint32_t end,
                                const RunOptions& options = {}) const {
    std::vector<WeekRecord> ended;
    while (world.tick < end) {
      if (world.tick % per_week() == 0) {
        grant(strategy, world);
      }
      const std::uint32_t next = (world.tick / per_week() + 1) * per_week();
      run_until(model(strategy), world, std::min(end, next), options,
                [&](const WeekRecord& week) { ended.push_back(week); });
    }
    return ended;
  }

  /// The whole life after the switch, remembered for those who spend what it cost more.
  World live(std::size_t strategy, World world, const RunOptions& options = {}) {
    weeks_[strategy] = go_on(strategy, world, end_tick(), options);
    return world;
  }
  const std::vector<WeekRecord>& weeks(std::size_t strategy) const { return weeks_[strategy]; }

  /// What is granted to a strategy for what another cost more in a week.
  Cents granted_for(std::size_t strategy, std::uint32_t week) const {
    const auto& other = spec_.strategies[strategy].spends_extra_of;
    return other ? cost(*other, week) - cost(spec_.baseline, week) : 0;
  }

 private:
  std::uint32_t per_week() const { return spec_.setting->clock.ticks_per_week(); }

  Cents cost(std::size_t strategy, std::uint32_t week) const {
    const auto& infos = model(strategy).layout()->entries;
    const auto& booked = weeks_[strategy].at(week).entries;
    Cents sum = 0;
    for (std::size_t e = 0; e < infos.size(); ++e) {
      sum += infos[e].income || infos[e].variable ? 0 : booked[row(spec_.focal) * infos.size() + e];
    }
    return sum;
  }

  void grant(std::size_t strategy, World& world) const {
    const std::uint32_t week = (world.tick - switch_tick()) / per_week();
    if (week > 0) {
      world.allowances[row(spec_.focal)] += granted_for(strategy, week - 1);
    }
  }

  const StudySpec& spec_;
  std::uint32_t replicate_;
  std::vector<std::vector<WeekRecord>> weeks_;
};

}  // namespace rapport::testing
