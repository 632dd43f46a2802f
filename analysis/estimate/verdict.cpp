// The sentence that ends a comparison, and present values.
#include "analysis/estimate/verdict.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace rapport::estimate {
namespace {

// Whole money reads best; cents only where whole numbers would hide what is being said.
int decimals_for(const Interval& d) {
  const double largest = std::max({std::abs(d.mean), std::abs(d.low), std::abs(d.high)});
  const double nearest = std::min(std::abs(d.low), std::abs(d.high));
  const bool tells = d.low > 0.0 || d.high < 0.0;
  return largest < 100.0 || (tells && nearest < 1.0) ? 2 : 0;
}

std::string over_weeks(int weeks) {
  return " over " + money(weeks) + (weeks == 1 ? " week" : " weeks");
}

std::string more_or_less(std::string_view first, std::string_view second, const Interval& d,
                         std::string_view currency, int decimals) {
  return std::string(second) + " earned " + money(std::abs(d.mean), decimals) + " " +
         std::string(currency) + (d.mean < 0.0 ? " less than " : " more than ") +
         std::string(first);
}

/// Of two replicates or more: who pays, or that nobody can tell. `replicates`: "16 paired
/// replicates".
std::string conclusion(std::string_view first, std::string_view second, const Interval& d,
                       std::string_view currency, int weeks, double confidence,
                       const std::string& replicates) {
  const int decimals = decimals_for(d);
  const std::string range = money(d.low, decimals) + " to " + money(d.high, decimals);
  if (d.low <= 0.0 && d.high >= 0.0) {
    return "can't tell which earns more" + over_weeks(weeks) + ", " + std::string(first) + " or " +
           std::string(second) + ": the " + percent(confidence) +
           " interval of the difference runs from " + range + " " + std::string(currency) + " (" +
           replicates + ").";
  }
  return more_or_less(first, second, d, currency, decimals) + over_weeks(weeks) + " (" +
         percent(confidence) + " interval " + range + "; " + replicates +
         "): " + std::string(d.mean < 0.0 ? first : second) + " pays here.";
}

}  // namespace

std::string money(double amount, int decimals) {
  if (!std::isfinite(amount)) {
    return std::isnan(amount) ? "unknown" : amount > 0.0 ? "infinity" : "-infinity";
  }
  std::array<char, 352> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), std::abs(amount),
                                 std::chars_format::fixed, std::clamp(decimals, 0, 9));
  std::string text(digits.data(), end.ptr);
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  const std::size_t whole = std::min(text.find('.'), text.size());
  for (std::size_t place = whole; place > 3; place -= 3) {
    text.insert(place - 3, 1, ',');
  }
  return amount < 0.0 && !zero ? "-" + text : text;
}

std::string percent(double share) {
  std::string text = money(100.0 * share, 6);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') {
    text.pop_back();
  }
  return text + " %";
}

std::string verdict(std::string_view first, std::string_view second, const Interval& difference,
                    std::string_view currency, int weeks, double confidence) {
  const std::string pairs = money(static_cast<double>(difference.n)) + " paired replicates";
  if (difference.n == 0) {
    return "can't tell which earns more, " + std::string(first) + " or " + std::string(second) +
           ": there are no paired replicates.";
  }
  if (difference.n == 1) {
    const int cents = std::abs(difference.mean) < 100.0 ? 2 : 0;
    return "can't tell which earns more from one paired replicate (in it " +
           more_or_less(first, second, difference, currency, cents) + over_weeks(weeks) +
           "): at least two are needed.";
  }
  if (difference.low == 0.0 && difference.high == 0.0) {
    return std::string(second) + " and " + std::string(first) + " earned the same" +
           over_weeks(weeks) + " in each of " + pairs + ".";
  }
  return conclusion(first, second, difference, currency, weeks, confidence, pairs);
}

std::string unpaired_verdict(std::string_view first, std::string_view second,
                             const Interval& difference, std::string_view currency, int weeks,
                             double confidence) {
  if (difference.n < 2) {
    return "can't tell which earns more, " + std::string(first) + " or " + std::string(second) +
           ": at least two replicates of each are needed.";
  }
  if (difference.low == 0.0 && difference.high == 0.0) {
    return std::string(second) + " and " + std::string(first) + " earned the same" +
           over_weeks(weeks) + " in every replicate.";
  }
  return conclusion(
      first, second, difference, currency, weeks, confidence,
      money(static_cast<double>(difference.n)) + " or more replicates of each, unpaired");
}

double present_value(std::span<const double> weekly_amounts, double yearly_rate) {
  if (!(yearly_rate > -1.0) || std::isinf(yearly_rate)) {
    throw std::invalid_argument("a yearly rate must be finite and above -1");
  }
  const double log_growth = std::log1p(yearly_rate) / 52.0;
  double worth = 0.0;
  for (std::size_t i = 0; i < weekly_amounts.size(); ++i) {
    worth += weekly_amounts[i] * std::exp(-log_growth * static_cast<double>(i + 1));
  }
  return worth;
}

}  // namespace rapport::estimate
