// Writes the picture of the two ladders: layout first, then back to front (cards, grid, bands,
// lines, text). Colours: Okabe & Ito, "Color universal design" (2008).
#include "analysis/picture/ladders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string_view>

#include "analysis/picture/axis.hpp"
#include "analysis/picture/ladders_layout.hpp"
#include "analysis/picture/svg.hpp"

namespace rapport::picture {
namespace {

struct Stroke {
  std::string_view colour;
  std::string_view dashes;  // stroke-dasharray; empty = solid
};

// Okabe-Ito without its yellow and sky blue, which are too pale for lines on white.
constexpr std::array<Stroke, 6> strokes = {{{"#0072B2", ""},
                                            {"#D55E00", "8 3"},
                                            {"#009E73", "2.5 2.5"},
                                            {"#CC79A7", "10 3 2.5 3"},
                                            {"#E69F00", "16 4"},
                                            {"#000000", "1.2 2.4"}}};

constexpr std::string_view ink = "#1F2328";
constexpr std::string_view soft_ink = "#59636E";
constexpr std::string_view grid_colour = "#E6E8EB";
constexpr std::string_view axis_colour = "#9AA2AB";
constexpr std::string_view switch_colour = "#59636E";
constexpr std::string_view switch_dashes = "stroke-dasharray=\"3 3\"";
constexpr double tick_size = 11.5;

struct LadderText {
  std::string_view title;
  std::string_view note;
  std::string_view background;
  std::string_view accent;
};

LadderText text_of(Ladder ladder) {
  if (ladder == Ladder::vanity) {
    return {"The vanity ladder", "what a social media dashboard counts", "#F7F7F8", "#9AA2AB"};
  }
  return {"The business ladder", "what the firm lives on", "#F3F7F9", "#33658A"};
}

void require(bool condition, const char* why) {
  if (!condition) {
    throw std::invalid_argument(why);
  }
}

void check(const LaddersPicture& picture) {
  const auto finite = [](double v) { return std::isfinite(v); };
  const std::size_t weeks = picture.weeks.size();
  require(weeks >= 1 && std::all_of(picture.weeks.begin(), picture.weeks.end(), finite),
          "a picture needs at least one week, and finite weeks");
  require(std::adjacent_find(picture.weeks.begin(), picture.weeks.end(), std::greater_equal<>()) ==
              picture.weeks.end(),
          "the weeks of a picture must increase");
  require(!picture.strategies.empty() && picture.strategies.size() <= strokes.size(),
          "a picture shows 1 to 6 strategies");
  const auto vanity = std::count_if(picture.charts.begin(), picture.charts.end(),
                                    [](const Chart& c) { return c.ladder == Ladder::vanity; });
  const auto all = static_cast<std::ptrdiff_t>(picture.charts.size());
  require(all > 0 && vanity <= 12 && all - vanity <= 12, "a ladder has at most 12 charts");
  for (const Chart& chart : picture.charts) {
    require(chart.series.size() == picture.strategies.size(), "one series per strategy");
    for (const Series& series : chart.series) {
      require(series.mean.size() == weeks && series.low.size() == series.high.size() &&
                  (series.low.empty() || series.low.size() == weeks),
              "one value per week in every series");
    }
  }
}

// A chart's plot area and the way from data to pixels.
struct Frame {
  Box plot;
  Axis weeks;
  Axis values;
  double x(double week) const {
    return plot.x + plot.width * (week - weeks.low) / (weeks.high - weeks.low);
  }
  // Divided first: the width of a huge axis may exceed the largest number. Held within the axis,
  // which always holds the data up to 1e300.
  double y(double value) const {
    value = std::clamp(value, values.low, values.high);
    const double span = values.high / 2.0 - values.low / 2.0;
    return plot.y + plot.height * (1.0 - (value / 2.0 - values.low / 2.0) / span);
  }
};

void stretch(const std::vector<double>& values, double& low, double& high) {
  for (const double value : values) {
    if (std::isfinite(value)) {
      low = std::min(low, value);
      high = std::max(high, value);
    }
  }
}

Frame frame_of(const LaddersPicture& picture, const Chart& chart, const Box& box) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const Series& series : chart.series) {
    stretch(series.mean, low, high);
    stretch(series.low, low, high);
    stretch(series.high, low, high);
  }
  Frame frame;
  frame.values = value_axis(low, high, box.height > 250.0 ? 5 : 4);
  double label = 0.0;
  for (const double tick : frame.values.ticks) {
    label = std::max(label, text_width(tick_label(tick, frame.values), tick_size));
  }
  const double left = std::max(40.0, label + 8.0);
  frame.plot = {box.x + left, box.y + 30.0, box.width - left - 10.0, box.height - 30.0 - 24.0};
  frame.weeks = week_axis(picture.weeks.front(), picture.weeks.back(), 6);
  return frame;
}

