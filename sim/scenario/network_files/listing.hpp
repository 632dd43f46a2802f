// What a network file lists, before it becomes rows.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/scenario/network_files/read_network.hpp"
#include "sim/scenario/network_files/text_blocks.hpp"
#include "sim/world/arc_piles.hpp"
#include "sim/world/id_set.hpp"

namespace rapport::network_text {

/// Arcs between people by their ids, piled up, and the ids.
struct Piled {
  ArcPiles arcs;
  IdSet ids;
};

/// Arcs between people, by number.
struct Listing {
  std::optional<Piled> piled;  ///< the arcs of a long list of numbers, both ways; or nothing, and
  std::vector<std::uint32_t> from;
  std::vector<std::uint32_t> to;
  std::vector<std::uint32_t> ids;  ///< of the people, ascending; or empty, and
  std::vector<std::string> names;  ///< their names, in byte order
  std::uint64_t listed = 0;
  std::uint64_t below_weight = 0;
  std::vector<std::string> layers;
  std::vector<NodeColumn> columns;
  Direction direction = Direction::both_ways;  ///< as the file says or the user wants
  /// The two kinds of things that the file links, "user" and "forum"; empty where it is one kind.
  std::string first_kind;
  std::string second_kind;
  /// Where the ids of the two kinds were kept apart: how many of the kind that two_mode leaves out
  /// there are. Their ends in from or to are numbers below this; ids and names are the others'.
  std::optional<std::uint32_t> things;
  std::vector<std::string> header;  ///< as NetworkFile has them
  std::vector<std::string> unread;

  std::size_t people() const { return ids.empty() ? names.size() : ids.size(); }
};

/// People as a file names them, in the order in which they come; numbered anew at the end.
class Roll {
 public:
  /// The number of a name; a new one where it has not come yet.
  std::uint32_t number(std::string_view name);
  /// Nothing where it has not come yet.
  const std::uint32_t* find(std::string_view name) const;
  std::size_t size() const { return names_.size(); }
  const std::string& name(std::uint32_t number) const { return *names_[number]; }

  /// Says something of somebody; the last word counts.
  void remark(std::uint32_t number, std::string_view column, std::string_view value);

  /// Says it of all of whom that column says nothing yet.
  void remark_of_silent(std::string_view column, std::string_view value);

  /// Calls a column otherwise, where it has been spoken of and no other is called so.
  void rename(std::string_view column, const std::string& name);

  /// Fills in people and columns, and gives the arcs, which are in the roll's numbers, those of the
  /// listing.
  void close(Listing& listing) &&;
  /// The same where only some ends of the arcs, `ends`, are in the roll's numbers.
  void close(Listing& listing, std::initializer_list<std::vector<std::uint32_t>*> ends) &&;

 private:
  /// Lets a name be looked up without a copy of it. No order comes from here.
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const {
      return std::hash<std::string_view>()(name);
    }
  };

  /// What a column says, by number; one for each person.
  std::vector<std::string>& values_of(std::string_view column);

  /// The roll's numbers in the order of rows: by the ids, where all names are whole numbers.
  std::vector<std::uint32_t> order(Listing& listing) const;

  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
  std::vector<const std::string*> names_;  ///< keys of numbers_, which stay where they are
  std::vector<NodeColumn> columns_;
};

/// Ties as a file of its own grammar lists them: keeps those of the layer and weight wanted, both
/// ways where the file mixes directions.
class Ties {
 public:
  explicit Ties(const NetworkFormat& format) : format_(format) {}

  /// A tie that goes one way or both; `weight` NaN where nothing is said, which weighs 1.
  void add(std::uint32_t from, std::uint32_t to, Direction direction, double weight);
  bool empty() const { return from_.empty() && listed_ == 0; }
  bool weighed() const { return weighed_; }

  void close(Listing& listing) &&;

 private:
  const NetworkFormat& format_;
  std::vector<std::uint32_t> from_;
  std::vector<std::uint32_t> to_;
  std::vector<bool> both_;
  std::uint64_t listed_ = 0;
  std::uint64_t below_weight_ = 0;
  bool weighed_ = false;
};

/// Two who share a thing of the other kind become friends. Refuses a listing that has no two kinds:
/// in which somebody stands on both sides, unless the sides were kept apart.
void project(std::string_view file, Listing& listing, TwoMode onto);

/// Of the text `start` and what is left in the file.
Listing read_edge_list(TextBlocks& rest, std::string start, const NetworkFormat& format);
Listing read_pajek(std::string_view file, std::string_view text, const NetworkFormat& format);
Listing read_matrix_market(std::string_view file, std::string_view text,
                           const NetworkFormat& format);
Listing read_gml(std::string_view file, std::string_view text, const NetworkFormat& format);
Listing read_graphml(std::string_view file, std::string_view text, const NetworkFormat& format);
Listing read_gexf(std::string_view file, std::string_view text, const NetworkFormat& format);
/// Its ties go both ways, and nothing else is said of them.
Network read_metis(std::string_view file, std::string_view text);

/// Chooses among the layers of a file: whether to keep a tie of this one. Refuses a file of several
/// where none is chosen, and a layer that there is not; to be asked once all layers are known.
void check_layer(std::string_view file, const std::vector<std::string>& layers,
                 const NetworkFormat& format);

}  // namespace rapport::network_text
