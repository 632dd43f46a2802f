#include "sim/study/trajectory.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "sim/study/differences_group.hpp"
#include "sim/study/panel.hpp"

namespace rapport {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
/// On the axis of segments; no segment can be called so.
constexpr std::string_view of_no_customer = "(no customer)";

/// Units as netCDF's readers spell them; the market's currency for "currency".
std::string unit_text(const std::string& unit, const std::string& currency) {
  const std::size_t place = unit.find("currency");
  return place == std::string::npos ? unit : std::string(unit).replace(place, 8, currency);
}

class Builder {
 public:
  Builder(const StudySpec& spec, const StudyResult& result, const Series& series,
          const std::vector<Comparison>& comparisons, const Provenance& provenance)
      : spec_(spec),
        result_(result),
        series_(series),
        comparisons_(comparisons),
        provenance_(provenance) {}

  Group build() {
    root_.attributes = provenance_.attributes;
    root_.attributes.push_back({"digest", hex(result_.digest)});
    add_dimensions();
    add_series();
    root_.groups.push_back(totals());
    if (!series_.by_segment().empty()) {
      root_.groups.push_back(by_segment());
    }
    root_.groups.push_back(differences_group(spec_, comparisons_, provenance_.currency));
    if (!panel_members().empty()) {
      root_.groups.push_back(panel());
      root_.groups.push_back(events());
    }
    root_.groups.push_back(digests());
    if (!provenance_.values.empty()) {
      root_.groups.push_back(parameters());
    }
    return std::move(root_);
  }

 private:
  void add_dimensions() {
    std::vector<std::string> strategies;
    for (const StudyStrategy& strategy : spec_.strategies) {
      strategies.push_back(strategy.name);
    }
    std::vector<std::int64_t> replicates(spec_.replicates);
    std::vector<double> days(spec_.weeks);
    std::vector<std::int32_t> weeks(spec_.weeks);
    for (std::uint32_t r = 0; r < spec_.replicates; ++r) {
      replicates[r] = r;
    }
    for (std::uint32_t w = 0; w < spec_.weeks; ++w) {
      days[w] = 7.0 * w;
      weeks[w] = static_cast<std::int32_t>(w + 1);
    }
    const auto named = [](std::string text) {
      return std::vector<Attribute>{{"long_name", std::move(text)}};
    };
    root_.dimensions = {
        {"strategy", strategies, strategies.size(), named("way of working of the focal brand")},
        {"replicate", replicates, replicates.size(),
         named("replicate: one luck, met by every strategy")},
        {"brand", spec_.setting->brands, spec_.setting->brands.size(), named("brand")},
        {"platform", spec_.setting->platforms, spec_.setting->platforms.size(), named("platform")},
        {"time",
         days,
         days.size(),
         {{"units", "days since " + provenance_.start + " 00:00:00"},
          {"calendar", std::string("proleptic_gregorian")},
          {"axis", std::string("T")},
          {"standard_name", std::string("time")},
          {"long_name", std::string("start of the week")}}}};
    root_.variables.push_back(
        {"week",
         {"time"},
         weeks,
         {{"long_name", std::string("week after the switch, from 1")}, {"units", std::string("1")}},
         true});
  }

  std::vector<Attribute> attributes_of(const Measure& m, bool weekly) const {
    std::vector<Attribute> list{{"units", unit_text(m.about.unit, provenance_.currency)},
                                {"long_name", m.about.meaning},
                                {"ladder", std::string(name_of(m.about.ladder))},
                                {"_FillValue", missing}};
    if (m.totals == Totals::ratio) {
      list.push_back({"ratio_of", formula(m)});
    } else if (m.totals == Totals::quantile) {
      std::string bins;
      for (const std::string& bin : m.bins) {
        bins += (bins.empty() ? "" : " ") + bin;
      }
      list.push_back({"quantile", m.share});
      list.push_back({"quantile_of", bins});
    } else if (weekly) {
      list.push_back(
          {"cell_methods", std::string(m.totals == Totals::sum ? "time: sum" : "time: point")});
    }
    return list;
  }

  static std::vector<std::string> dimensions_of(const Measure& m) {
    std::vector<std::string> names{"strategy", "replicate", "brand"};
    if (m.about.of == MeasureOf::brand_and_platform) {
      names.emplace_back("platform");
    }
    return names;
  }

