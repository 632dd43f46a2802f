// A checked scenario: everything that a run needs to know, in numbers, and where each came from.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/network_files/read_network.hpp"
#include "sim/scenario/vocabulary.hpp"
#include "sim/tick/model.hpp"
#include "sim/world/world.hpp"

namespace rapport {

/// [run] replicates as a table: until what is known how well. See stop_fields().
struct UntilKnown {
  std::vector<std::string> measures;
  double within = 0.05;  ///< half of an interval's width, a share of the baseline's mean
};

/// [run]: what is simulated, for how long, how often. See run_fields() for units and ranges.
struct RunSettings {
  std::string title;
  std::uint64_t seed = 1;
  std::uint32_t replicates = 32;  ///< at most, with `until`
  std::optional<UntilKnown> until;
  std::uint32_t warm_up_weeks = 8;
  std::uint32_t weeks = 52;  ///< after the warm-up
  std::string start;         ///< YYYY-MM-DD, a Monday
  std::uint32_t hours_per_tick = 1;
  std::uint32_t census_sample = 65536;
  std::uint32_t panel = 200;  ///< customers whose happenings are recorded

  std::uint32_t all_weeks() const { return warm_up_weeks + weeks; }
};

struct MarketSettings {
  std::string name;
  std::string currency;      ///< ISO 4217
  double discount_rate = 0;  ///< a year
};

/// Where a network comes from: a file, or a generator.
struct NetworkSource {
  std::string file;                  ///< as the scenario says; empty = generated
  std::filesystem::path path;        ///< where that file is
  NetworkFormat format;              ///< how the file is read
  std::string generator;             ///< empty = from a file
  std::string nodes;                 ///< a table about the file's people, as the scenario says
  std::filesystem::path nodes_path;  ///< where that table is
  /// Of what file and table say of people: what tells segments apart. Empty: nothing does.
  std::string segment_column;
  /// The numbers of network_file_fields() or of the generator's, by name.
  std::map<std::string, double, std::less<>> numbers;

  double number(std::string_view name) const { return numbers.find(name)->second; }
  template <class Whole>
  Whole whole(std::string_view name) const {
    return static_cast<Whole>(number(name));
  }
  bool generated() const { return !generator.empty(); }
};

struct PlatformSettings {
  std::string name;
  std::optional<NetworkSource> network;  ///< of its own; otherwise the scenario's
};

/// In the place of a value: whom no other segment has.
inline constexpr std::string_view any_other = "*";

/// A kind of customers. Who is of it: a share of people by luck, or whom the network's file says.
struct SegmentSettings {
  std::string name;
  std::optional<double> share;      ///< of all people; unset: what the others leave
  std::vector<std::string> values;  ///< in the network's segment_column; or any_other
};

struct BrandSettings {
  std::string name;
  std::size_t strategy = 0;  ///< what a rival always does; the focal brand's is the baseline
};

/// One value that a file gives to one parameter.
struct Given {
  std::string mechanism;
  std::string parameter;
  std::optional<std::size_t> brand;     ///< none = all brands, or the brand whose strategy it is
  std::optional<std::size_t> platform;  ///< none = all platforms
  std::optional<std::size_t> segment;   ///< none = all segments
  double value = 0;  ///< while a scenario is checked also what was refused; NaN: it is no number

  bool is_for(const Cell& cell) const {
    return brand.value_or(cell.brand) == cell.brand &&
           platform.value_or(cell.platform) == cell.platform &&
           segment.value_or(cell.segment) == cell.segment;
  }
  bool for_all() const { return !brand && !platform && !segment; }
};

struct StrategySettings {
  std::string name;
  std::string title;
  std::string description;
  std::optional<std::size_t>
      spend_extra_of;         ///< may spend that strategy's cost over the baseline's
  std::vector<Given> values;  ///< of role organisation, without a brand
};

/// Whether a mechanism is part of the model.
struct Switched {
  std::string mechanism;
  bool on = true;
};

struct Scenario {
  RunSettings run;
  MarketSettings market;
  NetworkSource network;
  std::vector<PlatformSettings> platforms;
  std::vector<SegmentSettings> segments;  ///< none: all customers are alike
  std::vector<BrandSettings> brands;
  std::size_t focal = 0;                     ///< the brand whose strategies are compared
  std::vector<StrategySettings> strategies;  ///< all that the scenario names
  std::vector<std::size_t> compare;          ///< of them, in the order of the comparison
  std::size_t baseline = 0;                  ///< of them: the warm-up's
  std::vector<Switched> mechanisms;          ///< the whole catalogue, in its order
  std::vector<Given> values;                 ///< in the order in which later ones win

  /// By dotted path ("trust.half_life"): where the file said so. A path that is absent was left at
  /// its default.
  std::map<std::string, std::string, std::less<>> origins;
  std::filesystem::path folder;  ///< of the scenario's file
  std::shared_ptr<const Vocabulary> vocabulary;

  Extent extent() const {
    return {brands.size(), platforms.size(), std::max<std::size_t>(1, segments.size())};
  }
  /// nullopt when there is no strategy of that name.
  std::optional<std::size_t> strategy(std::string_view name) const;
};

/// The dotted path of a given value: "trust.half_life", "platform.pagebook.activity.membership",
/// "segment.young.need.per_year", "brand.harbour.choice.share", and of a strategy's (if named)
/// "strategy.living.staff.voices".
std::string path_of(const Scenario&, const Given&, std::string_view strategy = {});

/// What decides a number of a model.
struct Decided {
  const Given* by = nullptr;            ///< of the scenario; nullptr = the default
  std::optional<std::size_t> strategy;  ///< whose value it is, if a strategy's
};
/// What decides one of a parameter's values when the focal brand follows this strategy.
Decided decided(const Scenario&, std::string_view mechanism, const Parameter&, const Cell&,
                std::size_t strategy);

/// A model with the scenario's mechanisms and numbers. Rivals follow their own strategies, the
/// focal brand the one given (a number in scenario.strategies). What wins, from weak to strong:
/// default, market, platform, segment, brand, strategy. The catalogue is the one that the scenario
/// was read with.
std::unique_ptr<Model> build_model(const Scenario&, Catalogue, std::size_t strategy);

/// Gives the model of one strategy the numbers of another.
void set_numbers(Model&, const Scenario&, std::size_t strategy);

/// Reads or makes the networks; what of their files is left out is said in `notes`, a sentence
/// each. Throws NoInput or ScenarioError where a network's file is at fault.
std::shared_ptr<const Setting> build_setting(const Scenario&, std::vector<std::string>& notes);
std::shared_ptr<const Setting> build_setting(const Scenario&);

}  // namespace rapport
