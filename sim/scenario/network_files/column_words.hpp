// What the columns of tables are commonly called, and what kinds of things that makes of them.
#pragma once

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <string>
#include <string_view>

namespace rapport::network_text {

/// Small letters, without what is written between words.
inline std::string lower(std::string_view word) {
  std::string out;
  for (const char c : word) {
    if (c != '_' && c != ' ' && c != '-' && c != '.') {
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

/// What columns are commonly called, in small letters without "_" and blanks.
inline constexpr std::array from_words = {
    "from", "source", "src", "sender", "fromnodeid", "fromid", "tail",  "ego",
    "i",    "node1",  "id1", "user1",  "nodeid1",    "u",      "head1", "sourceid"};
inline constexpr std::array to_words = {
    "to",    "target", "dst",   "receiver", "tonodeid", "toid",  "head",     "alter",      "j",
    "node2", "id2",    "user2", "nodeid2",  "v",        "head2", "targetid", "destination"};
inline constexpr std::array weight_words = {"weight", "weights", "rating", "messages", "strength"};
inline constexpr std::array layer_words = {"layer", "relation", "network"};
/// What tables call people of one kind by the part they take, besides the above.
inline constexpr std::array people_words = {
    "user",     "person",   "people",    "friend",   "node",      "actor",     "member",
    "name",     "account",  "vertex",    "who",      "whom",      "asker",     "asked",
    "customer", "employee", "colleague", "manager",  "boss",      "student",   "teacher",
    "author",   "coauthor", "contact",   "follower", "followee",  "followed",  "following",
    "id",       "neighbor", "buyer",     "seller",   "neighbour", "recipient", "recommender"};
/// What tables call things that people have to do with.
inline constexpr std::array thing_words = {
    "forum", "group", "product", "item",    "page", "movie",   "film",  "book",
    "brand", "event", "song",    "artist",  "game", "company", "store", "shop",
    "topic", "tag",   "club",    "article", "post", "video",   "offer", "business"};

template <std::size_t N>
bool is_one_of(const std::array<const char*, N>& words, std::string_view word) {
  return std::ranges::find(words, lower(word)) != words.end();
}

/// What a column holds the ids of: "user" of "User_ID", "user_id_2" and "users".
inline std::string kind_of(std::string_view word) {
  std::string kind = lower(word);
  while (!kind.empty() && kind.back() >= '0' && kind.back() <= '9') {
    kind.pop_back();
  }
  if (kind.size() > 2 && kind.ends_with("id")) {
    kind.resize(kind.size() - 2);
  }
  if (kind.size() > 3 && kind.ends_with('s') && !kind.ends_with("ss")) {
    kind.pop_back();
  }
  return kind;
}

inline bool is_kind_of_people(std::string_view word) {
  const std::string kind = kind_of(word);
  return is_one_of(from_words, word) || is_one_of(to_words, word) || is_one_of(from_words, kind) ||
         is_one_of(to_words, kind) || is_one_of(people_words, kind);
}

/// A word that names a column of ids, not a person: "product_id", "Friend". No one or two letters,
/// which may as well be people's own.
inline bool is_kind(std::string_view word) {
  if (lower(word) == "id") {
    return true;
  }
  return word.size() > 2 && (is_kind_of_people(word) || is_one_of(thing_words, kind_of(word)) ||
                             word.ends_with("_id") || word.ends_with("Id") ||
                             word.ends_with(" id") || word.ends_with("_ID"));
}

/// What is left of a kind behind the part that it takes: "user" of "fromuser".
inline std::string_view without_role(std::string_view kind) {
  for (const std::string_view role : {"from", "to", "source", "target", "src", "dst"}) {
    if (kind.starts_with(role) && kind.size() > role.size() + 2) {
      return kind.substr(role.size());
    }
  }
  return kind;
}

/// The two sides of one doing, which have the first `same` letters in common: "rater" and "ratee",
/// "caller" and "called".
inline bool are_counterparts(std::string_view a, std::string_view b, std::size_t same) {
  constexpr std::array ends = {"er", "or", "ee", "ed", "ing", "r", "e", "d"};
  return same >= 3 && is_one_of(ends, a.substr(same)) && is_one_of(ends, b.substr(same));
}

/// Words of one kind: "id_1" and "id_2", "node a" and "node b", "user" and "friend".
inline bool same_kind(std::string_view one, std::string_view other) {
  if (is_kind_of_people(one) && is_kind_of_people(other)) {
    return true;
  }
  const std::string a = kind_of(one);
  const std::string b = kind_of(other);
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[same] == b[same]) {
    ++same;
  }
  return (a.size() - same <= 1 && b.size() - same <= 1) || without_role(a) == without_role(b) ||
         are_counterparts(a, b, same);
}

}  // namespace rapport::network_text
