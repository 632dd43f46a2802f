#include "sim/tick/run.hpp"

#include <algorithm>

#include "sim/tick/steps.hpp"
#include "sim/world/columns.hpp"

namespace rapport {
namespace {

/// How many people are on each platform; nobody where no mechanism says who is.
void count_members(World& world) {
  const auto& columns = world.layout->rows.columns;
  const auto column = std::ranges::find(columns, columns::platforms.name, &ColumnInfo::name);
  if (column == columns.end()) {
    return;
  }
  for (std::uint32_t j = 0; j < world.customers(); ++j) {
    const auto bits = static_cast<unsigned>(world.rows.at(CustomerId{j})[column->offset]);
    for (std::size_t p = 0; p < world.platform_count(); ++p) {
      world.members[p] += bits >> p & 1U;
    }
  }
}

}  // namespace

World found(const Model& model, std::shared_ptr<const Setting> setting, const Luck& luck) {
  World world(std::move(setting), model.layout(), luck);
  for (const auto& mechanism : model.mechanisms()) {
    mechanism->prepare(world);
  }
  for_each(world.blocks.size(), [&](std::size_t b) {
    for (std::uint32_t j = world.first_of(b); j < world.first_of(b + 1); ++j) {
      Newcomer newcomer(world, world.blocks[b], CustomerId{j});
      for (const auto& mechanism : model.mechanisms()) {
        if (mechanism->founds) {
          mechanism->found(newcomer);
        }
      }
    }
    apply_edits(world, world.blocks[b]);
  });
  count_members(world);
  return world;
}

void run_tick(const Model& model, World& world, const RunOptions& options) {
  begin(model, world);                // (1) brands plan and publish
  take_turns(model, world, options);  // (2) customers, blocks in parallel
  collect(world);                     // (3) cases to brands, counters summed
  close(model, world);                // (4) desks work their hour, books
  deliver(model, world, options);     // (5) messages into calendars; (6) follow edits
  RAPPORT_CHECK(world.books.imbalance() == 0, "money is neither made nor lost");
  ++world.tick;
  if (options.after_tick) {
    options.after_tick(world);
  }
}

void run_until(const Model& model, World& world, std::uint32_t end, const RunOptions& options,
               const std::function<void(const WeekRecord&)>& each_week) {
  const Clock& clock = world.setting->clock;
  while (world.tick < end) {
    run_tick(model, world, options);
    if (clock.starts_week(world.tick)) {
      WeekRecord record = close_week(model, world, options);
      if (each_week) {
        each_week(record);
      }
    }
  }
}

}  // namespace rapport
