// A market in a test tube: chosen mechanisms, chosen numbers, a made-up network.
#pragma once

#include <algorithm>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "models/catalogue.hpp"
#include "sim/core/for_each.hpp"
#include "sim/tick/run.hpp"
#include "sim/world/columns.hpp"

namespace rapport::testing {

/// A directed ring in which everybody is read by the next `degree` customers.
inline std::shared_ptr<const Network> ring(std::uint32_t customers, std::uint32_t degree) {
  std::vector<Arc> arcs;
  for (std::uint32_t j = 0; j < customers; ++j) {
    for (std::uint32_t k = 1; k <= degree; ++k) {
      arcs.push_back({j, (j + k) % customers});
    }
  }
  return std::make_shared<Network>(
      Network::from_arcs(customers, std::move(arcs), Direction::directed, nullptr));
}

/// A circle in which everybody is read by the customer on either side.
inline std::shared_ptr<const Network> circle(std::uint32_t customers) {
  std::vector<Arc> arcs;
  for (std::uint32_t j = 0; j < customers; ++j) {
    arcs.push_back({j, (j + 1) % customers});
    arcs.push_back({(j + 1) % customers, j});
  }
  return std::make_shared<Network>(
      Network::from_arcs(customers, std::move(arcs), Direction::directed, nullptr));
}

/// A network without ties, for markets in which nobody talks to anybody.
inline std::shared_ptr<const Network> quiet(std::uint32_t customers) {
  return std::make_shared<Network>(customers);
}

struct MarketPlan {
  std::uint32_t customers = 1000;
  std::size_t brands = 1;
  std::size_t platforms = 1;
  std::size_t segments = 1;  ///< customers are of the first, second ... in turn
  std::uint32_t weeks = 4;
  std::shared_ptr<const Network> network = {};  ///< default: a ring of degree 4
  std::uint64_t seed = 1;
  std::uint32_t replicate = 0;
  std::uint32_t hours_per_tick = 1;
  std::vector<CatalogueEntry> also = {};  ///< mechanisms of the test's own, always on, last
};

class Market {
 public:
  /// With these mechanisms of the catalogue alone ({}: all that are on by default).
  Market(const MarketPlan& plan, std::initializer_list<std::string_view> mechanisms) : plan_(plan) {
    const std::vector<std::string_view> wanted(mechanisms);
    std::vector<CatalogueEntry> entries(models::catalogue().begin(), models::catalogue().end());
    entries.insert(entries.end(), plan.also.begin(), plan.also.end());
    model_ = std::make_unique<Model>(
        entries, Extent{plan.brands, plan.platforms, plan.segments},
        [&](const CatalogueEntry& entry) {
          const auto same = [&](const CatalogueEntry& one) { return one.info == entry.info; };
          if (std::any_of(plan.also.begin(), plan.also.end(), same)) {
            return true;
          }
          return wanted.empty()
                     ? entry.info->on_by_default
                     : std::find(wanted.begin(), wanted.end(), entry.name) != wanted.end();
        });
    auto setting = std::make_shared<Setting>();
    for (std::size_t b = 0; b < plan.brands; ++b) {
      setting->brands.push_back("brand" + std::to_string(b));
    }
    const auto network = plan.network ? plan.network : ring(plan.customers, 4);
    for (std::size_t p = 0; p < plan.platforms; ++p) {
      setting->platforms.push_back("platform" + std::to_string(p));
      setting->networks.push_back(network);
    }
    for (std::size_t s = 0; plan.segments > 1 && s < plan.segments; ++s) {
      setting->segments.push_back("segment" + std::to_string(s));
    }
    for (std::uint32_t c = 0; plan.segments > 1 && c < network->customers(); ++c) {
      setting->segment_of.push_back(static_cast<SegmentId>(c % plan.segments));
    }
    setting->clock.hours_per_tick = plan.hours_per_tick;
    setting->end_tick = plan.weeks * setting->clock.ticks_per_week();
    setting_ = std::move(setting);
  }

  /// Sets "mechanism.parameter"; for one brand, platform and segment, or for all (-1). Throws where
  /// there is none.
  Market& set(std::string_view path, double value, int brand = -1, int platform = -1,
              int segment = -1) {
    const std::size_t dot = path.find('.');
    Parameter* p = model_->find(path.substr(0, dot), path.substr(dot + 1));
    if (p == nullptr) {
      throw std::invalid_argument("no parameter " + std::string(path));
    }
    const auto meant = [](int wish, bool has, std::size_t number) {
      return wish < 0 || !has || number == static_cast<std::size_t>(wish);
    };
    model_->extent().each_cell(p->scope, [&](const Cell& cell) {
      if (meant(brand, p->scope.brand, cell.brand) &&
          meant(platform, p->scope.platform, cell.platform) &&
          meant(segment, p->scope.segment, cell.segment)) {
        p->values->set(cell, value);
      }
    });
    return *this;
  }

