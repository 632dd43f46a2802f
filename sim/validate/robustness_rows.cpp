// R1 to R4: what living gains on existing, a customer, in the first run's market and in others that
// differ from it in one thing. Replicates have the same luck in all of them, as far as they have
// the same customers.
#include "sim/validate/robustness_rows.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "sim/study/series.hpp"
#include "sim/validate/study_of.hpp"

namespace rapport::validate {
namespace {

using Sets = std::vector<std::string>;

/// One market beside the first run's.
struct Variant {
  std::string name;
  Sets sets;
  std::string file = "validate/elsewhere.toml";
};

/// What is concluded of: a measure's total, of the market or a customer.
struct Conclusion {
  const char* measure;
  const char* name;
  bool a_customer;
};
constexpr Conclusion conclusions[] = {{"profit", "profit a customer", true},
                                      {"revenue", "revenue a customer", true},
                                      {"trust", "trust of those who know the brand", false}};

/// Living less existing, one a replicate, of each conclusion.
using Gains = std::vector<std::vector<double>>;

Gains gains(const Laboratory& laboratory, const Variant& variant) {
  Sets sets{fmt::format("run.replicates={}", laboratory.at(6, 32)),
            fmt::format("run.weeks={}", laboratory.at(13, 52))};
  sets.insert(sets.end(), variant.sets.begin(), variant.sets.end());
  const StudySpec spec = study_of(laboratory, variant.file, sets);
  const Series series(spec, run_study(spec, {}));
  Gains all;
  for (const Conclusion& one : conclusions) {
    const Measure* measure = series.find(one.measure);
    RAPPORT_CHECK(measure != nullptr, "the first run's market measures what it concludes of");
    const double heads = one.a_customer ? spec.setting->customers() : 1.0;
    std::vector<double>& of_one = all.emplace_back();
    for (std::size_t r = 0; r < series.replicates(); ++r) {
      of_one.push_back(
          (series.total(*measure, 1, r, spec.focal) - series.total(*measure, 0, r, spec.focal)) /
          heads);
    }
  }
  return all;
}

void add(std::vector<Check>& checks, const std::string& where, const Gains& there,
         const Gains& here) {
  for (std::size_t i = 0; i < std::size(conclusions); ++i) {
    Check check;
    check.what = fmt::format("{}: {}", conclusions[i].name, where);
    const Stand stand = stand_of(there[i], here[i]);
    check.measured = {stand.here.mean, stand.here.standard_error};
    check.stand = stand;
    checks.push_back(std::move(check));
  }
}

std::vector<Check> beside_the_first_run(const Laboratory& laboratory, const std::string& as_it_is,
                                        const std::vector<Variant>& variants) {
  const Gains there = gains(laboratory, {as_it_is, {}});
  std::vector<Check> checks;
  add(checks, as_it_is, there, there);
  for (const Variant& variant : variants) {
    add(checks, variant.name, there, gains(laboratory, variant));
  }
  return checks;
}

std::string generated(const std::string& generator, const std::string& more) {
  return fmt::format("network={{generator=\"{}\", customers=10680, {}}}", generator, more);
}

/// What must grow with the customers, so that each is served and paid for as before.
Sets grown(int times) {
  const auto scaled = [&](const char* path, double value) {
    return fmt::format("{}={}", path, value * times);
  };
  return {fmt::format("network.copies={}", times),
          scaled("strategy.existing.staff.hours_per_week", 5.7),
          scaled("strategy.existing.staff.voices", 1),
          scaled("strategy.living.staff.hours_per_week", 14),
          scaled("strategy.living.staff.voices", 3),
          scaled("publishing.minutes_per_post", 23),
          scaled("costs.post", 15),
          scaled("costs.search", 50),
          scaled("costs.giveaway", 400)};
}

}  // namespace

std::vector<Check> with_longer_ticks(const Laboratory& laboratory) {
  return beside_the_first_run(laboratory, "ticks of 1 hour",
                              {{"ticks of 2 hours", {"run.hours_per_tick=2"}}});
}

std::vector<Check> on_other_networks(const Laboratory& laboratory) {
  return beside_the_first_run(
      laboratory, "real: PGP's keys",
      {{"Erdos & Renyi", {generated("erdos_renyi", "mean_degree=4.55")}},
       {"Barabasi & Albert", {generated("barabasi_albert", "mean_degree=4.55")}},
       {"Watts & Strogatz", {generated("watts_strogatz", "mean_degree=4, rewired=0.1")}},
       {"configuration: PGP's degrees", {"network.use=\"degrees\""}},
       {"real: farmers", {}, "validate/farmers.toml"},
       {"real: physicians", {}, "validate/physicians.toml"}});
}

std::vector<Check> with_ten_times_as_many(const Laboratory& laboratory) {
  const std::string fewer = fmt::format("run.replicates={}", laboratory.at(3, 12));
  Sets served = grown(10);
  served.push_back(fewer);
  std::vector<Variant> variants{{"106,800, desks ten times as large", served}};
  if (laboratory.full()) {
    variants.push_back({"106,800, and the desks of 10,680", {"network.copies=10", fewer}});
  }
  return beside_the_first_run(laboratory, "10,680 customers", variants);
}

std::vector<Check> after_longer_warm_ups(const Laboratory& laboratory) {
  return beside_the_first_run(laboratory, "8 weeks of warm-up",
                              {{"26 weeks of warm-up", {"run.warm_up_weeks=26"}}});
}

}  // namespace rapport::validate
