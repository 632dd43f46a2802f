// Changes that must change nothing, or everything in proportion: names, who is who, the currency.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/core/random.hpp"
#include "tests/study/first_study.hpp"

namespace rapport {
namespace {

using testing::digests;
using testing::first_study;
using testing::total;

struct Mean {
  double value = 0;
  double error = 0;
};

Mean mean_of(const std::vector<double>& x) {
  const auto n = static_cast<double>(x.size());
  Mean m;
  m.value = std::accumulate(x.begin(), x.end(), 0.0) / n;
  double squares = 0;
  for (const double one : x) {
    squares += (one - m.value) * (one - m.value);
  }
  m.error = std::sqrt(squares / (n - 1) / n);
  return m;
}

TEST(Labels, of_brands_and_platforms_mean_nothing) {
  StudySpec spec = first_study({"run.replicates=1", "run.weeks=4"});
  const auto before = digests(run_study(spec, {}));
  auto setting = std::make_shared<Setting>(*spec.setting);
  std::swap(setting->brands[0], setting->brands[1]);
  setting->platforms = {"zzz", "aaa"};
  spec.setting = setting;
  EXPECT_EQ(before, digests(run_study(spec, {})));
}

/// What living gained over existing in units, a replicate, for one of two brands that are alike.
std::vector<double> gains(bool first_lives) {
  const std::string focal = first_lives ? "harbour" : "rival";
  const StudySpec spec = first_study(
      {"run.replicates=12", "run.weeks=20", "strategies={compare=[\"existing\", \"living\"]}",
       "brand.harbour={focal=" + std::string(first_lives ? "true" : "false") +
           (first_lives ? "" : ", strategy=\"existing\"") + ", awareness.share=0.6}",
       "brand.rival={focal=" + std::string(first_lives ? "false" : "true") +
           (first_lives ? ", strategy=\"existing\"" : "") + ", awareness.share=0.6}"});
  EXPECT_EQ(spec.setting->brands[row(spec.focal)], focal);
  const Series series(spec, run_study(spec, {}));
  std::vector<double> all;
  for (std::uint32_t r = 0; r < spec.replicates; ++r) {
    all.push_back(total(series, "units_sold", 1, spec.focal, r) -
                  total(series, "units_sold", 0, spec.focal, r));
  }
  return all;
}

TEST(Labels, of_two_brands_alike_it_makes_no_difference_which_one_lives) {
  const Mean first = mean_of(gains(true));
  const Mean second = mean_of(gains(false));
  EXPECT_GT(first.value, 4 * first.error) << "living sells something";
  EXPECT_LT(std::abs(first.value - second.value), 4 * std::hypot(first.error, second.error));
}

/// The same network with its people in another order.
std::shared_ptr<const Network> shuffled(const Network& network, std::uint64_t seed) {
  const std::uint32_t n = network.customers();
  std::vector<std::uint32_t> who(n);
  std::iota(who.begin(), who.end(), 0U);
  std::ranges::sort(who, {}, [&](std::uint32_t j) { return mix64(mix64(seed) ^ j); });
  std::vector<Arc> arcs;
  for (std::uint32_t j = 0; j < n; ++j) {
    for (const CustomerId reader : network.audience(CustomerId{j})) {
      arcs.push_back({who[j], who[row(reader)]});
    }
  }
  return std::make_shared<Network>(Network::from_arcs(n, std::move(arcs), Direction::directed));
}

// first people with the most friends, and friends of near numbers
const std::string in_order_of_fame =
    "network={generator=\"holme_kim\", customers=10000, mean_degree=10, triad_chance=0.4, seed=3}";

TEST(Relabelling, of_customers_leaves_totals_unchanged) {
  StudySpec spec =
      first_study({in_order_of_fame, "run.replicates=12", "run.weeks=13", "need.per_year=24",
                   "strategies={compare=[\"existing\", \"living\"]}"});
  const Series straight(spec, run_study(spec, {}));
  auto setting = std::make_shared<Setting>(*spec.setting);
  const auto network = shuffled(*setting->networks[0], 11);
  EXPECT_EQ(network->arcs(), setting->networks[0]->arcs());
  EXPECT_NE(network->digest(), setting->networks[0]->digest());
  setting->networks.assign(setting->platforms.size(), network);
  spec.setting = setting;
  const Series other(spec, run_study(spec, {}));
  std::size_t moved = 0;
  for (const char* name :
       {"units_sold", "impressions", "brand_impressions", "copies_addressed", "copies_shown",
        "copies_crowded_out", "relays", "likes", "followers", "questions_answered", "answered",
        "complaints_public", "praises", "informed", "trust_sum", "relationships", "aware"}) {
    for (const std::size_t s : {0U, 1U}) {
      std::vector<double> differences;
      for (std::uint32_t r = 0; r < spec.replicates; ++r) {
        differences.push_back(total(other, name, s, spec.focal, r) -
                              total(straight, name, s, spec.focal, r));
      }
      const Mean change = mean_of(differences);
      EXPECT_LE(std::abs(change.value), 4 * change.error) << name << " of strategy " << s;
      moved += change.error > 0 ? 1 : 0;
    }
  }
  EXPECT_GT(moved, 20U) << "others are read by others";
}

/// Everything that has a price, in a currency of which this many make one.
std::vector<std::string> in_currency(double c) {
  const auto price = [&](const char* name, double value) {
    return std::string(name) + "=" + std::to_string(value * c);
  };
  // whole cents for every hour and impression, so that nothing is rounded in any currency
  return {"run.replicates=2",
          "run.weeks=14",
          price("costs.price", 40),
          price("brand.rival.costs.price", 45),
          price("costs.margin", 12),
          price("costs.wage", 24),
          price("costs.post", 15),
          price("costs.search", 50),
          price("costs.training_hour", 12),
          price("costs.giveaway", 400),
          price("bought_reach.price_per_thousand", 10),
          price("strategy.living.bought_reach.weekly_budget", 70)};
}

/// Every value of a measure is as in the first currency, or c times as much where it is money.
void expect_worth(const Measure& first, const Measure& other, double c) {
  const bool money = first.about.unit == "currency";
  const double factor = money ? c : 1;
  for (std::size_t i = 0; i < first.values.size(); ++i) {
    const double expected = factor * first.values[i];
    const double got = other.values[i];
    if (std::isnan(expected)) {
      ASSERT_TRUE(std::isnan(got)) << first.about.name;
    } else if (money && first.totals == Totals::sum) {
      ASSERT_EQ(std::llround(100 * got), std::llround(100 * expected)) << first.about.name;
    } else if (!money && first.totals != Totals::ratio) {
      ASSERT_EQ(got, expected) << first.about.name;
    } else {
      ASSERT_NEAR(got, expected, 1e-9 * std::abs(expected)) << first.about.name;
    }
  }
}

TEST(Currency, of_another_value_changes_no_decision_and_all_money_in_proportion) {
  const StudySpec spec = first_study(in_currency(1));
  const Series pounds(spec, run_study(spec, {}));
  EXPECT_GT(total(pounds, "impressions_bought", 2, spec.focal), 10000);
  for (const double c : {7.0, 100.0}) {
    const StudySpec other = first_study(in_currency(c));
    const Series coins(other, run_study(other, {}));
    ASSERT_EQ(pounds.measures().size(), coins.measures().size());
    for (std::size_t m = 0; m < pounds.measures().size(); ++m) {
      expect_worth(pounds.measures()[m], coins.measures()[m], c);
    }
  }
}

}  // namespace
}  // namespace rapport
