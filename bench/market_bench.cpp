// How long does a market take, on one thread and on all, and how much memory is a customer?
//
//   market_bench [customers=1000000] [weeks=52] [rounds=5]
//
// Every round runs the same weeks on one thread and on all, one after the other, stocks taken every
// week as by default; digests must agree, and the memory that the world says it holds must be what
// the allocator has given out.
#include <malloc.h>

#include <cmath>

#include "bench/bench_market.hpp"
#include "bench/measuring.hpp"

namespace {

using namespace rapport;
using namespace rapport::bench;

double heap_bytes() {
  const auto info = mallinfo2();
  return static_cast<double>(info.uordblks) + static_cast<double>(info.hblkhd);
}

struct Memory {
  double start = 0;  // bytes a customer, by the allocator
  double end = 0;
};

void check_agrees(const World& world, double heap) {
  RAPPORT_CHECK(std::abs(static_cast<double>(world.bytes()) / heap - 1) < 0.1,
                "a world knows how much memory it holds");
}

Memory memory(const Bench& market) {
  const double before = heap_bytes();
  World world = market.found();
  Memory memory;
  const double start = heap_bytes() - before;
  check_agrees(world, start);
  run_until(*market.model, world, market.setting->end_tick, {}, {});
  const double end = heap_bytes() - before;
  check_agrees(world, end);
  memory.start = start / world.customers();
  memory.end = end / world.customers();
  return memory;
}

double run(const Bench& market, World world, std::size_t threads, std::uint64_t& result) {
  const ThreadLimit limit(threads);
  const double taken =
      seconds([&] { run_until(*market.model, world, market.setting->end_tick, {}, {}); });
  result = digest(world);
  return taken;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint32_t customers = argument(argc, argv, 1, 1000000);
  const std::uint32_t weeks = argument(argc, argv, 2, 52);
  const std::uint32_t rounds = argument(argc, argv, 3, 5);
  const Bench market = bench::market(customers, weeks);
  const std::size_t threads = default_threads();
  const Memory held = memory(market);
  const World world = market.found();
  Best one;
  Best many;
  for (std::uint32_t i = 0; i < rounds; ++i) {
    std::uint64_t digest_of_one = 0;
    std::uint64_t digest_of_many = 0;
    one.take(run(market, world, 1, digest_of_one));
    many.take(run(market, world, threads, digest_of_many));
    RAPPORT_CHECK(digest_of_one == digest_of_many, "the same bits on any number of threads");
  }
  const double speed_up = one.value() / many.value();
  const bool promised = customers >= 1000000 && weeks >= 52 && threads == 2;
  const auto met = [&](bool is) { return promised ? std::optional(is) : std::nullopt; };
  print_row(fmt::format("{} customers, mean degree 20, 2 brands, 2 platforms, {} weeks of hourly "
                        "ticks, one strategy",
                        thousands(customers), weeks),
            fmt::format("{:.2f} s on {} threads (best of {})", many.value(), threads, rounds),
            "30 s, aim 15 s", met(many.value() < 30));
  print_row("the same on one thread",
            fmt::format("{:.2f} s: {} threads are {:.2f} times as fast (best of {})", one.value(),
                        threads, speed_up, rounds),
            "1.7", met(speed_up >= 1.7));
  print_row(
      "memory of its state besides the graph, by the allocator",
      fmt::format("{:.0f} bytes a customer at the start, {:.0f} at the end", held.start, held.end),
      "200, aim 100", held.start < 200 && held.end < 200);
}
