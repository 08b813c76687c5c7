#include "common/text.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace edicola {
namespace {

using namespace std::string_view_literals;

TEST(TextTest, RepairsMaximalSubparts) {
  struct Case {
    std::string_view bytes;
    std::string_view repaired;
  };
  const std::vector<Case> cases = {
      // Unicode 15, tables 3-8 to 3-11.
      {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA"},
      {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA"},
      {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA\uFFFD\uFFFDB"},
      {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", "\uFFFD\uFFFD\uFFFD\uFFFDA"},
      // The text breaks off inside a character.
      {"citt\xC3", "citt\uFFFD"},
      {"\xF0\x9F\x98", "\uFFFD"},
      // Latin-1, the usual damage.
      {"citt\xE0 e perch\xE9.", "citt\uFFFD e perch\uFFFD."},
      {"\xE8 \xE8", "\uFFFD \uFFFD"},
  };
  for (const Case& c : cases) {
    EXPECT_FALSE(is_valid_utf8(c.bytes)) << c.repaired;
    EXPECT_EQ(repair_utf8(c.bytes), c.repaired);
    EXPECT_TRUE(is_valid_utf8(repair_utf8(c.bytes)));
  }
}

TEST(TextTest, LeavesValidTextAlone) {
  // The last of each length, and what stands beside the surrogates.
  for (const std::string_view text :
       {""sv, "\0a"sv, "\x7F"sv, "\xDF\xBF"sv, "\xEF\xBF\xBF"sv, "\xF4\x8F\xBF\xBF"sv,
        "\xED\x9F\xBF\xEE\x80\x80"sv, "perché l’Aquila 😀"sv}) {
    EXPECT_TRUE(is_valid_utf8(text));
    EXPECT_EQ(repair_utf8(text), text);
  }
}

TEST(TextTest, CountsCharacters) {
  EXPECT_EQ(count_characters(""), 0U);
  EXPECT_EQ(count_characters("città"), 5U);
  EXPECT_EQ(count_characters("l’😀"), 3U);
}

TEST(TextTest, KnowsBlankText) {
  // No-break space, zero width space, soft hyphen, byte order mark, next line.
  for (const std::string_view text :
       {""sv, " \t\r\n"sv, "\0"sv, "\u00A0"sv, "\u200B \u00AD"sv, "\uFEFF\u0085\u3000"sv}) {
    EXPECT_TRUE(is_blank(text)) << text;
  }
  for (const std::string_view text : {"a"sv, " . "sv, "\u00A0è"sv, "\uFFFD"sv, "😀"sv, "\xFF"sv}) {
    EXPECT_FALSE(is_blank(text)) << text;
  }
}

TEST(TextTest, FingerprintsAreFnv1a) {
  // The published test vectors of FNV-1a, 64 bits (draft-eastlake-fnv).
  EXPECT_EQ(hex64(fingerprint64("")), "cbf29ce484222325");
  EXPECT_EQ(hex64(fingerprint64("a")), "af63dc4c8601ec8c");
  EXPECT_EQ(hex64(fingerprint64("foobar")), "85944171f73967e8");
}

TEST(TextTest, HexKeepsLeadingZeros) {
  EXPECT_EQ(hex64(0), "0000000000000000");
  EXPECT_EQ(hex64(0xABCU), "0000000000000abc");
}

}  // namespace
}  // namespace edicola
