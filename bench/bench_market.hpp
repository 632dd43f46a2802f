// The market that benchmarks share: two brands under the defaults, two platforms, one made-up
// network.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string_view>

#include "models/catalogue.hpp"
#include "sim/core/error.hpp"
#include "sim/core/for_each.hpp"
#include "sim/tick/run.hpp"
#include "sim/world/generate.hpp"

namespace rapport::bench {

struct Bench {
  std::shared_ptr<const Setting> setting;
  std::shared_ptr<Model> model;

  /// The value of a parameter for every brand and platform.
  void set(std::string_view mechanism, std::string_view name, double value) {
    Parameter* p = model->find(mechanism, name);
    RAPPORT_CHECK(p != nullptr, "the benchmark names parameters that exist");
    p->values->set(value);
  }
  World found() const { return rapport::found(*model, setting, Luck(1, 0)); }
};

inline std::shared_ptr<const Network> network_of(std::uint32_t customers, double mean_degree = 20) {
  return std::make_shared<const Network>(holme_kim(customers, mean_degree, 0.4, 1));
}

/// Desks sized to the number of customers, about as in scenarios/strategies/existing.toml.
inline Bench market_on(const std::shared_ptr<const Network>& network, std::uint32_t weeks,
                       std::uint32_t visible_hours = hours_per_week) {
  const std::uint32_t customers = network->customers();
  auto setting = std::make_shared<Setting>();
  setting->brands = {"one", "two"};
  setting->platforms = {"a", "b"};
  setting->networks = {network, network};
  setting->end_tick = weeks * hours_per_week;
  setting->visible_hours = visible_hours;
  Bench bench;
  bench.setting = std::move(setting);
  bench.model = std::make_shared<Model>(
      models::catalogue(), bench.setting->extent(),
      [](const CatalogueEntry& entry) { return entry.info->on_by_default; });
  const double size = std::max(1.0, customers / 10000.0);
  bench.set("staff", "hours_per_week", 5 * size);
  bench.set("staff", "voices", std::ceil(size));
  bench.set("publishing", "posts_per_week", 2.5);
  return bench;
}

inline Bench market(std::uint32_t customers, std::uint32_t weeks) {
  return market_on(network_of(customers), weeks);
}

/// Many posts, read by hardly anybody, that stay visible for so long: what it costs that they do.
inline Bench market_of_live_posts(std::uint32_t customers, std::uint32_t weeks,
                                  std::uint32_t visible_hours) {
  Bench bench = market_on(network_of(customers), weeks, visible_hours);
  bench.set("publishing", "posts_per_week", 1000);
  bench.set("publishing", "minutes_per_post", 0);  // else the desk could not write so many
  bench.set("following", "share", 0.002);
  bench.set("following", "after_purchase", 0);
  bench.set("asking", "ask", 0);  // what is said to one person is read all the more while visible
  bench.set("referral", "names", 0);
  return bench;
}

inline std::size_t live_posts(const World& world) {
  std::size_t live = 0;
  for (std::uint32_t tick = 0; tick < world.messages.ticks(); ++tick) {
    live += world.messages.slot(tick).size();
  }
  return live;
}

/// A count since the run began, over all brands.
inline std::int64_t total(const World& world, Counter counter) {
  std::int64_t sum = 0;
  for (std::size_t b = 0; b < world.brand_count(); ++b) {
    sum += world.total_counts.of(counter, static_cast<BrandId>(b));
  }
  return sum;
}

}  // namespace rapport::bench
