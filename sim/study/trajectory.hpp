// A study as the contents of its file: series, totals, differences, panel, events, digests. The
// contract with readers is sim/record/FORMAT.md.
#pragma once

#include <string>
#include <vector>

#include "sim/record/dataset.hpp"
#include "sim/scenario/resolved.hpp"
#include "sim/study/comparison.hpp"

namespace rapport {

struct Provenance {
  std::vector<Attribute> attributes;  ///< of the file: title, source, history, scenario, seed, ...
  std::string start;                  ///< "2026-01-05": the day of week 1 after the switch
  std::string currency;               ///< replaces "currency" in units
  std::vector<ResolvedValue> values;
};

/// A digest as it is written everywhere: 16 hexadecimal digits.
std::string hex(std::uint64_t digest);

Group trajectory(const StudySpec&, const StudyResult&, const Series&,
                 const std::vector<Comparison>&, const Provenance&);

}  // namespace rapport
