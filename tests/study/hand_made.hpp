// A study whose results are written by hand, to hold what is derived from results to sums by hand.
#pragma once

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "models/catalogue.hpp"
#include "sim/study/series.hpp"

namespace rapport::testing {

/// Two strategies, one brand and one platform; everything zero until set.
class HandMade {
 public:
  HandMade(std::uint32_t replicates, std::uint32_t weeks) {
    auto setting = std::make_shared<Setting>();
    setting->brands = {"brand"};
    setting->platforms = {"platform"};
    setting->networks = {std::make_shared<Network>(10)};
    spec.setting = setting;
    const auto model =
        std::make_shared<Model>(models::catalogue(), Extent{},
                                [](const CatalogueEntry& e) { return e.info->on_by_default; });
    spec.strategies = {{"first", model, {}}, {"second", model, {}}};
    spec.replicates = replicates;
    spec.weeks = weeks;
    const Layout& layout = *model->layout();
    WeekRecord empty;
    empty.counts.assign(layout.measures.counters.size(), 0);
    empty.stocks.assign(layout.measures.stocks.size(), 0);
    empty.levels.assign(layout.measures.levels.size(), 0);
    empty.entries.assign(layout.entries.size(), 0);
    empty.followers.assign(1, 0);
    WorldRecord world;
    world.weeks.assign(weeks, empty);
    result.worlds.assign(2, std::vector<WorldRecord>(replicates, world));
  }

  struct Place {
    std::size_t strategy = 0;
    std::size_t replicate = 0;
    std::size_t week = 0;
  };
  void count(Place at, std::string_view name, std::int64_t value) {
    week(at).counts[find(layout().measures.counters, name)] = value;
  }
  void stock(Place at, std::string_view name, double value) {
    week(at).stocks[find(layout().measures.stocks, name)] = value;
  }
  /// Of the books: "revenue", "wages", ... in currency.
  void book(Place at, std::string_view name, double amount) {
    week(at).entries[find(layout().entries, name)] = std::llround(amount * 100);
  }
  void followers(Place at, std::int64_t value) { week(at).followers[0] = value; }

  /// A measure by week and as a total, of a strategy's replicate.
  double in_week(const Series& series, std::string_view name, Place at) const {
    return series.weekly(*series.find(name), at.strategy, at.replicate, BrandId{})[at.week];
  }
  double total(const Series& series, std::string_view name, Place at) const {
    return series.total(*series.find(name), at.strategy, at.replicate, BrandId{});
  }

  StudySpec spec;
  StudyResult result;

 private:
  const Layout& layout() const { return *spec.strategies.front().model->layout(); }
  WeekRecord& week(Place at) { return result.worlds[at.strategy][at.replicate].weeks[at.week]; }
  template <class Info>
  static std::size_t find(const std::vector<Info>& list, std::string_view name) {
    const auto found = std::ranges::find(list, name, &Info::name);
    if (found == list.end()) {
      throw std::invalid_argument("nothing is called " + std::string(name));
    }
    return static_cast<std::size_t>(found - list.begin());
  }
};

}  // namespace rapport::testing
