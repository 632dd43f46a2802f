// Relationships: labels that divide customers among them, quarters that are compared, and capital
// that evidence alone makes.
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <vector>

#include "tests/models/puppet.hpp"

namespace rapport::testing {
namespace {

constexpr std::array<const char*, 7> labels{"detractors",           "advocates", "regulars",
                                            "occasional_customers", "lapsed",    "acquaintances",
                                            "only_followers"};

/// A day as columns store it.
std::uint16_t day(std::uint32_t days_since_start) {
  return static_cast<std::uint16_t>(days_since_start + 1);
}

/// The stocks of a hand-made market at the end of its first week.
class Town {
 public:
  explicit Town(std::uint32_t customers, std::uint32_t week = 1)
      : market_({.customers = customers, .weeks = week, .network = quiet(customers)},
                {"relationship"}),
        world_(market_.found()) {
    market_.run_weeks(world_, week - 1);
  }
  template <class T>
  Town& put(std::uint32_t customer, const char* column, T value) {
    Market::put(world_, column, customer, value);
    return *this;
  }
  void end() { market_.run_weeks(world_, 1); }
  double stock(const char* name) const { return market_.stock(name); }
  World& world() { return world_; }

 private:
  Market market_;
  World world_;
};

TEST(Relationship, gives_each_customer_the_first_label_that_fits) {
  Town town(10, 60);  // ends on day 420
  const auto word = [](std::uint32_t on, bool praise) {
    return static_cast<std::uint16_t>(2 * day(on) + (praise ? 1 : 0));
  };
  const auto bought = [&](std::uint32_t who, std::uint16_t times, std::uint32_t on) {
    town.put(who, "purchases", times).put(who, "last_purchase", day(on));
  };
  town.put(0, "last_voice", word(100, false));
  bought(0, 9, 419);
  town.put(1, "last_voice", word(100, true));
  bought(1, 9, 419);
  town.put(2, "last_voice", word(54, false));  // more than a year ago: no longer counts
  bought(2, 3, 300);
  bought(3, 2, 300);
  bought(4, 9, 200);  // 220 days ago
  town.put(5, "last_exchange", day(400)).put(5, "follows", std::uint8_t{1});
  town.put(6, "follows", std::uint8_t{2});
  town.put(7, "last_exchange", day(300));  // 120 days ago
  town.put(3, "last_exchange", day(419));
  bought(8, 2, 100);
  town.end();
  const std::array<double, 7> expected{1, 1, 1, 1, 2, 1, 1};
  for (std::size_t i = 0; i < labels.size(); ++i) {
    EXPECT_EQ(town.stock(labels[i]), expected[i]) << labels[i];
  }
  EXPECT_EQ(town.stock("relationships"), 2);
  EXPECT_EQ(town.stock("ever_customers"), 6);
  EXPECT_EQ(town.stock("active_customers"), 4);
  EXPECT_EQ(town.stock("repeat_customers"), 6);
}

TEST(Relationship, holds_periods_to_the_day) {
  const auto stock_after = [](const char* column, std::uint32_t days_ago, const char* stock) {
    Town town(1, 60);
    town.put(0, column,
             static_cast<std::uint16_t>(std::string_view(column) == "last_voice"
                                            ? 2 * day(420 - days_ago) + 1
                                            : day(420 - days_ago)));
    if (std::string_view(column) == "last_purchase") {
      town.put(0, "purchases", std::uint16_t{1});
    }
    town.end();
    return town.stock(stock);
  };
  EXPECT_EQ(stock_after("last_exchange", 89, "relationships"), 1);
  EXPECT_EQ(stock_after("last_exchange", 90, "relationships"), 0);
  EXPECT_EQ(stock_after("last_purchase", 181, "active_customers"), 1);
  EXPECT_EQ(stock_after("last_purchase", 182, "active_customers"), 0);
  EXPECT_EQ(stock_after("last_purchase", 182, "lapsed"), 1);
  EXPECT_EQ(stock_after("last_voice", 364, "advocates"), 1);
  EXPECT_EQ(stock_after("last_voice", 365, "advocates"), 0);
}

TEST(Relationship, has_labels_that_divide_all_customers_among_them) {
  constexpr std::uint32_t n = 20000;
  Market market({.customers = n, .brands = 2, .weeks = 8}, {});
  market.set("need.per_year", 24).set("experience.failure", 0.3);
  const World world = market.run();
  for (std::size_t b = 0; b < 2; ++b) {
    double strangers = 0;
    double buyers = 0;
    for (std::uint32_t j = 0; j < n; ++j) {
      const bool bought = Market::column<std::uint16_t>(world, "purchases", j, b) > 0;
      const bool spoke = Market::column<std::uint16_t>(world, "last_voice", j, b) > 0;
      const bool related = Market::column<std::uint16_t>(world, "last_exchange", j, b) > 0;
      const bool follows = Market::column<std::uint8_t>(world, "follows", j, b) > 0;
      strangers += bought || spoke || related || follows ? 0 : 1;
      buyers += bought ? 1 : 0;
    }
    double labelled = 0;
    for (const char* label : labels) {
      EXPECT_GE(market.stock(label, b), 0) << label;
      labelled += market.stock(label, b);
    }
    EXPECT_EQ(labelled + strangers, n);
    EXPECT_EQ(market.stock("ever_customers", b), buyers);
    EXPECT_GT(market.stock("regulars", b), 100);
    EXPECT_GT(market.stock("only_followers", b), 100);
    EXPECT_GT(market.stock("detractors", b), 10);
    EXPECT_EQ(market.stock("lapsed", b), 0);  // nobody within eight weeks
  }
}

TEST(Relationship, follows_from_purchases_and_answers) {
  constexpr std::uint32_t n = 1000;
  Market market({.customers = n, .weeks = 1, .network = quiet(n)},
                {"awareness", "choice", "relationship"});
  market.set("awareness.share", 1).set("choice.share", 1);
  World world = market.found();
  for (std::uint32_t j = 0; j < n; ++j) {
    if (j % 2 == 0) {
      Market::cause(world, j, Occasion{1});
    }
    for (std::uint32_t serial = 1; j % 10 == 0 && serial < 4; ++serial) {
      Market::cause(world, j, Occasion{serial + 1});
    }
    if (j % 4 == 1) {
      Market::cause(world, j, Answered{.cause = {j}});
    }
  }
  market.run_weeks(world, 1);
  EXPECT_EQ(market.stock("ever_customers"), n / 2);
  EXPECT_EQ(market.stock("regulars"), n / 10);
  EXPECT_EQ(market.stock("occasional_customers"), n / 2 - n / 10);
  EXPECT_EQ(market.stock("relationships"), n / 4);
  EXPECT_EQ(market.stock("acquaintances"), n / 4);
}

// --- retention

/// Act: buys one unit of the brand of this number.
void buy(Turn& turn, std::uint32_t brand) {
  turn.then(Bought{static_cast<BrandId>(brand), {turn.tick()}});
}

constexpr std::uint32_t quarter_hours = 13 * hours_per_week;

/// Customers who buy at hours of the test's choice.
class Buyers {
 public:
  Buyers(std::uint32_t customers, std::uint32_t weeks, std::size_t brands = 1)
      : market_({.customers = customers,
                 .brands = brands,
                 .weeks = weeks,
                 .network = quiet(customers),
                 .also = {puppet<buy>()}},
                {"relationship"}),
        world_(market_.found()) {}
  void at(std::uint32_t customer, std::uint32_t hour, std::uint32_t brand = 0) {
    pull(world_, customer, brand, hour);
  }
  void run(std::uint32_t weeks) { market_.run_weeks(world_, weeks); }
  /// Quarter's customers, those of the one before, retained, lost; at the last week's end.
  std::array<double, 4> quarters(std::size_t brand = 0) const {
    return {market_.stock("quarter_customers", brand),
            market_.stock("quarter_customers_before", brand),
            market_.stock("retained_customers", brand), market_.stock("lost_customers", brand)};
  }

