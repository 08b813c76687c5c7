// What holds for the tokens of any bytes.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "common/fold.h"
#include "common/text.h"
#include "edicola/analyzer.h"
#include "tests/unit/corpus_texts.h"
#include "tests/unit/tokens.h"

namespace edicola {
namespace {

using tokens::analyze;
using tokens::analyzer;

class Texts {
 public:
  explicit Texts(unsigned seed) : random_(seed) {}

  // Pieces of what the chain has rules for, glued in all ways.
  std::string of_pieces() {
    static const std::vector<std::string> kPieces = {"l",
                                                     "dell",
                                                     "D",
                                                     "Un",
                                                     "quest",
                                                     "po",
                                                     "citta",
                                                     "e",
                                                     "E",
                                                     "perché",
                                                     "O",
                                                     "Brien",
                                                     "Rubio",
                                                     "NATO",
                                                     "Covid",
                                                     "F",
                                                     "35",
                                                     "19",
                                                     "1.500",
                                                     "2,5",
                                                     "1",
                                                     "16",
                                                     "30",
                                                     "U.S.",
                                                     "A.",
                                                     "S",
                                                     "AT",
                                                     "T",
                                                     "m5s",
                                                     "arrestarlo",
                                                     "'",
                                                     "'",
                                                     "’",
                                                     "‘",
                                                     "`",
                                                     "´",
                                                     "-",
                                                     "-",
                                                     "\u2011",
                                                     ".",
                                                     ".",
                                                     ",",
                                                     ":",
                                                     "&",
                                                     "!",
                                                     "…",
                                                     "«",
                                                     "»",
                                                     "\"",
                                                     " ",
                                                     " ",
                                                     " ",
                                                     " ",
                                                     "\n",
                                                     "\n\n",
                                                     "\r\n",
                                                     "\u00A0",
                                                     "\u202F",
                                                     "\u00AD",
                                                     "\u200D",
                                                     "\u200B",
                                                     "\u0301",
                                                     "北京",
                                                     "ไทย",
                                                     "コーヒー",
                                                     "안녕",
                                                     "Москва",
                                                     "ΑΘΗΝΑ",
                                                     "ß",
                                                     "Ŀ",
                                                     "ŉ",
                                                     "ﬁ",
                                                     "²",
                                                     "ª",
                                                     "Ⅳ",
                                                     "\u3164",
                                                     "😀",
                                                     "\xFF",
                                                     "\xC3",
                                                     "\xE2\x80",
                                                     "\xED\xA0\x80",
                                                     "\xF4\x90\x80\x80"};
    std::string text;
    for (std::size_t left = below(24); left > 0; --left) text += kPieces[below(kPieces.size())];
    return text;
  }

  std::string of_bytes() {
    std::string text(below(64), '\0');
    for (char& c : text) c = static_cast<char>(below(256));
    return text;
  }

  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
  }