  const MarketPlan& plan() const { return plan_; }
  Model& model() { return *model_; }
  const std::shared_ptr<const Setting>& setting() const { return setting_; }

  /// Once more what follows from parameters, for a test that changes them in a founded world.
  void prepare(World& world) const {
    for (const auto& mechanism : model_->mechanisms()) {
      mechanism->prepare(world);
    }
  }

  /// A new world of this market.
  World found() const {
    return rapport::found(*model_, setting_, Luck(plan_.seed, plan_.replicate));
  }

  /// Founds a world and runs all weeks (or up to `weeks`); the records of the weeks are kept.
  World run(const RunOptions& options = {}) {
    World world = found();
    run_weeks(world, plan_.weeks, options);
    return world;
  }
  void run_weeks(World& world, std::uint32_t weeks, const RunOptions& options = {}) {
    const std::uint32_t end = world.tick + weeks * setting_->clock.ticks_per_week();
    run_until(*model_, world, end, options,
              [&](const WeekRecord& week) { weeks_.push_back(week); });
  }
  const std::vector<WeekRecord>& weeks() const { return weeks_; }

  /// The total count of a counter so far, over platforms; throws where there is none.
  std::int64_t count(const World& world, std::string_view name, std::size_t brand = 0) const {
    const auto& counters = world.layout->measures.counters;
    for (std::uint32_t c = 0; c < counters.size(); ++c) {
      if (counters[c].name == name) {
        const auto b = static_cast<BrandId>(brand);
        return world.total_counts.of({c}, b) + world.week_counts.of({c}, b) +
               world.tick_counts.of({c}, b);
      }
    }
    throw std::invalid_argument("no counter " + std::string(name));
  }

  /// A stock of a segment (or a level) in the last recorded week.
  double stock(std::string_view name, std::size_t brand = 0, std::size_t segment = 0) const {
    const Layout& layout = *model_->layout();
    for (std::size_t s = 0; s < layout.measures.stocks.size(); ++s) {
      if (layout.measures.stocks[s].name == name) {
        const std::size_t stocks = layout.measures.stocks.size();
        return weeks_.back().stocks[(segment * stocks + s) * plan_.brands + brand];
      }
    }
    for (std::size_t s = 0; s < layout.measures.levels.size(); ++s) {
      if (layout.measures.levels[s].name == name) {
        return weeks_.back().levels[s * plan_.brands + brand];
      }
    }
    throw std::invalid_argument("no stock or level " + std::string(name));
  }

  /// A value of a customer's column, by name; T must be the stored type (float for Fading columns).
  template <class T>
  static T column(const World& world, std::string_view name, std::uint32_t customer,
                  std::size_t brand = 0) {
    for (const ColumnInfo& column : world.layout->rows.columns) {
      if (column.name == name) {
        T value{};
        if (size_of(column.stored) != sizeof(T)) {
          throw std::invalid_argument("column " + std::string(name) + " has another type");
        }
        const std::size_t shift =
            column.of == Of::relation ? brand * world.layout->rows.relation_stride : 0;
        std::memcpy(&value, world.rows.at(CustomerId{customer}) + column.offset + shift, sizeof(T));
        return value;
      }
    }
    throw std::invalid_argument("no column " + std::string(name));
  }
  /// Writes a customer's column, by name, before or between ticks.
  template <class T>
  static void put(World& world, std::string_view name, std::uint32_t customer, T value,
                  std::size_t brand = 0) {
    for (const ColumnInfo& column : world.layout->rows.columns) {
      if (column.name == name) {
        if (size_of(column.stored) != sizeof(T)) {
          throw std::invalid_argument("column " + std::string(name) + " has another type");
        }
        const std::size_t shift =
            column.of == Of::relation ? brand * world.layout->rows.relation_stride : 0;
        std::memcpy(world.rows.at(CustomerId{customer}) + column.offset + shift, &value, sizeof(T));
        return;
      }
    }
    throw std::invalid_argument("no column " + std::string(name));
  }
  template <class T>
  static void put_all(World& world, std::string_view name, T value, std::size_t brand = 0) {
    for (std::uint32_t j = 0; j < world.customers(); ++j) {
      put(world, name, j, value, brand);
    }
  }
  /// A kind of marks, by name, in the block of a customer.
  static Marks& marks(World& world, std::string_view name, std::uint32_t customer) {
    for (std::size_t i = 0; i < world.layout->marks.size(); ++i) {
      if (world.layout->marks[i].name == name) {
        return world.block_of(CustomerId{customer}).marks[i];
      }
    }
    throw std::invalid_argument("no marks " + std::string(name));
  }
  /// A brand's column, by name, to read or to write.
  static double& number(World& world, std::string_view name, std::size_t brand = 0) {
    for (std::size_t c = 0; c < world.layout->brand_columns.size(); ++c) {
      if (world.layout->brand_columns[c].name == name) {
        return world.brands[brand].numbers[c];
      }
    }
    throw std::invalid_argument("no brand column " + std::string(name));
  }
  static double number(const World& world, std::string_view name, std::size_t brand = 0) {
    return number(const_cast<World&>(world), name, brand);
  }
  static double faded(const World& world, std::string_view name, std::uint32_t customer,
                      double half_life_hours, std::size_t brand = 0) {
    return Fading{column<float>(world, name, customer, brand)}.value(
        world.setting->clock.start_of(world.tick), half_life_hours);
  }

