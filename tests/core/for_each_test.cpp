// The parallel seam calls everything once, on as many threads as were asked for.
#include "sim/core/for_each.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace rapport {
namespace {

TEST(ForEach, calls_everything_once) {
  for (const std::size_t threads : {1U, 2U, 8U}) {
    const ThreadLimit limit(threads);
    std::vector<int> calls(1000, 0);
    for_each(calls.size(), [&](std::size_t i) { ++calls[i]; });
    EXPECT_EQ(calls, std::vector<int>(1000, 1));
  }
  for_each(0, [](std::size_t) { FAIL() << "there is nothing to do"; });
}

TEST(ForEach, hands_on_what_is_thrown) {
  EXPECT_THROW(for_each(100,
                        [](std::size_t i) {
                          if (i == 37) {
                            throw std::runtime_error("37");
                          }
                        }),
               std::runtime_error);
}

#ifndef RAPPORT_SERIAL
/// How many threads meet in one loop, each waiting for the others a while.
std::size_t threads_met(std::size_t wanted) {
  const ThreadLimit limit(wanted);
  std::mutex mutex;
  std::set<std::thread::id> met;
  const auto stop = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  for_each(64, [&](std::size_t) {
    while (std::chrono::steady_clock::now() < stop) {
      {
        const std::scoped_lock lock(mutex);
        met.insert(std::this_thread::get_id());
        if (met.size() >= wanted) {
          return;
        }
      }
      std::this_thread::yield();
    }
  });
  return met.size();
}

TEST(ForEach, works_on_so_many_threads_also_where_the_machine_has_fewer) {
  EXPECT_EQ(threads_met(1), 1U);
  EXPECT_EQ(threads_met(3), 3U);
  EXPECT_EQ(threads_met(8), 8U);
}
#endif

}  // namespace
}  // namespace rapport
