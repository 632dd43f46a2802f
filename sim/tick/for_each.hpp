// The one parallel seam: oneTBB, or serial where there is none (RAPPORT_SERIAL). No other file
// knows of threads.
#pragma once

#include <cstddef>

#ifndef RAPPORT_SERIAL
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#endif

namespace rapport {

/// How many threads the machine offers.
inline std::size_t default_threads() {
#ifdef RAPPORT_SERIAL
  return 1;
#else
  return static_cast<std::size_t>(tbb::info::default_concurrency());
#endif
}

/// Holds the number of threads for as long as it lives.
class ThreadLimit {
 public:
#ifdef RAPPORT_SERIAL
  explicit ThreadLimit(std::size_t) {}
#else
  explicit ThreadLimit(std::size_t threads)
      : control_(tbb::global_control::max_allowed_parallelism, threads) {}

 private:
  tbb::global_control control_;
#endif
};

/// Calls `act(i)` once for every i < count, in parallel and in no order. A call may write only what
/// is its own.
template <class Act>
void for_each(std::size_t count, const Act& act) {
#ifndef RAPPORT_SERIAL
  if (count > 1) {
    // isolated: a thread that waits here takes no work of another world
    tbb::this_task_arena::isolate([&] { tbb::parallel_for(std::size_t{0}, count, act); });
    return;
  }
#endif
  for (std::size_t i = 0; i < count; ++i) {
    act(i);
  }
}

}  // namespace rapport
