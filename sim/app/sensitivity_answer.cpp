#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/estimate/verdict.hpp"
#include "sim/app/sensitivity_answer.hpp"
#include "sim/app/store.hpp"
#include "sim/app/table.hpp"

namespace rapport::app {
namespace {

using estimate::Interval;
using estimate::money;
using estimate::WinShare;
using sensitivity::Explained;
using sensitivity::Factor;

constexpr std::size_t shown_factors = 12;
constexpr std::size_t line_width = 100;

std::string percent(double share) {
  return std::isnan(share) ? "-" : fmt::format("{:.1f}", 100 * share + 0.0);
}

std::string shares(const WinShare& share) {
  return fmt::format("{} % of draws (95 %: {} to {} %)", percent(share.share), percent(share.low),
                     percent(share.high));
}

std::string explained(const Interval& index) {
  return std::isnan(index.mean) ? "-"
                                : fmt::format("{} ({} to {})", percent(index.mean),
                                              percent(index.low), percent(index.high));
}

std::string title_of(const Scenario& scenario) {
  return scenario.run.title.empty() ? "a market" : scenario.run.title;
}

std::string network_of(const Scenario& scenario) {
  return scenario.network.generated()
             ? fmt::format("a generated network ({})", scenario.network.generator)
             : scenario.network.file;
}

std::string head(const SensitivityAnswer& answer) {
  const StudySpec& spec = answer.market.spec();
  return fmt::format(
      "{}: if nobody knows the numbers\n{} customers on {}; {} after {} of warm-up; {} draws of {} "
      "priors ({}), seed {}\n\n",
      title_of(answer.scenario), money(spec.setting->customers()), network_of(answer.scenario),
      weeks_text(spec.weeks), weeks_text(spec.warm_up_weeks),
      money(static_cast<double>(answer.plan.draws)), answer.priors.factors.size(),
      answer.prior_file, answer.plan.seed);
}

std::string shares_text(const SensitivityAnswer& answer) {
  const sensitivity::Explanation& found = answer.found;
  return fmt::format(
      "{} against {} ({}, what differs of {})\n"
      "  earns more in {}\n"
      "  sells more in {}\n"
      "  gain in profit, {}: median {}; half of draws from {} to {}, nine in ten from {} to {}\n\n",
      answer.market.other(), answer.market.baseline(),
      answer.scenario.brands[answer.scenario.focal].name, all_weeks(answer.market.spec().weeks),
      shares(found.wins), shares(found.sells), answer.scenario.market.currency,
      money(found.cuts[2]), money(found.cuts[1]), money(found.cuts[3]), money(found.cuts[0]),
      money(found.cuts[4]));
}

/// "below 5.2", "5.2 to 11.4", "from 24.6".
std::vector<std::string> quartiles(const std::vector<double>& cuts) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i <= cuts.size(); ++i) {
    names.push_back(cuts.empty()       ? "all"
                    : i == 0           ? fmt::format("below {:.3g}", cuts[0])
                    : i == cuts.size() ? fmt::format("from {:.3g}", cuts[i - 1])
                                       : fmt::format("{:.3g} to {:.3g}", cuts[i - 1], cuts[i]));
  }
  return names;
}

std::string cells_text(const SensitivityAnswer& answer) {
  const estimate::WinTable& table = *answer.found.table;
  std::vector<Heading> headings{{answer.priors.rows, true}};
  for (const std::string& name : quartiles(table.second_cuts)) {
    headings.push_back({name});
  }
  Table out(headings);
  const std::vector<std::string> rows = quartiles(table.first_cuts);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::vector<std::string> cells{rows[r]};
    for (std::size_t c = 0; c < table.columns(); ++c) {
      const WinShare& cell = table.cell(r, c);
      cells.push_back(cell.n == 0 ? "-" : fmt::format("{:.0f}", 100 * cell.share));
    }
    out.row(cells);
  }
  return fmt::format("wins, % of the draws in each cell, by {} (across) and {}\n{}\n",
                     answer.priors.columns, answer.priors.rows, out.text(line_width));
}

