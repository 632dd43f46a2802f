// A picture of people and their ties: near to whom they are tied, coloured by group.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace rapport::picture {

struct NetworkMap {
  std::string title;
  std::string subtitle;              // may be empty
  std::vector<std::uint32_t> group;  // of each person, from 0; at least one person
  std::vector<double> weight;        // how large to draw each, as many; any unit, not negative
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ties;  // between persons, by number
};

/// One self-contained SVG of 1000 x 1000 pixels and a title. Where people stand follows from forces
/// (Fruchterman & Reingold, Software: Practice and Experience 21, 1129, 1991) from places that
/// depend on nothing but their numbers, so that the same input gives the same picture. The eight
/// first groups have colours of their own (Okabe & Ito), further ones share grey. Meant for up to a
/// thousand people: time grows with their square.
/// Throws std::invalid_argument where sizes differ or a tie names somebody there is not.
std::string network_map_svg(const NetworkMap& map);

}  // namespace rapport::picture
