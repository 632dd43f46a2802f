// Reads METIS graphs (METIS manual 5.1, section 4.1.1) and verifies that they keep their word.
#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "sim/scenario/network_files/listing.hpp"
#include "sim/scenario/network_files/network_text.hpp"

namespace rapport::network_text {

namespace {

constexpr std::uint64_t most_vertices = std::numeric_limits<std::uint32_t>::max() - 1ULL;
constexpr std::string_view header_help =
    "the first line of a METIS graph is 'n m [fmt [ncon]]': vertices, edges, kinds of weights; if "
    "this is an edge list, say format = \"edge_list\"";
constexpr std::string_view neighbour_help =
    "in a METIS graph the n-th line after the first lists the neighbours of vertex n, numbered "
    "from 1; if this is an edge list, say format = \"edge_list\"";

struct Header {
  std::uint64_t vertices = 0;
  std::uint64_t edges = 0;
  const char* edges_at = nullptr;
  Line line;
  std::size_t numbers_before = 0;  // sizes and weights at the start of a vertex's line
  bool edge_weights = false;
};

/// fmt: three digits, sizes, weights of vertices, weights of edges; leading zeros may be left out.
void take_format(const Line& line, const char*& at, Header& header) {
  const std::string_view word = word_at(line, at);
  if (word.size() > 3 || word.find_first_not_of("01") != std::string_view::npos) {
    line.refuse(at, word.size(),
                "fmt " + in_quotes(word) + " is not one of 0, 1, 10, 11, 100, 101, 110, 111",
                std::string(header_help));
  }
  const auto digit = [word](std::size_t from_the_right) {
    return word.size() > from_the_right && word[word.size() - 1 - from_the_right] == '1';
  };
  header.edge_weights = digit(0);
  at = skip_blanks(at + word.size(), line.end());
  std::uint64_t weights = digit(1) ? 1 : 0;
  if (at != line.end()) {
    constexpr std::uint64_t most_weights = 1000;
    const std::uint64_t ncon = take_number(line, at, "ncon", 0, most_weights, header_help);
    weights = digit(1) ? ncon : 0;
  }
  header.numbers_before = weights + (digit(2) ? 1 : 0);
}

Header read_header(std::string_view file, Lines& lines) {
  if (!lines.next_with_words('%')) {
    refuse_file(file, "the file holds no header", std::string(header_help));
  }
  Header header;
  header.line = lines.line();
  const Line& line = header.line;
  const char* at = skip_blanks(line.text.data(), line.end());
  header.vertices = take_number(line, at, "the number of vertices", 1, most_vertices, header_help);
  header.edges_at = at;
  header.edges = take_number(line, at, "the number of edges", 0,
                             std::numeric_limits<std::uint64_t>::max() / 2, header_help);
  if (at != line.end()) {
    take_format(line, at, header);
  }
  if (at != line.end()) {
    line.refuse(at, word_at(line, at).size(),
                "the header of a METIS graph has at most four numbers", std::string(header_help));
  }
  return header;
}

constexpr std::string_view weights_help = "the header's fmt says which weights each line holds";

struct Ends {
  std::vector<std::uint32_t> from;
  std::vector<std::uint32_t> to;
};

/// The neighbours on one vertex's line, from 0; `last_lister` remembers who named whom last.
void take_neighbours(const Line& line, const Header& header, std::uint32_t vertex,
                     std::vector<std::uint32_t>& last_lister, Ends& ends) {
  const char* at = skip_blanks(line.text.data(), line.end());
  for (std::size_t i = 0; i < header.numbers_before; ++i) {
    take_real(line, at, "the size or weight of the vertex", weights_help);
  }
  while (at != line.end()) {
    const char* start = at;
    const auto neighbour = static_cast<std::uint32_t>(
        take_number(line, at, "neighbour", 1, header.vertices, neighbour_help) - 1);
    const std::size_t length = word_at(line, start).size();
    if (neighbour == vertex) {
      line.refuse(start, length,
                  "vertex " + std::to_string(vertex + 1ULL) + " is listed as its own neighbour",
                  "a METIS graph has no self-loops: remove it");
    }
    if (std::exchange(last_lister[neighbour], vertex + 1U) == vertex + 1U) {
      line.refuse(start, length,
                  "neighbour " + std::to_string(neighbour + 1ULL) + " is listed twice on one line",
                  "a METIS graph has no parallel edges: remove one");
    }
    if (header.edge_weights) {
      take_real(line, at, "the weight of the edge", weights_help);
    }
    ends.from.push_back(vertex);
    ends.to.push_back(neighbour);
  }
}

/// Goes to the line of a vertex again, to point at what is wrong there.
[[noreturn]] void refuse_one_sided(std::string_view file, std::string_view text,
                                   std::uint32_t vertex, std::uint32_t neighbour) {
  Lines lines(file, text);
  const Header header = read_header(file, lines);
  for (std::uint64_t i = 0; i <= vertex; ++i) {
    lines.next_uncommented('%');
  }
  const Line& line = lines.line();
  const char* at = skip_blanks(line.text.data(), line.end());
  const std::string wanted = std::to_string(neighbour + 1ULL);
  for (std::size_t i = 0; at != line.end(); ++i) {
    const std::string_view word = word_at(line, at);
    const bool is_neighbour = i >= header.numbers_before &&
                              (!header.edge_weights || (i - header.numbers_before) % 2 == 0);
    if (is_neighbour && word == wanted) {
      break;
    }
    at = skip_blanks(at + word.size(), line.end());
  }
  const std::string one = std::to_string(vertex + 1ULL);
  line.refuse(at, wanted.size(),
              "vertex " + one + " lists neighbour " + wanted + ", but vertex " + wanted +
                  " does not list " + one,
              "in a METIS graph each edge is listed by both its ends");
}

void verify_both_ends(std::string_view file, std::string_view text, const Network& network) {
  for (std::uint32_t vertex = 0; vertex < network.customers(); ++vertex) {
    for (const CustomerId neighbour : network.audience(CustomerId{vertex})) {
      const auto back = network.audience(neighbour);
      if (!std::binary_search(back.begin(), back.end(), CustomerId{vertex})) {
        refuse_one_sided(file, text, vertex, static_cast<std::uint32_t>(neighbour));
      }
    }
  }
}

void refuse_truncated(std::string_view file, std::uint64_t found, std::uint64_t vertices) {
  refuse_file(file,
              "the file ends after the lines of " + std::to_string(found) + " of " +
                  std::to_string(vertices) + " vertices: it is truncated",
              "every vertex has a line, which is empty where it has no neighbour");
}

}  // namespace

Looks looks_like_metis(std::string_view text) {
  Lines lines("", text);
  if (!lines.next_with_words('%')) {
    return Looks::no;
  }
  const std::string_view first = lines.line().text;
  std::vector<std::uint64_t> numbers;
  const char* end = first.data() + first.size();
  const char* at = skip_blanks(first.data(), end);
  while (at != end && numbers.size() < 4) {
    std::uint64_t number = 0;
    const auto [after, error] = std::from_chars(at, end, number);
    if (error != std::errc()) {
      return Looks::no;
    }
    numbers.push_back(number);
    at = skip_blanks(after, end);
  }
  if (at != end || numbers.size() < 2 || numbers.size() > 3 ||
      (numbers.size() == 3 && numbers[2] != 0)) {
    return Looks::no;
  }
  std::uint64_t data_lines = 0;
  std::uint64_t words = 0;
  while (lines.next_uncommented('%')) {
    if (++data_lines > numbers[0] || words > 2 * numbers[1]) {
      return Looks::no;
    }
    bool inside = false;
    for (const char c : lines.line().text) {
      words += !inside && !is_blank(c) ? 1 : 0;
      inside = !is_blank(c);
    }
  }
  return data_lines == numbers[0] && words == 2 * numbers[1] ? Looks::yes : Looks::so_far;
}

Network read_metis(std::string_view file, std::string_view text) {
  Lines lines(file, text);
  const Header header = read_header(file, lines);
  if (header.vertices > text.size()) {  // before memory is taken for them
    const auto ends = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
    refuse_truncated(file, std::min(ends, header.vertices - 1), header.vertices);
  }
  std::vector<std::uint32_t> last_lister(header.vertices, 0);
  Ends ends;
  const std::uint64_t arcs = std::min<std::uint64_t>(2 * header.edges, text.size() / 2);
  ends.from.reserve(arcs);
  ends.to.reserve(arcs);
  const auto vertices = static_cast<std::uint32_t>(header.vertices);
  for (std::uint32_t vertex = 0; vertex < vertices; ++vertex) {
    if (!lines.next_uncommented('%')) {
      refuse_truncated(file, vertex, vertices);
    }
    take_neighbours(lines.line(), header, vertex, last_lister, ends);
  }
  if (lines.next_with_words('%')) {
    const Line& more = lines.line();
    const char* word = skip_blanks(more.text.data(), more.end());
    more.refuse(word, static_cast<std::size_t>(more.end() - word),
                "there are more lines than the " + std::to_string(vertices) +
                    " vertices that the header counts",
                std::string(header_help));
  }
  const std::uint64_t listed = ends.from.size();
  Network network =
      Network::from_ends(vertices, std::move(ends.from), std::move(ends.to), Direction::directed);
  verify_both_ends(file, text, network);
  if (listed != 2 * header.edges) {
    header.line.refuse(header.edges_at, word_at(header.line, header.edges_at).size(),
                       "the header counts " + std::to_string(header.edges) +
                           " edges, but the lines list " + std::to_string(listed / 2),
                       "each edge counts once in the header and is listed by both its ends");
  }
  return network;
}

}  // namespace rapport::network_text
