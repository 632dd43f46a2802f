// A scenario to begin from: a market as it is, on a made-up network, every key with its unit,
// range, default and meaning as declared.
#pragma once

#include <cstdint>
#include <string>

#include "sim/scenario/scenario.hpp"

namespace rapport {

/// Small enough to run in seconds.
inline constexpr std::uint32_t template_customers = 10'000;
inline constexpr std::uint32_t template_replicates = 8;

struct TemplateWish {
  std::string title;
  std::string market;           ///< what the market is called on the command line
  std::string schema;           ///< path of the schema that editors complete by; empty: not said
  bool all_parameters = false;  ///< also those that no market gives: how people are, what works
};

/// The text of a scenario file. What the market says stands as it says it; what it leaves open
/// stands behind a '#' at its default: without the '#' the line says the same. Its strategies are
/// the market's baseline, and one of the user's own which begins as the first that the market
/// compares with it; their values stand behind a '#' too.
std::string scenario_template(const Scenario& market, const TemplateWish&);

}  // namespace rapport
