// V13: trust of those who hear good and bad at even intervals settles where beta reputation does
// (Josang & Ismail 2002).
#include <fmt/format.h>

#include <cmath>

#include "analysis/estimate/targets/reputation.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/model_rows.hpp"
#include "sim/world/columns.hpp"

namespace rapport::validate {
namespace {

constexpr double success = 0.8;

Message word(MessageKind kind) {
  Message m;
  m.what = m.root = identity(0x76313300ULL, static_cast<std::uint64_t>(kind));
  m.kind = kind;
  m.by_customer = true;
  m.valence = kind == MessageKind::praise ? std::int8_t{1} : std::int8_t{-1};
  return m;
}

/// Trust of every customer after so many words, one every `interval` hours, just after the last.
Sum trust_after(const Experiment& market, std::uint32_t words, std::uint32_t interval) {
  constexpr Purpose good{"validate.good_word"};
  World world = market.found(0);
  for (std::uint32_t nth = 0; nth < words; ++nth) {
    if (nth > 0) {
      market.run_ticks(world, interval - 1);
    }
    const MessageKey praise = Experiment::post(world, word(MessageKind::praise));
    const MessageKey complaint = Experiment::post(world, word(MessageKind::complaint));
    for (std::uint32_t j = 0; j < world.customers(); ++j) {
      const bool is_good = world.luck.u(good, j, Identity{nth}) < success;
      Experiment::show(world, j, is_good ? praise : complaint);
    }
    market.run_ticks(world, 1);
  }
  const Look<Fading> in_favour(world, columns::trust_for);
  const Look<Fading> against(world, columns::trust_against);
  const double heard = world.setting->clock.start_of(world.tick - 1);
  Sum trust;
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    const TrustLaw& law = world.laws.trust;
    trust.add(law.trust(law.evidence(in_favour(world, j), against(world, j), heard)));
  }
  return trust;
}

}  // namespace

std::vector<Check> trust_settles_as_beta_reputation(const Laboratory& laboratory) {
  std::vector<Check> checks;
  for (const double forgetting : {0.9, 0.95, 0.99}) {
    const std::uint32_t interval = forgetting < 0.92 ? 26 : 24;  // half-lives of a week and more
    const double half_life = interval / (-std::log2(forgetting)) / hours_per_week;
    const auto words = static_cast<std::uint32_t>(std::log(1e-4) / std::log(forgetting));
    const std::uint32_t weeks = words * interval / hours_per_week + 2;
    const Experiment market(
        laboratory, "reputation.toml",
        {fmt::format("network.customers={}", laboratory.at(1000, 8000)),
         fmt::format("trust.half_life={}", half_life), fmt::format("run.weeks={}", weeks)});
    checks.push_back({fmt::format("trust at .8 good words and forgetting {}", forgetting),
                      targets::settled_reputation(forgetting, success),
                      trust_after(market, words, interval).mean(), 0.005});
  }
  return checks;
}

}  // namespace rapport::validate
