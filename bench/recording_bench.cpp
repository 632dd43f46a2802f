// What does it cost to write down what happens?
//
//   recording_bench [customers=1000000] [weeks=52] [rounds=5]
//
// A study of one strategy and one replicate, in turn without a record and with stocks taken every
// week and the panel, as by default: from the end of the first week to the end of the last. To that
// comes what the file takes (series, trajectory, HDF5). The world must end the same with a record
// and without. Stocks are also timed where they are taken, since the difference of two long runs
// drowns them on a busy machine.
#include <unistd.h>

#include <filesystem>

#include "bench/bench_market.hpp"
#include "bench/measuring.hpp"
#include "sim/record/trajectory_file.hpp"
#include "sim/study/trajectory.hpp"

namespace {

using namespace rapport;
using namespace rapport::bench;

StudySpec study_of(const Bench& market, std::uint32_t weeks, bool recorded) {
  StudySpec spec;
  spec.setting = market.setting;
  spec.strategies.push_back({"existing", market.model, std::nullopt});
  spec.weeks = weeks;
  if (recorded) {
    spec.panel = 200;  // of run.panel
  } else {
    spec.census_sample = 0;
  }
  return spec;
}

/// From the end of a week's last tick to the record of the week.
double weekly_stocks(const Bench& market, World world) {
  double taken = 0;
  double tick_ended = 0;
  RunOptions options;
  options.after_tick = [&](const World&) { tick_ended = now_seconds(); };
  run_until(*market.model, world, market.setting->end_tick, options,
            [&](const WeekRecord&) { taken += now_seconds() - tick_ended; });
  return taken;
}

void write_file(const StudySpec& spec, const StudyResult& result,
                const std::filesystem::path& path) {
  const Series series(spec, result);
  const Provenance provenance{{{"title", std::string("benchmark")}}, "2026-01-05", "EUR", {}};
  write_trajectory(path, trajectory(spec, result, series, {}, provenance), Overwrite::yes);
}

/// From the end of the first week to the end of the last.
StudyResult timed_weeks(const StudySpec& spec, Best& best) {
  double first = 0;
  double last = 0;
  StudyResult result = run_study(spec, [&](const StudyProgress& progress) {
    (progress.week == 1 ? first : last) = now_seconds();
  });
  best.take(last - first);
  return result;
}

struct Costs {
  Best bare;      // weeks without a record
  Best recorded;  // weeks with stocks and panel
  Best stocks;
  Best file;
};

void take_turns(const Bench& market, const World& world, std::uint32_t weeks,
                const std::filesystem::path& path, Costs& costs) {
  const StudySpec recorded = study_of(market, weeks, true);
  const StudyResult without = timed_weeks(study_of(market, weeks, false), costs.bare);
  const StudyResult with = timed_weeks(recorded, costs.recorded);
  costs.stocks.take(weekly_stocks(market, world));
  costs.file.take(seconds([&] { write_file(recorded, with, path); }));
  RAPPORT_CHECK(with.digest == without.digest, "recording changes nothing");
  RAPPORT_CHECK(with.worlds[0][0].weeks.size() == weeks && !with.worlds[0][0].events.empty() &&
                    std::filesystem::file_size(path) > 100000,
                "the record is there");
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint32_t customers = argument(argc, argv, 1, 1000000);
  const std::uint32_t weeks = argument(argc, argv, 2, 52);
  const std::uint32_t rounds = argument(argc, argv, 3, 5);
  const Bench market = bench::market(customers, weeks);
  const World world = market.found();
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / fmt::format("recording_bench_{}.h5", getpid());
  Costs costs;
  for (std::uint32_t i = 0; i < rounds; ++i) {
    take_turns(market, world, weeks, path, costs);
  }
  const auto size = std::filesystem::file_size(path);
  std::filesystem::remove(path);
  const auto share = [&](double time) { return 100 * time / costs.bare.value(); };
  const double all = costs.recorded.value() - costs.bare.value() + costs.file.value();
  const bool promised = customers >= 1000000 && weeks >= 52;
  print_row(fmt::format("recording {} customers over {} weeks: stocks every week, panel and file",
                        thousands(customers), weeks),
            fmt::format("{:.1f} % of the run (best of {}, {} threads)", share(all), rounds,
                        default_threads()),
            "5 %", promised ? std::optional(share(all) < 5) : std::nullopt);
  print_row("of that, stocks where they are taken",
            fmt::format("{:.1f} %, {:.2f} ms a week", share(costs.stocks.value()),
                        1e3 * costs.stocks.value() / weeks));
  print_row("of that, writing the file",
            fmt::format("{:.1f} %, {:.0f} ms for {} bytes", share(costs.file.value()),
                        1e3 * costs.file.value(), thousands(size)));
}
