#include "sim/study/study.hpp"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <tuple>

#include "sim/core/error.hpp"
#include "sim/core/for_each.hpp"
#include "sim/world/columns.hpp"

namespace rapport {
namespace {

/// Writes down what happens to the customers of the panel.
class PanelWatch final : public Watch {
 public:
  explicit PanelWatch(std::vector<std::uint32_t> members) : members_(std::move(members)) {}

  std::uint32_t next_chosen(std::uint32_t from) const override {
    const auto next = std::ranges::lower_bound(members_, from);
    return next == members_.end() ? nobody : *next;
  }

  void saw(CustomerId who, Hours now, Kind kind, const void* happening) override {
    PanelEvent event{now, static_cast<std::uint32_t>(who), kind, -1, -1};
    describe(event, happening);
    const std::scoped_lock lock(mutex_);
    events_.push_back(event);
  }

  std::vector<PanelEvent> take() {
    std::ranges::stable_sort(events_, [](const PanelEvent& a, const PanelEvent& b) {
      return std::tuple(a.hour, a.customer) < std::tuple(b.hour, b.customer);
    });
    return std::move(events_);
  }

 private:
  template <class H>
  static const H& as(const void* happening) {
    return *static_cast<const H*>(happening);
  }
  static void describe(PanelEvent& event, const void* happening) {
    const auto brand = [&](BrandId b) { event.brand = static_cast<std::int8_t>(b); };
    const auto detail = [&](auto d) { event.detail = static_cast<std::int8_t>(d); };
    switch (event.kind) {
      case Kind::seen: {
        const Message& m = *as<Seen>(happening).message;
        if (m.names_brand) {
          brand(m.brand);
        }
        detail(m.kind);
        break;
      }
      case Kind::reacted:
        brand(as<Reacted>(happening).message->brand);
        detail(as<Reacted>(happening).reaction);
        break;
      case Kind::answered:
        brand(as<Answered>(happening).brand);
        detail(as<Answered>(happening).solved);
        break;
      case Kind::gave_up:
        brand(as<GaveUp>(happening).brand);
        break;
      case Kind::never_answered:
        brand(as<NeverAnswered>(happening).brand);
        break;
      case Kind::chose:
        if (!as<Chose>(happening).outside) {
          brand(as<Chose>(happening).brand);
        }
        break;
      case Kind::bought:
        brand(as<Bought>(happening).brand);
        detail(as<Bought>(happening).from_visit);
        break;
      case Kind::experienced:
        brand(as<Experienced>(happening).brand);
        detail(as<Experienced>(happening).outcome);
        break;
      default:
        break;
    }
  }

  std::vector<std::uint32_t> members_;  ///< ascending
  std::mutex mutex_;
  std::vector<PanelEvent> events_;
};

template <class T>
double loaded(const std::byte* from) {
  T value{};
  std::memcpy(&value, from, sizeof(T));
  return static_cast<double>(value);
}

const ColumnInfo* find_column(const World& world, std::string_view name) {
  const auto& all = world.layout->rows.columns;
  const auto found = std::ranges::find(all, name, &ColumnInfo::name);
  return found == all.end() ? nullptr : &*found;
}

double trust_of(const World& world, const std::byte* relation) {
  const auto evidence = [&](std::string_view name) {
    const ColumnInfo* column = find_column(world, name);
    return Fading{static_cast<float>(loaded<float>(relation + column->offset))};
  };
  const TrustLaw& law = world.laws.trust;
  return law.trust(law.evidence(evidence(columns::trust_for.name),
                                evidence(columns::trust_against.name),
                                world.setting->clock.start_of(world.tick)));
}

float value_of(const World& world, const PanelColumn& column, CustomerId who, std::size_t brand) {
  const std::byte* row = world.rows.at(who);
  const std::size_t shift = column.of == Of::relation ? brand * world.rows.relation_stride() : 0;
  if (column.is_trust) {
    return static_cast<float>(trust_of(world, row + shift));
  }
  const std::byte* from = row + column.offset + shift;
  switch (column.stored) {
    case Stored::f64:
      return static_cast<float>(loaded<double>(from));
    case Stored::f32:
    case Stored::fading:
      return static_cast<float>(loaded<float>(from));
    case Stored::u32:
      return static_cast<float>(loaded<std::uint32_t>(from));
    case Stored::u16:
      return static_cast<float>(loaded<std::uint16_t>(from));
    case Stored::u8:
      return static_cast<float>(loaded<std::uint8_t>(from));
  }
  return 0;
}

/// Counts finished weeks over all threads.
class Progress {
 public:
  Progress(const StudySpec& spec, const OnProgress& tell)
      : tell_(tell),
        of_(std::uint64_t{spec.replicates} *
            (spec.warm_up_weeks + spec.weeks * spec.strategies.size())) {}

  void week(std::size_t strategy, std::uint32_t replicate, std::uint32_t week) {
    const std::scoped_lock lock(mutex_);
    ++done_;
    if (tell_) {
      tell_({strategy, replicate, week, done_, of_});
    }
  }

