// Does a customer cost more in a larger market?
//
//   size_bench [small=100000] [middle=1000000] [large=10000000] [weeks=52] [few_weeks=4] [rounds=5]
//
// small against middle over `weeks`, middle against large over `few_weeks` (0 leaves a pair out);
// the two of a pair take turns. Before it is timed, the larger market must do per customer what the
// smaller does: occasions to buy and copies addressed.
#include <cmath>
#include <string>

#include "bench/contestant.hpp"

namespace {

using namespace rapport;
using namespace rapport::bench;

void compare(Contestant& smaller, Contestant& larger, std::uint32_t weeks, std::uint32_t rounds,
             double most) {
  for (std::uint32_t i = 0; i < rounds; ++i) {
    const World a = smaller.run();
    const World b = larger.run();
    check_alike(smaller, a, larger, b);
  }
  const double small_each = smaller.nanoseconds_each(weeks);
  const double large_each = larger.nanoseconds_each(weeks);
  print_row(
      fmt::format("a customer among {} against one among {}, {} weeks",
                  thousands(larger.world.customers()), thousands(smaller.world.customers()), weeks),
      fmt::format("{:.0f} against {:.0f} ns a week: {:.2f} times (best of {}, {} threads)",
                  large_each, small_each, large_each / small_each, rounds, default_threads()),
      fmt::format("{}", most), large_each <= most * small_each);
}

std::shared_ptr<const Network> timed_network(std::uint32_t customers) {
  std::shared_ptr<const Network> network;
  const double taken = seconds([&] { network = network_of(customers); });
  const double degree = static_cast<double>(network->arcs()) / customers;
  RAPPORT_CHECK(std::abs(degree - 20) < 0.1, "the mean degree is what was asked for");
  print_row(fmt::format("making the network of {}", thousands(customers)),
            fmt::format("{:.1f} s, {:.0f} bytes a customer", taken,
                        static_cast<double>(network->bytes()) / customers));
  return network;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint32_t weeks = argument(argc, argv, 4, 52);
  const std::uint32_t few_weeks = argument(argc, argv, 5, 4);
  const std::uint32_t rounds = argument(argc, argv, 6, 5);
  const auto middle = timed_network(argument(argc, argv, 2, 1000000));
  if (weeks > 0) {
    Contestant a(timed_network(argument(argc, argv, 1, 100000)), weeks);
    Contestant b(middle, weeks);
    compare(a, b, weeks, rounds, 2.0);
  }
  if (few_weeks > 0) {
    Contestant a(middle, few_weeks);
    Contestant b(timed_network(argument(argc, argv, 3, 10000000)), few_weeks);
    compare(a, b, few_weeks, rounds, 1.15);
  }
}
