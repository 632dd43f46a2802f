// Without social effects and with everybody aware, buying is NBD-Dirichlet (Goodhardt, Ehrenberg &
// Chatfield 1984): EVIDENCE V7, toothpaste, and the double jeopardy that follows from it, V7b. A
// quarter of a million customers; at scale one and a half million, so that four standard errors
// stay within the tolerances.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

#include "tests/models/testing.hpp"
#include "tests/science/scale.hpp"

namespace rapport::testing {
namespace {

constexpr std::size_t brands = 8;
constexpr std::uint32_t customers = 250000;  // a replicate
constexpr std::array<double, brands> share_of{.25, .19, .10, .10, .09, .08, .03, .02};

/// Sums over all customers since the start.
struct Panel {
  double all = 0;  ///< customers
  std::array<double, brands> units{};
  std::array<double, brands> squares{};  ///< of a buyer's units
  std::array<double, brands> buyers{};
  std::array<double, brands> category{};  ///< purchases of a brand's buyers of any brand
  std::array<double, brands> category_squares{};
  std::array<double, brands> products{};  ///< of a buyer's units and category purchases
  std::array<std::array<double, brands>, brands> both{};

  double penetration(std::size_t b) const { return buyers[b] / all; }
  double requirements_error(std::size_t b) const {
    // by the delta method, with the buyers' category purchases as they are
    const double r = requirements(b);
    const double residual = squares[b] - 2 * r * products[b] + r * r * category_squares[b];
    return std::sqrt(residual) / category[b];
  }
  double frequency(std::size_t b) const { return units[b] / buyers[b]; }
  double frequency_error(std::size_t b) const {
    const double mean = frequency(b);
    return std::sqrt((squares[b] / buyers[b] - mean * mean) / buyers[b]);
  }
  double requirements(std::size_t b) const { return units[b] / category[b]; }
};

void add(const World& world, Panel& panel) {
  panel.all += customers;
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
      panel.category_squares[b] += any * any;
      panel.products[b] += any * bought[b];
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

/// Purchases in the category: how many make how many in a quarter, and who buys again.
struct Category {
  std::array<double, 5> histogram{};
  double buyers = 0;
  double again = 0;  ///< of these, in the next quarter
  double rates = 0;
  double rates_of_heaviest = 0;  ///< of the fifth with the highest rates
  double squares = 0;            ///< of what each customer adds to the error of their share
};

std::vector<std::uint32_t> purchases(const World& world) {
  std::vector<std::uint32_t> all(customers);
  for (std::uint32_t j = 0; j < customers; ++j) {
    all[j] = Market::column<std::uint32_t>(world, "occasion_serial", j) - 1;
  }
  return all;
}

void add_rates(const World& world, Category& category) {
  std::vector<double> rates(customers);
  for (std::uint32_t j = 0; j < customers; ++j) {
    rates[j] = double{Market::column<float>(world, "need_rate", j)};
  }
  std::ranges::sort(rates, std::greater<>());
  const auto fifth = rates.begin() + customers / 5;
  const double sum = std::accumulate(rates.begin(), rates.end(), 0.0);
  const double heavy = std::accumulate(rates.begin(), fifth, 0.0);
  category.rates += sum;
  category.rates_of_heaviest += heavy;
  for (const double rate : rates) {  // the influence of one customer on a point of a Lorenz curve
    const double above = std::max(0.0, rate - *fifth) + 0.2 * *fifth - heavy / sum * rate;
    category.squares += above * above;
  }
}

void add_repeats(const std::vector<std::uint32_t>& quarter, const std::vector<std::uint32_t>& half,
                 Category& category) {
  for (std::uint32_t j = 0; j < customers; ++j) {
    if (quarter[j] < category.histogram.size()) {
      category.histogram[quarter[j]] += 1;
    }
    category.buyers += quarter[j] > 0 ? 1 : 0;
    category.again += quarter[j] > 0 && half[j] > quarter[j] ? 1 : 0;
  }
}

/// Bought once for all tests: a quarter (13 weeks), the next one, and a year (52).
class Dirichlet : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    for (std::uint32_t replicate = 0; replicate < scale(); ++replicate) {
      Market market({.customers = customers,
                     .brands = brands,
                     .weeks = 52,
                     .network = quiet(customers),
                     .replicate = replicate},
                    {"need", "awareness", "choice", "relationship"});
      market.set("need.per_year", 1.456 / 13 * 365.25 / 7).set("need.shape", 0.778816);
      market.set("choice.loyalty", 1.29528).set("awareness.share", 1);
      for (std::size_t b = 0; b < brands; ++b) {
        market.set("choice.share", share_of[b], static_cast<int>(b));
      }
      World world = market.found();
      add_rates(world, category);
      const RunOptions no_census{.census_sample = 0};
      market.run_weeks(world, 13, no_census);
      add(world, quarter);
      const auto first = purchases(world);
      market.run_weeks(world, 12, no_census);
      market.run_weeks(world, 1, {.census_sample = customers});
      for (std::size_t b = 0; b < brands; ++b) {
        repeat.buyers[b] += market.stock("quarter_customers_before", b);
        repeat.again[b] += market.stock("retained_customers", b);
      }
      add_repeats(first, purchases(world), category);
      market.run_weeks(world, 26, no_census);
      add(world, year);
    }
  }

