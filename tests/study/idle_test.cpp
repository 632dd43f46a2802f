// Mechanisms that are absent, off, or do nothing to others leave no trace in what others do.
#include <gtest/gtest.h>

#include <cmath>

#include "sim/tick/declaration.hpp"
#include "tests/study/first_study.hpp"

namespace rapport {
namespace {

const std::vector<std::string> few_weeks{"run.replicates=2", "run.weeks=4", "run.warm_up_weeks=2"};

StudySpec study_with(Catalogue catalogue, const std::vector<std::string>& more = {}) {
  std::vector<std::string> sets = few_weeks;
  sets.insert(sets.end(), more.begin(), more.end());
  StudySpec spec = plan_study(
      read_scenario(testing::scenarios_folder() / "first_run.toml", catalogue, sets), catalogue);
  spec.panel = 0;
  return spec;
}

std::vector<std::uint64_t> digests_with(Catalogue catalogue,
                                        const std::vector<std::string>& more = {}) {
  return testing::digests(run_study(study_with(catalogue, more), {}));
}

constexpr Column<double> idle_of_customer{
    "idle_of_customer", Of::customer, "1", 0, 1e300, 0, "what the idler writes down"};
constexpr Column<std::uint8_t> idle_of_relation{"idle_of_relation", Of::relation, "1", 0, 255, 0,
                                                "and of each brand"};

/// Hears everything, looks up luck, keeps books of its own, and touches nobody else's.
class Idler final : public Mechanism {
 public:
  Idler() { founds = opens = closes = counts_heads = reports = true; }

  void declare(Declaration& d) override {
    d.parameter(
        "amount", amount_,
        {.unit = "1", .low = 0, .high = 10, .value = 1, .meaning = "of idling", .source = "none"});
    d.own(mine_, idle_of_customer);
    d.own(ours_, idle_of_relation);
    d.own(brands_, {"idle_of_brand", "1", 0, "and of the brand"});
    d.counter(heard_,
              {"idle_heard", Ladder::operations, MeasureOf::brand, "1", "happenings heard"});
    d.stock(stock_,
            {"idle_stock", Ladder::operations, MeasureOf::brand, "1", "sum over customers"});
    d.level(level_, {"idle_level", Ladder::operations, MeasureOf::brand, "1", "ticks"});
    d.on<&Idler::hears<Shown>>(*this);
    d.on<&Idler::hears<Answered>>(*this);
    d.on<&Idler::hears<GaveUp>>(*this);
    d.on<&Idler::hears<NeverAnswered>>(*this);
    d.on<&Idler::hears<QuestionDue>>(*this);
    d.on<&Idler::hears<AdviceDue>>(*this);
    d.on<&Idler::hears<Occasion>>(*this);
    d.on<&Idler::hears<Seen>>(*this);
    d.on<&Idler::hears<Reacted>>(*this);
    d.on<&Idler::hears<Chose>>(*this);
    d.on<&Idler::hears<Bought>>(*this);
    d.on<&Idler::hears<Experienced>>(*this);
  }
  template <class H>
  void hears(Turn& turn, const H&) const {
    constexpr Purpose idle{"idler.idle"};
    turn.own(mine_) += amount_ * turn.u(idle, {static_cast<std::uint64_t>(H::kind)});
    for (std::size_t b = 0; b < turn.brand_count(); ++b) {
      turn.own(ours_, static_cast<BrandId>(b)) = 1;
      turn.count(heard_, static_cast<BrandId>(b));
    }
  }
  void found(Newcomer& who) const override { who.own(mine_) = who.u(Purpose{"idler.found"}); }
  void open(Office& office) const override { office.own(brands_) += 1; }
  void close(Office& office) const override { office.count(heard_); }
  void census(Census& census) const override {
    for (std::size_t b = 0; b < census.brand_count(); ++b) {
      census.add(stock_, static_cast<BrandId>(b), 1);
    }
  }
  void report(Report& report) const override { report.tell(level_, report.office.own(brands_)); }

