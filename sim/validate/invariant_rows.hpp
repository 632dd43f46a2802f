// The rows about what must hold whatever the numbers are (metamorphic relations M1 to M9), on the
// first run's market.
#pragma once

#include <string>
#include <vector>

#include "sim/study/study.hpp"
#include "sim/validate/validation.hpp"

namespace rapport::validate {

/// The first run's study with some values changed, and nobody followed singly.
StudySpec first_run(const Laboratory&, const std::vector<std::string>& sets);

std::vector<Check> no_effect_in_none_out(const Laboratory&);         // M1
std::vector<Check> names_mean_nothing(const Laboratory&);            // M2
std::vector<Check> brands_alike_share_alike(const Laboratory&);      // M3
std::vector<Check> nothing_is_lost(const Laboratory&);               // M4
std::vector<Check> queues_keep_littles_law(const Laboratory&);       // of M4
std::vector<Check> threads_change_no_bit(const Laboratory&);         // M5
std::vector<Check> patience_and_people_help(const Laboratory&);      // M7
std::vector<Check> relabelling_changes_no_total(const Laboratory&);  // M8
std::vector<Check> currency_changes_no_decision(const Laboratory&);  // M9

}  // namespace rapport::validate
