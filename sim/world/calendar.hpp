// A block's calendar: due events of the coming week by tick, farther ones by week.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/core/error.hpp"
#include "sim/world/clock.hpp"
#include "sim/world/happenings.hpp"

namespace rapport {

/// An event of a later week: 12 bytes. Only kinds whose key fits 32 bits can lie so far ahead.
struct Far {
  std::uint32_t customer = 0;
  std::uint32_t key = 0;
  std::uint16_t tick_of_week = 0;
  Kind kind = Kind::occasion;
  std::uint8_t brand = 0;
};
static_assert(sizeof(Far) == 12);

class Calendar {
 public:
  Calendar() = default;
  Calendar(const Clock& clock, std::uint32_t end_tick)
      : ticks_per_week_(clock.ticks_per_week()),
        end_tick_(end_tick),
        near_(ticks_per_week_ * 2),
        far_(clock.week_of(end_tick) + 1) {}

  /// Enters an event at a tick after `now`. One after the end of the run is not kept: it is never
  /// due. Within two weeks any event may be entered; beyond, one with a 32-bit key.
  void enter(std::uint32_t now, std::uint32_t tick, const Due& due) {
    if (tick >= end_tick_) {
      return;
    }
    if (tick - now < near_.size()) {
      near_[tick % near_.size()].push_back(due);
      return;
    }
    const bool fits = due.key >> 32U == 0 && due.a == 0 && due.b == 0;
    RAPPORT_CHECK(fits, "a far event carries a serial");
    far_[tick / ticks_per_week_].push_back({due.customer, static_cast<std::uint32_t>(due.key),
                                            static_cast<std::uint16_t>(tick % ticks_per_week_),
                                            due.kind, due.brand});
  }

  /// At the start of a week: events of this week that were entered long ago come near.
  void turn_week(std::uint32_t week) {
    if (week >= far_.size()) {
      return;
    }
    for (const Far& far : far_[week]) {
      const std::uint32_t tick = week * ticks_per_week_ + far.tick_of_week;
      near_[tick % near_.size()].push_back(
          {.customer = far.customer, .kind = far.kind, .brand = far.brand, .key = far.key});
    }
    std::vector<Far>().swap(far_[week]);
  }

  /// The events due in a tick, in no order.
  std::vector<Due>& due(std::uint32_t tick) { return near_[tick % near_.size()]; }

  std::vector<std::vector<Due>>& near() { return near_; }
  const std::vector<std::vector<Due>>& near() const { return near_; }
  std::vector<std::vector<Far>>& far() { return far_; }
  const std::vector<std::vector<Far>>& far() const { return far_; }

 private:
  std::uint32_t ticks_per_week_ = 0;
  std::uint32_t end_tick_ = 0;
  std::vector<std::vector<Due>> near_;
  std::vector<std::vector<Far>> far_;
};

}  // namespace rapport
