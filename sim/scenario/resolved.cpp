#include "sim/scenario/resolved.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace rapport {
namespace {

namespace fs = std::filesystem;

std::string whole(std::uint64_t value) {
  return fmt::format("{}", value);
}

/// One table of the resolved text.
struct Table {
  std::string path;
  struct Line {
    std::string key;
    std::string value;  ///< as TOML
    std::string unit = "1";
    std::string path;  ///< under which its origin is noted
  };
  std::vector<Line> lines;

  void add(std::string key, std::string value, std::string_view unit = "1") {
    std::string origin = path.empty() ? key : path + "." + key;
    lines.push_back({std::move(key), std::move(value), std::string(unit), std::move(origin)});
  }
};

class Writer {
 public:
  explicit Writer(const Scenario& scenario) : scenario_(scenario) {}

  std::vector<Table> tables() {
    run();
    market();
    if (!scenario_.network.file.empty() || scenario_.network.generated()) {
      network("network", scenario_.network);
    }
    strategies_table();
    for (std::size_t p = 0; p < scenario_.platforms.size(); ++p) {
      platform(p);
    }
    for (std::size_t s = 0; s < scenario_.segments.size(); ++s) {
      segment(s);
    }
    for (std::size_t b = 0; b < scenario_.brands.size(); ++b) {
      brand(b);
    }
    for (const Vocabulary::Word& word : scenario_.vocabulary->mechanisms()) {
      mechanism(word);
    }
    for (const StrategySettings& strategy : scenario_.strategies) {
      one_strategy(strategy);
    }
    return std::move(tables_);
  }

 private:
  Table& open(std::string path) {
    tables_.push_back({std::move(path), {}});
    return tables_.back();
  }

  void run() {
    const RunSettings& run = scenario_.run;
    Table& table = open("run");
    table.add("title", toml_text(run.title));
    table.add("seed", whole(run.seed));
    if (run.until) {
      std::vector<std::string> names;
      std::ranges::transform(run.until->measures, std::back_inserter(names), toml_text);
      table.add("replicates.until", fmt::format("[{}]", fmt::join(names, ", ")));
      table.add("replicates.within", number(run.until->within));
      table.add("replicates.at_most", whole(run.replicates));
    } else {
      table.add("replicates", whole(run.replicates));
    }
    table.add("warm_up_weeks", whole(run.warm_up_weeks), "week");
    table.add("weeks", whole(run.weeks), "week");
    table.add("start", run.start);
    table.add("hours_per_tick", whole(run.hours_per_tick), "hour");
    table.add("census_sample", whole(run.census_sample));
    table.add("panel", whole(run.panel));
  }

  void market() {
    const MarketSettings& market = scenario_.market;
    Table& table = open("market");
    table.add("name", toml_text(market.name));
    table.add("currency", toml_text(market.currency));
    table.add("discount_rate", number(market.discount_rate), "year-1");
  }

  static std::string number(double value) { return toml_value(Field{}, value); }

  void network(const std::string& path, const NetworkSource& source) {
    Table& table = open(path);
    if (!source.file.empty()) {
      table.add("file", toml_text(from_folder(source.file, source.path)));
      if (!source.nodes.empty()) {
        table.add("nodes", toml_text(from_folder(source.nodes, source.nodes_path)));
      }
      file_options(table, source);
      return;
    }
    table.add("generator", toml_text(source.generator));
    const auto chosen = std::ranges::find(generators(), source.generator, &GeneratorFields::name);
    for (const Field& field : chosen->fields) {
      table.add(std::string(field.name), toml_value(field, source.number(field.name)), field.unit);
    }
  }

  /// What was said of how to read the file. Left open stays open: it is for the file to say.
  static void file_options(Table& table, const NetworkSource& source) {
    const NetworkFormat& format = source.format;
    for (const Field& field : network_file_fields()) {
      if (field.kind == FieldKind::word) {
        table.add(std::string(field.name), toml_value(field, source.number(field.name)));
      }
    }
    if (format.direction) {
      table.add("directed", format.direction == Direction::directed ? "true" : "false");
    }
    if (format.least_weight) {
      table.add("least_weight", number(*format.least_weight));
    }
    for (const auto& [key, said] :
         {std::pair("layer", format.layer), std::pair("from_column", format.from_column),
          std::pair("to_column", format.to_column), std::pair("layer_column", format.layer_column),
          std::pair("weight_column", format.weight_column),
          std::pair("segment_column", source.segment_column)}) {
      if (!said.empty()) {
        table.add(key, toml_text(said));
      }
    }
  }

  /// The file's path as the scenario's own folder would say it.
  std::string from_folder(const std::string& file, const fs::path& path) const {
    if (fs::path(file).is_absolute()) {
      return file;
    }
    const fs::path there = fs::absolute(path).lexically_normal();
    const fs::path here = fs::absolute(scenario_.folder / ".").lexically_normal();
    const fs::path relative = there.lexically_relative(here);
    return relative.empty() ? there.string() : relative.generic_string();
  }

  void strategies_table() {
    std::vector<std::string> names;
    for (const std::size_t number : scenario_.compare) {
      names.push_back(toml_text(scenario_.strategies[number].name));
    }
    Table& table = open("strategies");
    table.add("compare", fmt::format("[{}]", fmt::join(names, ", ")));
    table.add("baseline", toml_text(scenario_.strategies[scenario_.baseline].name));
  }

