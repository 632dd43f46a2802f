// The looks of a study that stops by itself: when it is asked, whether it may, how well what it
// waits for is known. What it means and why intervals stay true: analysis/estimate/sequential.hpp.
// A study without a stop rule has one look, at its last replicate.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/estimate/sequential.hpp"
#include "sim/study/study.hpp"

namespace rapport {

/// Replicates that a study may come to, however many it has been cut to.
std::uint32_t most_replicates(const StudySpec&);

/// Replicates at each look.
std::vector<std::uint32_t> looks_of(const StudySpec&);
std::vector<std::uint32_t> looks_of(const StopRule&);

/// The level at which each interval of a study is computed so that it holds at 95 % whichever look
/// ended the study: 0.95 without a stop rule.
double interval_level(const std::optional<StopRule>&);

/// Weeks of worlds that so many replicates take, warm-ups included.
std::uint64_t weeks_of(const StudySpec&, std::uint64_t replicates);

/// The spec of what was lived: with as many replicates as the result has.
StudySpec spec_of_lived(StudySpec, const StudyResult&);

/// One of the differences that a stop rule waits for: a strategy's from the baseline.
struct WatchedDifference {
  std::string strategy;
  std::string measure;
  estimate::Precision precision;  ///< of totals
};

/// A strategy's totals of a measure for the focal brand, one a replicate; NaN = missing; empty
/// where there is no such measure.
using TotalsOfStrategy =
    std::function<std::vector<double>(std::size_t strategy, std::string_view measure)>;

/// All that a rule waits for, by strategy, then by measure; over replicates with a value in both.
/// `seed`: the study's.
std::vector<WatchedDifference> watched_differences(const StopRule&,
                                                   const std::vector<std::string>& strategies,
                                                   std::size_t baseline, std::uint64_t seed,
                                                   const TotalsOfStrategy&);

/// The same of the first replicates of a study under way; they have lived.
std::vector<WatchedDifference> look_at(const StudySpec&, const StudyResult&,
                                       std::uint32_t replicates);

bool all_reached(const std::vector<WatchedDifference>&);

/// The look after `now` by which the rule will be met if spreads stay as they are; the last where
/// none is, or nobody can tell.
std::uint32_t next_aim(const std::vector<std::uint32_t>& looks, std::uint32_t now,
                       const std::vector<WatchedDifference>&);

/// How a study with a stop rule ended.
struct StopReport {
  StopRule rule;
  std::uint32_t replicates = 0;  ///< that were lived
  std::string baseline;          ///< its name
  std::vector<WatchedDifference> differences;

  bool reached() const { return all_reached(differences); }
  /// Replicates that a study of a fixed number would have needed for the same widths, had one known
  /// the spreads; nothing where no number is enough.
  std::optional<std::size_t> fixed_design() const;
};

}  // namespace rapport
