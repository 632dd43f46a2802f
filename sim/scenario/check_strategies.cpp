#include "sim/scenario/check_strategies.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace rapport {
namespace {

std::vector<std::string> mechanism_keys(const Node& body, const std::vector<std::string>& words) {
  std::vector<std::string> keys;
  for (const Member& member : body.members) {
    if (std::ranges::find(words, member.key) == words.end()) {
      keys.push_back(member.key);
    }
  }
  return keys;
}

}  // namespace

void StrategyCheck::name() {
  for (const LoadedStrategy& strategy : loaded_.strategies) {
    scenario_.strategies.push_back({.name = strategy.name,
                                    .title = strategy.name,
                                    .description = {},
                                    .spend_extra_of = {},
                                    .values = {}});
  }
}

void StrategyCheck::check() {
  for (std::size_t i = 0; i < loaded_.strategies.size(); ++i) {
    one_strategy(loaded_.strategies[i], i);
  }
  const Node* node = loaded_.tree.find("strategies");
  const Node* compare = node == nullptr ? nullptr : node->find("compare");
  if (node != nullptr && fields_.is_table(*node, "strategies")) {
    for (const Member& member : node->members) {
      if (member.key != "compare" && member.key != "baseline") {
        fields_.complain(member.place, fmt::format("unknown key '{}' in [strategies]", member.key),
                         "known are: compare, baseline");
      }
    }
  }
  if (compare == nullptr || compare->kind != Node::Kind::list || compare->items.empty()) {
    fields_.complain(compare != nullptr ? compare->place
                     : node != nullptr  ? node->place
                                        : loaded_.tree.place,
                     "[strategies] needs 'compare': the strategies that are run",
                     "for example: compare = [\"existing\", \"living\"]");
  } else {
    compared(*compare);
  }
  baseline(node == nullptr ? nullptr : node->find("baseline"));
  extra_spending();
  brands_strategies();
  unequal_budgets();
  idle_allowances();
}

void StrategyCheck::one_strategy(const LoadedStrategy& loaded, std::size_t number) {
  const std::string path = "strategy." + loaded.name;
  std::vector<std::string> words;
  for (const Field& field : strategy_fields()) {
    words.emplace_back(field.name);
  }
  if (!fields_.is_table(loaded.body, path)) {
    return;
  }
  if (!is_name(loaded.name)) {
    fields_.complain(loaded.body.place, fmt::format("'{}' is no name for a strategy", loaded.name),
                     std::string(name_rule));
  }
  const std::vector<std::string> mechanisms = mechanism_keys(loaded.body, words);
  const FieldValues read =
      fields_.fields(&loaded.body, strategy_fields(), path, loaded.body.place, mechanisms);
  StrategySettings& strategy = scenario_.strategies[number];
  strategy.title = read.text("title").empty() ? loaded.name : read.text("title");
  strategy.description = read.text("description");
  mechanisms_.read_all(loaded.body, {MechanismReader::Level::Of::strategy, number, path}, words);
}

void StrategyCheck::compared(const Node& list) {
  fields_.note("strategies.compare", list.place);
  for (const Node& item : list.items) {
    if (!item.is_text()) {
      fields_.complain(item.place, fmt::format("'compare' of [strategies] holds {}, must be "
                                               "names of strategies",
                                               name_of(item.kind)));
      continue;
    }
    const auto number = scenario_.strategy(item.text);
    if (!number) {
      continue;  // the loader said so
    }
    if (std::ranges::find(scenario_.compare, *number) != scenario_.compare.end()) {
      fields_.complain(item.place, fmt::format("'{}' is compared twice", item.text),
                       "name each strategy once");
      continue;
    }
    scenario_.compare.push_back(*number);
  }
}

/// The strategy that a text names; nothing (and complained of) otherwise.
std::optional<std::size_t> StrategyCheck::named(const Node& node, std::string_view key,
                                                std::string_view table) {
  if (!node.is_text()) {
    fields_.complain(node.place, fmt::format("'{}' of {} is {}, must be the name of a strategy",
                                             key, table, name_of(node.kind)));
    return std::nullopt;
  }
  return scenario_.strategy(node.text);
}