std::string point(const Frame& frame, double week, double value) {
  return coordinate(frame.x(week)) + "," + coordinate(frame.y(value));
}

// Calls draw(first, last) for each longest run of weeks [first, last) in which `known` holds.
template <class Known, class Draw>
void for_each_run(std::size_t weeks, const Known& known, const Draw& draw) {
  for (std::size_t first = 0; first < weeks;) {
    std::size_t last = first;
    while (last < weeks && known(last)) {
      ++last;
    }
    if (last > first) {
      draw(first, last);
    }
    first = last + 1;
  }
}

std::string band(const LaddersPicture& picture, const Frame& frame, const Series& series,
                 const Stroke& stroke) {
  std::string svg;
  if (series.low.empty()) {
    return svg;
  }
  const auto known = [&](std::size_t i) {
    return std::isfinite(series.low[i]) && std::isfinite(series.high[i]);
  };
  for_each_run(picture.weeks.size(), known, [&](std::size_t first, std::size_t last) {
    if (last - first == 1) {
      const double x = frame.x(picture.weeks[first]);
      svg += line_element(x, frame.y(series.low[first]), x, frame.y(series.high[first]),
                          stroke.colour, 5.0, "stroke-opacity=\"0.25\"");
      return;
    }
    std::string path(1, 'M');
    for (std::size_t i = first; i < last; ++i) {
      path += point(frame, picture.weeks[i], series.high[i]);
      path += ' ';
    }
    for (std::size_t i = last; i-- > first;) {
      path += point(frame, picture.weeks[i], series.low[i]);
      path += ' ';
    }
    svg +=
        fmt::format("<path d=\"{}Z\" fill=\"{}\" fill-opacity=\"0.16\"/>\n", path, stroke.colour);
  });
  return svg;
}

std::string curve(const LaddersPicture& picture, const Frame& frame, const Series& series,
                  const Stroke& stroke) {
  std::string svg;
  const auto known = [&](std::size_t i) { return std::isfinite(series.mean[i]); };
  for_each_run(picture.weeks.size(), known, [&](std::size_t first, std::size_t last) {
    if (last - first == 1) {
      svg += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"3\" fill=\"{}\"/>\n",
                         coordinate(frame.x(picture.weeks[first])),
                         coordinate(frame.y(series.mean[first])), stroke.colour);
      return;
    }
    std::string points;
    for (std::size_t i = first; i < last; ++i) {
      points += point(frame, picture.weeks[i], series.mean[i]);
      points += ' ';
    }
    svg += fmt::format(
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\"{}/>\n", points, stroke.colour,
        stroke.dashes.empty() ? std::string()
                              : fmt::format(" stroke-dasharray=\"{}\"", stroke.dashes));
  });
  return svg;
}

