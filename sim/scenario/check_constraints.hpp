// Values that are each in range but impossible together: what mechanisms require of their own
// parameters is asked of the models that a run would use, and whoever broke it told where.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "sim/scenario/field_reader.hpp"
#include "sim/scenario/mechanism_reader.hpp"
#include "sim/scenario/scenario.hpp"

namespace rapport {

class ConstraintCheck {
 public:
  ConstraintCheck(const Node& tree, const Scenario& scenario, FieldReader& fields,
                  const MechanismReader& mechanisms)
      : tree_(tree), scenario_(scenario), fields_(fields), mechanisms_(mechanisms) {}

  /// Complains of what the models of the baseline and of all compared strategies break. Everything
  /// has been read before. A number that was refused itself is asked as it was written, and its
  /// rules are told where they would be broken in its range too; what depends on a value that is no
  /// number, or on a name that nobody knows, is left out.
  void check(Catalogue);

 private:
  /// Which parameter's, for which brand, platform and segment.
  using Number = std::tuple<const Parameter*, std::size_t, std::size_t, std::size_t>;
  /// Cells of one parameter that have their value from one place.
  struct Part {
    const Parameter* parameter = nullptr;
    Decided decided;
    std::vector<Cell> cells;
    double value() const { return parameter->values->at(cells[0]); }
    void put(double) const;
    /// Whether the number was refused by itself, whatever it has to go with.
    bool refused() const;
  };
  /// A constraint that does not hold, and what of.
  struct Broken {
    const Declared* mechanism = nullptr;
    const Constraint* constraint = nullptr;
    Cell asked;  ///< for which it does not hold
    std::vector<Part> parts;
    bool holds() const;
    std::vector<double> values() const;
    void put(const std::vector<double>&) const;
    /// Brings what was refused by itself into its range, but for one part (nullptr: all of it).
    void correct(const Part* but) const;
  };

  void check(const Declared&, std::size_t strategy);
  bool in_doubt(const Declared&, const Constraint&) const;
  std::vector<Broken> broken(const Declared&, const Constraint&, std::size_t strategy) const;
  /// Whether a constraint is about a value that is no number.
  bool unknown(const Declared&, const Constraint&, const Cell& asked) const;
  /// Whether it holds as soon as what was refused is in its range: then it is no further mistake.
  static bool follows_from_ranges(const Broken&);
  static std::vector<Number> numbers_of(const Broken&);
  /// Those of a parameter that a constraint is about when it is asked for one of its own.
  std::vector<Cell> cells(const Parameter&, const Constraint&, const Cell& asked) const;
  Decided decided_by(const Declared&, const Parameter&, const Cell&, std::size_t strategy) const;
  std::vector<Part> parts(const Declared&, const Constraint&, const Cell& asked,
                          std::size_t strategy) const;
  void tell(const Broken&);
  const Part& given_last(const Broken&) const;
  /// " in segment 'young'", where the rule is each segment's and the value does not say which.
  std::string in_segment(const Broken&, const Part&) const;
  /// The same for what is broken by values from the same places.
  std::string key(const Broken&) const;
  /// "must be from 0 to 40": the values that a part could have instead, while the others stay.
  static std::string range_of(const Part&, const Broken&);
  /// nullptr: it is the default.
  const Place* place_of(const Part&) const;
  /// As messages name the table: "[brand.rival.costs]".
  std::string table(const Broken&, const Part&) const;
  /// "'price' is 40 (default)" ...
  std::string others(const Broken&, const Part& but) const;
  /// "brand", "platform" or "segment": of what a part has several cells; empty where it has one.
  static std::string_view spanned(const Broken&, const Part&);
  /// Their names.
  std::string whose(const Broken&, const Part&) const;

  const Node& tree_;
  const Scenario& scenario_;
  FieldReader& fields_;
  const MechanismReader& mechanisms_;
  std::set<std::string> complaints_;  ///< rules and the places that broke them
};

}  // namespace rapport