 private:
  Value amount_;
  Own<double> mine_;
  Own<std::uint8_t> ours_;
  BrandOwn brands_;
  Counter heard_{};
  Stock stock_{};
  Level level_{};
};

MechanismInfo idler(bool on) {
  return {.summary = "hears everything and does nothing",
          .claims = "none",
          .on_by_default = on,
          .make = [] { return std::unique_ptr<Mechanism>(std::make_unique<Idler>()); }};
}

/// The catalogue with the idler in this place.
std::vector<CatalogueEntry> catalogue_with(const MechanismInfo& info, std::size_t place) {
  std::vector<CatalogueEntry> all(models::catalogue().begin(), models::catalogue().end());
  all.insert(all.begin() + static_cast<std::ptrdiff_t>(place), {"idler", "tests", &info});
  return all;
}

TEST(Idle, mechanisms_that_are_compiled_in_but_off_change_no_bit) {
  const auto plain = digests_with(models::catalogue());
  const MechanismInfo off = idler(false);
  for (const std::size_t place : {std::size_t{0}, std::size_t{12}, models::catalogue().size()}) {
    EXPECT_EQ(plain, digests_with(catalogue_with(off, place))) << place;
  }
  // lifetime is in the catalogue and off by default: as if it were not there
  std::vector<CatalogueEntry> without(models::catalogue().begin(), models::catalogue().end());
  EXPECT_EQ(std::erase_if(without, [](const auto& entry) { return entry.name == "lifetime"; }), 1U);
  EXPECT_EQ(plain, digests_with(without));
  EXPECT_EQ(plain, digests_with(models::catalogue(), {"lifetime.on=false"}));
  EXPECT_NE(plain, digests_with(models::catalogue(), {"lifetime.on=true"}));
}

/// A market that sets nothing of any mechanism but what decides that somebody posts, and switches
/// one off.
StudySpec bare_study(Catalogue catalogue, std::string_view off) {
  std::string text =
      "[run]\nreplicates = 1\nweeks = 6\nwarm_up_weeks = 1\n[market]\ncurrency = \"XTS\"\n"
      "discount_rate = 0.1\n[network]\ngenerator = \"holme_kim\"\ncustomers = 2000\n"
      "mean_degree = 10\n[platform.one]\n[brand.ours]\n[brand.rival]\nstrategy = \"plain\"\n"
      "[strategy.plain]\n[strategies]\ncompare = [\"plain\"]\n";
  if (!off.empty()) {
    text += "[" + std::string(off) + "]\non = false\n";
  }
  return plan_study(read_scenario_text(text, testing::scenarios_folder(), "bare.toml", catalogue,
                                       {}, testing::scenarios_folder()),
                    catalogue);
}

TEST(Idle, each_mechanism_switched_off_is_as_if_it_did_not_exist) {
  const std::vector<CatalogueEntry> all(models::catalogue().begin(), models::catalogue().end());
  const auto whole = testing::digests(run_study(bare_study(all, ""), {}));
  std::size_t matter = 0;
  for (const CatalogueEntry& entry : all) {
    SCOPED_TRACE(entry.name);
    std::vector<CatalogueEntry> without = all;
    std::erase_if(without, [&](const CatalogueEntry& one) { return one.name == entry.name; });
    const auto off = testing::digests(run_study(bare_study(all, entry.name), {}));
    EXPECT_EQ(off, testing::digests(run_study(bare_study(without, ""), {})));
    matter += off != whole ? 1 : 0;
  }
  EXPECT_GT(matter, all.size() / 2) << "the market is one in which mechanisms matter";
}

TEST(Idle, mechanisms_that_only_listen_change_nothing_that_others_measure) {
  const StudySpec plain_spec = study_with(models::catalogue());
  const Series plain(plain_spec, run_study(plain_spec, {}));
  const MechanismInfo on = idler(true);
  for (const std::size_t place : {std::size_t{0}, models::catalogue().size()}) {
    const auto catalogue = catalogue_with(on, place);
    const StudySpec spec = study_with(catalogue);
    const Series idle(spec, run_study(spec, {}));
    EXPECT_GT(testing::total(idle, "idle_heard", 1, spec.focal), 10000);
    EXPECT_EQ(testing::total(idle, "idle_stock", 1, spec.focal), spec.setting->customers());
    EXPECT_EQ(idle.measures().size(), plain.measures().size() + 3);
    for (const Measure& measure : plain.measures()) {
      const Measure* same = idle.find(measure.about.name);
      ASSERT_NE(same, nullptr) << measure.about.name;
      for (std::size_t i = 0; i < measure.values.size(); ++i) {
        const bool missing = std::isnan(measure.values[i]) && std::isnan(same->values[i]);
        ASSERT_TRUE(missing || measure.values[i] == same->values[i]) << measure.about.name;
      }
    }
  }
}

}  // namespace
}  // namespace rapport
