#include "sim/tick/steps.hpp"

#include <algorithm>
#include <span>
#include <tuple>

namespace rapport {
namespace {

/// Rows of the customers a few places ahead are on their way from memory while one takes its turn.
constexpr std::size_t look_ahead = 6;

void prefetch_row(const World& world, std::uint32_t customer) {
  const std::byte* row = world.rows.at(CustomerId{customer});
  __builtin_prefetch(row, 1);
  __builtin_prefetch(row + 64, 1);
  __builtin_prefetch(row + 128, 1);
}

void take_turns_of(const Model& model, World& world, Block& block, Watch* watch) {
  std::vector<Due>& due = block.calendar.due(world.tick);
  if (due.empty()) {
    return;
  }
  std::sort(due.begin(), due.end());
  Turn turn(model.dispatch(), world, block, watch);
  for (std::size_t i = 0; i < due.size(); ++i) {
    if (i + look_ahead < due.size()) {
      prefetch_row(world, due[i + look_ahead].customer);
    }
    turn.take(due[i]);
  }
  std::vector<Due>().swap(due);  // the memory of an hour that is over serves hours to come
}

}  // namespace

void begin(const Model& model, World& world) {
  const Clock& clock = world.setting->clock;
  if (clock.starts_week(world.tick)) {
    const std::uint32_t week = clock.week_of(world.tick);
    for_each(world.blocks.size(), [&](std::size_t b) {
      world.blocks[b].calendar.turn_week(week);
      for (Marks& marks : world.blocks[b].marks) {
        marks.sweep(world.tick);
      }
    });
  }
  for (std::size_t b = 0; b < world.brand_count(); ++b) {
    Office office(world, static_cast<BrandId>(b));
    for (const auto& mechanism : model.mechanisms()) {
      if (mechanism->opens) {
        mechanism->open(office);
      }
    }
  }
}

void take_turns(const Model& model, World& world, const RunOptions& options) {
  for_each(world.blocks.size(),
           [&](std::size_t b) { take_turns_of(model, world, world.blocks[b], options.watch); });
}

void sum_counts(World& world, Tally& into) {
  // whole numbers: any grouping gives the same sums
  std::vector<Tally>& sums = world.group_counts;
  for_each(sums.size(), [&](std::size_t g) {
    const std::size_t first = g * World::blocks_a_group;
    const std::size_t count = std::min(World::blocks_a_group, world.blocks.size() - first);
    for (Block& block : std::span(world.blocks).subspan(first, count)) {
      if (block.touched) {
        sums[g].add(block.counts);
        block.counts.clear();
        block.touched = false;
      }
    }
  });
  for (Tally& sum : sums) {
    into.add(sum);
    sum.clear();
  }
}

void collect(World& world) {
  sum_counts(world, world.tick_counts);
  for (Block& block : world.blocks) {
    for (const Case& one : block.raised) {
      if (one.kind == CaseKind::lead) {
        for (Mailroom& mail : world.mail) {
          mail.inbox.push_back(one);
        }
      } else {
        world.mail[row(one.brand)].inbox.push_back(one);
      }
    }
    block.raised.clear();
  }
  for (Mailroom& mail : world.mail) {
    std::sort(mail.inbox.begin(), mail.inbox.end(), [](const Case& x, const Case& y) {
      return std::tuple(x.at, x.customer, x.cause) < std::tuple(y.at, y.customer, y.cause);
    });
  }
}

void close(const Model& model, World& world) {
  for (std::size_t b = 0; b < world.brand_count(); ++b) {
    Office office(world, static_cast<BrandId>(b));
    for (const auto& mechanism : model.mechanisms()) {
      if (mechanism->closes) {
        mechanism->close(office);
      }
    }
    world.mail[b].inbox.clear();
  }
  world.week_counts.add(world.tick_counts);
  world.tick_counts.clear();
}

namespace {

/// Every so many-th customer, at most a given number of them.
struct Sample {
  std::uint32_t every = 1;
  std::uint32_t visited = 0;

