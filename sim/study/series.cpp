#include "sim/study/series.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/core/error.hpp"

namespace rapport {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

double divided(double over, double under) {
  return under != 0 ? over / under : missing;
}

/// The value below which `share` of the counted lie: linear within a bin, the start of the last.
double quantile(const std::vector<double>& counts, const std::vector<double>& starts,
                double share) {
  double all = 0;
  for (const double count : counts) {
    all += count;
  }
  double below = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double wanted = share * all - below;
    if (counts[i] > 0 && wanted <= counts[i]) {
      const bool open = i + 1 == counts.size();
      return starts[i] + (open ? 0 : wanted / counts[i] * (starts[i + 1] - starts[i]));
    }
    below += counts[i];
  }
  return missing;
}

}  // namespace

std::string_view name_of(Ladder ladder) {
  constexpr std::string_view names[] = {"vanity", "business", "operations", "diffusion"};
  return names[static_cast<std::size_t>(ladder)];
}

std::string formula(const Measure& m) {
  return m.over + " / " +
         (m.under_units == 1
              ? m.under
              : "(" + std::to_string(std::lround(m.under_units)) + " x " + m.under + ")");
}

std::string measure_name(const EntryInfo& entry) {
  return entry.income ? entry.name : "cost_" + entry.name;
}

std::vector<Measure> measures_of(const std::shared_ptr<const Model>& model, bool census) {
  auto setting = std::make_shared<Setting>();
  setting->brands = {"a", "b"};
  setting->platforms = {"a", "b"};
  StudySpec nothing_ran;
  nothing_ran.setting = setting;
  nothing_ran.strategies = {{"a", model, {}}};
  nothing_ran.replicates = 0;
  nothing_ran.weeks = 0;
  nothing_ran.census_sample = census ? 1 : 0;
  return Series(nothing_ran, {}).measures();
}

Series::Series(const StudySpec& spec, const StudyResult& result)
    : strategies_(spec.strategies.size()),
      replicates_(spec.replicates),
      brands_(spec.setting->brands.size()),
      platforms_(spec.setting->platforms.size()),
      weeks_(spec.weeks),
      segments_(spec.setting->extent().segments),
      slices_(spec.setting->slices()) {
  const Layout& layout = *spec.strategies.front().model->layout();
  add_counters(result, layout);
  if (spec.census_sample > 0) {
    add_stocks(result, layout);
  }
  if (slices_ > 1) {
    add_segments(result, layout, spec.census_sample > 0);
  }
  add_money(result, layout);
  add_ratios(layout);
  add_quantiles(layout);
  add_lifetime_value(spec);
}

Measure Series::blank(MeasureInfo about, Totals totals, std::size_t parts) const {
  Measure m;
  m.about = std::move(about);
  m.totals = totals;
  m.parts = parts;
  m.values.assign(strategies_ * replicates_ * brands_ * parts * weeks_, missing);
  return m;
}

Measure& Series::add(MeasureInfo about, Totals totals, std::size_t parts) {
  return measures_.emplace_back(blank(std::move(about), totals, parts));
}

template <class Value>
void Series::fill(Measure& m, const StudyResult& result, const Value& value) const {
  for (std::size_t world = 0; world < strategies_ * replicates_; ++world) {
    const std::size_t s = world / replicates_;
    const std::size_t r = world % replicates_;
    for (std::size_t i = 0; i < brands_ * m.parts; ++i) {
      const std::size_t brand = i / m.parts;
      const std::size_t part = i % m.parts;
      double* const weeks = &m.values[place(m, s, r, brand, part)];
      for (std::size_t w = 0; w < weeks_; ++w) {
        weeks[w] = value(result.worlds[s][r].weeks[w], brand, part);
      }
    }
  }
}

void Series::add_counters(const StudyResult& result, const Layout& layout) {
  Measure& followers = add({"followers", Ladder::vanity, MeasureOf::brand_and_platform, "1",
                            "customers who follow the brand on the platform"},
                           Totals::last, platforms_);
  fill(followers, result, [&](const WeekRecord& week, std::size_t b, std::size_t p) {
    return static_cast<double>(week.followers[b * platforms_ + p]);
  });
  for (std::size_t c = 0; c < layout.measures.counters.size(); ++c) {
    const MeasureInfo& info = layout.measures.counters[c];
    const bool by_platform = info.of == MeasureOf::brand_and_platform;
    Measure& m = add(info, Totals::sum, by_platform ? platforms_ : 1);
    fill(m, result, [&](const WeekRecord& week, std::size_t b, std::size_t p) {
      const std::size_t first = (c * brands_ + b) * platforms_;
      return sum_of_counts(week, by_platform ? first + p : first, by_platform ? 1 : platforms_);
    });
  }
}

double Series::sum_of_counts(const WeekRecord& week, std::size_t first, std::size_t places) const {
  const auto from = week.counts.begin() + static_cast<std::ptrdiff_t>(first * slices_);
  const auto to = from + static_cast<std::ptrdiff_t>(places * slices_);
  return static_cast<double>(std::accumulate(from, to, std::int64_t{0}));
}

