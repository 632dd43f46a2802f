// Without social effects and with everybody aware, buying is NBD-Dirichlet (Goodhardt, Ehrenberg &
// Chatfield 1984): EVIDENCE V7, toothpaste, and the double jeopardy that follows from it, V7b. A
// million customers, so that four standard errors stay within the tolerances.
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

constexpr std::size_t brands = 8;
constexpr std::uint32_t customers = 250000;
constexpr std::uint32_t replicates = 4;
constexpr double all = double{customers} * replicates;
constexpr std::array<double, brands> share{.25, .19, .10, .10, .09, .08, .03, .02};

/// Sums over all customers since the start.
struct Panel {
  std::array<double, brands> units{};
  std::array<double, brands> squares{};  ///< of a buyer's units
  std::array<double, brands> buyers{};
  std::array<double, brands> category{};  ///< purchases of a brand's buyers of any brand
  std::array<std::array<double, brands>, brands> both{};

  double penetration(std::size_t b) const { return buyers[b] / all; }
  double frequency(std::size_t b) const { return units[b] / buyers[b]; }
  double frequency_error(std::size_t b) const {
    const double mean = frequency(b);
    return std::sqrt((squares[b] / buyers[b] - mean * mean) / buyers[b]);
  }
  double requirements(std::size_t b) const { return units[b] / category[b]; }
};

void add(const World& world, Panel& panel) {
  for (std::uint32_t j = 0; j < customers; ++j) {
    std::array<double, brands> bought{};
    for (std::size_t b = 0; b < brands; ++b) {
      bought[b] = Market::column<std::uint16_t>(world, "purchases", j, b);
    }
    const double any = Market::column<std::uint32_t>(world, "occasion_serial", j) - 1.0;
    for (std::size_t b = 0; b < brands; ++b) {
      if (bought[b] == 0) {
        continue;
      }
      panel.units[b] += bought[b];
      panel.squares[b] += bought[b] * bought[b];
      panel.buyers[b] += 1;
      panel.category[b] += any;
      for (std::size_t c = 0; c < brands; ++c) {
        panel.both[b][c] += bought[c] > 0 ? 1 : 0;
      }
    }
  }
}

/// Customers who bought in the first quarter, and of those who bought again in the second.
struct Repeat {
  std::array<double, brands> buyers{};
  std::array<double, brands> again{};
};

/// Bought once for all tests: a quarter (13 weeks), half a year and a year (52).
class Dirichlet : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
      Market market({.customers = customers,
                     .brands = brands,
                     .weeks = 52,
                     .network = quiet(customers),
                     .replicate = replicate},
                    {"need", "awareness", "choice", "relationship"});
      market.set("need.per_year", 1.456 / 13 * 365.25 / 7).set("need.shape", 0.778816);
      market.set("choice.loyalty", 1.29528).set("awareness.share", 1);
      for (std::size_t b = 0; b < brands; ++b) {
        market.set("choice.share", share[b], static_cast<int>(b));
      }
      World world = market.found();
      const RunOptions no_census{.census_sample = 0};
      market.run_weeks(world, 13, no_census);
      add(world, quarter);
      market.run_weeks(world, 12, no_census);
      market.run_weeks(world, 1, {.census_sample = customers});
      for (std::size_t b = 0; b < brands; ++b) {
        repeat.buyers[b] += market.stock("quarter_customers_before", b);
        repeat.again[b] += market.stock("retained_customers", b);
      }
      market.run_weeks(world, 26, no_census);
      add(world, year);
    }
  }

  static inline Panel quarter;
  static inline Panel year;
  static inline Repeat repeat;
};

void expect_theory(const Panel& panel, const std::array<double, brands>& penetration,
                   const std::array<double, brands>& frequency) {
  for (std::size_t b = 0; b < brands; ++b) {
    EXPECT_NEAR(panel.penetration(b), penetration[b], 0.004) << "brand " << b;
    EXPECT_NEAR(panel.frequency(b), frequency[b], 0.02 * frequency[b]) << "brand " << b;
    EXPECT_LT(std::abs(panel.frequency(b) - frequency[b]), 4 * panel.frequency_error(b))
        << "brand " << b;
  }
}

TEST_F(Dirichlet, gives_penetration_and_purchase_frequency_of_a_quarter) {
  expect_theory(quarter, {.1999, .1568, .0866, .0866, .0784, .0700, .0270, .0181},
                {1.8205, 1.7642, 1.6815, 1.6815, 1.6725, 1.6634, 1.6187, 1.6099});
}

