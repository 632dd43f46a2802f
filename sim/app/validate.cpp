// `rapport validate`: the model beside published results and closed forms, a row a law.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "models/catalogue.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/store.hpp"
#include "sim/app/table.hpp"
#include "sim/app/terminal.hpp"
#include "sim/app/validate_findings.hpp"
#include "sim/core/for_each.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/validate/validation.hpp"

namespace rapport::app {
namespace {

using validate::Check;
using validate::Row;
using validate::Size;

struct Outcome {
  const Row* row = nullptr;
  std::vector<Check> checks = {};
  double seconds = 0;

  bool holds(Size size) const { return passed(size) == decisive(); }
  /// How many numbers can fail. A row of laws without any number does not hold.
  std::size_t decisive() const {
    const std::size_t all = count([](const Check& check) { return check.decides(); });
    return can_be_empty() ? all : std::max<std::size_t>(1, all);
  }
  std::size_t passed(Size size) const {
    return count([&](const Check& check) { return check.decides() && check.passed(size); });
  }

 private:
  template <class Which>
  std::size_t count(const Which& which) const {
    return static_cast<std::size_t>(std::ranges::count_if(checks, which));
  }
  bool can_be_empty() const {
    return row->claim == validate::Claim::fact || row->claim == validate::Claim::robustness ||
           row->claim == validate::Claim::winner;
  }
};

std::vector<std::string> ids() {
  std::vector<std::string> all;
  for (const Row& row : validate::rows()) {
    all.emplace_back(row.id);
  }
  return all;
}

/// The rows of these names, in the order of the table; all where none is named.
std::vector<const Row*> wanted(const std::vector<std::string>& names) {
  std::vector<const Row*> chosen;
  for (const Row& row : validate::rows()) {
    if (names.empty() || std::ranges::find(names, row.id) != names.end()) {
      chosen.push_back(&row);
    }
  }
  return chosen;
}

Outcome run(const Row& row, const validate::Laboratory& laboratory, std::size_t threads) {
  if (!row.not_yet.empty()) {
    return {&row};
  }
  using Timer = std::chrono::steady_clock;
  const Timer::time_point start = Timer::now();
  std::optional<ThreadLimit> limit;
  if (!row.own_threads) {
    limit.emplace(threads);
  }
  Outcome outcome{&row, row.run(laboratory), 0};
  outcome.seconds = std::chrono::duration<double>(Timer::now() - start).count();
  return outcome;
}

bool judged_by_chance(const Check& check) {
  return check.measured.error != 0 && !check.approximate;
}

/// In as many digits as the error has something to say of.
std::string number(double value) {
  return std::abs(value) >= 1000 ? fmt::format("{:.0f}", value) : fmt::format("{:.4g}", value);
}

void print_laws(const Outcome& outcome, Size size) {
  Table table(
      {{"", true, true}, {"target"}, {"measured"}, {"error"}, {"tolerance"}, {"z"}, {"", true}});
  for (const Check& check : outcome.checks) {
    table.row({"  " + check.what, number(check.target), number(check.measured.value),
               check.measured.error == 0 ? "exact" : number(check.measured.error),
               number(check.tolerance),
               judged_by_chance(check) ? fmt::format("{:+.1f}", check.z()) : "",
               check.passed(size) ? "ok" : "FAILED"});
  }
  fmt::print("{}  {} of {} hold; {}\n\n", table.text(100), outcome.passed(size),
             outcome.checks.size(), duration_text(outcome.seconds));
}

std::string band_text(const validate::Band& band) {
  if (std::isinf(band.low)) {
    return "below " + number(band.high);
  }
  return std::isinf(band.high) ? "above " + number(band.low)
                               : number(band.low) + " to " + number(band.high);
}

void print_facts(const Outcome& outcome) {
  Table table({{"", true, true}, {"band"}, {"measured"}, {"error"}, {"", true}});
  for (const Check& check : outcome.checks) {
    if (!check.band) {
      continue;
    }
    table.row({"  " + check.what, band_text(*check.band), number(check.measured.value),
               check.measured.error == 0 ? "" : number(check.measured.error),
               std::string(name_of(check.place())) + (check.calibrated ? " (chosen by it)" : "")});
  }
  fmt::print("{}{}  found of real markets; where a number lies decides nothing here; {}\n\n",
             told_table(outcome.checks), table.text(100), duration_text(outcome.seconds));
}

void print_standings(const Outcome& outcome) {
  fmt::print("{}  gain: living less existing; z: from the first line of its kind\n",
             standing_table(outcome.checks));
  fmt::print("  which conclusions stand decides nothing here; {}\n\n",
             duration_text(outcome.seconds));
}

void print_contests(const Outcome& outcome) {
  Table table({{"", true, true}, {"expected"}, {"measured"}, {"95 % interval"}, {"", true}});
  for (const Check& check : outcome.checks) {
    const validate::Contest contest = check.contest.value_or(validate::Contest{});
    table.row({"  " + check.what, std::isnan(check.target) ? "" : number(check.target),
               number(check.measured.value),
               fmt::format("{} to {}", number(contest.interval.low), number(contest.interval.high)),
               contest.verdict + (contest.rigged ? ", RIGGED" : "")});
  }
  fmt::print("{}  fails only where living wins and must not; {}\n\n", table.text(100),
             duration_text(outcome.seconds));
}

void print(const Outcome& outcome, Size size) {
  const Row& row = *outcome.row;
  if (!row.not_yet.empty()) {
    fmt::print("{}  {}: not yet, {}\n\n", row.id, row.title, row.not_yet);
    return;
  }
  fmt::print("{}  {} ({}; {})\n", row.id, row.title, row.source, row.set_up);
  if (row.claim == validate::Claim::winner) {
    print_contests(outcome);
  } else if (row.claim == validate::Claim::fact) {
    print_facts(outcome);
  } else if (row.claim == validate::Claim::robustness) {
    print_standings(outcome);
  } else {
    print_laws(outcome, size);
  }
  std::fflush(stdout);
}

nlohmann::ordered_json json_of(const Check& check, Size size) {
  if (check.told) {
    return told_json(check.what, *check.told);
  }
  if (check.stand) {
    return standing_json(check.what, *check.stand);
  }
  const auto end = [](double value) {
    return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json();
  };
  if (check.contest) {
    const validate::Contest& contest = *check.contest;
    return {{"what", check.what},
            {"expected", end(check.target)},
            {"measured", check.measured.value},
            {"standard_error", check.measured.error},
            {"interval", {end(contest.interval.low), end(contest.interval.high)}},
            {"verdict", contest.verdict},
            {"must_be_existing", contest.guards},
            {"passed", check.passed(size)}};
  }
  if (check.band) {
    return {{"what", check.what},
            {"band", {end(check.band->low), end(check.band->high)}},
            {"measured", check.measured.value},
            {"standard_error", check.measured.error},
            {"place", name_of(check.place())},
            {"calibrated", check.calibrated}};
  }
  return {
      {"what", check.what},
      {"target", check.target},
      {"measured", check.measured.value},
      {"standard_error", check.measured.error},
      {"tolerance", check.tolerance},
      {"approximate", check.approximate},
      {"z", judged_by_chance(check) ? nlohmann::ordered_json(check.z()) : nlohmann::ordered_json()},
      {"passed", check.passed(size)}};
}

nlohmann::ordered_json json_of(const Outcome& outcome, Size size) {
  const Row& row = *outcome.row;
  nlohmann::ordered_json checks = nlohmann::ordered_json::array();
  for (const Check& check : outcome.checks) {
    checks.push_back(json_of(check, size));
  }
  nlohmann::ordered_json out{
      {"id", row.id},
      {"title", row.title},
      {"source", row.source},
      {"set_up", row.set_up},
      {"claim", name_of(row.claim)},
      {"seconds", outcome.seconds},
      {"passed", outcome.decisive() == 0 ? nlohmann::ordered_json()
                                         : nlohmann::ordered_json(outcome.holds(size))},
      {"checks", std::move(checks)}};
  if (!row.not_yet.empty()) {
    out["not_yet"] = row.not_yet;
  }
  return out;
}

int list() {
  for (const Row& row : validate::rows()) {
    fmt::print("{:<4} {} ({})\n", row.id, row.title,
               row.not_yet.empty() ? row.source : fmt::format("not yet: {}", row.not_yet));
  }
  return ok;
}

}  // namespace

int validate(const Common& common, const ValidateArguments& arguments) {
  for (const std::string& name : arguments.rows) {
    if (const std::vector<std::string> known = ids();
        std::ranges::find(known, name) == known.end()) {
      fmt::print(stderr, "rapport: no row '{}'; {}\n", name, did_you_mean(name, known));
      return usage;
    }
  }
  if (arguments.list) {
    return list();
  }
  const std::size_t threads = common.threads > 0 ? common.threads : default_threads();
  const Size size = arguments.full ? Size::full : Size::quick;
  const validate::Laboratory laboratory{library_folder(), models::catalogue(), size};
  std::size_t passed = 0;
  std::size_t all = 0;
  double seconds = 0;
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const Row* row : wanted(arguments.rows)) {
    const Outcome outcome = run(*row, laboratory, threads);
    passed += outcome.passed(size);
    all += outcome.decisive();
    seconds += outcome.seconds;
    if (common.json) {
      rows.push_back(json_of(outcome, size));
    } else {
      print(outcome, size);
    }
  }
  if (common.json) {
    const nlohmann::ordered_json out{{"size", arguments.full ? "full" : "quick"},
                                     {"passed", passed == all},
                                     {"seconds", seconds},
                                     {"rows", std::move(rows)}};
    fmt::print("{}\n", out.dump(2));
  } else {
    fmt::print("{} of {} checks hold, {} size, {}.\n", passed, all,
               arguments.full ? "full" : "quick", duration_text(seconds));
    if (!arguments.full) {
      fmt::print(
          "Tolerances are widened by four standard errors: small markets tell less. Next: "
          "rapport validate --full\n");
    }
  }
  return passed == all ? ok : check_failed;
}

}  // namespace rapport::app
