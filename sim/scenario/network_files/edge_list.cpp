// Reads edge lists: two ids a line, in whatever dress they come. Lists of numbers are read in
// pieces at once, while the next block of the file is fetched.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include "sim/core/for_each.hpp"
#include "sim/scenario/network_files/edge_columns.hpp"
#include "sim/scenario/network_files/id_set.hpp"
#include "sim/scenario/network_files/listing.hpp"

namespace rapport::network_text {
namespace {

constexpr std::uint64_t greatest_id = std::numeric_limits<std::uint32_t>::max();
constexpr std::string_view two_ids =
    "each line holds two ids, such as '12 57' or '12,57'; what follows them is ignored; ids = "
    "\"names\" takes any word for an id";

/// Past the blanks and at most one comma or semicolon after a field.
const char* skip_separator(const char* at, const char* end) {
  at = skip_blanks(at, end);
  if (at != end && (*at == ',' || *at == ';')) {
    at = skip_blanks(at + 1, end);
  }
  return at;
}

/// The id at `at`, moved past; false where there is none, or more than an id.
bool take_id(const char*& at, const char* end, std::uint32_t& id) {
  std::uint64_t value = 0;
  const char* start = at;
  while (at != end && *at >= '0' && *at <= '9' && at - start < 10) {
    value = value * 10 + static_cast<std::uint64_t>(*at - '0');
    ++at;
  }
  id = static_cast<std::uint32_t>(value);
  return at != start && value <= greatest_id &&
         (at == end || is_separator(*at) || *at == '\n' || *at == '\r');
}

/// Refuses a line that take_id did not take, for the reason that fits; takes what it finds right.
Arc take_slowly(const Line& line) {
  const char* at = skip_blanks(line.text.data(), line.end());
  const auto take = [&](std::string_view name) {
    std::uint32_t id = 0;
    const auto [after, error] = std::from_chars(at, line.end(), id);
    if (error != std::errc() || (after != line.end() && !is_separator(*after))) {
      refuse_number(line, at, name, 0, greatest_id, two_ids);
    }
    at = skip_separator(after, line.end());
    return id;
  };
  const std::uint32_t from = take("the first id");
  const std::uint32_t to = take("the second id");
  return {from, to};
}

/// What a piece of the text lists, up to its end or the first line that take_id does not take.
struct Piece {
  std::string_view text;
  std::vector<std::uint32_t> from;
  std::vector<std::uint32_t> to;
  std::uint32_t lines = 0;  ///< read
  std::string_view rest;    ///< from the line that was not

  void read() {
    const char* at = text.data();
    const char* end = at + text.size();
    from.reserve(text.size() / 8);
    to.reserve(text.size() / 8);
    while (at != end) {
      const char* line = at;
      at = skip_blanks(at, end);
      if (at != end && *at != '\n' && *at != '\r' && !is_comment(at, end)) {
        std::uint32_t one = 0;
        std::uint32_t other = 0;
        if (!take_id(at, end, one) || (at = skip_separator(at, end), !take_id(at, end, other))) {
          rest = {line, static_cast<std::size_t>(end - line)};
          return;
        }
        from.push_back(one);
        to.push_back(other);
      }
      at = std::find(at, end, '\n');
      at += at == end ? 0 : 1;
      ++lines;
    }
  }
};

std::vector<Piece> pieces_of(std::string_view text) {
  constexpr std::size_t piece_bytes = 1U << 19U;
  std::vector<Piece> pieces;
  while (!text.empty()) {
    std::size_t end = text.size();
    if (end > piece_bytes) {
      end = text.find('\n', piece_bytes);
      end = end == std::string_view::npos ? text.size() : end + 1;
    }
    pieces.emplace_back().text = text.substr(0, end);
    text.remove_prefix(end);
  }
  return pieces;
}

/// Drops the lines up to the header, if there is one; counts them.
std::uint32_t skip_header(std::string_view& text, bool header) {
  std::uint32_t lines = 0;
  while (header && !text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const char* at = skip_blanks(line.data(), line.data() + line.size());
    header =
        at == line.data() + line.size() || *at == '\r' || is_comment(at, line.data() + line.size());
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++lines;
  }
  return lines;
}

/// A line of a table, taken apart.
class Row {
 public:
  Row(const Line& line, const Fields& fields) : line_(line), fields_(fields) {}

  std::string_view at(std::size_t column, std::string_view name) const {
    if (column >= fields_.size() || fields_.words[column].empty()) {
      line_.refuse(column < fields_.size() ? fields_.places[column] : line_.end(), 1,
                   std::string(name) + " is missing",
                   "it stands in column " + std::to_string(column + 1));
    }
    return fields_.words[column];
  }

