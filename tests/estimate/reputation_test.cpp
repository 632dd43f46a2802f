// Beta reputation: printed values, and where going on and on ends.
#include "analysis/estimate/targets/reputation.hpp"

#include <cmath>
#include <stdexcept>

#include "tests/estimate/printed.hpp"

namespace rapport::targets {
namespace {

using testing::expect_printed;

TEST(Reputation, has_the_printed_values) {
  expect_printed(settled_reputation(0.9, 0.8), "0.750000");
  expect_printed(settled_reputation(0.95, 0.8), "0.772727");
  expect_printed(settled_reputation(0.99, 0.8), "0.794118");
}

TEST(Reputation, is_where_means_of_the_ledger_settle) {
  for (const double forgetting : {0.0, 0.5, 0.9, 0.99}) {
    for (const double success : {0.0, 0.3, 0.8, 1.0}) {
      double kept = 0.0;
      double broken = 0.0;
      for (int event = 0; event < 5000; ++event) {
        kept = forgetting * kept + success;
        broken = forgetting * broken + 1.0 - success;
      }
      EXPECT_NEAR(settled_reputation(forgetting, success), (kept + 1) / (kept + broken + 2), 1e-13);
    }
  }
}

TEST(Reputation, lies_between_indifference_and_success) {
  for (double forgetting = 0.0; forgetting < 1.0; forgetting += 0.01) {
    EXPECT_EQ(settled_reputation(forgetting, 0.5), 0.5);
    EXPECT_GT(settled_reputation(forgetting, 0.8), 0.5);
    EXPECT_LT(settled_reputation(forgetting, 0.8), 0.8);
  }
  EXPECT_NEAR(settled_reputation(1.0 - 1e-12, 0.8), 0.8, 1e-11);
}

TEST(Reputation, refuses_endless_memory) {
  EXPECT_THROW(settled_reputation(1.0, 0.5), std::invalid_argument);
  EXPECT_THROW(settled_reputation(0.5, 1.1), std::invalid_argument);
  EXPECT_THROW(settled_reputation(std::nan(""), 0.5), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::targets
