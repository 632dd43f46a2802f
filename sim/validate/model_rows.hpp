// The rows about the brand model's own mechanisms, one function each: lives in its set-up and
// returns what came out beside what must.
#pragma once

#include <vector>

#include "sim/validate/validation.hpp"

namespace rapport::validate {

std::vector<Check> desk_waits_are_erlang_c(const Laboratory&);              // V6a
std::vector<Check> desk_losses_are_erlang_a(const Laboratory&);             // V6b
std::vector<Check> desk_waits_are_pollaczek_khinchine(const Laboratory&);   // V6c
std::vector<Check> part_time_desks_lose_most(const Laboratory&);            // V6d
std::vector<Check> buying_is_nbd_dirichlet(const Laboratory&);              // V7
std::vector<Check> small_brands_are_in_double_jeopardy(const Laboratory&);  // V7b
std::vector<Check> repeat_buying_is_bg_nbd(const Laboratory&);              // V8
std::vector<Check> cascades_are_borel(const Laboratory&);                   // V9
std::vector<Check> networks_are_as_described(const Laboratory&);            // V10
std::vector<Check> participation_is_unequal(const Laboratory&);             // V11
std::vector<Check> trust_settles_as_beta_reputation(const Laboratory&);     // V13
std::vector<Check> fans_buy_more_without_cause(const Laboratory&);          // V15
std::vector<Check> choice_is_logit(const Laboratory&);                      // V16

}  // namespace rapport::validate