  std::uint32_t id(std::size_t column, std::string_view name) const {
    const std::string_view word = at(column, name);
    const auto id = id_of(word);
    if (!id) {
      const char* place = fields_.places[column];
      Line up_to_word = line_;  // without the mark that closes its quotation
      up_to_word.text =
          line_.text.substr(0, static_cast<std::size_t>(place - line_.text.data()) + word.size());
      refuse_number(up_to_word, place, name, 0, greatest_id,
                    "ids are numbers here, as the first ones are; ids = \"names\" takes any word "
                    "for an id");
    }
    return *id;
  }

  double weight(std::size_t column) const {
    const std::string_view word = at(column, "the weight");
    double value = 0;
    if (!is_real(word, value)) {
      std::string with_point(word);
      std::ranges::replace(with_point, ',', '.');
      line_.refuse(fields_.places[column], word.size(),
                   "the weight " + in_quotes(word) + " is not a number",
                   is_real(with_point, value)
                       ? "decimals are written with a point here, not a comma: " + with_point
                       : "it stands in column " + std::to_string(column + 1));
    }
    return value;
  }

 private:
  const Line& line_;
  const Fields& fields_;
};

/// Reads a piece of numbers from its first line with quotation marks on.
void read_quoted(Lines lines, char separator, Listing& listing) {
  Fields fields;
  while (lines.next()) {
    const Line& line = lines.line();
    const char* at = skip_blanks(line.text.data(), line.end());
    if (at == line.end() || is_comment(at, line.end())) {
      continue;
    }
    Arc arc;
    if (line.text.find('"') == std::string_view::npos) {
      arc = take_slowly(line);
    } else {
      split(line, separator, fields);
      const Row row(line, fields);
      arc = {row.id(0, "the first id"), row.id(1, "the second id")};
    }
    listing.from.push_back(arc.from);
    listing.to.push_back(arc.to);
  }
}

/// Reads two numbers a line from all blocks of a file.
void read_numbers(TextBlocks& blocks, std::string block, const EdgeColumns& columns,
                  Listing& listing) {
  std::string_view text = block;
  std::uint32_t lines = skip_header(text, columns.header);
  std::string ahead;
  bool first = true;
  while (!block.empty()) {
    std::vector<Piece> pieces = pieces_of(text);
    for_each(pieces.size() + 1, [&](std::size_t i) {
      if (i == 0) {
        ahead = blocks.next();
      } else {
        pieces[i - 1].read();
      }
    });
    for (Piece& piece : pieces) {
      listing.from.insert(listing.from.end(), piece.from.begin(), piece.from.end());
      listing.to.insert(listing.to.end(), piece.to.begin(), piece.to.end());
      lines += piece.lines;
      Lines rest(blocks.name(), piece.rest, lines);
      if (piece.rest.substr(0, piece.rest.find('\n')).find('"') != std::string_view::npos) {
        read_quoted(rest, columns.separator, listing);
        lines += static_cast<std::uint32_t>(std::ranges::count(piece.rest, '\n'));
      } else if (rest.next()) {
        take_slowly(rest.line());
        refuse_file(blocks.name(), "a line can be read in two ways", std::string(two_ids));
      }
    }
    if (std::exchange(first, false)) {
      const double share =
          static_cast<double>(blocks.expected_bytes()) / static_cast<double>(block.size());
      const auto arcs = static_cast<std::size_t>(static_cast<double>(listing.from.size()) *
                                                 std::max(1.0, share) * 1.05);
      listing.from.reserve(arcs);
      listing.to.reserve(arcs);
    }
    block = std::move(ahead);
    ahead.clear();
    text = block;
  }
  listing.listed = listing.from.size();
}

/// Gives every id its row, and returns the ids: in ascending order.
std::vector<std::uint32_t> number_anew(std::initializer_list<std::vector<std::uint32_t>*> all) {
  const IdSet ids(std::vector<const std::vector<std::uint32_t>*>(all.begin(), all.end()));
  for (std::vector<std::uint32_t>* ends : all) {
    constexpr std::size_t at_once = 1U << 16U;
    for_each((ends->size() + at_once - 1) / at_once, [&](std::size_t chunk) {
      const std::size_t end = std::min(ends->size(), (chunk + 1) * at_once);
      for (std::size_t i = chunk * at_once; i < end; ++i) {
        (*ends)[i] = ids.rank((*ends)[i]);
      }
    });
  }
  return ids.sorted();
}

/// The same for a listing, whose two sides may have ids of their own.
void number_anew(Listing& listing, TwoMode apart) {
  if (apart == TwoMode::refused) {
    listing.ids = number_anew({&listing.from, &listing.to});
    return;
  }
  std::vector<std::uint32_t> first = number_anew({&listing.from});
  std::vector<std::uint32_t> second = number_anew({&listing.to});
  listing.ids = std::move(apart == TwoMode::first ? first : second);
  listing.things = static_cast<std::uint32_t>((apart == TwoMode::first ? second : first).size());
}

/// Which side is to be kept apart from the other, each with its own ids; `refused`: neither is.
TwoMode kept_apart(const EdgeColumns& columns, const NetworkFormat& format) {
  const bool projected = format.two_mode == TwoMode::first || format.two_mode == TwoMode::second;
  return projected && !columns.first_kind.empty() ? format.two_mode : TwoMode::refused;
}

/// Reads a table with columns to look at, line by line.
class TableReader {
 public:
  TableReader(const NetworkFormat& format, const EdgeColumns& columns, Listing& listing)
      : format_(format),
        columns_(columns),
        listing_(listing),
        apart_(kept_apart(columns, format)) {}

