// No free lunch: engagement alone sells nothing (C34), whoever sees nothing is won by nobody, and
// where nobody needs anything nothing is sold.
#include <gtest/gtest.h>

#include "tests/study/first_study.hpp"

namespace rapport {
namespace {

using testing::first_study;
using testing::total;
using testing::weekly;

struct Outcome {
  explicit Outcome(std::vector<std::string> sets)
      : spec(first_study(std::move(sets))), result(run_study(spec, {})), series(spec, result) {}
  double of(std::string_view name, std::size_t strategy, BrandId brand, std::size_t r = 0) const {
    return total(series, name, strategy, brand, r);
  }

  StudySpec spec;
  StudyResult result;
  Series series;
};

void expect_nothing_comes_in(const Outcome& shut, std::size_t s, std::uint32_t r) {
  const BrandId focal = shut.spec.focal;
  for (const char* nothing :
       {"revenue", "cost_goods", "contribution_margin", "units_sold", "units_from_visits",
        "considered", "active_customers", "ever_customers", "failures", "delights"}) {
    for (const double week : weekly(shut.series, nothing, s, focal, r)) {
      EXPECT_EQ(week, 0) << nothing;
    }
  }
  // and yet it is followed, liked, asked and answered, and costs money
  for (const char* something :
       {"followers", "likes", "clicks", "questions_asked", "answered", "cost"}) {
    EXPECT_GT(shut.of(something, s, focal, r), 0) << something;
  }
  EXPECT_EQ(shut.of("profit", s, focal, r), -shut.of("cost", s, focal, r));
  EXPECT_GT(shut.of("revenue", s, BrandId{1}, r), 0) << "the rival's shop is open";
}

TEST(FreeLunch, with_the_shop_shut_engagement_alone_brings_no_revenue_under_any_strategy) {
  const Outcome shut({"run.replicates=2", "brand.harbour.costs.shop_open=false"});
  for (std::size_t s = 0; s < shut.spec.strategies.size(); ++s) {
    for (std::uint32_t r = 0; r < shut.spec.replicates; ++r) {
      expect_nothing_comes_in(shut, s, r);
    }
  }
  EXPECT_GT(shut.of("answered", 1, shut.spec.focal), shut.of("answered", 0, shut.spec.focal));
}

void expect_nobody_is_reached(const Outcome& nobody) {
  for (std::size_t s = 0; s < nobody.spec.strategies.size(); ++s) {
    for (const BrandId b : {BrandId{0}, BrandId{1}}) {
      for (const char* nothing :
           {"copies_shown", "impressions", "followers", "likes", "clicks", "shares", "relays",
            "mentions", "questions_asked", "leads", "impressions_bought", "cost_bought_reach"}) {
        EXPECT_EQ(nobody.of(nothing, s, b), 0) << nothing;
      }
      EXPECT_GT(nobody.of("posts", s, b), 0) << "though it went on posting";
    }
  }
}

void expect_same_sales(const Outcome& outcome) {
  for (std::size_t s = 1; s < outcome.spec.strategies.size(); ++s) {
    for (std::uint32_t r = 0; r < outcome.spec.replicates; ++r) {
      for (const BrandId b : {BrandId{0}, BrandId{1}}) {
        const auto base = weekly(outcome.series, "units_sold", 0, b, r);
        const auto other = weekly(outcome.series, "units_sold", s, b, r);
        EXPECT_TRUE(std::ranges::equal(base, other)) << s;
        EXPECT_GT(outcome.of("units_sold", s, b, r), 0);
      }
    }
  }
}

TEST(FreeLunch, where_nobody_is_a_member_nobody_sees_anything_and_all_strategies_sell_the_same) {
  const Outcome nobody({"run.replicates=2", "run.weeks=26", "activity.membership=0"});
  expect_nobody_is_reached(nobody);
  expect_same_sales(nobody);
}

void expect_nothing_is_sold(const Outcome& none) {
  for (std::size_t s = 0; s < none.spec.strategies.size(); ++s) {
    for (const BrandId b : {BrandId{0}, BrandId{1}}) {
      for (const char* nothing : {"category_purchases", "units_sold", "revenue", "questions_asked",
                                  "leads", "complaints_public", "complaints_private", "praises"}) {
        EXPECT_EQ(none.of(nothing, s, b), 0) << nothing;
      }
      EXPECT_GT(none.of("brand_impressions", s, b), 0) << "though people read what is said";
      EXPECT_GT(none.of("clicks", s, b), 0) << "and look at the shop";
    }
  }
}

TEST(FreeLunch, where_nobody_needs_anything_nothing_is_sold) {
  expect_nothing_is_sold(Outcome({"run.replicates=2", "run.weeks=26", "need.per_year=0"}));
}

}  // namespace
}  // namespace rapport
