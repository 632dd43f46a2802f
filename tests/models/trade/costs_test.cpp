// Costs: every entry is a quantity times a price, and no money is made or lost.
#include <gtest/gtest.h>

#include <cmath>

#include "sim/world/columns.hpp"
#include "tests/models/puppet.hpp"

namespace rapport::testing {
namespace {

constexpr std::uint32_t customers = 500;

/// Act: buys the brand of that number, and complains of it in private.
void buy(Turn& turn, std::uint32_t nth) {
  const BrandId brand{static_cast<std::uint8_t>(nth % 2)};
  const auto customer = static_cast<std::uint32_t>(turn.who());
  turn.then(Bought{.brand = brand, .occasion = {nth}});
  Case one;
  one.cause = identity(0x636f7374ULL, customer, turn.tick());
  one.customer = customer;
  one.at = turn.now();
  one.patience_ends = turn.now() + 5;
  one.kind = CaseKind::complaint;
  one.brand = brand;
  one.flags = Case::tagged_bit;
  turn.raise(one);
}

/// Two brands that do everything that costs or brings money.
Market spenders() {
  Market market({.customers = customers,
                 .brands = 2,
                 .platforms = 2,
                 .weeks = 4,
                 .network = quiet(customers),
                 .also = {puppet<&buy>()}},
                {"activity", "staff", "publishing", "giveaway", "bought_reach", "listening", "desk",
                 "costs"});
  market.set("staff.hours_per_week", 37.3).set("staff.voices", 3).set("staff.training_hours", 16);
  market.set("giveaway.every_weeks", 2).set("bought_reach.weekly_budget", 3.21, 1);
  market.set("listening.coverage", 0.35).set("desk.redress", 0.7);
  market.set("publishing.posts_per_week", 5.5);
  return market;
}

World traded(Market& market, const RunOptions& options = {}) {
  World world = market.found();
  for (std::uint32_t j = 0; j < customers; ++j) {
    for (std::uint32_t k = 0; k < 1 + j % 3; ++k) {
      pull(world, j, j + k, (j * 7 + k * 50) % 300);
    }
  }
  market.run_weeks(world, 4, options);
  return world;
}

struct Prices {
  double unit = 40, margin = 12, wage = 25, post = 15, search = 50, course = 10, gift = 400;
  double redress = 0.3;
};

void charge(Market& market, const Prices& p) {
  market.set("costs.price", p.unit).set("costs.margin", p.margin).set("costs.wage", p.wage);
  market.set("costs.post", p.post).set("costs.search", p.search);
  market.set("costs.training_hour", p.course).set("costs.giveaway", p.gift);
  market.set("costs.redress_share", p.redress);
}

constexpr Prices price_lists[] = {
    {},
    {.unit = 39.99,
     .margin = 12.34,
     .wage = 25.37,
     .post = 14.95,
     .search = 49.5,
     .course = 9.99,
     .gift = 399.95,
     .redress = 0.333},
    {.unit = 0.01,
     .margin = 0,
     .wage = 60,
     .post = 0,
     .search = 0,
     .course = 1e4,
     .gift = 1e6,
     .redress = 5},
};

TEST(Costs, are_quantity_times_price_to_the_cent) {
  for (const Prices& p : price_lists) {
    Market market = spenders();
    charge(market, p);
    const World world = traded(market);
    for (std::size_t b = 0; b < 2; ++b) {
      const auto count = [&](std::string_view counter) {
        return static_cast<double>(market.count(world, counter, b));
      };
      // up to half a cent is rounded away in each of so many `bookings`
      const auto expect = [&](std::string_view entry, double money, double bookings) {
        EXPECT_NEAR(static_cast<double>(Market::booked(world, entry, b)), money * 100,
                    0.5 * bookings + 1e-6)
            << entry << " of brand " << b;
      };
      ASSERT_GT(count("units_sold"), 100);
      ASSERT_GT(count("redresses"), 10);
      expect("revenue", count("units_sold") * p.unit, 0);
      expect("goods", count("units_sold") * (p.unit - p.margin), 0);
      expect("wages", count("staff_minutes") / 60 * p.wage, 4);
      expect("content", count("posts") * p.post, 0);
      expect("training", count("training_minutes") / 60 * p.course, 4);
      expect("giveaways", count("giveaways") * p.gift, 0);
      expect("redress", count("redresses") * p.redress * p.unit, count("redresses"));
      expect("listening_tools", 4 * 0.35 * p.search, 4);
    }
  }
}

TEST(Costs, are_the_declared_ones_in_round_numbers) {
  Market market = spenders();
  charge(market, {});
  const World world = traded(market);
  EXPECT_EQ(Market::booked(world, "wages"), 4 * 373 * 250);        // 37.3 h at 25.00
  EXPECT_EQ(Market::booked(world, "content"), 22 * 2 * 15 * 100);  // 5.5 a week on two platforms
  EXPECT_EQ(Market::booked(world, "giveaways"), 2 * 400 * 100);
  EXPECT_EQ(Market::booked(world, "listening_tools"), 4 * 35 * 50);
  EXPECT_EQ(Market::booked(world, "revenue"), market.count(world, "units_sold") * 4000);
  EXPECT_EQ(Market::booked(world, "goods"), market.count(world, "units_sold") * 2800);
  EXPECT_EQ(Market::booked(world, "redress"), market.count(world, "redresses") * 1200);
}

/// Cash, and what each kind of counterparty holds of a brand.
std::array<std::vector<Cents>, 2> accounts(const World& world) {
  std::vector<std::vector<Cents>> columns;
  world.books.each_column([&](const std::vector<Cents>& column) { columns.push_back(column); });
  return {columns.at(0), columns.at(1)};
}

TEST(Costs, make_and_lose_no_money_in_any_tick) {
  Market market = spenders();
  charge(market, price_lists[1]);
  std::uint32_t ticks = 0;
  RunOptions options;
  options.after_tick = [&](const World& world) {
    ++ticks;
    ASSERT_EQ(world.books.imbalance(), 0);
    const auto [cash, theirs] = accounts(world);
    for (std::size_t b = 0; b < 2; ++b) {  // by hand: income less cost, brand by brand
      Cents balance = 0;
      for (std::uint32_t e = 0; e < world.books.entries().size(); ++e) {
        const Cents total = world.books.total(static_cast<BrandId>(b), {e});
        ASSERT_GE(total, 0);
        balance += world.books.entries()[e].income ? total : -total;
      }
      ASSERT_EQ(balance, cash[b]);
      Cents others = 0;
      for (std::size_t c = 0; c < counterparties; ++c) {
        others += theirs[b * counterparties + c];
      }
      ASSERT_EQ(cash[b] + others, 0);
    }
  };
  const World world = traded(market, options);
  EXPECT_EQ(ticks, 4 * 168);
  const auto [cash, theirs] = accounts(world);
  EXPECT_EQ(theirs[static_cast<std::size_t>(Counterparty::staff)], Market::booked(world, "wages"));
  EXPECT_EQ(theirs[counterparties + static_cast<std::size_t>(Counterparty::platforms)],
            Market::booked(world, "bought_reach", 1));
  EXPECT_EQ(theirs[static_cast<std::size_t>(Counterparty::customers)],
            Market::booked(world, "redress") - Market::booked(world, "revenue"));
}

TEST(Costs, stop_the_run_when_a_cent_appears_or_goes) {
  for (const Cents slip : {1, -1}) {
    Market market = spenders();
    World world = market.found();
    run_tick(market.model(), world);
    world.books.each_column([&, first = true](std::vector<Cents>& column) mutable {
      if (first) {
        column[0] += slip;
      }
      first = false;
    });
    EXPECT_EQ(world.books.imbalance(), slip);
    EXPECT_THROW(run_tick(market.model(), world), Contradiction);
  }
}

TEST(Costs, at_no_price_come_to_nothing_and_change_nothing_else) {
  const auto counts_of = [](const Prices& prices, Cents* cash) {
    Market market = spenders();
    charge(market, prices);
    World world = traded(market);
    *cash = world.books.cash(BrandId{0});
    return world.total_counts.values();
  };
  Cents nothing = 0;
  Cents something = 0;
  const auto free = counts_of({0, 0, 0, 0, 0, 0, 0, 0}, &nothing);
  const auto dear = counts_of({}, &something);
  EXPECT_EQ(nothing, 0);
  EXPECT_NE(something, 0);
  EXPECT_EQ(free, dear);
}

TEST(Costs, tell_customers_the_price_and_whether_the_shop_is_open) {
  Market market = spenders();
  market.set("costs.price", 7, 1).set("costs.margin", 3, 1).set("costs.shop_open", 0, 1);
  World world = market.found();
  run_tick(market.model(), world);
  EXPECT_EQ(Market::number(world, "price", 0), 40);
  EXPECT_EQ(Market::number(world, "price", 1), 7);
  EXPECT_EQ(Market::number(world, "unit_margin", 1), 3);
  EXPECT_EQ(Market::number(world, "shop_open", 0), 1);
  EXPECT_EQ(Market::number(world, "shop_open", 1), 0);
}

TEST(Costs, differ_by_cost_alone_where_customers_feel_nothing) {
  // two brands alike but for their staff's hours, in a market in which nobody notices
  Market market({.customers = 2000, .brands = 2, .weeks = 4, .network = quiet(2000)},
                {"staff", "costs"});
  market.set("staff.hours_per_week", 3, 0).set("staff.hours_per_week", 8, 1);
  const World world = market.run();
  EXPECT_EQ(world.books.cash(BrandId{0}) - world.books.cash(BrandId{1}), 4 * 5 * 2500);
}

TEST(Costs, when_off_leave_books_without_an_entry) {
  Market market({.customers = 10, .weeks = 1, .network = quiet(10)}, {"staff", "publishing"});
  const World world = market.run();
  EXPECT_TRUE(world.books.entries().empty());
  EXPECT_EQ(world.books.cash(BrandId{0}), 0);
}

TEST(Costs, come_out_the_same_on_any_number_of_threads) {
  Market market({.customers = 25000,
                 .brands = 2,
                 .weeks = 1,
                 .network = quiet(25000),
                 .also = {puppet<&buy>()}},
                {"staff", "listening", "desk", "costs"});
  market.set("desk.redress", 1).set("staff.hours_per_week", 40);
  const auto everybody_buys = [](World& world) {
    for (std::uint32_t j = 0; j < world.customers(); ++j) {
      pull(world, j, j, j % 150);
    }
  };
  World world = market.found();
  everybody_buys(world);
  market.run_weeks(world, 1);
  EXPECT_EQ(Market::booked(world, "revenue"), 12500 * 4000);
  EXPECT_GT(Market::booked(world, "redress"), 0);
  EXPECT_EQ(digest_on(1, market, everybody_buys), digest_on(8, market, everybody_buys));
}

}  // namespace
}  // namespace rapport::testing