TEST_F(Dirichlet, gives_penetration_and_purchase_frequency_of_a_year) {
  expect_theory(year, {.3852, .3116, .1808, .1808, .1645, .1479, .0587, .0396},
                {3.7799, 3.5508, 3.2217, 3.2217, 3.1862, 3.1510, 2.9782, 2.9443});
}

TEST_F(Dirichlet, gives_each_brand_its_retention_from_quarter_to_quarter) {
  // (1 - 2 p0 + p00) / (1 - p0) with p0, p00 the shares that do not buy the brand in one quarter
  // and in two: sums over n of NBD(n) x the beta-binomial chance to buy it at none of n purchases
  constexpr std::array<double, brands> retention{.5546, .5333, .4994, .4994,
                                                 .4954, .4914, .4711, .4669};
  for (std::size_t b = 0; b < brands; ++b) {
    const double found = repeat.again[b] / repeat.buyers[b];
    EXPECT_NEAR(found, retention[b], 0.015) << "brand " << b;
    EXPECT_LT(std::abs(found - retention[b]),
              4 * std::sqrt(retention[b] * (1 - retention[b]) / repeat.buyers[b]))
        << "brand " << b;
  }
}

TEST_F(Dirichlet, gives_the_share_of_category_requirements) {
  constexpr std::array<double, brands> scr{.5758, .5485, .5093, .5093, .5050, .5008, .4802, .4762};
  for (std::size_t b = 0; b < brands; ++b) {
    EXPECT_NEAR(quarter.requirements(b), scr[b], 0.02 * scr[b]) << "brand " << b;
  }
}

TEST_F(Dirichlet, small_brands_are_bought_by_fewer_and_less_often_double_jeopardy) {
  // brands in rungs that differ by more than chance
  const std::array<std::vector<std::size_t>, 4> rungs{
      std::vector<std::size_t>{0}, {1}, {2, 3, 4, 5}, {6, 7}};
  const auto over = [](const std::vector<std::size_t>& rung, const auto& above, const auto& below) {
    double numerator = 0;
    double denominator = 0;
    for (const std::size_t b : rung) {
      numerator += above[b];
      denominator += below[b];
    }
    return numerator / denominator;
  };
  for (std::size_t r = 1; r < rungs.size(); ++r) {
    for (const Panel* panel : {&quarter, &year}) {
      EXPECT_GT(over(rungs[r - 1], panel->units, panel->buyers),
                over(rungs[r], panel->units, panel->buyers));
      EXPECT_GT(over(rungs[r - 1], panel->units, panel->category),
                over(rungs[r], panel->units, panel->category));
    }
  }
}

TEST_F(Dirichlet, frequency_times_non_buyers_is_nearly_the_same_for_all_brands) {
  double sum = 0;
  std::array<double, brands> product{};
  for (std::size_t b = 0; b < brands; ++b) {
    product[b] = quarter.frequency(b) * (1 - quarter.penetration(b));
    sum += product[b];
  }
  for (std::size_t b = 0; b < brands; ++b) {
    EXPECT_NEAR(product[b], sum / brands, 0.055 * sum / brands);
  }
  EXPECT_NEAR(product[0], 1.4565, 0.02 * 1.4565);  // the ends of the closed form's span
  EXPECT_NEAR(product[7], 1.5808, 0.02 * 1.5808);
}

TEST_F(Dirichlet, brands_share_buyers_in_proportion_to_penetration) {
  double over = 0;
  double under = 0;
  double mean = 0;
  for (std::size_t x = 0; x < brands; ++x) {
    for (std::size_t y = 0; y < brands; ++y) {
      if (x != y) {
        const double duplication = quarter.both[y][x] / quarter.buyers[y];
        over += duplication * quarter.penetration(x);
        under += quarter.penetration(x) * quarter.penetration(x);
        mean += duplication / (brands * (brands - 1));
      }
    }
  }
  const double d = over / under;
  double unexplained = 0;
  double total = 0;
  for (std::size_t x = 0; x < brands; ++x) {
    for (std::size_t y = 0; y < brands; ++y) {
      if (x != y) {
        const double duplication = quarter.both[y][x] / quarter.buyers[y];
        unexplained += std::pow(duplication - d * quarter.penetration(x), 2);
        total += std::pow(duplication - mean, 2);
      }
    }
  }
  EXPECT_GT(1 - unexplained / total, 0.95);
}

}  // namespace
}  // namespace rapport::testing
