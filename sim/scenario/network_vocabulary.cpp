// What may be said of networks: of one in a file, and of one that is made.
#include "sim/scenario/make_fields.hpp"
#include "sim/scenario/network_files/read_network.hpp"
#include "sim/scenario/vocabulary.hpp"

namespace rapport {

using namespace fields;

namespace {

constexpr double most_customers = 4e9;
constexpr double largest_weight = 1e15;

}  // namespace

std::span<const Field> network_file_fields() {
  static const std::vector<Field> fields{
      needed(text("file", "", "the network's file, relative to the file that names it")),
      one_of("format", network_formats(), "how the file is written; auto = by name and content"),
      flag("directed", false,
           "whether a tie goes one way only: the first is seen by the second; unset = as the file "
           "says, where it does"),
      text("layer", "", "of a file with several layers of ties the one to read; * = all together"),
      text("from_column", "", "of a table: the column of who is seen, by its header or number"),
      text("to_column", "", "of a table: the column of who sees"),
      text("layer_column", "", "of a table: the column that tells layers apart"),
      one_of("ids", ids_words(),
             "of a table: what ids are; names = any word, such as a UUID or a number of 64 bits; "
             "auto = as the first line has them"),
      one_of("header", header_words(),
             "of a table: whether its first line names the columns; auto = where its words, or "
             "numbers below them, say so"),
      text("weight_column", "", "of a table: the column of weights"),
      text(
          "nodes", "",
          "a table of what is said of each person of the file, relative to the file that names it"),
      text("segment_column", "",
           "of what file or table say of each person: what tells segments apart"),
      real("least_weight", -largest_weight, largest_weight, -largest_weight, "1",
           "ties of less weight are none"),
      one_of("two_mode", two_mode_words(),
             "what to make of a file that links people with other things: friends of all that "
             "share one"),
      one_of("use", {"as_it_is", "degrees"},
             "the file's ties, or its numbers of friends alone, tied at random"),
      whole("copies", 1, 1e7, 1, "1",
            "how many copies of the network, tied to one another: degrees are kept, triangles "
            "nearly"),
      whole("seed", 0, largest_exact, 1, "1",
            "luck of copies, of ties at random, and of who is of which segment")};
  return fields;
}

std::span<const GeneratorFields> generators() {
  static const std::vector<GeneratorFields> all = [] {
    const Field customers =
        needed(whole("customers", 2, most_customers, 0, "1", "people in the market"));
    const Field seed =
        whole("seed", 0, largest_exact, 1, "1",
              "luck of the network, and of who is of which segment; apart from the run's");
    const Field friends = sourced(real("mean_degree", 2, 2000, 20, "1", "mean number of friends"),
                                  "prototype set-up");
    return std::vector<GeneratorFields>{
        {"holme_kim",
         "friendships by preferential attachment with closed triangles (Holme & Kim 2002)",
         {customers, friends,
          sourced(real("triad_chance", 0, 1, 0.4, "1", "how often a friend's friend is befriended"),
                  "assumed"),
          seed}},
        {"barabasi_albert",
         "friendships by preferential attachment alone (Barabasi & Albert 1999)",
         {customers, friends, seed}},
        {"watts_strogatz",
         "a ring of neighbours with some ties led anywhere (Watts & Strogatz 1998)",
         {customers,
          whole("mean_degree", 2, 2000, 20, "1",
                "number of friends before any tie is led away; even"),
          sourced(real("rewired", 0, 1, 0.1, "1", "share of ties that lead anywhere"), "assumed"),
          seed}},
        {"erdos_renyi",
         "all pairs tied with the same chance (Gilbert 1959; Erdos & Renyi 1959)",
         {customers, real("mean_degree", 0, 2000, 20, "1", "mean number of friends"), seed}},
        {"blocks",
         "communities, and people of unequal fame (Karrer & Newman 2011)",
         {customers, friends, whole("communities", 1, 1e6, 20, "1", "communities of equal size"),
          sourced(real("within", 0, 1, 0.7, "1", "share of ties that stay in a community"),
                  "assumed"),
          sourced(real("exponent", 2.01, 20, 2.5, "1", "fame above f falls as f to 1 minus this"),
                  "assumed"),
          seed}},
        {"configuration",
         "friendships at random with a power law of numbers of friends",
         {customers, needed(real("exponent", 0, 20, 2.5, "1", "P(k) falls as k to the minus this")),
          needed(whole("least_degree", 1, 1e6, 1, "1", "fewest friends")),
          needed(whole("most_degree", 1, 1e6, 1, "1", "most friends")), seed}}};
  }();
  return all;
}

std::span<const Field> network_fields() {
  static const std::vector<Field> fields = [] {
    std::vector<std::string> words;
    for (const GeneratorFields& one : generators()) {
      words.emplace_back(one.name);
    }
    return std::vector<Field>{
        needed(one_of("generator", std::move(words), "how the network is made"))};
  }();
  return fields;
}

}  // namespace rapport
