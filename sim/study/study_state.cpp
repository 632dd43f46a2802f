#include "sim/study/study_state.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "sim/study/looks.hpp"
#include "sim/study/panel.hpp"
#include "sim/tick/save.hpp"

namespace rapport {
namespace {

/// What two studies have in common if one can go on from the other's state, besides their markets.
std::array<std::uint64_t, 8> shape(const StudySpec& spec) {
  return {spec.strategies.size(),
          most_replicates(spec),
          spec.warm_up_weeks,
          spec.weeks,
          spec.seed,
          spec.panel,
          spec.census_sample,
          spec.setting->customers()};
}

std::string warm_block(std::size_t replicate) {
  return "warm." + std::to_string(replicate);
}

std::string now_block(std::size_t replicate) {
  return "now." + std::to_string(replicate);
}

/// The same order for writing and reading. `Bytes` is a ByteWriter or a ByteReader.
template <class Bytes, class Week>
void week_lists(Bytes& bytes, Week& week) {
  bytes.many(week.counts);
  bytes.many(week.stocks);
  bytes.many(week.levels);
  bytes.many(week.entries);
  bytes.many(week.followers);
}

void put_record(ByteWriter& out, const WorldRecord& record) {
  out.one<std::uint64_t>(record.weeks.size());
  for (const WeekRecord& week : record.weeks) {
    out.one(week.week);
    week_lists(out, week);
  }
  out.one(record.digest);
  out.one(record.unspent);
  out.one<std::uint64_t>(record.events.size());
  for (const PanelEvent& event : record.events) {  // one by one: between them lies padding
    out.one(event.hour);
    out.one(event.customer);
    out.one(event.kind);
    out.one(event.brand);
    out.one(event.detail);
  }
  out.many(record.panel);
}

WorldRecord take_record(ByteReader& in) {
  WorldRecord record;
  const auto weeks = in.one<std::uint64_t>();
  for (std::uint64_t w = 0; w < weeks; ++w) {
    WeekRecord& week = record.weeks.emplace_back();
    week.week = in.one<std::uint32_t>();
    week_lists(in, week);
  }
  record.digest = in.one<std::uint64_t>();
  record.unspent = in.one<Cents>();
  const auto events = in.one<std::uint64_t>();
  for (std::uint64_t e = 0; e < events; ++e) {
    PanelEvent& event = record.events.emplace_back();
    event.hour = in.one<double>();
    event.customer = in.one<std::uint32_t>();
    event.kind = in.one<Kind>();
    event.brand = in.one<std::int8_t>();
    event.detail = in.one<std::int8_t>();
  }
  in.many(record.panel);
  return record;
}

[[noreturn]] void contradicts_itself(const std::string& how) {
  throw IoError("the checkpoint contradicts itself: " + how);
}

/// A week's record has a number for everything that is counted, and for nothing else.
void check_week(const StudySpec& spec, const WeekRecord& week) {
  const Layout& layout = *spec.strategies.front().model->layout();
  const std::size_t brands = spec.setting->brands.size();
  const std::size_t platforms = spec.setting->platforms.size();
  if (week.counts.size() !=
          spec.setting->slices() * layout.measures.counters.size() * brands * platforms ||
      week.stocks.size() !=
          spec.setting->extent().segments * layout.measures.stocks.size() * brands ||
      week.levels.size() != layout.measures.levels.size() * brands ||
      week.entries.size() != layout.entries.size() * brands ||
      week.followers.size() != brands * platforms) {
    contradicts_itself("a week's record has another length");
  }
}

void check_events(const StudySpec& spec, const WorldRecord& record) {
  const auto brands = static_cast<std::int64_t>(spec.setting->brands.size());
  for (const PanelEvent& event : record.events) {
    if (static_cast<std::size_t>(event.kind) >= kinds ||
        event.customer >= spec.setting->customers() || event.brand < -1 || event.brand >= brands) {
      contradicts_itself("a panel's event is of nobody or of no kind");
    }
  }
}

void check_records(const StudySpec& spec, const StudyState& state) {
  for (const auto& worlds : state.result.worlds) {
    for (std::size_t r = 0; r < worlds.size(); ++r) {
      const WorldRecord& record = worlds[r];
      for (std::size_t w = 0; w < record.weeks.size(); ++w) {
        check_week(spec, record.weeks[w]);
        if (record.weeks[w].week != spec.warm_up_weeks + w) {
          contradicts_itself("its weeks are out of order");
        }
      }
      check_events(spec, record);
      if (record.panel.size() != (r == 0 ? record.weeks.size() * panel_numbers(spec) : 0)) {
        contradicts_itself("its panel has another length");
      }
    }
  }
}

/// Records reach as far as the worlds that wrote them, and these stand between two weeks.
void check_weeks(const StudySpec& spec, const StudyState& state) {
  const std::uint32_t per_week = spec.setting->clock.ticks_per_week();
  const std::vector<std::uint32_t> order = order_of_living(spec);
  for (std::size_t r = 0; r < state.replicates.size(); ++r) {
    const ReplicateState& replicate = state.replicates[r];
    for (const auto* world : {&replicate.warm, &replicate.now}) {
      if (*world && (*world)->tick % per_week != 0) {
        contradicts_itself("a world stands in the middle of a week");
      }
    }
    for (std::size_t place = 0; place < order.size(); ++place) {
      std::uint64_t weeks = spec.warm_up_weeks;
      if (place < replicate.lived) {
        weeks += spec.weeks;
      } else if (place == replicate.lived && replicate.now) {
        weeks = replicate.now->tick / per_week;
      }
      const WorldRecord& record = state.result.worlds[order[place]][r];
      if (spec.warm_up_weeks + record.weeks.size() != weeks) {
        contradicts_itself("its records end in another week than its worlds");
      }
    }
  }
}

}  // namespace

std::vector<std::uint32_t> order_of_living(const StudySpec& spec) {
  std::vector<std::uint32_t> order;
  for (const bool spender : {false, true}) {
    for (std::uint32_t s = 0; s < spec.strategies.size(); ++s) {
      if (spec.strategies[s].spends_extra_of.has_value() == spender) {
        order.push_back(s);
      }
    }
  }
  return order;
}

StudyState begin_study(const StudySpec& spec) {
  RAPPORT_CHECK(!spec.strategies.empty() && spec.baseline < spec.strategies.size(),
                "a study has strategies, and one of them is the baseline");
  StudyState state;
  state.result.worlds.assign(spec.strategies.size(),
                             std::vector<WorldRecord>(most_replicates(spec)));
  state.replicates.resize(most_replicates(spec));
  return state;
}

void keep_replicates(StudyState& state, std::size_t number) {
  state.replicates.resize(number);
  for (auto& worlds : state.result.worlds) {
    worlds.resize(number);
  }
}

std::uint64_t weeks_done(const StudySpec& spec, const StudyState& state) {
  std::uint64_t done = 0;
  for (const ReplicateState& replicate : state.replicates) {
    if (replicate.lived > 0 || replicate.now) {
      done += spec.warm_up_weeks;
    } else if (replicate.warm) {
      done += replicate.warm->tick / spec.setting->clock.ticks_per_week();
    }
  }
  for (const auto& worlds : state.result.worlds) {
    for (const WorldRecord& record : worlds) {
      done += record.weeks.size();
    }
  }
  return done;
}

void save_study(const StudySpec& spec, const StudyState& state, CheckpointWriter& writer) {
  writer.block("study", [&](const ByteSink& sink) {
    ByteWriter out(sink);
    out.one(shape(spec));
    out.one<std::uint64_t>(state.replicates.size());
    for (const ReplicateState& replicate : state.replicates) {
      out.one(replicate.lived);
    }
  });
  writer.block("records", [&](const ByteSink& sink) {
    ByteWriter out(sink);
    for (const auto& worlds : state.result.worlds) {
      for (const WorldRecord& record : worlds) {
        put_record(out, record);
      }
    }
  });
  for (std::size_t r = 0; r < state.replicates.size(); ++r) {
    const ReplicateState& replicate = state.replicates[r];
    if (replicate.warm) {
      writer.block(warm_block(r), [&](const ByteSink& sink) { save(*replicate.warm, sink); });
    }
    if (replicate.now) {
      writer.block(now_block(r), [&](const ByteSink& sink) { save(*replicate.now, sink); });
    }
  }
}

StudyState restore_study(const StudySpec& spec, CheckpointReader& reader) {
  StudyState state = begin_study(spec);
  const std::vector<std::byte> study = reader.block("study");
  ByteReader head(study);
  if (head.one<decltype(shape(spec))>() != shape(spec)) {
    throw IoError(
        "the checkpoint is of another study: strategies, replicates, weeks, seed, panel "
        "or customers differ");
  }
  const auto replicates = head.one<std::uint64_t>();
  const std::vector<std::uint32_t> looks = looks_of(spec);
  if (std::ranges::find(looks, replicates) == looks.end()) {
    contradicts_itself("its study cannot end with its replicates");
  }
  keep_replicates(state, replicates);
  const std::vector<std::byte> records = reader.block("records");
  ByteReader in(records);
  for (auto& worlds : state.result.worlds) {
    for (WorldRecord& record : worlds) {
      record = take_record(in);
    }
  }
  const std::vector<std::uint32_t> order = order_of_living(spec);
  for (std::size_t r = 0; r < state.replicates.size(); ++r) {
    ReplicateState& replicate = state.replicates[r];
    replicate.lived = head.one<std::uint32_t>();
    if (reader.has(warm_block(r))) {
      const Model& baseline = *spec.strategies[spec.baseline].model;
      replicate.warm =
          std::make_unique<World>(restore(baseline, spec.setting, reader.block(warm_block(r))));
    }
    if (reader.has(now_block(r)) && replicate.lived < order.size()) {
      const Model& model = *spec.strategies[order[replicate.lived]].model;
      replicate.now =
          std::make_unique<World>(restore(model, spec.setting, reader.block(now_block(r))));
    }
  }
  check_weeks(spec, state);
  check_records(spec, state);
  return state;
}

}  // namespace rapport
