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

struct Sums {
  double n = 0, sum = 0, squares = 0, beyond = 0, beyond_squares = 0, product = 0, deep = 0;
  std::array<double, 4> of_size{};

  void add(double x, double y) {
    n += 1;
    sum += x;
    squares += x * x;
    beyond += y;
    beyond_squares += y * y;
    product += x * y;
    deep += y > 0 ? 1 : 0;
    if (x < static_cast<double>(of_size.size())) {
      of_size[static_cast<std::size_t>(x)] += 1;
    }
  }
  Estimate mean() const {
    const double m = sum / n;
    return {m, std::sqrt((squares / n - m * m) / n)};
  }
  /// Adoptions beyond one hop over all adoptions: a ratio.
  Estimate share_beyond() const {
    const double r = beyond / sum;
    const double residual = (beyond_squares - 2 * r * product + r * r * squares) / n;
    return {r, std::sqrt(residual / n) / (sum / n)};
  }
};

}  // namespace

std::vector<Check> cascades_are_borel(const Laboratory& laboratory) {
  const std::uint32_t replicates = laboratory.at(1U, 2U);
  const Experiment market(laboratory, "cascades.toml",
                          {fmt::format("network.customers={}", laboratory.at(60000, 600000))});
  Sums sums;
  for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
    const Trees grown = grow(market, replicate);
    for (std::size_t j = 0; j < grown.size.size(); ++j) {
      sums.add(grown.size[j], grown.beyond[j]);
    }
  }
  constexpr double tolerance = 0.002;
  std::vector<Check> checks;
  for (int size = 1; size <= 3; ++size) {
    checks.push_back({fmt::format("trees of size {}", size),
                      targets::cascade_share(offspring, size),
                      share(sums.of_size[static_cast<std::size_t>(size)], sums.n), tolerance});
  }
  checks.push_back({"mean size", targets::cascade_mean(offspring), sums.mean(), tolerance});
  checks.push_back({"trees beyond one hop", 1 - targets::cascade_depth_within(offspring, 1),
                    share(sums.deep, sums.n), tolerance});
  checks.push_back({"of all who said it, beyond one hop", targets::reached_beyond(offspring, 1),
                    sums.share_beyond(), tolerance});
  return checks;
}

}  // namespace rapport::validate
