#include "sim/app/network_options.hpp"

#include <algorithm>

#include "sim/app/between.hpp"

namespace rapport::app {
namespace {

/// What the word at that place of `words` stands for.
template <class Enum>
Enum meaning(const std::vector<std::string>& words, const std::string& word) {
  return static_cast<Enum>(std::ranges::find(words, word) - words.begin());
}

}  // namespace

NetworkArguments NetworkOptions::meant() const {
  NetworkArguments all = arguments;
  NetworkFormat& format = all.format;
  format.two_mode = meaning<TwoMode>(two_mode_words(), two_mode);
  format.ids = meaning<Ids>(ids_words(), ids);
  format.header = meaning<Header>(header_words(), header);
  if (directed || undirected) {
    format.direction = directed ? Direction::directed : Direction::both_ways;
  }
  return all;
}

void add_network(CLI::App& app, NetworkOptions& options, Common& common) {
  CLI::App* network = app.add_subcommand("network", "what a network's file holds and is like");
  NetworkFormat& format = options.arguments.format;
  network->add_option("FILE", options.arguments.file, "network file, plain or gzip")->required();
  network->add_option("--format", format.format, "how it is written")
      ->check(CLI::IsMember(network_formats()));
  CLI::Option* one_way =
      network->add_flag("--directed", options.directed, "the first of a tie is seen by the second");
  network->add_flag("--undirected", options.undirected, "each sees the other")->excludes(one_way);
  network->add_option("--layer", format.layer, "the layer to read; * = all together");
  network->add_option("--from-column", format.from_column, "who is seen: header or number");
  network->add_option("--to-column", format.to_column, "who sees");
  network->add_option("--layer-column", format.layer_column, "what tells layers apart");
  network->add_option("--weight-column", format.weight_column, "what ties weigh");
  network->add_option_function<double>(
      "--least-weight", [&format](double weight) { format.least_weight = weight; },
      "ties of less weight are none");
  network->add_option("--ids", options.ids, "what the ids of a table are; names = any word")
      ->check(CLI::IsMember(ids_words()));
  network
      ->add_option("--header", options.header,
                   "whether the first line of a table names its columns")
      ->check(CLI::IsMember(header_words()));
  network
      ->add_option("--two-mode", options.two_mode,
                   "a file of two kinds of things: project onto one")
      ->check(CLI::IsMember(two_mode_words()));
  network->add_option("--nodes", options.arguments.nodes, "table of what is said of people");
  network->add_option("--copies", options.arguments.copies, "look at so many copies tied into one")
      ->check(between(1U, 10'000'000U));
  network->add_option("--draw", options.arguments.drawing, "draw a sample as SVG");
  network->add_flag("--force", options.arguments.force, "overwrite what exists");
  network->add_option("--threads", common.threads, "threads to use (default: all)")
      ->check(between(1, 4096));
  network->add_flag("--json", common.json, "as JSON");
}

std::vector<std::string> words_of_network(const CLI::Option& option) {
  return option.check_lname("format")     ? network_formats()
         : option.check_lname("ids")      ? ids_words()
         : option.check_lname("header")   ? header_words()
         : option.check_lname("two-mode") ? two_mode_words()
                                          : std::vector<std::string>();
}

}  // namespace rapport::app
