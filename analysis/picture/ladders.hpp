// One picture of two ladders by week: what a social media dashboard counts (the vanity ladder) and
// what the firm lives on (the business ladder), as small line charts that share one legend.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace rapport::picture {

enum class Ladder { vanity, business };

/// As many as colours tell apart.
inline constexpr std::size_t most_strategies = 6;

/// One strategy in one chart: an entry per week of LaddersPicture::weeks. NaN (or infinite) leaves
/// a gap: in the line where the mean is, in the band where either end is. Empty low and high: no
/// band.
struct Series {
  std::vector<double> mean;
  std::vector<double> low;
  std::vector<double> high;
};

/// One measure.
struct Chart {
  Ladder ladder = Ladder::vanity;
  std::string title;           // "followers"
  std::string unit;            // "accounts"; may be empty
  std::vector<Series> series;  // one per strategy, in their order
};

struct LaddersPicture {
  std::string title;
  std::string subtitle;                 // may be empty
  std::vector<double> weeks;            // increasing and finite; at least one
  std::vector<std::string> strategies;  // 1 to most_strategies names
  std::vector<Chart> charts;            // 1 to 12 in each ladder that has any
  std::optional<double> switch_week;    // a vertical mark, where it lies within the weeks
  std::string switch_label = "switch";  // its name in the legend
  std::string band_label = "95 % interval";
  std::string footer;  // may be empty: seeds, replicates, digest
};

/// The picture as one self-contained SVG document, 1200 pixels wide, as high as it needs to be.
/// Well-formed XML whatever the texts and numbers are; no fonts or links from outside; strategies
/// differ in colour (Okabe & Ito's palette, made for colour blindness) and in dashes.
/// Throws std::invalid_argument where the counts above do not hold or vectors differ in length.
std::string ladders_svg(const LaddersPicture& picture);

}  // namespace rapport::picture
