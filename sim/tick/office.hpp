// One brand at a boundary: all that `open` and `close` can touch. It acts on its own columns, its
// inbox and its books.
#pragma once

#include <cstdint>
#include <span>

#include "sim/world/world.hpp"

namespace rapport {

class Office {
 public:
  Office(World& world, BrandId brand) : world_(world), brand_(brand) {}

  BrandId brand() const { return brand_; }
  /// Start and end of this tick, hours since the start of the run.
  Hours now() const { return clock().start_of(world_.tick); }
  Hours then() const { return clock().start_of(world_.tick + 1); }
  const Clock& clock() const { return world_.setting->clock; }
  std::uint32_t tick() const { return world_.tick; }
  std::uint32_t week() const { return clock().week_of(world_.tick); }
  bool starts_week() const { return clock().starts_week(world_.tick); }
  bool ends_week() const { return clock().ends_week(world_.tick); }

  std::size_t platform_count() const { return world_.platform_count(); }
  std::uint32_t customers() const { return world_.customers(); }
  std::uint32_t members(PlatformId platform) const { return world_.members[row(platform)]; }
  std::size_t followers(PlatformId platform) const { return world_.followers(brand_, platform); }

  double& own(BrandOwn column) { return world_.brands[row(brand_)].numbers[column.index]; }
  double see(BrandReads column) const { return world_.brands[row(brand_)].numbers[column.index]; }
  template <class T>
  ItemList& own(BrandList<T> list) {
    return world_.brands[row(brand_)].lists[list.index];
  }

  /// Mentions of this brand (and of none) made in this tick, in the order (at, customer, cause).
  std::span<const Case> inbox() const { return world_.mail[row(brand_)].inbox; }

  double u(Purpose purpose, Identity event) const {
    return world_.luck.u(purpose, subject(), event);
  }
  const Luck& luck() const { return world_.luck; }
  const Laws& laws() const { return world_.laws; }
  /// The brand as a subject of luck: far from any customer's number.
  std::uint32_t subject() const { return 0xff000000U + static_cast<std::uint32_t>(brand_); }

  void send(const Message& message, Audience audience) {
    world_.mail[row(brand_)].said.push_back({message, audience});
  }
  /// A reply to one customer, there at the next tick.
  void reply(CustomerId to, const Answered& answer) {
    world_.mail[row(brand_)].replies.push_back({to, answer});
  }
  void count(Counter counter, std::int64_t n = 1, PlatformId platform = {}) {
    world_.tick_counts.add(counter, brand_, platform, n);
  }
  /// What has been counted for this brand in this tick so far; all platforms together.
  std::int64_t counted(Counter counter) const { return world_.tick_counts.of(counter, brand_); }
  std::int64_t counted(Counter counter, PlatformId platform) const {
    return world_.tick_counts.of(counter, brand_, platform);
  }
  void book(Entry entry, Cents amount) { world_.books.book(brand_, entry, amount); }
  /// Money granted from outside for bought reach (the equal-budget comparison), still unspent.
  Cents allowance() const { return world_.allowances[row(brand_)]; }
  void spend_allowance(Cents amount) { world_.allowances[row(brand_)] -= amount; }

 private:
  World& world_;
  BrandId brand_;
};

}  // namespace rapport
