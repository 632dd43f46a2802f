// V21a: where following does nothing, what analysts conclude follows from who follows, and the
// truth is nothing.
#include <fmt/format.h>

#include <cmath>
#include <string>

#include "analysis/estimate/observer.hpp"
#include "analysis/estimate/targets/joining.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/observed_market.hpp"
#include "sim/validate/observer_rows.hpp"
#include "sim/world/columns.hpp"

namespace rapport::validate {
namespace {

using estimate::Observed;
using Sets = std::vector<std::string>;

constexpr double shape = 0.778816;
constexpr int weeks = 13;
constexpr double a_year = 24;

/// Everybody buys the one brand at every occasion, so that purchases are NBD.
Sets one_brand(const Laboratory& laboratory, Sets more) {
  Sets sets{fmt::format("need.shape={}", shape),
            fmt::format("need.per_year={}", a_year),
            fmt::format("network.customers={}", laboratory.at(50000, 200000)),
            fmt::format("run.weeks={}", 3 * weeks),
            "brand.one.choice.share=1",
            "brand.one.awareness.share=1"};
  sets.insert(sets.end(), more.begin(), more.end());
  return sets;
}

/// Fans by rate; and a test in which luck says who follows, beside the same luck without it.
void add_fans(const Laboratory& laboratory, std::vector<Check>& checks) {
  const Experiment market(
      laboratory, "fans.toml",
      one_brand(laboratory, {"following.share=0.02", "following.after_purchase=0"}));
  const std::uint32_t replicates = laboratory.at(4U, 10U);
  Sum naive;
  Sum test;
  double moved = 0;
  for (std::uint32_t r = 0; r < replicates; ++r) {
    World world = market.found(r);
    World other = world;
    const Look<std::uint8_t> follows(world, columns::follows);
    Flags fan(world.customers());
    Flags offered(world.customers());
    constexpr Purpose offer{"observer.offer"};
    for (std::uint32_t j = 0; j < world.customers(); ++j) {
      fan[j] = follows(world, j);
      offered[j] = fan[j] == 0 && world.luck.u(offer, j, {}) < 0.5 ? 1 : 0;
      if (offered[j] != 0) {
        make_follow(other, BrandId{}, j);
      }
    }
    market.run_weeks(world, weeks);
    market.run_weeks(other, weeks);
    const Numbers bought = units(world);
    const Numbers when_offered = units(other);
    Sum of_fans;
    std::vector<Observed> others;
    for (std::size_t j = 0; j < bought.size(); ++j) {
      moved += std::abs(when_offered[j] - bought[j]);
      if (fan[j] != 0) {
        of_fans.add(bought[j]);
      } else {
        others.push_back({0, when_offered[j], offered[j] != 0});
      }
    }
    naive.add(of_fans.mean().value / average(bought));
    test.add(estimate::with_less_without(others).mean);
  }
  const double target = targets::followers_over_average(shape);
  const double mean = a_year * weeks * 7 / 365.25;
  checks.push_back({"fans' purchases over the average, who are fans by rate", target, naive.mean(),
                    0.02 * target});
  checks.push_back(
      {"A/B test: purchases by those made to follow, less others'", 0, test.mean(), 0.02 * mean});
  checks.push_back(
      {"the truth: purchases that the test moves, by the same luck", 0, {moved, 0}, 0});
}

/// Purchases make followers: in the second of two periods, not in the first.
void add_joiners(const Laboratory& laboratory, std::vector<Check>& checks) {
  constexpr double chance = 0.03;
  const auto market = [&](double after_purchase) {
    return Experiment(
        laboratory, "fans.toml",
        one_brand(laboratory, {"following.share=0",
                               fmt::format("following.after_purchase={}", after_purchase)}));
  };
  const Experiment closed = market(0);
  const Experiment open = market(chance);
  Sum naive, differences, careful;
  for (std::uint32_t r = 0; r < laboratory.at(4U, 10U); ++r) {
    World world = closed.found(r);
    closed.run_weeks(world, weeks);
    const Numbers first = units(world);
    open.run_weeks(world, weeks);
    const Numbers second = units(world);
    const Look<std::uint8_t> follows(world, columns::follows);
    closed.run_weeks(world, weeks);
    const Numbers third = units(world);
    std::vector<Observed> customers;
    std::vector<Observed> later;
    for (std::uint32_t j = 0; j < world.customers(); ++j) {
      const bool joined = follows(world, j) != 0;
      customers.push_back({first[j], second[j] - first[j], joined});
      later.push_back({first[j], third[j] - second[j], joined});
    }
    naive.add(estimate::with_less_without(customers).mean);
    differences.add(estimate::difference_in_differences(customers).mean);
    careful.add(estimate::difference_in_differences(later).mean);
  }
  const targets::Joining law =
      targets::joining_by_buying({a_year * weeks * 7 / 365.25, shape}, chance);
  const double rise = law.difference_in_differences();
  checks.push_back({"joiners' purchases less others', who joined because they bought",
                    law.with_less_without(), naive.mean(), 0.02 * law.with_less_without()});
  checks.push_back({"difference-in-differences: joiners' rise less others'", rise,
                    differences.mean(), 0.05 * rise});
  checks.push_back({"... the time of joining left out", 0, careful.mean(), 0.05 * rise});
}

}  // namespace

std::vector<Check> analysts_see_what_selection_makes(const Laboratory& laboratory) {
  std::vector<Check> checks;
  add_fans(laboratory, checks);
  add_joiners(laboratory, checks);
  return checks;
}

}  // namespace rapport::validate
