#include "indexer/word_sums.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "common/text.h"

namespace edicola {
namespace {

std::vector<std::string> numbered_words(std::size_t count) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < count; ++i) words.push_back("parola" + std::to_string(i));
  return words;
}

std::uint32_t& count_of(WordSums& sums, std::string_view word) {
  return sums.of(word, fingerprint64(word)).count;
}

TEST(WordSums, SumsUpEachWordOnItsOwn) {
  const std::vector<std::string> words = numbered_words(3'000);
  WordSums sums;
  std::map<std::string_view, std::uint32_t> expected;
  for (std::size_t i = 0; i < 3 * words.size(); ++i) {
    const std::string& word = words[i * i % words.size()];
    count_of(sums, word) += 2;
    expected[word] += 2;
  }
  std::map<std::string_view, std::uint32_t> found;
  for (const WordSum& sum : sums.all()) found[sum.text] = sum.count;
  EXPECT_EQ(found, expected);
  EXPECT_EQ(sums.all().size(), expected.size());
}

TEST(WordSums, TellsWordsOfOneHashApart) {
  WordSums sums;
  sums.of("uno", 7).count = 1;
  sums.of("due", 7).count = 2;
  EXPECT_EQ(sums.of("uno", 7).count, 1);
  EXPECT_EQ(sums.of("due", 7).count, 2);
}

TEST(WordSums, InTheOrderOfTheirFirstOccurrence) {
  WordSums sums;
  for (const char* const word : {"uno", "due", "uno", "alfa", "due"}) ++count_of(sums, word);
  std::vector<std::string> found;
  for (const WordSum& sum : sums.all()) found.emplace_back(sum.text);
  EXPECT_EQ(found, (std::vector<std::string>{"uno", "due", "alfa"}));
}

TEST(WordSums, BeginsAnewAfterALongArticle) {
  const std::vector<std::string> words = numbered_words(5'000);
  WordSums sums;
  for (const std::string& word : words) count_of(sums, word) = 1;
  for (int article = 0; article < 5; ++article) {
    sums.clear();
    for (std::size_t i = 0; i < 40; ++i) {
      EXPECT_EQ(count_of(sums, words[i]), 0);
      count_of(sums, words[i]) = 1;
    }
    EXPECT_EQ(sums.all().size(), 40);
  }
}

}  // namespace
}  // namespace edicola
