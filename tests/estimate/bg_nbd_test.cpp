// BG/NBD: printed values of the CDNOW customers, the paper's hypergeometric form, and conservation.
#include "analysis/estimate/targets/bg_nbd.hpp"

#include <cmath>
#include <stdexcept>

#include "analysis/estimate/targets/negative_binomial.hpp"
#include "tests/estimate/printed.hpp"

namespace rapport::targets {
namespace {

using testing::expect_printed;

constexpr BgNbd cdnow{0.243, 4.414, 0.793, 2.426};
constexpr BgNbd others[] = {cdnow, {2.0, 1.0, 0.4, 5.0}, {0.6, 20.0, 3.0, 1.5}};

/// Gauss's hypergeometric function by its series, 0 <= z < 1.
double hypergeometric(double a, double b, double c, double z) {
  double term = 1.0;
  double sum = 1.0;
  for (int k = 0; std::abs(term) > 1e-17 * std::abs(sum); ++k) {
    term *= (a + k) * (b + k) / ((c + k) * (k + 1)) * z;
    sum += term;
  }
  return sum;
}

/// Equation 9 of the paper; a must not be 1.
double published_mean(const BgNbd& m, double t) {
  return (m.a + m.b - 1) / (m.a - 1) *
         (1 - std::pow(m.alpha / (m.alpha + t), m.r) *
                  hypergeometric(m.r, m.b, m.a + m.b - 1, t / (m.alpha + t)));
}

TEST(BgNbd, has_the_printed_purchases_of_CDNOW) {
  struct Case {
    double weeks;
    const char* mean;
  };
  for (const Case& c : {Case{1, "0.053268"}, Case{2, "0.10339"}, Case{10, "0.432413"},
                        Case{39, "1.196723"}, Case{78, "1.860519"}}) {
    expect_printed(expected_purchases(cdnow, c.weeks), c.mean);
  }
  const char* shares[] = {"0.57379", "0.19940", "0.08543", "0.04586",
                          "0.02767", "0.01797", "0.01227"};
  for (int x = 0; x < 7; ++x) {
    expect_printed(purchases_share(cdnow, x, 39), shares[x]);
  }
}

TEST(BgNbd, expects_of_the_published_customer_what_is_published) {
  const BuyingHistory published{2, 30.43, 38.86};
  expect_printed(expected_ahead(cdnow, published, 39), "1.22603");
}

TEST(BgNbd, agrees_with_the_hypergeometric_form) {
  for (const BgNbd& model : others) {
    for (const double t : {0.01, 1.0, 10.0, 78.0, 400.0}) {
      const double published = published_mean(model, t);
      EXPECT_NEAR(expected_purchases(model, t), published, 1e-10 * published);
    }
  }
  // where that form divides by zero, its neighbours meet
  const double below = published_mean({0.5, 3.0, 1 - 1e-5, 2.0}, 20);
  const double above = published_mean({0.5, 3.0, 1 + 1e-5, 2.0}, 20);
  EXPECT_NEAR(expected_purchases({0.5, 3.0, 1.0, 2.0}, 20), 0.5 * (below + above), 1e-8);
}

TEST(BgNbd, shares_add_up_to_all_and_to_the_mean) {
  for (const BgNbd& model : others) {
    double all = 0.0;
    double mean = 0.0;
    for (int x = 0; x < 800; ++x) {
      const double share = purchases_share(model, x, 12);
      all += share;
      mean += x * share;
    }
    EXPECT_NEAR(all, 1.0, 1e-12);
    EXPECT_NEAR(mean, expected_purchases(model, 12), 1e-11);
  }
}

// What is expected after a period, over all histories, is what is expected of both periods less
// the first; here with histories that are known to the day.
TEST(BgNbd, expects_ahead_what_is_still_to_come) {
  const BgNbd model{0.8, 6.0, 0.7, 2.0};
  const double observed = 4.0;
  const double ahead = 9.0;
  constexpr int steps = 20000;
  double sum = purchases_share(model, 0, observed) * expected_ahead(model, {0, 0, observed}, ahead);
  // one purchase at t: density of stays + left, times what is expected of such a customer
  const auto density = [&](double t) {
    const double front = model.r * std::pow(model.alpha, model.r);
    const double stays =
        model.b / (model.a + model.b) * std::pow(model.alpha + observed, -(model.r + 1)) * front;
    const double left =
        model.a / (model.a + model.b) * std::pow(model.alpha + t, -(model.r + 1)) * front;
    return stays + left;
  };
  double one = 0.0;
  double one_ahead = 0.0;
  for (int i = 0; i < steps; ++i) {
    const double t = (i + 0.5) * observed / steps;
    one += density(t) * observed / steps;
    one_ahead += density(t) * expected_ahead(model, {1, t, observed}, ahead) * observed / steps;
  }
  EXPECT_NEAR(one, purchases_share(model, 1, observed), 1e-8);
  sum += one_ahead;
  // with more purchases, too, only those who stay buy again
  double stays = model.b / (model.a + model.b);
  for (int x = 2; x < 60; ++x) {
    stays *= (model.b + x - 1) / (model.a + model.b + x - 1);
    sum += stays * nbd_share({model.r * observed / model.alpha, model.r}, x) *
           expected_purchases({model.r + x, model.alpha + observed, model.a, model.b + x}, ahead);
  }
  EXPECT_NEAR(
      sum, expected_purchases(model, observed + ahead) - expected_purchases(model, observed), 1e-8);
}

TEST(BgNbd, of_customers_who_never_leave_is_the_negative_binomial) {
  const BgNbd loyal{0.5, 2.0, 1e-12, 1.0};
  EXPECT_NEAR(expected_purchases(loyal, 10), 2.5, 1e-9);
  EXPECT_NEAR(purchases_share(loyal, 1, 10), 0.5 * std::pow(6.0, -0.5) * 10.0 / 12.0, 1e-11);
  EXPECT_EQ(stays_probability(cdnow, {0, 0, 39}), 1.0);
  EXPECT_EQ(expected_purchases(cdnow, 0), 0.0);
  EXPECT_EQ(purchases_share(cdnow, 0, 0), 1.0);
}

TEST(BgNbd, doubts_who_is_silent_and_the_more_the_oftener_it_bought) {
  double before = 1.0;
  for (double last = 38; last > 0; last -= 1) {
    const double stays = stays_probability(cdnow, {3, last, 38.86});
    EXPECT_LT(stays, before);
    before = stays;
  }
  EXPECT_LT(stays_probability(cdnow, {10, 15, 38.86}), stays_probability(cdnow, {2, 15, 38.86}));
}

TEST(BgNbd, refuses_what_cannot_have_happened) {
  EXPECT_THROW(expected_purchases({0, 1, 1, 1}, 1), std::invalid_argument);
  EXPECT_THROW(expected_purchases(cdnow, -1), std::invalid_argument);
  EXPECT_THROW(purchases_share(cdnow, -1, 1), std::invalid_argument);
  EXPECT_THROW(stays_probability(cdnow, {1, 40, 39}), std::invalid_argument);
  EXPECT_THROW(stays_probability(cdnow, {1, 0, 39}), std::invalid_argument);
  EXPECT_THROW(stays_probability(cdnow, {0, 3, 39}), std::invalid_argument);
  EXPECT_THROW(stays_probability(cdnow, {0, 0, 0}), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::targets
