// Reads edge lists and tables of ties: two ids a line, in whatever dress they come.
#include <algorithm>
#include <utility>

#include "sim/core/for_each.hpp"
#include "sim/scenario/network_files/edge_columns.hpp"
#include "sim/scenario/network_files/listing.hpp"
#include "sim/scenario/network_files/number_list.hpp"
#include "sim/scenario/network_files/table_row.hpp"
#include "sim/world/id_set.hpp"

namespace rapport::network_text {
namespace {

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
    // what is projected needs its list; so do rows that are not in the order of ids
    const std::optional<Direction> piled =
        format.two_mode == TwoMode::first || format.two_mode == TwoMode::second
            ? std::nullopt
            : std::optional(format.direction.value_or(listing.direction));
    read_numbers(blocks, std::move(block), columns, piled, listing);
  } else {
    TableReader(format, columns, listing).read(blocks, std::move(block));
  }
  if (listing.listed == 0) {
    refuse_file(blocks.name(), "the file holds no edge", std::string(two_ids));
  }
  if (listing.from.empty() && !listing.piled) {
    refuse_file(blocks.name(), "no tie weighs as much as 'least_weight' asks for", "ask for less");
  }
  if (listing.piled) {
    listing.ids = listing.piled->ids.sorted();
  } else if (!columns.names) {
    number_anew(listing, kept_apart(columns, format));
  }
  listing.first_kind = columns.first_kind;
  listing.second_kind = columns.second_kind;
  listing.header = columns.words;
  listing.unread = columns.unread;
  return listing;
}

}  // namespace rapport::network_text