void Series::add_stocks(const StudyResult& result, const Layout& layout) {
  const auto& stocks = layout.measures.stocks;
  for (std::size_t i = 0; i < stocks.size(); ++i) {
    fill(add(stocks[i], Totals::last, 1), result,
         [&](const WeekRecord& week, std::size_t b, std::size_t) {
           double sum = week.stocks[i * brands_ + b];
           for (std::size_t s = 1; s < segments_; ++s) {
             sum += week.stocks[(s * stocks.size() + i) * brands_ + b];
           }
           return sum;
         });
  }
  const auto& levels = layout.measures.levels;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    fill(add(levels[i], Totals::last, 1), result,
         [&](const WeekRecord& week, std::size_t b, std::size_t) {
           return week.levels[i * brands_ + b];
         });
  }
}

void Series::add_segments(const StudyResult& result, const Layout& layout, bool census) {
  const auto add_one = [&](const MeasureInfo& info, Totals totals, const auto& value) {
    fill(by_segment_.emplace_back(blank(info, totals, slices_)), result, value);
  };
  for (std::size_t c = 0; c < layout.measures.counters.size(); ++c) {
    add_one(layout.measures.counters[c], Totals::sum,
            [&](const WeekRecord& week, std::size_t b, std::size_t part) {
              // the slice of what no customer did comes first in the record
              const std::size_t slice = (part + 1) % slices_;
              std::int64_t sum = 0;
              for (std::size_t p = 0; p < platforms_; ++p) {
                sum += week.counts[((c * brands_ + b) * platforms_ + p) * slices_ + slice];
              }
              return static_cast<double>(sum);
            });
  }
  const auto& stocks = layout.measures.stocks;
  for (std::size_t i = 0; census && i < stocks.size(); ++i) {
    add_one(stocks[i], Totals::last, [&](const WeekRecord& week, std::size_t b, std::size_t part) {
      return part < segments_ ? week.stocks[(part * stocks.size() + i) * brands_ + b] : 0.0;
    });
  }
}

void Series::add_money(const StudyResult& result, const Layout& layout) {
  const std::size_t entries = layout.entries.size();
  const auto add_sum = [&](std::string name, std::string meaning, const auto& weight) {
    Measure& m =
        add({std::move(name), Ladder::business, MeasureOf::brand, "currency", std::move(meaning)},
            Totals::sum, 1);
    fill(m, result, [&](const WeekRecord& week, std::size_t b, std::size_t) {
      Cents sum = 0;
      for (std::size_t e = 0; e < entries; ++e) {
        sum += weight(layout.entries[e], e) * week.entries[b * entries + e];
      }
      return static_cast<double>(sum) / 100;
    });
  };
  for (std::size_t e = 0; e < layout.entries.size(); ++e) {
    const EntryInfo& entry = layout.entries[e];
    add_sum(measure_name(entry), entry.meaning,
            [e](const EntryInfo&, std::size_t i) { return i == e ? 1 : 0; });
  }
  add_sum("contribution_margin", "income less the cost that moves with units sold",
          [](const EntryInfo& entry, std::size_t) {
            return entry.income ? 1 : entry.variable ? -1 : 0;
          });
  add_sum(
      "cost", "all costs that do not move with units sold",
      [](const EntryInfo& entry, std::size_t) { return entry.income || entry.variable ? 0 : 1; });
  add_sum("profit", "contribution margin less cost",
          [](const EntryInfo& entry, std::size_t) { return entry.income ? 1 : -1; });
}

void Series::add_ratios(const Layout& layout) {
  std::vector<RatioInfo> ratios = layout.measures.ratios;
  ratios.push_back({{"share_of_voice", Ladder::vanity, MeasureOf::brand, "1",
                     "the brand's share of public words about any brand"},
                    "mentions",
                    "market_mentions"});
  ratios.push_back({{"return_on_cost", Ladder::business, MeasureOf::brand, "1",
                     "profit on each unit of money spent on social media, all that the brand sells "
                     "credited to it"},
                    "profit",
                    "cost"});
  ratios.push_back(
      {{"margin_per_active_customer", Ladder::business, MeasureOf::brand, "currency",
        "contribution margin in the week over customers with a purchase in half a year"},
       "contribution_margin",
       "active_customers"});
  for (const RatioInfo& ratio : ratios) {
    const Measure* over = find(ratio.over);
    const Measure* under = find(ratio.under);
    if (over == nullptr || under == nullptr || over->parts != 1 || under->parts != 1) {
      continue;
    }
    std::vector<double> values(over->values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = divided(over->values[i], ratio.under_units * under->values[i]);
    }
    Measure& m = add(ratio.about, Totals::ratio, 1);
    m.over = ratio.over;
    m.under = ratio.under;
    m.under_units = ratio.under_units;
    m.values = std::move(values);
  }
}

