// Where everything in the picture of the ladders stands: boxes in pixels, computed before any
// element is written so that nothing can overlap.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "analysis/picture/ladders.hpp"

namespace rapport::picture {

struct Box {
  double x = 0.0;  // left
  double y = 0.0;  // top
  double width = 0.0;
  double height = 0.0;
};

struct ChartPlace {
  std::size_t chart = 0;  // index into LaddersPicture::charts
  Box box;                // titles, axis labels and plot
};

struct LadderPlace {
  Ladder ladder = Ladder::vanity;
  Box card;
  std::vector<ChartPlace> charts;
};

/// A legend entry: a strategy's index, or one of the two marks that follow the strategies.
struct LegendPlace {
  enum class Kind { strategy, band, change };
  Kind kind = Kind::strategy;
  std::size_t strategy = 0;
  std::string text;
  double x = 0.0;
  double y = 0.0;  // the line's middle
};

struct LaddersLayout {
  double width = 1200.0;
  double height = 0.0;
  double margin = 36.0;
  std::vector<std::string> title;  // lines
  std::vector<std::string> subtitle;
  std::vector<std::string> footer;
  double title_y = 0.0;  // baselines of first lines
  double subtitle_y = 0.0;
  double footer_y = 0.0;
  std::vector<LegendPlace> legend;
  std::vector<LadderPlace> ladders;
};

inline constexpr double title_size = 28.0;
inline constexpr double subtitle_size = 15.0;
inline constexpr double legend_size = 15.0;
inline constexpr double footer_size = 12.0;

/// The width of an entry's sample before its text.
double sample_width(LegendPlace::Kind kind);

/// Whether the picture shows its change of strategy.
bool shows_switch(const LaddersPicture& picture);

LaddersLayout lay_out(const LaddersPicture& picture);

}  // namespace rapport::picture