  void read(TextBlocks& blocks, std::string block) {
    std::string_view text = block;
    std::uint32_t lines = skip_header(text, columns_.header);
    while (!block.empty()) {
      Lines all(blocks.name(), text, lines);
      while (all.next()) {
        take(all.line());
      }
      lines = all.line().number;
      block = blocks.next();
      text = block;
    }
    check_layer(blocks.name(), listing_.layers, format_);
    if (columns_.names) {
      close();
    }
  }

 private:
  void take(const Line& line) {
    const char* at = skip_blanks(line.text.data(), line.end());
    if (at == line.end() || is_comment(at, line.end())) {
      return;
    }
    split(line, columns_.separator, fields_);
    const Row row(line, fields_);
    if (columns_.layer) {
      const std::string layer(row.at(*columns_.layer, "the layer"));
      if (std::ranges::find(listing_.layers, layer) == listing_.layers.end()) {
        constexpr std::size_t most_layers = 1000;
        if (listing_.layers.size() == most_layers) {
          line.refuse(fields_.places[*columns_.layer], layer.size(),
                      "the file has more than 1000 layers",
                      "say in which column the layer stands: layer_column");
        }
        listing_.layers.push_back(layer);
      }
      if (!format_.layer.empty() && format_.layer != "*" && format_.layer != layer) {
        return;
      }
    }
    ++listing_.listed;
    if (columns_.weight && row.weight(*columns_.weight) < *format_.least_weight) {
      ++listing_.below_weight;
      return;
    }
    if (columns_.names) {
      listing_.from.push_back(roll_.number(row.at(columns_.from, "the first id")));
      listing_.to.push_back(roll_of_to().number(row.at(columns_.to, "the second id")));
    } else {
      listing_.from.push_back(row.id(columns_.from, "the first id"));
      listing_.to.push_back(row.id(columns_.to, "the second id"));
    }
  }

  Roll& roll_of_to() { return apart_ == TwoMode::refused ? roll_ : other_roll_; }

  void close() {
    if (apart_ == TwoMode::refused) {
      std::move(roll_).close(listing_);
    } else if (apart_ == TwoMode::first) {
      listing_.things = static_cast<std::uint32_t>(other_roll_.size());
      std::move(roll_).close(listing_, {&listing_.from});
    } else {
      listing_.things = static_cast<std::uint32_t>(roll_.size());
      std::move(other_roll_).close(listing_, {&listing_.to});
    }
  }

  const NetworkFormat& format_;
  const EdgeColumns& columns_;
  Listing& listing_;
  const TwoMode apart_;
  Roll roll_;
  Roll other_roll_;  ///< of the second kind, where it is kept apart
  Fields fields_;
};

}  // namespace

Listing read_edge_list(TextBlocks& blocks, std::string block, const NetworkFormat& format) {
  const EdgeColumns columns = edge_columns(blocks.name(), block, format);
  Listing listing;
  if (columns.plain()) {
    check_layer(blocks.name(), {}, format);
    read_numbers(blocks, std::move(block), columns, listing);
  } else {
    TableReader(format, columns, listing).read(blocks, std::move(block));
  }
  if (listing.listed == 0) {
    refuse_file(blocks.name(), "the file holds no edge", std::string(two_ids));
  }
  if (listing.from.empty()) {
    refuse_file(blocks.name(), "no tie weighs as much as 'least_weight' asks for", "ask for less");
  }
  if (!columns.names) {
    number_anew(listing, kept_apart(columns, format));
  }
  listing.first_kind = columns.first_kind;
  listing.second_kind = columns.second_kind;
  listing.header = columns.words;
  listing.unread = columns.unread;
  return listing;
}

}  // namespace rapport::network_text
