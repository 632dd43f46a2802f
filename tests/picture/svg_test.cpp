// Escaping, numbers, widths.
#include "analysis/picture/svg.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace rapport::picture {
namespace {

TEST(Svg, escapes_what_xml_reserves_and_drops_what_it_forbids) {
  EXPECT_EQ(escape("a<b & \"c\" > 'd'"), "a&lt;b &amp; &quot;c&quot; &gt; &#39;d&#39;");
  EXPECT_EQ(escape(std::string_view("a\0b\x01\x1F"
                                    "c",
                                    6)),
            "abc");
  EXPECT_EQ(escape("caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80"),
            "caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80");
}

TEST(Svg, replaces_bytes_that_are_not_utf8) {
  const std::string replaced = "\xEF\xBF\xBD";
  EXPECT_EQ(escape("a\xFFz"), "a" + replaced + "z");
  EXPECT_EQ(escape("a\xC3"), "a" + replaced);                         // cut short
  EXPECT_EQ(escape("\xC0\xAF"), replaced + replaced);                 // overlong slash
  EXPECT_EQ(escape("\xED\xA0\x80"), replaced + replaced + replaced);  // surrogate
  EXPECT_EQ(escape("\xEF\xBF\xBE"), "");                              // U+FFFE, forbidden
}

TEST(Svg, writes_coordinates_short_and_finite) {
  EXPECT_EQ(coordinate(1.0), "1");
  EXPECT_EQ(coordinate(100.0), "100");
  EXPECT_EQ(coordinate(1.256), "1.26");
  EXPECT_EQ(coordinate(-0.001), "0");
  EXPECT_EQ(coordinate(std::numeric_limits<double>::quiet_NaN()), "0");
}

TEST(Svg, wraps_and_shortens_to_the_width) {
  const std::string text = "one two three four five six seven eight nine ten";
  const auto lines = wrap(text, 120.0, 12.0);
  EXPECT_GT(lines.size(), 2U);
  std::string joined;
  for (const std::string& line : lines) {
    EXPECT_LE(text_width(line, 12.0), 120.0);
    joined += (joined.empty() ? "" : " ") + line;
  }
  EXPECT_EQ(joined, text);
  EXPECT_TRUE(wrap("", 100.0, 12.0).empty());
  EXPECT_EQ(wrap("Wwwwwwwwwwwwwwwwwwwwww", 20.0, 12.0).size(), 1U);
  EXPECT_EQ(shorten("short", 100.0, 12.0), "short");
  const std::string cut = shorten(text, 120.0, 12.0);
  EXPECT_LE(text_width(cut, 12.0), 120.0);
  EXPECT_EQ(cut.substr(cut.size() - 3), "\xE2\x80\xA6");
}

}  // namespace
}  // namespace rapport::picture