void Series::add_quantiles(const Layout& layout) {
  for (const QuantileInfo& info : layout.measures.quantiles) {
    std::vector<const Measure*> bins;
    bins.reserve(info.bins.size());
    for (const std::string& bin : info.bins) {
      bins.push_back(find(bin));
    }
    std::vector<double> values(strategies_ * replicates_ * brands_ * weeks_);
    std::vector<double> counts(bins.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      for (std::size_t b = 0; b < bins.size(); ++b) {
        counts[b] = bins[b]->values[i];
      }
      values[i] = quantile(counts, info.starts, info.share);
    }
    Measure& m = add(info.about, Totals::quantile, 1);
    m.share = info.share;
    m.bins = info.bins;
    m.starts = info.starts;
    m.values = std::move(values);
  }
}

// What a customer of the last full quarter is worth if its margin m and retention r stay as they
// are, at a discount d a quarter, this quarter's margin included (Gupta & Lehmann 2003, J.
// Interactive Marketing 17(1), 9-24):   m + m r/(1+d) + m (r/(1+d))^2 + ... = m (1+d) / (1+d-r)
void Series::add_lifetime_value(const StudySpec& spec) {
  const Measure* margin = find("contribution_margin");
  const Measure* customers = find("quarter_customers");
  const Measure* retention = find("retention");
  if (customers == nullptr || retention == nullptr) {
    return;
  }
  const double growth = std::exp(std::log1p(spec.discount_rate) * weeks_per_quarter / 52);
  std::vector<double> values(margin->values.size(), missing);
  for (std::size_t first = 0; first < values.size(); first += weeks_) {  // of one brand's world
    for (std::size_t w = 0; w < weeks_; ++w) {
      const std::size_t passed = spec.warm_up_weeks + w + 1;
      const std::size_t end = passed / weeks_per_quarter * weeks_per_quarter;
      if (end < spec.warm_up_weeks + weeks_per_quarter) {
        continue;  // part of the quarter was before the switch, where nothing is recorded
      }
      double earned = 0;
      for (std::size_t i = end - weeks_per_quarter; i < end; ++i) {
        earned += margin->values[first + i - spec.warm_up_weeks];
      }
      values[first + w] = divided(divided(earned, customers->values[first + w]) * growth,
                                  growth - retention->values[first + w]);
    }
  }
  Measure& m = add({"customer_lifetime_value", Ladder::business, MeasureOf::brand, "currency",
                    "contribution margin of a customer of the last full quarter, this and all "
                    "later quarters discounted, if margin and retention stay: m (1+d) / (1+d-r) "
                    "(Gupta & Lehmann 2003); approximate, since customers differ (Fader & Hardie "
                    "2010) and who skips a quarter may come back"},
                   Totals::last, 1);
  m.values = std::move(values);
}

const Measure* Series::find(std::string_view name) const {
  const auto found =
      std::ranges::find_if(measures_, [&](const Measure& m) { return m.about.name == name; });
  return found == measures_.end() ? nullptr : &*found;
}

std::span<const double> Series::weekly(const Measure& m, std::size_t strategy,
                                       std::size_t replicate, BrandId brand,
                                       std::size_t part) const {
  return std::span(m.values).subspan(place(m, strategy, replicate, row(brand), part), weeks_);
}

double Series::total(const Measure& m, std::size_t strategy, std::size_t replicate,
                     BrandId brand) const {
  if (m.totals == Totals::ratio) {
    return divided(total(*find(m.over), strategy, replicate, brand),
                   m.under_units * total(*find(m.under), strategy, replicate, brand));
  }
  if (m.totals == Totals::quantile) {
    std::vector<double> counts;
    counts.reserve(m.bins.size());
    for (const std::string& bin : m.bins) {
      counts.push_back(total(*find(bin), strategy, replicate, brand));
    }
    return quantile(counts, m.starts, m.share);
  }
  double sum = 0;
  for (std::size_t part = 0; part < m.parts; ++part) {
    const auto weeks = weekly(m, strategy, replicate, brand, part);
    if (m.totals == Totals::last) {
      sum += weeks.back();
    } else {
      for (const double value : weeks) {
        sum += value;
      }
    }
  }
  return sum;
}

std::vector<double> Series::totals(const Measure& m, std::size_t strategy, BrandId brand) const {
  std::vector<double> all(replicates_);
  for (std::size_t r = 0; r < replicates_; ++r) {
    all[r] = total(m, strategy, r, brand);
  }
  return all;
}

std::vector<double> Series::in_week(const Measure& m, std::size_t strategy, BrandId brand,
                                    std::size_t week) const {
  std::vector<double> all(replicates_, 0.0);
  for (std::size_t r = 0; r < replicates_; ++r) {
    for (std::size_t part = 0; part < m.parts; ++part) {
      all[r] += weekly(m, strategy, r, brand, part)[week];
    }
  }
  return all;
}

}  // namespace rapport
