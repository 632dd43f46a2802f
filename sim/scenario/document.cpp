#include "sim/scenario/document.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

namespace rapport {
namespace {

/// Byte columns from the parser's columns, which count code points.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {
    starts_.push_back(0);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') {
        starts_.push_back(i + 1);
      }
    }
  }

  Place place(std::uint32_t source, const toml::source_region& region) const {
    Place place{source, region.begin.line, 1, 1};
    const std::string_view line = line_at(region.begin.line);
    const std::uint32_t begin = bytes(line, region.begin.column);
    std::uint32_t end = static_cast<std::uint32_t>(line.size());
    if (region.end.line == region.begin.line && region.end.column > region.begin.column) {
      end = bytes(line, region.end.column);
    }
    place.column = begin + 1;
    place.length = std::max(1U, end > begin ? end - begin : 1U);
    return place;
  }

 private:
  std::string_view line_at(std::uint32_t line) const {
    if (line == 0 || line > starts_.size()) {
      return {};
    }
    const std::size_t from = starts_[line - 1];
    const std::size_t to = line < starts_.size() ? starts_[line] - 1 : text_.size();
    return text_.substr(from, to - from);
  }
  static std::uint32_t bytes(std::string_view line, std::uint32_t column) {
    std::size_t at = 0;
    for (std::uint32_t passed = 1; passed < column && at < line.size(); ++passed) {
      ++at;
      while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U) {
        ++at;
      }
    }
    return static_cast<std::uint32_t>(at);
  }

  std::string_view text_;
  std::vector<std::size_t> starts_;
};

class Translation {
 public:
  Translation(std::string_view text, std::uint32_t source) : lines_(text), source_(source) {}

  Node node(const toml::node& from) const {
    Node made;
    made.place = lines_.place(source_, from.source());
    if (const auto* table = from.as_table()) {
      made.kind = Node::Kind::table;
      for (const auto& [key, value] : *table) {
        made.members.push_back(
            {std::string(key.str()), lines_.place(source_, key.source()), node(value)});
      }
      std::ranges::stable_sort(made.members, [](const Member& a, const Member& b) {
        return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
      });
    } else if (const auto* list = from.as_array()) {
      made.kind = Node::Kind::list;
      for (const toml::node& item : *list) {
        made.items.push_back(node(item));
      }
    } else {
      scalar(from, made);
    }
    return made;
  }

 private:
  static void scalar(const toml::node& from, Node& made) {
    if (const auto* text = from.as_string()) {
      made.kind = Node::Kind::text;
      made.text = text->get();
    } else if (const auto* flag = from.as_boolean()) {
      made.kind = Node::Kind::flag;
      made.flag = flag->get();
    } else if (const auto* whole = from.as_integer()) {
      made.kind = Node::Kind::whole;
      made.whole = whole->get();
      made.real = static_cast<double>(made.whole);
    } else if (const auto* real = from.as_floating_point()) {
      made.kind = Node::Kind::real;
      made.real = real->get();
    } else if (const auto* date = from.as_date()) {
      made.kind = Node::Kind::date;
      made.text =
          fmt::format("{:04}-{:02}-{:02}", date->get().year, date->get().month, date->get().day);
    } else {
      made.kind = Node::Kind::time;
    }
  }

  Lines lines_;
  std::uint32_t source_;
};

/// The parser's own words without "Error while parsing ...: ".
std::string plain(std::string_view description) {
  const std::size_t colon = description.find(": ");
  if (description.starts_with("Error while parsing") && colon != std::string_view::npos) {
    return fmt::format("not TOML ({}): {}", description.substr(20, colon - 20),
                       description.substr(colon + 2));
  }
  return fmt::format("not TOML: {}", description);
}

std::string syntax_help(std::string_view description) {
  if (description.find("redefine") != std::string_view::npos) {
    return "a key or table may be given once in a file";
  }
  // a bare word is taken for the beginning of true, false, inf or nan, or for nothing
  const auto speaks_of = [&](std::string_view words) {
    return description.find(words) != std::string_view::npos;
  };
  if (speaks_of("could not determine value type") || speaks_of("boolean") ||
      speaks_of("infinity") || speaks_of("nan")) {
    return "a text needs quotes";
  }
  return {};
}

void set_line(Node& node, std::uint32_t line) {
  node.place.line = line;
  for (Node& item : node.items) {
    set_line(item, line);
  }
  for (Member& member : node.members) {
    member.place.line = line;
    set_line(member.value, line);
  }
}

}  // namespace

const Member* Node::member(std::string_view key) const {
  const auto found = std::ranges::find(members, key, &Member::key);
  return found == members.end() ? nullptr : &*found;
}

const Node* Node::find(std::string_view key) const {
  const Member* found = member(key);
  return found == nullptr ? nullptr : &found->value;
}

Node* Node::find(std::string_view key) {
  const auto found = std::ranges::find(members, key, &Member::key);
  return found == members.end() ? nullptr : &found->value;
}

void Node::remove(std::string_view key) {
  std::erase_if(members, [key](const Member& member) { return member.key == key; });
}

std::string_view name_of(Node::Kind kind) {
  constexpr std::string_view names[] = {"true or false", "a whole number", "a number", "a text",
                                        "a date",        "a time",         "a list",   "a table"};
  return names[static_cast<std::size_t>(kind)];
}

