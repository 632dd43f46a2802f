// A TOML text as a tree that keeps its order and knows where everything stood: the only part that
// sees the TOML library.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "sim/core/error.hpp"

namespace rapport {

/// Where something stands in the user's files.
struct Place {
  std::uint32_t source = 0;  ///< number in Sources
  std::uint32_t line = 0;    ///< from 1; 0 = the text as a whole
  std::uint32_t column = 0;  ///< from 1, in bytes
  std::uint32_t length = 1;  ///< bytes
};

struct Member;

/// A value, a list of values or a table of named values.
struct Node {
  enum class Kind : std::uint8_t { flag, whole, real, text, date, time, list, table };
  Kind kind = Kind::table;
  Place place;
  bool flag = false;
  std::int64_t whole = 0;
  double real = 0;
  std::string text;             ///< text; or a date as YYYY-MM-DD
  std::vector<Node> items;      ///< of a list
  std::vector<Member> members;  ///< of a table, in the order of the text

  bool is_table() const { return kind == Kind::table; }
  bool is_text() const { return kind == Kind::text; }
  const Node* find(std::string_view key) const;
  Node* find(std::string_view key);
  const Member* member(std::string_view key) const;
  void remove(std::string_view key);
};

struct Member {
  std::string key;
  Place place;  ///< of the key
  Node value;
};

/// "a table", "a text", "a whole number" ...
std::string_view name_of(Node::Kind);

/// Lays `above` over `below`: tables are merged key by key, anything else is replaced. Keys that
/// both have stay where `below` has them. A table called "network" that names its own file or
/// generator replaces the one below, since it is another network.
void merge(Node& below, Node&& above);

/// The name of the command line among sources.
inline constexpr std::string_view command_line = "--set";

/// A text that was read, and from where.
struct Source {
  std::string name;              ///< as the user named it, or command_line
  std::filesystem::path folder;  ///< what relative paths in it start from
};

/// Every text read for a scenario, and all that is wrong in them.
class Sources {
 public:
  std::uint32_t add(Source source);
  const Source& at(std::uint32_t number) const { return sources_[number]; }
  /// "market.toml:12"; "--set".
  std::string cite(const Place&) const;
  /// Places compare by it in the order in which they were said: the command line last, a file after
  /// what it extends, later lines after earlier ones.
  std::tuple<bool, std::int64_t, std::uint32_t, std::uint32_t> order_of(const Place&) const;

  void complain(const Place&, std::string what, std::string help = {});
  bool fine() const { return problems_.empty(); }
  /// Throws ScenarioError with all problems, in the order of the files, if there are any.
  void throw_problems();

 private:
  std::vector<Source> sources_;
  struct Complaint {
    Place place;
    Problem problem;
  };
  std::vector<Complaint> problems_;
};

/// Parses a TOML text. A syntax error is complained of (the first one) and gives nothing.
std::optional<Node> parse_document(std::string_view text, std::uint32_t source, Sources&);

/// Parses "a.b = value" of the command line. The right side is TOML; what is not, but is a bare
/// word, is taken as a text. `number` (from 1) becomes the line of every place.
std::optional<Node> parse_override(std::string_view text, std::uint32_t number,
                                   std::uint32_t source, Sources&);

/// The whole file. Throws NoInput when it cannot be read, or is no text of sensible size.
std::string read_text(const std::filesystem::path&);

}  // namespace rapport
