// The fit of BG/NBD: slopes against differences, made-up cohorts whose numbers are known, and the
// sample of CDNOW customers (RAPPORT_DATA) whose published numbers it must find. The weeks after
// the 39th are kept for other hands.
#include "analysis/estimate/targets/bg_nbd_fit.hpp"

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include "analysis/estimate/splitmix.hpp"
#include "analysis/estimate/targets/gamma_law.hpp"
#include "analysis/predict/cohort.hpp"
#include "tests/estimate/printed.hpp"

namespace rapport::targets {
namespace {

using testing::expect_printed;

/// A cohort of the model, each looked at for 26 to 39 weeks.
std::vector<BuyingHistory> made_up(const BgNbd& model, int customers, std::uint64_t seed) {
  const estimate::SplitMix64 luck(seed);
  std::uint64_t drawn = 0;
  const auto fraction = [&] { return luck.fraction(drawn++); };
  const auto gamma = [&](double shape) { return gamma_quantile(fraction(), shape); };
  std::vector<BuyingHistory> cohort;
  for (int i = 0; i < customers; ++i) {
    BuyingHistory one{0, 0.0, 26.0 + 13.0 * i / customers};
    const double rate = gamma(model.r) / model.alpha;
    const double leaves = gamma(model.a);
    const double leaving = leaves / (leaves + gamma(model.b));
    for (bool there = true; there;) {
      const double next = one.last - std::log(fraction()) / rate;
      there = next <= one.observed;
      if (there) {
        one = {one.repeats + 1, next, one.observed};
        there = fraction() >= leaving;
      }
    }
    cohort.push_back(one);
  }
  return cohort;
}

TEST(BgNbdFit, has_the_likelihood_of_the_paper) {
  // equation 6 as it stands, by gamma functions
  const BgNbd m{0.4, 5.0, 0.9, 2.1};
  for (const BuyingHistory& h : {BuyingHistory{0, 0.0, 30.0}, {1, 3.0, 30.0}, {7, 29.0, 38.0}}) {
    const double x = h.repeats;
    const auto beta = [](double p, double q) {
      return std::tgamma(p) * std::tgamma(q) / std::tgamma(p + q);
    };
    const double front = std::tgamma(m.r + x) * std::pow(m.alpha, m.r) / std::tgamma(m.r);
    double likelihood =
        beta(m.a, m.b + x) / beta(m.a, m.b) * front * std::pow(m.alpha + h.observed, -m.r - x);
    if (x > 0) {
      likelihood += beta(m.a + 1, m.b + x - 1) / beta(m.a, m.b) * front *
                    std::pow(m.alpha + h.last, -m.r - x);
    }
    EXPECT_NEAR(log_likelihood(m, std::vector{h}), std::log(likelihood), 1e-12);
  }
}

TEST(BgNbdFit, finds_the_numbers_that_a_cohort_was_made_with) {
  for (const BgNbd& truth : {BgNbd{0.243, 4.414, 0.793, 2.426}, BgNbd{1.5, 8.0, 0.5, 3.0}}) {
    const auto cohort = made_up(truth, 6000, 7);
    const auto fit = fit_bg_nbd(cohort);
    ASSERT_TRUE(fit.has_value());
    EXPECT_NEAR(fit->model.r, truth.r, 4 * fit->standard_errors.r);
    EXPECT_NEAR(fit->model.alpha, truth.alpha, 4 * fit->standard_errors.alpha);
    EXPECT_NEAR(fit->model.a, truth.a, 4 * fit->standard_errors.a);
    EXPECT_NEAR(fit->model.b, truth.b, 4 * fit->standard_errors.b);
    EXPECT_LT(fit->standard_errors.r, 0.2 * truth.r);
    EXPECT_GE(fit->log_likelihood, log_likelihood(truth, cohort));
  }
}

TEST(BgNbdFit, stands_on_a_summit_whose_curvature_differences_confirm) {
  const auto cohort = made_up({0.5, 6.0, 0.8, 2.0}, 3000, 1);
  const auto fit = fit_bg_nbd(cohort);
  ASSERT_TRUE(fit.has_value());
  double BgNbd::*const numbers[] = {&BgNbd::r, &BgNbd::alpha, &BgNbd::a, &BgNbd::b};
  for (const auto number : numbers) {
    const double step = 1e-3 * fit->model.*number;
    BgNbd more = fit->model;
    BgNbd less = fit->model;
    more.*number += step;
    less.*number -= step;
    const double up = log_likelihood(more, cohort);
    const double down = log_likelihood(less, cohort);
    EXPECT_LT(up, fit->log_likelihood);
    EXPECT_LT(down, fit->log_likelihood);
    EXPECT_NEAR((up - down) / (2 * step) * fit->standard_errors.*number, 0.0, 1e-3);
    // others fixed, the curvature is at least that of the error with others free
    const double bend = (2 * fit->log_likelihood - up - down) / (step * step);
    EXPECT_GT(1.0 / std::sqrt(bend), 0.0);
    EXPECT_LT(1.0 / std::sqrt(bend), 1.0001 * fit->standard_errors.*number);
  }
}

TEST(BgNbdFit, finds_the_same_from_afar_and_in_another_unit_of_time) {
  auto cohort = made_up({0.5, 6.0, 0.8, 2.0}, 3000, 2);
  const auto fit = fit_bg_nbd(cohort);
  ASSERT_TRUE(fit.has_value());
  for (const BgNbd& start :
       {BgNbd{0.01, 100.0, 10.0, 0.1}, BgNbd{20.0, 0.05, 0.02, 50.0}, fit->model}) {
    const auto other = fit_bg_nbd(cohort, start);
    ASSERT_TRUE(other.has_value());
    EXPECT_NEAR(other->model.r, fit->model.r, 1e-8 * fit->model.r);
    EXPECT_NEAR(other->model.alpha, fit->model.alpha, 1e-8 * fit->model.alpha);
    EXPECT_NEAR(other->model.a, fit->model.a, 1e-8 * fit->model.a);
    EXPECT_NEAR(other->model.b, fit->model.b, 1e-8 * fit->model.b);
  }
  for (BuyingHistory& history : cohort) {
    history.last *= 168;
    history.observed *= 168;
  }
  const auto hours = fit_bg_nbd(cohort);
  ASSERT_TRUE(hours.has_value());
  EXPECT_NEAR(hours->model.alpha, 168 * fit->model.alpha, 1e-6 * hours->model.alpha);
  EXPECT_NEAR(hours->model.b, fit->model.b, 1e-7 * fit->model.b);
}

TEST(BgNbdFit, finds_nothing_where_there_is_no_summit) {
  const std::vector<BuyingHistory> never(50, BuyingHistory{0, 0.0, 20.0});
  EXPECT_FALSE(fit_bg_nbd(never).has_value());
  std::vector<BuyingHistory> loyal;  // all bought on the last day
  for (int x = 1; x < 40; ++x) {
    loyal.push_back({x, 20.0, 20.0});
  }
  EXPECT_FALSE(fit_bg_nbd(loyal).has_value());
  EXPECT_THROW(fit_bg_nbd({}), std::invalid_argument);
  EXPECT_THROW(fit_bg_nbd(std::vector{BuyingHistory{1, 5.0, 4.0}}), std::invalid_argument);
  EXPECT_THROW(fit_bg_nbd(never, {0, 1, 1, 1}), std::invalid_argument);
}

/// Weeks from each customer's first purchase to the end of September 1997.
std::vector<BuyingHistory> histories_of(const predict::Cohort& cohort) {
  const std::chrono::sys_days end = std::chrono::year(1997) / std::chrono::September / 30;
  std::vector<BuyingHistory> histories;
  for (const auto& days : cohort) {
    histories.push_back({static_cast<int>(days.size()) - 1,
                         predict::weeks_between(*days.begin(), *days.rbegin()),
                         predict::weeks_between(*days.begin(), end)});
  }
  return histories;
}

TEST(BgNbdFit, finds_the_published_numbers_of_CDNOW) {
  const char* set = std::getenv("RAPPORT_DATA");
  const std::filesystem::path data = set != nullptr
                                         ? std::filesystem::path(set)
                                         : std::filesystem::path(RAPPORT_SOURCE) / "../shared/data";
  const std::filesystem::path file = data / "customers" / "cdnow-sample-weeks1-39.txt";
  if (!std::filesystem::exists(file)) {
    GTEST_SKIP() << "no CDNOW customers in " << data << ": set RAPPORT_DATA";
  }
  const auto histories = histories_of(predict::read_cohort(file));
  ASSERT_EQ(histories.size(), 2357U);
  const auto fit = fit_bg_nbd(histories);
  ASSERT_TRUE(fit.has_value());
  expect_printed(fit->log_likelihood, "-9582.4");
  expect_printed(fit->model.r, "0.243");
  expect_printed(fit->model.alpha, "4.414");
  expect_printed(fit->model.a, "0.793");
  expect_printed(fit->model.b, "2.426");
  expect_printed(log_likelihood({0.243, 4.414, 0.793, 2.426}, histories), "-9582.4");
}

}  // namespace
}  // namespace rapport::targets
