#include "common/fold.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "common/text.h"

namespace edicola {
namespace {

std::string utf8(std::uint32_t code) {
  std::string out;
  const auto tail = [&out, code](unsigned shift) {
    out += static_cast<char>(0x80U | ((code >> shift) & 0x3FU));
  };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0U | (code >> 6U));
    tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0U | (code >> 12U));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0U | (code >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
  return out;
}

bool is_surrogate(std::uint32_t code) { return code >= 0xD800 && code < 0xE000; }

TEST(FoldTest, FoldsWords) {
  struct Case {
    std::string_view word;
    std::string_view lower;
    std::string_view form;
  };
  const std::vector<Case> cases = {
      {"Città", "città", "citta"},
      // The same in pieces, as macOS writes file names.
      {"Citta\u0300", "città", "citta"},
      {"PERCHÉ", "perché", "perche"},
      {"Erdoğan", "erdoğan", "erdogan"},
      {"Łódź", "łódź", "lodz"},
      {"Đoković", "đoković", "dokovic"},
      {"Øresund", "øresund", "oresund"},
      {"Æthelred", "æthelred", "aethelred"},
      {"œuvre", "œuvre", "oeuvre"},
      {"Straße", "strasse", "strasse"},
      // A capital I with a dot, as in İstanbul, and an i without, as in Diyarbakır.
      {"İstanbul", "i̇stanbul", "istanbul"},
      {"Diyarbakır", "diyarbakır", "diyarbakir"},
      // Full width, ligatures, raised digits.
      {"ＲＡＩ", "rai", "rai"},
      {"ﬁnanza", "finanza", "finanza"},
      {"CO₂", "co2", "co2"},
      // A soft hyphen and a joiner are nothing.
      {"gover\u00ADno", "governo", "governo"},
      {"gover\u200Dno", "governo", "governo"},
      {"ΑΘΉΝΑ", "αθήνα", "αθηνα"},
      {"Йемен", "йемен", "иемен"},
      {"한국", "한국", "한국"},
      {"", "", ""}};
  for (const Case& c : cases) {
    EXPECT_EQ(fold(c.word).lower, c.lower) << c.word;
    EXPECT_EQ(fold(c.word).form, c.form) << c.word;
    EXPECT_EQ(fold_case(c.word), c.lower) << c.word;
  }
}

class FoldTwins : public testing::Test {
 protected:
  // The fast way gives what the slow way gives; folding again changes nothing.
  void check(const std::string& word) {
    const Folded slow = fold(word);
    const FastFolder::Views views = fast_(word);
    ASSERT_EQ(views.form, slow.form) << word;
    ASSERT_EQ(views.lower, slow.lower == slow.form ? std::string_view() : slow.lower) << word;
    const Folded of_form = fold(slow.form);
    ASSERT_EQ(of_form.form, slow.form) << word;
    ASSERT_EQ(of_form.lower, slow.form) << word;
    const Folded of_lower = fold(slow.lower);
    ASSERT_EQ(of_lower.form, slow.form) << word;
    ASSERT_EQ(of_lower.lower, slow.lower) << word;
    ASSERT_TRUE(is_valid_utf8(slow.form) && is_valid_utf8(slow.lower)) << word;
  }

 private:
  FastFolder fast_;
};

TEST_F(FoldTwins, EveryCodePointAlone) {
  for (std::uint32_t code = 0; code <= 0x2FFFF; ++code) {
    if (!is_surrogate(code)) check(utf8(code));
    if (HasFatalFailure()) FAIL() << "U+" << std::hex << code;
  }
}

// Every character of the table and around it between letters, where its neighbours could matter.
TEST_F(FoldTwins, LatinLettersInsideWords) {
  for (std::uint32_t code = 1; code <= 0x250; ++code) check("A" + utf8(code) + "e");
}

TEST_F(FoldTwins, RandomWordsOfMixedScripts) {
  struct Range {
    std::uint32_t first;
    std::uint32_t last;
  };
  constexpr std::array<Range, 14> kRanges = {{{'a', 'z'},
                                              {'A', 'Z'},
                                              {'a', 'z'},
                                              {0xA0, 0x17F},
                                              {0xC0, 0x24F},
                                              {0x300, 0x345},
                                              {0x370, 0x3FF},
                                              {0x400, 0x45F},
                                              {0x5D0, 0x64F},
                                              {0x900, 0x97F},
                                              {0x1E00, 0x1FFF},
                                              {0x2070, 0x209F},
                                              {0xAC00, 0xAC80},
                                              {0x1D400, 0x1D7FF}}};
  std::mt19937 random(20250710);
  const auto below = [&random](std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
  };
  for (int i = 0; i < 20'000; ++i) {
    std::string word;
    // Mostly two scripts in a word, so that the table and what it leaves alone meet.
    const std::array<Range, 2> ranges = {kRanges[below(kRanges.size())],
                                         kRanges[below(kRanges.size())]};
    for (std::size_t letters = below(12) + 1; letters > 0; --letters) {
      const Range& range = ranges[below(2)];
      word += utf8(range.first + static_cast<std::uint32_t>(below(range.last - range.first + 1)));
    }
    check(word);
    if (HasFatalFailure()) FAIL() << "word " << i;
  }
}

}  // namespace
}  // namespace edicola
