// Joining by buying: against sums over the negative binomial law, and its limits.
#include "analysis/estimate/targets/joining.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace rapport::targets {
namespace {

// Who bought n times has the rate (k + n) / (k + m) x m in the mean, before as after.
TEST(Joining, is_what_sums_over_the_negative_binomial_law_are) {
  for (const NegativeBinomial law : {NegativeBinomial{5.979, 0.778816}, NegativeBinomial{1.5, 3}}) {
    for (const double chance : {0.03, 0.4}) {
      const auto stays = [&](int n) { return std::pow(1 - chance, n); };
      const auto rate = [&](int n) { return law.mean * (law.shape + n) / (law.shape + law.mean); };
      const double out = nbd_mean(law, stays);
      const double others = nbd_mean(law, [&](int n) { return n * stays(n); }) / out;
      const double others_before = nbd_mean(law, [&](int n) { return rate(n) * stays(n); }) / out;
      const Joining found = joining_by_buying(law, chance);
      EXPECT_NEAR(found.others, others, 1e-10);
      EXPECT_NEAR(found.others_before, others_before, 1e-10);
      EXPECT_NEAR(found.joiners, (law.mean - others * out) / (1 - out), 1e-10);
      EXPECT_NEAR(found.joiners_before, (law.mean - others_before * out) / (1 - out), 1e-10);
    }
  }
}

// A rare event picks by rate: before, joiners bought as followers do, and then once more.
TEST(Joining, is_the_fan_fallacy_and_one_purchase_where_it_is_rare) {
  const NegativeBinomial law{6, 0.778816};
  const Joining rare = joining_by_buying(law, 1e-7);
  EXPECT_NEAR(rare.joiners_before / law.mean, 1 + (1 / law.shape), 1e-5);
  EXPECT_NEAR(rare.joiners - law.mean / law.shape - law.mean, 1, 1e-5);
  EXPECT_NEAR(rare.difference_in_differences(), 1, 1e-5);
}

TEST(Joining, shows_naive_analysts_more_than_differences_and_these_more_than_nothing) {
  for (const double shape : {0.1, 0.778816, 5.0}) {
    for (const double chance : {0.001, 0.03, 0.5}) {
      const Joining found = joining_by_buying({4, shape}, chance);
      EXPECT_GT(found.with_less_without(), found.difference_in_differences());
      EXPECT_GT(found.difference_in_differences(), 0);
    }
  }
}

TEST(Joining, refuses_what_is_no_law_or_no_chance) {
  EXPECT_THROW(joining_by_buying({0, 1}, 0.1), std::invalid_argument);
  EXPECT_THROW(joining_by_buying({1, 0}, 0.1), std::invalid_argument);
  EXPECT_THROW(joining_by_buying({1, 1}, 0), std::invalid_argument);
  EXPECT_THROW(joining_by_buying({1, 1}, 1), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::targets
