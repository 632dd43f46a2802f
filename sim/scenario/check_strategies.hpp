// What strategies say, which of them are compared, and who follows which.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "sim/scenario/load_scenario.hpp"
#include "sim/scenario/mechanism_reader.hpp"

namespace rapport {

class StrategyCheck {
 public:
  StrategyCheck(const LoadedScenario& loaded, Scenario& scenario, FieldReader& fields,
                MechanismReader& mechanisms)
      : loaded_(loaded), scenario_(scenario), fields_(fields), mechanisms_(mechanisms) {}

  /// Gives the strategies their numbers.
  void name();
  /// Fills in their values, what is compared, the baseline and the brands' strategies. Platforms
  /// and brands have been named before, and the scenario's own values are in order.
  void check();

 private:
  void one_strategy(const LoadedStrategy&, std::size_t number);
  void compared(const Node& list);
  /// The strategy that a text names; nothing (and complained of) otherwise.
  std::optional<std::size_t> named(const Node&, std::string_view key, std::string_view table);
  void baseline(const Node* said);
  void extra_spending();
  /// Complains of strategies that spend another's extra cost over the baseline and differ from the
  /// baseline in more than that: their budget would be another.
  void unequal_budgets();
  /// Complains of compared strategies that have another's extra cost to spend and never spend it.
  void idle_allowances();
  /// A value of the focal brand's organisation in which two strategies differ, besides those of
  /// mechanisms that spend allowances.
  std::optional<std::string> difference(std::size_t one, std::size_t other) const;
  /// Whether nothing of a mechanism would spend it, and why: "'x' of [m] is false (default)".
  std::optional<std::string> idle(const Vocabulary::Word&, std::size_t strategy) const;
  void brands_strategies();

  const LoadedScenario& loaded_;
  Scenario& scenario_;
  FieldReader& fields_;
  MechanismReader& mechanisms_;
};

}  // namespace rapport
