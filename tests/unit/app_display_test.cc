#include "app/display.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace edicola {
namespace {

constexpr Style kBrackets = {"[", "]"};

struct CleanCase {
  std::string text;
  std::string cleaned;
};

TEST(AppDisplayTest, NothingThatATerminalObeysIsLeft) {
  const std::vector<CleanCase> cases = {
      {"perché no", "perché no"},
      // ESC begins every sequence; its rest is harmless text.
      {"\x1b[31mrosso", "\uFFFD[31mrosso"},
      // C1: CSI as one character of UTF-8, and as a bare byte, which is no UTF-8.
      {"a\u009bb", "a\uFFFDb"},
      {"a\x9b"
       "b",
       "a\uFFFDb"},
      {"a\x7f"
       "b\x07",
       "a\uFFFDb\uFFFD"},
      // What breaks lines would break the layout.
      {"a\nb\tc\rd\u2028e\u0085f", "a b c d e f"},
      // Directional overrides make "exe.txt" of "txt.exe".
      {"a\u202Eb", "a\uFFFDb"},
      // A cut sequence, an overlong one, a surrogate, and beyond Unicode.
      {"\xC3", "\uFFFD"},
      {"\xC0\xAF", "\uFFFD\uFFFD"},
      {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
      {"\xF5", "\uFFFD"},
      {std::string("a\0b", 3), "a\uFFFDb"},
      {"", ""}};
  for (const CleanCase& row : cases) EXPECT_EQ(clean(row.text), row.cleaned);
}

TEST(AppDisplayTest, WidthCountsCharactersNotBytes) {
  EXPECT_EQ(display_width("città"), 5U);
  // The accent as a character of its own takes no column.
  EXPECT_EQ(display_width("citta\u0300"), 5U);
  EXPECT_EQ(display_width("新聞"), 4U);
  EXPECT_EQ(display_width("📰"), 2U);
  EXPECT_EQ(display_width(""), 0U);
}

TEST(AppDisplayTest, PadFillsByWidth) {
  EXPECT_EQ(pad("città", 7), "città  ");
  EXPECT_EQ(pad("lungo", 3), "lungo");
}

TEST(AppDisplayTest, StyledMarksBytes) {
  // "perché" has seven bytes.
  EXPECT_EQ(styled("perché no", {{0, 7}}, kBrackets), "[perché] no");
  EXPECT_EQ(styled("a b c", {{0, 1}, {4, 5}}, kBrackets), "[a] b [c]");
  // A mark beyond the end, from a damaged index, ends with the text.
  EXPECT_EQ(styled("abc", {{2, 99}}, kBrackets), "ab[c]");
  EXPECT_EQ(styled("abc", {{50, 99}}, kBrackets), "abc");
}

TEST(AppDisplayTest, WrapBreaksAtBlanks) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrap("uno due tre", {}, {}, 7), (Lines{"uno due", "tre"}));
  EXPECT_EQ(wrap("  uno \n\n due  ", {}, {}, 80), (Lines{"uno due"}));
  // A word longer than the line keeps its place and stays whole.
  EXPECT_EQ(wrap("a precipitevolissimevolmente b", {}, {}, 6),
            (Lines{"a", "precipitevolissimevolmente", "b"}));
  EXPECT_EQ(wrap("", {}, {}, 80), Lines{});
  EXPECT_EQ(wrap("è è è è", {}, {}, 3), (Lines{"è è", "è è"}));
  // A no-break space does not break.
  EXPECT_EQ(wrap("10\u00A0km via", {}, {}, 6), (Lines{"10\u00A0km", "via"}));
}

TEST(AppDisplayTest, WrapEndsMarksWithTheLine) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrap("il via libera ora", {{3, 13}}, kBrackets, 6),
            (Lines{"il [via]", "[libera]", "ora"}));
  EXPECT_EQ(wrap("il via libera ora", {{3, 13}}, kBrackets, 80), (Lines{"il [via libera] ora"}));
  // Two words marked each by itself read as one stretch.
  EXPECT_EQ(wrap("via libera", {{0, 3}, {4, 10}}, kBrackets, 80), (Lines{"[via libera]"}));
}

}  // namespace
}  // namespace edicola
