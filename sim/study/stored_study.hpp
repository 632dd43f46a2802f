// A study as its file tells it: what the focal brand's strategies came to, and how they compared.
// The contract is sim/record/FORMAT.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/record/dataset.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/looks.hpp"

namespace rapport {

/// What one strategy came to for the focal brand.
struct StoredStrategy {
  std::string name;
  bool spends_allowance = false;                   ///< spends what another costs more
  std::vector<std::vector<double>> totals;         ///< [measure][replicate]; NaN = missing
  std::vector<std::vector<double>> weekly_profit;  ///< [replicate][week], currency; may be empty
  double unspent = 0;  ///< mean allowance left, currency, as Comparison has it
};

struct StoredStudy {
  std::string file;  ///< as the user named it
  std::string title;
  std::string brand;  ///< the focal one
  std::string baseline;
  std::string currency;
  std::string model_version;
  std::string digest;
  std::string network_digest;
  std::string network;  ///< its file, or the generator's name in words; empty: the file is silent
  std::int64_t seed = 0;
  std::int64_t warm_up_weeks = 0;
  std::int64_t customers = 0;
  std::int64_t census_sample = 0;  ///< customers asked for stocks; 0: nobody, or the file is silent
  std::size_t replicates = 0;      ///< that were lived
  std::optional<StopRule> until;   ///< that ended it
  std::size_t weeks = 0;
  std::size_t brands = 0;
  std::size_t platforms = 0;
  double discount_rate = 0;           ///< a year
  std::vector<MeasureInfo> measures;  ///< in the file's order; units say "currency"
  std::vector<StoredStrategy> strategies;
  std::vector<Comparison> comparisons;  ///< as the run found them

  /// Of the strategy of that number, for the functions of comparison.hpp; the study must outlive
  /// it.
  TotalsOf totals_of(std::size_t strategy) const;
  Estimators estimators() const;
  /// Nothing where the study had no stop rule.
  std::optional<StopReport> stop_report() const;
  /// What the strategy of that number came to by itself.
  std::vector<MeasureMean> means_of(std::size_t strategy) const;
};

/// A text of the file's root. Throws IoError where there is none: then it is no study.
std::string study_text(const Group& root, std::string_view name, const std::string& file);

/// Reads what a study's file holds of its focal brand. Means, balances and correlations are worked
/// out from the totals; differences, their intervals, present values and verdicts are read as they
/// were stored. Throws IoError for what is no study of this format.
StoredStudy stored_study(const Group& root, const std::string& file);

}  // namespace rapport