  void add_series() {
    for (const Measure& m : series_.measures()) {
      if (!m.about.shown) {
        continue;
      }
      std::vector<std::string> dimensions = dimensions_of(m);
      dimensions.emplace_back("time");
      root_.variables.push_back({m.about.name, dimensions, m.values, attributes_of(m, true)});
    }
  }

  Group totals() const {
    Group group;
    group.name = "totals";
    group.attributes = {
        {"long_name", std::string("over all weeks after the switch; stocks at the end")}};
    for (const Measure& m : series_.measures()) {
      if (!m.about.shown) {
        continue;
      }
      std::vector<double> values;
      for (std::size_t s = 0; s < series_.strategies(); ++s) {
        for (std::size_t r = 0; r < series_.replicates(); ++r) {
          for (std::size_t b = 0; b < series_.brands(); ++b) {
            values.push_back(series_.total(m, s, r, static_cast<BrandId>(b)));
          }
        }
      }
      group.variables.push_back(
          {m.about.name, {"strategy", "replicate", "brand"}, values, attributes_of(m, false)});
    }
    return group;
  }

  Group by_segment() const {
    const Setting& setting = *spec_.setting;
    Group group;
    group.name = "by_segment";
    group.attributes = {
        {"long_name", std::string("counts and stocks of each segment of customers, all platforms "
                                  "together; sums over the axis are the market's")}};
    std::vector<std::string> names = setting.segments;
    names.emplace_back(of_no_customer);
    group.dimensions = {
        {"segment",
         names,
         names.size(),
         {{"long_name", std::string("segment of customers; last what no customer did or is")}}}};
    std::vector<std::int64_t> sizes;
    for (const std::uint32_t size : setting.segment_sizes()) {
      sizes.push_back(size);
    }
    sizes.push_back(0);
    group.variables.push_back(
        {"customers",
         {"segment"},
         sizes,
         {{"long_name", std::string("customers of the segment")}, {"units", std::string("1")}}});
    for (const Measure& m : series_.by_segment()) {
      if (m.about.shown) {
        group.variables.push_back({m.about.name,
                                   {"strategy", "replicate", "brand", "segment", "time"},
                                   m.values,
                                   attributes_of(m, true)});
      }
    }
    return group;
  }

  std::vector<std::uint32_t> panel_members() const {
    return panel_of(spec_.setting->customers(), spec_.panel);
  }

  Group panel() const {
    Group group;
    group.name = "panel";
    group.attributes = {
        {"long_name",
         std::string("a sample of customers at the end of each week, first replicate")}};
    std::vector<std::int64_t> ids;
    for (const std::uint32_t id : panel_members()) {
      ids.push_back(id);
    }
    group.dimensions = {{"customer",
                         ids,
                         ids.size(),
                         {{"long_name", std::string("customer: row of the network")}}}};
    if (!spec_.setting->segments.empty()) {
      std::vector<std::int8_t> segments;
      for (const std::uint32_t id : panel_members()) {
        segments.push_back(static_cast<std::int8_t>(spec_.setting->segment(CustomerId{id})));
      }
      group.variables.push_back(
          {"segment_index",
           {"customer"},
           segments,
           {{"long_name", std::string("place of the segment on its axis, from 0")},
            {"units", std::string("1")}}});
    }
    const std::vector<PanelColumn> columns = panel_columns(spec_);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      std::vector<std::string> dims{"strategy"};
      if (columns[c].of == Of::relation) {
        dims.emplace_back("brand");
      }
      dims.insert(dims.end(), {"customer", "time"});
      group.variables.push_back({columns[c].name,
                                 dims,
                                 panel_values(columns, c, ids.size()),
                                 {{"units", columns[c].unit}, {"long_name", columns[c].meaning}}});
    }
    return group;
  }

  /// What the c-th column held: [strategy][brand, of a relation][customer][week].
  std::vector<float> panel_values(const std::vector<PanelColumn>& columns, std::size_t c,
                                  std::size_t customers) const {
    const std::size_t brands = columns[c].of == Of::relation ? series_.brands() : 1;
    std::vector<float> values;
    for (const auto& worlds : result_.worlds) {
      const std::vector<float>& held = worlds.front().panel;
      for (std::size_t b = 0; b < brands; ++b) {
        for (std::size_t j = 0; j < customers; ++j) {
          for (std::size_t w = 0; w < series_.weeks(); ++w) {
            values.push_back(
                held[((w * columns.size() + c) * series_.brands() + b) * customers + j]);
          }
        }
      }
    }
    return values;
  }