 private:
  std::mt19937 random_;
};

// Names what is wrong; empty if nothing is.
std::string fault_of(const Token& token, std::string_view text) {
  if (token.begin >= token.end || token.end > text.size()) return "no slice";
  if (!is_valid_utf8(text.substr(token.begin, token.end - token.begin))) return "slice no UTF-8";
  if (token.form.empty() || token.key.empty()) return "empty";
  if (!is_valid_utf8(token.form) || !is_valid_utf8(token.key)) return "form no UTF-8";
  if (fold(token.form).form != token.form) return "form is not folded";
  if (fold(token.key).lower != token.key) return "key is not lower case";
  if (token.has(kElided) && token.has(kJoined)) return "elided and joined";
  return {};
}

// The same for all tokens: their order and positions.
std::string fault_of(const Analysis& analysis, std::string_view text) {
  std::uint32_t begin = 0;
  std::uint32_t expected = 0;  // position of the next word
  for (const Token& token : analysis.tokens()) {
    const std::string fault = fault_of(token, text);
    if (!fault.empty()) return fault;
    if (token.begin < begin) return "not in order";
    begin = token.begin;
    if (token.has(kJoined)) {
      if (token.position > expected || token.position + 1 < expected) return "joined elsewhere";
    } else {
      if (token.position != expected) return "a gap";
      if (!token.has(kElided)) ++expected;
    }
  }
  return expected == analysis.positions() ? "" : "positions() is wrong";
}

TEST(AnalyzerProperty, TokensOfAnyBytesAreSound) {
  Texts texts(1);
  Analysis analysis;
  std::size_t found = 0;
  for (int i = 0; i < 30'000; ++i) {
    const std::string text = i % 3 == 0 ? texts.of_bytes() : texts.of_pieces();
    analyzer().analyze(text, analysis);
    found += analysis.tokens().size();
    ASSERT_EQ(fault_of(analysis, text), "") << text << "\n" << tokens::text_of(analysis, true);
  }
  EXPECT_GT(found, 100'000U);
}

TEST(AnalyzerProperty, TokensOfTheCorpusAreSound) {
  Analysis analysis;
  for (const Article& article : read_corpus()) {
    analyzer().analyze(article.body, analysis);
    ASSERT_EQ(fault_of(analysis, article.body), "") << article.id;
  }
}

std::string lowered_words(const Analysis& analysis) {
  std::string words;
  for (const Token& token : analysis.tokens()) {
    if (!token.has(kElided) && !token.has(kJoined)) words += std::string(token.form) + " ";
  }
  return words;
}

// Bytes that are no UTF-8 part words and do nothing else, wherever they stand between words.
TEST(AnalyzerProperty, WordsBesideBrokenBytesAreKept) {
  Texts texts(2);
  const std::vector<std::string> words = {"governo", "città", "Москва", "1.500", "è", "Łódź"};
  const std::vector<std::string> broken = {"\xFF",         "\xC3",         "\x80",    "\xE2\x80",
                                           "\xF0\x9F\x98", "\xED\xA0\x80", "\xC0\xAF"};
  for (int i = 0; i < 2'000; ++i) {
    std::string bad;
    std::string good;
    for (std::size_t left = texts.below(8) + 1; left > 0; --left) {
      const std::string& word = words[texts.below(words.size())];
      bad += broken[texts.below(broken.size())] + word;
      good += " " + word;
    }
    ASSERT_EQ(lowered_words(analyze(bad)), lowered_words(analyze(good))) << bad;
  }
}

// A broken byte reads as U+FFFD does.
TEST(AnalyzerProperty, RepairedTextHasTheSameWords) {
  Texts texts(3);
  for (int i = 0; i < 10'000; ++i) {
    const std::string text = i % 2 == 0 ? texts.of_bytes() : texts.of_pieces();
    ASSERT_EQ(lowered_words(analyze(text)), lowered_words(analyze(repair_utf8(text)))) << text;
  }
}

// A word finds itself: what a reader copies from an article has the form and the key that the index
// has. Exceptions:
// - elisions, joined readings and accents restored from an apostrophe: made of more than the slice;
// - words with an apostrophe at their end, which only counts before another word (quest'anno);
// - names, whose key is their form; alone a word begins a sentence and is no name.
TEST(AnalyzerProperty, SliceOfAWordHasItsKey) {
  std::size_t checked = 0;
  Analysis whole;
  Analysis alone;
  for (const Article& article : read_corpus()) {
    const std::string_view text = article.body;
    analyzer().analyze(text, whole);
    for (const Token& token : whole.tokens()) {
      if (token.has(kElided) || token.has(kJoined) || token.has(kAccentRestored)) continue;
      const std::string_view slice = text.substr(token.begin, token.end - token.begin);
      if (slice.ends_with('\'') || slice.ends_with("’")) continue;
      analyzer().analyze(slice, alone);
      // McDonald's has a second reading.
      ASSERT_TRUE(alone.tokens().size() == 1 || alone.tokens()[1].has(kJoined)) << slice;
      EXPECT_EQ(alone.tokens()[0].form, token.form) << slice;
      if (!token.is_name()) {
        EXPECT_EQ(alone.tokens()[0].key, token.key) << slice;
        ++checked;
      }
    }
  }
  EXPECT_GT(checked, 30'000U);
}

TEST(AnalyzerProperty, KeyOfANameIsItsForm) {
  std::size_t names = 0;
  Analysis analysis;
  for (const Article& article : read_corpus()) {
    analyzer().analyze(article.body, analysis);
    for (const Token& token : analysis.tokens()) {
      if (!token.is_name() || token.has(kElided)) continue;
      EXPECT_EQ(token.key, token.form) << article.id;
      ++names;
    }
  }
  EXPECT_GT(names, 1'000U);
}

TEST(AnalyzerProperty, FormsDoNotDependOnCase) {
  for (const Article& article : read_corpus()) {
    const std::string lower = fold_case(article.title);
    ASSERT_EQ(lowered_words(analyze(article.title)), lowered_words(analyze(lower)));
  }
}

TEST(AnalyzerProperty, ReusedAnalysisGivesTheSame) {
  Texts texts(4);
  Analysis reused;
  for (int i = 0; i < 5'000; ++i) {
    const std::string text = i % 5 == 0 ? texts.of_bytes() : texts.of_pieces();
    analyzer().analyze(text, reused);
    ASSERT_EQ(tokens::text_of(reused, true), tokens::text_of(analyze(text), true)) << text;
  }
}

TEST(AnalyzerProperty, MovedAnalysisKeepsItsCharacters) {
  Analysis first = analyze("xyzzy dell'Aquila");
  const std::string before = tokens::text_of(first, true);
  Analysis second = std::move(first);
  EXPECT_EQ(tokens::text_of(second, true), before);
  first = analyze("altro testo xyzzy2");
  EXPECT_EQ(tokens::text_of(second, true), before);
}

TEST(AnalyzerProperty, ThreadsShareOneAnalyzer) {
  const std::vector<Article> articles = read_corpus();
  std::vector<std::string> expected;
  for (const Article& article : articles) {
    expected.push_back(tokens::text_of(analyze(article.body), true));
  }
  const Analyzer shared;
  std::vector<std::size_t> wrong(4);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      Analysis analysis;
      for (std::size_t i = 0; i < articles.size(); ++i) {
        const std::size_t at = (i + t * 7) % articles.size();  // each thread elsewhere
        shared.analyze(articles[at].body, analysis);
        if (tokens::text_of(analysis, true) != expected[at]) ++wrong[t];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<std::size_t>(4));
}

// Beyond the blocks of the arena and the sizes of the lexicon.
TEST(AnalyzerProperty, LongWordsAndTexts) {
  const std::string word(100'000, 'x');
  const Analysis one = analyze(word);
  ASSERT_EQ(one.tokens().size(), 1U);
  EXPECT_EQ(one.tokens()[0].form, word);
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += "xyzzy" + std::to_string(i) + " ";
  const Analysis many = analyze(text);
  ASSERT_EQ(many.positions(), 50'000U);
  EXPECT_EQ(many.tokens().front().form, "xyzzy0");
  EXPECT_EQ(many.tokens().back().form, "xyzzy49999");
}

TEST(AnalyzerProperty, NothingInNothingOut) {
  for (const std::string_view text : {"", " ", "\n\n", "'", "-", "...", "\u00AD", "\u0301", "😀"}) {
    const Analysis analysis = analyze(text);
    EXPECT_TRUE(analysis.tokens().empty()) << text;
    EXPECT_EQ(analysis.positions(), 0U) << text;
  }
}

TEST(AnalyzerProperty, FlagNamesInOrder) {
  EXPECT_EQ(flag_names(0), std::vector<std::string_view>{});
  EXPECT_EQ(flag_names(kStopWord | kElided | kNumber),
            (std::vector<std::string_view>{"elided", "number", "stop_word"}));
}

TEST(AnalyzerProperty, FingerprintsAreEqual) {
  EXPECT_EQ(Analyzer().fingerprint(), analyzer().fingerprint());
  EXPECT_NE(analyzer().fingerprint().find("unicode-"), std::string::npos);
}

}  // namespace
}  // namespace edicola
