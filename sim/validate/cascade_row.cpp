// V9: word of mouth through the feed is a Galton-Watson process, and its trees are as large as
// Borel's law says. Everybody says one thing; each friend who reads it may pass it on. Numbers of
// friends are Poisson, and so is the number of those who do.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "analysis/estimate/targets/branching.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/model_rows.hpp"

namespace rapport::validate {
namespace {

constexpr double offspring = 0.2;

/// Of every tree how many said it: all, and beyond the first hop. The n-th customer's is the n-th.
struct Trees {
  std::vector<std::uint32_t> size, beyond;
};

void begin(World& world) {
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    Message m;
    m.what = m.root = Identity{j};
    m.sender = j;
    m.sent = world.setting->clock.start_of(world.tick);
    m.kind = MessageKind::praise;
    m.by_customer = true;
    Experiment::say(world, m, Audience::friends());
  }
}

Trees grow(const Experiment& market, std::uint32_t replicate) {
  World world = market.found(replicate);
  begin(world);
  Trees grown{std::vector<std::uint32_t>(world.customers(), 0),
              std::vector<std::uint32_t>(world.customers(), 0)};
  RunOptions options{.census_sample = 0};
  options.after_tick = [&](const World& now) {
    for (const Message& message : now.messages.slot(now.tick - 1)) {
      ++grown.size[message.root.value];
      grown.beyond[message.root.value] += message.hop > 1 ? 1 : 0;
    }
  };
  constexpr std::uint32_t hours = 60;  // then the last one has died out
  market.run_ticks(world, hours, options);
  return grown;
}

/// Of the trees of one graph.
struct Shapes {
  std::array<double, 3> of_size{};  ///< shares of sizes 1 to 3
  double mean = 0, deep = 0, beyond = 0;

  explicit Shapes(const Trees& trees) {
    double sum = 0;
    for (std::size_t j = 0; j < trees.size.size(); ++j) {
      const std::uint32_t size = trees.size[j];
      if (size >= 1 && size <= of_size.size()) {
        of_size[size - 1] += 1;
      }
      sum += size;
      deep += trees.beyond[j] > 0 ? 1 : 0;
      beyond += trees.beyond[j];
    }
    const auto n = static_cast<double>(trees.size.size());
    for (double& one : of_size) {
      one /= n;
    }
    mean = sum / n;
    deep /= n;
    beyond /= sum;
  }
};

}  // namespace

std::vector<Check> cascades_are_borel(const Laboratory& laboratory) {
  // trees of one graph share its ties: a graph is one observation
  std::array<Sum, 3> of_size;
  Sum mean, deep, beyond;
  for (std::uint32_t graph = 0; graph < laboratory.at(16U, 60U); ++graph) {
    const Experiment market(laboratory, "cascades.toml",
                            {fmt::format("network.customers={}", laboratory.at(4000, 30000)),
                             fmt::format("network.seed={}", graph + 1)});
    const Shapes shapes(grow(market, graph));
    for (std::size_t i = 0; i < of_size.size(); ++i) {
      of_size[i].add(shapes.of_size[i]);
    }
    mean.add(shapes.mean);
    deep.add(shapes.deep);
    beyond.add(shapes.beyond);
  }
  constexpr double tolerance = 0.002;
  std::vector<Check> checks;
  for (std::size_t i = 0; i < of_size.size(); ++i) {
    checks.push_back({fmt::format("trees of size {}", i + 1),
                      targets::cascade_share(offspring, static_cast<int>(i + 1)), of_size[i].mean(),
                      tolerance});
  }
  checks.push_back({"mean size", targets::cascade_mean(offspring), mean.mean(), tolerance});
  checks.push_back({"trees beyond one hop", 1 - targets::cascade_depth_within(offspring, 1),
                    deep.mean(), tolerance});
  checks.push_back({"of all who said it, beyond one hop", targets::reached_beyond(offspring, 1),
                    beyond.mean(), tolerance});
  return checks;
}

}  // namespace rapport::validate