  static inline Panel quarter;
  static inline Panel year;
  static inline Repeat repeat;
  static inline Category category;
};

void expect_theory(const Panel& panel, const std::string& period,
                   const std::array<double, brands>& penetration,
                   const std::array<double, brands>& frequency) {
  for (std::size_t b = 0; b < brands; ++b) {
    const std::string of = " of brand " + std::to_string(b) + " in a " + period;
    expect_target(share(panel.buyers[b], panel.all), penetration[b], 0.004, "penetration" + of,
                  5e-5);
    expect_target({panel.frequency(b), panel.frequency_error(b)}, frequency[b], 0.02 * frequency[b],
                  "frequency" + of, 5e-5);
  }
}

TEST_F(Dirichlet, has_category_purchases_that_are_negative_binomial) {
  constexpr std::array<double, 5> nbd{.44, .22326, .12937, .07807, .04805};
  for (std::size_t x = 0; x < nbd.size(); ++x) {
    expect_target(share(category.histogram[x], quarter.all), nbd[x], 0.004,
                  "share that buys times " + std::to_string(x), 5e-6);
  }
  expect_target(share(category.again, category.buyers), 0.74587, 0.004, "repeat", 5e-6);
}

TEST_F(Dirichlet, has_a_heaviest_fifth_that_makes_56_per_cent_of_purchases) {
  expect_target(
      {category.rates_of_heaviest / category.rates, std::sqrt(category.squares) / category.rates},
      0.565, 0.004, "share of the heaviest fifth", 5e-4);
}

TEST_F(Dirichlet, gives_penetration_and_purchase_frequency_of_a_quarter) {
  expect_theory(quarter, "quarter", {.1999, .1568, .0866, .0866, .0784, .0700, .0270, .0181},
                {1.8205, 1.7642, 1.6815, 1.6815, 1.6725, 1.6634, 1.6187, 1.6099});
}

TEST_F(Dirichlet, gives_penetration_and_purchase_frequency_of_a_year) {
  expect_theory(year, "year", {.3852, .3116, .1808, .1808, .1645, .1479, .0587, .0396},
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
    expect_target({quarter.requirements(b), quarter.requirements_error(b)}, scr[b], 0.02 * scr[b],
                  "requirements of brand " + std::to_string(b), 5e-5);
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
  // w (1 - b) of the closed form: 4 % to either side of 1.519
  constexpr std::array<double, brands> closed{1.4565, 1.4876, 1.5359, 1.5359,
                                              1.5414, 1.5470, 1.5750, 1.5808};
  for (std::size_t b = 0; b < brands; ++b) {
    const double stay = 1 - quarter.penetration(b);
    expect_target({quarter.frequency(b) * stay, quarter.frequency_error(b) * stay}, closed[b],
                  0.02 * closed[b], "w (1 - b) of brand " + std::to_string(b), 2e-4);
  }
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