std::string factors_text(const SensitivityAnswer& answer) {
  const sensitivity::Explanation& found = answer.found;
  const bool screened = answer.lived.design.has_value();
  std::vector<Heading> headings{{"prior", true},
                                {"known", true},
                                {"of the gain, % (95 %)"},
                                {"of wins, %"},
                                {"rank correlation"}};
  if (screened) {
    headings.insert(headings.end(), {{"mu*"}, {"mu"}, {"sigma"}});
  }
  Table table(headings);
  const std::size_t shown = std::min(shown_factors, found.factors.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const Explained& one = found.factors[i];
    const Factor& factor = answer.priors.factors[one.factor];
    std::vector<std::string> cells{
        factor.name, std::string(name_of(factor.grade)), explained(one.of_gain),
        percent(one.of_wins.mean),
        std::isnan(one.correlation.mean) ? "-" : fmt::format("{:+.2f}", one.correlation.mean)};
    if (one.effects) {
      for (const double effect :
           {one.effects->absolute, one.effects->mean, one.effects->deviation}) {
        cells.push_back(money(effect));
      }
    }
    table.row(cells);
  }
  std::string text = "what decides\n" + table.text(line_width);
  if (shown < found.factors.size()) {
    text += fmt::format("  and {} more, none of which explains above {} % of the gain: --json\n",
                        found.factors.size() - shown, percent(found.factors[shown].of_gain.mean));
  }
  text += fmt::format(
      "  of the gain, of wins: share of the variance of the gain's ranks, or of winning, that it "
      "explains\n  alone; together {} %, the rest are interactions and luck. Rank correlation: "
      "partial.\n",
      percent(found.together));
  if (screened) {
    text += fmt::format(
        "  mu*, mu, sigma: size, mean and spread of what moving it from its 5 % to its 95 % point "
        "does to\n  the gain, {}, over {} trajectories of Morris.\n",
        answer.scenario.market.currency, answer.plan.trajectories);
  }
  return text;
}

using Json = nlohmann::ordered_json;

Json json_of(const WinShare& share) {
  return {{"share", share.share}, {"low", share.low},   {"high", share.high},
          {"wins", share.wins},   {"ties", share.ties}, {"n", share.n}};
}

Json json_of(const Interval& interval) {
  return {{"mean", interval.mean}, {"low", interval.low}, {"high", interval.high}};
}

Json json_of(const Factor& factor, const Explained& one) {
  Json moves = Json::array();
  for (const sensitivity::Move& move : factor.moves) {
    moves.push_back({{"path", move.path}, {"value", formula(move)}});
  }
  Json out{{"name", factor.name},
           {"moves", std::move(moves)},
           {"unit", factor.unit},
           {"low", factor.prior.low},
           {"high", factor.prior.high},
           {"at_least", factor.prior.at_least},
           {"at_most", factor.prior.at_most},
           {"grade", name_of(factor.grade)},
           {"source", factor.source},
           {"of_gain", json_of(one.of_gain)},
           {"of_wins", json_of(one.of_wins)},
           {"of_revenue", json_of(one.of_revenue)},
           {"rank_correlation", json_of(one.correlation)},
           {"morris", nullptr}};
  if (one.effects) {
    out["morris"] = {{"mu_star", one.effects->absolute},
                     {"mu", one.effects->mean},
                     {"sigma", one.effects->deviation},
                     {"standard_error", one.effects->standard_error},
                     {"trajectories", one.effects->n}};
  }
  return out;
}

Json json_of_table(const SensitivityAnswer& answer) {
  if (!answer.found.table) {
    return nullptr;
  }
  const estimate::WinTable& table = *answer.found.table;
  Json cells = Json::array();
  for (std::size_t r = 0; r <= table.first_cuts.size(); ++r) {
    Json line = Json::array();
    for (std::size_t c = 0; c < table.columns(); ++c) {
      line.push_back(json_of(table.cell(r, c)));
    }
    cells.push_back(std::move(line));
  }
  return {{"rows", answer.priors.rows},
          {"row_cuts", table.first_cuts},
          {"columns", answer.priors.columns},
          {"column_cuts", table.second_cuts},
          {"cells", std::move(cells)}};
}

}  // namespace

std::vector<std::string> warnings(const SensitivityAnswer& answer) {
  std::vector<std::string> all;
  const sensitivity::Explanation& found = answer.found;
  if (const Explained* one = sensitivity::one_assumption(answer.priors, found)) {
    all.push_back(fmt::format(
        "ONE ASSUMPTION DECIDES: '{}', which has no source, explains {} % of the variance of "
        "the gain's ranks; the answer is an answer about it",
        answer.priors.factors[one->factor].name, percent(one->of_gain.mean)));
  }
  if (found.wins.share < sensitivity::least_telling ||
      found.wins.share > sensitivity::most_telling) {
    all.push_back(
        fmt::format("{} wins in {} % of draws, outside of 15 to 85 %: the share belongs to these "
                    "priors as much "
                    "as to the strategies; it is reported, and nothing is tuned to it",
                    answer.market.other(), percent(found.wins.share)));
  }
  return all;
}

