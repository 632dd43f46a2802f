#include "sim/study/study.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "sim/core/for_each.hpp"
#include "sim/study/looks.hpp"
#include "sim/study/panel.hpp"
#include "sim/study/study_state.hpp"

namespace rapport {
namespace {

/// Counts finished weeks over all threads, and knows whether worlds shall pause.
class Progress {
 public:
  Progress(std::uint64_t done, const OnProgress& tell, const ShouldPause& should_pause)
      : tell_(tell), should_pause_(should_pause), done_(done) {}

  /// So many weeks of worlds are to be lived in all; while none is.
  void aim(std::uint64_t weeks) { of_ = weeks; }

  /// True: the world shall pause.
  bool week(std::size_t strategy, std::uint32_t replicate, std::int64_t week) {
    const std::scoped_lock lock(mutex_);
    ++done_;
    if (tell_) {
      tell_({strategy, replicate, week, done_, of_});
    }
    pausing_ = pausing_ || (should_pause_ && should_pause_());
    return pausing_;
  }
  void pause() {
    const std::scoped_lock lock(mutex_);
    pausing_ = true;
  }
  bool pausing() {
    const std::scoped_lock lock(mutex_);
    return pausing_;
  }

 private:
  const OnProgress& tell_;
  const ShouldPause& should_pause_;
  std::mutex mutex_;
  std::uint64_t done_;
  std::uint64_t of_ = 0;
  bool pausing_ = false;
};

Cents week_cost(const StudySpec& spec, const WeekRecord& week) {
  const Layout& layout = *spec.strategies.front().model->layout();
  const std::size_t entries = layout.entries.size();
  Cents sum = 0;
  for (std::size_t e = 0; e < entries; ++e) {
    if (!layout.entries[e].income && !layout.entries[e].variable) {
      sum += week.entries[row(spec.focal) * entries + e];
    }
  }
  return sum;
}

class Replicate {
 public:
  Replicate(const StudySpec& spec, std::uint32_t number, Progress& progress, StudyState& state)
      : spec_(spec),
        number_(number),
        progress_(progress),
        result_(state.result),
        at_(state.replicates[number]) {}

  /// Until all strategies have lived, or until a pause.
  void live() {
    if (!warmed_up()) {
      return;
    }
    const std::vector<std::uint32_t> order = order_of_living(spec_);
    while (at_.lived < order.size()) {
      if (!at_.now && at_.lived + 1 == order.size()) {
        at_.now = std::move(at_.warm);
      } else if (!at_.now) {
        at_.now = std::make_unique<World>(*at_.warm);
      }
      if (branch_pauses(order[at_.lived])) {
        return;
      }
    }
  }

 private:
  /// False: paused.
  bool warmed_up() {
    if (at_.lived > 0 || at_.now) {
      return true;
    }
    const Model& baseline = *spec_.strategies[spec_.baseline].model;
    if (!at_.warm) {
      at_.warm = std::make_unique<World>(found(baseline, spec_.setting, Luck(spec_.seed, number_)));
    }
    RunOptions quiet;
    quiet.census_sample = 0;
    quiet.shuffle_delivery = spec_.shuffle_delivery;
    const std::uint32_t per_week = spec_.setting->clock.ticks_per_week();
    for (std::uint32_t w = at_.warm->tick / per_week; w < spec_.warm_up_weeks; ++w) {
      run_until(baseline, *at_.warm, (w + 1) * per_week, quiet, {});
      if (progress_.week(spec_.baseline, number_, std::int64_t{w} + 1 - spec_.warm_up_weeks)) {
        return false;
      }
    }
    return true;
  }

  /// Lives on under a strategy, to the end or to a pause.
  bool branch_pauses(std::size_t s) {
    World& world = *at_.now;
    WorldRecord& record = result_.worlds[s][number_];
    PanelWatch watch(panel_of(spec_.setting->customers(), spec_.panel));
    const bool watched = number_ == 0 && spec_.panel > 0;
    RunOptions options;
    options.watch = watched ? &watch : nullptr;
    options.census_sample = spec_.census_sample;
    options.shuffle_delivery = spec_.shuffle_delivery;
    const std::uint32_t per_week = spec_.setting->clock.ticks_per_week();
    const StudyStrategy& strategy = spec_.strategies[s];
    bool pauses = false;
    for (auto w = static_cast<std::uint32_t>(record.weeks.size()); w < spec_.weeks && !pauses;
         ++w) {
      if (strategy.spends_extra_of && w > 0) {
        world.allowances[row(spec_.focal)] += extra_cost(*strategy.spends_extra_of, w - 1);
      }
      run_until(*strategy.model, world, (spec_.warm_up_weeks + w + 1) * per_week, options,
                [&](const WeekRecord& week) { record.weeks.push_back(week); });
      if (watched) {
        look_at_panel(spec_, world, record.panel);
      }
      pauses = progress_.week(s, number_, std::int64_t{w} + 1);
    }
    watch.append_to(record.events);
    if (record.weeks.size() == spec_.weeks) {
      end(strategy, record);
    }
    return pauses;
  }

