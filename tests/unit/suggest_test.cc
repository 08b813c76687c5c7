#include "searcher/suggest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "common/frequent_words.h"
#include "edicola/error.h"
#include "edicola/search.h"
#include "searcher/vocabulary.h"
#include "tests/unit/bulk_index.h"
#include "tests/unit/lists.h"
#include "tests/unit/rows.h"
#include "tests/unit/scratch.h"
#include "tests/unit/test_index.h"

namespace edicola {
namespace {

// The whole table, without bands and without skipping.
unsigned distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<unsigned>> d(a.size() + 1, std::vector<unsigned>(b.size() + 1));
  for (unsigned i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (unsigned j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min(
          {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

class VocabularyTest : public testing::Test {
 protected:
  // Words of few letters, so that many are near one another, long ones, and terms that are no
  // words.
  VocabularyTest() {
    std::mt19937 chance(7);
    for (int i = 0; i < 4000; ++i) {
      std::string word(2 + chance() % 8, 'a');
      for (char& letter : word) letter = "abcz"[chance() % 4];
      words_.insert(word);
    }
    for (const std::string& word : {kLong, kLongest}) {
      for (int i = 0; i < 1000; ++i) add_edited(word, chance);
    }
    std::vector<std::string> terms(words_.begin(), words_.end());
    for (const char* term : {"Zab", "XNab", "ab1", "1ab", "abc\xC3\xA8", "\xD0\xB0\xD0\xB1"}) {
      terms.emplace_back(term);
    }
    listed_.add(terms);
    listed_.commit();
  }

  // `word` after one to three edits, with any letters.
  void add_edited(std::string word, std::mt19937& chance) {
    for (auto edits = 1 + chance() % 3; edits > 0; --edits) {
      const auto at = chance() % word.size();
      const auto kind = chance() % 4;
      if (kind == 0) word.erase(at, 1);
      if (kind == 1) word.insert(at, 1, static_cast<char>('a' + chance() % 26));
      if (kind == 2) word[at] = static_cast<char>('a' + chance() % 26);
      if (kind == 3 && at > 0) std::swap(word[at - 1], word[at]);
    }
    words_.insert(word);
  }

  // Each once, of the distance it says and on the right side.
  std::set<std::string> found(const std::string& word, unsigned most) const {
    std::set<std::string> found;
    IndexMemory memory(listed_.database());
    for (const FirstLetter first : {FirstLetter::kSame, FirstLetter::kOther}) {
      for (const Neighbour& neighbour : neighbours(memory, word, most, first, 0)) {
        EXPECT_EQ(neighbour.form.front() == word[0], first == FirstLetter::kSame);
        EXPECT_EQ(neighbour.distance, distance(neighbour.form, word)) << neighbour.form;
        EXPECT_EQ(neighbour.articles, 1U);
        EXPECT_TRUE(found.insert(neighbour.form).second) << neighbour.form;
      }
    }
    return found;
  }

  // The slow twin.
  std::set<std::string> near(const std::string& word, unsigned most) const {
    std::set<std::string> words;
    for (const std::string& other : words_) {
      if (other != word && distance(other, word) <= most) words.insert(other);
    }
    return words;
  }

  const std::string kLong = "manutenzione";
  const std::string kLongest = "precipitevolissimevolmentissimamentepiuu";  // 40 letters
  ListedDatabase listed_;
  std::set<std::string> words_;
};

TEST_F(VocabularyTest, NeighboursAreWhatComparingWithAllGives) {
  std::vector<std::string> asked = {"ab",  "zzzz", "abcab", "bcazbca", "cabzzabc",
                                    "qqq", "aq",   kLong,   kLongest};
  asked.insert(asked.end(), words_.begin(), std::next(words_.begin(), 100));
  for (const std::string& word : asked) {
    for (unsigned most = 1; most <= 2; ++most) {
      EXPECT_EQ(found(word, most), near(word, most)) << word << " " << most;
    }
  }
}

TEST_F(VocabularyTest, RareWordsAreNoNeighbours) {
  IndexMemory memory(listed_.database());
  for (unsigned most = 1; most <= 2; ++most) {
    EXPECT_FALSE(neighbours(memory, "abcab", most, FirstLetter::kSame, 1).empty());
    EXPECT_TRUE(neighbours(memory, "abcab", most, FirstLetter::kSame, 2).empty());
  }
}

// Words of 30 to 90 articles.
std::vector<std::string> random_words() {
  std::mt19937 chance(9);
  std::vector<std::string> words;
  for (int i = 0; i < 1500; ++i) {
    std::string word(2 + chance() % 7, 'a');
    for (char& letter : word) letter = "abcz"[chance() % 4];
    words.push_back(word);
  }
  return words;
}

std::vector<Article> articles_of(const std::vector<std::string>& words) {
  std::vector<Article> articles;
  for (unsigned number = 0; number < 90; ++number) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (number < 30 + i % 61) text += words[i] + " ";
    }
    articles.push_back(make_article(fmt::format("n{}", number), "", text));
  }
  return articles;
}

// A bulk index, which knows its frequent words, and one added to, which does not know them all.
TEST(FrequentWordsTest, AnswerAsTheDictionaryOfTheIndex) {
  const Scratch scratch;
  const std::vector<std::string> words = random_words();
  const std::vector<Article> articles = articles_of(words);
  index_in_bulk(scratch, "bulk", articles);
  index_articles(scratch.path("added"), articles);
  index_articles(scratch.path("added"), {make_article("altro", "", "unaltraparola")});
  const Xapian::Database added(scratch.path("added"));
  IndexMemory without(added);
  ASSERT_EQ(without.frequent_words(), nullptr);
  const Xapian::Database bulk(scratch.path("bulk"));
  IndexMemory with(bulk);
  ASSERT_NE(with.frequent_words(), nullptr);
  ASSERT_GT(with.frequent_words()->size(), 300U);
  std::size_t found = 0;
  for (std::size_t i = 0; i < 200; ++i) {
    for (const unsigned most : {1U, 2U}) {
      for (const FirstLetter first : {FirstLetter::kSame, FirstLetter::kOther}) {
        const auto expected = neighbours(without, words[i], most, first, 60);
        const auto quick = neighbours(with, words[i], most, first, 60);
        ASSERT_EQ(quick.size(), expected.size()) << words[i];
        for (std::size_t j = 0; j < quick.size(); ++j) {
          EXPECT_EQ(quick[j].form, expected[j].form);
          EXPECT_EQ(quick[j].distance, expected[j].distance);
          EXPECT_EQ(quick[j].articles, expected[j].articles);
        }
        found += quick.size();
      }
    }
  }
  EXPECT_GT(found, 1000U);
}

TEST(FrequentWordsTest, LettersAreComparedBySixteens) {
  std::mt19937 chance(11);
  for (int i = 0; i < 2000; ++i) {
    const std::uint32_t letters = chance() & 0x7FFFFFE;
    std::array<std::uint32_t, 16> sets;
    for (std::uint32_t& set : sets) {
      set = letters;
      for (auto bits = chance() % 5; bits > 0; --bits) set ^= 2U << chance() % 26;
    }
    ASSERT_EQ(letters_alike(sets.data(), letters), letters_alike_each(sets.data(), letters));
  }
}

TEST(FrequentWordsTest, AnIndexThatHasChangedDoesNotKnowThemAll) {
  const Scratch scratch;
  index_in_bulk(scratch, "db", articles_of(random_words()));
  {
    Indexer indexer(scratch.path("db"));
    indexer.add(make_article("altro", "", "abc"));
    indexer.commit();
  }
  const Xapian::Database changed(scratch.path("db"));
  IndexMemory memory(changed);
  EXPECT_EQ(memory.frequent_words(), nullptr);
}

TEST(FrequentWordsTest, FoundAsInAnySortedRow) {
  FrequentWordsPacker packer;
  std::vector<std::string> words;
  for (int i = 0; i < 200; ++i) words.push_back(fmt::format("w{:03}", 3 * i));
  for (const std::string& word : words) packer.add(word, 60);
  const FrequentWords packed = FrequentWords::unpack(packer.packed());
  ASSERT_EQ(packed.size(), words.size());
  for (std::size_t from = 0; from <= words.size(); from += 7) {
    for (int i = 0; i < 610; ++i) {
      const std::string sought = fmt::format("w{:03}", i);
      const auto at =
          std::lower_bound(words.begin() + static_cast<std::ptrdiff_t>(from), words.end(), sought);
      ASSERT_EQ(packed.find(from, sought), static_cast<std::size_t>(at - words.begin())) << sought;
    }
  }
  EXPECT_THROW(FrequentWords::unpack("\x05"), Error);
}

TEST_F(VocabularyTest, NoNeighboursOfWhatIsTooShortOrTooLongOrNoWord) {
  IndexMemory memory(listed_.database());
  for (unsigned most = 1; most <= 2; ++most) {
    for (const std::string& word :
         {std::string(), std::string("a"), std::string(41, 'a'), std::string("abc\xC3\xA8")}) {
      EXPECT_TRUE(neighbours(memory, word, most, FirstLetter::kSame, 0).empty());
      EXPECT_TRUE(neighbours(memory, word, most, FirstLetter::kOther, 0).empty());
    }
  }
}

// Words with a thousand articles behind them would be many; these are repeated instead.
std::vector<Article> newsstand() {
  std::vector<Article> articles;
  for (int i = 0; i < 3; ++i) {
    const std::string n = std::to_string(i);
    articles.push_back(make_article("k" + n, "", "Vertice dei ministri a Kuala Lumpur."));
    articles.push_back(make_article("g" + n, "", "Il governo approva: università e città."));
    articles.push_back(make_article("h" + n, "", "Hamas e Fatah a Doha per il negoziato."));
    articles.push_back(make_article("s" + n, "", "Ieri Sergei Lavrov a Mosca."));
    articles.push_back(make_article("l" + n, "", "Il Lampum brilla."));
  }
  articles.push_back(make_article("l3", "", "Un altro Lampum."));
  articles.push_back(make_article("once", "", "Un bradipo solo."));
  for (int i = 0; i < 120; ++i) {
    articles.push_back(make_article("f" + std::to_string(i), "", "La manutenzione dei ponti."));
  }
  articles.push_back(make_article("slip", "", "La manutezione dei ponti."));
  return articles;
}

class SuggestTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    scratch_ = new Scratch;
    index_articles(scratch_->path("index"), newsstand());
  }
  static void TearDownTestSuite() {
    delete scratch_;
    scratch_ = nullptr;
  }

  static std::string path() { return scratch_->path("index"); }

 private:
  static Scratch* scratch_;
};

Scratch* SuggestTest::scratch_ = nullptr;

// `none` stands for no suggestion.
TEST_F(SuggestTest, Rows) {
  Searcher searcher({path()});
  for (const Row& row : read_rows("suggestions.txt")) {
    const Response response = searcher.search(make_request(row.input));
    const std::string found = response.suggestion.empty() ? "none" : response.suggestion;
    EXPECT_EQ(found, row.expected) << "suggestions.txt:" << row.line;
    const bool asked = !response.notes.empty() && response.notes.back().starts_with("Did you mean");
    EXPECT_EQ(asked, row.expected != "none") << "suggestions.txt:" << row.line;
  }
}

TEST_F(SuggestTest, NoneForPlainText) {
  Searcher searcher({path()});
  Request request = make_request("govreno");
  EXPECT_EQ(searcher.search(request).suggestion, "governo");
  request.syntax = Syntax::kPlain;
  EXPECT_EQ(searcher.search(request).suggestion, "");
}

// Totals are estimated beyond `count_up_to`: what is typed and what is suggested are counted then.
TEST_F(SuggestTest, FindsMoreByCountNotByEstimate) {
  Searcher searcher({path()});
  const auto exact_total = [&searcher](std::string_view query) {
    return searcher.search(make_request(query)).total;
  };
  for (const char* query : {"manutezione ponti", "manutezione OR brilla", "lampumm OR governo",
                            "govreno manutenzione Doha", "manutenzione AND govreno"}) {
    for (const std::uint32_t count_up_to : {0U, 1U, 7U, 1000U}) {
      Request request = make_request(query);
      request.limit = 1;
      request.count_up_to = 1000;
      const std::string expected = searcher.search(request).suggestion;
      request.count_up_to = count_up_to;
      const std::string suggestion = searcher.search(request).suggestion;
      EXPECT_EQ(suggestion, expected) << query << " " << count_up_to;
      const std::uint64_t least = suggestion.empty() ? 0 : exact_total(query);
      EXPECT_GE(exact_total(suggestion.empty() ? query : suggestion), least) << query;
    }
  }
}

// Filters hold for the other query too: it must find something there.
TEST_F(SuggestTest, NoneThatFindsNothing) {
  Searcher searcher({path()});
  Request request = make_request("govreno");
  request.sources = {"Ansa"};
  EXPECT_EQ(searcher.search(request).suggestion, "");
}

}  // namespace
}  // namespace edicola
