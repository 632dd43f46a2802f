#include "sim/study/trial.hpp"

#include <algorithm>
#include <chrono>

#include "sim/record/resident.hpp"
#include "sim/record/scaled_size.hpp"
#include "sim/record/trajectory_file.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/holdings.hpp"
#include "sim/study/looks.hpp"
#include "sim/study/plan.hpp"
#include "sim/study/trajectory.hpp"

namespace rapport {
namespace {

/// Seconds that an action takes.
template <class Action>
double timed(const Action& action) {
  using Timer = std::chrono::steady_clock;
  const Timer::time_point start = Timer::now();
  action();
  return std::chrono::duration<double>(Timer::now() - start).count();
}

/// A cost that is partly by the week.
struct Line {
  double at_once = 0;
  double each_week = 0;
};

Line line_through(double weeks, double seconds, double more_weeks, double more_seconds) {
  const double slope = std::max(0.0, (more_seconds - seconds) / (more_weeks - weeks));
  return {std::max(0.0, seconds - weeks * slope), slope};
}

/// As many replicates as `spec` has, from the few that ran: each later one is an earlier one with
/// its weeks turned round.
StudyResult with_replicates(const StudyResult& few, const StudySpec& spec) {
  StudyResult out;
  for (const std::vector<WorldRecord>& worlds : few.worlds) {
    std::vector<WorldRecord>& all = out.worlds.emplace_back(worlds);
    for (std::size_t r = worlds.size(); r < spec.replicates; ++r) {
      WorldRecord& made = all.emplace_back(worlds[r % worlds.size()]);
      made.events.clear();
      made.panel.clear();
      const std::size_t turn = r / worlds.size() * 5 % made.weeks.size();
      std::ranges::rotate(made.weeks, made.weeks.begin() + static_cast<std::ptrdiff_t>(turn));
    }
    for (WorldRecord& world : all) {
      world.weeks.resize(spec.weeks);
    }
  }
  return out;
}

Group file_of(const StudySpec& spec, const StudyResult& result, const Provenance& provenance) {
  const Series series(spec, result);
  return trajectory(spec, result, series, compare_all(spec, result, series, provenance.currency),
                    provenance);
}

std::uint64_t file_bytes(const Group& file, const StudySpec& part, const StudySpec& whole) {
  const auto length = [&](std::string_view name, std::size_t now) {
    return name == "replicate" ? std::size_t{whole.replicates}
           : name == "time"    ? std::size_t{whole.weeks}
           : name == "event"   ? now * whole.weeks / part.weeks
                               : now;
  };
  return scaled_size(file, length, "time");
}

/// So many weeks are run at most: a quarter of a year, or, of few customers, a year, for what
/// happens to them and how far they differ grows with the weeks.
constexpr std::uint32_t fewest_most = 13;
constexpr std::uint32_t greatest_most = 52;

std::uint32_t most_weeks(const StudySpec& part) {
  constexpr std::uint64_t customer_weeks = 500'000;  // about half a second
  const std::uint64_t each_week =
      std::uint64_t{part.setting->customers()} * part.replicates * part.strategies.size();
  return static_cast<std::uint32_t>(
      std::clamp<std::uint64_t>(customer_weeks / each_week, fewest_most, greatest_most));
}

std::uint64_t events_of(const StudyResult& result) {
  std::uint64_t sum = 0;
  for (const std::vector<WorldRecord>& worlds : result.worlds) {
    sum += worlds.front().events.size();
  }
  return sum;
}

/// Of the whole study, from what its part took: `before` it began and when it had `lived`.
std::uint64_t memory_bytes(const StudySpec& part, const StudyResult& result, const StudySpec& whole,
                           const Resident& before, const Resident& lived) {
  const std::uint64_t events = events_of(result);
  const Holdings small = holdings(part, events);
  const Holdings large = holdings(whole, events * whole.weeks / part.weeks);
  const std::uint64_t running = lived.greatest + large.running - small.running;
  // What the worlds leave to the allocator serves again. Each thread has its own share of it where
  // worlds lived side by side, and one thread alone writes.
  const std::uint64_t left = lived.now - std::min(lived.now, before.now + small.kept);
  const std::uint64_t writing =
      before.now + large.writing + left - std::min(left / part.replicates, large.writing);
  return std::max(running, writing);
}

}  // namespace

Trial try_out(const StudySpec& spec, const Provenance& provenance, std::size_t threads) {
  const Resident before = resident();
  StudySpec part = spec;
  part.replicates = worlds_at_once(spec, threads);
  part.until.reset();
  part.warm_up_weeks = 0;
  const std::uint32_t few = std::min(2U, spec.weeks);
  const std::uint32_t many =
      std::clamp((spec.warm_up_weeks + spec.weeks) / 4, few + 1, most_weeks(part));
  const auto run = [&](std::uint32_t weeks, StudyResult& result) {
    part.weeks = weeks;
    return timed([&] { result = run_study(part, {}); });
  };
  StudyResult result;
  run(1, result);  // warm caches
  const double short_run = run(few, result);
  const double long_run = run(many, result);
  const Resident lived = resident();
  const auto strategies = static_cast<double>(spec.strategies.size());
  const Line world = line_through(strategies * few, short_run, strategies * many, long_run);

  const auto seconds_of = [&](std::uint32_t replicates) {
    const auto tail = [&](std::uint32_t weeks) {
      StudySpec whole = part;
      whole.replicates = replicates;
      whole.weeks = weeks;
      return timed(
          [&] { trajectory_size(file_of(whole, with_replicates(result, whole), provenance)); });
    };
    const std::uint32_t some = std::min(many, fewest_most);
    const Line last = line_through(few, tail(few), some, tail(some));
    const double rounds = static_cast<double>(replicates) / part.replicates;
    return rounds *
               (world.at_once + world.each_week * (spec.warm_up_weeks + strategies * spec.weeks)) +
           last.at_once + last.each_week * spec.weeks;
  };
  StudyResult shorter;  // of a study of one week, where the second was run for its time alone
  if (many > spec.weeks) {
    run(spec.weeks, shorter);
  }
  const StudyResult& recorded = many > spec.weeks ? shorter : result;
  const Group file = file_of(part, recorded, provenance);
  Trial out;
  out.file_bytes = file_bytes(file, part, spec);
  out.memory_bytes = lived.now > 0 ? memory_bytes(part, recorded, spec, before, lived)
                                   : forecast(spec, threads).memory_bytes;
  out.seconds = seconds_of(spec.replicates);
  out.least_file_bytes = out.file_bytes;
  out.least_seconds = out.seconds;
  if (spec.until) {
    StudySpec least = spec;
    least.replicates = looks_of(spec).front();
    out.least_file_bytes = file_bytes(file, part, least);
    out.least_seconds = seconds_of(least.replicates);
  }
  return out;
}

}  // namespace rapport
