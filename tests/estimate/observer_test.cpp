// What an analyst concludes, against numbers worked out by hand.
#include "analysis/estimate/observer.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "analysis/estimate/distribution.hpp"
#include "analysis/estimate/splitmix.hpp"

namespace rapport::estimate {
namespace {

// With it 4, 6, 8 after 1, 2, 6: rises 3, 4, 2. Without it 1, 2, 3, 6 after 1, 1, 3, 3: rises 0, 1,
// 0, 3.
const std::vector<Observed> seven{{1, 4, true},  {1, 1, false}, {2, 6, true}, {1, 2, false},
                                  {3, 3, false}, {6, 8, true},  {3, 6, false}};

TEST(WithLessWithout, is_worked_out_by_hand) {
  // means 6 and 3, variances 4 and 14/3: 4/3 + 14/12 = 2.5
  const Interval found = with_less_without(seven);
  EXPECT_NEAR(found.mean, 3, 1e-12);
  EXPECT_NEAR(found.standard_error, std::sqrt(2.5), 1e-12);
  // (4/3 + 7/6)^2 / ((4/3)^2 / 2 + (7/6)^2 / 3) degrees = 6.25 / (8/9 + 49/108)
  const double degrees = 6.25 / (8.0 / 9 + 49.0 / 108);
  EXPECT_NEAR(found.high - 3, student_t_quantile(0.975, degrees) * std::sqrt(2.5), 1e-9);
}

TEST(DifferenceInDifferences, is_worked_out_by_hand) {
  // rises 3 and 1 in the mean, variances 1 and 2: 1/3 + 2/4 = 5/6
  const Interval found = difference_in_differences(seven);
  EXPECT_NEAR(found.mean, 2, 1e-12);
  EXPECT_NEAR(found.standard_error, std::sqrt(5.0 / 6), 1e-12);
  EXPECT_EQ(found.n, 3U);
}

TEST(DifferenceInDifferences, does_not_see_what_customers_always_were) {
  std::vector<Observed> other = seven;
  for (std::size_t i = 0; i < other.size(); ++i) {
    const double always = 10.0 * static_cast<double>(i);
    other[i].before += always;
    other[i].after += always;
  }
  const Interval was = difference_in_differences(seven);
  const Interval is = difference_in_differences(other);
  EXPECT_NEAR(is.mean, was.mean, 1e-12);
  EXPECT_NEAR(is.standard_error, was.standard_error, 1e-12);
  EXPECT_GT(std::abs(with_less_without(other).mean - 3), 1);
}

// Heavy buyers have it; it adds .5; everybody buys .2 more than before.
TEST(Analysts, differ_where_heavy_buyers_have_it) {
  const SplitMix64 random(7);
  std::vector<Observed> customers;
  std::uint64_t draw = 0;
  const auto u = [&] { return static_cast<double>(random.below(draw++, 1000000)) / 1e6; };
  for (int i = 0; i < 20000; ++i) {
    const double rate = 4 * u();
    const bool has = u() < rate / 8;
    customers.push_back({rate + u(), rate + u() + 0.2 + (has ? 0.5 : 0), has});
  }
  const Interval naive = with_less_without(customers);
  const Interval rise = difference_in_differences(customers);
  EXPECT_GT(naive.low, 1);  // rates of those who have it are 8/3 in the mean, of the others 16/9
  EXPECT_NEAR(naive.mean, 0.5 + 8.0 / 9, 0.1);
  EXPECT_NEAR(rise.mean, 0.5, 4 * rise.standard_error);
  for (Observed& one : customers) {  // given by luck alone, the first is a test
    const bool offered = u() < 0.5;
    one.after += (offered ? 0.5 : 0) - (one.has ? 0.5 : 0);
    one.has = offered;
  }
  const Interval test = with_less_without(customers);
  EXPECT_NEAR(test.mean, 0.5, 4 * test.standard_error);
}

TEST(Analysts, know_nothing_where_nobody_has_it) {
  const std::vector<Observed> none{{1, 2, false}, {3, 5, false}};
  EXPECT_EQ(with_less_without(none).high, std::numeric_limits<double>::infinity());
  EXPECT_EQ(difference_in_differences(none).low, -std::numeric_limits<double>::infinity());
}

TEST(Analysts, refuse_what_is_not_finite) {
  std::vector<Observed> bad = seven;
  bad[0].after = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(with_less_without(bad), std::invalid_argument);
  EXPECT_THROW(difference_in_differences(bad), std::invalid_argument);
  EXPECT_THROW(with_less_without(seven, 1.5), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::estimate
