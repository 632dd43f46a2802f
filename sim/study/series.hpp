// What a study measured, by measure, strategy, replicate, brand, platform and week; and its totals.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/study/study.hpp"

namespace rapport {

/// How a measure's weeks make its total.
enum class Totals : std::uint8_t {
  sum,      ///< a flow: what happened in the week
  last,     ///< a stock or level: as of the week's end
  ratio,    ///< total over total
  quantile  ///< of all weeks' values together
};

struct Measure {
  MeasureInfo about;
  Totals totals = Totals::sum;
  std::string over;               ///< of a ratio
  std::string under;              ///< of a ratio
  double under_units = 1;         ///< of a ratio: the numerator's units in one of the denominator's
  double share = 0.5;             ///< of a quantile
  std::vector<std::string> bins;  ///< of a quantile
  std::vector<double> starts;     ///< of a quantile: where its bins start
  std::size_t parts = 1;          ///< platforms, or 1 for a measure of the brand; or segments
  std::vector<double> values;     ///< [strategy][replicate][brand][part][week]; NaN = missing (0/0)
};

/// "vanity", "business", "operations" or "diffusion".
std::string_view name_of(Ladder);

/// Of a ratio, by the names of other measures: "solved / answered", "busy_seconds / (60 x
/// staff_minutes)".
std::string formula(const Measure&);

/// What the measure of an entry of the books is called: "revenue", "cost_wages".
std::string measure_name(const EntryInfo&);

/// All that a study of this model measures, in the order of a Series, without values.
std::vector<Measure> measures_of(const std::shared_ptr<const Model>&, bool census = true);

class Series {
 public:
  Series(const StudySpec&, const StudyResult&);

  const std::vector<Measure>& measures() const { return measures_; }
  /// Counts and stocks by what segment they are of: the parts are the segments, and after them what
  /// no customer did or is. Empty where all customers are alike.
  const std::vector<Measure>& by_segment() const { return by_segment_; }
  /// nullptr when there is none of this name.
  const Measure* find(std::string_view name) const;
  std::span<const double> weekly(const Measure&, std::size_t strategy, std::size_t replicate,
                                 BrandId, std::size_t part = 0) const;
  /// Over all weeks and platforms.
  double total(const Measure&, std::size_t strategy, std::size_t replicate, BrandId) const;
  /// One total a replicate.
  std::vector<double> totals(const Measure&, std::size_t strategy, BrandId) const;
  /// The week's value over platforms, one a replicate.
  std::vector<double> in_week(const Measure&, std::size_t strategy, BrandId,
                              std::size_t week) const;

  std::size_t strategies() const { return strategies_; }
  std::size_t replicates() const { return replicates_; }
  std::size_t brands() const { return brands_; }
  std::size_t platforms() const { return platforms_; }
  std::size_t weeks() const { return weeks_; }

 private:
  std::size_t place(const Measure& m, std::size_t strategy, std::size_t replicate,
                    std::size_t brand, std::size_t part) const {
    return (((strategy * replicates_ + replicate) * brands_ + brand) * m.parts + part) * weeks_;
  }
  Measure blank(MeasureInfo about, Totals totals, std::size_t parts) const;
  Measure& add(MeasureInfo about, Totals totals, std::size_t parts);
  /// Every week's value(record, brand, part).
  template <class Value>
  void fill(Measure&, const StudyResult&, const Value& value) const;
  /// Of neighbouring places of a week's counts, all slices of each.
  double sum_of_counts(const WeekRecord&, std::size_t first, std::size_t places) const;
  void add_counters(const StudyResult&, const Layout&);
  void add_stocks(const StudyResult&, const Layout&);
  void add_segments(const StudyResult&, const Layout&, bool census);
  void add_money(const StudyResult&, const Layout&);
  void add_ratios(const Layout&);
  void add_quantiles(const Layout&);
  void add_lifetime_value(const StudySpec&);

  std::size_t strategies_, replicates_, brands_, platforms_, weeks_;
  std::size_t segments_, slices_;
  std::vector<Measure> measures_;
  std::vector<Measure> by_segment_;
};

}  // namespace rapport
