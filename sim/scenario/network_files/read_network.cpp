// Finds out what kind of network file this is and has it read.
#include "sim/scenario/network_files/read_network.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "sim/scenario/nearest.hpp"
#include "sim/scenario/network_files/listing.hpp"
#include "sim/scenario/network_files/network_text.hpp"

namespace rapport {
namespace {

bool named_like_metis(std::filesystem::path path) {
  if (path.extension() == ".gz") {
    path.replace_extension();
  }
  return path.extension() == ".graph" || path.extension() == ".metis";
}

/// By how the file begins; an edge list where nothing else fits.
std::string format_of(const std::filesystem::path& path, std::string_view start) {
  using network_text::starts_like;
  if (named_like_metis(path)) {
    return "metis";
  }
  if (starts_like(start, "%%matrixmarket")) {
    return "matrix_market";
  }
  std::string_view after_comments = start;  // of Pajek's kind
  while (starts_like(after_comments, "%") && after_comments.find('\n') != std::string_view::npos) {
    after_comments.remove_prefix(after_comments.find('\n') + 1);
  }
  if (starts_like(after_comments, "*vertices") || starts_like(after_comments, "*network")) {
    return "pajek";
  }
  if (starts_like(start, "<")) {
    return start.find("<gexf") != std::string_view::npos ? "gexf" : "graphml";
  }
  // GML: a key and its value, such as 'graph [', 'Creator "..."' or 'Version 1'
  if (starts_like(start, "graph") || starts_like(start, "creator") ||
      starts_like(start, "version")) {
    const std::size_t bracket = start.find('[');
    if (bracket != std::string_view::npos && start.find("graph") < bracket) {
      return "gml";
    }
  }
  return "edge_list";
}

using Reader = network_text::Listing (*)(std::string_view, std::string_view, const NetworkFormat&);

Reader reader_of(const std::string& format) {
  return format == "pajek"           ? network_text::read_pajek
         : format == "matrix_market" ? network_text::read_matrix_market
         : format == "gml"           ? network_text::read_gml
         : format == "graphml"       ? network_text::read_graphml
                                     : network_text::read_gexf;
}

/// A METIS graph says nothing of layers, weights that count, or directions.
NetworkFile from_metis(const std::string& name, std::string_view text,
                       const NetworkFormat& format) {
  if (format.direction == Direction::directed) {
    network_text::refuse_file(name, "'directed' is true, but a METIS graph's ties go both ways",
                              "leave 'directed' out, or write the network as an edge list");
  }
  if (format.least_weight) {
    network_text::refuse_file(name, "the weights of a METIS graph are not read",
                              "leave 'least_weight' out, or write the network as an edge list");
  }
  NetworkFile file;
  file.network = network_text::read_metis(name, text);
  file.listed = file.network.arcs() / 2;
  file.ids.resize(file.network.customers());
  std::iota(file.ids.begin(), file.ids.end(), 1U);
  return file;
}

NetworkFile from_listing(const std::string& name, network_text::Listing listing,
                         const NetworkFormat& format) {
  const bool two_kinds = !listing.first_kind.empty();
  if (two_kinds && format.two_mode == TwoMode::refused) {
    network_text::refuse_file(
        name,
        fmt::format("the file links two kinds of things ('{}' with '{}'), not people with people",
                    listing.first_kind, listing.second_kind),
        "two_mode = \"first\" makes friends of all who share one of the second kind, \"second\" "
        "the other way round, \"as_one\" takes all for people");
  }
  if (format.two_mode == TwoMode::first || format.two_mode == TwoMode::second) {
    network_text::project(name, listing, format.two_mode);
  } else if (format.direction) {
    listing.direction = *format.direction;
  }
  NetworkFile file;
  file.direction = listing.direction;
  file.listed = listing.listed;
  file.below_weight = listing.below_weight;
  const auto people = static_cast<std::uint32_t>(listing.people());
  file.ids = std::move(listing.ids);
  file.names = std::move(listing.names);
  file.layers = std::move(listing.layers);
  file.columns = std::move(listing.columns);
  file.header = std::move(listing.header);
  file.unread = std::move(listing.unread);
  file.network =
      listing.piled
          ? Network::from_piles(std::move(listing.piled->arcs), listing.piled->ids, &file.dropped)
          : Network::from_ends(people, std::move(listing.from), std::move(listing.to),
                               listing.direction, &file.dropped);
  return file;
}

}  // namespace

const std::vector<std::string>& network_formats() {
  static const std::vector<std::string> words{"auto",          "edge_list", "metis",   "pajek",
                                              "matrix_market", "gml",       "graphml", "gexf"};
  return words;
}

const std::vector<std::string>& ids_words() {
  static const std::vector<std::string> words{"auto", "numbers", "names"};
  return words;
}

const std::vector<std::string>& header_words() {
  static const std::vector<std::string> words{"auto", "yes", "no"};
  return words;
}

const std::vector<std::string>& two_mode_words() {
  static const std::vector<std::string> words{"refused", "first", "second", "as_one"};
  return words;
}

std::string NetworkFile::called(std::uint32_t row) const {
  return names.empty() ? std::to_string(ids[row]) : names[row];
}

NetworkFile read_network(const std::filesystem::path& path, const NetworkFormat& format) {
  const std::string name = path.string();
  const std::vector<std::string>& known = network_formats();
  if (std::ranges::find(known, format.format) == known.end()) {
    network_text::refuse_file(
        name, "a network's format cannot be " + network_text::in_quotes(format.format),
        fmt::format("it is one of \"{}\"", fmt::join(known, "\", \"")));
  }
  network_text::TextBlocks blocks(path);
  std::string text = blocks.next();
  network_text::refuse_unreadable(name, text);
  std::string kind = format.format == "auto" ? format_of(path, text) : format.format;
  using network_text::Looks;
  if (format.format == "auto" && kind == "edge_list" &&
      network_text::looks_like_metis(text) != Looks::no) {
    text = network_text::whole_text(std::move(text), blocks);
    kind = network_text::looks_like_metis(text) == Looks::yes ? "metis" : kind;
  }
  NetworkFile file;
  if (kind == "edge_list") {
    file =
        from_listing(name, network_text::read_edge_list(blocks, std::move(text), format), format);
  } else {
    text = network_text::whole_text(std::move(text), blocks);
    if (kind != "pajek") {  // of these, only Pajek knows layers
      network_text::check_layer(name, {}, format);
    }
    file = kind == "metis" ? from_metis(name, text, format)
                           : from_listing(name, reader_of(kind)(name, text, format), format);
  }
  file.format = kind;
  return file;
}

}  // namespace rapport
