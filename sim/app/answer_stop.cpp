// How a study that stops by itself ended: for readers, and for programs.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <cmath>

#include "analysis/estimate/verdict.hpp"
#include "sim/app/answer.hpp"
#include "sim/app/store.hpp"

namespace rapport::app {
namespace {

std::string count_text(std::size_t number) {
  return estimate::money(static_cast<double>(number));
}

/// Half of the interval as a share of the baseline's mean; nothing where there is none.
std::optional<double> share_of(const estimate::Precision& p) {
  const double share = p.half_width / p.mean;
  return p.n >= 2 && p.deviation > 0 && std::isfinite(share) ? std::optional(share) : std::nullopt;
}

std::string difference_line(const WatchedDifference& one, const std::string& baseline) {
  const estimate::Precision& p = one.precision;
  const std::optional<double> share = share_of(p);
  const std::string what =
      share     ? fmt::format("{:.3g} %{}", 100 * *share, p.reached ? "" : ", not enough")
      : p.n < 2 ? "unknown: there are fewer than two values"
      : p.mean > 0
          ? "unknown: every replicate has the same, which says nothing of the spread"
          : fmt::format("unknown: the mean of {} is 0, and a share of it nothing", baseline);
  return fmt::format("    {}, {} less {}: {}\n", one.measure, one.strategy, baseline, what);
}

std::string hindsight_text(const StopReport& stop) {
  const std::optional<std::size_t> fixed = stop.fixed_design();
  if (!fixed) {
    return "  By hindsight no number of replicates, or more than a million, would have been "
           "enough.\n";
  }
  return fmt::format("  By hindsight {} replicates, fixed beforehand, would have been enough.\n",
                     count_text(*fixed));
}

}  // namespace

std::string stop_text(const std::optional<StopReport>& stop) {
  if (!stop) {
    return "";
  }
  const std::size_t most = stop->rule.at_most;
  const std::string wanted = estimate::percent(stop->rule.within);
  std::string out;
  if (stop->reached()) {
    out += fmt::format("  Known well enough after {} of at most {} replicates{}.\n",
                       count_text(stop->replicates), count_text(most),
                       stop->replicates < most
                           ? fmt::format(", which saved {}", count_text(most - stop->replicates))
                           : "");
  } else {
    out += fmt::format("  Not known well enough after all {} replicates.\n", count_text(most));
  }
  out += fmt::format("  Half of the interval as a share of the mean of {} (wanted: at most {}):\n",
                     stop->baseline, wanted);
  for (const WatchedDifference& one : stop->differences) {
    out += difference_line(one, stop->baseline);
  }
  out += hindsight_text(*stop);
  const std::vector<std::uint32_t> looks = looks_of(stop->rule);
  if (looks.size() > 1) {
    out += fmt::format(
        "  95 % intervals hold at whichever of {} looks ({}) a study ends:\n  each is computed at "
        "{}, and wider than one of as many replicates fixed beforehand.\n",
        looks.size(), fmt::join(looks, ", "), level_text(interval_level(stop->rule)));
  }
  return out;
}

nlohmann::json stop_json(const std::optional<StopReport>& stop) {
  if (!stop) {
    return {};
  }
  const std::optional<std::size_t> fixed = stop->fixed_design();
  nlohmann::json out{{"until", stop->rule.measures},
                     {"within", stop->rule.within},
                     {"at_most", stop->rule.at_most},
                     {"replicates", stop->replicates},
                     {"saved", stop->rule.at_most - stop->replicates},
                     {"reached", stop->reached()},
                     {"looks", looks_of(stop->rule)},
                     {"level", interval_level(stop->rule)},
                     {"fixed_design", fixed ? nlohmann::json(*fixed) : nlohmann::json()},
                     {"differences", nlohmann::json::array()}};
  for (const WatchedDifference& one : stop->differences) {
    const estimate::Precision& p = one.precision;
    const std::optional<double> share = share_of(p);
    out["differences"].push_back(
        {{"strategy", one.strategy},
         {"measure", one.measure},
         {"half_width", p.n < 2 ? nlohmann::json() : nlohmann::json(p.half_width)},
         {"share", share ? nlohmann::json(*share) : nlohmann::json()},
         {"reached", p.reached}});
  }
  return out;
}

}  // namespace rapport::app
