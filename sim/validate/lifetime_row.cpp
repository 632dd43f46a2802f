// V8: purchases of customers who may leave after any of them are BG/NBD (Fader, Hardie & Lee 2005;
// CDNOW).
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/estimate/targets/bg_nbd.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/model_rows.hpp"

namespace rapport::validate {
namespace {

constexpr targets::BgNbd cdnow{0.243, 4.414, 0.793, 2.426};  // weeks
constexpr double observed_weeks = 6528.0 / 168;              // the published case's 38.86
constexpr double case_last = 30.43;  // after two purchases: 1.226 to expect (Fader et al. 2005)
constexpr double weeks_ahead = 39;
constexpr std::array<double, 4> horizons{1, 10, 39, 78};  // weeks

/// What each customer has bought by when. Purchases are known to the hour.
class Cohort final : public Watch {
 public:
  struct One {
    std::array<std::uint8_t, horizons.size()> within{};
    std::uint8_t observed = 0;  ///< in the weeks observed
    std::uint8_t ahead = 0;     ///< in those after them
    float last = 0;             ///< hour of the last purchase observed
  };

  explicit Cohort(std::uint32_t customers) : all_(customers) {}
  std::uint32_t next_chosen(std::uint32_t from) const override { return from; }
  void saw(CustomerId who, Hours now, Kind kind, const void*) override {
    if (kind != Kind::occasion) {
      return;
    }
    One& one = all_[row(who)];
    const auto count = [&](std::uint8_t& to, double from_week, double to_week) {
      const bool in = now >= from_week * 168 && now < to_week * 168;
      to = static_cast<std::uint8_t>(std::min(255, to + (in ? 1 : 0)));
      return in;
    };
    for (std::size_t i = 0; i < horizons.size(); ++i) {
      count(one.within[i], 0, horizons[i]);
    }
    count(one.ahead, observed_weeks, observed_weeks + weeks_ahead);
    if (count(one.observed, 0, observed_weeks)) {
      one.last = static_cast<float>(now + 0.5);
    }
  }
  const std::vector<One>& all() const { return all_; }

 private:
  std::vector<One> all_;
};

struct Cohorts {
  std::array<Sum, horizons.size()> bought;
  std::array<double, 5> histogram{};  ///< of purchases in 39 weeks
  double all = 0;
  Sum ahead;                                        ///< purchases ahead
  Sum surprise, surprise_of_two, surprise_of_case;  ///< those less the expected

  void add(const Cohort::One& one) {
    all += 1;
    for (std::size_t i = 0; i < horizons.size(); ++i) {
      bought[i].add(one.within[i]);
    }
    if (one.within[2] < histogram.size()) {
      histogram[one.within[2]] += 1;
    }
    const double last = double{one.last} / 168;
    const double off = one.ahead - targets::expected_ahead(
                                       cdnow, {one.observed, last, observed_weeks}, weeks_ahead);
    ahead.add(one.ahead);
    surprise.add(off);
    if (one.observed == 2) {
      surprise_of_two.add(off);
      if (std::abs(last - case_last) < 1) {
        surprise_of_case.add(off);
      }
    }
  }
};

}  // namespace

std::vector<Check> repeat_buying_is_bg_nbd(const Laboratory& laboratory) {
  const std::uint32_t customers = laboratory.at(100000U, 500000U);
  const std::uint32_t replicates = laboratory.at(1U, 12U);
  const Experiment market(laboratory, "lifetime.toml",
                          {fmt::format("network.customers={}", customers)});
  Cohorts found;
  for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
    Cohort cohort(customers);
    World world = market.found(replicate);
    market.run_weeks(world, 78, {.watch = &cohort, .census_sample = 0});
    for (const Cohort::One& one : cohort.all()) {
      found.add(one);
    }
  }
  std::vector<Check> checks;
  for (std::size_t i = 0; i < horizons.size(); ++i) {
    const double target = targets::expected_purchases(cdnow, horizons[i]);
    checks.push_back({fmt::format("purchases in {} weeks", horizons[i]), target,
                      found.bought[i].mean(), 0.01 * target});
  }
  for (std::size_t x = 0; x < found.histogram.size(); ++x) {
    const double target = targets::purchases_share(cdnow, static_cast<int>(x), 39);
    checks.push_back({fmt::format("share with {} purchases in 39 weeks", x), target,
                      share(found.histogram[x], found.all), 0.01 * target});
  }
  checks.push_back({"purchases in the 39 weeks after 38.86, less those expected", 0,
                    found.surprise.mean(), 0.01 * found.ahead.mean().value});
  checks.push_back({"of those who had bought twice", 0, found.surprise_of_two.mean(), 0.012});
  // of so few that only their own error judges
  const Estimate of_case = found.surprise_of_case.mean();
  checks.push_back({"of those whose second repeat purchase was in week 30.43 (+- 1)", 0, of_case,
                    4 * of_case.error});
  return checks;
}

}  // namespace rapport::validate
