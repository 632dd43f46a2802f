// The layout of the picture of the ladders: title, subtitle, legend, one card per ladder with a
// grid of charts, footer, from top to bottom.
#include "analysis/picture/ladders_layout.hpp"

#include <algorithm>
#include <utility>

#include "analysis/picture/axis.hpp"
#include "analysis/picture/svg.hpp"

namespace rapport::picture {
namespace {

constexpr double card_padding = 20.0;
constexpr double card_header = 50.0;
constexpr double card_gap = 20.0;
constexpr double chart_gap_x = 22.0;
constexpr double chart_gap_y = 14.0;
constexpr double legend_row = 26.0;
constexpr double legend_gap = 30.0;

std::vector<std::size_t> charts_of(const LaddersPicture& picture, Ladder ladder) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < picture.charts.size(); ++i) {
    if (picture.charts[i].ladder == ladder) {
      result.push_back(i);
    }
  }
  return result;
}

std::size_t empty_cells(std::size_t charts, std::size_t columns) {
  return (columns - charts % columns) % columns;
}

// Three or four columns, whichever leaves fewer cells empty; fewer where there are fewer charts.
// One number for both ladders, so that their charts line up.
std::size_t column_count(std::size_t vanity, std::size_t business) {
  const std::size_t most = std::max(vanity, business);
  if (most <= 3) {
    return most;
  }
  const auto empty = [&](std::size_t columns) {
    return empty_cells(vanity, columns) + empty_cells(business, columns);
  };
  return empty(4) < empty(3) ? 4 : 3;
}

void place_legend(const LaddersPicture& picture, LaddersLayout& layout, double& y) {
  using Kind = LegendPlace::Kind;
  for (std::size_t i = 0; i < picture.strategies.size(); ++i) {
    layout.legend.push_back({Kind::strategy, i, picture.strategies[i], 0.0, 0.0});
  }
  const bool bands =
      std::any_of(picture.charts.begin(), picture.charts.end(), [](const Chart& chart) {
        return std::any_of(chart.series.begin(), chart.series.end(),
                           [](const Series& series) { return !series.low.empty(); });
      });
  if (bands) {
    layout.legend.push_back({Kind::band, 0, picture.band_label, 0.0, 0.0});
  }
  if (picture.switch_week && shows_switch(picture)) {
    layout.legend.push_back({Kind::change, 0,
                             picture.switch_label + ", week " + short_number(*picture.switch_week),
                             0.0, 0.0});
  }
  const double right = layout.width - layout.margin;
  double x = layout.margin;
  y += 0.5 * legend_row;
  for (LegendPlace& entry : layout.legend) {
    const bool bold = entry.kind == Kind::strategy;
    const double sample = sample_width(entry.kind) + 10.0;
    entry.text = shorten(entry.text, right - layout.margin - sample, legend_size, bold);
    const double needed = sample + text_width(entry.text, legend_size, bold);
    if (x > layout.margin && x + needed > right) {
      x = layout.margin;
      y += legend_row;
    }
    entry.x = x;
    entry.y = y;
    x += needed + legend_gap;
  }
  y += 0.5 * legend_row;
}

void place_ladder(const std::vector<std::size_t>& charts, Ladder ladder, std::size_t columns,
                  LaddersLayout& layout, double& y) {
  const double inner = layout.width - 2.0 * layout.margin - 2.0 * card_padding;
  const double gaps = chart_gap_x * static_cast<double>(columns - 1);
  const double width = (inner - gaps) / static_cast<double>(columns);
  const double height = columns == 1 ? 330.0 : columns == 2 ? 270.0 : columns == 3 ? 226.0 : 206.0;
  const std::size_t rows = (charts.size() + columns - 1) / columns;
  LadderPlace place;
  place.ladder = ladder;
  place.card = {layout.margin, y, layout.width - 2.0 * layout.margin,
                card_header + static_cast<double>(rows) * (height + chart_gap_y) - chart_gap_y +
                    card_padding};
  for (std::size_t i = 0; i < charts.size(); ++i) {
    const double column = static_cast<double>(i % columns);
    const std::size_t above = i / columns;
    const double row = static_cast<double>(above);
    place.charts.push_back({charts[i],
                            {layout.margin + card_padding + column * (width + chart_gap_x),
                             y + card_header + row * (height + chart_gap_y), width, height}});
  }
  y += place.card.height + card_gap;
  layout.ladders.push_back(std::move(place));
}

}  // namespace

double sample_width(LegendPlace::Kind kind) {
  return kind == LegendPlace::Kind::change ? 10.0 : 44.0;
}

bool shows_switch(const LaddersPicture& picture) {
  return picture.switch_week.has_value() && *picture.switch_week >= picture.weeks.front() &&
         *picture.switch_week <= picture.weeks.back();
}

LaddersLayout lay_out(const LaddersPicture& picture) {
  LaddersLayout layout;
  const double inner = layout.width - 2.0 * layout.margin;
  layout.title = wrap(picture.title, inner, title_size, true);
  layout.subtitle = wrap(picture.subtitle, inner, subtitle_size);
  layout.footer = wrap(picture.footer, inner, footer_size);
  double y = 30.0;
  layout.title_y = y + title_size;
  y += 1.25 * title_size * static_cast<double>(layout.title.size());
  layout.subtitle_y = y + 1.3 * subtitle_size;
  y += 1.45 * subtitle_size * static_cast<double>(layout.subtitle.size()) + 14.0;
  place_legend(picture, layout, y);
  y += 12.0;
  const std::vector<std::size_t> vanity = charts_of(picture, Ladder::vanity);
  const std::vector<std::size_t> business = charts_of(picture, Ladder::business);
  const std::size_t columns = column_count(vanity.size(), business.size());
  for (const Ladder ladder : {Ladder::vanity, Ladder::business}) {
    const std::vector<std::size_t>& charts = ladder == Ladder::vanity ? vanity : business;
    if (!charts.empty()) {
      place_ladder(charts, ladder, columns, layout, y);
    }
  }
  layout.footer_y = y + footer_size;
  y += 1.5 * footer_size * static_cast<double>(layout.footer.size());
  layout.height = y + 12.0;
  return layout;
}

}  // namespace rapport::picture
