// A desk that answers nobody is worth nothing, and nobody gives up sooner or later because somebody
// looks.
#include <gtest/gtest.h>

#include <map>

#include "tests/models/testing.hpp"
#include "tests/study/replay.hpp"

namespace rapport {
namespace {

using testing::first_study;
using testing::Replay;
using testing::total;
using testing::weekly;

using Sets = std::vector<std::string>;

Sets with(Sets sets, const Sets& more) {
  sets.insert(sets.end(), more.begin(), more.end());
  return sets;
}

/// Nobody is ever on duty, for either brand, in the warm-up or after it; nor do other customers
/// answer.
Sets nobody_on_duty() {
  return {"run.replicates=2",
          "run.weeks=26",
          "strategies={compare=[\"existing\", \"living\"]}",
          "strategy.existing.staff.hours_per_week=0",
          "strategy.living.staff.hours_per_week=0",
          "community.on=false"};
}

/// All that an answer can do to anybody.
const Sets answers_do_nothing{
    "trust.by_answer=0",          "trust.by_recovery=0",   "trust.by_public_answer=0",
    "trust.by_double_failure=0",  "trust.undone=0",        "awareness.by_answer=0",
    "choice.answered_question=0", "voice.squeaky_wheel=0", "desk.shown_again=0"};

TEST(Service, has_no_benefit_at_zero_hours) {
  const StudySpec spec = first_study(nobody_on_duty());
  const StudyResult result = run_study(spec, {});
  // the same worlds to the bit, whatever an answer would have been worth
  const auto worthless = run_study(first_study(with(nobody_on_duty(), answers_do_nothing)), {});
  EXPECT_EQ(testing::digests(result), testing::digests(worthless));
  const Series series(spec, result);
  for (const std::size_t s : {0U, 1U}) {
    for (const BrandId b : {BrandId{0}, BrandId{1}}) {
      for (const char* name :
           {"answered", "answered_in_time", "solved", "questions_answered", "complaints_answered",
            "redresses", "cost_redress", "cost_wages", "cost_training", "answering_seconds"}) {
        EXPECT_EQ(total(series, name, s, b), 0) << name;
      }
      for (const double relationships : weekly(series, "relationships", s, b)) {
        EXPECT_EQ(relationships, 0);
      }
      EXPECT_GT(total(series, "questions_asked", s, b), 0) << "there was something to answer";
      for (const char* name : {"leads_found", "heard_all", "screened_minutes"}) {
        EXPECT_EQ(total(series, name, s, b), 0) << name;
      }
    }
  }
}

TEST(Service, at_the_hours_of_the_strategies_is_worth_something) {
  const Sets on_duty{"run.replicates=1", "run.weeks=26",
                     "strategies={compare=[\"existing\", \"living\"]}"};
  const StudySpec spec = first_study(on_duty);
  const StudyResult result = run_study(spec, {});
  const StudySpec idle_spec = first_study(with(on_duty, answers_do_nothing));
  const StudyResult idle = run_study(idle_spec, {});
  EXPECT_NE(testing::digests(result), testing::digests(idle));
  const auto units = [](const StudySpec& of, const StudyResult& one) {
    return total(Series(of, one), "units_sold", 1, of.focal);
  };
  EXPECT_GT(units(spec, result), units(idle_spec, idle));
}

TEST(Service, once_withdrawn_answers_nobody_and_its_relationships_run_out) {
  const StudySpec spec = first_study({"run.replicates=1", "run.weeks=20",
                                      "strategies={compare=[\"existing\", \"living\"]}",
                                      "strategy.living.staff.hours_per_week=0"});
  const ThreadLimit limit(1);
  Replay replay(spec);
  const World warm = replay.warm();
  testing::Witness<Answered> witness;
  RunOptions options;
  options.watch = &witness;
  replay.live(1, warm, options);
  std::int64_t on_the_way = 0;
  std::int64_t later = 0;
  for (const auto& sight : witness.sights()) {
    if (sight.what.brand == spec.focal) {
      (sight.what.done <= replay.switch_tick() ? on_the_way : later) += 1;
    }
  }
  EXPECT_EQ(later, 0);
  EXPECT_LE(on_the_way, 10);  // what the warm-up's last hour had answered
  const Series series(spec, run_study(spec, {}));
  EXPECT_EQ(total(series, "answered", 1, spec.focal), 0);
  EXPECT_EQ(total(series, "cost_wages", 1, spec.focal), 0);
  const auto relationships = weekly(series, "relationships", 1, spec.focal);
  EXPECT_GT(relationships[0], 0);
  for (std::size_t week = 1; week < spec.weeks; ++week) {
    EXPECT_LE(relationships[week], relationships[week - 1]) << week;
    EXPECT_EQ(relationships[week] == 0, week >= 12) << "a relationship lasts 90 days, not " << week;
  }
  EXPECT_GT(total(series, "answered", 0, spec.focal), 0);
}

TEST(Service, without_hours_listening_and_training_cost_and_change_nothing) {
  const StudySpec spec = first_study(nobody_on_duty());
  const Series listening(spec, run_study(spec, {}));
  const StudySpec deaf_spec = first_study(
      with(nobody_on_duty(),
           {"strategy.living.listening.tagged=0", "strategy.living.listening.coverage=0",
            "strategy.living.desk.redress=0", "strategy.living.experience.product_feedback=false",
            "strategy.living.staff.voices=1", "strategy.living.staff.training_hours=0",
            "strategy.living.staff.windows_per_day=1"}));
  const Series deaf(deaf_spec, run_study(deaf_spec, {}));
  for (const char* name : {"units_sold",
                           "units_from_visits",
                           "revenue",
                           "goods",
                           "contribution_margin",
                           "category_purchases",
                           "failures",
                           "delights",
                           "complaints_public",
                           "praises",
                           "questions_asked",
                           "mentions",
                           "never_answered",
                           "abandoned",
                           "impressions",
                           "likes",
                           "clicks",
                           "followers",
                           "relays",
                           "informed",
                           "trust",
                           "aware",
                           "relationships",
                           "relationship_capital",
                           "active_customers",
                           "copies_shown",
                           "copies_addressed"}) {
    const std::string entry = listening.find(name) == nullptr ? "cost_" + std::string(name) : name;
    for (std::uint32_t r = 0; r < spec.replicates; ++r) {
      for (const BrandId b : {BrandId{0}, BrandId{1}}) {
        EXPECT_EQ(total(listening, entry, 1, b, r), total(deaf, entry, 1, b, r)) << name;
      }
    }
  }
  const double tools = spec.weeks * 50 * 0.5;  // a week's tools at full coverage, times coverage
  EXPECT_EQ(total(listening, "cost_listening_tools", 1, spec.focal), tools);
  EXPECT_EQ(total(deaf, "cost", 1, spec.focal), total(listening, "cost", 1, spec.focal) - tools);
  EXPECT_EQ(total(deaf, "profit", 1, spec.focal),
            total(listening, "profit", 1, spec.focal) + tools);
}

// --- giving up

/// Every give-up and every answer, by brand and case.
class Waits final : public Watch {
 public:
  using Which = std::pair<BrandId, std::uint64_t>;

