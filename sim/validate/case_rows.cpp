#include "sim/validate/case_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "analysis/estimate/difference.hpp"
#include "analysis/estimate/targets/reply_profit.hpp"
#include "sim/core/error.hpp"
#include "sim/study/series.hpp"
#include "sim/validate/study_of.hpp"

namespace rapport::validate {
namespace {

using targets::NamedCase;
using Values = std::vector<double>;  ///< one a replicate

constexpr double none = std::numeric_limits<double>::quiet_NaN();

double sum(const Values& values) {
  double all = 0;
  for (const double value : values) {
    all += value;
  }
  return all;
}

template <class Make>
Values each(const Values& a, const Values& b, const Make& make) {
  Values made;
  for (std::size_t r = 0; r < a.size(); ++r) {
    made.push_back(make(a[r], b[r]));
  }
  return made;
}

Values less(const Values& a, const Values& b) {
  return each(a, b, [](double x, double y) { return x - y; });
}

Band interval_of(const Values& measured) {
  const estimate::Interval found = estimate::mean_interval(measured);
  return {found.low, found.high};
}

/// A number of a case beside the one that the case stands for.
Check beside(std::string what, double target, const Values& measured, Contest contest = {}) {
  const estimate::Interval found = estimate::mean_interval(measured);
  contest.interval = {found.low, found.high};
  Check check;
  check.what = std::move(what);
  check.target = target;
  check.measured = {found.mean, found.standard_error};
  check.contest = std::move(contest);
  return check;
}

/// Sum over sum as values with that mean and, to first order, its spread over replicates.
Values ratio(const Values& over, const Values& under) {
  const double whole = sum(over) / sum(under);
  const double mean = sum(under) / static_cast<double>(under.size());
  return each(over, under, [&](double x, double y) { return whole + (x - whole * y) / mean; });
}

/// Two firms of one case in the same market with the same luck: what the second did more, in the
/// units of the model's market.
struct More {
  Values contribution, cost, in_time, units;
};

/// A case's scenario, lived: the firm that exists, the one that answers, the library's living.
class Played {
 public:
  Played(const Laboratory& laboratory, const std::string& file, bool living)
      : Played(study(laboratory, file, living)) {}

  double customers() const { return customers_; }
  bool has_living() const { return series_.strategies() > 2; }
  /// `second`: 1 = answers, 2 = lives.
  More more(std::size_t second) const {
    return {gained("contribution_margin", second), gained("cost", second),
            gained("answered_in_time", second), gained("units_sold", second)};
  }
  /// Of the firm that answers.
  Values contacts() const {
    Values all(series_.replicates(), 0.0);
    for (const char* kind : {"questions_asked", "complaints_public", "complaints_private"}) {
      all = each(all, totals(kind, 1), [](double x, double y) { return x + y; });
    }
    return all;
  }

 private:
  explicit Played(const StudySpec& spec)
      : focal_(spec.focal),
        customers_(static_cast<double>(spec.setting->customers())),
        series_(spec, run_study(spec, {})) {}

  static StudySpec study(const Laboratory& laboratory, const std::string& file, bool living) {
    std::vector<std::string> sets{fmt::format("run.replicates={}", laboratory.at(4, 32))};
    if (!living) {
      sets.emplace_back(R"(strategies={compare=["exists","answers"],baseline="exists"})");
    }
    StudySpec spec = study_of(laboratory, file, sets);
    spec.census_sample = 0;  // nothing here counts heads
    return spec;
  }

  Values totals(std::string_view measure, std::size_t strategy) const {
    const Measure* found = series_.find(measure);
    RAPPORT_CHECK(found != nullptr, "nobody measures '" + std::string(measure) + "'");
    return series_.totals(*found, strategy, focal_);
  }
  Values gained(std::string_view measure, std::size_t second) const {
    return less(totals(measure, second), totals(measure, 0));
  }

  BrandId focal_;
  double customers_;
  Series series_;
};

const NamedCase& named(std::string_view number) {
  const auto all = targets::named_cases();
  const auto found = std::ranges::find(all, number, &NamedCase::number);
  RAPPORT_CHECK(found != all.end(), "there is no case " + std::string(number));
  return *found;
}

/// Of a unit of the focal brand.
double margin_of(const StudySpec& spec) {
  for (const Declared& declared : spec.strategies.front().model->declared()) {
    for (const Parameter& parameter : declared.parameters) {
      if (declared.name == "costs" && parameter.name == "margin") {
        return parameter.values->at({.brand = row(spec.focal)});
      }
    }
  }
  RAPPORT_CHECK(false, "no margin stands in a scenario");
  return none;
}

/// Who wins by an interval of what living earns more.
enum class Winner { existing, living, untold };

Winner winner(const Band& interval) {
  if (interval.low > 0) {
    return Winner::living;
  }
  return interval.high < 0 ? Winner::existing : Winner::untold;
}

Contest judged(Winner found, bool living_wins) {
  Contest contest{.interval = {}, .verdict = "not told apart", .guards = !living_wins};
  if (found != Winner::untold) {
    const bool living = found == Winner::living;
    contest.verdict = fmt::format("{}: {}", living ? "living" : "existing",
                                  living == living_wins ? "agrees" : "disagrees");
    contest.rigged = living && !living_wins;
  }
  return contest;
}

/// A case played out, at the size of its firm.
class Case {
 public:
  Case(const Laboratory& laboratory, std::string_view number, const std::string& file)
      : named_(named(number)),
        played_(laboratory, file, laboratory.full()),
        answers_(played_.more(1)) {}

