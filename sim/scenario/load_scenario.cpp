#include "sim/scenario/load_scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <span>
#include <system_error>

#include "sim/scenario/nearest.hpp"

namespace rapport {
namespace {

namespace fs = std::filesystem;

fs::path real_path(const fs::path& path) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(path, error);
  return error ? path.lexically_normal() : whole;
}

}  // namespace

bool is_name(std::string_view name) {
  constexpr std::size_t longest = 40;
  return !name.empty() && name.size() <= longest && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

LoadedScenario Loader::load_file(const fs::path& path, std::span<const std::string> overrides) {
  Chain chain;
  return finish(read(path, path, chain), overrides);
}

LoadedScenario Loader::load_text(std::string_view text, const fs::path& folder,
                                 std::string_view name, std::span<const std::string> overrides) {
  folders_.push_back(folder);
  const std::uint32_t source = sources_.add({std::string(name), folder});
  Node own = parse(text, source);
  Chain chain;
  extend(own, folder / name, chain);
  return finish(std::move(own), overrides);
}

Node Loader::parse(std::string_view text, std::uint32_t source) {
  std::optional<Node> root = parse_document(text, source, sources_);
  loaded_.whole = loaded_.whole && root.has_value();
  return root.value_or(Node{});
}

/// One file with all that it extends. `shown` is its path as messages say it.
Node Loader::read(const fs::path& path, const fs::path& shown, Chain& chain) {
  const std::string text = read_text(path);
  folders_.push_back(path.parent_path());
  const std::uint32_t source = sources_.add({shown.string(), path.parent_path()});
  Node own = parse(text, source);
  chain.push_back(path);
  extend(own, shown, chain);
  chain.pop_back();
  return own;
}

void Loader::extend(Node& own, const fs::path& shown, Chain& chain) {
  const Node* extends = own.find("extends");
  if (extends == nullptr) {
    return;
  }
  if (!extends->is_text()) {
    sources_.complain(extends->place, "'extends' must be a text: the file that this one changes",
                      "for example: extends = \"base.toml\"");
    loaded_.whole = false;
    own.remove("extends");
    return;
  }
  const Place place = extends->place;
  const fs::path path = sources_.at(place.source).folder / extends->text;
  const fs::path base_shown = (shown.parent_path() / extends->text).lexically_normal();
  const auto seen = std::ranges::find(chain, real_path(path), real_path);
  own.remove("extends");
  if (seen != chain.end()) {
    std::string circle;
    for (auto link = seen; link != chain.end(); ++link) {
      circle += link->filename().string() + " -> ";
    }
    loaded_.whole = false;
    sources_.complain(place, fmt::format("'extends' goes round in a circle: {}{}", circle,
                                         path.filename().string()));
    return;
  }
  try {
    Node base = read(path, base_shown, chain);
    merge(base, std::move(own));
    own = std::move(base);
  } catch (const NoInput& error) {
    loaded_.whole = false;
    sources_.complain(place, error.what(),
                      "the path starts at the folder of the file that says it");
  }
}

LoadedScenario Loader::finish(Node tree, std::span<const std::string> overrides) {
  loaded_.tree = std::move(tree);
  Node changes = read_overrides(overrides);
  if (const Node* strategies = changes.find("strategy"); strategies != nullptr) {
    changed_strategies_ = *strategies;
    changes.remove("strategy");
  }
  refuse_changes_of_nothing(changes);
  const Place root = loaded_.tree.place;
  merge(loaded_.tree, std::move(changes));
  loaded_.tree.place = root;
  name_brands_own_strategies();
  gather_all();
  refuse_unused_changes();
  return std::move(loaded_);
}

Node Loader::read_overrides(std::span<const std::string> overrides) {
  Node changes;
  if (overrides.empty()) {
    return changes;
  }
  const std::uint32_t source = sources_.add({std::string(command_line), {}});
  std::uint32_t number = 0;
  for (const std::string& text : overrides) {
    ++number;
    if (std::optional<Node> change = parse_override(text, number, source, sources_)) {
      if (const Member* extends = change->member("extends"); extends != nullptr) {
        sources_.complain(extends->place, "'extends' cannot be set on the command line",
                          "write a file that extends it, and run that");
        continue;
      }
      merge(changes, std::move(*change));
    }
  }
  return changes;
}

/// A table in the place of a strategy's name is a strategy of that brand alone.
void Loader::name_brands_own_strategies() {
  Node* brands = loaded_.tree.find("brand");
  if (brands == nullptr) {
    return;
  }
  for (Member& brand : brands->members) {
    Node* strategy = brand.value.find("strategy");
    if (strategy == nullptr || !strategy->is_table()) {
      continue;
    }
    const std::string name = brand.key + "_strategy";
    if (loaded_.tree.find("strategy") == nullptr) {
      loaded_.tree.members.push_back({"strategy", strategy->place, {}});
    }
    const Place place = strategy->place;
    const Node by_name{
        .kind = Node::Kind::text, .place = place, .text = name, .items = {}, .members = {}};
    Node& all = *loaded_.tree.find("strategy");
    if (all.find(name) != nullptr) {
      sources_.complain(place,
                        fmt::format("the strategy of [brand.{}] would be called '{}', and there is "
                                    "a strategy of that name",
                                    brand.key, name),
                        "name one and write strategy = \"NAME\"");
      *strategy = by_name;
      continue;
    }
    all.members.push_back({name, place, std::move(*strategy)});
    *strategy = by_name;
  }
}

void Loader::gather_all() {
  const auto gather_if_text = [this](const Node* node) {
    if (node != nullptr && node->is_text()) {
      gather(node->text, node->place);
    }
  };
  if (const Node* strategies = loaded_.tree.find("strategies"); strategies != nullptr) {
    if (const Node* compare = strategies->find("compare"); compare != nullptr) {
      for (const Node& item : compare->items) {
        gather_if_text(&item);
      }
    }
    gather_if_text(strategies->find("baseline"));
  }
  if (const Node* brands = loaded_.tree.find("brand"); brands != nullptr) {
    for (const Member& brand : brands->members) {
      gather_if_text(brand.value.find("strategy"));
    }
  }
  if (const Node* inline_ones = loaded_.tree.find("strategy"); inline_ones != nullptr) {
    for (const Member& strategy : inline_ones->members) {
      gather(strategy.key, strategy.place);
    }
  }
  // grows while it is walked: NOLINTNEXTLINE(modernize-loop-convert)
  for (std::size_t i = 0; i < loaded_.strategies.size(); ++i) {
    const Node* target = loaded_.strategies[i].body.find("spend_extra_of");
    if (target != nullptr && target->is_text()) {
      gather(std::string(target->text), target->place);
    }
  }
}

void Loader::gather(const std::string& name, const Place& place) {
  if (std::ranges::find(loaded_.strategies, name, &LoadedStrategy::name) !=
      loaded_.strategies.end()) {
    return;
  }
  std::vector<Asked> chain;
  if (!tried_.insert(name).second) {
    if (unknown_.contains(name)) {
      complain_unknown(name, place);
    }
  } else if (std::optional<Node> found = body(name, false, place, chain)) {
    loaded_.strategies.push_back({name, std::move(*found)});
  }
}

std::optional<Node> Loader::body(const std::string& name, bool files_only, const Place& place,
                                 std::vector<Asked>& chain) {
  const Node* inline_ones = files_only ? nullptr : loaded_.tree.find("strategy");
  const Node* own_table = inline_ones == nullptr ? nullptr : inline_ones->find(name);
  const Asked asked{name, own_table == nullptr};
  if (const auto start = std::ranges::find(chain, asked); start != chain.end()) {
    std::string circle;
    for (auto link = start; link != chain.end(); ++link) {
      circle += link->first + " -> ";
      tried_.insert(link->first);  // said once
    }
    sources_.complain(place, fmt::format("'extends' goes round in a circle: {}{}", circle, name));
    return std::nullopt;
  }
  std::optional<Node> own = own_table != nullptr ? std::optional(*own_table) : find_file(name);
  if (!own) {
    complain_unknown(name, place);
    return std::nullopt;
  }
  if (const Node* change = changed_strategies_.find(name); change != nullptr && !files_only) {
    merge(*own, Node(*change));
  }
  const Node* extends = own->find("extends");
  if (extends == nullptr || !extends->is_text()) {
    return own;
  }
  chain.push_back(asked);
  std::optional<Node> base = body(extends->text, extends->text == name, extends->place, chain);
  chain.pop_back();
  if (!base) {
    return own;
  }
  for (const std::string_view own_words : {"title", "description", "extends"}) {
    base->remove(own_words);
  }
  merge(*base, std::move(*own));
  return base;
}

/// strategies/NAME.toml in the form of a [strategy.NAME] table.
std::optional<Node> Loader::find_file(const std::string& name) {
  if (!is_name(name)) {
    return std::nullopt;
  }
  for (const fs::path& folder : strategy_folders()) {
    const fs::path path = folder / (name + ".toml");
    std::error_code error;
    if (!fs::is_regular_file(path, error)) {
      continue;
    }
    const std::uint32_t source = sources_.add({path.lexically_normal().string(), folder});
    Node root = parse_document(read_text(path), source, sources_).value_or(Node{});
    Node made;
    made.place = root.place;
    for (Member& member : root.members) {
      if (!member.value.is_table()) {
        sources_.complain(member.place,
                          fmt::format("'{}' stands outside a table of the strategy", member.key),
                          "what a strategy says of itself stands in [strategy]");
      } else if (member.key == "strategy") {
        merge(made, std::move(member.value));
      } else {
        made.members.push_back(std::move(member));
      }
    }
    return made;
  }
  return std::nullopt;
}

void Loader::complain_unknown(const std::string& name, const Place& place) {
  unknown_.insert(name);
  std::set<std::string> known;
  if (const Node* inline_ones = loaded_.tree.find("strategy"); inline_ones != nullptr) {
    for (const Member& member : inline_ones->members) {
      known.insert(member.key);
    }
  }
  for (const fs::path& folder : strategy_folders()) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      if (entry.path().extension() == ".toml") {
        known.insert(entry.path().stem().string());
      }
    }
  }
  std::string help = did_you_mean(name, std::vector<std::string>(known.begin(), known.end()));
  if (help.empty()) {
    help = fmt::format("write a table [strategy.{}] or a file strategies/{}.toml", name, name);
  }
  sources_.complain(place, fmt::format("there is no strategy '{}'", name), help);
}

