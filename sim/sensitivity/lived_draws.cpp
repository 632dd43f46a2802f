#include "sim/sensitivity/lived_draws.hpp"

#include <fmt/format.h>

#include <mutex>
#include <string>

#include "analysis/estimate/latin_hypercube.hpp"
#include "sim/core/error.hpp"
#include "sim/core/for_each.hpp"
#include "sim/core/random.hpp"

namespace rapport::sensitivity {
namespace {

constexpr double tail = 0.05;  // that Morris's factors leave at either end
constexpr std::uint64_t of_draws = 0x64726177;
constexpr std::uint64_t of_trajectories = 0x7472616a;

std::uint64_t luck(std::uint64_t seed, std::uint64_t purpose, std::uint64_t number) {
  return mix64(mix64(mix64(seed) ^ purpose) ^ number);
}

/// In nine digits, which are the same wherever libm's last bit is another.
double rounded(double value) {
  return std::stod(fmt::format("{:.9g}", value));
}

std::vector<double> values_at(std::span<const Factor> factors, const std::vector<double>& point) {
  std::vector<double> values;
  for (std::size_t f = 0; f < factors.size(); ++f) {
    values.push_back(rounded(quantile(factors[f].prior, point[f])));
  }
  return values;
}

/// One market to live.
struct Asked {
  std::vector<double> values;
  std::uint64_t luck = 0;
  Gain gain = {};
};

std::vector<Asked> all_of(std::span<const Factor> factors, const DrawPlan& plan,
                          const std::optional<estimate::MorrisDesign>& design) {
  std::vector<Asked> all;
  const estimate::LatinHypercube hypercube(plan.draws, factors.size(), plan.seed);
  for (std::size_t i = 0; i < plan.draws; ++i) {
    all.push_back({values_at(factors, hypercube.point(i)), luck(plan.seed, of_draws, i)});
  }
  for (std::size_t run = 0; design && run < design->runs(); ++run) {
    std::vector<double> point = design->point(run);
    for (double& coordinate : point) {
      coordinate = tail + (1 - 2 * tail) * coordinate;
    }
    all.push_back(
        {values_at(factors, point), luck(plan.seed, of_trajectories, run / (factors.size() + 1))});
  }
  return all;
}

void require_rules(const DrawnMarket& market, const std::vector<Asked>& all,
                   const std::string& file) {
  std::vector<std::string> broken(all.size());
  for_each(all.size(), [&](std::size_t i) { broken[i] = market.broken_rule(all[i].values); });
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!broken[i].empty()) {
      throw ScenarioError(
          {{.file = file,
            .what = fmt::format("market {} of {} to be drawn is impossible: {}", i + 1, all.size(),
                                broken[i]),
            .help = "let one prior move both, or cut one with at_most or at_least"}});
    }
  }
}

}  // namespace

std::uint64_t LivedDraws::digest() const {
  std::uint64_t all = 0;
  for (const std::vector<Gain>* gains_of : {&gains, &screened}) {
    for (const Gain& gain : *gains_of) {
      for (const Cents cents : {gain.profit, gain.revenue, gain.cost}) {
        all = mix64(all ^ static_cast<std::uint64_t>(cents));
      }
    }
  }
  return all;
}

LivedDraws live_draws(const DrawnMarket& market, std::span<const Factor> factors,
                      const DrawPlan& plan, const std::string& file, const OnDraw& tell) {
  LivedDraws out;
  if (plan.trajectories > 0) {
    out.design.emplace(factors.size(), plan.trajectories, plan.seed);
  }
  std::vector<Asked> all = all_of(factors, plan, out.design);
  require_rules(market, all, file);
  std::mutex mutex;
  std::uint64_t done = 0;
  for_each(all.size(), [&](std::size_t i) {
    all[i].gain = market.lived(all[i].values, all[i].luck);
    const std::scoped_lock lock(mutex);
    ++done;
    if (tell) {
      tell(done, all.size());
    }
  });
  out.values.resize(factors.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    (i < plan.draws ? out.gains : out.screened).push_back(all[i].gain);
    for (std::size_t f = 0; i < plan.draws && f < factors.size(); ++f) {
      out.values[f].push_back(all[i].values[f]);
    }
  }
  return out;
}

}  // namespace rapport::sensitivity
