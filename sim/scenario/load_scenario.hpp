// Brings together the texts that make up a scenario: what it extends, what the command line
// changes, and the strategies that it names. What the values mean is checked elsewhere.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/scenario/document.hpp"

namespace rapport {

/// Letters, digits, _ and -, at most 40: what brands, platforms and strategies may be called.
bool is_name(std::string_view);
inline constexpr std::string_view name_rule = "a name has 1 to 40 letters, digits, _ or -";

struct LoadedStrategy {
  std::string name;
  Node body;  ///< title ... and mechanism tables, with what it extends merged in
};

struct LoadedScenario {
  Node tree;
  std::vector<LoadedStrategy> strategies;  ///< those compared first; each once
  bool whole = true;  ///< false: a file of the scenario could not be read, and much is missing
};

class Loader {
 public:
  Loader(Sources& sources, std::filesystem::path library)
      : sources_(sources), library_(std::move(library)) {}

  /// Throws NoInput if the file cannot be read; complains to the sources of everything else.
  LoadedScenario load_file(const std::filesystem::path&, std::span<const std::string> overrides);
  LoadedScenario load_text(std::string_view text, const std::filesystem::path& folder,
                           std::string_view name, std::span<const std::string> overrides);

 private:
  using Chain = std::vector<std::filesystem::path>;
  /// A name, and whether it is looked for among files alone.
  using Asked = std::pair<std::string, bool>;

  Node parse(std::string_view text, std::uint32_t source);
  Node read(const std::filesystem::path&, const std::filesystem::path& shown, Chain&);
  void extend(Node& own, const std::filesystem::path& shown, Chain&);
  LoadedScenario finish(Node tree, std::span<const std::string> overrides);
  Node read_overrides(std::span<const std::string> overrides);
  void name_brands_own_strategies();
  void gather_all();
  void gather(const std::string& name, const Place&);
  void refuse_changes_of_nothing(Node& changes);
  void refuse_unused_changes();
  std::optional<Node> body(const std::string& name, bool files_only, const Place&,
                           std::vector<Asked>& chain);
  std::optional<Node> find_file(const std::string& name);
  void complain_unknown(const std::string& name, const Place&);
  std::vector<std::filesystem::path> strategy_folders() const;

  Sources& sources_;
  std::filesystem::path library_;
  std::vector<std::filesystem::path> folders_;  ///< of the scenario's files
  Node changed_strategies_;                     ///< [strategy] of the command line
  std::set<std::string> tried_;
  std::set<std::string> unknown_;
  LoadedScenario loaded_;
};

}  // namespace rapport
