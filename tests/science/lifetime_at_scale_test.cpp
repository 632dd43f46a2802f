// BG/NBD at a million customers (EVIDENCE V8), and against the real CDNOW cohort of 1997 (23,570
// customers, weeks 1 to 39; Fader & Hardie), whose later weeks are kept for other hands.
#include <gtest/gtest.h>
#include <zlib.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>

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

TEST(LifetimeAtScale, gives_the_expected_purchases_of_one_week_within_one_per_cent) {
  constexpr std::uint32_t n = 1000000;
  constexpr std::uint32_t worlds = 5;
  double purchases = 0;
  for (std::uint32_t replicate = 1; replicate <= worlds; ++replicate) {
    Market market =
        cdnow({.customers = n, .weeks = 1, .network = quiet(n), .replicate = replicate});
    const World world = market.run({.census_sample = 0});
    purchases += static_cast<double>(market.count(world, "category_purchases"));
  }
  EXPECT_NEAR(purchases / (double{n} * worlds), 0.053268, 0.01 * 0.053268);
}

TEST(LifetimeAtScale, gives_the_expected_purchases_and_their_distribution_within_one_per_cent) {
  constexpr std::uint32_t n = 1000000;
  Market market = cdnow({.customers = n, .weeks = 78, .network = quiet(n)});
  World world = market.found();
  const RunOptions no_census{.census_sample = 0};
  const auto mean = [&] {
    return static_cast<double>(market.count(world, "category_purchases")) / n;
  };
  market.run_weeks(world, 10, no_census);
  EXPECT_NEAR(mean(), 0.432413, 0.01 * 0.432413);
  market.run_weeks(world, 29, no_census);
  EXPECT_NEAR(mean(), 1.196723, 0.01 * 1.196723);
  std::array<double, 5> histogram{};
  for (std::uint32_t j = 0; j < n; ++j) {
    const std::uint32_t x = Market::column<std::uint32_t>(world, "occasion_serial", j) -
                            (Market::column<std::uint8_t>(world, "left_category", j) != 0 ? 0 : 1);
    if (x < histogram.size()) {
      histogram[x] += 1.0 / n;
    }
  }
  constexpr std::array<double, 5> expected{.57379, .19940, .08543, .04586, .02767};
  for (std::size_t x = 0; x < expected.size(); ++x) {
    const double error = std::sqrt(expected[x] * (1 - expected[x]) / n);
    EXPECT_NEAR(histogram[x], expected[x], std::max(0.01 * expected[x], 4 * error));
    EXPECT_LT(std::abs(histogram[x] - expected[x]), 4 * error) << "bought " << x << " times";
  }
  market.run_weeks(world, 39, no_census);
  EXPECT_NEAR(mean(), 1.860519, 0.01 * 1.860519);
}

/// Days since 1 January 1997 on which each customer bought.
std::map<std::string, std::set<int>> read_cohort(const std::filesystem::path& file) {
  std::map<std::string, std::set<int>> cohort;
  gzFile stream = gzopen(file.c_str(), "rb");
  if (stream == nullptr) {
    return cohort;
  }
  std::array<char, 256> line{};
  while (gzgets(stream, line.data(), static_cast<int>(line.size())) != nullptr) {
    const std::string text(line.data());
    const std::size_t blank = text.find(' ');
    int date = 0;
    if (blank == std::string::npos ||
        std::from_chars(text.data() + blank + 1, text.data() + text.size(), date).ec !=
            std::errc{}) {
      continue;  // the header
    }
    using namespace std::chrono;
    const sys_days day = year(date / 10000) / month(static_cast<unsigned>(date / 100 % 100)) /
                         std::chrono::day(static_cast<unsigned>(date % 100));
    cohort[text.substr(0, blank)].insert(
        static_cast<int>((day - sys_days(year(1997) / 1 / 1)).count()));
  }
  gzclose(stream);
  return cohort;
}

TEST(LifetimeAtScale, buys_again_as_often_as_the_CDNOW_cohort_did) {
  const char* set = std::getenv("RAPPORT_DATA");
  const std::filesystem::path data = set != nullptr
                                         ? std::filesystem::path(set)
                                         : std::filesystem::path(RAPPORT_SOURCE) / "../shared/data";
  const auto cohort = read_cohort(data / "customers" / "cdnow-master-weeks1-39.txt.gz");
  if (cohort.empty()) {
    GTEST_SKIP() << "no CDNOW customers in " << data << ": set RAPPORT_DATA";
  }
  constexpr int last_day = 272;  // 30 September
  double repeats = 0;
  double never = 0;
  for (const auto& [customer, days] : cohort) {
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
  for (const auto& [customer, days] : cohort) {
    const auto observed = static_cast<std::size_t>(last_day - *days.begin());
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