  const NamedCase& about() const { return named_; }
  /// What answering earns more, set-up paid.
  const More& answers() const { return answers_; }
  Values gain(const More& more) const {
    const double of_firm = named_.firm.customers / played_.customers();
    return each(more.contribution, more.cost, [&](double earned, double paid) {
      return (earned - paid) * of_firm - named_.firm.setup;
    });
  }

  Winner won() const { return winner(interval_of(gain(answers_))); }

  std::vector<Check> checks() const {
    std::vector<Check> all;
    all.push_back(beside(fmt::format("{} {}: answering earns more", named_.number, named_.name),
                         targets::total_gain(named_.firm), gain(answers_),
                         judged(won(), named_.living_wins)));
    if (played_.has_living()) {
      all.push_back(beside(says("the library's living earns more"), none, gain(played_.more(2))));
    }
    if (sum(answers_.in_time) != 0) {
      all.push_back(beside(says("worth of an answer in time"), named_.firm.value,
                           ratio(answers_.contribution, answers_.in_time)));
    }
    all.push_back(beside(says("share of contacts that more are answered in time"),
                         named_.firm.more_answered, ratio(answers_.in_time, played_.contacts())));
    all.push_back(beside(says("contacts of a customer in a week"), named_.firm.contacts_per_week,
                         contact_rate()));
    return all;
  }

 private:
  Values contact_rate() const {
    Values rate = played_.contacts();
    for (double& contacts : rate) {
      contacts /= played_.customers() * named_.firm.weeks;
    }
    return rate;
  }
  std::string says(std::string_view what) const {
    return fmt::format("{}: {}", named_.number, what);
  }

  const NamedCase& named_;
  Played played_;
  More answers_;
};

std::vector<Check> alone(const Laboratory& laboratory, std::string_view number,
                         const std::string& file) {
  return Case(laboratory, number, file).checks();
}

/// What a pair's one number does to who wins.
std::string flip(Winner first, Winner second) {
  if (first == Winner::untold || second == Winner::untold) {
    return "not told apart";
  }
  return first == Winner::existing && second == Winner::living ? "the pair flips"
                                                               : "the pair does not flip";
}

/// Both cases of a pair, then what the one number that differs makes of the gain.
std::vector<Check> pair(const Case& a, const Case& b) {
  std::vector<Check> all = a.checks();
  std::ranges::move(b.checks(), std::back_inserter(all));
  Contest contest;
  contest.verdict = flip(a.won(), b.won());
  all.push_back(beside(fmt::format("{} less {}", b.about().number, a.about().number),
                       targets::total_gain(b.about().firm) - targets::total_gain(a.about().firm),
                       less(b.gain(b.answers()), a.gain(a.answers())), std::move(contest)));
  return all;
}

}  // namespace

std::vector<Check> purchases_of_an_answer(const Laboratory& laboratory) {
  const double margin = margin_of(study_of(laboratory, "cases/corner_shop.toml", {}));
  const More more = Played(laboratory, "cases/common.toml", false).more(1);
  return {beside("purchases of an answer in time, in the market of most cases",
                 named("1").firm.value / margin, ratio(more.units, more.in_time))};
}

std::vector<Check> corner_shop(const Laboratory& laboratory) {
  return alone(laboratory, "1", "cases/corner_shop.toml");
}

std::vector<Check> habit_goods(const Laboratory& laboratory) {
  return alone(laboratory, "2", "cases/habit_goods.toml");
}

std::vector<Check> dear_and_cheap_labour(const Laboratory& laboratory) {
  return pair({laboratory, "3a", "cases/dear_labour.toml"},
              {laboratory, "3b", "cases/cheap_labour.toml"});
}

std::vector<Check> overloaded_desk(const Laboratory& laboratory) {
  return alone(laboratory, "4", "cases/overloaded.toml");
}

std::vector<Check> short_and_long_run(const Laboratory& laboratory) {
  return pair({laboratory, "5a", "cases/short_run.toml"},
              {laboratory, "5b", "cases/long_run.toml"});
}

std::vector<Check> published_complaints(const Laboratory& laboratory) {
  const Case published(laboratory, "6a", "cases/published.toml");
  const Case unpublished(laboratory, "6b", "cases/unpublished.toml");
  std::vector<Check> all = pair(published, unpublished);
  all.push_back(
      beside("what it costs, an answer in time, that complaints are shown again",
             published.about().firm.published,
             ratio(less(unpublished.answers().contribution, published.answers().contribution),
                   unpublished.answers().in_time)));
  return all;
}

std::vector<Check> airline(const Laboratory& laboratory) {
  return alone(laboratory, "11", "cases/airline.toml");
}

std::vector<Check> enthusiasts(const Laboratory& laboratory) {
  return alone(laboratory, "12", "cases/enthusiasts.toml");
}

}  // namespace rapport::validate
