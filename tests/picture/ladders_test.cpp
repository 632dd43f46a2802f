// The picture of the two ladders: valid XML whatever goes in, gaps for what is unknown.
#include "analysis/picture/ladders.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <utility>

#include "analysis/picture/axis.hpp"
#include "analysis/picture/ladders_layout.hpp"

namespace rapport::picture {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

LaddersPicture example(std::size_t strategies, std::size_t vanity, std::size_t business,
                       std::size_t weeks) {
  LaddersPicture picture;
  picture.title = "Existing or living?";
  picture.subtitle = "Weekly means";
  picture.footer = "seed 1";
  for (std::size_t week = 1; week <= weeks; ++week) {
    picture.weeks.push_back(static_cast<double>(week));
  }
  for (std::size_t i = 0; i < strategies; ++i) {
    picture.strategies.push_back("strategy " + std::to_string(i + 1));
  }
  for (std::size_t c = 0; c < vanity + business; ++c) {
    Chart chart;
    chart.ladder = c < vanity ? Ladder::vanity : Ladder::business;
    chart.title = "measure " + std::to_string(c + 1);
    chart.unit = "a week";
    for (std::size_t i = 0; i < strategies; ++i) {
      Series series;
      for (const double week : picture.weeks) {
        const double mean = 100.0 * std::sin(0.1 * week * static_cast<double>(i + 1));
        series.mean.push_back(mean);
        series.low.push_back(mean - 10.0);
        series.high.push_back(mean + 10.0);
      }
      chart.series.push_back(series);
    }
    picture.charts.push_back(chart);
  }
  return picture;
}

// What a real XML parser finds wrong; empty = nothing.
std::string problems_in(const std::string& svg) {
  const std::string path = testing::TempDir() + "rapport_" + std::to_string(getpid()) + ".svg";
  std::ofstream(path, std::ios::binary) << svg;
  const std::string command =
      std::string(RAPPORT_PYTHON) + " '" + RAPPORT_SVG_CHECK + "' '" + path + "' 2>&1";
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) {
    return "cannot run " + command;
  }
  std::string found;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
    found.push_back(static_cast<char>(c));
  }
  const int status = pclose(pipe);
  std::remove(path.c_str());
  return status == 0 ? std::string() : "exit " + std::to_string(status) + ": " + found;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

TEST(Ladders, are_valid_for_any_number_of_strategies_and_measures) {
  for (const std::size_t strategies : {1U, 2U, 6U}) {
    for (const auto& [vanity, business] :
         std::vector<std::pair<std::size_t, std::size_t>>{{1, 1}, {0, 2}, {5, 7}, {12, 12}}) {
      const LaddersPicture picture = example(strategies, vanity, business, 30);
      const std::string svg = ladders_svg(picture);
      EXPECT_EQ(problems_in(svg), "") << strategies << " " << vanity << " " << business;
      EXPECT_EQ(count(svg, "<polyline"), strategies * (vanity + business));
      EXPECT_EQ(count(svg, "fill-opacity=\"0.16\""), strategies * (vanity + business));
      EXPECT_EQ(count(svg, "The vanity ladder</text>") + count(svg, "The vanity ladder<tspan"),
                vanity > 0 ? 1U : 0U);
    }
  }
}

TEST(Ladders, escape_every_text) {
  LaddersPicture picture = example(2, 1, 1, 3);
  const std::string nasty = "<b> & \"x\" ]]> \x02\xFF";
  picture.title = picture.subtitle = picture.footer = picture.switch_label = nasty;
  picture.band_label = picture.strategies[0] = nasty;
  picture.charts[0].title = picture.charts[0].unit = nasty;
  picture.switch_week = 2.0;
  const std::string svg = ladders_svg(picture);
  EXPECT_EQ(problems_in(svg), "");
  EXPECT_EQ(svg.find("<b>"), std::string::npos);
  EXPECT_NE(svg.find("&lt;b&gt;"), std::string::npos);
}

TEST(Ladders, leave_gaps_for_what_is_not_finite) {
  LaddersPicture picture = example(1, 1, 0, 10);
  Series& series = picture.charts[0].series[0];
  series.mean[2] = nan;  // weeks 1-2 | 4-7 | 9-10 remain, and a gap at 3 and 8
  series.mean[7] = infinity;
  series.low[4] = -infinity;  // one replicate: no band there
  const std::string svg = ladders_svg(picture);
  EXPECT_EQ(problems_in(svg), "");
  EXPECT_EQ(count(svg, "<polyline"), 3U);
  EXPECT_EQ(count(svg, "fill-opacity=\"0.16\""), 2U);
  EXPECT_EQ(svg.find("nan"), std::string::npos);
  EXPECT_EQ(svg.find("inf"), std::string::npos);
}

TEST(Ladders, show_a_lone_week_as_a_dot_and_no_data_as_words) {
  LaddersPicture picture = example(2, 2, 0, 1);
  picture.charts[1].series[0].mean[0] = nan;
  picture.charts[1].series[1] = {{nan}, {}, {}};
  const std::string svg = ladders_svg(picture);
  EXPECT_EQ(problems_in(svg), "");
  EXPECT_EQ(count(svg, "<circle"), 2U);
  EXPECT_EQ(count(svg, ">no data<"), 1U);
}