std::vector<fs::path> Loader::strategy_folders() const {
  std::vector<fs::path> folders;
  const auto add = [&folders](const fs::path& folder) {
    const fs::path normal = folder.lexically_normal();
    if (std::ranges::find(folders, normal) == folders.end()) {
      folders.push_back(normal);
    }
  };
  for (const fs::path& folder : folders_) {
    add(folder / "strategies");
  }
  for (const fs::path& folder : folders_) {
    add(folder / ".." / "strategies");
  }
  if (!library_.empty()) {
    add(library_ / "strategies");
  }
  return folders;
}

/// A brand, platform or segment is added in a file; on the command line it is a slip of the pen,
/// and what is said of it is of no further interest.
void Loader::refuse_changes_of_nothing(Node& changes) {
  for (const std::string_view kind : {"brand", "platform", "segment"}) {
    Node* changed = changes.find(kind);
    const Node* there = loaded_.tree.find(kind);
    if (changed == nullptr || there == nullptr || !loaded_.whole) {
      continue;
    }
    std::vector<std::string> known;
    for (const Member& member : there->members) {
      known.push_back(member.key);
    }
    std::erase_if(changed->members, [&](const Member& change) {
      if (std::ranges::find(known, change.key) != known.end()) {
        return false;
      }
      sources_.complain(change.place,
                        fmt::format("the scenario has no {} '{}' to change", kind, change.key),
                        did_you_mean(change.key, known));
      return true;
    });
  }
}

void Loader::refuse_unused_changes() {
  std::vector<std::string> used;
  for (const LoadedStrategy& strategy : loaded_.strategies) {
    used.push_back(strategy.name);
  }
  for (const Member& change : changed_strategies_.members) {
    if (std::ranges::find(used, change.key) == used.end()) {
      sources_.complain(change.place,
                        fmt::format("the scenario has no strategy '{}' to change", change.key),
                        did_you_mean(change.key, used));
    }
  }
}

}  // namespace rapport
