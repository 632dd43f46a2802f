// Would customers be faster served if those who are friends stood near one another?
//
//   locality_bench [customers=1000000] [weeks=8] [rounds=5]
//
// A network of communities of 1,000, whose members are neighbours in memory, and the same network
// with its customers in random order: nothing that relabels at load could gain more than lies
// between the two. They take turns, under the defaults and in a market that talks much more, on one
// thread. Both must have the same degrees, and their customers do the same.
#include <algorithm>
#include <numeric>
#include <vector>

#include "bench/contestant.hpp"
#include "sim/world/random_graphs.hpp"

namespace {

using namespace rapport;
using namespace rapport::bench;

constexpr double mean_degree = 20;

/// The same network, everybody under another number.
Network in_random_order(const Network& network) {
  std::vector<std::uint32_t> number(network.customers());
  std::iota(number.begin(), number.end(), 0U);
  std::uint64_t luck = 1;
  for (std::size_t left = number.size(); left > 1; --left) {
    luck = mix64(luck);
    std::swap(number[left - 1], number[luck % left]);
  }
  std::vector<std::uint32_t> from;
  std::vector<std::uint32_t> to;
  from.reserve(network.arcs());
  to.reserve(network.arcs());
  for (std::uint32_t c = 0; c < network.customers(); ++c) {
    for (const std::uint32_t reader : network.readers(c)) {
      from.push_back(number[c]);
      to.push_back(number[reader]);
    }
  }
  return Network::from_ends(network.customers(), std::move(from), std::move(to),
                            Direction::directed);
}

std::vector<std::size_t> degrees(const Network& network) {
  std::vector<std::size_t> all;
  for (std::uint32_t c = 0; c < network.customers(); ++c) {
    all.push_back(network.readers(c).size());
  }
  std::ranges::sort(all);
  return all;
}

Bench market(const std::shared_ptr<const Network>& network, std::uint32_t weeks, bool talkative) {
  Bench bench = market_on(network, weeks);
  if (talkative) {
    bench.set("word_of_mouth", "share", 0.3);
    bench.set("voice", "praise", 0.6);
    bench.set("need", "per_year", 40);
  }
  return bench;
}

void compare(const std::shared_ptr<const Network>& near, const std::shared_ptr<const Network>& far,
             std::uint32_t weeks, std::uint32_t rounds, bool talkative) {
  Contestant friends_near(market(near, weeks, talkative));
  Contestant anyhow(market(far, weeks, talkative));
  for (std::uint32_t i = 0; i < rounds; ++i) {
    const World a = friends_near.run();
    const World b = anyhow.run();
    check_alike(friends_near, a, anyhow, b);
  }
  const double near_each = friends_near.nanoseconds_each(weeks);
  const double far_each = anyhow.nanoseconds_each(weeks);
  print_row(fmt::format("a customer in random order against one whose friends stand near, {} "
                        "customers, {} weeks{}",
                        thousands(near->customers()), weeks,
                        talkative ? ", everybody talks ten times as much" : ""),
            fmt::format("{:.0f} against {:.0f} ns a week: {:.2f} times (best of {}, one thread)",
                        far_each, near_each, far_each / near_each, rounds));
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint32_t customers = argument(argc, argv, 1, 1000000);
  const std::uint32_t weeks = argument(argc, argv, 2, 8);
  const std::uint32_t rounds = argument(argc, argv, 3, 5);
  const ThreadLimit limit(1);
  const auto near = std::make_shared<const Network>(
      blocks(customers, mean_degree, std::max(1U, customers / 1000), 0.8, 3, 1));
  const auto far = std::make_shared<const Network>(in_random_order(*near));
  RAPPORT_CHECK(degrees(*near) == degrees(*far), "it is the same network");
  compare(near, far, weeks, rounds, false);
  compare(near, far, weeks, rounds, true);
}
