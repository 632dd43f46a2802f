// The seam on oneTBB: what everybody runs.
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <utility>

#include "sim/core/for_each.hpp"

namespace rapport {
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
  // few are handed out one by one: a long one keeps none waiting that stands beside it
  constexpr std::size_t few = 64;
  const auto one = [&](std::size_t i) { call(act, i); };
  // isolated: a thread that waits here takes no work of another world
  const auto work = [&] {
    tbb::this_task_arena::isolate([&] {
      if (count <= few) {
        tbb::parallel_for(std::size_t{0}, count, one, tbb::simple_partitioner());
      } else {
        tbb::parallel_for(std::size_t{0}, count, one);
      }
    });
  };
  if (current_arena != nullptr) {
    current_arena->execute(work);  // from within the arena, in place
  } else {
    work();
  }
}

}  // namespace rapport
