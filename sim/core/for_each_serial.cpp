// The seam without threads: everything in its place, one after the other.
#include "sim/core/for_each.hpp"

namespace rapport {

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

}  // namespace rapport
