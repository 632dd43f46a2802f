// `rapport new`: a scenario to begin from, made of a market of the library.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "models/catalogue.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/store.hpp"
#include "sim/app/terminal.hpp"
#include "sim/core/error.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/scenario/read_scenario.hpp"
#include "sim/scenario/scenario_template.hpp"

namespace rapport::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view first_market = "first_run";

/// A scenario of the library by the name that the command line knows it by.
struct Market {
  std::string name;
  fs::path file;
};

/// The first run's, and one a file of markets/, by name.
std::vector<Market> markets() {
  const fs::path library = library_folder();
  const fs::path first = library / fmt::format("{}.toml", first_market);
  std::error_code ignored;
  if (!fs::exists(first, ignored)) {
    throw NoInput(fmt::format(
        "there is no market {}: say in RAPPORT_LIBRARY which folder holds rapport's scenarios",
        first.string()));
  }
  std::vector<Market> all;
  for (const auto& entry : fs::directory_iterator(library / "markets", ignored)) {
    if (entry.path().extension() == ".toml") {
      all.push_back({entry.path().stem().string(), entry.path()});
    }
  }
  std::ranges::sort(all, {}, &Market::name);
  all.insert(all.begin(), {std::string(first_market), first});
  return all;
}

int list(const std::vector<Market>& all, Catalogue catalogue) {
  for (const Market& market : all) {
    const Scenario scenario = read_scenario(market.file, catalogue, {}, library_folder());
    fmt::print("{:<14} {}\n", market.name, scenario.market.name);
  }
  return ok;
}

}  // namespace

int new_scenario(const NewArguments& arguments) {
  const Catalogue catalogue = models::catalogue();
  const std::vector<Market> all = markets();
  if (arguments.list) {
    return list(all, catalogue);
  }
  if (arguments.name.empty()) {
    fmt::print(stderr,
               "rapport: new what? For example: rapport new shop, or rapport new --list for the "
               "markets\n");
    return usage;
  }
  const std::string wanted =
      arguments.market.empty() ? std::string(first_market) : arguments.market;
  const auto market = std::ranges::find(all, wanted, &Market::name);
  if (market == all.end()) {
    std::vector<std::string> names;
    std::ranges::transform(all, std::back_inserter(names), &Market::name);
    fmt::print(stderr, "rapport: no market '{}'; {}\n", wanted, did_you_mean(wanted, names));
    return usage;
  }
  fs::path file = arguments.name;
  if (file.filename() == "." || file.filename() == ".." || file == "-") {
    throw CannotCreate(
        fmt::format("'{}' names no file: say for example rapport new shop", arguments.name));
  }
  if (file.extension() != ".toml") {
    file += ".toml";
  }
  // whole: the new file may stand anywhere
  const fs::path schema = fs::absolute(library_folder() / "rapport.schema.json");
  const Overwrite overwrite = arguments.force ? Overwrite::yes : Overwrite::no;
  check_can_create(file, overwrite);
  const Scenario scenario = read_scenario(market->file, catalogue, {}, library_folder());
  write_text_file(file,
                  scenario_template(scenario, {.title = file.stem().string(),
                                               .market = market->name,
                                               .schema = fs::exists(schema) ? schema.string() : "",
                                               .all_parameters = arguments.all}),
                  overwrite);
  const std::string word = shell_word(file.string());
  fmt::print("wrote {}\nNext: rapport check {}   or   rapport run {}\n", file.string(), word, word);
  return ok;
}

}  // namespace rapport::app
