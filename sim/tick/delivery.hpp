// Step 5 of a tick: who sees what was said, and when. Readers' rows are frozen; the only output is
// an entry in a calendar.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/world/world.hpp"

namespace rapport {

/// A message that will stand in a reader's feed at a log-in.
struct ToShow {
  std::uint32_t customer = 0;
  std::uint32_t tick = 0;
  MessageKey message;
};

/// What the feed may read and tell.
class Delivery {
 public:
  Delivery(const World& world, std::vector<ToShow>& out) : world_(world), out_(out) {}

  void about(MessageKey key) { key_ = key; }
  const Luck& luck() const { return world_.luck; }
  const LogIns& log_ins() const { return *world_.log_ins; }
  Hours now() const { return world_.setting->clock.start_of(world_.tick); }
  /// The first clock hour that a log-in may show this tick's messages in.
  std::uint32_t first_hour() const {
    return (world_.tick + 1) * world_.setting->clock.hours_per_tick;
  }
  std::uint32_t visible_hours() const { return world_.setting->visible_hours; }
  template <class T>
  const T& see(Reads<T> column, CustomerId who) const {
    return *reinterpret_cast<const T*>(world_.rows.at(who) + column.offset);
  }
  template <class T>
  const T& see(Reads<T> column, CustomerId who, BrandId brand) const {
    return *reinterpret_cast<const T*>(world_.rows.at(who) + column.offset +
                                       row(brand) * world_.rows.relation_stride());
  }
  const std::byte* line(CustomerId who) const { return world_.rows.at(who); }
  /// This reader will find the message at a log-in in the given clock hour.
  void show(CustomerId reader, std::uint32_t hour) {
    out_.push_back(
        {static_cast<std::uint32_t>(reader), hour / world_.setting->clock.hours_per_tick, key_});
  }

 private:
  const World& world_;
  std::vector<ToShow>& out_;
  MessageKey key_;
};

}  // namespace rapport