std::string sensitivity_text(const SensitivityAnswer& answer) {
  std::string text = head(answer) + shares_text(answer);
  const std::vector<std::string> told = warnings(answer);
  for (const std::string& warning : told) {
    text += fmt::format("  ! {}\n", warning);
  }
  text += told.empty() ? "" : "\n";
  if (answer.found.table) {
    text += cells_text(answer);
  }
  text += factors_text(answer);
  if (!answer.priors.off.empty()) {
    text += fmt::format("  not drawn, for the scenario has their mechanisms off: {}\n",
                        fmt::join(answer.priors.off, ", "));
  }
  return text + fmt::format(
                    "\nRows of the evidence that no prior stands for: {}; rapport "
                    "sensitivity --list says why.\ndigest {:016x}\n",
                    answer.priors.left_out.size(), answer.lived.digest());
}

std::string sensitivity_json(const SensitivityAnswer& answer) {
  const StudySpec& spec = answer.market.spec();
  const sensitivity::Explanation& found = answer.found;
  Json factors = Json::array();
  for (const Explained& one : found.factors) {
    factors.push_back(json_of(answer.priors.factors[one.factor], one));
  }
  Json left_out = Json::array();
  for (const sensitivity::LeftOut& row : answer.priors.left_out) {
    left_out.push_back({{"name", row.name}, {"kind", row.kind}, {"why", row.why}});
  }
  const Json out{{"title", answer.scenario.run.title},
                 {"prior", answer.prior_file},
                 {"brand", answer.scenario.brands[answer.scenario.focal].name},
                 {"baseline", answer.market.baseline()},
                 {"strategy", answer.market.other()},
                 {"currency", answer.scenario.market.currency},
                 {"customers", spec.setting->customers()},
                 {"warm_up_weeks", spec.warm_up_weeks},
                 {"weeks", spec.weeks},
                 {"seed", answer.plan.seed},
                 {"draws", answer.plan.draws},
                 {"trajectories", answer.plan.trajectories},
                 {"win_share", json_of(found.wins)},
                 {"sells_more", json_of(found.sells)},
                 {"gain",
                  {{"p5", found.cuts[0]},
                   {"p25", found.cuts[1]},
                   {"median", found.cuts[2]},
                   {"p75", found.cuts[3]},
                   {"p95", found.cuts[4]}}},
                 {"wins_by", json_of_table(answer)},
                 {"explained_together", found.together},
                 {"factors", std::move(factors)},
                 {"left_out", std::move(left_out)},
                 {"off", answer.priors.off},
                 {"warnings", warnings(answer)},
                 {"digest", fmt::format("{:016x}", answer.lived.digest())}};
  return out.dump(2) + "\n";
}

std::string draws_csv(const SensitivityAnswer& answer) {
  std::string text = "draw";
  for (const Factor& factor : answer.priors.factors) {
    text += "," + factor.name;
  }
  text += ",gain_profit,gain_revenue,gain_cost\n";
  for (std::size_t i = 0; i < answer.lived.gains.size(); ++i) {
    text += fmt::format("{}", i);
    for (const std::vector<double>& values : answer.lived.values) {
      text += fmt::format(",{}", values[i]);
    }
    const sensitivity::Gain& gain = answer.lived.gains[i];
    for (const Cents cents : {gain.profit, gain.revenue, gain.cost}) {
      text += fmt::format(",{}{}.{:02}", cents < 0 ? "-" : "", std::abs(cents) / 100,
                          std::abs(cents) % 100);
    }
    text += "\n";
  }
  return text;
}

std::string priors_text(const sensitivity::PriorFile& priors) {
  Table table({{"row", true}, {"what it is", true}, {"", true}});
  for (const Factor& factor : priors.factors) {
    const auto [shape, low, middle, high, at_least, at_most, zero_share] = factor.prior;
    std::vector<std::string> moves;
    for (const sensitivity::Move& move : factor.moves) {
      moves.push_back(formula(move) == "x" ? move.path
                                           : fmt::format("{} = {}", move.path, formula(move)));
    }
    table.row(
        {factor.name,
         fmt::format("{:g} to {:g}{}{}", low, high, factor.unit == "1" ? "" : " " + factor.unit,
                     low < at_least   ? fmt::format(", cut at {:g}", at_least)
                     : high > at_most ? fmt::format(", cut at {:g}", at_most)
                                      : ""),
         fmt::format("moves {}", fmt::join(moves, "; "))});
  }
  for (const std::string& name : priors.off) {
    table.row({name, "off", "its mechanism is switched off in this scenario"});
  }
  for (const sensitivity::LeftOut& row : priors.left_out) {
    table.row({row.name, row.kind, row.why});
  }
  return table.text(line_width);
}

}  // namespace rapport::app
