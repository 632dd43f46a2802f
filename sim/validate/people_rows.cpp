// V11: a few make most of what is said. V15: fans buy more than others though to follow does
// nothing.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <numeric>

#include "analysis/estimate/targets/negative_binomial.hpp"
#include "analysis/estimate/targets/participation.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/model_rows.hpp"
#include "sim/world/columns.hpp"

namespace rapport::validate {

std::vector<Check> participation_is_unequal(const Laboratory& laboratory) {
  constexpr double sigma = 2.99;
  const std::uint32_t replicates = 8;
  const Experiment market(laboratory, "participation.toml",
                          {fmt::format("network.customers={}", laboratory.at(100000, 1000000))});
  Sum top;
  Sum next;
  for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
    const World world = market.found(replicate);
    const Look<float> talk(world, columns::talk);
    std::vector<double> all(world.customers());
    for (std::uint32_t j = 0; j < world.customers(); ++j) {
      all[j] = double{talk(world, j)};
    }
    std::ranges::sort(all, std::greater<>());
    const auto sum = [&](std::size_t from, std::size_t to) {
      return std::accumulate(all.begin() + static_cast<std::ptrdiff_t>(from),
                             all.begin() + static_cast<std::ptrdiff_t>(to), 0.0);
    };
    const std::size_t n = all.size();
    const double whole = sum(0, n);
    top.add(sum(0, n / 100) / whole);
    next.add(sum(n / 100, n / 10) / whole);
  }
  const double of_tenth = targets::top_share(sigma, 0.1);
  const double of_hundredth = targets::top_share(sigma, 0.01);
  return {{"said by the hundredth who speaks most", of_hundredth, top.mean(), 0.03},
          {"said by the nine hundredths after them", of_tenth - of_hundredth, next.mean(), 0.03}};
}

namespace {

struct Fans {
  Sum need;        ///< fans' need over the average, one a replicate
  Sum difference;  ///< of purchases between two worlds, one of which nobody follows in
};

/// Followers' need over the average customer's.
double fans_over_average(const World& world) {
  const Look<float> rate(world, columns::need_rate);
  const Look<std::uint8_t> follows(world, columns::follows);
  Sum fans;
  Sum all;
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    all.add(double{rate(world, j)});
    if (follows(world, j) != 0) {
      fans.add(double{rate(world, j)});
    }
  }
  return fans.mean().value / all.mean().value;
}

/// Purchases that differ between a world with followers and the same one without; infinite where
/// nobody follows or buys, which would show nothing.
double purchases_moved(const Laboratory& laboratory, const std::string& shape) {
  int fans_who_buy = 0;
  const auto bought = [&](const char* share) {
    const Experiment market(
        laboratory, "fans.toml",
        {shape, "network.customers=5000", fmt::format("following.share={}", share)});
    World world = market.found(0);
    market.run_weeks(world, 13);
    const Look<std::uint16_t> units(world, columns::purchases);
    const Look<std::uint8_t> follows(world, columns::follows);
    std::vector<int> all;
    for (std::uint32_t j = 0; j < world.customers(); ++j) {
      all.push_back(units(world, j));
      fans_who_buy += units(world, j) > 0 && follows(world, j) != 0 ? 1 : 0;
    }
    return all;
  };
  const std::vector<int> with = bought("0.06");
  const std::vector<int> without = bought("0");
  double moved = 0;
  for (std::size_t j = 0; j < with.size(); ++j) {
    moved += std::abs(with[j] - without[j]);
  }
  return fans_who_buy > 0 ? moved : std::numeric_limits<double>::infinity();
}

}  // namespace

std::vector<Check> fans_buy_more_without_cause(const Laboratory& laboratory) {
  const std::uint32_t replicates = laboratory.at(6U, 12U);
  const int customers = laboratory.at(50000, 500000);
  std::vector<Check> checks;
  // where needs are unequal, so small a share that the chance is next to never capped at 1
  for (const auto& [shape, share] : {std::pair(0.778816, 0.02), std::pair(0.243, 0.01)}) {
    const std::string set_shape = fmt::format("need.shape={}", shape);
    const Experiment market(laboratory, "fans.toml",
                            {set_shape, fmt::format("network.customers={}", customers),
                             fmt::format("following.share={}", share)});
    Sum found;
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
      found.add(fans_over_average(market.found(replicate)));
    }
    const double target = targets::followers_over_average(shape);
    checks.push_back({fmt::format("fans' buying over the average, at shape {}", shape), target,
                      found.mean(), 0.02 * target});
    checks.push_back({fmt::format("purchases that following moves, at shape {}", shape),
                      0,
                      {purchases_moved(laboratory, set_shape), 0},
                      0});
  }
  return checks;
}

}  // namespace rapport::validate
