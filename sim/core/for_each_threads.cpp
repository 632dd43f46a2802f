// The seam on plain threads: for the thread sanitizer, which cannot see into oneTBB and takes its
// own order for none. A loop within a loop runs where it is.
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "sim/core/for_each.hpp"

namespace rapport {
namespace {

/// Whether this thread works on a loop already.
thread_local bool at_work = false;

/// A loop that is under way.
struct Loop {
  std::size_t count = 0;
  const void* act = nullptr;
  AnyAct call = nullptr;
};

/// Threads that work on one loop at a time, with the one that asks for it. Each takes every so
/// many-th number, whatever the others do: nothing orders their calls, so that the sanitizer sees
/// all that touches.
class Crew {
 public:
  explicit Crew(std::size_t threads) : thrown_(threads) {
    for (std::size_t hand = 1; hand < threads; ++hand) {
      hands_.emplace_back([this, hand] { wait_for_work(hand); });
    }
  }
  ~Crew() {
    {
      const std::scoped_lock lock(mutex_);
      over_ = true;
    }
    begins_.notify_all();
    for (std::thread& hand : hands_) {
      hand.join();
    }
  }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  void work_on(const Loop& loop) {
    std::unique_lock lock(mutex_);
    loop_ = &loop;
    ++loops_;
    ready_.store(0, std::memory_order_relaxed);
    begins_.notify_all();
    lock.unlock();
    share(loop, 0);
    lock.lock();
    ended_.wait(lock, [&] { return done_ == hands_.size(); });
    done_ = 0;
    for (std::exception_ptr& one : thrown_) {
      if (const std::exception_ptr first = std::exchange(one, nullptr)) {
        std::ranges::fill(thrown_, nullptr);
        std::rethrow_exception(first);
      }
    }
  }

 private:
  void wait_for_work(std::size_t hand) {
    std::unique_lock lock(mutex_);
    for (std::uint64_t seen = 0;;) {
      begins_.wait(lock, [&] { return over_ || loops_ != seen; });
      if (over_) {
        return;
      }
      seen = loops_;
      const Loop& loop = *loop_;
      lock.unlock();
      share(loop, hand);
      lock.lock();
      ++done_;
      ended_.notify_one();
    }
  }

  void share(const Loop& loop, std::size_t hand) {
    // None begins after another has ended, and by a gate that orders nothing: else what one hand
    // did would be before what the other does, and be seen by nobody.
    ready_.fetch_add(1, std::memory_order_relaxed);
    while (ready_.load(std::memory_order_relaxed) < thrown_.size()) {
      std::this_thread::yield();
    }
    at_work = true;
    try {
      for (std::size_t i = hand; i < loop.count; i += thrown_.size()) {
        loop.call(loop.act, i);
      }
    } catch (...) {
      thrown_[hand] = std::current_exception();
    }
    at_work = false;
  }

  std::vector<std::exception_ptr> thrown_;  ///< by hand
  std::vector<std::thread> hands_;
  std::mutex mutex_;
  std::condition_variable begins_;
  std::condition_variable ended_;
  std::atomic<std::size_t> ready_ = 0;
  const Loop* loop_ = nullptr;
  std::uint64_t loops_ = 0;  ///< so far
  std::size_t done_ = 0;     ///< hands that have ended it
  bool over_ = false;
};

/// nullptr: the one that there is anyway.
Crew* current_crew = nullptr;

Crew& crew() {
  static Crew whole_machine(default_threads());
  return current_crew != nullptr ? *current_crew : whole_machine;
}

/// One loop at a time: a thread that is in none runs its own where another's is under way.
std::mutex one_loop;

}  // namespace

struct ThreadLimit::Held {
  explicit Held(std::size_t threads) : crew(threads), before(std::exchange(current_crew, &crew)) {}

  Crew crew;
  Crew* before;
};

ThreadLimit::ThreadLimit(std::size_t threads) : held_(std::make_unique<Held>(threads)) {}

ThreadLimit::~ThreadLimit() {
  current_crew = held_->before;
}

std::size_t default_threads() {
  return std::max(1U, std::thread::hardware_concurrency());
}

void for_each_number(std::size_t count, const void* act, AnyAct call) {
  std::unique_lock alone(one_loop, std::defer_lock);
  if (count <= 1 || at_work || !alone.try_lock()) {
    for (std::size_t i = 0; i < count; ++i) {
      call(act, i);
    }
    return;
  }
  crew().work_on({.count = count, .act = act, .call = call});
}

}  // namespace rapport
