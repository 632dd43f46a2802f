// The digest sees every bit of state that a world's future depends on.
#include <gtest/gtest.h>

#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

struct Lived {
  Market market{{.customers = 3000, .brands = 2, .platforms = 2, .weeks = 3}, {}};
  World world;
  std::uint64_t before = 0;

  Lived() : world(run(market)) { before = digest(world); }
  static World run(Market& market) {
    market.set("need.per_year", 40);
    World world = market.found();
    market.run_weeks(world, 2);
    return world;
  }
};

TEST(Digest, sees_every_column_of_every_customer) {
  Lived lived;
  for (const ColumnInfo& column : lived.world.layout->rows.columns) {
    std::byte& byte = lived.world.rows.at(CustomerId{1234})[column.offset];
    byte ^= std::byte{1};
    EXPECT_NE(digest(lived.world), lived.before) << column.name;
    byte ^= std::byte{1};
  }
  EXPECT_EQ(digest(lived.world), lived.before);
}

TEST(Digest, tells_apart_what_adds_up_to_the_same) {
  Lived lived;
  const auto with = [&](std::uint32_t of_ten, std::uint32_t of_twelve) {
    Market::put<std::uint32_t>(lived.world, "occasion_serial", 10, of_ten);
    Market::put<std::uint32_t>(lived.world, "occasion_serial", 12, of_twelve);
    return digest(lived.world);
  };
  EXPECT_EQ(with(5, 4), with(5, 4));
  EXPECT_NE(with(5, 4), with(4, 5));
  EXPECT_NE(with(5, 4), with(6, 3));  // serials plus customers' numbers: 15 and 16 in both
}

TEST(Digest, sees_every_field_of_a_message) {
  Lived lived;
  auto tick = lived.world.tick - 1;
  while (lived.world.messages.slot(tick).empty()) {
    --tick;
  }
  Message& m = lived.world.messages.slot(tick).front();
  const Message as_it_was = m;
  const auto differs = [&](const char* what) {
    EXPECT_NE(digest(lived.world), lived.before) << what;
    m = as_it_was;
  };
  m.what.value ^= 1;
  differs("what");
  m.root.value ^= 1;
  differs("root");
  m.sent += 0.25;
  differs("sent");
  m.sender ^= 1;
  differs("sender");
  m.show = 0.123F;
  differs("show");
  m.people += 0.25F;
  differs("people");
  m.brand = BrandId{static_cast<std::uint8_t>(1 - row(m.brand))};
  differs("brand");
  m.platform = PlatformId{static_cast<std::uint8_t>(1 - row(m.platform))};
  differs("platform");
  m.kind = m.kind == MessageKind::story ? MessageKind::useful : MessageKind::story;
  differs("kind");
  m.hop ^= 1;
  differs("hop");
  m.by_customer = !m.by_customer;
  differs("by_customer");
  m.names_brand = !m.names_brand;
  differs("names_brand");
  m.valence = static_cast<std::int8_t>(m.valence == 1 ? -1 : 1);
  differs("valence");
  m.solved ^= 1;
  differs("solved");
  m.occasion ^= 1;
  differs("occasion");
  EXPECT_EQ(digest(lived.world), lived.before);
}

TEST(Digest, sees_marks_while_they_are_borne_and_not_when_they_are_swept) {
  Lived lived;
  Marks& marks = Market::marks(lived.world, "open_case", 7);
  marks.put(7, {99}, lived.world.tick);  // has ended: the next sweep takes it
  EXPECT_EQ(digest(lived.world), lived.before);
  marks.put(7, {99}, lived.world.tick + 5);
  const std::uint64_t borne = digest(lived.world);
  EXPECT_NE(borne, lived.before);
  marks.put(7, {99}, lived.world.tick + 6);
  EXPECT_NE(digest(lived.world), borne);
}

TEST(Digest, sees_books_counts_calendars_followers_and_what_brands_know) {
  Lived lived;
  const auto changed = [&](const auto& change) {
    World other = lived.world;
    change(other);
    return digest(other) != lived.before;
  };
  EXPECT_TRUE(changed([](World& w) { w.books.book(BrandId{1}, {0}, 1); }));
  EXPECT_TRUE(changed([](World& w) { w.week_counts.add({0}, BrandId{1}, PlatformId{1}, 1); }));
  EXPECT_TRUE(changed([](World& w) { w.allowances[1] += 1; }));
  EXPECT_TRUE(changed([](World& w) { w.brands[1].numbers[0] += 1e-9; }));
  EXPECT_TRUE(changed([](World& w) { w.brands[0].lists[0].push(Case{}); }));
  EXPECT_TRUE(changed([](World& w) { w.blocks[0].followers[1].push_back(CustomerId{2999}); }));
  EXPECT_TRUE(changed([](World& w) { ++w.tick; }));
  EXPECT_TRUE(changed([](World& w) {
    w.blocks[0].calendar.enter(w.tick, w.tick + 3, GaveUp::pack(CustomerId{4}, {{}, {5}, 1.5}));
  }));
  EXPECT_FALSE(changed([](World&) {}));
}

}  // namespace
}  // namespace rapport::testing
