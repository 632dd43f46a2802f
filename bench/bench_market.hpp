// The market that benchmarks share: two brands under the defaults, two platforms, one made-up
// network.
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>

#include "models/catalogue.hpp"
#include "sim/core/error.hpp"
#include "sim/tick/for_each.hpp"
#include "sim/tick/run.hpp"
#include "sim/world/generate.hpp"

namespace rapport::bench {

struct Bench {
  std::shared_ptr<const Setting> setting;
  std::unique_ptr<Model> model;
};

/// Desks sized to the number of customers, as in scenarios/strategies/existing.toml.
inline Bench market(std::uint32_t customers, std::uint32_t weeks, double mean_degree = 20) {
  auto setting = std::make_shared<Setting>();
  setting->brands = {"one", "two"};
  setting->platforms = {"a", "b"};
  const auto network = std::make_shared<const Network>(holme_kim(customers, mean_degree, 0.4, 1));
  setting->networks = {network, network};
  setting->end_tick = weeks * hours_per_week;
  Bench bench;
  bench.setting = std::move(setting);
  bench.model = std::make_unique<Model>(models::catalogue(), 2, 2, [](const CatalogueEntry& entry) {
    return entry.info->on_by_default;
  });
  const auto set = [&](const char* mechanism, const char* name, double value) {
    Parameter* p = bench.model->find(mechanism, name);
    RAPPORT_CHECK(p != nullptr, "the benchmark names parameters that exist");
    for (std::size_t b = 0; b < 2; ++b) {
      for (std::size_t q = 0; q < 2; ++q) {
        p->values->set(b, q, value);
      }
    }
  };
  const double size = std::max(1.0, customers / 10000.0);
  set("staff", "hours_per_week", 5 * size);
  set("staff", "voices", std::ceil(size));
  set("publishing", "posts_per_week", 2.5);
  return bench;
}

}  // namespace rapport::bench
