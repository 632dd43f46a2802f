// The rows about named cases (W0 to W13): a firm that answers more, everything else alike, beside
// what a formula said beforehand that this earns. Their markets stand in scenarios/cases.
#pragma once

#include <vector>

#include "sim/validate/validation.hpp"

namespace rapport::validate {

std::vector<Check> purchases_of_an_answer(const Laboratory&);  // W0
std::vector<Check> corner_shop(const Laboratory&);             // W1
std::vector<Check> habit_goods(const Laboratory&);             // W2
std::vector<Check> dear_and_cheap_labour(const Laboratory&);   // W3
std::vector<Check> overloaded_desk(const Laboratory&);         // W4
std::vector<Check> short_and_long_run(const Laboratory&);      // W5
std::vector<Check> published_complaints(const Laboratory&);    // W6
std::vector<Check> airline(const Laboratory&);                 // W11
std::vector<Check> enthusiasts(const Laboratory&);             // W12

}  // namespace rapport::validate