std::string axes(const LaddersPicture& picture, const Frame& frame) {
  std::string svg;
  const double right = frame.plot.x + frame.plot.width;
  const double bottom = frame.plot.y + frame.plot.height;
  for (const double tick : frame.values.ticks) {
    const double y = frame.y(tick);
    svg += line_element(frame.plot.x, y, right, y, tick == 0.0 ? axis_colour : grid_colour, 1.0);
    svg += text_element(frame.plot.x - 7.0, y + 0.35 * tick_size, tick_label(tick, frame.values),
                        {tick_size, soft_ink, "end", false});
  }
  for (const double tick : frame.weeks.ticks) {
    const double x = frame.x(tick);
    svg += line_element(x, bottom, x, bottom + 4.0, axis_colour, 1.0);
    svg += text_element(x, bottom + 17.0, tick_label(tick, frame.weeks),
                        {tick_size, soft_ink, "middle", false});
  }
  svg += line_element(frame.plot.x, bottom, right, bottom, axis_colour, 1.0);
  if (picture.switch_week && shows_switch(picture)) {
    const double x = frame.x(*picture.switch_week);
    svg += line_element(x, frame.plot.y, x, bottom, switch_colour, 1.3, switch_dashes);
  }
  return svg;
}

std::string headings(const Chart& chart, const Frame& frame, const Box& box) {
  const double room = box.width - 12.0;
  const std::string title = shorten(chart.title, room, 14.5, true);
  const double left = room - text_width(title, 14.5, true) - 8.0;
  std::string svg = two_texts(box.x, box.y + 16.0, title, {14.5, ink, "start", true}, 8.0,
                              left > 40.0 ? shorten(chart.unit, left, 12.0) : std::string(),
                              {12.0, soft_ink, "start", false});
  const bool known = std::any_of(chart.series.begin(), chart.series.end(), [](const Series& s) {
    return std::any_of(s.mean.begin(), s.mean.end(), [](double v) { return std::isfinite(v); });
  });
  if (!known) {
    svg +=
        text_element(frame.plot.x + 0.5 * frame.plot.width, frame.plot.y + 0.5 * frame.plot.height,
                     "no data", {13.0, soft_ink, "middle", false});
  }
  return svg;
}

std::string chart_svg(const LaddersPicture& picture, const Chart& chart, const Box& box) {
  const Frame frame = frame_of(picture, chart, box);
  std::string svg = fmt::format("<g><title>{}</title>\n", escape(chart.title));
  svg += axes(picture, frame);
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    svg += band(picture, frame, chart.series[i], strokes[i]);
  }
  svg += fmt::format("<g stroke-width=\"{}\" stroke-linejoin=\"round\">\n",
                     chart.series.size() > 3 ? "1.7" : "2.2");
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    svg += curve(picture, frame, chart.series[i], strokes[i]);
  }
  return svg + "</g>\n" + headings(chart, frame, box) + "</g>\n";
}

std::string legend_svg(const LaddersLayout& layout) {
  std::string svg;
  for (const LegendPlace& entry : layout.legend) {
    const double right = entry.x + sample_width(entry.kind);
    const bool strategy = entry.kind == LegendPlace::Kind::strategy;
    if (strategy) {
      const Stroke& stroke = strokes[entry.strategy];
      svg += line_element(entry.x, entry.y, right, entry.y, stroke.colour, 3.0,
                          stroke.dashes.empty()
                              ? std::string()
                              : fmt::format("stroke-dasharray=\"{}\"", stroke.dashes));
    } else if (entry.kind == LegendPlace::Kind::band) {
      svg += fmt::format(
          "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"12\" fill=\"{}\" fill-opacity=\"0.2\"/>\n",
          coordinate(entry.x), coordinate(entry.y - 6.0), coordinate(right - entry.x), soft_ink);
    } else {
      const double x = 0.5 * (entry.x + right);
      svg += line_element(x, entry.y - 9.0, x, entry.y + 9.0, switch_colour, 1.3, switch_dashes);
    }
    svg += text_element(right + 10.0, entry.y + 0.35 * legend_size, entry.text,
                        {legend_size, strategy ? ink : soft_ink, "start", strategy});
  }
  return svg;
}

