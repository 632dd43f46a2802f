// BG/NBD against the real CDNOW cohort of 1997 (23,570 customers, weeks 1 to 39; Fader & Hardie),
// whose later weeks are kept for other hands. Its closed forms: rapport validate V8.
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "analysis/predict/cohort.hpp"
#include "tests/models/testing.hpp"

namespace rapport::testing {
namespace {

constexpr double per_year = 0.243 / 4.414 * 365.25 / 7;  // r / alpha a week

Market cdnow(const MarketPlan& plan) {
  Market market(plan, {"need", "lifetime"});
  market.set("need.per_year", per_year).set("need.shape", 0.243);
  market.set("lifetime.leave_a", 0.793).set("lifetime.leave_b", 2.426);
  return market;
}

TEST(CdnowCohort, buys_again_as_often_as_the_CDNOW_cohort_did) {
  const char* set = std::getenv("RAPPORT_DATA");
  const std::filesystem::path data = set != nullptr
                                         ? std::filesystem::path(set)
                                         : std::filesystem::path(RAPPORT_SOURCE) / "../shared/data";
  const std::filesystem::path file = data / "customers" / "cdnow-master-weeks1-39.txt.gz";
  if (!std::filesystem::exists(file)) {
    GTEST_SKIP() << "no CDNOW customers in " << data << ": set RAPPORT_DATA";
  }
  const predict::Cohort cohort = predict::read_cohort(file);
  const std::chrono::sys_days end = std::chrono::year(1997) / std::chrono::September / 30;
  constexpr int last_day = 272;  // the end, from 1 January on
  double repeats = 0;
  double never = 0;
  for (const auto& days : cohort) {
    repeats += static_cast<double>(days.size()) - 1;
    never += days.size() == 1 ? 1 : 0;
  }
  ASSERT_EQ(cohort.size(), 23570U);

  // the model's repeat purchases within d days of the first
  constexpr std::uint32_t n = 200000;
  Market market = cdnow({.customers = n, .weeks = 40, .network = quiet(n)});
  Witness<Occasion> witness;
  market.run({.watch = &witness, .census_sample = 0});
  std::array<double, last_day + 1> mean{};
  std::array<double, last_day + 1> none{};
  none.fill(1);
  for (const auto& sight : witness.sights()) {
    for (auto d = static_cast<std::size_t>(sight.hour / 24) + 1; d < mean.size(); ++d) {
      mean[d] += 1.0 / n;
      none[d] -= sight.what.serial == 1 ? 1.0 / n : 0.0;
    }
  }
  double expected_repeats = 0;
  double expected_never = 0;
  for (const auto& days : cohort) {
    const auto observed = static_cast<std::size_t>((end - *days.begin()).count());
    expected_repeats += mean[observed];
    expected_never += none[observed];
  }
  const auto size = static_cast<double>(cohort.size());
  RecordProperty("repeats", std::to_string(repeats) + " real, " + std::to_string(expected_repeats));
  EXPECT_NEAR(expected_repeats / repeats, 1, 0.05);  // the numbers were fitted to a tenth of it
  EXPECT_NEAR(expected_never / size, never / size, 0.02);
}

}  // namespace
}  // namespace rapport::testing
