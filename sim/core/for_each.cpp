#include "sim/core/for_each.hpp"

#include <utility>

#ifndef RAPPORT_SERIAL
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#endif

// What the thread sanitizer cannot see inside of oneTBB, which is not built with it: what was
// written before for_each() is seen by every call, and what calls wrote is seen after it. Calls
// among each other are left to the sanitizer.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#include <sanitizer/tsan_interface.h>
#define RAPPORT_HAPPENED(place) __tsan_release(&(place))
#define RAPPORT_COMES_AFTER(place) __tsan_acquire(&(place))
#endif
#endif
#ifndef RAPPORT_HAPPENED
#define RAPPORT_HAPPENED(place) static_cast<void>(place)
#define RAPPORT_COMES_AFTER(place) static_cast<void>(place)
#endif

namespace rapport {

#ifdef RAPPORT_SERIAL

struct ThreadLimit::Held {};

ThreadLimit::ThreadLimit(std::size_t) {}
ThreadLimit::~ThreadLimit() = default;

std::size_t default_threads() {
  return 1;
}

void for_each_number(std::size_t count, const void* act, AnyAct call) {
  for (std::size_t i = 0; i < count; ++i) {
    call(act, i);
  }
}

#else

namespace {

/// To work in; nullptr = the one that there is anyway.
tbb::task_arena* current_arena = nullptr;

}  // namespace

struct ThreadLimit::Held {
  explicit Held(std::size_t threads)
      : control(tbb::global_control::max_allowed_parallelism, threads),
        arena(static_cast<int>(threads)),
        before(std::exchange(current_arena, &arena)) {}

  tbb::global_control control;
  tbb::task_arena arena;
  tbb::task_arena* before;
};

ThreadLimit::ThreadLimit(std::size_t threads) : held_(std::make_unique<Held>(threads)) {}

ThreadLimit::~ThreadLimit() {
  current_arena = held_->before;
}

std::size_t default_threads() {
  return static_cast<std::size_t>(tbb::info::default_concurrency());
}

void for_each_number(std::size_t count, const void* act, AnyAct call) {
  if (count <= 1) {
    for (std::size_t i = 0; i < count; ++i) {
      call(act, i);
    }
    return;
  }
  char begun = 0;  // their addresses are all that counts
  char done = 0;
  RAPPORT_HAPPENED(begun);
  // isolated: a thread that waits here takes no work of another world
  const auto work = [&] {
    tbb::this_task_arena::isolate([&] {
      tbb::parallel_for(std::size_t{0}, count, [&](std::size_t i) {
        RAPPORT_COMES_AFTER(begun);
        call(act, i);
        RAPPORT_HAPPENED(done);
      });
    });
  };
  if (current_arena != nullptr) {
    current_arena->execute(work);  // from within the arena, in place
  } else {
    work();
  }
  RAPPORT_COMES_AFTER(done);
}

#endif

}  // namespace rapport
