// Scenario files (TOML) into checked scenarios. All mistakes are found in one go.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace rapport {

/// Changes from the command line, "a.b=c"; the right side is TOML, or a bare word for a text. In
/// problems they stand under the file name "--set", with their number from 1 as the line.
using Overrides = std::span<const std::string>;

/// The names of the measures that a scenario's strategies are compared in, where replicates run
/// until one of them is known; empty = nobody knows, and any name is taken.
using MeasureNames = std::function<std::vector<std::string>(const Scenario&, Catalogue)>;

/// Reads a scenario, the files that it extends, and its strategies, which are looked for among its
/// own [strategy.NAME] tables, then in the folder strategies/ beside each of its files, beside
/// their parent folders, and in `library`, the installed scenarios folder (empty = none).
///
/// Throws NoInput when the file itself cannot be read, and ScenarioError with everything that is
/// wrong, in file order, otherwise.
Scenario read_scenario(const std::filesystem::path& file, Catalogue catalogue, Overrides = {},
                       const std::filesystem::path& library = {}, const MeasureNames& = {});

/// The same from a text; relative paths in it start from `folder`, and `name` stands in messages.
/// `words` are the catalogue's, where they are known from before (nullptr = they are asked for).
Scenario read_scenario_text(std::string_view text, const std::filesystem::path& folder,
                            std::string_view name, Catalogue catalogue, Overrides = {},
                            const std::filesystem::path& library = {}, const MeasureNames& = {},
                            std::shared_ptr<const Vocabulary> words = nullptr);

}  // namespace rapport
