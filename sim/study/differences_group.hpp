// The group /differences of a study's file: what was found of each two strategies compared. Part of
// the contract sim/record/FORMAT.md.
#pragma once

#include <string>
#include <vector>

#include "sim/record/dataset.hpp"
#include "sim/study/comparison.hpp"

namespace rapport {

/// The dimension `time`, of the weeks, is the file's.
Group differences_group(const StudySpec&, const std::vector<Comparison>&,
                        const std::string& currency);

}  // namespace rapport
