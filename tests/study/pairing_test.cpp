// The same luck: worlds of one seed differ by what a strategy causes, and by nothing else.
#include <gtest/gtest.h>

#include <set>

#include "analysis/estimate/difference.hpp"
#include "sim/world/columns.hpp"
#include "tests/study/first_study.hpp"

namespace rapport {
namespace {

using testing::first_study;

TEST(Pairing, replaces_at_least_thirty_independent_pairs) {
  const StudySpec spec =
      first_study({"run.replicates=16", "strategies={compare=[\"existing\", \"living\"]}"});
  const Series series(spec, run_study(spec, {}));
  const Measure& margin = *series.find("contribution_margin");
  const auto existing = series.totals(margin, 0, spec.focal);
  const auto living = series.totals(margin, 1, spec.focal);
  EXPECT_GE(estimate::variance_reduction_factor(existing, living), 30);
}

/// Everybody's purchases, in order.
class Purchases final : public Watch {
 public:
  bool watches(CustomerId) const override { return true; }
  void saw(CustomerId who, Hours now, Kind kind, const void* happening) override {
    if (kind == Kind::bought) {
      const auto& bought = *static_cast<const Bought*>(happening);
      all_[static_cast<std::uint32_t>(who)].push_back({now, bought.brand});
    }
  }
  std::size_t customers_that_differ(const Purchases& other) const {
    std::set<std::uint32_t> who;
    for (const auto& [customer, list] : all_) {
      const auto found = other.all_.find(customer);
      if (found == other.all_.end() || found->second != list) {
        who.insert(customer);
      }
    }
    for (const auto& [customer, list] : other.all_) {
      if (!all_.contains(customer)) {
        who.insert(customer);
      }
    }
    return who.size();
  }

 private:
  std::map<std::uint32_t, std::vector<std::pair<Hours, BrandId>>> all_;
};

TEST(Pairing, keeps_a_butterfly_small) {
  const StudySpec spec = first_study({"run.replicates=1"});
  const Model& model = *spec.strategies[0].model;
  const ThreadLimit limit(1);  // the watch is not for two threads
  const std::uint32_t per_week = spec.setting->clock.ticks_per_week();
  World warm = found(model, spec.setting, Luck(1, 0));
  run_until(model, warm, 8 * per_week, {}, {});
  World plain = warm;
  World with_post = warm;
  Message extra;  // one post more than everybody's luck knows of
  extra.what = extra.root = identity(0x627574746572ULL, 1);
  extra.sent = plain.setting->clock.start_of(plain.tick);
  extra.brand = spec.focal;
  extra.kind = MessageKind::promotion;
  with_post.mail[row(spec.focal)].said.push_back({extra, Audience::followers()});
  Purchases one;
  Purchases other;
  RunOptions options;
  options.watch = &one;
  run_until(model, plain, 60 * per_week, options, {});
  options.watch = &other;
  run_until(model, with_post, 60 * per_week, options, {});
  EXPECT_NE(digest(plain), digest(with_post));
  EXPECT_LT(static_cast<double>(one.customers_that_differ(other)),
            0.001 * spec.setting->customers());
}

TEST(Pairing, leaves_exogenous_clocks_alone) {
  const StudySpec spec = first_study({"run.replicates=2", "run.weeks=12"});
  const Series series(spec, run_study(spec, {}));
  for (const char* name : {"category_purchases"}) {
    const Measure& m = *series.find(name);
    for (std::size_t s = 1; s < spec.strategies.size(); ++s) {
      for (std::size_t r = 0; r < spec.replicates; ++r) {
        EXPECT_EQ(series.total(m, 0, r, spec.focal), series.total(m, s, r, spec.focal)) << name;
      }
    }
  }
}

TEST(Uninformed, are_exactly_at_the_prior) {
  const StudySpec spec = first_study({"run.replicates=1", "run.weeks=2"});
  const Model& model = *spec.strategies[1].model;
  World world = found(model, spec.setting, Luck(1, 0));
  run_until(model, world, 4 * spec.setting->clock.ticks_per_week(), {}, {});
  const auto offset = [&](std::string_view name) {
    for (const ColumnInfo& column : world.layout->rows.columns) {
      if (column.name == name) {
        return column.offset;
      }
    }
    return ~0U;
  };
  std::size_t uninformed = 0;
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    Fading in_favour;
    Fading against;
    std::memcpy(&in_favour, world.rows.at(CustomerId{j}) + offset(columns::trust_for.name),
                sizeof(Fading));
    std::memcpy(&against, world.rows.at(CustomerId{j}) + offset(columns::trust_against.name),
                sizeof(Fading));
    if (in_favour.crossing == Fading::never && against.crossing == Fading::never) {
      ++uninformed;
      EXPECT_EQ(world.laws.trust.trust(world.laws.trust.evidence(in_favour, against, 700)), 0.5);
    }
  }
  EXPECT_GT(uninformed, world.customers() / 4);
}

}  // namespace
}  // namespace rapport
