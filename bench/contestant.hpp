// Two markets that run in turns and may be compared.
#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "bench/bench_market.hpp"
#include "bench/measuring.hpp"

namespace rapport::bench {

/// A market that takes turns with another: what it did, and the best of its times.
struct Contestant {
  Bench market;
  World world;
  Best time;

  Contestant(const std::shared_ptr<const Network>& network, std::uint32_t weeks)
      : Contestant(market_on(network, weeks)) {}
  explicit Contestant(Bench configured) : market(std::move(configured)), world(market.found()) {}

  double customers() const { return world.customers(); }
  World run() {
    World running = world;
    time.take(
        seconds([&] { run_until(*market.model, running, market.setting->end_tick, {}, {}); }));
    return running;
  }
  double nanoseconds_each(std::uint32_t weeks) const {
    return 1e9 * time.value() / (customers() * weeks);
  }
};

/// What a customer did on the mean, by a counter's name.
inline double each(const World& world, const Model& model, std::string_view name) {
  const auto& counters = model.layout()->measures.counters;
  const auto found = std::ranges::find(counters, name, &MeasureInfo::name);
  RAPPORT_CHECK(found != counters.end(), "the benchmark names counts that exist");
  const Counter counter{static_cast<std::uint32_t>(found - counters.begin())};
  return static_cast<double>(world.total_counts.of(counter, BrandId{0}) +
                             world.total_counts.of(counter, BrandId{1})) /
         world.customers();
}

/// Two markets may be compared: their customers do the same, within a twentieth.
inline void check_alike(const Contestant& a, const World& ran_a, const Contestant& b,
                        const World& ran_b) {
  for (const char* name : {"category_purchases", "copies_addressed"}) {
    const double ratio = each(ran_a, *a.market.model, name) / each(ran_b, *b.market.model, name);
    RAPPORT_CHECK(std::abs(ratio - 1) < 0.05, std::string(name) + " per customer are the same");
  }
}

}  // namespace rapport::bench
