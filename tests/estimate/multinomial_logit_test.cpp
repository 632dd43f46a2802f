// Logit shares: printed values, elasticities against differences.
#include "analysis/estimate/targets/multinomial_logit.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "tests/estimate/printed.hpp"

namespace rapport::targets {
namespace {

using testing::expect_printed;
const std::vector<double> four{1.0, 0.5, 0.0, -0.5};

TEST(MultinomialLogit, has_the_printed_shares_and_elasticities) {
  const std::vector<double> shares = logit_shares(four);
  const char* printed[] = {"0.455054", "0.276004", "0.167405", "0.101536"};
  const char* elasticities[] = {"0.544946", "0.723996", "0.832595", "0.898464"};
  for (std::size_t i = 0; i < 4; ++i) {
    expect_printed(shares[i], printed[i]);
    expect_printed(own_elasticity(shares[i], 1.0), elasticities[i]);
  }
}

TEST(MultinomialLogit, shares_add_up_and_do_not_mind_what_all_have) {
  std::vector<double> moved = four;
  for (double& utility : moved) {
    utility += 5000.0;
  }
  double all = 0.0;
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(logit_shares(moved)[i], logit_shares(four)[i], 1e-12);
    all += logit_shares(four)[i];
  }
  EXPECT_NEAR(all, 1.0, 1e-15);
  EXPECT_EQ(logit_shares(std::vector{3.0}).front(), 1.0);
  EXPECT_EQ(logit_shares(std::vector{-2.0, -2.0}).front(), 0.5);
}

// Who else there is does not change the odds of two.
TEST(MultinomialLogit, is_independent_of_irrelevant_alternatives) {
  const auto all = logit_shares(four);
  const auto two = logit_shares(std::vector{1.0, 0.5});
  EXPECT_NEAR(all[0] / all[1], two[0] / two[1], 1e-14);
}

TEST(MultinomialLogit, elasticities_are_what_a_small_change_does) {
  const double contribution = 0.7;  // of an attribute that grows by a millionth
  std::vector<double> more = four;
  more[1] += contribution * 1e-6;
  const auto before = logit_shares(four);
  const auto after = logit_shares(more);
  EXPECT_NEAR(std::log(after[1] / before[1]) / 1e-6, own_elasticity(before[1], contribution), 1e-6);
  EXPECT_NEAR(std::log(after[2] / before[2]) / 1e-6, cross_elasticity(before[1], contribution),
              1e-6);
}

TEST(MultinomialLogit, refuses_what_is_no_choice) {
  EXPECT_THROW(logit_shares({}), std::invalid_argument);
  EXPECT_THROW(logit_shares(std::vector{1.0, std::numeric_limits<double>::infinity()}),
               std::invalid_argument);
  EXPECT_THROW(own_elasticity(1.1, 1), std::invalid_argument);
  EXPECT_THROW(cross_elasticity(-0.1, 1), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::targets
