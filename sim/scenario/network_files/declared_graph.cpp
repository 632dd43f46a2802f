#include "sim/scenario/network_files/declared_graph.hpp"

#include <algorithm>
#include <utility>

#include "sim/scenario/network_files/network_text.hpp"

namespace rapport::network_text {

std::uint32_t DeclaredGraph::mention(std::string_view id, std::uint32_t line) {
  const std::uint32_t number = roll_.number(id);
  if (number == first_line_.size()) {
    first_line_.push_back(line);
  }
  return number;
}

bool DeclaredGraph::declare(std::string_view id) {
  const bool twice = roll_.find(id) != nullptr && first_line_[*roll_.find(id)] == declared;
  last_ = mention(id, declared);
  first_line_[last_] = declared;
  return !twice;
}

void DeclaredGraph::tie(std::string_view source, std::string_view target, Direction direction,
                        double weight, std::uint32_t line) {
  const std::uint32_t from = mention(source, line);
  const std::uint32_t to = mention(target, line);
  ties_.add(from, to, direction, weight);
}

Listing DeclaredGraph::close(std::string_view file, std::string_view text, Direction direction) && {
  const auto missing =
      std::ranges::find_if(first_line_, [](std::uint32_t line) { return line != declared; });
  if (missing != first_line_.end()) {
    const std::string& name = roll_.name(static_cast<std::uint32_t>(missing - first_line_.begin()));
    Lines lines(file, text);
    while (lines.next() && lines.line().number < *missing) {
    }
    const Line& line = lines.line();
    const std::size_t at = std::min(line.text.find(name), line.text.size());
    line.refuse(line.text.data() + (at == line.text.size() ? 0 : at), name.size(),
                "an edge names " + in_quotes(name) + ", and no node has that id",
                "every node that has an edge is listed as a node");
  }
  if (format_.least_weight && !ties_.weighed()) {
    refuse_file(file, "no edge has a weight, and 'least_weight' asks for it",
                "leave 'least_weight' out");
  }
  Listing listing;
  listing.direction = direction;
  std::move(ties_).close(listing);
  std::move(roll_).close(listing);
  return listing;
}

}  // namespace rapport::network_text
