// Keys counted in part are those that the whole analysis has.
#include "searcher/key_counter.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/corpus_texts.h"
#include "tests/unit/random_text.h"
#include "tests/unit/snippet_rows.h"

namespace edicola {
namespace {

using Counts = std::map<std::string, unsigned>;

Counts counts_of_all(const std::string& text, const std::vector<std::string>& beginnings) {
  Counts counts;
  const Analysis analysis = snippet_rows::analyze(text);
  for (const Token& token : analysis.tokens()) {
    const auto begins = [&](const std::string& form) { return token.form.starts_with(form); };
    if (token.has(kElided) || std::none_of(beginnings.begin(), beginnings.end(), begins)) continue;
    counts[std::string(token.key)] += 2;
  }
  return counts;
}

// With beginnings of words of the text; how many keys it has.
std::size_t check(const std::string& text, std::mt19937& random, PartialText& partial) {
  const Analysis analysis = snippet_rows::analyze(text);
  std::vector<std::string> beginnings = {"naz"};
  for (int i = 0; i < 4 && !analysis.tokens().empty(); ++i) {
    const Token& token = analysis.tokens()[random() % analysis.tokens().size()];
    beginnings.emplace_back(token.form.substr(0, 1 + random() % 5));
  }
  KeyCounter counter(beginnings, partial);
  counter.count("nazione", 1);
  counter.clear();
  counter.count(text, 2);
  const Counts counts(counter.counts().begin(), counter.counts().end());
  EXPECT_EQ(counts.size(), counter.counts().size());
  EXPECT_EQ(counts, counts_of_all(text, beginnings)) << text;
  return counts.size();
}

TEST(KeyCounterTest, RandomTexts) {
  std::size_t keys = 0;
  PartialText partial;
  for (unsigned seed = 0; seed < 5000; ++seed) {
    std::mt19937 random(seed);
    keys += check(random_text(random, seed % 60, Pieces::kAny), random, partial);
    if (testing::Test::HasFailure()) FAIL() << "seed " << seed;
  }
  EXPECT_GT(keys, 10000U);
}

TEST(KeyCounterTest, Corpus) {
  std::mt19937 random(3);
  PartialText partial;
  for (const Article& article : read_corpus()) {
    for (int i = 0; i < 5; ++i) check(article.body, random, partial);
    if (testing::Test::HasFailure()) return;
  }
}

}  // namespace
}  // namespace edicola
