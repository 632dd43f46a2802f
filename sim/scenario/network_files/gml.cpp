// Reads GML (Himsolt, GML: A portable graph file format, 1997): keys with values, values that are
// numbers, texts in quotation marks or lists in brackets.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>

#include "sim/scenario/network_files/declared_graph.hpp"
#include "sim/scenario/network_files/network_text.hpp"

namespace rapport::network_text {
namespace {

constexpr std::string_view grammar =
    "GML is 'graph [ node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ] ]'";

struct Token {
  enum class Kind { word, text, open, close, end } kind = Kind::end;
  std::string_view words;  ///< of a text without its quotation marks
  const char* at = nullptr;
};

class Tokens {
 public:
  Tokens(std::string_view file, std::string_view text)
      : file_(file), text_(text), at_(text.data()), end_(text.data() + text.size()) {}

  Token next() {
    skip();
    if (at_ == end_) {
      return {Token::Kind::end, {}, at_};
    }
    const char* start = at_;
    if (*at_ == '[' || *at_ == ']') {
      ++at_;
      return {*start == '[' ? Token::Kind::open : Token::Kind::close, {start, 1}, start};
    }
    if (*at_ == '"') {
      at_ = std::find(start + 1, end_, '"');
      if (at_ == end_) {
        refuse({Token::Kind::text, {start, 1}, start}, "a quotation mark is never closed");
      }
      ++at_;
      return {Token::Kind::text, {start + 1, static_cast<std::size_t>(at_ - start - 2)}, start};
    }
    while (at_ != end_ && std::isspace(static_cast<unsigned char>(*at_)) == 0 && *at_ != '[' &&
           *at_ != ']' && *at_ != '"') {
      ++at_;
    }
    return {Token::Kind::word, {start, static_cast<std::size_t>(at_ - start)}, start};
  }

  std::uint32_t line_of(const Token& token) {
    if (token.at < counted_to_) {
      counted_to_ = text_.data();
      line_ = 1;
    }
    line_ += static_cast<std::uint32_t>(std::count(counted_to_, token.at, '\n'));
    counted_to_ = token.at;
    return line_;
  }

  [[noreturn]] void refuse(const Token& token, const std::string& what) {
    const auto before = static_cast<std::size_t>(token.at - text_.data());
    const std::size_t start = before == 0 ? 0 : text_.rfind('\n', before - 1) + 1;
    const Line line{file_, text_.substr(start, text_.find('\n', start) - start), line_of(token)};
    line.refuse(token.at, std::max<std::size_t>(token.words.size(), 1), what, std::string(grammar));
  }

 private:
  void skip() {
    while (at_ != end_) {
      if (*at_ == '#') {
        at_ = std::find(at_, end_, '\n');
      } else if (std::isspace(static_cast<unsigned char>(*at_)) != 0) {
        ++at_;
      } else {
        return;
      }
    }
  }