  void end(const StudyStrategy& strategy, WorldRecord& record) {
    record.digest = digest(*at_.now);
    record.unspent = at_.now->allowances[row(spec_.focal)];
    if (strategy.spends_extra_of) {  // what the last week cost could only be spent after the end
      record.unspent += extra_cost(*strategy.spends_extra_of, spec_.weeks - 1);
    }
    at_.now.reset();
    ++at_.lived;
  }

  /// What a week of another strategy cost more than the baseline's in this replicate.
  Cents extra_cost(std::size_t other, std::uint32_t week) const {
    return week_cost(spec_, result_.worlds[other][number_].weeks[week]) -
           week_cost(spec_, result_.worlds[spec_.baseline][number_].weeks[week]);
  }

  const StudySpec& spec_;
  std::uint32_t number_;
  Progress& progress_;
  StudyResult& result_;
  ReplicateState& at_;
};

/// Replicates below `end` that wait for a thread: those that have begun first, so that a thread
/// takes another world only when none is left half lived.
class Waiting {
 public:
  Waiting(const StudyState& state, std::size_t end, std::size_t strategies) {
    for (const bool begun : {true, false}) {
      for (std::uint32_t r = 0; r < end; ++r) {
        const ReplicateState& one = state.replicates[r];
        if (one.lived < strategies && (one.lived > 0 || one.begun()) == begun) {
          numbers_.push_back(r);
        }
      }
    }
  }
  std::size_t size() const { return numbers_.size(); }
  std::optional<std::uint32_t> take() {
    const std::scoped_lock lock(mutex_);
    return next_ < numbers_.size() ? std::optional(numbers_[next_++]) : std::nullopt;
  }

 private:
  std::mutex mutex_;
  std::vector<std::uint32_t> numbers_;
  std::size_t next_ = 0;
};

/// Lives all replicates below `end`. False: paused before.
bool live_to(const StudySpec& spec, StudyState& state, std::size_t end, Progress& progress) {
  Waiting waiting(state, end, spec.strategies.size());
  const auto live_through = [&](std::size_t) {
    while (!progress.pausing()) {
      const std::optional<std::uint32_t> number = waiting.take();
      if (!number) {
        return;
      }
      try {
        Replicate(spec, *number, progress, state).live();
      } catch (...) {
        progress.pause();  // the others need not go on
        throw;
      }
    }
  };
  for_each(spec.setting->customers() <= small_world ? waiting.size() : 1, live_through);
  return std::all_of(
      state.replicates.begin(), state.replicates.begin() + static_cast<std::ptrdiff_t>(end),
      [&](const ReplicateState& one) { return one.lived == spec.strategies.size(); });
}

std::uint64_t digest_of(const StudyResult& result) {
  std::uint64_t all = 0;
  for (const auto& worlds : result.worlds) {
    for (const WorldRecord& world : worlds) {
      all = mix64(all ^ world.digest);
    }
  }
  return all;
}

}  // namespace

bool go_on(const StudySpec& spec, StudyState& state, const OnProgress& tell,
           const ShouldPause& should_pause) {
  Progress progress(weeks_done(spec, state), tell, should_pause);
  const std::vector<std::uint32_t> looks = looks_of(spec);
  std::uint32_t aim = looks.front();
  for (const std::uint32_t look : looks) {
    // a study that has stopped keeps no more replicates than it has lived
    const std::size_t end = std::min<std::size_t>(look, state.replicates.size());
    progress.aim(weeks_of(spec, aim));
    if (!live_to(spec, state, end, progress)) {
      return false;
    }
    if (look == looks.back()) {
      break;
    }
    const std::vector<WatchedDifference> known = look_at(spec, state.result, look);
    if (all_reached(known)) {
      keep_replicates(state, look);
      break;
    }
    aim = next_aim(looks, look, known);
  }
  state.result.digest = digest_of(state.result);
  return true;
}

StudyResult run_study(const StudySpec& spec, const OnProgress& tell) {
  StudyState state = begin_study(spec);
  go_on(spec, state, tell, {});
  return std::move(state.result);
}

}  // namespace rapport