std::string lines_svg(const std::vector<std::string>& lines, double x, double y, double leading,
                      const TextStyle& style) {
  std::string svg;
  for (const std::string& line : lines) {
    svg += text_element(x, y, line, style);
    y += leading;
  }
  return svg;
}

double last_known(const std::vector<double>& values) {
  for (std::size_t i = values.size(); i-- > 0;) {
    if (std::isfinite(values[i])) {
      return values[i];
    }
  }
  return std::numeric_limits<double>::quiet_NaN();
}

// For readers who cannot see the picture: what it shows and where each line ends.
std::string description(const LaddersPicture& picture) {
  std::string text = fmt::format("Line charts by week, from week {} to week {}, of {} measures.",
                                 short_number(picture.weeks.front()),
                                 short_number(picture.weeks.back()), picture.charts.size());
  for (const Ladder ladder : {Ladder::vanity, Ladder::business}) {
    for (const Chart& chart : picture.charts) {
      if (chart.ladder != ladder) {
        continue;
      }
      text += fmt::format(" {}, {}, last value:", text_of(ladder).title, chart.title);
      for (std::size_t i = 0; i < chart.series.size(); ++i) {
        text += fmt::format("{} {} {}", i == 0 ? "" : ",", picture.strategies[i],
                            short_number(last_known(chart.series[i].mean)));
      }
      text += chart.unit.empty() ? std::string(".") : fmt::format(" {}.", chart.unit);
    }
  }
  return text;
}

std::string card_svg(const LadderPlace& place) {
  const LadderText text = text_of(place.ladder);
  const Box& card = place.card;
  std::string svg =
      fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"10\" fill=\"{}\"/>\n",
                  coordinate(card.x), coordinate(card.y), coordinate(card.width),
                  coordinate(card.height), text.background);
  svg += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"4\" height=\"20\" rx=\"2\" fill=\"{}\"/>\n",
                     coordinate(card.x + 20.0), coordinate(card.y + 14.0), text.accent);
  svg += two_texts(card.x + 32.0, card.y + 30.0, text.title, {18.0, ink, "start", true}, 12.0,
                   text.note, {13.5, soft_ink, "start", false});
  return svg + text_element(card.x + card.width - 30.0, card.y + 30.0, "by week",
                            {12.5, soft_ink, "end", false});
}

}  // namespace

std::string ladders_svg(const LaddersPicture& picture) {
  check(picture);
  const LaddersLayout layout = lay_out(picture);
  std::string svg = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
      "viewBox=\"0 0 {0} {1}\" role=\"img\" aria-labelledby=\"ladders-title ladders-desc\" "
      "font-family=\"Inter, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', "
      "'DejaVu Sans', sans-serif\">\n<title id=\"ladders-title\">{2}</title>\n"
      "<desc id=\"ladders-desc\">{3}</desc>\n"
      "<rect width=\"{0}\" height=\"{1}\" fill=\"#FFFFFF\"/>\n",
      coordinate(layout.width), coordinate(layout.height), escape(picture.title),
      escape(description(picture)));
  svg += lines_svg(layout.title, layout.margin, layout.title_y, 1.25 * title_size,
                   {title_size, ink, "start", true});
  svg += lines_svg(layout.subtitle, layout.margin, layout.subtitle_y, 1.45 * subtitle_size,
                   {subtitle_size, soft_ink, "start", false});
  svg += legend_svg(layout);
  for (const LadderPlace& place : layout.ladders) {
    svg += card_svg(place);
    for (const ChartPlace& chart : place.charts) {
      svg += chart_svg(picture, picture.charts[chart.chart], chart.box);
    }
  }
  svg += lines_svg(layout.footer, layout.margin, layout.footer_y, 1.5 * footer_size,
                   {footer_size, soft_ink, "start", false});
  return svg + "</svg>\n";
}

}  // namespace rapport::picture
