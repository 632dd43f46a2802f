// Reads the keys of a table against what is allowed in them, and says what is wrong with each.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "sim/scenario/document.hpp"
#include "sim/scenario/vocabulary.hpp"

namespace rapport {

/// What a table says, key by key, defaults filled in.
class FieldValues {
 public:
  double number(std::string_view name) const { return numbers_.find(name)->second; }
  const std::string& text(std::string_view name) const { return texts_.find(name)->second; }
  template <class Whole>
  Whole whole(std::string_view name) const {
    return static_cast<Whole>(number(name));
  }
  /// Whether the number stands for what the table says: not where it was refused, or is missing.
  bool sound(std::string_view name) const { return !unsound_.contains(name); }

 private:
  friend class FieldReader;
  std::map<std::string, double, std::less<>> numbers_;
  std::map<std::string, std::string, std::less<>> texts_;
  std::set<std::string, std::less<>> unsound_;
};

class FieldReader {
 public:
  /// Where each value was given is noted in `origins`, by dotted path.
  FieldReader(Sources& sources, std::map<std::string, std::string, std::less<>>& origins)
      : sources_(sources), origins_(origins) {}

  /// A number, flag or word's number; nothing when it is wrong, and complained of.
  /// `table` as messages name it: "[trust]".
  std::optional<double> number(const Node&, const Field&, std::string_view table);
  std::optional<std::string> text(const Node&, const Field&, std::string_view table);

  /// All fields of a table that may be absent (nullptr). `path` is dotted and makes the messages'
  /// name. Keys that are not fields are complained of unless `others` holds them.
  FieldValues fields(const Node* table, std::span<const Field> fields, const std::string& path,
                     const Place& if_absent, std::span<const std::string> others = {});

  /// Complains unless the node is a table.
  bool is_table(const Node&, std::string_view name);
  void note(const std::string& path, const Place& place) {
    origins_[path] = sources_.cite(place);
    places_[path] = place;
  }
  /// Where the value of this path was given; nullptr when it was not.
  const Place* place_of(std::string_view path) const {
    const auto found = places_.find(path);
    return found == places_.end() ? nullptr : &found->second;
  }
  /// "market.toml:12", "--set" or "default".
  std::string origin_of(std::string_view path) const {
    const auto found = origins_.find(path);
    return found == origins_.end() ? "default" : found->second;
  }
  void complain(const Place& place, std::string what, std::string help = {}) {
    sources_.complain(place, std::move(what), std::move(help));
  }
  std::map<std::string, std::string, std::less<>>& origins() { return origins_; }
  const Sources& sources() const { return sources_; }

 private:
  void fill_in(const Field&, FieldValues&) const;
  bool is_monday(const Node&, const std::string& date, std::string_view name,
                 std::string_view table);

  Sources& sources_;
  std::map<std::string, std::string, std::less<>>& origins_;
  std::map<std::string, Place, std::less<>> places_;
};

}  // namespace rapport
