// The one parallel seam, in three kinds of which a build has one (RAPPORT_SEAM): oneTBB, serial,
// or plain threads for the thread sanitizer. No other file starts threads or sees oneTBB.
#pragma once

#include <cstddef>
#include <memory>

namespace rapport {

/// How many threads the machine offers.
std::size_t default_threads();

/// Holds the number of threads for as long as it lives: so many, also where the machine has fewer
/// (which tests want). One at a time, but for those that end before it.
class ThreadLimit {
 public:
  explicit ThreadLimit(std::size_t threads);
  ~ThreadLimit();
  ThreadLimit(const ThreadLimit&) = delete;
  ThreadLimit& operator=(const ThreadLimit&) = delete;

 private:
  struct Held;
  std::unique_ptr<Held> held_;
};

/// `act` without its type: called with what it is and a number.
using AnyAct = void (*)(const void* act, std::size_t i);
void for_each_number(std::size_t count, const void* act, AnyAct call);

/// Calls `act(i)` once for every i < count, in parallel and in no order. A call may write only what
/// is its own, and should be worth some microseconds.
template <class Act>
void for_each(std::size_t count, const Act& act) {
  for_each_number(count, &act,
                  [](const void* any, std::size_t i) { (*static_cast<const Act*>(any))(i); });
}

}  // namespace rapport
