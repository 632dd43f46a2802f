// The program: reads the command line, calls a command, turns errors into messages and exit codes.
#include <fmt/format.h>
#include <algorithm>
#include <csignal>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <system_error>
#include <type_traits>

#include "build_info.hpp"
#include "revision.hpp"
#include "sim/app/between.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/completion.hpp"
#include "sim/app/network_options.hpp"
#include "sim/app/terminal.hpp"
#include "sim/scenario/nearest.hpp"

namespace {

using namespace rapport;
using namespace rapport::app;

struct Arguments {
  Common common;
  RunArguments run;
  ResumeArguments resume;
  CheckArguments check;
  RerunArguments rerun;
  ExportArguments exported;
  NetworkOptions network;
  NewArguments fresh;
  CompareArguments compare;
  ValidateArguments validate;
  SensitivityArguments sensitivity;
  bool quick = false;
  std::string shell;
  std::string name;
  bool all = false;
  bool names = false;
  bool markdown = false;
  bool csv = false;
  bool answer = false;
};

void add_common(CLI::App& command, Common& common, bool sets) {
  if (sets) {
    command.add_option("--set", common.sets, "change a value: --set trust.half_life=13")
        ->type_name("PATH=VALUE")
        ->take_all()
        ->allow_extra_args(false);
  }
  command.add_option("--threads", common.threads, "threads to use (default: all)")
      ->check(between(1, 4096));
  command.add_flag("--json", common.json, "answer as JSON on stdout");
  command.add_flag("--quiet", common.quiet, "no progress");
}

CLI::Option* add_checkpoint(CLI::App& command, double& minutes) {
  return command
      .add_option("--checkpoint", minutes,
                  "minutes between checkpoints (default: 10; 0 = only when stopped)")
      ->check(between(0.0, 525600.0))
      ->type_name("MINUTES");
}

void add_new(CLI::App& app, Arguments& a) {
  CLI::App* fresh = app.add_subcommand("new", "write a commented scenario to begin from");
  fresh->add_option("NAME", a.fresh.name, "what to call it: NAME.toml is written");
  fresh->add_option("--market", a.fresh.market, "market of the library (default: the first run's)")
      ->type_name("MARKET");
  fresh->add_flag("--list", a.fresh.list, "list the markets");
  fresh->add_flag("--all", a.fresh.all, "every parameter of every mechanism");
  fresh->add_flag("--force", a.fresh.force, "overwrite what exists");
}

void add_compare(CLI::App& app, Arguments& a) {
  CLI::App* compare =
      app.add_subcommand("compare", "what files of earlier runs hold, strategies side by side");
  compare->add_option("FILE", a.compare.files, "files that `rapport run` wrote")->required();
  compare->add_flag("--json", a.common.json, "answer as JSON on stdout");
}

void add_validate(CLI::App& app, Arguments& a) {
  CLI::App* validate =
      app.add_subcommand("validate", "the model beside published results and closed forms");
  validate->add_option("ROW", a.validate.rows, "rows of the table, as V9 (default: all)");
  CLI::Option* full = validate->add_flag("--full", a.validate.full, "at full size: minutes");
  validate->add_flag("--quick", a.quick, "in a minute (the default)")->excludes(full);
  validate->add_option("--threads", a.common.threads, "threads to use (default: all)")
      ->check(between(1, 4096));
  validate->add_flag("--list", a.validate.list, "the rows of the table, and run none");
  validate->add_flag("--json", a.common.json, "as JSON");
}

void add_sensitivity(CLI::App& app, Arguments& a) {
  CLI::App* command = app.add_subcommand(
      "sensitivity", "how often a strategy wins if nobody knows the numbers, and which decide");
  command->add_option("SCENARIO", a.sensitivity.scenario,
                      "scenario file (default: the library's first_run.toml)");
  command
      ->add_option("--prior", a.sensitivity.prior,
                   "what is believed of the numbers (default: the library's priors/evidence.toml)")
      ->type_name("PRIOR");
  command->add_option("--draws", a.sensitivity.draws, "markets to draw (default: 2000)")
      ->check(between(1, 1000000))
      ->type_name("NUMBER");
  command
      ->add_option("--trajectories", a.sensitivity.trajectories,
                   "trajectories of Morris's screening (default: 20; 0 = none)")
      ->check(between(0, 10000))
      ->type_name("NUMBER");
  command->add_option("--table", a.sensitivity.table, "CSV of every draw to write")
      ->type_name("FILE.csv");
  command->add_flag("--force", a.sensitivity.force, "overwrite what exists");
  command->add_flag("--list", a.sensitivity.list, "what each prior moves, and draw nothing");
  add_common(*command, a.common, true);
}

void add_commands(CLI::App& app, Arguments& a) {
  add_new(app, a);
  CLI::App* run = app.add_subcommand("run", "run every strategy and replicate, and compare");
  run->add_option("SCENARIO", a.run.scenario, "scenario file (TOML)")->required();
  run->add_option_function<std::string>(
      "-o,--output", [&a](const std::string& name) { a.run.output = name; },
      "file to write (default: the scenario's name with .h5)");
  run->add_flag("--force", a.run.force, "overwrite what exists");
  CLI::Option* no_file =
      run->add_flag("--no-file", a.run.no_file, "print the answer and write nothing");
  add_checkpoint(*run, a.run.checkpoint_minutes)->excludes(no_file);
  add_common(*run, a.common, true);

  CLI::App* resume = app.add_subcommand("resume", "go on with a run that was stopped");
  resume
      ->add_option("FILE", a.resume.file, "checkpoint beside the output, or the output's own name")
      ->required();
  add_checkpoint(*resume, a.resume.checkpoint_minutes);
  add_common(*resume, a.common, false);

  CLI::App* check =
      app.add_subcommand("check", "is a scenario valid; customers, memory, disk and time of a run");
  check->add_option("SCENARIO", a.check.scenario, "scenario file (TOML)")->required();
  check->add_flag("--show-resolved", a.check.show_resolved, "every value and where it came from");
  check->add_flag("--quick", a.check.quick,
                  "do not run a part of it: neither time nor disk is told");
  add_common(*check, a.common, true);

  CLI::App* explain =
      app.add_subcommand("explain", "what a parameter, measure, mechanism or column is");
  explain->add_option("NAME", a.name, "parameter, mechanism.parameter, mechanism, measure, column");
  explain->add_flag("--all", a.all, "everything");
  explain->add_flag("--names", a.names, "only the names, one a line");
  explain->add_flag("--markdown", a.markdown, "with --all: the tables of models/ODD.md");
  explain->add_flag("--json", a.common.json, "as JSON");

  CLI::App* schema = app.add_subcommand("schema", "JSON schema of scenario files, for editors");
  schema->add_flag("--answer", a.answer, "of what `run --json` and `compare --json` print");

  add_compare(app, a);

  add_validate(app, a);
  add_sensitivity(app, a);

  CLI::App* rerun = app.add_subcommand("rerun", "run a stored study again and compare digests");
  rerun->add_option("FILE", a.rerun.file, "file that `rapport run` wrote")->required();
  add_common(*rerun, a.common, true);

  CLI::App* exported = app.add_subcommand("export", "tables of a stored study as CSV");
  exported->add_option("FILE", a.exported.file, "file that `rapport run` wrote")->required();
  exported->add_flag("--csv", a.csv, "as CSV (the only format, and the default)");
  exported->add_option("-o,--output", a.exported.folder, "folder (default: beside the file)");
  exported->add_flag("--force", a.exported.force, "overwrite what exists");
  exported->add_flag("--quiet", a.common.quiet, "do not list the files");

  add_network(app, a.network, a.common);
  CLI::App* completion =
      app.add_subcommand("completion", "script that completes this command line in a shell");
  completion->add_option("SHELL", a.shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember(completed_shells()));

  app.add_subcommand("doctor", "does this program work here");
}

/// What may stand for an option's value, or a command's operand, by the word in its usage.
Completes completes(const CLI::Option& option, const std::string& command) {
  const std::string name = option.get_positional() ? option.get_name(true) : option.get_type_name();
  const bool file = option.check_lname("output") || option.check_lname("nodes") ||
                    option.check_lname("draw") || option.check_lname("table") ||
                    (name == "FILE" && (command == "network" || command == "resume"));
  if (file) {
    return Completes::file;
  }
  return name == "SCENARIO" || name == "PRIOR"    ? Completes::scenario
         : name == "FILE"                         ? Completes::study
         : name == "NAME" && command == "explain" ? Completes::name
         : name == "PATH=VALUE"                   ? Completes::setting
         : name == "MARKET"                       ? Completes::market
         : name == "ROW"                          ? Completes::row
         : name == "SHELL"                        ? Completes::shell
                                                  : Completes::nothing;
}

/// The command line as it was declared.
std::vector<CommandShape> shapes(const CLI::App& app) {
  std::vector<CommandShape> all;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    CommandShape& command = all.emplace_back();
    command.name = sub->get_name();
    command.help = sub->get_description();
    for (const CLI::Option* option : sub->get_options()) {
      if (option == sub->get_help_ptr()) {
        continue;
      }
      const Completes value = completes(*option, command.name);
      if (option->get_positional()) {
        command.has_operand = true;
        command.operand = value;
        command.many = option->get_expected_max() > 1;
        continue;
      }
      OptionShape& shape = command.options.emplace_back();
      for (const std::string& name : option->get_snames()) {
        shape.names.push_back("-" + name);
      }
      for (const std::string& name : option->get_lnames()) {
        shape.names.push_back("--" + name);
      }
      shape.help = option->get_description();
      shape.takes_value = option->get_expected_max() > 0;
      shape.words =
          command.name == "network" ? words_of_network(*option) : std::vector<std::string>();
      shape.value = shape.words.empty() ? value : Completes::word;
    }
  }
  return all;
}

