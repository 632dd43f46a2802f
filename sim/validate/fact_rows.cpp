#include "sim/validate/fact_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "sim/study/series.hpp"
#include "sim/validate/experiment.hpp"
#include "sim/validate/study_of.hpp"

namespace rapport::validate {
namespace {

using Sets = std::vector<std::string>;
constexpr double inf = std::numeric_limits<double>::infinity();

Check fact(std::string what, Estimate measured, double low, double high) {
  Check check;
  check.what = std::move(what);
  check.measured = measured;
  check.band = Band{low, high};
  return check;
}

/// The study of the facts, at a size; weeks are those of the first run.
StudySpec market(const Laboratory& laboratory, Sets sets) {
  sets.push_back(fmt::format("run.replicates={}", laboratory.at(4, 32)));
  sets.push_back(fmt::format("run.weeks={}", laboratory.at(26, 52)));
  return study_of(laboratory, "validate/facts.toml", sets);
}

/// One value a replicate.
using Values = std::vector<double>;

/// Mean and error of what is made of two strategies' totals, replicate by replicate.
template <class Make>
Estimate over_replicates(std::size_t replicates, const Make& make) {
  Sum sum;
  for (std::size_t r = 0; r < replicates; ++r) {
    sum.add(make(r));
  }
  return sum.mean();
}

class Totals {
 public:
  explicit Totals(const StudySpec& spec) : focal_(spec.focal), series_(spec, run_study(spec, {})) {}
  double operator()(std::string_view measure, std::size_t strategy, std::size_t replicate) const {
    const Measure* found = series_.find(measure);
    RAPPORT_CHECK(found != nullptr, "nobody measures '" + std::string(measure) + "'");
    return series_.total(*found, strategy, replicate, focal_);
  }
  std::size_t replicates() const { return series_.replicates(); }

