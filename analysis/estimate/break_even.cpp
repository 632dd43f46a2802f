// Break-even by algebra, with Fieller's set: with numerator N and denominator D by replicate, all v
// with (mean N - v mean D)^2 <= t^2 var(N - v D) / n, that is A v^2 - 2 B v + C <= 0 where
//   A = mean D^2 - t^2 var D / n, B = mean N mean D - t^2 cov / n, C = mean N^2 - t^2 var N / n.
// Tests hold it to closed forms and to the t interval of the gain at the ends of the set.
#include "analysis/estimate/break_even.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "analysis/estimate/distribution.hpp"
#include "analysis/estimate/verdict.hpp"

namespace rapport::estimate {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Quadratic {
  double a = 0.0;
  double b = 0.0;
  double c = 0.0;
};

double mean_of(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double value : values) {
    sum += value;
  }
  return values.empty() ? 0.0 : sum / static_cast<double>(values.size());
}

double covariance(const std::vector<double>& x, const std::vector<double>& y) {
  const double x_mean = mean_of(x);
  const double y_mean = mean_of(y);
  double sum = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    sum += (x[i] - x_mean) * (y[i] - y_mean);
  }
  return sum / (static_cast<double>(x.size()) - 1.0);
}

void set_half_line(BreakEven& result, const Quadratic& q) {
  if (q.b == 0.0) {
    result.kind = q.c <= 0.0 ? SetKind::everything : SetKind::empty;
    result.low = q.c <= 0.0 ? -infinity : infinity;
    result.high = -result.low;
    return;
  }
  const double end = q.c / (2.0 * q.b);
  result.kind = SetKind::half_line;
  result.low = q.b > 0.0 ? end : -infinity;
  result.high = q.b > 0.0 ? infinity : end;
}

void set_fieller(BreakEven& result, const Quadratic& q) {
  if (q.a == 0.0) {
    set_half_line(result, q);
    return;
  }
  const double discriminant = q.b * q.b - q.a * q.c;
  if (q.a < 0.0 && discriminant <= 0.0) {
    result.kind = SetKind::everything;
    result.low = -infinity;
    result.high = infinity;
    return;
  }
  // With a > 0 the estimate itself is in the set: a negative discriminant is rounding.
  const double root = std::sqrt(std::max(discriminant, 0.0));
  const double far = q.b + std::copysign(root, q.b);
  const double one = far / q.a;
  const double other = far == 0.0 ? 0.0 : q.c / far;
  result.kind = q.a > 0.0 ? SetKind::interval : SetKind::outside;
  result.low = std::min(one, other);
  result.high = std::max(one, other);
}

BreakEven ratio(const std::vector<double>& numerator, const std::vector<double>& denominator,
                double confidence) {
  BreakEven result;
  result.n = numerator.size();
  const double top = mean_of(numerator);
  const double bottom = mean_of(denominator);
  if (bottom != 0.0) {
    result.value = top / bottom;
  }
  if (result.n >= 2) {
    const double n = static_cast<double>(result.n);
    const double t = student_t_quantile(0.5 + 0.5 * confidence, n - 1.0);
    const double weight = t * t / n;
    set_fieller(result, {bottom * bottom - weight * covariance(denominator, denominator),
                         top * bottom - weight * covariance(numerator, denominator),
                         top * top - weight * covariance(numerator, numerator)});
  }
  return result;
}

// Where fixed + slope v > 0 among v >= 0.
Pays where_positive(double fixed, double slope) {
  if (slope > 0.0) {
    return fixed >= 0.0 ? Pays::always : Pays::above;
  }
  if (slope < 0.0) {
    return fixed > 0.0 ? Pays::below : Pays::never;
  }
  return fixed > 0.0 ? Pays::always : Pays::never;
}

