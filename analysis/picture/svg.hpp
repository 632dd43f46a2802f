// The little of SVG that the pictures need: escaped text, finite numbers, estimated text widths.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::picture {

/// Text as XML character data or attribute value: & < > " ' escaped, characters that XML 1.0
/// forbids dropped, bytes that are not UTF-8 replaced by U+FFFD.
std::string escape(std::string_view text);

/// A coordinate with at most two decimals, never "-0"; 0 for a number that is not finite (callers
/// leave such points out, a file with "nan" in it would not be drawn at all).
std::string coordinate(double value);

/// How wide a text is, at most, in a usual sans serif of the given size. In pixels.
double text_width(std::string_view text, double size, bool bold = false);

/// The text broken at spaces into lines not wider than `width` pixels (a longer word stands alone).
std::vector<std::string> wrap(std::string_view text, double width, double size, bool bold = false);

/// The text, or as much of it as fits followed by an ellipsis.
std::string shorten(std::string_view text, double width, double size, bool bold = false);

struct TextStyle {
  double size = 12.0;  // pixels
  std::string_view fill = "#333333";
  std::string_view anchor = "start";  // start, middle, end
  bool bold = false;
};

/// A <text> element at a baseline, with a line break after it.
std::string text_element(double x, double y, std::string_view text, const TextStyle& style);

/// As text_element, followed on the same line by a second text `gap` pixels after its end, wherever
/// the reader's font makes that end.
std::string two_texts(double x, double y, std::string_view first, const TextStyle& first_style,
                      double gap, std::string_view second, const TextStyle& second_style);

/// A <line> element; `extra` is further attributes, already valid XML.
std::string line_element(double x1, double y1, double x2, double y2, std::string_view stroke,
                         double width, std::string_view extra = "");

}  // namespace rapport::picture
