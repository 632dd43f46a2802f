// The servers of a desk over a stretch of time, in the order in which each has something to do:
// by time, then by number. A step costs the logarithm of their number, and an arrival wakes one of
// those that wait, not all.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "sim/world/clock.hpp"

namespace rapport {

class Shift {
 public:
  /// Server `server` acts at time `at`.
  struct Move {
    Hours at = 0;
    std::uint32_t server = 0;
    friend auto operator<=>(const Move&, const Move&) = default;
  };

  explicit Shift(Hours end) : end_(end) {}

  /// It is free again at this time.
  void goes_on(Move move) { push(active_, move); }

  /// It has nothing to do before `move.at`, and so have all others that wait.
  void waits(Move move) {
    push(waiting_, move.server);
    wake_ = move.at;
  }

  /// Who acts next, and when; no one before the end. It is out of the shift until told of again.
  std::optional<Move> next() {
    const bool wakes =
        !waiting_.empty() && (active_.empty() || Move{wake_, waiting_.front()} < active_.front());
    if (active_.empty() && !wakes) {
      return std::nullopt;
    }
    const Move move = wakes ? Move{wake_, waiting_.front()} : active_.front();
    if (!(move.at < end_)) {
      return std::nullopt;
    }
    if (wakes) {
      pop(waiting_);
    } else {
      pop(active_);
    }
    return move;
  }

 private:
  template <class T>
  static void push(std::vector<T>& heap, const T& one) {
    heap.push_back(one);
    std::push_heap(heap.begin(), heap.end(), std::greater<>());
  }
  template <class T>
  static void pop(std::vector<T>& heap) {
    std::pop_heap(heap.begin(), heap.end(), std::greater<>());
    heap.pop_back();
  }

  std::vector<Move> active_;            // a heap, the earliest first
  std::vector<std::uint32_t> waiting_;  // a heap, the lowest first
  Hours wake_ = 0;                      // of those that wait
  Hours end_;
};

}  // namespace rapport
