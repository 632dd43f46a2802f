// A customer's turn: all that a handler can touch. It writes its own row, reads what brands
// published at the last boundary, looks up luck, and leaves messages, cases, later events and
// counts in its block's buffers.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <vector>

#include "sim/core/error.hpp"
#include "sim/world/happenings.hpp"
#include "sim/world/world.hpp"

namespace rapport {

class Turn;

/// A mechanism's method that receives one kind of happening.
struct Handler {
  const void* mechanism = nullptr;
  void (*call)(const void* mechanism, Turn&, const void* happening) = nullptr;
};
using Dispatch = std::array<std::vector<Handler>, kinds>;

/// Sees what happens to chosen customers; never changes anything.
class Watch {
 public:
  static constexpr std::uint32_t nobody = ~std::uint32_t{0};

  virtual ~Watch() = default;
  /// The first chosen customer at or after this number; `nobody` if there is none.
  virtual std::uint32_t next_chosen(std::uint32_t from) const = 0;
  virtual void saw(CustomerId, Hours now, Kind, const void* happening) = 0;
};

class Turn {
 public:
  Turn(const Dispatch& dispatch, World& world, Block& block, Watch* watch)
      : dispatch_(dispatch),
        world_(world),
        block_(block),
        watch_(watch),
        relation_stride_(world.rows.relation_stride()),
        now_(world.setting->clock.start_of(world.tick)),
        next_watched_(watch == nullptr ? Watch::nobody : watch->next_chosen(0)) {}

  CustomerId who() const { return who_; }
  SegmentId segment() const { return world_.setting->segment(who_); }
  /// The start of this tick, hours since the start of the run.
  Hours now() const { return now_; }
  std::uint32_t tick() const { return world_.tick; }
  std::size_t brand_count() const { return world_.brand_count(); }
  std::size_t platform_count() const { return world_.platform_count(); }

  /// Own row.
  template <class T>
  T& own(Own<T> column) {
    return *reinterpret_cast<T*>(row_ + column.offset);
  }
  template <class T>
  T& own(Own<T> column, BrandId brand) {
    return *reinterpret_cast<T*>(row_ + column.offset + row(brand) * relation_stride_);
  }
  template <class T>
  const T& see(Reads<T> column) const {
    return *reinterpret_cast<const T*>(row_ + column.offset);
  }
  template <class T>
  const T& see(Reads<T> column, BrandId brand) const {
    return *reinterpret_cast<const T*>(row_ + column.offset + row(brand) * relation_stride_);
  }

  /// Own marks. One is borne to the end of the tick after the one in which `until` lies: by then
  /// whatever was timed for that hour has been handled.
  void mark(OwnMarks kind, Identity what, Hours until) {
    const Clock& clock = world_.setting->clock;
    const Hours end = clock.start_of(world_.setting->end_tick);
    marks(kind.index).put(subject(), what, clock.tick_of(std::min(until, end)) + 2);
  }
  void unmark(OwnMarks kind, Identity what) { marks(kind.index).take_off(subject(), what); }
  bool marked(OwnMarks kind, Identity what) {
    return marks(kind.index).has(subject(), what, world_.tick);
  }
  bool marked(ReadsMarks kind, Identity what) { return marked(OwnMarks{kind.index}, what); }

  /// What a brand published at the last boundary.
  double published(BrandReads column, BrandId brand) const {
    return world_.brands[row(brand)].numbers[column.index];
  }

  const Luck& luck() const { return world_.luck; }
  const Laws& laws() const { return world_.laws; }
  double u(Purpose purpose, Identity event) const {
    return world_.luck.u(purpose, subject(), event);
  }
  std::array<double, 2> u2(Purpose purpose, Identity event) const {
    return world_.luck.u2(purpose, subject(), event);
  }

  const Message& message(MessageKey key) const { return world_.messages.at(key); }
  /// How many messages this customer has read on a platform in this turn so far.
  std::uint32_t reads(PlatformId platform) const { return reads_[row(platform)]; }

  /// Same customer, same turn, first in first out.
  template <class H>
  void then(const H& happening) {
    static_assert(std::is_trivially_copyable_v<H> && sizeof(H) <= sizeof(Queued::bytes));
    RAPPORT_CHECK(queued_ < queue_.size(), "a happening causes a handful of others at most");
    Queued& next = queue_[queued_++];
    next.kind = H::kind;
    std::memcpy(next.bytes, &happening, sizeof(H));
  }

  /// Same customer, later tick (at least the next).
  template <class H>
  void at(Hours when, const H& happening) {
    const std::uint32_t due = world_.setting->clock.tick_of(when);
    block_.calendar.enter(world_.tick, due > world_.tick ? due : world_.tick + 1,
                          H::pack(who_, happening));
  }

  /// How many see what this customer posts on a platform.
  std::size_t readers(PlatformId platform) const {
    return world_.setting->networks[row(platform)]->audience(who_).size();
  }
  void send(const Message& message, Audience audience) {
    block_.said.push_back({message, audience});
  }
  /// Brings a case before the brand's staff. Its patience and the 72 hours are the customer's own
  /// timed events, whether or not anyone ever looks.
  void raise(const Case& one);
  void follow(BrandId brand, PlatformId platform, bool follows) {
    block_.edits.push_back({subject(), brand, platform, follows});
  }
  void count(Counter counter, BrandId brand, std::int64_t n = 1, PlatformId platform = {}) {
    block_.counts.add(counter, brand, platform, n, slice_);
    block_.touched = true;
  }

  /// Handles one due event and all that follows from it at once. For the engine.
  void take(const Due& due);

 private:
  struct Queued {
    Kind kind{};
    alignas(8) std::byte bytes[40] = {};
  };

  std::uint32_t subject() const { return static_cast<std::uint32_t>(who_); }
  Marks& marks(std::uint32_t kind) { return block_.marks[kind]; }

  template <class H>
  void unpack_and_dispatch(const Due& due) {
    const H happening = H::unpack(due);
    dispatch(H::kind, &happening);
  }
  void dispatch(Kind kind, const void* happening);
  /// False if this end of patience lies further ahead and was put off.
  bool is_time(const GaveUp&);

  const Dispatch& dispatch_;
  World& world_;
  Block& block_;
  Watch* watch_;
  std::byte* row_ = nullptr;
  std::size_t relation_stride_;
  Hours now_;
  CustomerId who_{};
  std::size_t slice_ = 0;           // of this customer's counts
  std::uint32_t next_watched_ = 0;  // the first chosen customer at or after this one
  std::array<std::uint32_t, most_platforms> reads_{};
  std::size_t queued_ = 0;
  std::array<Queued, 32> queue_;
};

}  // namespace rapport
