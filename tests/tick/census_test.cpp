// The census: stocks are sums over all customers or over a sample of them, weighted.
#include <gtest/gtest.h>

#include <cmath>
#include <mutex>
#include <vector>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

/// Counts heads, and heads with an even number twice over, which a sample must weigh the same.
class Heads final : public Mechanism {
 public:
  Heads() { counts_heads = true; }
  void declare(Declaration& d) override {
    d.stock(all_, {"all", Ladder::operations, MeasureOf::brand, "1", "heads"});
    d.stock(lower_, {"lower", Ladder::operations, MeasureOf::brand, "1", "the lower half"});
  }
  void census(Census& census) const override {
    const auto j = static_cast<std::uint32_t>(census.who());
    census.add(all_, BrandId{0}, 1);
    census.add(all_, BrandId{1}, 0.1);
    if (j < half) {
      census.add(lower_, BrandId{1}, 2);
    }
    const std::scoped_lock lock(mutex);
    visited.push_back(j);
  }

  static inline std::uint32_t half = 0;
  static inline std::mutex mutex;
  static inline std::vector<std::uint32_t> visited;

 private:
  Stock all_{}, lower_{};
};
const MechanismInfo heads{
    .summary = "counts heads",
    .claims = "none",
    .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Heads>()); },
};

struct Counted {
  std::vector<double> stocks;  // all: one, two; lower: one, two
  std::vector<std::uint32_t> visited;
};

Counted count(std::uint32_t customers, std::uint32_t sample, std::size_t threads = 2) {
  const ThreadLimit limit(threads);
  Market market({.customers = customers,
                 .brands = 2,
                 .weeks = 1,
                 .network = quiet(customers),
                 .also = {{"heads", "tests", &heads}}},
                {"patience"});
  Heads::half = customers / 2;
  Heads::visited.clear();
  market.run({.census_sample = sample});
  std::ranges::sort(Heads::visited);
  return {market.weeks().back().stocks, Heads::visited};
}

TEST(Census, visits_everybody_once_where_there_are_no_more_than_the_sample) {
  for (const std::uint32_t customers : {1U, 5U, 4096U, 10000U}) {
    const Counted counted = count(customers, 10000);
    ASSERT_EQ(counted.visited.size(), customers);
    for (std::uint32_t j = 0; j < customers; ++j) {
      ASSERT_EQ(counted.visited[j], j);
    }
    EXPECT_EQ(counted.stocks[0], customers);
    EXPECT_NEAR(counted.stocks[1], 0.1 * customers, 1e-9 * customers);
    EXPECT_EQ(counted.stocks[2], 0);
    EXPECT_EQ(counted.stocks[3], 2 * (customers / 2));
  }
}

TEST(Census, spreads_a_sample_evenly_and_weighs_it_up_to_all) {
  for (const std::uint32_t customers : {10001U, 20000U, 65537U}) {
    const Counted counted = count(customers, 10000);
    ASSERT_LE(counted.visited.size(), 10000U);
    ASSERT_GE(counted.visited.size(), 5000U);
    for (std::size_t i = 1; i < counted.visited.size(); ++i) {
      ASSERT_EQ(counted.visited[i] - counted.visited[i - 1], counted.visited[1]);
    }
    EXPECT_NEAR(counted.stocks[0], customers, 1e-9 * customers);
    // the lower half is half of an even sample, but for the customer in the middle
    const double weight = customers / static_cast<double>(counted.visited.size());
    EXPECT_NEAR(counted.stocks[3], customers, 2 * weight);
  }
}

TEST(Census, takes_nothing_where_no_sample_is_wanted) {
  const Counted counted = count(1000, 0);
  EXPECT_TRUE(counted.visited.empty());
  EXPECT_EQ(counted.stocks, std::vector<double>(4, 0.0));
}

TEST(Census, sums_the_same_bits_on_any_number_of_threads) {
  EXPECT_EQ(count(50000, 30000, 1).stocks, count(50000, 30000, 8).stocks);
}

}  // namespace
}  // namespace rapport::testing