TEST(Ladders, survive_extreme_values) {
  LaddersPicture picture = example(2, 3, 1, 3);
  picture.charts[0].series[0].mean = {1e308, -1e308, 0.0};
  picture.charts[1].series[0] = {{1e-310, 2e-310, 0.0}, {}, {}};
  picture.charts[2].series[0] = {{7.0, 7.0, 7.0}, {7.0, 7.0, 7.0}, {7.0, 7.0, 7.0}};
  picture.charts[2].series[1] = picture.charts[2].series[0];
  EXPECT_EQ(problems_in(ladders_svg(picture)), "");
}

TEST(Ladders, mark_the_switch_in_every_chart_and_once_in_the_legend) {
  LaddersPicture picture = example(2, 2, 2, 52);
  picture.switch_week = 26.0;
  picture.switch_label = "starts to live";
  const std::string svg = ladders_svg(picture);
  EXPECT_EQ(count(svg, "stroke-dasharray=\"3 3\""), 5U);
  EXPECT_EQ(count(svg, "starts to live, week 26"), 1U);
  picture.switch_week = 80.0;  // after the end: nothing to show
  EXPECT_EQ(count(ladders_svg(picture), "starts to live"), 0U);
}

TEST(Ladders, differ_in_colour_and_in_dashes) {
  const std::string svg = ladders_svg(example(6, 1, 0, 5));
  for (const char* stroke : {"stroke=\"#0072B2\"/>", "stroke=\"#D55E00\" stroke-dasharray=\"8 3\"",
                             "stroke=\"#009E73\" stroke-dasharray=\"2.5 2.5\"",
                             "stroke=\"#CC79A7\" stroke-dasharray=\"10 3 2.5 3\"",
                             "stroke=\"#E69F00\" stroke-dasharray=\"16 4\"",
                             "stroke=\"#000000\" stroke-dasharray=\"1.2 2.4\""}) {
    EXPECT_EQ(count(svg, stroke), 1U) << stroke;
  }
}

TEST(Ladders, tell_readers_who_cannot_see_where_each_line_ends) {
  LaddersPicture picture = example(2, 1, 0, 3);
  picture.charts[0].series[0].mean = {1.0, 2.0, 12345.0};
  picture.charts[0].series[1].mean = {1.0, 7.5, nan};
  EXPECT_NE(
      ladders_svg(picture).find("The vanity ladder, measure 1, last value: strategy 1 12.3 k, "
                                "strategy 2 7.5 a week."),
      std::string::npos);
}

TEST(Ladders, lie_side_by_side_without_overlap) {
  const LaddersLayout layout = lay_out(example(6, 11, 7, 10));
  std::vector<Box> boxes;
  for (const LadderPlace& ladder : layout.ladders) {
    for (const ChartPlace& chart : ladder.charts) {
      EXPECT_GE(chart.box.x, ladder.card.x);
      EXPECT_LE(chart.box.x + chart.box.width, ladder.card.x + ladder.card.width);
      EXPECT_LE(chart.box.y + chart.box.height, ladder.card.y + ladder.card.height);
      boxes.push_back(chart.box);
    }
  }
  ASSERT_EQ(boxes.size(), 18U);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const bool beside =
          boxes[i].x >= boxes[j].x + boxes[j].width || boxes[j].x >= boxes[i].x + boxes[i].width;
      const bool below =
          boxes[i].y >= boxes[j].y + boxes[j].height || boxes[j].y >= boxes[i].y + boxes[i].height;
      EXPECT_TRUE(beside || below) << i << " " << j;
    }
  }
  EXPECT_GE(layout.height, layout.ladders.back().card.y + layout.ladders.back().card.height);
}

TEST(Ladders, are_the_same_bytes_for_the_same_input_and_refuse_what_does_not_fit) {
  EXPECT_EQ(ladders_svg(example(3, 2, 2, 9)), ladders_svg(example(3, 2, 2, 9)));
  EXPECT_THROW(ladders_svg(example(0, 1, 1, 9)), std::invalid_argument);
  EXPECT_THROW(ladders_svg(example(7, 1, 1, 9)), std::invalid_argument);
  EXPECT_THROW(ladders_svg(example(2, 13, 1, 9)), std::invalid_argument);
  EXPECT_THROW(ladders_svg(example(2, 0, 0, 9)), std::invalid_argument);
  EXPECT_THROW(ladders_svg(example(2, 1, 1, 0)), std::invalid_argument);
  LaddersPicture picture = example(2, 1, 1, 9);
  picture.charts[0].series[1].mean.pop_back();
  EXPECT_THROW(ladders_svg(picture), std::invalid_argument);
  picture = example(2, 1, 1, 9);
  picture.weeks[4] = picture.weeks[3];
  EXPECT_THROW(ladders_svg(picture), std::invalid_argument);
}

}  // namespace
}  // namespace rapport::picture