  std::uint32_t next_chosen(std::uint32_t from) const override { return from; }
  void saw(CustomerId who, Hours, Kind kind, const void* happening) override {
    if (kind == Kind::gave_up) {
      const auto& event = *static_cast<const GaveUp*>(happening);
      ends_[{event.brand, event.cause.value}] = {static_cast<std::uint32_t>(who), event.when};
    } else if (kind == Kind::never_answered) {
      const auto& event = *static_cast<const NeverAnswered*>(happening);
      silences_ += answered_.contains({event.brand, event.cause.value}) ? 0 : 1;
    } else if (kind == Kind::answered) {
      const auto& event = *static_cast<const Answered*>(happening);
      answered_.insert({{event.brand, event.cause.value}, event.done});
    }
  }
  /// When answers were given.
  const std::map<Which, Hours>& answered() const { return answered_; }
  /// How often 72 hours had passed without an answer.
  std::int64_t silences() const { return silences_; }
  /// Customer and hour at which patience ended, whether or not there was an answer by then.
  const std::map<Which, std::pair<std::uint32_t, Hours>>& patience_ends() const { return ends_; }
  bool in_time(const Which& which) const {
    const auto answer = answered_.find(which);
    return answer != answered_.end() && answer->second <= ends_.at(which).second;
  }
  /// Those who gave up.
  std::map<Which, std::pair<std::uint32_t, Hours>> gave_up() const {
    auto left = ends_;
    std::erase_if(left, [&](const auto& one) { return in_time(one.first); });
    return left;
  }

