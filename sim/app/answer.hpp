// The printed answer of a study.
#pragma once

#include <string>
#include <vector>

#include "sim/study/comparison.hpp"

namespace rapport::app {

struct AnswerContext {
  std::string title;
  std::string setting;  ///< one line: customers, network, brands, weeks, replicates, seed
  std::string focal;    ///< name of the brand under comparison
  std::string currency;
};

/// The answer as text, for a terminal or a log. Tables keep to 100 columns where their words and
/// numbers allow it; names are never cut. With nothing to compare it is the means of the one
/// strategy, from the series.
std::string answer_text(const AnswerContext&, const StudySpec&, const Series&,
                        const std::vector<Comparison>&);

/// The answer as one JSON object (`--json`): stable names, a list of comparisons; `alone` is the
/// one strategy that has none, else null.
std::string answer_json(const AnswerContext&, const StudySpec&, const StudyResult&, const Series&,
                        const std::vector<Comparison>&);

/// What of the model is not built yet; part of every answer, so that nobody takes it for the whole.
const std::vector<std::string>& not_yet_modelled();

}  // namespace rapport::app