  Sample(std::uint32_t customers, std::uint32_t most)
      : every(std::max(1U, customers / most + (customers % most != 0 ? 1U : 0U))),
        visited((customers + every - 1) / every) {}
};

std::vector<const Mechanism*> head_counters(const Model& model) {
  std::vector<const Mechanism*> counting;
  for (const auto& mechanism : model.mechanisms()) {
    if (mechanism->counts_heads) {
      counting.push_back(mechanism.get());
    }
  }
  return counting;
}

/// Visits the i-th of a sample for every i of [first, end).
void visit(std::span<const Mechanism* const> counting, const World& world, std::uint32_t every,
           std::uint32_t first, std::uint32_t end, std::span<double> sums) {
  // rows of a sample lie far apart in memory: fetched some visits before they are needed
  constexpr std::uint32_t ahead = 12;
  const std::uint32_t stride = world.layout->rows.stride;
  const std::byte* const rows = world.rows.at(CustomerId{0});
  const std::size_t step = std::size_t{every} * stride;
  Census census(world, sums);
  for (std::uint32_t i = first; i < end; ++i) {
    const std::byte* const later = rows + std::min(i + ahead, end - 1) * step;
    for (std::uint32_t line = 0; line < stride; line += 64) {
      __builtin_prefetch(later + line);
    }
    census.visit(CustomerId{i * every});
    for (const Mechanism* mechanism : counting) {
      mechanism->census(census);
    }
  }
}

/// How many customers one who is visited stands for, by segment; 0 where nobody is.
std::vector<double> segment_weights(const Setting& setting, const Sample& sample) {
  const std::vector<std::uint32_t> sizes = setting.segment_sizes();
  if (sizes.size() == 1) {
    return {static_cast<double>(setting.customers()) / sample.visited};
  }
  std::vector<std::uint32_t> visited(sizes.size(), 0);
  for (std::uint32_t i = 0; i < sample.visited; ++i) {
    ++visited[row(setting.segment(CustomerId{i * sample.every}))];
  }
  std::vector<double> weights(sizes.size(), 0);
  for (std::size_t s = 0; s < sizes.size(); ++s) {
    weights[s] = visited[s] > 0 ? static_cast<double>(sizes[s]) / visited[s] : 0;
  }
  return weights;
}

void sum_stocks(const Model& model, const World& world, const Sample& sample,
                std::vector<double>& stocks) {
  const std::vector<const Mechanism*> counting = head_counters(model);
  // a fixed grain of visited customers, whatever the threads, so that sums come out the same
  constexpr std::uint32_t grain = 4096;
  const std::uint32_t parts = (sample.visited + grain - 1) / grain;
  std::vector<std::vector<double>> partial(parts, std::vector<double>(stocks.size(), 0.0));
  for_each(parts, [&](std::size_t p) {
    const std::uint32_t first = static_cast<std::uint32_t>(p) * grain;
    visit(counting, world, sample.every, first, std::min(first + grain, sample.visited),
          partial[p]);
  });
  const std::vector<double> weights = segment_weights(*world.setting, sample);
  for (std::size_t s = 0; s < stocks.size(); ++s) {
    for (const auto& part : partial) {
      stocks[s] += part[s];
    }
    stocks[s] *= weights[s / (stocks.size() / weights.size())];
  }
}

}  // namespace

WeekRecord close_week(const Model& model, World& world, const RunOptions& options) {
  const Layout& layout = *world.layout;
  WeekRecord record;
  record.week = world.setting->clock.week_of(world.tick - 1);
  record.counts = world.week_counts.values();
  record.stocks.assign(
      world.setting->extent().segments * layout.measures.stocks.size() * world.brand_count(), 0.0);
  record.levels.assign(layout.measures.levels.size() * world.brand_count(), 0.0);
  if (options.census_sample > 0) {
    sum_stocks(model, world, Sample(world.customers(), options.census_sample), record.stocks);
  }
  for (std::size_t b = 0; b < world.brand_count(); ++b) {
    Report report(world, static_cast<BrandId>(b), record.levels);
    for (const auto& mechanism : model.mechanisms()) {
      if (mechanism->reports) {
        mechanism->report(report);
      }
    }
    for (std::uint32_t e = 0; e < layout.entries.size(); ++e) {
      record.entries.push_back(world.books.week(static_cast<BrandId>(b), {e}));
    }
    for (std::size_t p = 0; p < world.platform_count(); ++p) {
      record.followers.push_back(static_cast<std::int64_t>(
          world.followers(static_cast<BrandId>(b), static_cast<PlatformId>(p))));
    }
  }
  world.total_counts.add(world.week_counts);
  world.week_counts.clear();
  world.books.close_week();
  return record;
}

}  // namespace rapport
