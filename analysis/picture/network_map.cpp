#include "analysis/picture/network_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "analysis/picture/svg.hpp"

namespace rapport::picture {
namespace {

constexpr double side = 1000;
constexpr double margin = 40;
constexpr double head = 70;
constexpr std::array colours = {"#0072B2", "#E69F00", "#009E73", "#CC79A7",
                                "#D55E00", "#56B4E9", "#F0E442", "#000000"};

struct Point {
  double x = 0;
  double y = 0;
};

/// People of a group start near one another, on a spiral of sunflower seeds around its middle.
std::vector<Point> first_places(const std::vector<std::uint32_t>& group) {
  const std::uint32_t groups = *std::ranges::max_element(group) + 1;
  std::vector<std::uint32_t> seen(groups, 0);
  std::vector<Point> places;
  const double golden = std::numbers::pi * (3 - std::sqrt(5.0));
  for (const std::uint32_t g : group) {
    const double around = 2 * std::numbers::pi * g / groups;
    const double turn = golden * seen[g];
    const double radius = 0.02 * std::sqrt(seen[g]++ + 1.0);
    places.push_back({0.3 * std::cos(around) + radius * std::cos(turn),
                      0.3 * std::sin(around) + radius * std::sin(turn)});
  }
  return places;
}

/// Everybody pushes everybody off, ties pull, and a weak pull to the middle holds what is not tied.
std::vector<Point> settled(const NetworkMap& map) {
  std::vector<Point> places = first_places(map.group);
  const auto n = static_cast<double>(places.size());
  const double apart = 0.9 / std::sqrt(n);  // the distance that ties strive for
  std::vector<Point> force(places.size());
  constexpr int rounds = 400;
  for (int round = 0; round < rounds; ++round) {
    std::ranges::fill(force, Point{});
    for (std::size_t a = 0; a < places.size(); ++a) {
      for (std::size_t b = a + 1; b < places.size(); ++b) {
        const double dx = places[a].x - places[b].x;
        const double dy = places[a].y - places[b].y;
        const double push = apart * apart / std::max(dx * dx + dy * dy, 1e-9);
        force[a].x += dx * push;
        force[a].y += dy * push;
        force[b].x -= dx * push;
        force[b].y -= dy * push;
      }
      force[a].x -= places[a].x * apart;
      force[a].y -= places[a].y * apart;
    }
    for (const auto& [a, b] : map.ties) {
      const double dx = places[a].x - places[b].x;
      const double dy = places[a].y - places[b].y;
      const double pull = std::sqrt(dx * dx + dy * dy) / apart;
      force[a].x -= dx * pull;
      force[a].y -= dy * pull;
      force[b].x += dx * pull;
      force[b].y += dy * pull;
    }
    const double step = 0.1 * (1 - static_cast<double>(round) / rounds);
    for (std::size_t i = 0; i < places.size(); ++i) {
      const double length = std::sqrt(force[i].x * force[i].x + force[i].y * force[i].y);
      const double scale = std::min(length, step) / std::max(length, 1e-12);
      places[i].x += force[i].x * scale;
      places[i].y += force[i].y * scale;
    }
  }
  return places;
}

/// Into the picture, both axes alike.
void fit(std::vector<Point>& places) {
  const auto [left, right] = std::ranges::minmax_element(places, {}, &Point::x);
  const auto [top, bottom] = std::ranges::minmax_element(places, {}, &Point::y);
  const double width = std::max({right->x - left->x, bottom->y - top->y, 1e-9});
  const Point middle{(left->x + right->x) / 2, (top->y + bottom->y) / 2};
  const double scale = (side - 2 * margin) / width;
  for (Point& place : places) {
    place = {side / 2 + (place.x - middle.x) * scale,
             head + side / 2 + (place.y - middle.y) * scale};
  }
}

const char* colour(std::uint32_t group) {
  return group < colours.size() ? colours[group] : "#999999";
}

void check(const NetworkMap& map) {
  if (map.group.empty() || map.weight.size() != map.group.size()) {
    throw std::invalid_argument("a network map needs a group and a weight for each person");
  }
  for (const auto& [a, b] : map.ties) {
    if (a >= map.group.size() || b >= map.group.size()) {
      throw std::invalid_argument("a tie of a network map names somebody there is not");
    }
  }
}

}  // namespace

std::string network_map_svg(const NetworkMap& map) {
  check(map);
  std::vector<Point> places = settled(map);
  fit(places);
  const double height = side + head;
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} "
      "{1}\" font-family=\"sans-serif\" role=\"img\">\n<title>{2}</title>\n<rect width=\"{0}\" "
      "height=\"{1}\" fill=\"#ffffff\"/>\n",
      coordinate(side), coordinate(height), escape(map.title));
  svg += text_element(margin, 36, map.title, {20, "#222222", "start", true});
  svg += text_element(margin, 58, map.subtitle, {13, "#555555", "start", false});
  for (const auto& [a, b] : map.ties) {
    svg += line_element(places[a].x, places[a].y, places[b].x, places[b].y,
                        map.group[a] == map.group[b] ? colour(map.group[a]) : "#777777", 0.8,
                        "stroke-opacity=\"0.5\"");
  }
  const double largest = std::max(1e-9, *std::ranges::max_element(map.weight));
  for (std::size_t i = 0; i < places.size(); ++i) {
    svg += fmt::format(
        "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" stroke=\"#ffffff\" "
        "stroke-width=\"0.6\"/>\n",
        coordinate(places[i].x), coordinate(places[i].y),
        coordinate(3 + 9 * std::sqrt(map.weight[i] / largest)), colour(map.group[i]));
  }
  return svg + "</svg>\n";
}

}  // namespace rapport::picture
