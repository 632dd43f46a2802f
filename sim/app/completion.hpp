// The command line as a shell's completion needs to know it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rapport::app {

/// What may stand for a word of the command line.
enum class Completes : std::uint8_t {
  nothing,   ///< a number, say
  scenario,  ///< a file *.toml
  study,     ///< a file *.h5
  file,      ///< any file or folder
  name,      ///< what `rapport explain --names` lists
  setting,   ///< a path of `--set`, and =
  market,    ///< what `rapport new --list` lists
  row,       ///< what `rapport validate --list` lists
  shell,
  word  ///< one of a few that the option has
};

struct OptionShape {
  std::vector<std::string> names;  ///< "-o", "--output"
  std::string help;
  bool takes_value = false;
  Completes value = Completes::nothing;
  std::vector<std::string> words;  ///< those that the option has
};

struct CommandShape {
  std::string name;
  std::string help;
  std::vector<OptionShape> options;
  bool has_operand = false;                ///< a word may stand without an option's name
  Completes operand = Completes::nothing;  ///< what it is
  bool many = false;                       ///< any number of them
};

/// The shells that there is a script for.
const std::vector<std::string>& completed_shells();

/// A script that completes the command line in one of those shells.
std::string completion_script(const std::string& shell, const std::vector<CommandShape>&);

}  // namespace rapport::app