 private:
  BrandId focal_;
  Series series_;
};

// --- V17

/// Of customers' cascades: how many relays, and how many of them beyond the first hop.
struct Tree {
  double relays = 0, beyond = 0;
};

std::vector<Tree> trees(const Laboratory& laboratory) {
  const StudySpec spec = study_of(laboratory, "validate/facts.toml", {});
  World world = found(*spec.strategies.front().model, spec.setting, Luck(spec.seed, 0));
  std::unordered_map<std::uint64_t, Tree> of_root;
  RunOptions options{.census_sample = 0};
  options.after_tick = [&](const World& now) {
    for (const Message& m : now.messages.slot(now.tick - 1)) {
      const bool told = m.kind == MessageKind::praise || m.kind == MessageKind::complaint;
      if (!told || !m.by_customer || !m.names_brand) {
        continue;
      }
      if (m.hop == 0) {
        of_root.emplace(m.root.value, Tree{});
      } else if (const auto tree = of_root.find(m.root.value); tree != of_root.end()) {
        tree->second.relays += 1;
        tree->second.beyond += m.hop > 1 ? 1 : 0;
      }
    }
  };
  run_until(*spec.strategies.front().model, world, laboratory.at(26U, 52U) * hours_per_week,
            options, {});
  std::vector<Tree> all;
  for (const auto& [root, tree] : of_root) {
    all.push_back(tree);
  }
  return all;
}

}  // namespace

std::vector<Check> cascades_as_published(const Laboratory& laboratory) {
  const std::vector<Tree> all = trees(laboratory);
  double alone = 0;
  double deep = 0;
  double adoptions = 0;
  double beyond = 0;
  for (const Tree& tree : all) {
    alone += tree.relays == 0 ? 1 : 0;
    deep += tree.beyond > 0 ? 1 : 0;
    adoptions += tree.relays;
    beyond += tree.beyond;
  }
  const auto n = static_cast<double>(all.size());
  return {
      fact("share of what is told that nobody passes on", share(alone, n), 0.70, 0.95),
      fact("share of cascades that go beyond one hop", share(deep, n), 0.01, 0.04),
      fact("share of relays beyond one hop", share(beyond, std::max(adoptions, 1.0)), 0.01, 0.06)};
}

std::vector<Check> replies_as_published(const Laboratory& laboratory) {
  // "living" beside the same way of working with nobody who answers
  const StudySpec spec = market(laboratory, {"strategies={compare=[\"unanswered\", \"living\"]}"});
  const Totals totals(spec);
  const auto gained = [&](const auto& measure) {
    return over_replicates(totals.replicates(),
                           [&](std::size_t r) { return measure(1U, r) - measure(0U, r); });
  };
  const auto of = [&](std::string_view name) {
    return [&totals, name](std::size_t s, std::size_t r) { return totals(name, s, r); };
  };
  const auto complaints_a_failure = [&](std::size_t s, std::size_t r) {
    return (totals("complaints_public", s, r) + totals("complaints_private", s, r)) /
           totals("failures", s, r);
  };
  return {fact("complaints a failure that replies add (Ma, Sun & Kekre 2015)",
               gained(complaints_a_failure), 0, inf),
          fact("relationships that replies add (Ma, Sun & Kekre 2015)", gained(of("relationships")),
               0, inf),
          fact("trust of the informed that replies add (de Matos, Henrique & Rossi 2007)",
               gained(of("trust")), 0, inf),
          fact("share of repeat buyers that replies add: none to be told (de Matos et al. 2007)",
               gained(of("repeat_rate")), -0.01, 0.01)};
}

std::vector<Check> elasticities_as_published(const Laboratory& laboratory) {
  struct Lever {
    std::string what;
    std::vector<std::pair<const char*, double>> values;  ///< parameters and what they are
    const char* input = nullptr;                         ///< the measure that moves with them
    double published = 0;
  };
  const std::vector<Lever> levers{{"volume of word of mouth (You, Vadakkepatt & Joshi 2015)",
                                   {{"voice.public_complaint", 0.12}, {"voice.praise", 0.08}},
                                   "mentions",
                                   0.236},
                                  {"adverts, short run (Sethuraman, Tellis & Briesch 2011)",
                                   {{"strategy.living.bought_reach.weekly_budget", 70}},
                                   "impressions_bought",
                                   0.12},
                                  {"owned media (Liadeli, Sotgiu & Verlegh 2023)",
                                   {{"strategy.living.publishing.posts_per_week", 2.5}},
                                   "brand_impressions",
                                   0.353}};
  std::vector<Check> checks;
  for (const Lever& lever : levers) {
    const auto at = [&](double factor) {
      Sets sets{"strategies={compare=[\"living\"]}"};
      for (const auto& [name, value] : lever.values) {
        sets.push_back(fmt::format("{}={}", name, value * factor));
      }
      return Totals(market(laboratory, sets));
    };
    const Totals less = at(0.9);
    const Totals more = at(1.1);
    const Estimate found = over_replicates(less.replicates(), [&](std::size_t r) {
      return std::log(more("units_sold", 0, r) / less("units_sold", 0, r)) /
             std::log(more(lever.input, 0, r) / less(lever.input, 0, r));
    });
    checks.push_back(fact("elasticity of sales to " + lever.what, found, lever.published / 3,
                          lever.published * 2));
  }
  return checks;
}

std::vector<Check> voice_as_published(const Laboratory& laboratory) {
  const auto voice = [&](double share_of_market) {
    const Totals totals(
        market(laboratory, {"strategies={compare=[\"existing\"]}",
                            fmt::format("brand.harbour.choice.share={}", share_of_market),
                            fmt::format("brand.rival.choice.share={}", 0.8 - share_of_market)}));
    Values values;
    for (std::size_t r = 0; r < totals.replicates(); ++r) {
      values.push_back(totals("complaints_public", 0, r) / totals("failures", 0, r));
    }
    return values;
  };
  const Values small = voice(0.1);
  const Values large = voice(0.6);
  return {fact("public complaints a failure, of a large brand less of a small one",
               over_replicates(small.size(), [&](std::size_t r) { return large[r] - small[r]; }), 0,
               inf)};
}

}  // namespace rapport::validate