 private:
  const OnProgress& tell_;
  std::mutex mutex_;
  std::uint64_t done_ = 0;
  std::uint64_t of_;
};

/// Strategies in an order in which each comes after the one whose extra cost it spends.
std::vector<std::size_t> in_order(const StudySpec& spec) {
  std::vector<std::size_t> order;
  for (const bool spender : {false, true}) {
    for (std::size_t s = 0; s < spec.strategies.size(); ++s) {
      if (spec.strategies[s].spends_extra_of.has_value() == spender) {
        order.push_back(s);
      }
    }
  }
  return order;
}

Cents week_cost(const StudySpec& spec, const WeekRecord& week) {
  const Layout& layout = *spec.strategies.front().model->layout();
  const std::size_t entries = layout.entries.size();
  Cents sum = 0;
  for (std::size_t e = 0; e < entries; ++e) {
    if (!layout.entries[e].income && !layout.entries[e].variable) {
      sum += week.entries[row(spec.focal) * entries + e];
    }
  }
  return sum;
}

class Replicate {
 public:
  Replicate(const StudySpec& spec, std::uint32_t number, Progress& progress, StudyResult& result)
      : spec_(spec), number_(number), progress_(progress), result_(result) {}

  void run() {
    const Model& baseline = *spec_.strategies[spec_.baseline].model;
    World warm = found(baseline, spec_.setting, Luck(spec_.seed, number_));
    const std::uint32_t per_week = spec_.setting->clock.ticks_per_week();
    RunOptions quiet;
    quiet.census_sample = 0;
    quiet.shuffle_delivery = spec_.shuffle_delivery;
    run_until(baseline, warm, spec_.warm_up_weeks * per_week, quiet,
              [&](const WeekRecord& week) { progress_.week(spec_.baseline, number_, week.week); });
    for (const std::size_t s : in_order(spec_)) {
      branch(s, warm);
    }
  }

 private:
  void branch(std::size_t s, const World& warm) {
    World world = warm;
    WorldRecord& record = result_.worlds[s][number_];
    const std::uint32_t n = spec_.setting->customers();
    const std::uint32_t count = number_ == 0 ? std::min(spec_.panel, n) : 0;
    PanelWatch watch(panel_of(spec_.setting->customers(), spec_.panel));
    RunOptions options;
    options.watch = count > 0 ? &watch : nullptr;
    options.census_sample = spec_.census_sample;
    options.shuffle_delivery = spec_.shuffle_delivery;
    const std::uint32_t per_week = spec_.setting->clock.ticks_per_week();
    const StudyStrategy& strategy = spec_.strategies[s];
    for (std::uint32_t w = 0; w < spec_.weeks; ++w) {
      if (strategy.spends_extra_of && w > 0) {
        world.allowances[row(spec_.focal)] += extra_cost(*strategy.spends_extra_of, w - 1);
      }
      run_until(*strategy.model, world, (spec_.warm_up_weeks + w + 1) * per_week, options,
                [&](const WeekRecord& week) { record.weeks.push_back(week); });
      if (count > 0) {
        look_at_panel(world, record.panel);
      }
      progress_.week(s, number_, w);
    }
    record.digest = digest(world);
    record.unspent = world.allowances[row(spec_.focal)];
    if (strategy.spends_extra_of) {  // what the last week cost could only be spent after the end
      record.unspent += extra_cost(*strategy.spends_extra_of, spec_.weeks - 1);
    }
    record.events = watch.take();
  }

  void look_at_panel(const World& world, std::vector<float>& panel) const {
    const std::vector<PanelColumn> columns = panel_columns(spec_);
    const std::vector<std::uint32_t> members = panel_of(world.customers(), spec_.panel);
    for (const PanelColumn& column : columns) {
      for (std::size_t b = 0; b < world.brand_count(); ++b) {
        for (const std::uint32_t j : members) {
          panel.push_back(value_of(world, column, CustomerId{j}, b));
        }
      }
    }
  }

  /// What a week of another strategy cost more than the baseline's in this replicate.
  Cents extra_cost(std::size_t other, std::uint32_t week) const {
    return week_cost(spec_, result_.worlds[other][number_].weeks[week]) -
           week_cost(spec_, result_.worlds[spec_.baseline][number_].weeks[week]);
  }

  const StudySpec& spec_;
  std::uint32_t number_;
  Progress& progress_;
  StudyResult& result_;
};

}  // namespace

std::vector<PanelColumn> panel_columns(const StudySpec& spec) {
  std::vector<PanelColumn> columns;
  for (const ColumnInfo& column : spec.strategies.front().model->layout()->rows.columns) {
    if (column.name == columns::trust_for.name) {
      columns.insert(columns.begin(),
                     {"trust", Of::relation, "1", "trust in the brand", 0, Stored::f32, true});
    }
    if (column.stored != Stored::fading) {
      columns.push_back({column.name, column.of, column.unit, column.meaning, column.offset,
                         column.stored, false});
    }
  }
  return columns;
}

std::vector<std::uint32_t> panel_of(std::uint32_t customers, std::uint32_t panel) {
  const std::uint32_t count = std::min(panel, customers);
  std::vector<std::uint32_t> members(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    members[i] = static_cast<std::uint32_t>(std::uint64_t{i} * customers / count);
  }
  return members;
}

StudyResult run_study(const StudySpec& spec, const OnProgress& tell) {
  RAPPORT_CHECK(!spec.strategies.empty() && spec.baseline < spec.strategies.size(),
                "a study has strategies, and one of them is the baseline");
  StudyResult result;
  result.worlds.assign(spec.strategies.size(), std::vector<WorldRecord>(spec.replicates));
  Progress progress(spec, tell);
  const auto one = [&](std::size_t r) {
    Replicate(spec, static_cast<std::uint32_t>(r), progress, result).run();
  };
  if (spec.setting->customers() <= small_world) {
    for_each(spec.replicates, one);
  } else {
    for (std::size_t r = 0; r < spec.replicates; ++r) {
      one(r);
    }
  }
  for (const auto& worlds : result.worlds) {
    for (const WorldRecord& world : worlds) {
      result.digest = mix64(result.digest ^ world.digest);
    }
  }
  return result;
}

}  // namespace rapport
