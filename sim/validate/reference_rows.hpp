// The rows about textbook processes (models/reference), which are in no market: that they come out
// right verifies feed, calendar and luck.
#pragma once

#include <vector>

#include "sim/validate/validation.hpp"

namespace rapport::validate {

std::vector<Check> outbreaks_are_percolation(const Laboratory&);        // V1a
std::vector<Check> small_outbreaks_are_percolation(const Laboratory&);  // V1b
std::vector<Check> epidemics_are_rarer_than_large(const Laboratory&);   // V1c
std::vector<Check> cascades_have_a_window(const Laboratory&);           // V2
std::vector<Check> cascades_get_as_far(const Laboratory&);              // V2b
std::vector<Check> adoption_is_bass(const Laboratory&);                 // V3
std::vector<Check> adoption_on_a_circle(const Laboratory&);             // V4
std::vector<Check> opinions_settle(const Laboratory&);                  // V5
std::vector<Check> memes_compete(const Laboratory&);                    // V12
std::vector<Check> funnels_empty(const Laboratory&);                    // V14
std::vector<Check> shorter_ticks_change_less(const Laboratory&);        // M6

}  // namespace rapport::validate
