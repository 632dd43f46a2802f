// The one parallel seam: oneTBB, or serial where there is none (RAPPORT_SERIAL). No other file
// starts threads.
#pragma once

#include <cstddef>
#include <utility>

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

/// Holds the number of threads for as long as it lives: so many, also where the machine has fewer
/// (which tests want). One at a time.
class ThreadLimit {
 public:
#ifdef RAPPORT_SERIAL
  explicit ThreadLimit(std::size_t) {}
#else
  explicit ThreadLimit(std::size_t threads)
      : control_(tbb::global_control::max_allowed_parallelism, threads),
        arena_(static_cast<int>(threads)),
        before_(std::exchange(current, &arena_)) {}
  ~ThreadLimit() {
    current = before_;
  }
  ThreadLimit(const ThreadLimit&) = delete;
  ThreadLimit& operator=(const ThreadLimit&) = delete;

  /// The arena to work in; nullptr = the one that there is anyway.
  static tbb::task_arena* arena() {
    return current;
  }

 private:
  tbb::global_control control_;
  tbb::task_arena arena_;
  tbb::task_arena* before_;
  inline static tbb::task_arena* current = nullptr;
#endif
};

/// Calls `act(i)` once for every i < count, in parallel and in no order. A call may write only what
/// is its own.
template <class Act>
void for_each(std::size_t count, const Act& act) {
#ifndef RAPPORT_SERIAL
  if (count > 1) {
    // isolated: a thread that waits here takes no work of another world
    const auto work = [&] {
      tbb::this_task_arena::isolate([&] { tbb::parallel_for(std::size_t{0}, count, act); });
    };
    if (tbb::task_arena* arena = ThreadLimit::arena()) {
      arena->execute(work);  // from within the arena, in place
    } else {
      work();
    }
    return;
  }
#endif
  for (std::size_t i = 0; i < count; ++i) {
    act(i);
  }
}

}  // namespace rapport