void StrategyCheck::baseline(const Node* said) {
  const Node* focal_says =
      scenario_.brands.empty()
          ? nullptr
          : loaded_.tree.find("brand")->members[scenario_.focal].value.find("strategy");
  std::optional<std::size_t> chosen;
  if (said != nullptr) {
    fields_.note("strategies.baseline", said->place);
    chosen = named(*said, "baseline", "[strategies]");
  }
  if (focal_says != nullptr && focal_says->is_text()) {
    const auto of_brand = scenario_.strategy(focal_says->text);
    if (chosen && of_brand && *chosen != *of_brand) {
      fields_.complain(said->place,
                       fmt::format("the baseline is '{}' here and '{}' in [brand.{}]", said->text,
                                   focal_says->text, scenario_.brands[scenario_.focal].name),
                       "say it in one place");
    }
    if (said == nullptr) {
      chosen = of_brand;
    }
  }
  // where nothing is compared, that was said
  if (chosen && !scenario_.compare.empty() &&
      std::ranges::find(scenario_.compare, *chosen) == scenario_.compare.end()) {
    fields_.complain(
        said != nullptr ? said->place : focal_says->place,
        fmt::format("the baseline '{}' is not compared", scenario_.strategies[*chosen].name),
        "every world begins under it: add it to 'compare' of [strategies], or name "
        "one that is compared");
  }
  scenario_.baseline = chosen ? *chosen : scenario_.compare.empty() ? 0 : scenario_.compare.front();
}

void StrategyCheck::extra_spending() {
  for (std::size_t i = 0; i < loaded_.strategies.size(); ++i) {
    const Node* target = loaded_.strategies[i].body.find("spend_extra_of");
    const auto number =
        target == nullptr || !target->is_text() ? std::nullopt : scenario_.strategy(target->text);
    if (!number) {
      continue;
    }
    scenario_.strategies[i].spend_extra_of = number;
    const bool compared_too =
        std::ranges::find(scenario_.compare, i) == scenario_.compare.end() ||
        std::ranges::find(scenario_.compare, *number) != scenario_.compare.end();
    if (*number == i || loaded_.strategies[*number].body.find("spend_extra_of") != nullptr) {
      fields_.complain(target->place, fmt::format("'{}' cannot be spent after: it spends what "
                                                  "another strategy does itself",
                                                  target->text));
    } else if (!compared_too) {
      fields_.complain(target->place,
                       fmt::format("'{}' spends what '{}' costs, which is not compared",
                                   loaded_.strategies[i].name, target->text),
                       fmt::format("add \"{}\" to 'compare' of [strategies]", target->text));
    }
  }
  if (scenario_.baseline < scenario_.strategies.size() &&
      scenario_.strategies[scenario_.baseline].spend_extra_of) {
    fields_.complain(loaded_.strategies[scenario_.baseline].body.find("spend_extra_of")->place,
                     "the baseline cannot spend after another strategy");
  }
}

void StrategyCheck::unequal_budgets() {
  if (scenario_.baseline >= scenario_.strategies.size() || scenario_.platforms.empty()) {
    return;
  }
  const std::string& baseline = scenario_.strategies[scenario_.baseline].name;
  for (const std::size_t strategy : scenario_.compare) {
    const auto& other = scenario_.strategies[strategy].spend_extra_of;
    if (!other || strategy == scenario_.baseline) {
      continue;
    }
    if (const auto differs = difference(strategy, scenario_.baseline)) {
      const std::string& name = scenario_.strategies[strategy].name;
      fields_.complain(
          loaded_.strategies[strategy].body.find("spend_extra_of")->place,
          fmt::format(
              "'{}' is granted what '{}' costs more than the baseline '{}', and is not that "
              "baseline besides: they differ in '{}'",
              name, scenario_.strategies[*other].name, baseline, *differs),
          fmt::format("equal budgets need the same start: let '{}' extend '{}', or choose another "
                      "baseline",
                      name, baseline));
    }
  }
}