 private:
  std::map<Which, std::pair<std::uint32_t, Hours>> ends_;
  std::map<Which, Hours> answered_;
  std::int64_t silences_ = 0;
};

struct Life {
  Waits waits;
  std::int64_t abandoned = 0;       ///< as counted
  std::int64_t never_answered = 0;  ///< as counted
  std::int64_t units = 0;
};

/// The first run's market in which many ask, living, with these changes.
Life life(const Sets& changes, bool silent = false) {
  const ThreadLimit limit(1);
  StudySpec spec = first_study(with({"run.replicates=1", "run.weeks=26", "questions.ask=0.3",
                                     "strategies={compare=[\"existing\", \"living\"]}"},
                                    changes));
  if (silent) {
    testing::silence_effects(spec);
  }
  Replay replay(spec);
  Life life;
  RunOptions options;
  options.watch = &life.waits;
  const World end = replay.live(1, replay.warm(options), options);
  const auto count = [&](std::string_view name) {
    const auto& counters = end.layout->measures.counters;
    const auto found = std::ranges::find(counters, name, &MeasureInfo::name);
    const Counter c{static_cast<std::uint32_t>(found - counters.begin())};
    return end.total_counts.of(c, BrandId{0}) + end.total_counts.of(c, BrandId{1});
  };
  life.abandoned = count("abandoned");
  life.never_answered = count("never_answered");
  life.units = count("units_sold");
  return life;
}

/// Once for each number of the focal desk's hours.
std::vector<Life> lives(const Sets& hours, bool silent) {
  std::vector<Life> all;
  for (const std::string& number : hours) {
    all.push_back(life({"strategy.living.staff.hours_per_week=" + number}, silent));
  }
  return all;
}

TEST(Abandonment, comes_to_the_same_people_at_the_same_hour_whether_or_not_anybody_looks) {
  // nothing has an effect, so that all worlds have the same cases
  const std::vector<Life> all = lives({"0", "14", "60"}, true);
  const auto in_silence = all[0].waits.gave_up();
  ASSERT_GT(in_silence.size(), 1000U);
  for (const Life& life : all) {
    EXPECT_EQ(life.waits.patience_ends(), all[0].waits.patience_ends());
    auto expected = in_silence;
    std::erase_if(expected, [&](const auto& one) { return life.waits.in_time(one.first); });
    EXPECT_EQ(life.waits.gave_up(), expected);
  }
  EXPECT_GT(in_silence.size(), all[1].waits.gave_up().size() + 10);
  EXPECT_GT(all[1].waits.gave_up().size(), all[2].waits.gave_up().size());
}

TEST(Abandonment, of_a_case_that_two_worlds_share_comes_at_the_same_hour_in_both) {
  const std::vector<Life> all = lives({"0", "14"}, false);
  std::size_t shared = 0;
  for (const auto& [which, end] : all[0].waits.patience_ends()) {
    const auto other = all[1].waits.patience_ends().find(which);
    if (other != all[1].waits.patience_ends().end()) {
      ++shared;
      ASSERT_EQ(other->second, end);
    }
  }
  EXPECT_GT(shared, 1000U);
  EXPECT_GT(shared, all[0].waits.patience_ends().size() * 9 / 10);
}

TEST(Abandonment, is_counted_once_for_everybody_who_gave_up) {
  for (const Life& one : lives({"0", "14"}, false)) {
    EXPECT_EQ(one.abandoned, static_cast<std::int64_t>(one.waits.gave_up().size()));
    EXPECT_EQ(one.never_answered, one.waits.silences());
    EXPECT_GT(one.never_answered, 1000);
  }
}

TEST(Abandonment, is_never_raised_by_twice_the_patience_which_changes_nothing_else) {
  const Life less = life({});
  const Life more = life({"patience.median=204"});
  EXPECT_EQ(less.units, more.units);
  EXPECT_EQ(less.waits.answered(), more.waits.answered());
  const auto before = less.waits.gave_up();
  for (const auto& [which, end] : more.waits.gave_up()) {
    const auto same = before.find(which);
    ASSERT_NE(same, before.end()) << "one who gives up for having more patience";
    ASSERT_GT(end.second, same->second.second);
  }
  EXPECT_LT(more.waits.gave_up().size(), before.size());
  EXPECT_LT(more.abandoned, less.abandoned);
}

TEST(Waiting, is_never_lengthened_by_one_more_voice) {
  // on duty all day, with work for one and a half; nothing has an effect: the same cases
  std::vector<Life> all;
  for (const int voices : {1, 2, 3}) {
    all.push_back(life({"run.weeks=8", "need.per_year=30", "questions.ask=0.5",
                        "strategy.living.staff.hours_per_week=" + std::to_string(6 * 12 * voices),
                        "strategy.living.staff.training_hours=0",
                        "strategy.living.staff.voices=" + std::to_string(voices)},
                       true));
  }
  std::vector<double> shortened;
  for (std::size_t more = 1; more < all.size(); ++more) {
    const auto& few = all[more - 1].waits.answered();
    const auto& many = all[more].waits.answered();
    double sum = 0;
    for (const auto& [which, done] : few) {
      const auto same = many.find(which);
      ASSERT_NE(same, many.end()) << "a case that only fewer voices got to";
      ASSERT_LE(same->second, done + 1e-9);
      sum += done - same->second;
    }
    shortened.push_back(sum / static_cast<double>(few.size()));
  }
  EXPECT_GT(all[0].waits.answered().size(), 1000U);
  EXPECT_GT(shortened[0], 1) << "hours, on the mean";
  EXPECT_GT(shortened[1], 0);
}

}  // namespace
}  // namespace rapport
