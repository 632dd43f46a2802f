// What a file tells of its study, against the study; and strategies of two files, against sums by
// hand.
#include "sim/study/across.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <optional>
#include <span>

#include "sim/study/trajectory.hpp"
#include "tests/study/hand_made.hpp"

namespace rapport::testing {
namespace {

struct Said {
  std::int64_t seed = 1;
  std::string network = "0123456789abcdef";
  double discount_rate = 0.1;
  std::string currency = "GBP";
  std::string model = "1";
};

/// One week; the second strategy earns `gains` more than the first, whose luck is its number.
HandMade earning(std::span<const double> gains) {
  HandMade study(static_cast<std::uint32_t>(gains.size()), 1);
  for (std::size_t r = 0; r < gains.size(); ++r) {
    const double luck = 10.0 * static_cast<double>(r);
    study.book({.replicate = r}, "revenue", 500 + luck);
    study.book({.strategy = 1, .replicate = r}, "revenue", 500 + luck + gains[r]);
    study.count({.replicate = r}, "units_sold", 50);
    study.count({.strategy = 1, .replicate = r}, "units_sold", 60);
    study.book({.strategy = 1, .replicate = r}, "wages", 1);
    study.count({.strategy = 1, .replicate = r}, "staff_minutes", 60);
  }
  study.spec.discount_rate = 0.1;
  return study;
}

Group file_of(const HandMade& study, const Said& said = {}) {
  const Series series(study.spec, study.result);
  Provenance provenance;
  provenance.start = "2026-01-05";
  provenance.currency = said.currency;
  provenance.attributes = {{"title", std::string("By hand")},
                           {"format_version", std::string("2.2")},
                           {"model_version", said.model},
                           {"focal_brand", study.spec.setting->brands[0]},
                           {"baseline", std::string("first")},
                           {"currency", said.currency},
                           {"network_digest", said.network},
                           {"discount_rate", said.discount_rate},
                           {"seed", said.seed},
                           {"warm_up_weeks", std::int64_t{0}},
                           {"customers", std::int64_t{10}}};
  return trajectory(study.spec, study.result, series,
                    {compare(study.spec, study.result, series, 0, 1, said.currency)}, provenance);
}

StoredStudy stored(const std::string& name, std::span<const double> gains, const Said& said = {}) {
  return stored_study(file_of(earning(gains), said), name);
}

constexpr std::array<double, 4> some = {10, 14, 6, 10};
/// Skewed, and enough of them to be bootstrapped.
constexpr std::array<double, 8> skewed = {1, 1, 2, 2, 1, 2, 1, 40};

TEST(StoredStudy, tells_what_the_run_found) {
  const HandMade study = earning(skewed);
  const Series series(study.spec, study.result);
  const Comparison ran = compare(study.spec, study.result, series, 0, 1, "GBP");
  const StoredStudy again = stored_study(file_of(study), "a.h5");
  ASSERT_EQ(again.comparisons.size(), 1U);
  const Comparison& told = again.comparisons.front();
  EXPECT_EQ(told.verdict, ran.verdict);
  EXPECT_EQ(told.margin, ran.margin);
  EXPECT_EQ(told.wage, ran.wage);
  EXPECT_EQ(told.break_even_margin.value, ran.break_even_margin.value);
  EXPECT_EQ(told.break_even_wage.low, ran.break_even_wage.low);
  EXPECT_EQ(told.present_value.mean, ran.present_value.mean);
  EXPECT_EQ(told.present_value.low, ran.present_value.low);
  ASSERT_EQ(told.measures.size(), ran.measures.size());
  EXPECT_EQ(ran.find("profit")->difference.method, estimate::Method::bca_bootstrap);
  for (const ComparedMeasure& m : ran.measures) {
    const ComparedMeasure* of_file = told.find(m.name);
    ASSERT_NE(of_file, nullptr) << m.name;
    EXPECT_EQ(of_file->unit, m.unit);
    EXPECT_EQ(of_file->ladder, m.ladder);
    EXPECT_EQ(of_file->pairs, m.pairs) << m.name;
    EXPECT_EQ(of_file->difference.interval.low, m.difference.interval.low) << m.name;
    EXPECT_EQ(of_file->difference.method, m.difference.method) << m.name;
    EXPECT_EQ(of_file->variance_reduction, m.variance_reduction) << m.name;
    EXPECT_EQ(of_file->with_profit.high, m.with_profit.high) << m.name;
    EXPECT_EQ(of_file->bootstrapped_weeks(), m.bootstrapped_weeks()) << m.name;
  }
}

TEST(StoredStudy, refuses_what_is_no_study_and_says_what_it_lacks) {
  Group file = file_of(earning(some));
  std::erase_if(file.groups, [](const Group& group) { return group.name == "totals"; });
  EXPECT_THROW(stored_study(file, "a.h5"), IoError);
  EXPECT_THROW(stored_study(Group{}, "a.h5"), IoError);
  try {
    stored_study(file, "a.h5");
  } catch (const IoError& error) {
    EXPECT_STREQ(error.what(), "a.h5 is not a study of rapport: it has no group 'totals'");
  }
}

TEST(Across, studies_of_one_luck_are_pairs) {
  const std::array<double, 4> more = {20, 26, 14, 20};
  const StoredStudy a = stored("a.h5", some);
  const StoredStudy b = stored("b.h5", more);
  ASSERT_TRUE(what_unpairs(a, b).empty());
  const Comparison c = compare_across({&a, 1, "a:second"}, {&b, 1, "b:second"});
  EXPECT_TRUE(c.paired);
  EXPECT_FALSE(c.balanced);
  const ComparedMeasure& profit = *c.find("profit");
  // gains 10, 12, 8, 10: mean 10, standard error sqrt(8/3/4), t(3) = 3.182446305284263
  EXPECT_EQ(profit.difference.interval.mean, 10);
  EXPECT_NEAR(profit.difference.interval.high, 10 + 3.182446305284263 * std::sqrt(8.0 / 12), 1e-9);
  EXPECT_EQ(profit.pairs, 4U);
  EXPECT_EQ(profit.with_profit.n, 4U);
  EXPECT_EQ(c.verdict,
            "b:second earned 10.00 GBP more than a:second over 1 week (95 % interval 7.40 to "
            "12.60; 4 paired replicates): b:second pays here.");
  EXPECT_NEAR(c.present_value.mean, 10 / std::exp(std::log(1.1) / 52), 1e-9);
}

TEST(Across, skewed_differences_of_pairs_are_bootstrapped_as_in_a_run) {
  const StoredStudy a = stored("a.h5", skewed);
  const Comparison c = compare_across({&a, 0, "a:first"}, {&a, 1, "a:second"});
  EXPECT_TRUE(c.balanced);
  const ComparedMeasure& within = *a.comparisons.front().find("profit");
  EXPECT_EQ(c.find("profit")->difference.method, estimate::Method::bca_bootstrap);
  EXPECT_EQ(c.find("profit")->difference.interval.low, within.difference.interval.low);
  EXPECT_EQ(c.break_even_margin.value, a.comparisons.front().break_even_margin.value);
}

TEST(Across, of_unpaired_studies_has_welchs_interval_and_no_luck_saved) {
  const StoredStudy a = stored("a.h5", some);
  const StoredStudy b = stored("b.h5", skewed, {.seed = 2, .network = "fedcba9876543210"});
  EXPECT_EQ(what_unpairs(a, b),
            (std::vector<std::string>{"seed 1 and 2", "two networks", "replicates 4 and 8"}));
  const Comparison c = compare_across({&a, 1, "a:second"}, {&b, 1, "b:second"});
  EXPECT_FALSE(c.paired);
  const ComparedMeasure& profit = *c.find("profit");
  const estimate::Interval wanted =
      estimate::unpaired_difference(a.totals_of(1)("profit"), b.totals_of(1)("profit"));
  EXPECT_EQ(profit.difference.method, estimate::Method::welch_t);
  EXPECT_EQ(profit.difference.interval.low, wanted.low);
  EXPECT_EQ(profit.pairs, 4U);
  EXPECT_TRUE(std::isnan(profit.variance_reduction));
  EXPECT_EQ(profit.with_profit.n, 0U);
  EXPECT_NE(c.verdict.find("4 or more replicates of each, unpaired"), std::string::npos);
}

TEST(Across, knows_no_present_value_at_two_rates) {
  const StoredStudy a = stored("a.h5", some);
  const StoredStudy b = stored("b.h5", some, {.discount_rate = 0.2});
  EXPECT_EQ(compare_across({&a, 0, "a"}, {&b, 0, "b"}).present_value.n, 0U);
}

TEST(Across, says_all_that_forbids_a_comparison) {
  const StoredStudy a = stored("a.h5", some);
  const StoredStudy b = stored("b.h5", some, {.currency = "EUR", .model = "2"});
  EXPECT_TRUE(what_forbids(a, a).empty());
  const std::vector<Problem> problems = what_forbids(a, b);
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(problems[0].file, "b.h5");
  EXPECT_EQ(problems[0].what,
            "cannot be compared with a.h5: the currency is GBP there and EUR here");
  EXPECT_EQ(problems[1].what,
            "cannot be compared with a.h5: the model's version is 1 there and 2 here");
}

}  // namespace
}  // namespace rapport::testing
