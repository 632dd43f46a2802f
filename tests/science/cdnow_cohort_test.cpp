// BG/NBD against the real CDNOW cohort of 1997 (23,570 customers, weeks 1 to 39; Fader & Hardie),
// whose later weeks are kept for other hands. Its closed forms: rapport validate V8.
#include <gtest/gtest.h>
#include <zlib.h>

#include <array>
#include <charconv>
#include <chrono>
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

TEST(CdnowCohort, buys_again_as_often_as_the_CDNOW_cohort_did) {
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
