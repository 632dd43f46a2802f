#include "sim/scenario/scenario_template.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/core/error.hpp"

namespace rapport {
namespace {

constexpr std::size_t line_width = 100;
constexpr std::string_view own_strategy = "mine";

/// Comment lines of at most `line_width`, each behind `start`.
std::string comment(std::string_view text, std::string_view start = "# ") {
  std::string out;
  std::string line;
  const auto finish = [&] {
    out += line.empty() ? "" : fmt::format("{}{}\n", start, line);
    line.clear();
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (!line.empty() && start.size() + line.size() + 1 + word.size() > line_width) {
      finish();
    }
    line += (line.empty() ? "" : " ") + std::string(word);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  finish();
  return out;
}

/// "a whole number from 1 to 520 week".
std::string range(const Field& field) {
  constexpr std::string_view start = "must be ";
  const std::string all = allowed(field);
  return all.starts_with(start) ? all.substr(start.size()) : all;
}

std::string default_of(const Field& field) {
  return field.kind == FieldKind::date ? std::string(field.text)
         : is_textual(field)           ? toml_text(field.text)
                                       : toml_value(field, field.value);
}

/// What a key means; its range and unit; its default, if it has one.
std::string about(const Field& field) {
  return fmt::format("{}: {}{}{}", field.meaning, range(field),
                     has_default(field) ? fmt::format("; default {}", default_of(field)) : "",
                     field.source.empty() ? "" : fmt::format(" ({})", field.source));
}

class TemplateWriter {
 public:
  TemplateWriter(const Scenario& market, const TemplateWish& wish)
      : market_(market), wish_(wish), baseline_(market.strategies[market.baseline]) {
    for (const std::size_t s : market.compare) {
      if (model_ == nullptr && s != market.baseline) {
        model_ = &market.strategies[s];
      }
    }
    if (model_ == nullptr) {
      model_ = &baseline_;
    }
  }

  std::string write() {
    head();
    run();
    market();
    network();
    platforms();
    segments();
    brands();
    strategies();
    mechanisms();
    return std::move(out_);
  }

 private:
  void head() {
    if (!wish_.schema.empty()) {
      out_ += "#:schema " + wish_.schema + "\n";
    }
    out_ +=
        comment(fmt::format("Question:      does a way of working of your own earn more than "
                            "\"{}\" in this market: {}?",
                            baseline_.name, market_.market.name));
    out_ += comment(fmt::format(
        "Run time:      some seconds on two cores ({} customers, {} weeks, {} replicates, 2 "
        "strategies); `rapport check` tells it for this machine.",
        template_customers, market_.run.all_weeks(), template_replicates));
    out_ += comment(
        "What to look at: profit with its interval, first; then the ladder below it: sales, trust, "
        "questions answered in time. Followers last.");
    out_ +=
        comment(fmt::format("Where from:    `rapport new --market {}`: what is set here is that "
                            "market's; its network is "
                            "made up, so that this file needs no other.",
                            wish_.market));
    out_ += "#\n";
    out_ += comment(
        "A line such as #seed = 1 shows a default: take the # away and change the value. Ranges, "
        "units and meanings are the program's own; `rapport explain NAME` says more of any name, "
        "and `rapport explain --all` lists them.");
  }

  void table(const std::string& path) { out_ += fmt::format("\n[{}]\n", path); }

  /// A key with what it means; without a value the default behind a '#'.
  void key(const Field& field, const std::optional<std::string>& value) {
    out_ += comment(about(field));
    out_ += value ? fmt::format("{} = {}\n", field.name, *value)
                  : fmt::format("#{} = {}\n", field.name, default_of(field));
  }

  void run() {
    table("run");
    for (const Field& field : run_fields()) {
      key(field, field.name == "title"        ? std::optional(toml_text(wish_.title))
                 : field.name == "replicates" ? std::optional(std::to_string(template_replicates))
                 : field.name == "weeks"      ? given_number(field, market_.run.weeks)
                 : field.name == "warm_up_weeks" ? given_number(field, market_.run.warm_up_weeks)
                                                 : std::nullopt);
      if (field.name == "replicates") {
        out_ += comment(
            "or as many as it takes, instead of the line above: replicates = { until = "
            "\"profit\", within = \"5%\", at_most = 256 }");
      }
    }
  }

  /// Nothing where it is the default.
  static std::optional<std::string> given_number(const Field& field, double value) {
    return value == field.value ? std::nullopt : std::optional(toml_value(field, value));
  }

  void market() {
    table("market");
    for (const Field& field : market_fields()) {
      key(field, field.name == "name"       ? toml_text(market_.market.name)
                 : field.name == "currency" ? toml_text(market_.market.currency)
                                            : toml_value(field, market_.market.discount_rate));
    }
  }

  void network() {
    const GeneratorFields& chosen = generators().front();
    table("network");
    out_ += comment(fmt::format("who sees what whom posts: {}", chosen.meaning));
    out_ += fmt::format("generator = {}\n", toml_text(chosen.name));
    for (const Field& field : chosen.fields) {
      key(field, field.name == "customers" ? std::optional(std::to_string(template_customers))
                                           : std::nullopt);
    }
    const auto instead = [&](const std::string& what, std::span<const Field> fields) {
      out_ += "#\n" + comment(fmt::format("Instead of all of them: {}", what));
      for (const Field& field : fields) {
        out_ += comment(fmt::format("{}: {}", field.name, about(field)), "#   ");
      }
    };
    for (const GeneratorFields& other : generators().subspan(1)) {
      instead(fmt::format("generator = {}, {}, with", toml_text(other.name), other.meaning),
              other.fields);
    }
    instead("a network of your own, with", network_file_fields());
  }

  void platforms() {
    out_ += "\n" + comment("Platforms over the same people, one table each.");
    for (std::size_t p = 0; p < market_.platforms.size(); ++p) {
      const std::string path = "platform." + market_.platforms[p].name;
      out_ += fmt::format("[{}]\n", path);
      givens(path, [p](const Given& given) {
        return !given.brand && !given.segment && given.platform == p;
      });
    }
  }

  void segments() {
    if (market_.segments.empty()) {
      out_ +=
          "\n" + comment(
                     "Customers of several kinds: one table [segment.NAME] each, and in "
                     "[segment.NAME.MECHANISM] how they differ, for example [segment.young.need] "
                     "with per_year = 12. In it");
      for (const Field& field : segment_fields()) {
        out_ += comment(fmt::format("{}: {}", field.name, about(field)), "#   ");
      }
      return;
    }
    out_ += "\n" + comment("Kinds of customers, and how they differ.");
    for (std::size_t s = 0; s < market_.segments.size(); ++s) {
      const SegmentSettings& segment = market_.segments[s];
      const std::string path = "segment." + segment.name;
      out_ += fmt::format("[{}]\n", path);
      if (segment.share) {
        out_ += fmt::format("share = {}\n", toml_value(Field{}, *segment.share));
      }
      givens(path, [s](const Given& given) {
        return !given.brand && !given.platform && given.segment == s;
      });
    }
  }

  void brands() {
    out_ += "\n" + comment(
                       "The brand that asks the question, and its rivals, which keep to one "
                       "strategy.");
    for (std::size_t b = 0; b < market_.brands.size(); ++b) {
      const BrandSettings& brand = market_.brands[b];
      const std::string path = "brand." + brand.name;
      out_ += fmt::format("[{}]\n", path);
      out_ += b == market_.focal ? "focal = true\n"
                                 : fmt::format("strategy = {}\n",
                                               toml_text(market_.strategies[brand.strategy].name));
      givens(path, [b](const Given& given) {
        return given.brand == b && !given.platform && !given.segment;
      });
    }
  }

  /// The tables [owner.mechanism] of what the market gives one owner.
  template <class Own>
  void givens(const std::string& owner, const Own& own) {
    for (const Vocabulary::Word& word : market_.vocabulary->mechanisms()) {
      bool open = false;
      for (const Given& given : market_.values) {
        if (given.mechanism == word.name && own(given)) {
          out_ += open ? "" : fmt::format("[{}.{}]\n", owner, word.name);
          open = true;
          const Field field = field_of(*word.find(given.parameter));
          key(field, toml_value(field, given.value));
        }
      }
    }
  }

  void strategies() {
    table("strategies");
    out_ += comment(
        "what the brand of the question does, one after the other under the same luck: "
        "tables [strategy.NAME] below, and files strategies/NAME.toml beside this one or "
        "of the library");
    out_ += fmt::format("compare = [{}, {}]\n", toml_text(baseline_.name), toml_text(own_strategy));
    out_ += comment("what it does in the weeks of warm-up");
    out_ += fmt::format("baseline = {}\n", toml_text(baseline_.name));
    out_ +=
        "\n" + comment(fmt::format("Your way of working. As long as nothing is changed below it "
                                   "is the library's \"{}\".",
                                   model_->name));
    out_ += fmt::format("[strategy.{}]\nextends = {}\n", own_strategy, toml_text(model_->name));
    for (const Vocabulary::Word& word : market_.vocabulary->mechanisms()) {
      bool open = false;
      for (const Given& given : model_->values) {
        if (given.mechanism != word.name || given.platform) {
          continue;
        }
        out_ += open ? "" : fmt::format("[strategy.{}.{}]\n", own_strategy, word.name);
        open = true;
        const Field field = field_of(*word.find(given.parameter));
        const auto other = std::ranges::find_if(baseline_.values, [&](const Given& of_baseline) {
          return of_baseline.mechanism == given.mechanism &&
                 of_baseline.parameter == given.parameter && !of_baseline.platform;
        });
        out_ += comment(fmt::format(
            "{}; in \"{}\" {}", about(field), baseline_.name,
            toml_value(field, other == baseline_.values.end() ? field.value : other->value)));
        out_ += fmt::format("#{} = {}\n", field.name, toml_value(field, given.value));
      }
    }
  }

  /// What the market gives to a parameter for all brands and platforms.
  const Given* given_to(const Vocabulary::Word& word, const Parameter& parameter) const {
    const Given* found = nullptr;
    for (const Given& given : market_.values) {
      if (given.for_all() && given.mechanism == word.name && given.parameter == parameter.name) {
        found = &given;
      }
    }
    return found;
  }

  void mechanisms() {
    for (const Vocabulary::Word& word : market_.vocabulary->mechanisms()) {
      const bool on = std::ranges::find(market_.mechanisms, word.name, &Switched::mechanism)->on;
      const bool switched = on != word.on_by_default;
      std::vector<const Parameter*> wanted;
      for (const Parameter& parameter : word.parameters) {
        if (wish_.all_parameters || parameter.about.role == Role::market ||
            given_to(word, parameter) != nullptr) {
          wanted.push_back(&parameter);
        }
      }
      if (wanted.empty() && !switched && !wish_.all_parameters) {
        continue;
      }
      out_ += "\n" + comment(word.summary) + fmt::format("[{}]\n", word.name);
      if (switched || wish_.all_parameters) {
        out_ += comment("whether it is part of the model: true or false");
        out_ += fmt::format("{}on = {}\n", switched ? "" : "#", on);
      }
      for (const Parameter* parameter : wanted) {
        const Field field = field_of(*parameter);
        const Given* given = given_to(word, *parameter);
        key(field,
            given == nullptr ? std::nullopt : std::optional(toml_value(field, given->value)));
      }
    }
  }

  const Scenario& market_;
  const TemplateWish& wish_;
  const StrategySettings& baseline_;
  const StrategySettings* model_ = nullptr;  ///< what the user's own begins as
  std::string out_;
};

}  // namespace

std::string scenario_template(const Scenario& market, const TemplateWish& wish) {
  return TemplateWriter(market, wish).write();
}

}  // namespace rapport
