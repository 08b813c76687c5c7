// A slow twin of WordScanner: ICU's word boundaries (UAX #29), for texts in which no rule of our
// own has a say.
#include <gtest/gtest.h>
#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/words.h"
#include "tests/unit/corpus_texts.h"

namespace edicola {
namespace {

using Span = std::pair<std::uint32_t, std::uint32_t>;

class WordTwins : public testing::Test {
 protected:
  WordTwins() {
    UErrorCode status = U_ZERO_ERROR;
    breaks_.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    EXPECT_TRUE(U_SUCCESS(status));
  }

  // Words of ICU: what is between two boundaries and holds a letter or a digit.
  std::vector<Span> of_icu(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UText, decltype(&utext_close)> utext(
        utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status),
        &utext_close);
    breaks_->setText(utext.get(), status);
    EXPECT_TRUE(U_SUCCESS(status));
    std::vector<Span> spans;
    std::int32_t begin = breaks_->first();
    for (std::int32_t end = breaks_->next(); end != icu::BreakIterator::DONE;
         begin = end, end = breaks_->next()) {
      if (breaks_->getRuleStatus() >= UBRK_WORD_NONE_LIMIT) {
        spans.emplace_back(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end));
      }
    }
    return spans;
  }

  // Ours; a run of a script without blanks is left to ICU, as the chain leaves it.
  std::vector<Span> ours(std::string_view text) {
    WordScanner scanner(text);
    std::vector<Span> spans;
    for (Word word; scanner.next(word);) {
      if (word.kind != Word::Kind::kUnspaced) {
        spans.emplace_back(word.begin, word.end);
        continue;
      }
      for (const auto& [begin, end] : of_icu(text.substr(word.begin, word.end - word.begin))) {
        spans.emplace_back(word.begin + begin, word.begin + end);
      }
    }
    return spans;
  }

  void expect_equal(std::string_view text) {
    const std::vector<Span> expected = of_icu(text);
    const std::vector<Span> found = ours(text);
    words_ += found.size();
    const auto at = std::mismatch(expected.begin(), expected.end(), found.begin(), found.end());
    if (at.first == expected.end() && at.second == found.end()) return;
    const auto shown = [text](auto it, auto end) {
      return it == end ? "the end" : std::string(text.substr(it->first, it->second - it->first));
    };
    ADD_FAILURE() << "ICU: " << shown(at.first, expected.end())
                  << ", ours: " << shown(at.second, found.end()) << "\nin: " << text;
  }

  std::size_t words_ = 0;

 private:
  std::unique_ptr<icu::BreakIterator> breaks_;
};

// Where our rules differ from UAX #29: numbers, apostrophes, hyphens, dots, underscores and the
// like become blanks.
std::string without_special_cases(std::string_view text) {
  constexpr std::string_view kSpecial = "0123456789'`-.:,;&_@#/%";
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool special = kSpecial.find(text[i]) != std::string_view::npos;
    for (const std::string_view sign : {"’", "‘", "´", "·", "²", "³", "ª", "º", "½", "₂", "°"}) {
      if (!text.substr(i).starts_with(sign)) continue;
      special = true;
      i += sign.size() - 1;
      break;
    }
    plain += special ? ' ' : text[i];
  }
  return plain;
}

TEST_F(WordTwins, CorpusGivesTheWordsOfIcu) {
  for (const Article& article : read_corpus()) {
    expect_equal(without_special_cases(article.title));
    expect_equal(without_special_cases(article.body));
    if (HasFailure()) FAIL() << article.id;
  }
  EXPECT_GT(words_, 30'000U);
}

TEST_F(WordTwins, RandomTextGivesTheWordsOfIcu) {
  // Words of one script each: what lies between two scripts without a blank is our own rule.
  const std::vector<std::vector<std::string>> scripts = {
      {"a", "E", "z", "à", "É", "ß", "Ł", "e\u0301", "o\u0308", "ğ", "ﬁ", "\u00AD", "i\u200D"},
      {"α", "Ω", "ή", "ς", "ΐ"},
      {"м", "Ж", "й", "ё", "и\u0306"},
      {"ا", "ل", "ع", "ر", "ب", "ي\u064E"},
      {"ש", "ל", "ו", "ם", "ב\u05BC"},
      {"न", "म", "स\u094D", "त", "\u0947"},
      {"한", "국", "서", "울"},
      {"北", "京", "大", "学", "習", "近", "平", "人", "々"},
      {"コ", "ー", "ヒ", "ト", "ヨ", "タ"},
      {"ひ", "ら", "が", "な"},
      {"ก", "รุ", "ง", "เท", "พ", "ไทย", "ๆ"},
      {"ა", "ბ", "გ"},
      {"Հ", "ա", "յ"},
      {"ቤ", "ት"}};
  const std::vector<std::string> gaps = {" ",  "  ", "\n", "\t",  " (",  ") ",     "! ",     "? ",
                                         " «", "» ", "… ", " — ", " 😀 ", "\u00A0", "\u2003", " + "};
  std::mt19937 random(7);
  const auto pick = [&random](const auto& from) {
    return from[std::uniform_int_distribution<std::size_t>(0, from.size() - 1)(random)];
  };
  for (int i = 0; i < 4'000; ++i) {
    std::string text;
    for (std::size_t words = random() % 12; words > 0; --words) {
      const std::vector<std::string>& letters = pick(scripts);
      text += pick(gaps);
      for (std::size_t size = random() % 8 + 1; size > 0; --size) text += pick(letters);
    }
    expect_equal(text + pick(gaps));
    if (HasFailure()) FAIL() << "text " << i;
  }
  EXPECT_GT(words_, 15'000U);
}

}  // namespace
}  // namespace edicola
