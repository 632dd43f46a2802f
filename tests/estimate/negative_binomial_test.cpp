// NBD: printed values of a toothpaste market, its limits, and what followers seem to be worth.
#include "analysis/estimate/targets/negative_binomial.hpp"

#include <cmath>
#include <stdexcept>

#include "tests/estimate/printed.hpp"

namespace rapport::targets {
namespace {

using testing::expect_printed;

const NegativeBinomial toothpaste{1.456, nbd_shape(1.456, 0.56)};

TEST(NegativeBinomial, has_the_printed_shape_and_shares_of_a_category) {
  expect_printed(toothpaste.shape, "0.778816");
  const char* shares[] = {"0.44000", "0.22326", "0.12937", "0.07807", "0.04805",
                          "0.02992", "0.01877", "0.01185", "0.00750", "0.00477"};
  double rest = 1.0;
  for (int n = 0; n < 10; ++n) {
    expect_printed(nbd_share(toothpaste, n), shares[n]);
    rest -= nbd_share(toothpaste, n);
  }
  expect_printed(rest, "0.00844");
}

TEST(NegativeBinomial, has_the_printed_repeat_and_heaviest_fifth) {
  struct Case {
    NegativeBinomial law;
    const char *penetration = "", *repeat = "", *heaviest = "";
  };
  for (const Case& c : {Case{toothpaste, "0.56000", "0.74587", "0.5647"},
                        Case{{0.5, 0.5}, "0.29289", "0.55698", "0.6498"},
                        Case{{2.0, 0.5}, "0.55279", "0.79399", "0.6498"}}) {
    expect_printed(nbd_penetration(c.law), c.penetration);
    expect_printed(nbd_repeat(c.law), c.repeat);
    expect_printed(heaviest_share(c.law.shape, 0.2), c.heaviest);
  }
}

TEST(NegativeBinomial, shares_add_up_to_all_and_to_mean_and_variance) {
  for (const NegativeBinomial& law :
       {toothpaste, NegativeBinomial{0.01, 3.0}, NegativeBinomial{40.0, 0.2},
        NegativeBinomial{30.0, 20.0}, NegativeBinomial{5.0, 1e6}}) {
    EXPECT_NEAR(nbd_mean(law, [](int) { return 1.0; }), 1.0, 1e-12);
    const double mean = nbd_mean(law, [](int n) { return double(n); });
    EXPECT_NEAR(mean, law.mean, 1e-11 * law.mean);
    double squares = 0.0;
    for (int n = 0; n < 20000; ++n) {
      squares += (n - law.mean) * (n - law.mean) * nbd_share(law, n);
    }
    const double variance = law.mean + law.mean * law.mean / law.shape;
    EXPECT_NEAR(squares, variance, 1e-8 * variance);
  }
}

TEST(NegativeBinomial, of_customers_who_are_all_alike_is_Poisson) {
  const NegativeBinomial alike{2.0, 1e9};
  for (int n = 0; n < 8; ++n) {
    EXPECT_NEAR(nbd_share(alike, n), std::exp(-2.0) * std::pow(2.0, n) / std::tgamma(n + 1.0),
                1e-6);
  }
  EXPECT_NEAR(nbd_repeat(alike), nbd_penetration(alike), 1e-8);  // no habit to tell
}

TEST(NegativeBinomial, finds_the_shape_that_it_came_from) {
  for (const double shape : {0.02, 0.3, 1.0, 7.0}) {
    for (const double mean : {0.05, 1.0, 30.0}) {
      EXPECT_NEAR(nbd_shape(mean, nbd_penetration({mean, shape})), shape, 1e-6 * shape);
    }
  }
}

TEST(HeaviestShare, has_the_closed_form_of_shape_one_and_is_all_of_all) {
  for (const double top : {0.01, 0.2, 0.5, 0.9}) {
    EXPECT_NEAR(heaviest_share(1.0, top), top - top * std::log(top), 1e-13);  // exponential
  }
  EXPECT_NEAR(heaviest_share(0.779, 1.0), 1.0, 1e-14);
  double before = 1.0;
  for (double shape = 0.01; shape < 500; shape *= 1.7) {
    const double share = heaviest_share(shape, 0.2);
    EXPECT_LT(share, before);  // the more alike, the less
    EXPECT_GT(share, 0.2);
    before = share;
  }
}

TEST(Followers, seem_worth_more_by_the_printed_factor_though_following_does_nothing) {
  expect_printed(followers_over_average(toothpaste.shape), "2.2840");
  expect_printed(followers_over_average(0.243), "5.1152");
  EXPECT_EQ(followers_over_average(0.7, 0.0), 1.0);  // who follows is a matter of chance
  // chance of following ~ rate: the mean of rates, weighted by themselves (size bias)
  const NegativeBinomial law{3.0, 0.7};
  const double squares = law.mean * law.mean * (1.0 + 1.0 / law.shape);
  EXPECT_NEAR(followers_over_average(law.shape), squares / (law.mean * law.mean), 1e-14);
}

TEST(NegativeBinomial, refuses_what_is_no_market) {
  EXPECT_THROW(nbd_share({0.0, 1.0}, 0), std::invalid_argument);
  EXPECT_THROW(nbd_share({1.0, 1.0}, -1), std::invalid_argument);
  EXPECT_THROW(nbd_penetration({1.0, std::nan("")}), std::invalid_argument);
  EXPECT_THROW(nbd_shape(1.0, 0.64), std::invalid_argument);  // 1 - 1/e = 0.632
  EXPECT_THROW(over(toothpaste, 0.0), std::invalid_argument);
  EXPECT_THROW(heaviest_share(1.0, 0.0), std::invalid_argument);
  EXPECT_THROW(followers_over_average(0.0), std::invalid_argument);
  EXPECT_THROW(nbd_mean({5000.0, 900.0}, [](int) { return 1.0; }), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::targets
