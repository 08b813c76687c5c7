#include "common/variants.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/unit/rows.h"
#include "tests/unit/search_test.h"
#include "tests/unit/test_index.h"
#include "tests/unit/tokens.h"

namespace edicola {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

// The key of a word in mid-sentence; its form where that has no key.
std::string key_in_text(const std::string& word) {
  Analysis analysis;
  tokens::analyzer().analyze("Ieri " + word + " ha parlato", analysis);
  const Token& token = analysis.tokens().at(1);
  const std::string key = variant_key(token);
  return key.empty() ? std::string(token.form) : key;
}

// Rows `one ==> other other`: spellings of one name.
TEST(VariantsTest, SpellingsOfOneNameMeet) {
  for (const Row& row : read_rows("variants.txt")) {
    for (const std::string& word : words_of(row.expected)) {
      EXPECT_EQ(key_in_text(word), key_in_text(row.input)) << "variants.txt:" << row.line;
    }
  }
}

// Rows `one ==> other other`: names and words that have nothing to do with one another.
TEST(VariantsTest, OtherNamesDoNotMeet) {
  for (const Row& row : read_rows("not_variants.txt")) {
    std::set<std::string> keys = {key_in_text(row.input)};
    for (const std::string& word : words_of(row.expected)) {
      EXPECT_TRUE(keys.insert(key_in_text(word)).second)
          << "not_variants.txt:" << row.line << ": " << word;
    }
  }
}

// A key is a spelling of the name, and its own key: documents have no term for it but its form.
TEST(VariantsTest, KeyOfAKeyIsTheKey) {
  for (const Row& row : read_rows("variants.txt")) {
    for (const std::string& word : words_of(row.input + " " + row.expected)) {
      const std::string key = key_in_text(word);
      EXPECT_EQ(variant_key(key), key) << word;
    }
  }
}

TEST(VariantsTest, NoFormIsShorterThanTheShortestSpelling) {
  for (const Row& row : read_rows("variants.txt")) {
    for (const std::string& word : words_of(row.input + " " + row.expected)) {
      const std::string key = key_in_text(word);
      EXPECT_TRUE(key.empty() || word.size() >= shortest_spelling(key)) << word;
    }
  }
  EXPECT_EQ(shortest_spelling("ksksa"), 3U);
  EXPECT_EQ(shortest_spelling("huthi"), 4U);
  // Words of what the rules are about.
  constexpr std::array<std::string_view, 24> kParts = {
      "x",   "ks", "ghei", "dj",   "ic", "sky", "vitch", "skaja", "ov",   "enko", "eva", "y",
      "yev", "ii", "kh",   "shch", "zh", "our", "oud",   "q",     "igor", "ch",   "ij",  "a"};
  std::mt19937 random(8);
  std::uniform_int_distribution<std::size_t> any(0, kParts.size() - 1);
  for (std::size_t round = 0; round < 100'000; ++round) {
    std::string word;
    while (word.size() < 4 + round % 6) word += kParts[any(random)];
    const std::string key = variant_key(word);
    ASSERT_GE(word.size(), shortest_spelling(key)) << word << " " << key;
  }
}

TEST(VariantsTest, WhatCannotBeANameHasNoKey) {
  for (const char* form : {"", "abc", "f35", "путин", "covid19", "khan"}) {
    EXPECT_EQ(variant_key(form), "") << form;
  }
}

std::vector<Article> spellings() {
  return {make_article("j", "", "Ieri Sergej Lavrov ha parlato a Mosca."),
          make_article("i", "", "Ieri Sergei Lavrov, ha parlato Sergei, Sergei e Sergei."),
          make_article("gh", "", "Ieri Serghei Lavrov ha parlato a Mosca."),
          make_article("other", "", "Ieri Sergio Mattarella ha parlato.")};
}

class VariantSearchTest : public SearchTest {
 protected:
  VariantSearchTest() : SearchTest(spellings()) {}
};

// The spelling typed comes first, however often another stands in an article.
TEST_F(VariantSearchTest, TheSpellingTypedComesFirst) {
  const std::vector<std::pair<const char*, const char*>> queries = {
      {"Sergej", "j"}, {"Sergei", "i"}, {"serghei", "gh"}, {"Serghei Lavrov", "gh"}};
  for (const auto& [query, first] : queries) {
    const Response response = search(query);
    EXPECT_EQ(sorted_ids_of(response), "gh i j") << query;
    EXPECT_EQ(ids_of(response).substr(0, ids_of(response).find(' ')), first) << query;
    EXPECT_EQ(response.total_all_words, 3U) << query;
    EXPECT_TRUE(response.notes.empty()) << query;
  }
}

// A spelling that no article has is no missing word, and the others are marked.
TEST_F(VariantSearchTest, ASpellingThatNoArticleHas) {
  const Response response = search("Sergey Mosca");
  EXPECT_EQ(response.total_all_words, 2U);
  EXPECT_TRUE(response.notes.empty());
  for (const Hit& hit : response.hits) {
    ASSERT_FALSE(hit.snippet.marks.empty());
    const auto [begin, end] = hit.snippet.marks.front();
    EXPECT_EQ(hit.snippet.text.substr(begin, end - begin).substr(0, 4), "Serg");
  }
}

TEST_F(VariantSearchTest, WeightNothingLeavesThemLast) {
  expect_only_added("Sergej", &Ranking::variant, 3);
}

}  // namespace
}  // namespace edicola
