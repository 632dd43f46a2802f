#include "sim/validate/fact_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

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

/// `chosen_by`: a default of the model was chosen so that this lies in its band (calibrated).
Check fact(std::string what, Estimate measured, double low, double high, bool chosen_by = false) {
  Check check;
  check.what = std::move(what);
  check.calibrated = chosen_by;
  check.measured = measured;
  check.band = Band{low, high};
  return check;
}

/// The strategies to run; every world begins under the first.
std::string compared(const std::vector<std::string>& names) {
  return fmt::format("strategies={{compare=[\"{}\"],baseline=\"{}\"}}", fmt::join(names, "\",\""),
                     names.front());
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

/// Multiplies a parameter's values, those of one brand where each has its own.
void scale(const Model& model, std::string_view name, BrandId brand, double factor) {
  for (const Declared& declared : model.declared()) {
    for (const Parameter& parameter : declared.parameters) {
      if (declared.name + "." + parameter.name != name) {
        continue;
      }
      model.extent().each_cell(parameter.scope, [&](const Cell& cell) {
        if (!parameter.scope.brand || cell.brand == row(brand)) {
          parameter.values->set(cell, factor * parameter.values->at(cell));
        }
      });
      return;
    }
  }
  RAPPORT_CHECK(false, "no parameter '" + std::string(name) + "'");
}

// --- V17

/// Of customers' cascades: how many relays, and how many of them beyond the first hop.
struct Tree {
  double relays = 0, beyond = 0;
};

std::vector<Tree> trees(const Laboratory& laboratory, std::uint32_t replicate) {
  const StudySpec spec = study_of(laboratory, "validate/facts.toml", {});
  const Model& model = *spec.strategies.front().model;
  World world = found(model, spec.setting, Luck(spec.seed, replicate));
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
  run_until(model, world, laboratory.at(26U, 52U) * hours_per_week, options, {});
  std::vector<Tree> all;
  for (const auto& [root, tree] : of_root) {
    all.push_back(tree);
  }
  return all;
}

}  // namespace

std::vector<Check> cascades_as_published(const Laboratory& laboratory) {
  Sum alone, deep, beyond;  // one share a replicate
  for (std::uint32_t replicate = 0; replicate < laboratory.at(4U, 16U); ++replicate) {
    const std::vector<Tree> all = trees(laboratory, replicate);
    double of_one = 0;
    double far = 0;
    auto said_it = static_cast<double>(all.size());
    double after_a_hop = 0;
    for (const Tree& tree : all) {
      of_one += tree.relays == 0 ? 1 : 0;
      far += tree.beyond > 0 ? 1 : 0;
      said_it += tree.relays;
      after_a_hop += tree.beyond;
    }
    alone.add(of_one / static_cast<double>(all.size()));
    deep.add(far / static_cast<double>(all.size()));
    beyond.add(after_a_hop / said_it);
  }
  return {fact("share of what is told that nobody passes on", alone.mean(), 0.70, 0.95, true),
          fact("share of cascades that go beyond one hop", deep.mean(), 0.01, 0.04, true),
          fact("of all who said it, beyond one hop", beyond.mean(), 0.01, 0.06, true)};
}

std::vector<Check> replies_as_published(const Laboratory& laboratory) {
  // the same way of working, with somebody who answers and with nobody; nothing is learned from
  // complaints in either, so that answers alone differ
  const Totals totals(market(laboratory, {compared({"unanswered", "answered"})}));
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
  const Estimate repeat = gained(of("repeat_rate"));
  return {fact("complaints a failure that replies add (Ma, Sun & Kekre 2015)",
               gained(complaints_a_failure), 0, inf, true),
          fact("trust that replies add, of all who know the brand (de Matos et al. 2007: of "
               "complainants, satisfaction)",
               gained(of("trust")), 0, inf),
          fact("standard errors by which replies move the share of repeat buyers (de Matos et al. "
               "2007: not told from none)",
               {std::abs(repeat.value / repeat.error), 0}, 0, 1.96)};
}

std::vector<Check> elasticities_as_published(const Laboratory& laboratory) {
  struct Lever {
    std::string what;
    std::vector<const char*> parameters;  ///< moved together, of the strategy that is run
    std::vector<const char*> input;       ///< the measures whose sum moves with them
    double published = 0;
  };
  const std::vector<Lever> levers{
      {"words of customers, both brands' at once (You, Vadakkepatt & Joshi 2015)",
       {"voice.public_complaint", "voice.praise"},
       {"complaints_public", "praises"},
       0.236},
      {"adverts, at once (Sethuraman, Tellis & Briesch 2011)",
       {"bought_reach.weekly_budget"},
       {"impressions_bought"},
       0.12},
      {"posts (Liadeli, Sotgiu & Verlegh 2023)", {"publishing.posts_per_week"}, {"posts"}, 0.353}};
  std::vector<Check> checks;
  for (const Lever& lever : levers) {
    const auto at = [&](double factor) {
      StudySpec spec = market(laboratory, {compared({"advertising"})});
      for (const char* parameter : lever.parameters) {
        scale(*spec.strategies.front().model, parameter, spec.focal, factor);
      }
      return Totals(spec);
    };
    const auto moved = [&](const Totals& totals, std::size_t r) {
      double sum = 0;
      for (const char* measure : lever.input) {
        sum += totals(measure, 0, r);
      }
      return sum;
    };
    const Totals less = at(0.9);
    const Totals more = at(1.1);
    const Estimate found = over_replicates(less.replicates(), [&](std::size_t r) {
      return std::log(more("units_sold", 0, r) / less("units_sold", 0, r)) /
             std::log(moved(more, r) / moved(less, r));
    });
    checks.push_back(fact(
        fmt::format("elasticity of sales to {}: a third to twice {}", lever.what, lever.published),
        found, lever.published / 3, lever.published * 2));
  }
  return checks;
}

std::vector<Check> voice_as_published(const Laboratory& laboratory) {
  const auto voice = [&](double share_of_market) {
    const Totals totals(market(
        laboratory,
        {compared({"existing"}), fmt::format("brand.harbour.choice.share={}", share_of_market),
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
