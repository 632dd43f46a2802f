// Does it cost anything that old posts are still visible?
//
//   live_posts_bench [customers=200000] [weeks=4] [rounds=5]
//
// Two measures, since either alone can be passed by an engine that looks at live posts too often.
// (1) More posts: the same market with 1, 10 and 20 times the posts. What a further copy costs from
// 10 to 20 times must be what it costs from 1 to 10 times: an engine that compares a reader's posts
// with one another would fail. (2) Posts that live longer: the same few posts to the same few
// readers, visible for 16 or for 320 hours, so that 20 times as many are live while as much
// happens. An hour must cost the same: an engine that passes over live posts every tick would fail,
// as bench/count shows by instructions. Before it is timed, copies addressed and shown must be as
// many as the measure needs.
#include <cstdlib>
#include <span>
#include <vector>

#include "bench/bench_market.hpp"
#include "bench/measuring.hpp"

namespace {

using namespace rapport;
using namespace rapport::bench;

struct Contestant {
  Bench market;
  World world;
  Best time;
  std::int64_t addressed = 0;
  std::int64_t shown = 0;
  std::size_t live = 0;

  explicit Contestant(const Bench& given) : market(given), world(market.found()) {}

  void run() {
    World running = world;
    time.take(seconds(
        [&] { run_until(*market.model, running, market.setting->end_tick, RunOptions{}, {}); }));
    addressed = total(running, market.model->addressed);
    shown = total(running, market.model->shown);
    live = live_posts(running);
  }
};

void run_in_turn(std::span<Contestant> contestants, std::uint32_t rounds) {
  for (std::uint32_t i = 0; i < rounds; ++i) {
    for (Contestant& one : contestants) {
      one.run();
    }
  }
}

/// Reach does not fall with the number of posts, so that every copy is the same work.
Bench posting(const std::shared_ptr<const Network>& network, std::uint32_t weeks, double per_week) {
  Bench bench = market_on(network, weeks);
  bench.set("publishing", "posts_per_week", per_week);
  bench.set("publishing", "minutes_per_post", 0);
  bench.set("attention", "crowding_posts", 1000);
  bench.set("attention", "size_exponent", 0);
  return bench;
}

void more_posts(std::uint32_t customers, std::uint32_t weeks, std::uint32_t rounds) {
  constexpr double once = 2.5;
  const auto network = network_of(customers);
  std::vector<Contestant> contestants;
  for (const double times : {1.0, 10.0, 20.0}) {
    contestants.emplace_back(posting(network, weeks, times * once));
  }
  run_in_turn(contestants, rounds);
  const auto further = [&](std::size_t i) {
    const Contestant& a = contestants[i];
    const Contestant& b = contestants[i + 1];
    const auto copies = static_cast<double>(b.addressed - a.addressed);
    RAPPORT_CHECK(copies > static_cast<double>(customers) * weeks,
                  "ten times the posts are many more copies");
    return 1e9 * (b.time.value() - a.time.value()) / copies;
  };
  const double ratio = further(1) / further(0);
  print_row(fmt::format("a further copy among {} customers: from 10 to 20 times the posts against "
                        "from 1 to 10 times",
                        thousands(customers)),
            fmt::format("{:.0f} against {:.0f} ns: {:.2f} times (best of {})", further(1),
                        further(0), ratio, rounds),
            "1.1", ratio <= 1.1);
}

void longer_lives(std::uint32_t customers, std::uint32_t weeks, std::uint32_t rounds) {
  std::vector<Contestant> contestants;
  for (const std::uint32_t visible_hours : {16U, 320U}) {
    contestants.emplace_back(market_of_live_posts(customers, weeks, visible_hours));
  }
  run_in_turn(contestants, rounds);
  const Contestant& brief = contestants[0];
  const Contestant& lasting = contestants[1];
  RAPPORT_CHECK(lasting.live > 10 * brief.live, "posts that live longer are more live posts");
  RAPPORT_CHECK(std::abs(lasting.shown - brief.shown) * 20 < brief.shown, "as much is read");
  const double hours = static_cast<double>(weeks) * hours_per_week;
  const double ratio = lasting.time.value() / brief.time.value();
  print_row(fmt::format("an hour of {} customers with {} live posts against one with {}",
                        thousands(customers), thousands(lasting.live), thousands(brief.live)),
            fmt::format("{:.1f} against {:.1f} us: {:.2f} times (best of {})",
                        1e6 * lasting.time.value() / hours, 1e6 * brief.time.value() / hours, ratio,
                        rounds),
            "1.05", ratio <= 1.05);
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint32_t customers = argument(argc, argv, 1, 200000);
  const std::uint32_t weeks = argument(argc, argv, 2, 4);
  const std::uint32_t rounds = argument(argc, argv, 3, 5);
  const ThreadLimit limit(1);
  more_posts(customers, weeks, rounds);
  longer_lives(customers / 10, weeks, rounds);
}
