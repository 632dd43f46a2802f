// V21: what analysts conclude of the first run's market, and what is true.
#include "sim/validate/observer_rows.hpp"

#include <limits>
#include <span>
#include <utility>

#include "analysis/estimate/observer.hpp"
#include "sim/core/for_each.hpp"
#include "sim/validate/observed_market.hpp"

namespace rapport::validate {
namespace {

using estimate::Interval;
using estimate::Observed;
constexpr double inf = std::numeric_limits<double>::infinity();

/// An effect per cent of what would have been without it, as one analyst has it.
struct View {
  double percent = 0;
  double half_width = 0;
};

View view(const Interval& effect, double without) {
  return {100 * effect.mean / without, 50 * (effect.high - effect.low) / without};
}

double mean_after(std::span<const Observed> customers, bool has) {
  Sum sum;
  for (const Observed& one : customers) {
    if (one.has == has) {
      sum.add(one.after);
    }
  }
  return sum.sum / sum.n;
}

View compare(std::span<const Observed> customers) {
  return view(estimate::with_less_without(customers), mean_after(customers, false));
}

/// Of what those would have been without it, as it says itself.
View before_and_after(std::span<const Observed> customers) {
  const Interval effect = estimate::difference_in_differences(customers);
  return view(effect, mean_after(customers, true) - effect.mean);
}

/// Of the same customers, with and without; nobody outside a simulator has this view.
double truth(const Numbers& with, const Numbers& without, const Flags& whom) {
  double in_one = 0;
  double in_other = 0;
  for (std::size_t j = 0; j < whom.size(); ++j) {
    if (whom[j] != 0) {
      in_one += with[j];
      in_other += without[j];
    }
  }
  return 100 * (in_one - in_other) / in_other;
}

/// What is concluded of one question in one replicate.
struct Views {
  View naive, differences, careful, test;  ///< careful: the time of joining is left out
  double truth = 0;                        ///< of those whose rise the second looks at, who have it
  double truth_offered = 0;                ///< of those to whom the test gave it
  double truth_others = 0;  ///< of those to whom it did not: what the others' spills over to them
};

/// Leaves out the first half of the time after the switch, in which they got it, and the half as
/// long before.
Observed late(const Observation& seen, std::size_t j, bool has) {
  return {seen.before[j] - seen.before_half_way[j],
          seen.natural.bought[j] - seen.natural.bought_half_way[j], has};
}

Views of_following(const Observation& seen) {
  std::vector<Observed> fans, joiners, early, offers;
  Flags joined(seen.before.size(), 0);
  Flags not_invited(seen.before.size(), 0);
  for (std::size_t j = 0; j < seen.before.size(); ++j) {
    const bool follows = seen.natural.follows[j] != 0;
    const bool soon = seen.natural.follows_half_way[j] != 0;
    fans.push_back({seen.before[j], seen.natural.bought[j], follows});
    if (seen.followed[j] == 0) {
      joined[j] = follows ? 1 : 0;
      joiners.push_back({seen.before[j], seen.natural.bought[j], follows});
      if (soon || !follows) {
        early.push_back(late(seen, j, soon));
      }
    }
    if (seen.candidate[j] != 0) {
      offers.push_back({seen.before[j], seen.invitation.bought[j], seen.invited[j] != 0});
      not_invited[j] = seen.invited[j] != 0 ? 0 : 1;
    }
  }
  return {compare(fans),
          before_and_after(joiners),
          before_and_after(early),
          compare(offers),
          truth(seen.natural.bought, seen.closed.bought, joined),
          truth(seen.invitation.bought, seen.natural.bought, seen.invited),
          truth(seen.invitation.bought, seen.natural.bought, not_invited)};
}

Views of_answers(const Observation& seen) {
  std::vector<Observed> answered, early, offers;
  for (std::size_t j = 0; j < seen.before.size(); ++j) {
    const bool reached = seen.natural.reached[j] != 0;
    const bool soon = seen.natural.reached_half_way[j] != 0;
    answered.push_back({seen.before[j], seen.natural.bought[j], reached});
    if (soon || !reached) {
      early.push_back(late(seen, j, soon));
    }
    if (seen.withheld.reached[j] != 0 || seen.withheld.missed[j] != 0) {
      offers.push_back({seen.before[j], seen.withheld.bought[j], seen.withheld.reached[j] != 0});
    }
  }
  return {compare(answered),
          before_and_after(answered),
          before_and_after(early),
          compare(offers),
          truth(seen.natural.bought, seen.unanswered.bought, seen.natural.reached),
          truth(seen.withheld.bought, seen.unanswered.bought, seen.withheld.reached),
          truth(seen.withheld.bought, seen.unanswered.bought, seen.withheld.missed)};
}

/// Of living: the brand's own time before, then the rival's customers, and no test in one world.
Views of_living(const Observation& seen) {
  Numbers rise;
  Numbers against_rival;
  const std::size_t n = seen.before.size();
  for (std::size_t j = 0; j < n; ++j) {
    rise.push_back(seen.natural.bought[j] - seen.before[j]);
    against_rival.push_back(rise.back() - (seen.natural.of_rival[j] - seen.of_rival_before[j]));
  }
  const Interval more = estimate::mean_interval(against_rival);
  return {view(estimate::mean_interval(rise), average(seen.before)),
          view(more, average(seen.natural.bought) - more.mean),
          {},
          {},
          truth(seen.natural.bought, seen.existing.bought, Flags(n, 1)),
          0,
          0};
}

/// One number a replicate.
using Pick = double (*)(const Views&);

Interval mean_of(const std::vector<Views>& all, Pick pick) {
  Numbers values;
  for (const Views& one : all) {
    values.push_back(pick(one));
  }
  return estimate::mean_interval(values);
}

Check told(std::string what, const Interval& effect, double alone = 0) {
  Check check;
  check.what = std::move(what);
  check.measured = {effect.mean, effect.standard_error};
  check.told = Told{effect, alone};
  return check;
}

Check told(std::string what, const std::vector<Views>& all, View Views::*whose) {
  Numbers values;
  for (const Views& one : all) {
    values.push_back((one.*whose).percent);
  }
  return told(std::move(what), estimate::mean_interval(values), (all.front().*whose).half_width);
}

Check beside(std::string what, const Interval& found, double low, double high) {
  Check check;
  check.what = std::move(what);
  check.measured = {found.mean, found.standard_error};
  check.band = Band{low, high};
  return check;
}

/// V21's ordering, by replicates: both views are of the same luck.
void add_order(std::vector<Check>& checks, const std::string& of, const std::vector<Views>& all) {
  checks.push_back(beside(
      of + ", points of per cent: naive less before and after",
      mean_of(all, [](const Views& one) { return one.naive.percent - one.differences.percent; }), 0,
      inf));
  checks.push_back(beside(
      of + ", points of per cent: before and after less truth",
      mean_of(all, [](const Views& one) { return one.differences.percent - one.truth; }), 0, inf));
}

/// In a manager's words.
struct Words {
  std::string of, naive, differences, careful, test, offered, others, truth;
};

void add_views(std::vector<Check>& checks, const Words& words, const std::vector<Views>& all) {
  checks.push_back(told(words.of + words.naive, all, &Views::naive));
  checks.push_back(told(words.of + words.differences, all, &Views::differences));
  checks.push_back(told(words.of + words.careful, all, &Views::careful));
  checks.push_back(told(words.of + words.test, all, &Views::test));
  checks.push_back(told(words.of + words.offered,
                        mean_of(all, [](const Views& one) { return one.truth_offered; })));
  checks.push_back(told(words.of + words.others,
                        mean_of(all, [](const Views& one) { return one.truth_others; })));
  checks.push_back(
      told(words.of + words.truth, mean_of(all, [](const Views& one) { return one.truth; })));
}

/// Markets of their own luck: the first half exists, the second lives. Units a customer.
Interval test_of_markets(std::span<const double> existed, std::span<const double> lived) {
  const std::size_t half = existed.size() / 2;
  Interval test = estimate::unpaired_difference(existed.first(half), lived.subspan(half));
  const double without = estimate::mean_interval(existed.first(half)).mean;
  for (double* part : {&test.mean, &test.low, &test.high, &test.standard_error}) {
    *part *= 100 / without;
  }
  return test;
}

}  // namespace

std::vector<Check> analysts_beside_the_truth(const Laboratory& laboratory) {
  const StudySpec spec = study_of(laboratory, "validate/observer.toml", {});
  const std::uint32_t replicates = laboratory.at(6U, 64U);
  std::vector<Views> following(replicates);
  std::vector<Views> answers(replicates);
  std::vector<Views> living(replicates);
  Numbers lived(replicates);
  Numbers existed(replicates);
  for_each(replicates, [&](std::size_t r) {
    const Observation seen = observe(spec, static_cast<std::uint32_t>(r));
    following[r] = of_following(seen);
    answers[r] = of_answers(seen);
    living[r] = of_living(seen);
    lived[r] = average(seen.natural.bought);
    existed[r] = average(seen.existing.bought);
  });
  std::vector<Check> checks;
  add_views(
      checks,
      {"following: ", "compares who follows with who does not",
       "compares before and after, joiners with the rest", "... leaving out the time of joining",
       "A/B test, a random half invited", "the truth for the invited",
       "the truth for the not invited", "the truth for who joined unasked"},
      following);
  add_views(checks,
            {"an answer: ", "compares who was answered with who was not",
             "compares before and after, answered with the rest",
             "... leaving out the time of the answer", "A/B test, a random half's answers withheld",
             "the truth for whose came", "the truth for whose were withheld",
             "the truth for who was answered"},
            answers);
  checks.push_back(
      told("living: compares the brand's sales before and after", living, &Views::naive));
  checks.push_back(told("living: compares before and after, with the rival's sales", living,
                        &Views::differences));
  checks.push_back(
      told("living: A/B test, half of the markets live", test_of_markets(existed, lived)));
  const auto true_one = [](const Views& one) { return one.truth; };
  checks.push_back(told("living: the truth", mean_of(living, true_one)));
  add_order(checks, "following", following);
  add_order(checks, "an answer", answers);
  add_order(checks, "living", living);
  checks.push_back(beside("following, per cent: naive (19 and more has been concluded)",
                          mean_of(following, [](const Views& one) { return one.naive.percent; }),
                          19, inf));
  checks.push_back(beside("following, per cent: truth for who joined (a trial found none, or less)",
                          mean_of(following, true_one), -inf, 0));
  return checks;
}

}  // namespace rapport::validate
