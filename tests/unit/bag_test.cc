// A bag of words answers as Xapian's operators do, on one layer of postings and on several with
// deleted articles.
#include "searcher/bag.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "common/layers.h"
#include "common/schema.h"
#include "edicola/analyzer.h"
#include "edicola/error.h"
#include "searcher/impact_cursor.h"
#include "searcher/index_memory.h"
#include "searcher/matcher.h"
#include "searcher/query.h"
#include "tests/unit/bulk_index.h"
#include "tests/unit/pages.h"
#include "tests/unit/scratch.h"
#include "tests/unit/test_index.h"

namespace edicola {
namespace {

constexpr int kArticles = 9000;
constexpr int kLater = 700;  // added to the index when it has been made

// Words that are names too, that have an accented twin, several spellings or a compound.
const std::vector<std::string> kSpecial = {"governo",      "governi",       "il Conte", "i conti",
                                           "metà",         "meta",          "Kadyrov",  "Kadirov",
                                           "centrodestra", "centro destra", "di",       "Meloni"};

std::string text_of(std::mt19937& random) {
  std::geometric_distribution<int> word(0.12);
  std::uniform_int_distribution<int> length(3, 50);
  std::uniform_int_distribution<std::size_t> special(0, 3 * kSpecial.size());
  std::string text;
  for (int left = length(random); left > 0; --left) {
    text += fmt::format("parolina{} ", static_cast<char>('a' + std::min(word(random), 25)));
    const std::size_t which = special(random);
    if (which < kSpecial.size()) text += "e " + kSpecial[which] + " ";
  }
  return text;
}

Article random_article(int number, std::mt19937& random) {
  Article article = make_article(fmt::format("n{}", number), "", text_of(random),
                                 fmt::format("2025-{:02}-{:02}", number % 12 + 1, number % 28 + 1));
  article.source = number % 9 == 0 ? "Eco" : "Voce";
  return article;
}

const std::vector<const char*> kQueries = {
    "parolinaa",
    "parolinaz",
    "governo",
    "conte",
    "Conte",
    "meta",
    "metà",
    "kadyrov",
    "parolinaa parolinab",
    "parolinaa parolinaw",
    "parolinax parolinay",
    "parolinaa nessunohaquesto",
    "governo conti",
    "conti kadirov meta",
    "parolinam parolinan parolinao",
    "parolinaa parolinab parolinac",
    "parolinaa parolinab parolinac parolinad parolinae",
    "governo parolinap parolinaq parolinar parolinas parolinat",
    "il governo di parolinaf",
    "meloni centro destra parolinah parolinag",
    "parolinaa OR parolinak",
    "parolinaa AND parolinak",
    "+parolinac +parolinad -parolinaa",
    "parolinaa parolinaj -parolinab",
    "parolinae parolinag \"parolinaa parolinab\"",
    "parolinaa fonte:eco",
    "di",
};

class BagTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    scratch_ = std::make_unique<Scratch>();
    for (const char* const name : {"whole", "changed"}) make_index(name);
    Indexer indexer(scratch_->path("changed"));
    std::mt19937 random(24);
    for (int i = 0; i < kArticles; i += 11) indexer.remove(fmt::format("n{}", i));
    for (int i = 5; i < kArticles; i += 17) indexer.add(random_article(i, random));
    indexer.commit();
    for (int i = 0; i < kLater; ++i) indexer.add(random_article(kArticles + i, random));
    indexer.commit();
  }
  static void TearDownTestSuite() { scratch_.reset(); }

  static void make_index(const char* name) {
    std::mt19937 random(23);
    std::vector<Article> articles;
    for (int i = 0; i < kArticles; ++i) articles.push_back(random_article(i, random));
    index_in_bulk(*scratch_, name, articles);
  }

  static std::string generation(const char* name) { return scratch_->path(name) + "/g1"; }

  // Without families, which are asked of the first hits only: equal scores may make these others.
  static MatchedPage page(IndexMemory& memory, Request request, WordsAs words_as) {
    request.ranking.family = 0;
    const Analyzer analyzer;
    const ParsedQuery parsed = parse_query(request.query, request.syntax);
    const CompiledQuery query = compile_query(parsed, request, memory, analyzer, words_as);
    return page_of({match_tiers(memory, query, request, std::nullopt)}, memory, query, request);
  }

  // The same articles but for the order of those with about the same score, and of the last of them
  // which.
  static void expect_same(const MatchedPage& found, const MatchedPage& expected,
                          const std::string& about) {
    ASSERT_EQ(found.matches.size(), expected.matches.size()) << about;
    for (std::size_t i = 0; i < found.matches.size(); ++i) {
      ASSERT_NEAR(found.matches[i].score, expected.matches[i].score, 1e-5) << about << " " << i;
      ASSERT_EQ(found.matches[i].may_lack, expected.matches[i].may_lack) << about << " " << i;
    }
    if (!found.totals.articles.estimated && !expected.totals.articles.estimated) {
      EXPECT_EQ(found.totals.articles.number, expected.totals.articles.number) << about;
    }
  }

  static void compare(const char* name, const Request& request) {
    const Xapian::Database database(scratch_->path(name));
    IndexMemory memory(database);
    expect_same(page(memory, request, WordsAs::kBag), page(memory, request, WordsAs::kOperators),
                fmt::format("{}: {} limit {} count {}", name, request.query, request.limit,
                            request.count_up_to));
  }

  inline static std::unique_ptr<Scratch> scratch_;
};

