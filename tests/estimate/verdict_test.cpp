// The sentences, the separators and present values.
#include "analysis/estimate/verdict.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace rapport::estimate {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(Verdict, names_the_strategy_that_pays) {
  EXPECT_EQ(verdict("existing", "living", {-1234.2, -1500.4, -968.0, 120.0, 16}, "GBP", 52),
            "living earned 1,234 GBP less than existing over 52 weeks (95 % interval -1,500 to "
            "-968; 16 paired replicates): existing pays here.");
  EXPECT_EQ(
      verdict("existing", "living", {1234567.0, 1000000.0, 1469134.0, 1.0, 8}, "EUR", 1, 0.9),
      "living earned 1,234,567 EUR more than existing over 1 week (90 % interval 1,000,000 to "
      "1,469,134; 8 paired replicates): living pays here.");
}

TEST(Verdict, says_when_it_cannot_tell) {
  EXPECT_EQ(verdict("existing", "living", {55.0, -310.0, 420.0, 100.0, 16}, "GBP", 52),
            "can't tell which earns more over 52 weeks, existing or living: the 95 % interval of "
            "the difference runs from -310 to 420 GBP (16 paired replicates).");
  EXPECT_EQ(verdict("existing", "living", {-50.0, -infinity, infinity, infinity, 1}, "GBP", 52),
            "can't tell which earns more from one paired replicate (in it living earned 50.00 GBP "
            "less than existing over 52 weeks): at least two are needed.");
  EXPECT_EQ(verdict("a", "b", {0.0, -infinity, infinity, infinity, 0}, "GBP", 52),
            "can't tell which earns more, a or b: there are no paired replicates.");
}

TEST(Verdict, says_when_nothing_differed) {
  EXPECT_EQ(verdict("existing", "living", {0.0, 0.0, 0.0, 0.0, 4}, "GBP", 52),
            "living and existing earned the same over 52 weeks in each of 4 paired replicates.");
}

TEST(Verdict, of_unpaired_replicates_says_so) {
  EXPECT_EQ(
      unpaired_verdict("a:existing", "b:living", {-1234.2, -1500.4, -968.0, 120.0, 8}, "GBP", 52),
      "b:living earned 1,234 GBP less than a:existing over 52 weeks (95 % interval -1,500 to -968; "
      "8 or more replicates of each, unpaired): a:existing pays here.");
  EXPECT_EQ(unpaired_verdict("a", "b", {-50.0, -infinity, infinity, infinity, 1}, "GBP", 52),
            "can't tell which earns more, a or b: at least two replicates of each are needed.");
  EXPECT_EQ(unpaired_verdict("a", "b", {0.0, 0.0, 0.0, 0.0, 4}, "GBP", 52),
            "b and a earned the same over 52 weeks in every replicate.");
}

TEST(Verdict, an_end_that_touches_zero_cannot_tell_and_a_near_miss_shows_its_cents) {
  EXPECT_EQ(verdict("a", "b", {200.0, 0.0, 400.0, 90.0, 5}, "GBP", 2).substr(0, 10), "can't tell");
  EXPECT_EQ(verdict("a", "b", {200.0, 0.31, 399.69, 90.0, 5}, "GBP", 2),
            "b earned 200.00 GBP more than a over 2 weeks (95 % interval 0.31 to 399.69; 5 paired "
            "replicates): b pays here.");
}

TEST(Money, separates_thousands_and_never_writes_minus_zero) {
  EXPECT_EQ(money(0.0), "0");
  EXPECT_EQ(money(-0.4), "0");
  EXPECT_EQ(money(999.0), "999");
  EXPECT_EQ(money(999.6), "1,000");
  EXPECT_EQ(money(-1234567.891, 2), "-1,234,567.89");
  EXPECT_EQ(money(0.05, 2), "0.05");
  EXPECT_EQ(money(123456.0), "123,456");
  EXPECT_EQ(money(-infinity), "-infinity");
  EXPECT_EQ(money(1e300).size(), 301U + 100U);
  EXPECT_EQ(percent(0.95), "95 %");
  EXPECT_EQ(percent(0.999), "99.9 %");
  EXPECT_EQ(percent(0.9), "90 %");
}

TEST(PresentValue, has_the_closed_form_of_an_annuity) {
  const std::vector<double> weekly(104, 100.0);
  const double factor = std::pow(1.08, -1.0 / 52.0);
  const double expected = 100.0 * factor * (1.0 - std::pow(factor, 104)) / (1.0 - factor);
  EXPECT_NEAR(present_value(weekly, 0.08), expected, 1e-8);
  EXPECT_NEAR(present_value(weekly, 0.0), 10400.0, 1e-9);
  std::vector<double> late(52, 0.0);
  late.back() = 108.0;
  EXPECT_NEAR(present_value(late, 0.08), 100.0, 1e-10);
  EXPECT_EQ(present_value({}, 0.08), 0.0);
  EXPECT_THROW(present_value(weekly, -1.0), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::estimate
