// SVG elements as text. Widths are upper estimates from the widest of the usual sans serifs
// (DejaVu Sans), so that what fits here fits everywhere.
#include "analysis/picture/svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace rapport::picture {
namespace {

struct Character {
  std::uint32_t code = 0;
  std::size_t length = 1;  // bytes
  bool valid = false;
};

std::uint32_t byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

// The character at a byte; invalid for stray, cut, overlong and surrogate sequences.
Character decode(std::string_view text, std::size_t at) {
  const std::uint32_t lead = byte_at(text, at);
  if (lead < 0x80U) {
    return {lead, 1, true};
  }
  const std::size_t length = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
  if (lead < 0xC2U || lead > 0xF4U || at + length > text.size()) {
    return {};
  }
  std::uint32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const std::uint32_t next = byte_at(text, at + i);
    if ((next & 0xC0U) != 0x80U) {
      return {};
    }
    code = (code << 6U) | (next & 0x3FU);
  }
  const std::uint32_t least = length == 4 ? 0x10000U : length == 3 ? 0x800U : 0x80U;
  const bool surrogate = code >= 0xD800U && code <= 0xDFFFU;
  if (code < least || code > 0x10FFFFU || surrogate) {
    return {};
  }
  return {code, length, true};
}

bool allowed(std::uint32_t code) {
  return code == 0x9U || code == 0xAU || code == 0xDU ||
         (code >= 0x20U && code != 0xFFFEU && code != 0xFFFFU);
}

// In shares of the font size.
double character_width(std::uint32_t code) {
  constexpr std::string_view narrow = "iIjl.,:;'|!()[] ftr/";
  constexpr std::string_view wide = "mwMW%@";
  if (code >= 0x2E80U) {
    return 1.1;  // ideographs, emoji
  }
  if (code < 0x80U && narrow.find(static_cast<char>(code)) != std::string_view::npos) {
    return 0.42;
  }
  if (code < 0x80U && wide.find(static_cast<char>(code)) != std::string_view::npos) {
    return 1.0;
  }
  return code >= 'A' && code <= 'Z' ? 0.76 : 0.63;
}

}  // namespace

std::string escape(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = decode(text, at);
    if (!c.valid) {
      result += "\xEF\xBF\xBD";
    } else if (c.code == '&') {
      result += "&amp;";
    } else if (c.code == '<') {
      result += "&lt;";
    } else if (c.code == '>') {
      result += "&gt;";
    } else if (c.code == '"') {
      result += "&quot;";
    } else if (c.code == '\'') {
      result += "&#39;";
    } else if (allowed(c.code)) {
      result += text.substr(at, c.length);
    }
    at += c.length;
  }
  return result;
}

std::string coordinate(double value) {
  if (!std::isfinite(value)) {
    return "0";
  }
  std::string text = fmt::format("{:.2f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') {
    text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

double text_width(std::string_view text, double size, bool bold) {
  double width = 0.0;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = decode(text, at);
    width += character_width(c.code);
    at += c.length;
  }
  return width * size * (bold ? 1.12 : 1.0);
}

std::vector<std::string> wrap(std::string_view text, double width, double size, bool bold) {
  std::vector<std::string> lines;
  std::string line;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n\t", at), text.size());
    const std::string word(text.substr(at, end - at));
    at = end + 1;
    if (word.empty()) {
      continue;
    }
    if (!line.empty() && text_width(fmt::format("{} {}", line, word), size, bold) > width) {
      lines.push_back(line);
      line.clear();
    }
    line += line.empty() ? "" : " ";
    line += word;
  }
  if (!line.empty()) {
    lines.push_back(line);
  }
  return lines;
}

std::string shorten(std::string_view text, double width, double size, bool bold) {
  if (text_width(text, size, bold) <= width) {
    return std::string(text);
  }
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = decode(text, at).length;
    const std::string longer = kept + std::string(text.substr(at, length));
    if (text_width(longer + "\xE2\x80\xA6", size, bold) > width) {
      break;
    }
    kept = longer;
    at += length;
  }
  kept.erase(kept.find_last_not_of(' ') + 1);
  return kept + "\xE2\x80\xA6";
}

std::string text_element(double x, double y, std::string_view text, const TextStyle& style) {
  return fmt::format(
      "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{}{}>{}</text>\n", coordinate(x),
      coordinate(y), coordinate(style.size), style.fill,
      style.anchor == "start" ? std::string() : fmt::format(" text-anchor=\"{}\"", style.anchor),
      style.bold ? " font-weight=\"700\"" : "", escape(text));
}

std::string two_texts(double x, double y, std::string_view first, const TextStyle& first_style,
                      double gap, std::string_view second, const TextStyle& second_style) {
  std::string text = text_element(x, y, first, first_style);
  if (second.empty()) {
    return text;
  }
  text.resize(text.size() - std::string_view("</text>\n").size());
  return text + fmt::format(
                    "<tspan dx=\"{}\" font-size=\"{}\" font-weight=\"{}\" fill=\"{}\">{}</tspan>"
                    "</text>\n",
                    coordinate(gap), coordinate(second_style.size),
                    second_style.bold ? "700" : "400", second_style.fill, escape(second));
}

std::string line_element(double x1, double y1, double x2, double y2, std::string_view stroke,
                         double width, std::string_view extra) {
  return fmt::format(
      "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{}\" stroke-width=\"{}\"{}{}/>\n",
      coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2), stroke, coordinate(width),
      extra.empty() ? "" : " ", extra);
}

}  // namespace rapport::picture