  std::string_view file_;
  std::string_view text_;
  const char* at_;
  const char* end_;
  const char* counted_to_ = text_.data();  ///< lines before it are counted
  std::uint32_t line_ = 1;
};

/// &amp; and its kin.
std::string plain(std::string_view text) {
  constexpr std::pair<std::string_view, char> entities[] = {
      {"&quot;", '"'}, {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}};
  std::string out;
  while (!text.empty()) {
    const auto entity = std::ranges::find_if(
        entities, [text](const auto& one) { return text.starts_with(one.first); });
    if (entity != std::end(entities)) {
      out += entity->second;
      text.remove_prefix(entity->first.size());
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

class Reader {
 public:
  Reader(std::string_view file, std::string_view text, const NetworkFormat& format)
      : file_(file), text_(text), tokens_(file, text), graph_(format) {}

  Listing read() {
    bool found = false;
    for (Token key = tokens_.next(); key.kind != Token::Kind::end; key = tokens_.next()) {
      const Token value = value_of(key);
      if (key.words == "graph" && value.kind == Token::Kind::open) {
        if (std::exchange(found, true)) {
          tokens_.refuse(key, "the file holds a second graph");
        }
        graph(value);
      } else if (value.kind == Token::Kind::open) {
        skip_list(value);
      }
    }
    if (!found) {
      refuse_file(file_, "the file has no 'graph [ ... ]'", std::string(grammar));
    }
    for (const Edge& edge : edges_) {
      graph_.tie(edge.source.words, edge.target.words, direction_, edge.weight,
                 tokens_.line_of(edge.source));
    }
    return std::move(graph_).close(file_, text_, direction_);
  }

 private:
  struct Edge {
    Token source;
    Token target;
    double weight = std::numeric_limits<double>::quiet_NaN();
  };

  Token value_of(const Token& key) {
    if (key.kind != Token::Kind::word) {
      tokens_.refuse(key, fmt::format("{} stands where a key is expected", in_quotes(key.words)));
    }
    const Token value = tokens_.next();
    if (value.kind == Token::Kind::close || value.kind == Token::Kind::end) {
      tokens_.refuse(key, fmt::format("the key {} has no value", in_quotes(key.words)));
    }
    return value;
  }

  void skip_list(const Token& open) {
    for (int depth = 1; depth > 0;) {
      const Token token = tokens_.next();
      if (token.kind == Token::Kind::end) {
        tokens_.refuse(open, "a bracket is never closed: the file may be truncated");
      }
      depth += token.kind == Token::Kind::open ? 1 : token.kind == Token::Kind::close ? -1 : 0;
    }
  }

  /// Calls use(key, value) for all of a list; lists in it are passed over unless use takes them.
  template <class Use>
  void each(const Token& open, const Use& use) {
    while (true) {
      const Token key = tokens_.next();
      if (key.kind == Token::Kind::close) {
        return;
      }
      if (key.kind == Token::Kind::end) {
        tokens_.refuse(open, "a bracket is never closed: the file may be truncated");
      }
      const Token value = value_of(key);
      if (!use(key, value) && value.kind == Token::Kind::open) {
        skip_list(value);
      }
    }
  }

  void graph(const Token& open) {
    each(open, [&](const Token& key, const Token& value) {
      const bool list = value.kind == Token::Kind::open;
      if (key.words == "node" && list) {
        node(value);
      } else if (key.words == "edge" && list) {
        edge(value);
      } else if (key.words == "directed" && !list) {
        direction_ = value.words == "1" ? Direction::directed : Direction::both_ways;
      } else {
        return false;
      }
      return true;
    });
  }

  void node(const Token& open) {
    std::optional<Token> id;
    std::vector<std::pair<std::string_view, std::string_view>> said;
    each(open, [&](const Token& key, const Token& value) {
      if (value.kind == Token::Kind::open) {
        return false;
      }
      if (key.words == "id") {
        id = value;
      } else {
        said.emplace_back(key.words, value.words);
      }
      return true;
    });
    if (!id) {
      tokens_.refuse(open, "a node has no id");
    }
    if (!graph_.declare(id->words)) {
      tokens_.refuse(*id, fmt::format("there are two nodes of the id {}", in_quotes(id->words)));
    }
    for (const auto& [column, value] : said) {
      graph_.remark(column, plain(value));
    }
  }

  void edge(const Token& open) {
    Edge edge;
    each(open, [&](const Token& key, const Token& value) {
      if (value.kind == Token::Kind::open) {
        return false;
      }
      if (key.words == "source") {
        edge.source = value;
      } else if (key.words == "target") {
        edge.target = value;
      } else if (key.words == "weight" || (key.words == "value" && std::isnan(edge.weight))) {
        double weight = 0;
        edge.weight = is_real(value.words, weight) ? weight : edge.weight;
      }
      return true;
    });
    if (edge.source.at == nullptr || edge.target.at == nullptr) {
      tokens_.refuse(open, "an edge has no source or no target");
    }
    edges_.push_back(edge);
  }

  std::string_view file_;
  std::string_view text_;
  Tokens tokens_;
  DeclaredGraph graph_;
  std::vector<Edge> edges_;  ///< tied at the end: `directed` may come after them
  Direction direction_ = Direction::both_ways;
};

}  // namespace

Listing read_gml(std::string_view file, std::string_view text, const NetworkFormat& format) {
  return Reader(file, text, format).read();
}

}  // namespace rapport::network_text
