// How long does a market take, on one thread and on more, and how much memory is a customer?
//
//   market_bench [customers=1000000] [weeks=52] [repeats=5]
//
// Every repeat runs the same weeks on one thread and on all, one after the other; digests must
// agree.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <limits>

#include "bench/bench_market.hpp"

namespace {

using namespace rapport;

double seconds(const Model& model, World world, std::uint32_t end, std::size_t threads,
               std::uint32_t census, std::uint64_t& result) {
  const ThreadLimit limit(threads);
  RunOptions options;
  options.census_sample = census;
  const auto start = std::chrono::steady_clock::now();
  run_until(model, world, end, options, {});
  const double taken =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  result = digest(world);
  return taken;
}

}  // namespace

int main(int argc, char** argv) {
  const auto argument = [&](int i, int standard) {
    return static_cast<std::uint32_t>(argc > i ? std::atoi(argv[i]) : standard);
  };
  const std::uint32_t customers = argument(1, 1000000);
  const std::uint32_t weeks = argument(2, 52);
  const std::uint32_t repeats = argument(3, 5);
  const bench::Bench market = bench::market(customers, weeks);
  const World world = found(*market.model, market.setting, Luck(1, 0));
  const std::size_t threads = default_threads();
  constexpr double never = std::numeric_limits<double>::infinity();
  double best_one = never;
  double best_many = never;
  double best_bare = never;
  for (std::uint32_t i = 0; i < repeats; ++i) {
    std::uint64_t one = 0;
    std::uint64_t many = 0;
    std::uint64_t bare = 0;
    const std::uint32_t end = market.setting->end_tick;
    best_one = std::min(best_one, seconds(*market.model, world, end, 1, 65536, one));
    best_many = std::min(best_many, seconds(*market.model, world, end, threads, 65536, many));
    best_bare = std::min(best_bare, seconds(*market.model, world, end, threads, 0, bare));
    RAPPORT_CHECK(one == many && many == bare, "the same bits on any number of threads");
  }
  const double per = 1e9 / (static_cast<double>(customers) * weeks);
  fmt::print("{} customers, {} weeks, best of {}\n", customers, weeks, repeats);
  fmt::print("  1 thread   {:8.3f} s  {:7.1f} ns a customer-week\n", best_one, best_one * per);
  fmt::print("  {} threads  {:8.3f} s  {:7.1f} ns a customer-week  {:.2f} times as fast\n", threads,
             best_many, best_many * per, best_one / best_many);
  fmt::print("  stocks taken weekly cost {:.1f} %\n", 100 * (best_many / best_bare - 1));
  fmt::print("  {:.1f} bytes of state a customer at the start, besides {:.1f} of network\n",
             static_cast<double>(world.bytes()) / customers,
             static_cast<double>(market.setting->networks[0]->bytes()) / customers);
}