void require_spans(std::span<const double> units, std::span<const double> hours,
                   std::span<const double> other, double price, double confidence) {
  if (units.size() != hours.size() || units.size() != other.size()) {
    throw std::invalid_argument("a break-even needs one entry of each kind per replicate");
  }
  const auto finite = [](double v) { return std::isfinite(v); };
  if (!std::all_of(units.begin(), units.end(), finite) ||
      !std::all_of(hours.begin(), hours.end(), finite) ||
      !std::all_of(other.begin(), other.end(), finite) || !finite(price)) {
    throw std::invalid_argument("a break-even needs finite values");
  }
  if (!(confidence > 0.0 && confidence < 1.0)) {
    throw std::invalid_argument("a confidence must be above 0 and below 1");
  }
}

std::string set_clause(const BreakEven& b, double confidence) {
  const std::string level = percent(confidence) + " ";
  switch (b.kind) {
    case SetKind::interval:
      return level + "interval " + money(b.low, 2) + " to " + money(b.high, 2);
    case SetKind::half_line:
      return std::isinf(b.low) ? level + "interval " + money(b.high, 2) + " or less"
                               : level + "interval " + money(b.low, 2) + " or more";
    case SetKind::outside:
      return level + "set: up to " + money(b.low, 2) + " or from " + money(b.high, 2) +
             " on, so the replicates do not pin it down";
    case SetKind::everything:
      return "the replicates exclude no value";
    case SetKind::empty:
      break;
  }
  return "no value balances the two";
}

}  // namespace

BreakEven break_even_margin(std::span<const double> delta_units,
                            std::span<const double> delta_hours,
                            std::span<const double> delta_other, double wage, double confidence) {
  require_spans(delta_units, delta_hours, delta_other, wage, confidence);
  std::vector<double> cost(delta_units.size());
  for (std::size_t i = 0; i < cost.size(); ++i) {
    cost[i] = wage * delta_hours[i] + delta_other[i];
  }
  const std::vector<double> units(delta_units.begin(), delta_units.end());
  BreakEven result = ratio(cost, units, confidence);
  result.pays = where_positive(-mean_of(cost), mean_of(units));
  return result;
}

BreakEven break_even_wage(std::span<const double> delta_units, std::span<const double> delta_hours,
                          std::span<const double> delta_other, double margin, double confidence) {
  require_spans(delta_units, delta_hours, delta_other, margin, confidence);
  std::vector<double> surplus(delta_units.size());
  for (std::size_t i = 0; i < surplus.size(); ++i) {
    surplus[i] = margin * delta_units[i] - delta_other[i];
  }
  const std::vector<double> hours(delta_hours.begin(), delta_hours.end());
  BreakEven result = ratio(surplus, hours, confidence);
  result.pays = where_positive(mean_of(surplus), -mean_of(hours));
  return result;
}

std::string describe(const BreakEven& break_even, std::string_view strategy, std::string_view what,
                     std::string_view unit, double confidence) {
  const std::string who(strategy);
  // prices are not negative: a set that lies below zero leaves no doubt, and would only confuse
  const bool beyond_doubt =
      (break_even.kind == SetKind::interval || break_even.kind == SetKind::half_line) &&
      break_even.high < 0.0;
  const std::string tail = " (" + set_clause(break_even, confidence) + ")";
  if (break_even.kind == SetKind::everything) {
    return "can't tell at which " + std::string(what) + " " + who + " pays" + tail;
  }
  switch (break_even.pays) {
    case Pays::never:
      return who + " pays at no " + std::string(what) + " here" + (beyond_doubt ? "" : tail);
    case Pays::always:
      return who + " pays at every " + std::string(what) + " from zero up" +
             (beyond_doubt ? "" : tail);
    case Pays::above:
    case Pays::below:
      break;
  }
  return who + (break_even.pays == Pays::above ? " pays above a " : " pays below a ") +
         std::string(what) + " of " + money(break_even.value.value_or(0.0), 2) + " " +
         std::string(unit) + tail;
}

}  // namespace rapport::estimate