constexpr char footer[] =
    "Examples:\n"
    "  rapport new shop\n"
    "  rapport check scenarios/first_run.toml\n"
    "  rapport run scenarios/first_run.toml --set run.replicates=8\n"
    "  rapport compare first_run.h5\n"
    "  rapport resume first_run.h5.checkpoint\n"
    "  rapport explain trust.half_life\n"
    "  rapport explain staff_load\n\n"
    "Exit codes: 0 ok, 1 doctor, rerun or validate found a difference, 2 usage, 65 bad scenario "
    "or\n"
    "files that cannot be compared, 66 no input, 70 our fault, 73 cannot create, 74 input/output\n"
    "error, 75 stopped and saved (rapport resume goes on), 130 left at once by a second ^C.";

int dispatch(CLI::App& app, Arguments& a) {
  const std::string command = app.get_subcommands().front()->get_name();
  if (command == "run") {
    return rapport::app::run(a.common, a.run);
  }
  if (command == "resume") {
    return rapport::app::resume(a.common, a.resume);
  }
  if (command == "check") {
    return rapport::app::check(a.common, a.check);
  }
  if (command == "new") {
    return new_scenario(a.fresh);
  }
  if (command == "compare") {
    return rapport::app::compare(a.common, a.compare);
  }
  if (command == "completion") {
    fmt::print("{}", completion_script(a.shell, shapes(app)));
    return ok;
  }
  if (command == "explain" && a.names) {
    return explain_names();
  }
  if (command == "explain") {
    if (a.name.empty() && !a.all) {
      fmt::print(
          stderr,
          "rapport: explain what? For example: rapport explain trust, or rapport explain --all\n");
      return usage;
    }
    return rapport::app::explain(a.common, a.name, a.all, a.markdown);
  }
  if (command == "validate") {
    return rapport::app::validate(a.common, a.validate);
  }
  if (command == "sensitivity") {
    return rapport::app::sensitivity(a.common, a.sensitivity);
  }
  if (command == "schema") {
    return rapport::app::schema(a.answer);
  }
  if (command == "rerun") {
    return rapport::app::rerun(a.common, a.rerun);
  }
  if (command == "network") {
    return rapport::app::network(a.common, a.network.meant());
  }
  if (command == "export") {
    return rapport::app::export_csv(a.common, a.exported);
  }
  return rapport::app::doctor(a.common);
}

