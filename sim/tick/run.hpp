// The tick: everything that happens in an hour, in its order.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "sim/tick/model.hpp"
#include "sim/world/world.hpp"

namespace rapport {

/// One week of one world, as recorded. Values stand in the order of the layout's measures.
struct WeekRecord {
  std::uint32_t week = 0;
  std::vector<std::int64_t> counts;     ///< [counter][brand][platform][slice]; Setting::slices()
  std::vector<double> stocks;           ///< [segment][stock][brand]
  std::vector<double> levels;           ///< [level][brand]
  std::vector<Cents> entries;           ///< [brand][entry]
  std::vector<std::int64_t> followers;  ///< [brand][platform]
};

/// How a run is carried out; never what comes out of it.
struct RunOptions {
  Watch* watch = nullptr;               ///< sees chosen customers' happenings
  std::uint32_t census_sample = 65536;  ///< customers summed over a week at most; 0 = no census
  std::uint64_t shuffle_delivery = 0;   ///< not 0: deliver in a random order of this seed (tests)
  std::function<void(const World&)> after_tick = {};  ///< sees the world after each tick (tests)
};

/// The market before the first hour: rows founded by every mechanism. Deterministic.
World found(const Model&, std::shared_ptr<const Setting>, const Luck&);

/// Runs one tick.
void run_tick(const Model&, World&, const RunOptions& = {});

/// Runs up to and not including tick `end`, which begins a week; `each_week` is told of every week.
void run_until(const Model&, World&, std::uint32_t end, const RunOptions&,
               const std::function<void(const WeekRecord&)>& each_week);

/// A digest of the whole state, the same for the same state whatever the number of threads.
std::uint64_t digest(const World&);

}  // namespace rapport
