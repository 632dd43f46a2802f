#include "sim/validate/invariant_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "sim/core/for_each.hpp"
#include "sim/study/series.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/study_of.hpp"

namespace rapport::validate {
namespace {

using Sets = std::vector<std::string>;

}  // namespace

StudySpec first_run(const Laboratory& laboratory, const Sets& sets) {
  return study_of(laboratory, "first_run.toml", sets);
}

namespace {

Sets of_size(const Laboratory& laboratory, int replicates, int weeks) {
  return {fmt::format("run.replicates={}", laboratory.at(1, replicates)),
          fmt::format("run.weeks={}", laboratory.at(std::min(weeks, 8), weeks))};
}

/// Worlds of two studies that ended differently.
double worlds_apart(const StudyResult& one, const StudyResult& other) {
  double apart = 0;
  for (std::size_t s = 0; s < one.worlds.size(); ++s) {
    for (std::size_t r = 0; r < one.worlds[s].size(); ++r) {
      apart += one.worlds[s][r].digest != other.worlds[s][r].digest ? 1 : 0;
    }
  }
  return apart;
}

/// What must be exactly none.
Check none(std::string what, double found) {
  return {std::move(what), 0, {found, 0}, 0};
}

/// What must be there, so that the row says something.
Check some(std::string what, double found) {
  return {std::move(what), 1, {found > 0 ? 1.0 : 0.0, 0}, 0};
}

/// Sets every effect to zero, of every strategy. The models are the study's alone.
void silence(StudySpec& spec) {
  for (StudyStrategy& strategy : spec.strategies) {
    for (const Declared& declared : strategy.model->declared()) {
      for (const Parameter& parameter : declared.parameters) {
        if (parameter.about.role == Role::effect) {
          parameter.values->set(0);
        }
      }
    }
  }
}

}  // namespace

std::vector<Check> no_effect_in_none_out(const Laboratory& laboratory) {
  const Sets sets = of_size(laboratory, 4, 52);
  StudySpec spec = first_run(laboratory, sets);
  silence(spec);
  const StudyResult result = run_study(spec, {});
  const std::vector<EntryInfo>& entries = spec.strategies.front().model->layout()->entries;
  double sales_moved = 0;
  double costs_moved = 0;
  for (std::size_t s = 1; s < spec.strategies.size(); ++s) {
    for (std::uint32_t r = 0; r < spec.replicates; ++r) {
      for (std::uint32_t w = 0; w < spec.weeks; ++w) {
        const std::vector<Cents>& base = result.worlds[0][r].weeks[w].entries;
        const std::vector<Cents>& other = result.worlds[s][r].weeks[w].entries;
        for (std::size_t i = 0; i < base.size(); ++i) {
          const EntryInfo& entry = entries[i % entries.size()];
          const bool of_sales = entry.income || entry.variable;
          (of_sales ? sales_moved : costs_moved) +=
              std::abs(static_cast<double>(other[i] - base[i]));
        }
      }
    }
  }
  const Series series(spec, result);
  const auto cents = [&](std::string_view name, std::size_t s, std::size_t r) {
    return std::round(100 * series.total(*series.find(name), s, r, spec.focal));
  };
  double unexplained = 0;
  for (std::size_t s = 1; s < spec.strategies.size(); ++s) {
    for (std::size_t r = 0; r < spec.replicates; ++r) {
      double difference = cents("profit", s, r) - cents("profit", 0, r);
      for (const char* cost : {"cost_wages", "cost_training", "cost_content", "cost_giveaways",
                               "cost_listening_tools", "cost_bought_reach", "cost_redress"}) {
        difference += cents(cost, s, r) - cents(cost, 0, r);
      }
      unexplained += std::abs(difference);
    }
  }
  const StudySpec loud = first_run(laboratory, sets);
  const Series as_it_is(loud, run_study(loud, {}));
  const Measure& units = *as_it_is.find("units_sold");
  const double sold =
      as_it_is.total(units, 1, 0, loud.focal) - as_it_is.total(units, 0, 0, loud.focal);
  return {none("cents of income and of what moves with it that strategies move", sales_moved),
          none("cents of profit that work, content, gifts, tools, reach and redress do not explain",
               unexplained),
          some("strategies cost different sums (1 = yes)", costs_moved),
          some("at default effects sales differ (1 = yes)", std::abs(sold))};
}

std::vector<Check> names_mean_nothing(const Laboratory& laboratory) {
  StudySpec spec = first_run(laboratory, of_size(laboratory, 4, 26));
  const StudyResult before = run_study(spec, {});
  auto setting = std::make_shared<Setting>(*spec.setting);
  std::ranges::reverse(setting->brands);
  std::ranges::reverse(setting->platforms);
  spec.setting = setting;
  std::vector<std::string> names;
  for (StudyStrategy& strategy : spec.strategies) {
    names.push_back(strategy.name);
  }
  for (std::size_t s = 0; s < names.size(); ++s) {
    spec.strategies[s].name = names[names.size() - 1 - s];
  }
  return {none("worlds that end otherwise under other names",
               worlds_apart(before, run_study(spec, {})))};
}

std::vector<Check> brands_alike_share_alike(const Laboratory& laboratory) {
  const StudySpec spec =
      first_run(laboratory, {fmt::format("run.replicates={}", laboratory.at(12, 32)),
                             fmt::format("run.weeks={}", laboratory.at(8, 26)),
                             "brand.harbour.awareness.share=0.7", "brand.rival.awareness.share=0.7",
                             "brand.harbour.choice.share=0.3", "brand.rival.choice.share=0.3",
                             "strategies={compare=[\"existing\"]}"});
  const Series series(spec, run_study(spec, {}));
  const Measure& units = *series.find("units_sold");
  Sum share_of_first;
  for (std::size_t r = 0; r < spec.replicates; ++r) {
    const double one = series.total(units, 0, r, BrandId{0});
    const double two = series.total(units, 0, r, BrandId{1});
    share_of_first.add(one / (one + two));
  }
  return {{"the first brand's share of both brands' sales", 0.5, share_of_first.mean(), 0.01}};
}

std::vector<Check> threads_change_no_bit(const Laboratory& laboratory) {
  const StudySpec spec = first_run(laboratory, of_size(laboratory, 4, 26));
  const auto on = [&](std::size_t threads) {
    const ThreadLimit limit(threads);
    return run_study(spec, {});
  };
  const StudyResult one = on(1);
  return {none("worlds that end otherwise on 2 threads", worlds_apart(one, on(2))),
          none("worlds that end otherwise on 8 threads", worlds_apart(one, on(8)))};
}

namespace {

/// The same network with its people in another order.
std::shared_ptr<const Network> shuffled(const Network& network, std::uint64_t seed) {
  const std::uint32_t n = network.customers();
  std::vector<std::uint32_t> who(n);
  std::iota(who.begin(), who.end(), 0U);
  std::ranges::sort(who, {}, [&](std::uint32_t j) { return mix64(mix64(seed) ^ j); });
  std::vector<Arc> arcs;
  for (std::uint32_t j = 0; j < n; ++j) {
    for (const CustomerId reader : network.audience(CustomerId{j})) {
      arcs.push_back({who[j], who[row(reader)]});
    }
  }
  return std::make_shared<Network>(Network::from_arcs(n, std::move(arcs), Direction::directed));
}

}  // namespace

std::vector<Check> relabelling_changes_no_total(const Laboratory& laboratory) {
  // first people with the most friends, and friends of near numbers: an order that could matter
  const std::string friends =
      "network={generator=\"holme_kim\", customers=10000, mean_degree=10, triad_chance=0.4, "
      "seed=3}";
  StudySpec spec =
      first_run(laboratory, {friends, fmt::format("run.replicates={}", laboratory.at(6, 24)),
                             fmt::format("run.weeks={}", laboratory.at(4, 13)), "need.per_year=24",
                             "strategies={compare=[\"existing\", \"living\"]}"});
  const Series straight(spec, run_study(spec, {}));
  auto setting = std::make_shared<Setting>(*spec.setting);
  setting->networks.assign(setting->platforms.size(), shuffled(*setting->networks[0], 11));
  spec.setting = setting;
  const Series other(spec, run_study(spec, {}));
  std::vector<Check> checks;
  for (const char* name : {"units_sold", "impressions", "copies_shown", "relays", "followers",
                           "answered", "praises", "relationships"}) {
    Sum change;
    Sum before;
    for (std::size_t r = 0; r < spec.replicates; ++r) {
      const auto total = [&](const Series& series) {
        return series.total(*series.find(name), 1, r, spec.focal);
      };
      change.add(total(other) - total(straight));
      before.add(total(straight));
    }
    const double mean = before.mean().value;
    Estimate relative = change.mean();
    relative.value /= mean;
    relative.error /= mean;
    checks.push_back({fmt::format("{}: change by another order of people, of the mean", name), 0,
                      relative, 0.05});
  }
  return checks;
}

namespace {

/// Everything that has a price, in a currency of which this many make one. Whole cents for every
/// hour and impression, so that nothing is rounded in any currency.
Sets in_currency(double c) {
  const auto price = [&](const char* name, double value) {
    return fmt::format("{}={}", name, value * c);
  };
  return {price("costs.price", 40),
          price("brand.rival.costs.price", 45),
          price("costs.margin", 12),
          price("costs.wage", 24),
          price("costs.post", 15),
          price("costs.search", 50),
          price("costs.training_hour", 12),
          price("costs.giveaway", 400),
          price("bought_reach.price_per_thousand", 10),
          price("strategy.living.bought_reach.weekly_budget", 70)};
}

}  // namespace

std::vector<Check> currency_changes_no_decision(const Laboratory& laboratory) {
  const auto lived = [&](double c) {
    Sets sets = of_size(laboratory, 2, 14);
    for (std::string& price : in_currency(c)) {
      sets.push_back(std::move(price));
    }
    const StudySpec spec = first_run(laboratory, sets);
    return Series(spec, run_study(spec, {}));
  };
  const Series pounds = lived(1);
  std::vector<Check> checks;
  for (const double c : {7.0, 100.0}) {
    const Series coins = lived(c);
    double decisions = 0;
    double money = 0;
    double sums = 0;  // of money that is not nothing
    for (std::size_t m = 0; m < pounds.measures().size(); ++m) {
      const Measure& first = pounds.measures()[m];
      const Measure& other = coins.measures()[m];
      if (first.totals == Totals::ratio || first.totals == Totals::quantile) {
        continue;  // made of the others
      }
      const bool is_money = first.about.unit == "currency";
      for (std::size_t i = 0; i < first.values.size(); ++i) {
        const double expected = first.values[i] * (is_money ? c : 1);
        if (std::isnan(expected) && std::isnan(other.values[i])) {
          continue;  // missing in both
        }
        const double off = std::abs(other.values[i] - expected);
        sums += is_money && expected != 0 ? 1 : 0;
        if (!(off <= 1e-9 * std::abs(expected))) {
          (is_money ? money : decisions) += 1;
        }
      }
    }
    checks.push_back(none(fmt::format("counts and stocks that differ, {} to one", c), decisions));
    checks.push_back(none(fmt::format("sums of money out of proportion, {} to one", c), money));
    checks.push_back(some(fmt::format("money moved, {} to one (1 = yes)", c), sums));
  }
  return checks;
}

}  // namespace rapport::validate