void merge(Node& below, Node&& above) {
  if (!below.is_table() || !above.is_table()) {
    below = std::move(above);
    return;
  }
  for (Member& member : above.members) {
    Node* old = below.find(member.key);
    if (old == nullptr) {
      below.members.push_back(std::move(member));
      continue;
    }
    const bool another_network =
        member.key == "network" && member.value.is_table() &&
        (member.value.find("file") != nullptr || member.value.find("generator") != nullptr);
    if (another_network) {
      *old = std::move(member.value);
    } else {
      merge(*old, std::move(member.value));
    }
    std::ranges::find(below.members, member.key, &Member::key)->place = member.place;
  }
  below.place = above.place;
}

std::uint32_t Sources::add(Source source) {
  sources_.push_back(std::move(source));
  return static_cast<std::uint32_t>(sources_.size() - 1);
}

std::string Sources::cite(const Place& place) const {
  const Source& source = at(place.source);
  return source.name == command_line || place.line == 0
             ? source.name
             : fmt::format("{}:{}", source.name, place.line);
}

std::tuple<bool, std::int64_t, std::uint32_t, std::uint32_t> Sources::order_of(
    const Place& place) const {
  // a file is read before what it extends
  return {at(place.source).name == command_line, -std::int64_t{place.source}, place.line,
          place.column};
}

void Sources::complain(const Place& place, std::string what, std::string help) {
  problems_.push_back({place,
                       {at(place.source).name, place.line, place.column, place.length,
                        std::move(what), std::move(help)}});
}

void Sources::throw_problems() {
  if (problems_.empty()) {
    return;
  }
  // what several strategies extend is read and checked with each of them
  for (Complaint& complaint : problems_) {
    const Source& source = at(complaint.place.source);
    const auto first = std::ranges::find_if(sources_, [&](const Source& one) {
      return one.name == source.name && one.folder == source.folder;
    });
    complaint.place.source = static_cast<std::uint32_t>(first - sources_.begin());
  }
  std::ranges::stable_sort(problems_, [](const Complaint& a, const Complaint& b) {
    return std::tuple(a.place.source, a.place.line, a.place.column) <
           std::tuple(b.place.source, b.place.line, b.place.column);
  });
  const auto repeated = std::ranges::unique(problems_, [](const Complaint& a, const Complaint& b) {
    return a.place.source == b.place.source && a.place.line == b.place.line &&
           a.place.column == b.place.column && a.problem.what == b.problem.what;
  });
  problems_.erase(repeated.begin(), repeated.end());
  std::vector<Problem> all;
  for (Complaint& complaint : problems_) {
    all.push_back(std::move(complaint.problem));
  }
  problems_.clear();
  throw ScenarioError(std::move(all));
}

std::optional<Node> parse_document(std::string_view text, std::uint32_t source, Sources& sources) {
  try {
    const toml::table table = toml::parse(text);
    Node root = Translation(text, source).node(table);
    root.place = {source, 0, 0, 1};
    return root;
  } catch (const toml::parse_error& error) {
    sources.complain(Lines(text).place(source, error.source()), plain(error.description()),
                     syntax_help(error.description()));
    return std::nullopt;
  }
}

std::optional<Node> parse_override(std::string_view text, std::uint32_t number,
                                   std::uint32_t source, Sources& sources) {
  const Place whole{source, number, 1,
                    static_cast<std::uint32_t>(std::max<std::size_t>(1, text.size()))};
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || text.find('\n') != std::string_view::npos) {
    sources.complain(whole, fmt::format("--set needs key=value, got '{}'", text),
                     "for example: --set run.weeks=12");
    return std::nullopt;
  }
  Sources attempt;
  attempt.add({std::string(command_line), {}});
  std::optional<Node> made = parse_document(text, 0, attempt);
  if (!made) {
    const std::string_view word = text.substr(equals + 1);
    const std::string quoted = fmt::format("{}=\"{}\"", text.substr(0, equals), word);
    if (word.find_first_of("\"'\\[]{}\r\t#=") == std::string_view::npos) {
      made = parse_document(quoted, 0, attempt);
    }
  }
  if (!made || made->members.empty()) {
    sources.complain(whole, fmt::format("--set '{}' is not key=value", text),
                     "the right side is TOML: 12, 0.5, true, \"text\", [\"a\", \"b\"]");
    return std::nullopt;
  }
  const auto relabel = [source](const auto& self, Node& node) -> void {
    node.place.source = source;
    for (Node& item : node.items) {
      self(self, item);
    }
    for (Member& member : node.members) {
      member.place.source = source;
      self(self, member.value);
    }
  };
  relabel(relabel, *made);
  set_line(*made, number);
  return made;
}

std::string read_text(const std::filesystem::path& path) {
  constexpr std::size_t most_bytes = 1U << 22U;
  if (std::filesystem::is_directory(path)) {
    throw NoInput(fmt::format("'{}' is a folder, not a file", path.string()));
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw NoInput(fmt::format("cannot open '{}': {}", path.string(), std::strerror(errno)));
  }
  constexpr std::size_t block = 1U << 14U;  // of which the largest is a multiple
  std::string text;
  while (file && text.size() <= most_bytes) {
    const std::size_t before = text.size();
    text.resize(before + block);
    file.read(text.data() + before, block);
    text.resize(before + static_cast<std::size_t>(file.gcount()));
  }
  if (text.size() > most_bytes) {
    throw NoInput(fmt::format("'{}' is larger than 4 MiB: no scenario", path.string()));
  }
  if (file.bad()) {
    throw NoInput(fmt::format("cannot read '{}'", path.string()));
  }
  return text;
}

}  // namespace rapport
