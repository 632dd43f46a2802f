// `rapport check`: is the scenario valid, what does each value come to, and what will a run take.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/resource.h>

#include <nlohmann/json.hpp>

#include "analysis/estimate/verdict.hpp"
#include "models/catalogue.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/store.hpp"
#include "sim/app/terminal.hpp"
#include "sim/core/for_each.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/scenario/resolved.hpp"
#include "sim/study/looks.hpp"
#include "sim/study/plan.hpp"
#include "sim/study/trial.hpp"

namespace rapport::app {
namespace {

std::string size_text(std::uint64_t bytes) {
  const double mib = static_cast<double>(bytes) / (1U << 20U);
  return mib < 1000 ? fmt::format("{:.1f} MiB", mib) : fmt::format("{:.2f} GiB", mib / 1024);
}

std::string time_text(double seconds) {
  return seconds < 90     ? fmt::format("{:.1f} s", seconds)
         : seconds < 5400 ? fmt::format("{:.0f} min", seconds / 60)
                          : fmt::format("{:.1f} h", seconds / 3600);
}

/// What a study that stops by itself waits for, and when it asks.
void print_looks(const StopRule& rule) {
  fmt::print(
      "  replicates {} to {}: looks at {}, until half of the interval of {}\n"
      "             is at most {} of the baseline's mean; intervals at {}\n",
      looks_of(rule).front(), rule.at_most, fmt::join(looks_of(rule), ", "),
      fmt::join(rule.measures, " and of "), estimate::percent(rule.within),
      level_text(interval_level(rule)));
}

Trial try_out_run(const CheckArguments& arguments, const Scenario& scenario, const StudySpec& spec,
                  std::size_t threads) {
  const std::string command = "rapport run " + shell_word(arguments.scenario.string());
  return try_out(spec, provenance(scenario, spec, history_line(command)), threads);
}

void print_values(const std::vector<ResolvedValue>& values) {
  for (const ResolvedValue& one : values) {
    fmt::print("{:<52} {:>14} {:<14} {}\n", one.path, one.value, one.unit, one.origin);
  }
}

}  // namespace

int check(const Common& common, const CheckArguments& arguments) {
  const Catalogue catalogue = models::catalogue();
  const Scenario scenario = read_scenario(arguments.scenario, catalogue, common.sets,
                                          library_folder(), compared_measures);
  const std::size_t threads = common.threads > 0 ? common.threads : default_threads();
  const ThreadLimit limit(threads);
  const StudySpec spec = plan_study(scenario, catalogue);
  const Forecast f = forecast(spec, threads);
  if (common.json) {
    nlohmann::json out{{"valid", true},
                       {"customers", f.customers},
                       {"network_bytes", f.network_bytes},
                       {"state_bytes", f.state_bytes},
                       {"memory_bytes", f.memory_bytes},
                       {"world_weeks", f.world_weeks},
                       {"notes", spec.notes}};
    if (!arguments.quick) {
      const Trial trial = try_out_run(arguments, scenario, spec, threads);
      out["memory_bytes"] = trial.memory_bytes;
      out["disk_bytes"] = trial.file_bytes;
      out["seconds"] = trial.seconds;
      if (spec.until) {
        out["least_disk_bytes"] = trial.least_file_bytes;
        out["least_seconds"] = trial.least_seconds;
      }
    }
    if (spec.until) {
      out["replicates"] = {{"at_least", looks_of(spec).front()}, {"at_most", spec.until->at_most}};
    }
    if (arguments.show_resolved) {
      for (const ResolvedValue& one : resolved_values(scenario)) {
        out["values"].push_back(
            {{"path", one.path}, {"value", one.value}, {"unit", one.unit}, {"origin", one.origin}});
      }
    }
    fmt::print("{}\n", out.dump(2));
    return ok;
  }
  if (arguments.show_resolved) {
    print_values(resolved_values(scenario));
    fmt::print("\n");
  }
  fmt::print("{}: valid\n", arguments.scenario.string());
  fmt::print("  {}\n", setting_text(scenario, spec, false));
  for (const std::string& note : spec.notes) {
    fmt::print("  {}\n", note);
  }
  if (spec.until) {
    print_looks(*spec.until);
  }
  fmt::print("  customers  {}\n", estimate::money(static_cast<double>(f.customers)));
  fmt::print("  state      {:.0f} bytes a customer, besides {} of network\n",
             static_cast<double>(f.state_bytes) / static_cast<double>(f.customers),
             size_text(f.network_bytes));
  const auto print_memory = [&](std::uint64_t bytes) {
    fmt::print("  memory     {}{} with {} thread{}\n", spec.until ? "up to " : "", size_text(bytes),
               threads, threads == 1 ? "" : "s");
  };
  if (arguments.quick) {
    print_memory(f.memory_bytes);
  } else {
    std::fflush(stdout);  // what the state takes, before any is taken
    const Trial trial = try_out_run(arguments, scenario, spec, threads);
    print_memory(trial.memory_bytes);
    const auto range = [&](const std::string& least, const std::string& most) {
      return spec.until && least != most ? least + " to " + most : most;
    };
    fmt::print("  disk       {}\n",
               range(size_text(trial.least_file_bytes), size_text(trial.file_bytes)));
    fmt::print("  time       {} on this machine as it is now\n",
               range(time_text(trial.least_seconds), time_text(trial.seconds)));
  }
  fmt::print("Next: rapport run {}\n", shell_word(arguments.scenario.string()));
  return ok;
}

}  // namespace rapport::app
