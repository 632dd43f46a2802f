// The printed answer of a study.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/looks.hpp"

namespace rapport::app {

/// What an answer says besides its comparisons.
struct AnswerContext {
  std::string title;
  std::string setting;  ///< one line: customers, network, brands, weeks, replicates, seed
  std::string focal;    ///< name of the brand under comparison
  std::string currency;
  std::string digest;
  std::vector<std::string> strategies;  ///< Comparison::first and second are places in here
  std::vector<bool> spends_allowance;   ///< of each: it spends what another costs more
  std::uint32_t weeks = 0;
  std::uint32_t replicates = 0;
  double discount_rate = 0;        ///< a year
  std::uint64_t sample = 0;        ///< customers that stocks are estimated from; 0 = all were asked
  std::vector<MeasureMean> alone;  ///< of the one strategy, where there is no other
  std::optional<StopReport> stop;  ///< of a study with a stop rule
};

/// What is known of a study that has just run.
AnswerContext answer_context(const Scenario&, const StudySpec&, const StudyResult&, const Series&);

/// The answer as text, for a terminal or a log. Tables keep to 100 columns where their words and
/// numbers allow it; names are never cut. With nothing to compare it is the means of the one
/// strategy.
std::string answer_text(const AnswerContext&, const std::vector<Comparison>&);

/// One comparison of the answer: who with whom, the ladders, what follows of money.
std::string comparison_text(const AnswerContext&, const Comparison&);

/// The ladders of strategies beside one another: the mean of each; one list of means for each name.
std::string side_by_side(const std::vector<std::string>& names,
                         const std::vector<std::vector<MeasureMean>>& means,
                         const std::string& currency);

/// How a study with a stop rule ended, what that saved, and what its intervals mean; empty without.
std::string stop_text(const std::optional<StopReport>&);

/// What of the model is not built yet, as the end of every printed answer has it.
std::string not_yet_text();

/// The answer as one JSON object (`--json`): stable names, a list of comparisons; `alone` is the
/// one strategy that has none, else null.
std::string answer_json(const AnswerContext&, const std::vector<Comparison>&);

/// Parts of it.
nlohmann::json comparison_json(const AnswerContext&, const Comparison&);
/// null where there is no stop rule.
nlohmann::json stop_json(const std::optional<StopReport>&);
nlohmann::json means_json(const std::vector<MeasureMean>&);

/// What of the model is not built yet; part of every answer, so that nobody takes it for the whole.
const std::vector<std::string>& not_yet_modelled();

}  // namespace rapport::app
