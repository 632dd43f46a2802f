#include "sim/study/trial.hpp"

#include <algorithm>
#include <chrono>

#include "sim/record/scaled_size.hpp"
#include "sim/record/trajectory_file.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/looks.hpp"
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

Group file_of(const StudySpec& spec, const StudyResult& result) {
  const Series series(spec, result);
  return trajectory(spec, result, series, compare_all(spec, result, series, "XXX"), {});
}

std::uint64_t file_bytes(const StudySpec& part, const StudyResult& result, const StudySpec& whole) {
  const auto length = [&](std::string_view name, std::size_t now) {
    return name == "replicate" ? std::size_t{whole.replicates}
           : name == "time"    ? std::size_t{whole.weeks}
           : name == "event"   ? now * whole.weeks / part.weeks
                               : now;
  };
  return scaled_size(file_of(part, result), length, "time");
}

}  // namespace

Trial try_out(const StudySpec& spec, std::size_t threads) {
  StudySpec part = spec;
  const bool small = spec.setting->customers() <= small_world;
  const std::uint32_t side_by_side = small ? static_cast<std::uint32_t>(threads) : 1;
  part.replicates = std::min(spec.replicates, side_by_side);
  part.until.reset();
  part.warm_up_weeks = 0;
  const std::uint32_t few = std::min(2U, spec.weeks);
  const std::uint32_t many = std::clamp((spec.warm_up_weeks + spec.weeks) / 4, few + 1, 13U);
  const auto run = [&](std::uint32_t weeks, StudyResult& result) {
    part.weeks = weeks;
    return timed([&] { result = run_study(part, {}); });
  };
  StudyResult result;
  run(1, result);  // warm caches
  const double short_run = run(few, result);
  const double long_run = run(many, result);
  const auto strategies = static_cast<double>(spec.strategies.size());
  const Line world = line_through(strategies * few, short_run, strategies * many, long_run);

  const auto seconds_of = [&](std::uint32_t replicates) {
    const auto tail = [&](std::uint32_t weeks) {
      StudySpec whole = part;
      whole.replicates = replicates;
      whole.weeks = weeks;
      return timed([&] { trajectory_size(file_of(whole, with_replicates(result, whole))); });
    };
    const Line last = line_through(few, tail(few), many, tail(many));
    const double rounds = static_cast<double>(replicates) / part.replicates;
    return rounds *
               (world.at_once + world.each_week * (spec.warm_up_weeks + strategies * spec.weeks)) +
           last.at_once + last.each_week * spec.weeks;
  };
  Trial out;
  out.file_bytes = file_bytes(part, result, spec);
  out.seconds = seconds_of(spec.replicates);
  out.least_file_bytes = out.file_bytes;
  out.least_seconds = out.seconds;
  if (spec.until) {
    StudySpec least = spec;
    least.replicates = looks_of(spec).front();
    out.least_file_bytes = file_bytes(part, result, least);
    out.least_seconds = seconds_of(least.replicates);
  }
  return out;
}

}  // namespace rapport