  /// Puts an event into a customer's calendar, due in the next tick (or a later one).
  template <class H>
  static void cause(World& world, std::uint32_t customer, const H& happening,
                    std::uint32_t in_ticks = 0) {
    world.block_of(CustomerId{customer})
        .calendar.enter(world.tick, world.tick + in_ticks,
                        H::pack(CustomerId{customer}, happening));
  }
  /// Brings a case before its brand in the next tick, at no customer's doing.
  static void raise(World& world, const Case& one) {
    world.block_of(CustomerId{one.customer}).raised.push_back(one);
  }
  /// The cases on a brand's lists: questions, then complaints.
  static std::vector<Case> open_cases(World& world, std::size_t brand = 0) {
    std::vector<Case> cases;
    for (const std::string_view name : {columns::open_questions, columns::open_complaints}) {
      const std::span<const Case> some = list(world, name, brand).items<Case>();
      cases.insert(cases.end(), some.begin(), some.end());
    }
    return cases;
  }
  /// A brand's list, by name: "open_questions", "servers".
  static ItemList& list(World& world, std::string_view name, std::size_t brand = 0) {
    for (std::size_t i = 0; i < world.layout->brand_lists.size(); ++i) {
      if (world.layout->brand_lists[i].name == name) {
        return world.brands[brand].lists[i];
      }
    }
    throw std::invalid_argument("no list " + std::string(name));
  }
  /// What has been booked under an entry since the start, in cents.
  static Cents booked(const World& world, std::string_view name, std::size_t brand = 0) {
    for (std::uint32_t e = 0; e < world.books.entries().size(); ++e) {
      if (world.books.entries()[e].name == name) {
        return world.books.total(static_cast<BrandId>(brand), {e});
      }
    }
    throw std::invalid_argument("no entry " + std::string(name));
  }
  /// What was said in the last tick.
  static const std::vector<Message>& said(const World& world) {
    return world.messages.slot(world.tick - 1);
  }

  /// Lets a customer find this message in its feed in the next tick.
  static void show(World& world, std::uint32_t customer, const Message& message) {
    auto& slot =
        world.messages.slot(world.tick + static_cast<std::uint32_t>(world.messages.ticks()) - 1);
    slot.push_back(message);
    cause(world, customer,
          Shown{{world.tick + static_cast<std::uint32_t>(world.messages.ticks()) - 1,
                 static_cast<std::uint32_t>(slot.size() - 1)}});
  }

 private:
  MarketPlan plan_;
  std::unique_ptr<Model> model_;
  std::shared_ptr<const Setting> setting_;
  std::vector<WeekRecord> weeks_;
};

/// Keeps every happening of one kind, with its customer and hour. H is the happening's type; one
/// that points to a message must not be kept longer than its message.
template <class H>
class Witness final : public Watch {
 public:
  struct Sight {
    std::uint32_t customer = 0;
    Hours hour = 0;
    H what{};
  };
  std::uint32_t next_chosen(std::uint32_t from) const override { return from; }
  void saw(CustomerId who, Hours now, Kind kind, const void* happening) override {
    if (kind != H::kind) {
      return;
    }
    H what{};
    std::memcpy(static_cast<void*>(&what), happening, sizeof(H));
    const std::scoped_lock lock(mutex_);
    sights_.push_back({static_cast<std::uint32_t>(who), now, what});
  }
  const std::vector<Sight>& sights() const { return sights_; }

 private:
  std::mutex mutex_;
  std::vector<Sight> sights_;
};

/// The same run on one thread and on many gives the same digest.
inline std::uint64_t digest_on(std::size_t threads, Market& market) {
  const ThreadLimit limit(threads);
  return digest(market.run());
}
/// And where the test does something to the founded world first.
template <class Prepare>
std::uint64_t digest_on(std::size_t threads, Market& market, const Prepare& prepare) {
  const ThreadLimit limit(threads);
  World world = market.found();
  prepare(world);
  market.run_weeks(world, market.plan().weeks);
  return digest(world);
}

}  // namespace rapport::testing
