#include "sim/study/panel.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <tuple>

#include "sim/world/columns.hpp"

namespace rapport {
namespace {

template <class H>
const H& as(const void* happening) {
  return *static_cast<const H*>(happening);
}

void describe(PanelEvent& event, const void* happening) {
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

std::size_t panel_numbers(const StudySpec& spec) {
  return panel_columns(spec).size() * spec.setting->brands.size() *
         panel_of(spec.setting->customers(), spec.panel).size();
}

void look_at_panel(const StudySpec& spec, const World& world, std::vector<float>& panel) {
  const std::vector<PanelColumn> columns = panel_columns(spec);
  const std::vector<std::uint32_t> members = panel_of(world.customers(), spec.panel);
  for (const PanelColumn& column : columns) {
    for (std::size_t b = 0; b < world.brand_count(); ++b) {
      for (const std::uint32_t j : members) {
        panel.push_back(value_of(world, column, CustomerId{j}, b));
      }
    }
  }
}

std::uint32_t PanelWatch::next_chosen(std::uint32_t from) const {
  const auto next = std::ranges::lower_bound(members_, from);
  return next == members_.end() ? nobody : *next;
}

void PanelWatch::saw(CustomerId who, Hours now, Kind kind, const void* happening) {
  PanelEvent event{now, static_cast<std::uint32_t>(who), kind, -1, -1};
  describe(event, happening);
  const std::scoped_lock lock(mutex_);
  events_.push_back(event);
}

void PanelWatch::append_to(std::vector<PanelEvent>& events) {
  std::ranges::stable_sort(events_, [](const PanelEvent& a, const PanelEvent& b) {
    return std::tuple(a.hour, a.customer) < std::tuple(b.hour, b.customer);
  });
  std::ranges::copy(events_, std::back_inserter(events));
  events_.clear();
}

}  // namespace rapport
