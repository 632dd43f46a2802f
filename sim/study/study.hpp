// A study: any number of strategies on the same market with the same luck. Each replicate founds
// one market, warms it up under the baseline, and branches: every strategy goes on from the same
// state.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/tick/run.hpp"

namespace rapport {

/// One way for the focal brand to work.
struct StudyStrategy {
  std::string name;
  std::shared_ptr<const Model> model;
  /// The equal-budget comparison: week by week, what that other strategy (by number) cost more than
  /// the baseline in the same replicate is granted for bought reach one week later.
  std::optional<std::size_t> spends_extra_of;
};

/// When a study stops by itself: at the first of its looks at which every strategy's paired
/// difference from the baseline is known well enough in every one of these measures.
struct StopRule {
  std::vector<std::string> measures;  ///< by name; at least one
  double within =
      0.05;  ///< half the interval's width, as a share of the baseline's mean (unsigned)
  std::uint32_t at_most = 1;  ///< replicates
};

struct StudySpec {
  std::shared_ptr<const Setting> setting;
  std::vector<StudyStrategy> strategies;
  std::size_t baseline = 0;  ///< index of the strategy that the warm-up runs under
  BrandId focal{};
  std::uint64_t seed = 1;
  /// With a stop rule: at most, before the study has run; see spec_of_lived.
  std::uint32_t replicates = 1;
  std::optional<StopRule> until = {};
  std::uint32_t warm_up_weeks = 0;
  std::uint32_t weeks = 1;              ///< after the switch
  std::uint32_t census_sample = 65536;  ///< customers visited for stocks; 0 = stocks are not taken
  std::uint32_t panel = 0;              ///< customers followed singly, in the first replicate
  double discount_rate = 0;             ///< a year; moves nothing, weighs what is earned later
  std::uint64_t shuffle_delivery = 0;   ///< as in RunOptions
  std::vector<std::string> notes = {};  ///< for the user: what of the networks' files is left out
};

/// What happened to a customer of the panel.
struct PanelEvent {
  double hour = 0;
  std::uint32_t customer = 0;
  Kind kind = Kind::seen;
  std::int8_t brand = -1;   ///< -1 = none
  std::int8_t detail = -1;  ///< message kind, reaction, outcome, or 1 = solved; by kind
};

/// One world's record.
struct WorldRecord {
  std::vector<WeekRecord> weeks;
  std::uint64_t digest = 0;
  Cents unspent = 0;  ///< of the focal brand: money granted, the last week's too, and never spent
  std::vector<PanelEvent> events;  ///< sorted by (hour, customer, order)
  std::vector<float> panel;        ///< [week][panel column][brand][customer]; first replicate only
};

struct StudyResult {
  std::vector<std::vector<WorldRecord>> worlds;  ///< [strategy][replicate]
  std::uint64_t digest = 0;                      ///< over all worlds, in order
};

/// Told of every finished week of every world; called by one thread at a time.
struct StudyProgress {
  std::size_t strategy = 0;
  std::uint32_t replicate = 0;
  std::int64_t week =
      0;  ///< 1 = the first after the switch; 0 = the last of the warm-up, and so back
  std::uint64_t done = 0;  ///< weeks of worlds, warm-ups included
  /// As many as all replicates take; with a stop rule: those that it will take by what is known.
  std::uint64_t of = 0;
};
using OnProgress = std::function<void(const StudyProgress&)>;

/// Up to this many customers worlds run side by side; larger ones run one after the other, each on
/// all threads.
inline constexpr std::uint32_t small_world = 131072;

/// Runs the whole study: worlds in parallel where they are small, blocks of one world where they
/// are large. With a stop rule the result has the replicates that were lived: see spec_of_lived.
/// Throws what the worlds throw.
StudyResult run_study(const StudySpec&, const OnProgress&);

}  // namespace rapport
