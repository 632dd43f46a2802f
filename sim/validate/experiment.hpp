// A market of scenarios/validate as an experiment: founded, lived in week by week, and looked into
// customer by customer.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/error.hpp"
#include "sim/tick/model.hpp"
#include "sim/tick/run.hpp"
#include "sim/validate/validation.hpp"

namespace rapport::validate {

/// Of a brand, since the start. Throws Contradiction where the world's model counts no such thing.
std::int64_t count_of(const World&, std::string_view counter, BrandId = {});

class Experiment {
 public:
  /// The market of a file in the laboratory's folder, with some values set as by --set, under the
  /// first strategy that it compares. Throws as read_scenario does.
  Experiment(const Laboratory&, std::string_view file, std::vector<std::string> sets = {});

  /// The same market on another network, on every platform.
  Experiment(const Laboratory&, std::string_view file, const std::vector<std::string>& sets,
             Network network);

  const Setting& setting() const { return *setting_; }
  const Model& model() const { return *model_; }
  std::uint32_t customers() const { return setting_->customers(); }

  World found(std::uint32_t replicate) const;
  void run_weeks(World&, std::uint32_t weeks, const RunOptions& = without_census) const;
  void run_ticks(World&, std::uint32_t ticks, const RunOptions& = without_census) const;

  /// As count_of.
  std::int64_t count(const World& world, std::string_view counter, BrandId brand = {}) const {
    return count_of(world, counter, brand);
  }

  /// Puts a message where those stand that were posted an hour ago, for `show`.
  static MessageKey post(World&, const Message&);
  /// Lets a customer find it in its feed in the coming tick.
  static void show(World&, std::uint32_t customer, MessageKey);
  /// A question falls due for a customer in the coming tick: what reference processes begin with.
  static void prompt(World&, std::uint32_t customer);
  /// Brings a case before its brand in the coming tick, at no customer's doing.
  static void raise(World&, const Case&);
  /// Lets a customer say something in the coming tick.
  static void say(World&, const Message&, Audience);

  static const RunOptions without_census;

 private:
  std::shared_ptr<const Setting> setting_;
  std::unique_ptr<const Model> model_;
  std::uint64_t seed_ = 1;
};

/// Where a column of customers' rows stands. T is what is stored.
template <class T>
class Look {
 public:
  /// Throws Contradiction where no mechanism of the world has the column.
  Look(const World& world, const Column<T>& column) : Look(world, column.name) {}
  /// The same of a mechanism's private column; T must have the size of what is stored.
  Look(const World& world, std::string_view name) {
    for (const ColumnInfo& one : world.layout->rows.columns) {
      if (one.name == name) {
        RAPPORT_CHECK(size_of(one.stored) == sizeof(T), "a column is read as what it is");
        offset_ = one.offset;
        stride_ = one.of == Of::relation ? world.layout->rows.relation_stride : 0;
        return;
      }
    }
    RAPPORT_CHECK(false, "no mechanism here has the column '" + std::string(name) + "'");
  }

  T operator()(const World& world, std::uint32_t customer, std::size_t brand = 0) const {
    T value{};
    std::memcpy(static_cast<void*>(&value), at(world, customer, brand), sizeof(T));
    return value;
  }
  void put(World& world, std::uint32_t customer, const T& value, std::size_t brand = 0) const {
    std::memcpy(const_cast<std::byte*>(at(world, customer, brand)), &value, sizeof(T));
  }

 private:
  const std::byte* at(const World& world, std::uint32_t customer, std::size_t brand) const {
    return world.rows.at(CustomerId{customer}) + offset_ + brand * stride_;
  }

  std::uint32_t offset_ = 0;
  std::size_t stride_ = 0;
};

}  // namespace rapport::validate