std::vector<std::string> long_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names.push_back("--" + name);
    }
  }
  return names;
}

/// "no option '--thread'; did you mean '--threads'?"; empty where the error is another.
std::string unknown_option(const CLI::App& app) {
  const std::vector<CLI::App*> commands = app.get_subcommands();
  for (const CLI::App* command : {commands.empty() ? &app : commands.front(), &app}) {
    for (const std::string& word : command->remaining()) {
      if (word.size() > 1 && word.front() == '-') {
        const std::string name = word.substr(0, word.find('='));
        return fmt::format("no option '{}'{}; {}", name,
                           command == &app ? " before the command" : "",
                           did_you_mean(name, long_names(*command)));
      }
    }
  }
  return {};
}

int usage_error(CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(sub->get_name());
  }
  const std::string first = argc > 1 ? argv[1] : "";
  if (!first.empty() && first.front() != '-' &&
      std::find(names.begin(), names.end(), first) == names.end()) {
    fmt::print(stderr, "rapport: no command '{}'; {}\n", first, did_you_mean(first, names));
    return usage;
  }
  const std::string option = unknown_option(app);
  fmt::print(stderr, "rapport: {}\n", option.empty() ? error.what() : option);
  if (first.empty()) {
    fmt::print(stderr, "{}\n", footer);
  } else {
    fmt::print(stderr, "See: rapport {}--help\n", first.front() == '-' ? "" : first + " ");
  }
  return usage;
}