 private:
  Market market_;
  World world_;
};

TEST(Relationship, retains_who_bought_in_the_last_full_quarter_and_in_the_one_before) {
  using Quarters = std::array<double, 4>;
  Buyers buyers(7, 40);
  buyers.at(0, 100);
  buyers.at(0, quarter_hours + 100);  // retained
  buyers.at(1, 200);                  // lost
  buyers.at(2, quarter_hours + 300);  // new
  for (const std::uint32_t hour : {10U, 20U, quarter_hours + 1, quarter_hours + 2}) {
    buyers.at(3, hour);  // retained, and counted once
  }
  buyers.at(4, 0);  // from the first hour of one quarter to the last of the next
  buyers.at(4, 2 * quarter_hours - 1);
  buyers.at(5, quarter_hours - 1);  // an hour too early, and one too late
  buyers.at(5, 2 * quarter_hours);
  buyers.run(12);
  EXPECT_EQ(buyers.quarters(), (Quarters{0, 0, 0, 0}));  // no quarter has passed
  buyers.run(1);
  EXPECT_EQ(buyers.quarters(), (Quarters{5, 0, 0, 0}));
  buyers.run(12);
  EXPECT_EQ(buyers.quarters(), (Quarters{5, 0, 0, 0}));
  buyers.run(1);
  EXPECT_EQ(buyers.quarters(), (Quarters{4, 5, 3, 2}));
  buyers.run(12);  // the quarter under way changes nothing
  EXPECT_EQ(buyers.quarters(), (Quarters{4, 5, 3, 2}));
  buyers.run(1);
  EXPECT_EQ(buyers.quarters(), (Quarters{1, 4, 0, 4}));
}

TEST(Relationship, forgets_quarters_for_good) {
  for (const std::uint32_t quarters : {9U, 32U, 33U, 34U}) {  // longer than a byte, than a word
    Town town(1, 13 * quarters);
    town.put(0, "purchases", std::uint16_t{1}).put(0, "last_purchase", day(1));
    town.put(0, "bought_quarters", std::uint8_t{255});
    town.end();
    EXPECT_EQ(town.stock("quarter_customers"), 0) << quarters;
    EXPECT_EQ(town.stock("quarter_customers_before"), 0) << quarters;
  }
}

TEST(Relationship, counts_quarters_of_any_history_as_one_counts_by_hand) {
  constexpr std::uint32_t n = 300;
  constexpr std::uint32_t weeks = 170;  // 13 quarters: more than a byte remembers
  constexpr std::uint32_t brands = 2;
  Buyers buyers(n, weeks, brands);
  std::array<std::vector<std::set<std::uint32_t>>, brands> bought;  // in which quarters
  for (std::uint32_t b = 0; b < brands; ++b) {
    bought[b].resize(n);
    for (std::uint32_t j = 0; j < n; ++j) {
      const std::uint64_t every = 2 + mix64(j) % 97;  // weeks, from heavy buyers to rare ones
      for (std::uint32_t week = 0; week < weeks; ++week) {
        const std::uint64_t dice = mix64((std::uint64_t{j} << 32U) + brands * week + b);
        if (dice % every == 0) {
          buyers.at(j, week * hours_per_week + static_cast<std::uint32_t>((dice >> 32U) % 168), b);
          bought[b][j].insert(week / 13);
        }
      }
    }
  }
  for (std::uint32_t week = 1; week <= weeks; ++week) {
    buyers.run(1);
    const std::uint32_t quarter = week / 13;  // the one under way; the last full one is before it
    for (std::uint32_t b = 0; b < brands; ++b) {
      std::array<double, 4> expected{};
      for (const auto& quarters : bought[b]) {
        const bool last = quarter >= 1 && quarters.contains(quarter - 1);
        const bool before = quarter >= 2 && quarters.contains(quarter - 2);
        expected[0] += last ? 1 : 0;
        expected[1] += before ? 1 : 0;
        expected[2] += last && before ? 1 : 0;
        expected[3] += before && !last ? 1 : 0;
      }
      ASSERT_EQ(buyers.quarters(b), expected) << "week " << week << ", brand " << b;
    }
  }
}

TEST(Relationship, retention_is_the_repeat_rate_of_the_negative_binomial) {
  constexpr std::uint32_t n = 200000;
  Market market({.customers = n, .weeks = 26, .network = quiet(n)},
                {"need", "awareness", "choice", "relationship"});
  market.set("need.per_year", 1.456 / 13 * 365.25 / 7).set("need.shape", 0.778816);
  market.set("awareness.share", 1).set("choice.share", 1);
  market.run({.census_sample = n});
  const double before = market.stock("quarter_customers_before");
  EXPECT_NEAR(before / n, 0.56, 0.0045);  // 4 s.e. = .0044
  EXPECT_NEAR(market.stock("quarter_customers") / n, 0.56, 0.0045);
  // EVIDENCE V7: (1 - 2 p0 + p00) / (1 - p0), p0 = (1 + M/K)^-K, p00 = (1 + 2 M/K)^-K
  EXPECT_NEAR(market.stock("retained_customers") / before, 0.74587, 0.0053);  // 4 s.e. = .0052
  EXPECT_EQ(market.stock("retained_customers") + market.stock("lost_customers"), before);
}

// --- capital

TEST(Relationship, has_no_capital_at_all_without_evidence) {
  Market market({.customers = 5000, .weeks = 4, .network = quiet(5000)},
                {"activity", "need", "awareness", "choice", "following", "relationship"});
  market.set("awareness.share", 1).set("need.per_year", 50);
  const World world = market.run();
  EXPECT_GT(market.stock("ever_customers"), 1000);
  EXPECT_EQ(market.stock("relationship_capital"), 0);
}

TEST(Relationship, capital_is_trust_above_even_times_certainty_times_margin) {
  const auto capital = [](double in_favour, double against) {
    Town town(1);
    const double half_life = town.world().laws.trust.half_life;
    Fading f;
    f.set(168, half_life, in_favour);
    town.put(0, "trust_for", f);
    f.set(168, half_life, against);
    town.put(0, "trust_against", f);
    town.put(0, "need_rate", static_cast<float>(6 / (365.25 * 24)));
    town.end();  // at hour 168
    return town.stock("relationship_capital");
  };
  constexpr double yearly = 6 * 12;  // purchases x margin
  EXPECT_EQ(capital(0, 0), 0);
  EXPECT_NEAR(capital(3, 0), (4.0 / 5 - 0.5) * 3 / 5 * yearly, 0.01);
  EXPECT_NEAR(capital(0, 3), (1.0 / 5 - 0.5) * 3 / 5 * yearly, 0.01);
  EXPECT_NEAR(capital(2, 6), (3.0 / 10 - 0.5) * 8 / 10 * yearly, 0.01);
  EXPECT_NEAR(capital(4, 4), 0, 0.01);
}

TEST(Relationship, changes_nothing_that_people_do) {
  const auto counts = [](bool on) {
    const std::initializer_list<std::string_view> with = {
        "activity",   "talk",  "attention", "need",          "awareness", "choice",
        "experience", "trust", "voice",     "word_of_mouth", "following", "relationship"};
    const std::initializer_list<std::string_view> without = {
        "activity",   "talk",  "attention", "need",          "awareness", "choice",
        "experience", "trust", "voice",     "word_of_mouth", "following"};
    Market market({.customers = 3000, .brands = 2, .weeks = 8}, on ? with : without);
    market.set("need.per_year", 24);
    const World world = market.run();
    std::vector<std::int64_t> all;
    for (const char* name :
         {"considered", "failures", "praises", "mentions", "follows", "relays"}) {
      all.push_back(market.count(world, name));
    }
    return all;
  };
  EXPECT_EQ(counts(true), counts(false));
}

TEST(Relationship, is_the_same_on_one_thread_and_on_many) {
  Market market({.customers = 30000, .brands = 2, .weeks = 2}, {});
  market.set("need.per_year", 50);
  const auto stocks_on = [&](std::size_t threads) {
    const ThreadLimit limit(threads);
    const World world = market.run();
    EXPECT_GT(market.stock("relationship_capital"), 0);
    return std::pair(digest(world), market.weeks().back().stocks);
  };
  EXPECT_EQ(stocks_on(1), stocks_on(8));
}

}  // namespace
}  // namespace rapport::testing
