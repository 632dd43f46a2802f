#include "sim/app/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/estimate/verdict.hpp"
#include "sim/app/store.hpp"
#include "sim/app/table.hpp"

namespace rapport::app {
namespace {

constexpr const char* one_replicate = "one replicate: no interval";
/// Columns of a terminal that tables and their titles keep to where their words allow it.
constexpr std::size_t line_width = 100;

struct Shown {
  std::string_view measure;
  std::string_view label;
  int decimals;
  double scale = 1;  // printed = value x scale
};

constexpr Shown vanity[] = {
    {"followers", "followers", 0},
    {"weekly_reach", "weekly reach, summed over weeks", 0},
    {"brand_impressions", "posts and adverts read", 0},
    {"likes", "likes", 0},
    {"comments", "comments", 0},
    {"shares", "shares", 0},
    {"clicks", "clicks to the site", 0},
    {"sentiment", "sentiment heard, % praise", 1, 100},
    {"share_of_voice", "share of voice, %", 1, 100},
};
constexpr Shown business[] = {
    {"relationships", "relationships (exchange in 90 days)", 0},
    {"questions_answered", "questions answered", 0},
    {"leads_found", "leads found", 0},
    {"trust", "trust of the informed", 3},
    {"relationship_capital", "relationship capital, {}", 0},
    {"active_customers", "active customers (half a year)", 0},
    {"churn", "churn from quarter to quarter, %", 1, 100},
    {"customer_lifetime_value", "customer lifetime value, {}", 2},
    {"advocates", "advocates", 0},
    {"detractors", "detractors", 0},
    {"units_sold", "units sold", 0},
    {"units_referred", "of those, named by a friend before", 0},
    {"revenue", "revenue, {}", 0},
    {"contribution_margin", "contribution margin, {}", 0},
    {"cost", "cost, {}", 0},
    {"profit", "profit, {}", 0},
    {"return_on_cost", "profit on each {} of cost", 2},
};
constexpr Shown operations_and_diffusion[] = {
    {"mentions_found", "mentions found", 0},
    {"mentions_missed", "mentions missed", 0},
    {"answered", "answered", 0},
    {"mean_response", "mean hours to an answer", 1, 1.0 / 60},
    {"median_response", "median hours to an answer", 1},
    {"resolution_rate", "solved, % of answers", 1, 100},
    {"abandoned", "gave up waiting", 0},
    {"never_answered", "never answered (72 h)", 0},
    {"answered_after_hours", "answered after hours", 0},
    {"staff_load", "staff load, % of paid time", 1, 100},
    {"backlog", "backlog at the end", 1},
    {"cost_bought_reach", "spent on bought reach, {}", 0},
    {"relays", "messages passed on", 0},
};

std::string number_text(double value, int decimals) {
  return std::isfinite(value) ? estimate::money(value, decimals) : std::string("-");
}

std::string signed_number(double value, int decimals) {
  const std::string text = number_text(value, decimals);
  return std::isfinite(value) && value > 0 && text.find_first_of("123456789") != std::string::npos
             ? "+" + text
             : text;
}

std::string interval_text(const estimate::Interval& i, double scale, int decimals) {
  if (i.n < 2) {
    return one_replicate;
  }
  return fmt::format("{} to {}", signed_number(i.low * scale, decimals),
                     signed_number(i.high * scale, decimals));
}

std::string reduction_text(double factor) {
  if (std::isinf(factor)) {
    return "all";
  }
  return factor >= 10 ? fmt::format("{:.0f}x", factor) : fmt::format("{:.1f}x", factor);
}

/// The three ladders. `cells` says what stands behind the label of a row: nothing, and there is no
/// such row.
template <class Cells>
void ladders(Table& table, const std::string& currency, const Cells& cells) {
  const auto ladder = [&](std::string title, std::span<const Shown> rows) {
    table.section(std::move(title));
    for (const Shown& row : rows) {
      std::vector<std::string> line = cells(row);
      if (!line.empty()) {
        line.insert(line.begin(), fmt::format(fmt::runtime(std::string(row.label)), currency));
        table.row(std::move(line));
      }
    }
  };
  ladder("the vanity ladder", vanity);
  ladder("the business ladder", business);
  ladder("operations and diffusion", operations_and_diffusion);
}

std::vector<std::string> compared_cells(const Comparison& comparison, const Shown& row) {
  const ComparedMeasure* m = comparison.find(row.measure);
  if (m == nullptr || m->pairs == 0) {
    return {};
  }
  const estimate::Interval& i = m->difference.interval;
  return {
      number_text(m->first_mean * row.scale, row.decimals),
      number_text(m->second_mean * row.scale, row.decimals),
      signed_number(i.mean * row.scale, row.decimals), interval_text(i, row.scale, row.decimals),
      m->pairs < 2 || std::isnan(m->variance_reduction) ? "-"
                                                        : reduction_text(m->variance_reduction)};
}

std::vector<std::string> mean_cells(const std::vector<MeasureMean>& means, const Shown& row) {
  const auto m = std::ranges::find(means, row.measure, &MeasureMean::name);
  if (m == means.end() || m->mean.interval.n == 0) {
    return {};
  }
  const estimate::Interval& i = m->mean.interval;
  return {number_text(i.mean * row.scale, row.decimals),
          i.n < 2 ? one_replicate
                  : fmt::format("{} to {}", number_text(i.low * row.scale, row.decimals),
                                number_text(i.high * row.scale, row.decimals))};
}

/// A line that says who, and what of them, or two where one is too long.
std::string table_title(const std::string& who, const std::string& what) {
  const bool one_line = who.size() + 1 + what.size() <= line_width;
  return fmt::format("\n{}{}{}\n", who, one_line ? " " : "\n  ", what);
}

/// One strategy by itself, where there is no other to compare it with.
std::string alone_table(const AnswerContext& context) {
  Table table({{.text = "", .left = true}, {.text = "mean"}, {.text = "interval", .left = true}});
  ladders(table, context.currency,
          [&](const Shown& row) { return mean_cells(context.alone, row); });
  return table_title(
             context.strategies.front() + " alone",
             fmt::format("({}, {}; 95 % intervals)", context.focal, all_weeks(context.weeks))) +
         table.text(line_width) +
         "  One strategy says nothing of what it causes: name another beside it in "
         "strategies.compare.\n";
}

/// Who is compared with whom, and both ladders.
std::string comparison_table(const AnswerContext& context, const Comparison& c) {
  const std::string& first = context.strategies[c.first];
  const std::string& second = context.strategies[c.second];
  const std::string who = fmt::format("{} against {}", second, first);
  const std::string what =
      fmt::format("({}, {}; {})", context.focal, all_weeks(context.weeks),
                  c.paired ? "95 % intervals; luck: unpaired replicates that one pair is worth"
                           : "nothing pairs the replicates: Welch's 95 % intervals");
  Table table({{.text = "", .left = true},
               {.text = first, .wraps = true},
               {.text = second, .wraps = true},
               {.text = "difference"},
               {.text = "interval", .left = true},
               {.text = "luck"}});
  ladders(table, context.currency, [&](const Shown& row) { return compared_cells(c, row); });
  return table_title(who, what) + table.text(line_width);
}

/// A margin that no price of today's allows is said to be one.
std::string beyond_price(const Comparison& c) {
  const ComparedMeasure* revenue = c.find("revenue");
  const ComparedMeasure* units = c.find("units_sold");
  if (revenue == nullptr || units == nullptr || units->first_mean <= 0 ||
      c.break_even_margin.kind == estimate::SetKind::everything ||
      c.break_even_margin.pays != estimate::Pays::above) {
    return "";
  }
  const double price = revenue->first_mean / units->first_mean;
  return c.break_even_margin.value.value_or(0) > price
             ? fmt::format(", more than the whole price of {:.2f}", price)
             : "";
}

void balance_lines(std::string& out, const AnswerContext& context, const Comparison& c) {
  const std::string& second = context.strategies[c.second];
  const std::string per_unit = context.currency + " a unit";
  const std::string per_hour = context.currency + " an hour";
  if (c.wages_feed_back) {
    out += "  No wage balances the two by algebra: it sets what is spent on reach, which sells.\n";
  } else if (std::isfinite(c.margin)) {
    out += fmt::format("  At a margin of {:.2f}: {}.\n", c.margin,
                       estimate::describe(c.break_even_wage, second, "wage", per_hour));
  }
  if (std::isfinite(c.wage)) {
    out += fmt::format(
        "  At a wage of {:.2f}: {}.\n", c.wage,
        estimate::describe(c.break_even_margin, second, "margin", per_unit) + beyond_price(c));
  }
  const estimate::BreakEven& back = c.return_on_extra_cost;
  if (!c.wages_feed_back && back.value && back.kind == estimate::SetKind::interval &&
      c.find("cost")->difference.interval.mean > 0) {
    out += fmt::format(
        "  Each {0} that {1} spends more brings {2:.2f} {0} of margin (95 % interval {3:.2f} to "
        "{4:.2f}).\n",
        context.currency, second, *back.value, back.low, back.high);
  }
}

void money_lines(std::string& out, const AnswerContext& context, const Comparison& c) {
  out += fmt::format("  Verdict: {}\n", c.verdict);
  if (c.balanced) {
    balance_lines(out, context, c);
  }
  if (c.present_value.n > 0) {
    out += fmt::format("  Discounted at {:g} % a year the difference of profit is {} {} ({}).\n",
                       context.discount_rate * 100, signed_number(c.present_value.mean, 0),
                       context.currency, interval_text(c.present_value, 1, 0));
  }
  if (context.spends_allowance[c.second]) {
    out += c.unspent >= 0
               ? fmt::format(
                     "  Of the money granted, {} {} stayed unspent, the last week's with it.\n",
                     number_text(c.unspent, 2), context.currency)
               : fmt::format(
                     "  {} {} more than was granted were spent: savings of the last weeks "
                     "came too late to be taken back.\n",
                     number_text(-c.unspent, 2), context.currency);
  }
}

/// Whether a gain on the vanity ladder goes with a gain in profit (C33): over replicates, by rank.
void ladders_line(std::string& out, const Comparison& c) {
  std::string text;
  for (const char* name : {"followers", "likes"}) {
    const ComparedMeasure* m = c.find(name);
    if (m != nullptr && m->with_profit.n >= 4 && std::isfinite(m->with_profit.mean)) {
      text +=
          fmt::format("{}in {} by {} ({})", text.empty() ? "" : ", ", name,
                      signed_number(m->with_profit.mean, 2), interval_text(m->with_profit, 1, 2));
    }
  }
  if (!text.empty()) {
    out += fmt::format("  Over replicates, gains in profit correlate with gains {}.\n", text);
  }
}

/// How stocks were taken, where not everybody was asked.
std::string sample_line(const AnswerContext& context) {
  return context.sample == 0
             ? ""
             : fmt::format(
                   "\nStocks (relationships, trust, active customers ...) are estimated from "
                   "{} customers.\n",
                   estimate::money(static_cast<double>(context.sample)));
}

}  // namespace

const std::vector<std::string>& not_yet_modelled() {
  static const std::vector<std::string> names{
      "brands' replies to reviews",
      "promises and the promise ledger",
      "trust in products and persons",
      "answering leads and comments, thanks and other outreach (leads that are searched for cost, "
      "and cannot earn yet)",
      "learning on the way: skill stands at its steady state from the first hour",
      "employees as agents: advocacy, morale, turnover, internal collaboration",
      "approvals, misstatements, account takeovers, scandals",
      "leadership, maturity stages and the management loop",
      "rivals that react, partners and suppliers",
      "adverts held against published elasticities (how strongly they work is assumed)"};
  return names;
}

std::string not_yet_text() {
  std::string out = "\nNot yet in the model:";
  for (const std::string& name : not_yet_modelled()) {
    out += fmt::format("\n  - {}", name);
  }
  return out + "\n";
}

AnswerContext answer_context(const Scenario& scenario, const StudySpec& spec,
                             const StudyResult& result, const Series& series) {
  AnswerContext out{
      .title = scenario.run.title,
      .setting = setting_text(scenario, spec),
      .focal = spec.setting->brands[row(spec.focal)],
      .currency = scenario.market.currency,
      .digest = hex(result.digest),
      .strategies = {},
      .spends_allowance = {},
      .weeks = spec.weeks,
      .replicates = spec.replicates,
      .discount_rate = spec.discount_rate,
      .sample = spec.census_sample < spec.setting->customers() ? spec.census_sample : 0,
      .alone = {},
      .stop = std::nullopt};
  for (const StudyStrategy& strategy : spec.strategies) {
    out.strategies.push_back(strategy.name);
    out.spends_allowance.push_back(strategy.spends_extra_of.has_value());
  }
  if (spec.strategies.size() == 1) {
    out.alone = means_of(spec, series, 0);
  }
  if (spec.until) {
    out.stop = StopReport{*spec.until, spec.replicates, out.strategies[spec.baseline],
                          look_at(spec, result, spec.replicates)};
  }
  return out;
}

std::string side_by_side(const std::vector<std::string>& names,
                         const std::vector<std::vector<MeasureMean>>& means,
                         const std::string& currency) {
  std::vector<Heading> headings{{.text = "", .left = true}};
  for (const std::string& name : names) {
    headings.push_back({.text = name, .wraps = true});
  }
  Table table(std::move(headings));
  ladders(table, currency, [&](const Shown& row) {
    std::vector<std::string> cells;
    bool known = false;
    for (const std::vector<MeasureMean>& of_one : means) {
      const std::vector<std::string> cell = mean_cells(of_one, row);
      cells.push_back(cell.empty() ? "-" : cell.front());
      known |= !cell.empty();
    }
    return known ? cells : std::vector<std::string>();
  });
  return table.text(line_width);
}

std::string comparison_text(const AnswerContext& context, const Comparison& c) {
  std::string out = comparison_table(context, c);
  money_lines(out, context, c);
  ladders_line(out, c);
  return out;
}

std::string answer_text(const AnswerContext& context, const std::vector<Comparison>& comparisons) {
  std::string out = fmt::format("{}\n{}\n", context.title, context.setting);
  out += stop_text(context.stop);
  if (!context.alone.empty()) {
    out += alone_table(context);
  }
  for (const Comparison& c : comparisons) {
    out += comparison_text(context, c);
  }
  return out + sample_line(context) + not_yet_text();
}

}  // namespace rapport::app