int report(int code, const std::string& what, bool json) {
  if (json) {
    print_error_json(what, code);
  }
  fmt::print(stderr, "rapport: {}\n", what);
  return code;
}

int guarded(CLI::App& app, Arguments& a) {
  const bool json = a.common.json;
  try {
    const int code = dispatch(app, a);
    if (std::fflush(stdout) != 0) {
      throw IoError(std::string("cannot write to standard output: ") + std::strerror(errno));
    }
    return code;
  } catch (const ScenarioError& error) {
    if (json) {
      print_problems_json(error);
    }
    print_problems(error);
    return bad_scenario;
  } catch (const NoInput& error) {
    return report(no_input, error.what(), json);
  } catch (const CannotCreate& error) {
    return report(cannot_create, error.what(), json);
  } catch (const IoError& error) {
    return report(io_error, error.what(), json);
  } catch (const std::system_error& error) {  // fmt's, as of a full disk behind standard output
    std::string what = error.what();
    constexpr std::string_view nameless = "cannot write to file";
    if (what.starts_with(nameless)) {
      what.replace(0, nameless.size(), "cannot write to standard output");
    }
    return report(io_error, what, json);
  } catch (const std::bad_alloc&) {
    return report(
        io_error,
        "the machine has not enough memory for this; `rapport check` says how much it takes", json);
  } catch (const std::exception& error) {
    return report(internal, std::string("this is our fault, please report it: ") + error.what(),
                  json);
  }
}

}  // namespace

int main(int argc, char** argv) {
  signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is an error to report, not a reason to die
  CLI::App app{"rapport: does it pay to live on social media, or only to exist there?", "rapport"};
  app.set_version_flag("-V,--version", fmt::format("rapport {} (revision {})", version, revision));
  app.require_subcommand(1);
  app.footer(footer);
  Arguments arguments;
  for (int i = 0; i < argc; ++i) {
    arguments.run.command_line += (i > 0 ? " " : "") + std::string(argv[i]);
  }
  arguments.resume.command_line = arguments.run.command_line;
  add_commands(app, arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {
    return app.exit(success);
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error, argc, argv);
  }
  return guarded(app, arguments);
}
