// What is known of words and sentences without the chain is what the chain makes of them.
#include "common/plain_runs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "common/beginnings.h"
#include "common/skim.h"
#include "tests/unit/corpus_texts.h"
#include "tests/unit/random_text.h"
#include "tests/unit/snippet_rows.h"

namespace edicola {
namespace {

using snippet_rows::analyze;

// So that each word is a candidate.
Beginnings all_words() {
  Beginnings all;
  for (char letter = 'a'; letter <= 'z'; ++letter) all.add_prefix(std::string(1, letter));
  all.add_prefix("1");
  return all;
}

class Texts {
 public:
  void check(const std::string& text) {
    text_ = text;
    const Analysis analysis = analyze(text);
    tokens_ = analysis.tokens();
    skim(text, beginnings_, skimmed_);
    for (const Stretch& stretch : skimmed_.stretches) check(stretch);
    for (const std::uint32_t candidate : skimmed_.candidates) check_word(candidate);
  }

  std::size_t stretches = 0;
  std::size_t plain = 0;
  std::size_t contents = 0;
  std::size_t words = 0;
  std::size_t exact = 0;

 private:
  void check(const Stretch& stretch) {
    constexpr std::size_t kLongest = 60;
    std::vector<PlainRun> runs(1);  // what is there stays
    ++stretches;
    if (!cut_plainly(text_, stretch, kLongest, runs)) {
      EXPECT_EQ(runs.size(), 1U);
      return;
    }
    ++plain;
    ASSERT_GT(runs.size(), 1U);
    EXPECT_EQ(runs[1].begin, stretch.begin);
    EXPECT_EQ(runs.back().end, stretch.words_end);
    for (std::size_t i = 1; i < runs.size(); ++i) {
      if (i > 1) {
        EXPECT_EQ(text_.substr(runs[i - 1].end, runs[i].begin - runs[i - 1].end), " ");
      }
      EXPECT_LE(runs[i].end - runs[i].begin, kLongest);
      check(runs[i], i == 1);
    }
  }

  void check(const PlainRun& run, bool is_first) {
    const std::string shown = text_.substr(run.begin, run.end - run.begin) + " in " + text_;
    const auto tails = std::count_if(text_.begin() + run.begin, text_.begin() + run.end,
                                     [](char c) { return (c & 0xC0) == 0x80; });
    EXPECT_EQ(run.chars, run.end - run.begin - tails) << shown;
    const Token* first = nullptr;
    bool has_word = false;
    bool has_content = false;
    for (const Token& token : tokens_) {
      if (token.begin < run.begin || token.begin >= run.end) {
        if (token.end > run.begin && token.begin < run.begin) expect_reading(token, shown);
        continue;
      }
      if (token.end > run.end) expect_reading(token, shown);
      if (token.has(kJoined)) continue;
      if (first == nullptr) first = &token;
      has_word |= !token.has(kElided);
      has_content |= !token.has(kElided) && !token.has(kStopWord);
    }
    EXPECT_TRUE(has_word) << shown;
    ASSERT_NE(first, nullptr) << shown;
    EXPECT_EQ(first->has(kSentenceStart), is_first) << shown;
    const auto told = plain_run_has_content(text_, run.begin, run.end, buffer_);
    if (!told) return;
    ++contents;
    EXPECT_EQ(*told, has_content) << shown;
  }

  // Only second readings of words reach over a blank.
  static void expect_reading(const Token& token, const std::string& shown) {
    EXPECT_TRUE(token.has(kJoined) && !token.has(kNumber)) << token.form << " at " << shown;
  }

  void check_word(std::uint32_t offset) {
    const auto reading = read_alone(text_, offset, buffer_);
    ++words;
    if (!reading) return;
    const Token& told = reading->token;
    const std::string shown = text_.substr(offset, 20) + " in " + text_;
    std::vector<Token> there;
    std::copy_if(tokens_.begin(), tokens_.end(), std::back_inserter(there),
                 [&](const Token& token) { return token.begin == offset; });
    if (told.has(kElided)) {
      for (const Token& token : there) EXPECT_TRUE(token.has(kElided)) << shown;
    }
    if (!reading->exact) return;
    ++exact;
    ASSERT_EQ(there.size(), 1U) << shown;
    EXPECT_EQ(there[0].end, told.end) << shown;
    EXPECT_EQ(there[0].form, told.form) << shown;
    for (const TokenFlag flag : {kKnown, kMayBeName, kStopWord}) {
      EXPECT_EQ(there[0].has(flag), told.has(flag)) << flag << " " << shown;
    }
    const bool as_name = reading->may_be_name && there[0].key == there[0].form;
    EXPECT_TRUE(there[0].key == told.key || as_name) << shown;
  }

  Beginnings beginnings_ = all_words();
  Skimmed skimmed_;
  std::string text_;
  std::vector<Token> tokens_;
  std::string buffer_;
};

TEST(PlainRunsTest, RandomTexts) {
  Texts texts;
  for (unsigned seed = 0; seed < 60000; ++seed) {
    std::mt19937 random(seed);
    const auto fragments = std::uniform_int_distribution<std::uint32_t>(0, 6)(random);
    texts.check(random_text(random, fragments, Pieces::kAny));
    if (testing::Test::HasFailure()) FAIL() << "seed " << seed;
  }
  EXPECT_GT(texts.plain, 1000U);
  EXPECT_GT(texts.exact, 1000U);
}

TEST(PlainRunsTest, Corpus) {
  Texts texts;
  for (const Article& article : read_corpus()) {
    for (const std::string& text : {article.title, article.subtitle, article.body}) {
      texts.check(text);
      if (testing::Test::HasFailure()) return;
    }
  }
  // Otherwise little is gained.
  EXPECT_GT(texts.plain, texts.stretches / 2);
  EXPECT_GT(texts.exact, texts.words / 2);
  EXPECT_GT(texts.contents, 1000U);
}

}  // namespace
}  // namespace edicola
