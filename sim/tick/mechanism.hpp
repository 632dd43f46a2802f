// What a mechanism is: declares its numbers, columns, measures and handlers, and acts through six
// hooks. It holds no state of its own: everything that changes stands in the world's columns, so
// that one configured mechanism serves any number of worlds and threads.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "sim/tick/delivery.hpp"
#include "sim/tick/office.hpp"
#include "sim/tick/turn.hpp"

namespace rapport {

class Declaration;

/// One customer's row, for founding: write own columns from luck.
class Newcomer {
 public:
  Newcomer(World& world, Block& block, CustomerId who)
      : world_(world), block_(block), row_(world.rows.at(who)), who_(who) {}

  CustomerId who() const { return who_; }
  SegmentId segment() const { return world_.setting->segment(who_); }
  std::size_t brand_count() const { return world_.brand_count(); }
  std::size_t platform_count() const { return world_.platform_count(); }
  template <class T>
  T& own(Own<T> column) {
    return *reinterpret_cast<T*>(row_ + column.offset);
  }
  template <class T>
  T& own(Own<T> column, BrandId brand) {
    return *reinterpret_cast<T*>(row_ + column.offset + row(brand) * world_.rows.relation_stride());
  }
  template <class T>
  const T& see(Reads<T> column) const {
    return *reinterpret_cast<const T*>(row_ + column.offset);
  }
  const Luck& luck() const { return world_.luck; }
  const Laws& laws() const { return world_.laws; }
  double u(Purpose purpose, Identity event = {}) const {
    return world_.luck.u(purpose, static_cast<std::uint32_t>(who_), event);
  }
  template <class H>
  void at(Hours when, const H& happening) {
    block_.calendar.enter(0, world_.setting->clock.tick_of(when), H::pack(who_, happening));
  }
  void follow(BrandId brand, PlatformId platform) {
    block_.edits.push_back({static_cast<std::uint32_t>(who_), brand, platform, true});
  }

 private:
  World& world_;
  Block& block_;
  std::byte* row_;
  CustomerId who_;
};

/// One customer at a week's end, to be summed over.
class Census {
 public:
  /// Adds to `sums`, one for each segment, stock and brand.
  Census(const World& world, std::span<double> sums)
      : world_(world),
        sums_(sums),
        sums_of_segment_(sums.size() / world.setting->extent().segments),
        brand_count_(world.brand_count()),
        relation_stride_(world.rows.relation_stride()),
        now_(world.setting->clock.start_of(world.tick)) {}

  void visit(CustomerId who) {
    who_ = who;
    row_ = world_.rows.at(who);
    first_sum_ = row(segment()) * sums_of_segment_;
  }
  CustomerId who() const { return who_; }
  SegmentId segment() const { return world_.setting->segment(who_); }
  Hours now() const { return now_; }
  const Luck& luck() const { return world_.luck; }
  const Laws& laws() const { return world_.laws; }
  double published(BrandReads column, BrandId brand) const {
    return world_.brands[row(brand)].numbers[column.index];
  }
  std::size_t brand_count() const { return brand_count_; }
  template <class T>
  const T& see(Reads<T> column) const {
    return *reinterpret_cast<const T*>(row_ + column.offset);
  }
  template <class T>
  const T& see(Own<T> column, BrandId brand) const {
    return see(Reads<T>{column.offset}, brand);
  }
  template <class T>
  const T& see(Reads<T> column, BrandId brand) const {
    return *reinterpret_cast<const T*>(row_ + column.offset + row(brand) * relation_stride_);
  }
  void add(Stock stock, BrandId brand, double amount) {
    sums_[first_sum_ + stock.index * brand_count_ + row(brand)] += amount;
  }

 private:
  const World& world_;
  std::span<double> sums_;
  std::size_t sums_of_segment_;
  std::size_t first_sum_ = 0;
  std::size_t brand_count_;
  std::size_t relation_stride_;
  Hours now_;
  CustomerId who_{};
  const std::byte* row_ = nullptr;
};

/// A brand reports its own state at a week's end.
class Report {
 public:
  Report(World& world, BrandId brand, std::vector<double>& levels)
      : office(world, brand), brand_count_(world.brand_count()), levels_(levels) {}
  Office office;
  void tell(Level level, double value) {
    levels_[level.index * brand_count_ + row(office.brand())] = value;
  }

 private:
  std::size_t brand_count_;
  std::vector<double>& levels_;
};

class Mechanism {
 public:
  virtual ~Mechanism() = default;

  /// Parameters, columns, measures, handlers.
  virtual void declare(Declaration&) = 0;
  /// Once a run, before anybody: tables that follow from parameters.
  virtual void prepare(World&) const {}
  /// Once a customer: traits and first events.
  virtual void found(Newcomer&) const {}
  /// Once a tick and brand, before customers: plan and publish.
  virtual void open(Office&) const {}
  /// Once a tick and brand, after customers: staff, books.
  virtual void close(Office&) const {}
  /// A message and some of those it is addressed to: who will see it, and when. One mechanism only.
  virtual void feed(const Message&, std::span<const CustomerId>, Delivery&) const {}
  /// Once a week and customer (or a fixed sample of customers): stocks.
  virtual void census(Census&) const {}
  /// Once a week and brand: levels.
  virtual void report(Report&) const {}

  // Which hooks a mechanism has, so that the others cost nothing.
  bool founds = false;
  bool opens = false;
  bool closes = false;
  bool feeds = false;
  bool counts_heads = false;
  bool reports = false;
};

/// What a mechanism says of itself.
struct MechanismInfo {
  std::string_view summary;  ///< one sentence
  std::string_view claims;   ///< numbers of MODEL's claims and mechanisms it carries
  bool on_by_default = true;
  std::unique_ptr<Mechanism> (*make)() = nullptr;
};

/// A mechanism with its place: models/<chapter>/<name>.cpp.
struct CatalogueEntry {
  std::string_view name;
  std::string_view chapter;
  const MechanismInfo* info = nullptr;
};

/// All mechanisms, in the order in which handlers of one kind run.
using Catalogue = std::span<const CatalogueEntry>;

}  // namespace rapport