TEST_F(BagTest, AsOperators) {
  for (const char* const name : {"whole", "changed"}) {
    for (const char* const query : kQueries) {
      for (const std::uint32_t limit : {1U, 10U, 200U, 20'000U}) {
        for (const std::uint32_t count : {0U, 1000U, 100'000U}) {
          Request request = make_request(query, limit);
          request.count_up_to = count;
          ASSERT_NO_FATAL_FAILURE(compare(name, request));
        }
      }
    }
  }
}

TEST_F(BagTest, AsOperatorsWithFiltersAndOtherOrders) {
  for (const char* const query : kQueries) {
    Request request = make_request(query, 10);
    request.sources = {"Eco"};
    ASSERT_NO_FATAL_FAILURE(compare("changed", request));
    request.sources.clear();
    request.days = parse_day_range("2025-03-01", "2025-03-09");
    ASSERT_NO_FATAL_FAILURE(compare("changed", request));
    request.default_operator = Operator::kOr;
    ASSERT_NO_FATAL_FAILURE(compare("changed", request));
    request.days = {};
    request.default_operator = Operator::kAnd;
    ASSERT_NO_FATAL_FAILURE(compare("changed", request));
  }
}

TEST_F(BagTest, SeveralIndexesAsOperators) {
  const std::vector<Xapian::Database> parts = {Xapian::Database(scratch_->path("whole")),
                                               Xapian::Database(scratch_->path("changed"))};
  Xapian::Database both;
  for (const Xapian::Database& part : parts) both.add_database(part);
  IndexMemory memory(both, parts);
  for (const char* const query : kQueries) {
    const Request request = make_request(query, 50);
    ASSERT_NO_FATAL_FAILURE(expect_same(page(memory, request, WordsAs::kBag),
                                        page(memory, request, WordsAs::kOperators), query));
  }
}

// What matching notes of a hit's words is what the hit has.
TEST_F(BagTest, WordsThatHitsHave) {
  const Xapian::Database database(scratch_->path("changed"));
  for (const char* const query : {"parolinaa parolinaw", "parolinam parolinan parolinao",
                                  "governo parolinap parolinaq parolinar parolinas parolinat"}) {
    const Request request = make_request(query, 20'000);
    const Analyzer analyzer;
    IndexMemory memory(database);
    const CompiledQuery compiled =
        compile_query(parse_query(query, Syntax::kFull), request, memory, analyzer);
    const MatchedPage found =
        page_of({match_tiers(memory, compiled, request, std::nullopt)}, memory, compiled, request);
    std::size_t known = 0;
    for (const RankedArticle& match : found.matches) {
      if (!match.may_lack) continue;
      ASSERT_TRUE(match.words.has_value()) << query;
      ++known;
      for (std::size_t i = 0; i < compiled.wanted.size(); ++i) {
        bool has = false;
        for (const std::vector<std::string>& terms : compiled.wanted[i].evidence) {
          has = has || has_term(memory, match.id, terms.at(0));
        }
        EXPECT_EQ((*match.words >> i & 1U) != 0, has) << query << " " << i;
      }
    }
    EXPECT_GT(known, 0U) << query;
  }
}

TEST_F(BagTest, LayersAreThere) {
  const Xapian::Database database(scratch_->path("changed"));
  IndexMemory memory(database);
  EXPECT_GT(memory.layers().layers.size(), 1U);
  EXPECT_EQ(memory.layers().layers.front().last, Xapian::docid{kArticles});
  EXPECT_EQ(memory.layers().last(), database.get_lastdocid());
  EXPECT_FALSE(memory.layers().gone.empty());
  const std::shared_ptr<TermList> list = memory.list("Zgoverno");
  ASSERT_NE(list, nullptr);
  EXPECT_GT(list->parts.size(), 1U);
  EXPECT_GT(memory.entries("Zgoverno", *list).size(), 10U);
}

// Whatever lists say, no search reads or writes where it must not: it finds something, or says
// that the index is damaged.
TEST_F(BagTest, DamagedListsAreAnErrorOrOtherHits) {
  make_index("damaged");
  Xapian::WritableDatabase database(generation("damaged"), Xapian::DB_OPEN);
  const std::uint32_t layer =
      Layers::unpack(database.get_metadata(std::string(schema::kLayersKey))).layers[0].number;
  std::vector<std::string> keys;
  const std::string prefix = layer_prefix(layer);
  for (auto key = database.metadata_keys_begin(prefix); key != database.metadata_keys_end(prefix);
       ++key) {
    keys.push_back(*key);
  }
  ASSERT_GT(keys.size(), 20U);
  std::mt19937 random(25);
  int refused = 0;
  for (int round = 0; round < 1000; ++round) {
    const std::string& key = keys[round % keys.size()];
    const std::string whole = database.get_metadata(key);
    ASSERT_FALSE(whole.empty());
    std::string bytes = whole;
    bytes[random() % bytes.size()] = static_cast<char>(random());
    database.set_metadata(key, round % 10 < 8 ? bytes : bytes.substr(0, random() % bytes.size()));
    database.commit();
    Searcher searcher({scratch_->path("damaged")});
    for (const char* const query : {"=parolinaa OR parolinab", "parolina*", "parolinaa parolinab",
                                    "\"governo il conte\"", "Kadirov", "metà fonte:eco"}) {
      try {
        searcher.search(make_request(query, 10));
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kIndexCorrupt);
        ++refused;
      }
    }
    database.set_metadata(key, whole);
    database.commit();
  }
  EXPECT_GT(refused, 20);
}

}  // namespace
}  // namespace edicola
