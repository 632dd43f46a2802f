// The options of `rapport network`: words for how a file is to be read.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "sim/app/commands.hpp"

namespace rapport::app {

/// As the command line has them, word by word.
struct NetworkOptions {
  NetworkArguments arguments;
  bool directed = false;
  bool undirected = false;
  std::string two_mode = two_mode_words().front();
  std::string ids = ids_words().front();
  std::string header = header_words().front();

  /// What they mean, once they have been read.
  NetworkArguments meant() const;
};

/// Adds the command with its options.
void add_network(CLI::App& app, NetworkOptions& options, Common& common);

/// The words that one of its options has; none where it takes others.
std::vector<std::string> words_of_network(const CLI::Option& option);

}  // namespace rapport::app