  Group events() const {
    Group group;
    group.name = "events";
    group.attributes = {
        {"long_name", std::string("what happened to the customers of the panel, first replicate")}};
    std::vector<double> hour;
    std::vector<std::int64_t> who;
    std::vector<std::int8_t> strategy, kind, brand, detail;
    for (std::size_t s = 0; s < result_.worlds.size(); ++s) {
      for (const PanelEvent& event : result_.worlds[s].front().events) {
        strategy.push_back(static_cast<std::int8_t>(s));
        hour.push_back(event.hour - 168.0 * spec_.warm_up_weeks);
        who.push_back(event.customer);
        kind.push_back(static_cast<std::int8_t>(event.kind));
        brand.push_back(event.brand);
        detail.push_back(event.detail);
      }
    }
    group.dimensions = {{"event", std::monostate{}, hour.size(), {}}};
    const auto named = [](std::string text, std::string unit = "1") {
      return std::vector<Attribute>{{"long_name", std::move(text)}, {"units", std::move(unit)}};
    };
    std::vector<Attribute> kinds_named = named("what happened");
    std::vector<double> values(kinds);
    for (std::size_t k = 0; k < kinds; ++k) {
      values[k] = static_cast<double>(k);
    }
    kinds_named.push_back({"flag_values", values});
    kinds_named.push_back(
        {"flag_meanings", std::string("shown answered gave_up never_answered question_due occasion "
                                      "seen reacted chose bought experienced advice_due")});
    group.variables = {
        {"strategy_index", {"event"}, strategy, named("place of the strategy on its axis, from 0")},
        {"hour", {"event"}, hour, named("hours after the switch: start of the tick", "hour")},
        {"customer_id", {"event"}, who, named("customer: row of the network")},
        {"kind", {"event"}, kind, kinds_named},
        {"brand_index",
         {"event"},
         brand,
         named("place of the brand on its axis, from 0; -1 = none")},
        {"detail",
         {"event"},
         detail,
         named("seen: kind of message; reacted: unfollow share comment click like; experienced: "
               "fine delight failure; answered: 1 = solved; bought: 1 = on a visit; else -1")}};
    return group;
  }

  Group digests() const {
    Group group;
    group.name = "digests";
    std::vector<std::string> all;
    std::vector<double> unspent;
    for (const auto& worlds : result_.worlds) {
      for (const WorldRecord& world : worlds) {
        all.push_back(hex(world.digest));
        unspent.push_back(static_cast<double>(world.unspent) / 100);
      }
    }
    group.variables = {{"world",
                        {"strategy", "replicate"},
                        all,
                        {{"long_name", std::string("digest of the whole state at the end")}}},
                       {"unspent",
                        {"strategy", "replicate"},
                        unspent,
                        {{"long_name", std::string("allowance for bought reach left unspent")},
                         {"units", provenance_.currency}}}};
    return group;
  }

  Group parameters() const {
    Group group;
    group.name = "parameters";
    group.attributes = {{"long_name", std::string("every resolved value and where it came from")}};
    std::vector<std::string> path, value, unit, origin;
    for (const ResolvedValue& one : provenance_.values) {
      path.push_back(one.path);
      value.push_back(one.value);
      unit.push_back(one.unit);
      origin.push_back(one.origin);
    }
    group.dimensions = {
        {"parameter", path, path.size(), {{"long_name", std::string("path of the value")}}}};
    group.variables = {{"value", {"parameter"}, value, {}},
                       {"unit", {"parameter"}, unit, {}},
                       {"origin", {"parameter"}, origin, {}}};
    return group;
  }

  const StudySpec& spec_;
  const StudyResult& result_;
  const Series& series_;
  const std::vector<Comparison>& comparisons_;
  const Provenance& provenance_;
  Group root_;
};

}  // namespace

std::string hex(std::uint64_t digest) {
  std::string text(16, '0');
  for (int i = 15; i >= 0; --i, digest >>= 4U) {
    text[static_cast<std::size_t>(i)] = "0123456789abcdef"[digest & 15U];
  }
  return text;
}

Group trajectory(const StudySpec& spec, const StudyResult& result, const Series& series,
                 const std::vector<Comparison>& comparisons, const Provenance& provenance) {
  return Builder(spec, result, series, comparisons, provenance).build();
}

}  // namespace rapport