std::optional<std::string> StrategyCheck::difference(std::size_t one, std::size_t other) const {
  for (const Vocabulary::Word& word : scenario_.vocabulary->mechanisms()) {
    for (const Parameter& parameter : word.parameters) {
      if (!word.spends_allowance.empty() || parameter.about.role != Role::organisation) {
        continue;
      }
      for (std::size_t p = 0; p < scenario_.platforms.size(); ++p) {
        const auto value = [&](std::size_t strategy) {
          const Decided decided = rapport::decided(
              scenario_, word.name, parameter, {.brand = scenario_.focal, .platform = p}, strategy);
          return decided.by == nullptr ? parameter.about.value : decided.by->value;
        };
        const double a = value(one);
        const double b = value(other);
        if (a != b && !std::isnan(a) && !std::isnan(b)) {
          return word.name + "." + parameter.name;
        }
      }
    }
  }
  return std::nullopt;
}

std::optional<std::string> StrategyCheck::idle(const Vocabulary::Word& word,
                                               std::size_t strategy) const {
  const std::string& flag = word.spends_allowance;
  if (!std::ranges::find(scenario_.mechanisms, word.name, &Switched::mechanism)->on) {
    return fmt::format("[{}] is off", word.name);
  }
  const Decided decided = rapport::decided(scenario_, word.name, *word.find(flag),
                                           {.brand = scenario_.focal}, strategy);
  const double spends = decided.by == nullptr ? word.find(flag)->about.value : decided.by->value;
  if (spends != 0 || mechanisms_.in_doubt(word.name, flag)) {
    return std::nullopt;
  }
  const std::string path =
      decided.by == nullptr
          ? ""
          : path_of(scenario_, *decided.by,
                    decided.strategy ? scenario_.strategies[*decided.strategy].name : "");
  return fmt::format("'{}' of [{}] is false ({})", flag, word.name, fields_.origin_of(path));
}

void StrategyCheck::idle_allowances() {
  for (const std::size_t strategy : scenario_.compare) {
    const auto& other = scenario_.strategies[strategy].spend_extra_of;
    if (!other) {
      continue;
    }
    bool spent = false;
    std::vector<std::string> reasons;
    std::vector<std::string> ways;
    for (const Vocabulary::Word& word : scenario_.vocabulary->mechanisms()) {
      if (word.spends_allowance.empty()) {
        continue;
      }
      const std::optional<std::string> reason = idle(word, strategy);
      spent = spent || !reason;
      reasons.push_back(reason.value_or(""));
      const bool on = std::ranges::find(scenario_.mechanisms, word.name, &Switched::mechanism)->on;
      ways.push_back(on ? fmt::format("let it, in the strategy: {} = true in [{}]",
                                      word.spends_allowance, word.name)
                        : fmt::format("leave [{}] on", word.name));
    }
    if (!spent) {
      fields_.complain(
          loaded_.strategies[strategy].body.find("spend_extra_of")->place,
          fmt::format("'{}' may spend what '{}' costs more, and never spends it{}{}",
                      scenario_.strategies[strategy].name, scenario_.strategies[*other].name,
                      reasons.empty() ? "" : ": ", fmt::join(reasons, ", ")),
          ways.empty() ? "no mechanism can" : fmt::format("{}", fmt::join(ways, " or ")));
    }
  }
}

void StrategyCheck::brands_strategies() {
  for (std::size_t b = 0; b < scenario_.brands.size(); ++b) {
    scenario_.brands[b].strategy = scenario_.baseline;
    const Node* said = loaded_.tree.find("brand")->members[b].value.find("strategy");
    if (said == nullptr) {
      continue;
    }
    const std::string path = "brand." + scenario_.brands[b].name;
    const auto number = named(*said, "strategy", "[" + path + "]");
    fields_.note(path + ".strategy", said->place);
    if (!number || b == scenario_.focal) {
      continue;
    }
    scenario_.brands[b].strategy = *number;
    if (scenario_.strategies[*number].spend_extra_of) {
      fields_.complain(said->place, fmt::format("'{}' is for the focal brand: it spends what "
                                                "another of its strategies costs",
                                                said->text));
    }
  }
}

}  // namespace rapport
