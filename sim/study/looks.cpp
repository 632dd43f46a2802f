#include "sim/study/looks.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/error.hpp"
#include "sim/core/ids.hpp"
#include "sim/study/series.hpp"

namespace rapport {

std::uint32_t most_replicates(const StudySpec& spec) {
  return spec.until ? spec.until->at_most : spec.replicates;
}

std::vector<std::uint32_t> looks_of(const StopRule& rule) {
  std::vector<std::uint32_t> all;
  for (const std::size_t look : estimate::looks(rule.at_most)) {
    all.push_back(static_cast<std::uint32_t>(look));
  }
  return all;
}

std::vector<std::uint32_t> looks_of(const StudySpec& spec) {
  return spec.until ? looks_of(*spec.until) : std::vector<std::uint32_t>{spec.replicates};
}

double interval_level(const std::optional<StopRule>& rule) {
  return estimate::level_at_each(rule ? looks_of(*rule).size() : 1);
}

std::uint64_t weeks_of(const StudySpec& spec, std::uint64_t replicates) {
  return replicates * (spec.warm_up_weeks + std::uint64_t{spec.weeks} * spec.strategies.size());
}

StudySpec spec_of_lived(StudySpec spec, const StudyResult& result) {
  spec.replicates = static_cast<std::uint32_t>(result.worlds.front().size());
  return spec;
}

std::vector<WatchedDifference> watched_differences(const StopRule& rule,
                                                   const std::vector<std::string>& strategies,
                                                   std::size_t baseline, std::uint64_t seed,
                                                   const TotalsOfStrategy& totals) {
  const double level = interval_level(rule);
  std::vector<WatchedDifference> all;
  for (std::size_t s = 0; s < strategies.size(); ++s) {
    for (std::size_t m = 0; s != baseline && m < rule.measures.size(); ++m) {
      const std::vector<double> first = totals(baseline, rule.measures[m]);
      const std::vector<double> second = totals(s, rule.measures[m]);
      std::vector<double> a;
      std::vector<double> b;
      for (std::size_t r = 0; r < first.size() && r < second.size(); ++r) {
        if (std::isfinite(first[r]) && std::isfinite(second[r])) {
          a.push_back(first[r]);
          b.push_back(second[r]);
        }
      }
      // the luck of the resampling is that of the interval which the answer prints
      all.push_back({strategies[s], rule.measures[m],
                     estimate::precision(a, b, rule.within, level, mix64(seed))});
    }
  }
  return all;
}

std::vector<WatchedDifference> look_at(const StudySpec& spec, const StudyResult& result,
                                       std::uint32_t replicates) {
  RAPPORT_CHECK(spec.until.has_value(), "who looks knows what for");
  StudySpec so_far = spec;
  so_far.replicates = replicates;
  const Series series(so_far, result);
  std::vector<std::string> names;
  for (const StudyStrategy& strategy : spec.strategies) {
    names.push_back(strategy.name);
  }
  return watched_differences(*spec.until, names, spec.baseline, spec.seed,
                             [&](std::size_t strategy, std::string_view name) {
                               const Measure* m = series.find(name);
                               RAPPORT_CHECK(m != nullptr,
                                             "the reader knows the measures to wait for");
                               return series.totals(*m, strategy, spec.focal);
                             });
}

bool all_reached(const std::vector<WatchedDifference>& all) {
  return std::ranges::all_of(all,
                             [](const WatchedDifference& one) { return one.precision.reached; });
}

std::uint32_t next_aim(const std::vector<std::uint32_t>& looks, std::uint32_t now,
                       const std::vector<WatchedDifference>& all) {
  double needed = now + 1.0;
  for (const WatchedDifference& one : all) {
    needed = std::max(
        needed,
        estimate::values_expected(one.precision).value_or(static_cast<double>(looks.back())));
  }
  const auto found =
      std::ranges::find_if(looks, [&](std::uint32_t look) { return look >= needed; });
  return found == looks.end() ? looks.back() : *found;
}

std::optional<std::size_t> StopReport::fixed_design() const {
  std::size_t most = 2;
  for (const WatchedDifference& one : differences) {
    const estimate::Precision& p = one.precision;
    const auto needed = p.n < 2 || p.deviation == 0.0
                            ? std::nullopt
                            : estimate::fixed_values_needed(p.deviation, p.wanted);
    if (!needed) {
      return std::nullopt;
    }
    most = std::max(most, *needed);
  }
  return most;
}

}  // namespace rapport