  void platform(std::size_t number) {
    const PlatformSettings& platform = scenario_.platforms[number];
    const std::string path = "platform." + platform.name;
    open(path);
    if (platform.network) {
      network(path + ".network", *platform.network);
    }
    std::vector<Given> own;
    std::ranges::copy_if(scenario_.values, std::back_inserter(own), [number](const Given& given) {
      return !given.brand && !given.segment && given.platform == number;
    });
    for (Given& given : own) {
      given.platform.reset();  // the table says which
    }
    givens(path, own);
  }

  void segment(std::size_t number) {
    const SegmentSettings& segment = scenario_.segments[number];
    const std::string path = "segment." + segment.name;
    Table& table = open(path);
    if (segment.share) {
      table.add("share", this->number(*segment.share));
    }
    if (!segment.values.empty()) {
      std::vector<std::string> texts;
      std::ranges::transform(segment.values, std::back_inserter(texts), toml_text);
      table.add("is", fmt::format("[{}]", fmt::join(texts, ", ")));
    }
    std::vector<Given> own;
    std::ranges::copy_if(scenario_.values, std::back_inserter(own), [number](const Given& given) {
      return !given.brand && given.segment == number;
    });
    for (Given& given : own) {
      given.segment.reset();  // the table says which
    }
    givens(path, own);
  }

  void brand(std::size_t number) {
    const BrandSettings& brand = scenario_.brands[number];
    const std::string path = "brand." + brand.name;
    Table& table = open(path);
    table.add("focal", number == scenario_.focal ? "true" : "false");
    table.add("strategy", toml_text(scenario_.strategies[brand.strategy].name));
    std::vector<Given> own;
    std::ranges::copy_if(scenario_.values, std::back_inserter(own),
                         [number](const Given& given) { return given.brand == number; });
    givens(path, own);
  }

  void mechanism(const Vocabulary::Word& word) {
    Table& table = open(word.name);
    table.add("on", std::ranges::find(scenario_.mechanisms, word.name, &Switched::mechanism)->on
                        ? "true"
                        : "false");
    for (const Parameter& parameter : word.parameters) {
      double value = parameter.about.value;
      for (const Given& given : scenario_.values) {
        if (given.for_all() && given.mechanism == word.name && given.parameter == parameter.name) {
          value = given.value;
        }
      }
      table.add(parameter.name, toml_value(field_of(parameter), value), parameter.about.unit);
    }
  }

  void one_strategy(const StrategySettings& strategy) {
    const std::string path = "strategy." + strategy.name;
    Table& table = open(path);
    table.add("title", toml_text(strategy.title));
    table.add("description", toml_text(strategy.description));
    if (strategy.spend_extra_of) {
      table.add("spend_extra_of", toml_text(scenario_.strategies[*strategy.spend_extra_of].name));
    }
    givens(path, strategy.values);
  }

  /// What an owner gives to a parameter. Where it is a number and also one for a platform, the
  /// number is one for each platform: a key cannot be both.
  std::vector<Given> as_one_table(const std::vector<Given>& values, const Vocabulary::Word& word,
                                  const Parameter& parameter) const {
    std::vector<Given> own;
    std::ranges::copy_if(values, std::back_inserter(own), [&](const Given& given) {
      return given.mechanism == word.name && given.parameter == parameter.name;
    });
    const auto one_for_all = std::ranges::find_if(
        own, [](const Given& given) { return !given.platform && !given.segment; });
    const auto by_platform =
        std::ranges::find_if(own, [](const Given& given) { return given.platform.has_value(); });
    if (one_for_all == own.end() || by_platform == own.end()) {
      return own;
    }
    const Given rest = std::move(*one_for_all);
    own.erase(one_for_all);
    for (std::size_t p = 0; p < scenario_.platforms.size(); ++p) {
      if (std::ranges::find(own, std::optional(p), &Given::platform) == own.end()) {
        own.push_back(rest);
        own.back().platform = p;
      }
    }
    return own;
  }

  /// The tables [owner.mechanism] of values that are given for one owner alone.
  void givens(const std::string& owner, const std::vector<Given>& values) {
    for (const Vocabulary::Word& word : scenario_.vocabulary->mechanisms()) {
      Table table{owner + "." + word.name, {}};
      for (const Parameter& parameter : word.parameters) {
        const Field field = field_of(parameter);
        for (const Given& given : as_one_table(values, word, parameter)) {
          // a dotted key is an entry of a table by platform or segment
          std::string key = parameter.name;
          if (given.platform) {
            key += "." + scenario_.platforms[*given.platform].name;
          } else if (given.segment) {
            key += "." + scenario_.segments[*given.segment].name;
          }
          table.add(std::move(key), toml_value(field, given.value), field.unit);
        }
      }
      if (!table.lines.empty()) {
        tables_.push_back(std::move(table));
      }
    }
  }

  const Scenario& scenario_;
  std::vector<Table> tables_;
};

}  // namespace

std::vector<ResolvedValue> resolved_values(const Scenario& scenario) {
  std::vector<ResolvedValue> all;
  for (const Table& table : Writer(scenario).tables()) {
    for (const Table::Line& line : table.lines) {
      const auto origin = scenario.origins.find(line.path);
      all.push_back({line.path, line.value, line.unit,
                     origin == scenario.origins.end() ? "default" : origin->second});
    }
  }
  return all;
}

std::string resolved_toml(const Scenario& scenario) {
  std::string text =
      "# A resolved scenario: every value is written out, nothing is left to defaults.\n";
  for (const Table& table : Writer(scenario).tables()) {
    text += fmt::format("\n[{}]\n", table.path);
    for (const Table::Line& line : table.lines) {
      text += fmt::format("{} = {}\n", line.key, line.value);
    }
  }
  return text;
}

}  // namespace rapport
