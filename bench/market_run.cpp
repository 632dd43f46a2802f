// One run of a market on one thread and nothing else, for instruments that count: bench/count
// starts it under callgrind.
//
//   market_run market CUSTOMERS WEEKS [CENSUS_SAMPLE=0 [PANEL=0]]
//   market_run live_posts CUSTOMERS WEEKS [VISIBLE_HOURS=168]
//
// Prints the digest, how many messages are live at the end, and how many copies were addressed and
// shown.
#include "bench/bench_market.hpp"
#include "bench/measuring.hpp"
#include "sim/study/panel.hpp"

int main(int argc, char** argv) {
  using namespace rapport;
  using namespace rapport::bench;
  const bool posts = argc > 1 && std::string_view(argv[1]) == "live_posts";
  const std::uint32_t customers = argument(argc, argv, 2, 100000);
  const std::uint32_t weeks = argument(argc, argv, 3, 4);
  const Bench bench =
      posts ? market_of_live_posts(customers, weeks, argument(argc, argv, 4, hours_per_week))
            : market(customers, weeks);
  World world = bench.found();
  const ThreadLimit limit(1);
  PanelWatch watch(panel_of(customers, posts ? 0 : argument(argc, argv, 5, 0)));
  run_until(*bench.model, world, bench.setting->end_tick,
            {.watch = posts || argc < 6 ? nullptr : &watch,
             .census_sample = posts ? 0 : argument(argc, argv, 4, 0)},
            {});
  fmt::print("digest {:016x} live {} addressed {} shown {}\n", digest(world), live_posts(world),
             total(world, bench.model->addressed), total(world, bench.model->shown));
}
