#include "searcher/sentence.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <fmt/format.h>

#include "searcher/match.h"
#include "tests/unit/scratch.h"
#include "tests/unit/test_index.h"

namespace edicola {
namespace {

// What the best sentence of `text` is worth to a query of governo (1), decreto (2) and the name
// Zelensky (4), which is sought in two ways.
double best(const std::string& text, double lead) {
  using Kind = TokenPattern::Kind;
  const std::vector<Sought> sought = {{{{Kind::kKey, "governo"}}, 1},
                                      {{{Kind::kKey, "decreto"}}, 1},
                                      {{{Kind::kForm, "zelensky"}}, 1},
                                      {{{Kind::kForm, "zelenskij"}}, 1}};
  const std::vector<SoughtWord> words = {{0, 1}, {1, 2}, {2, 4}, {2, 4}};
  PartialText partial;
  PartialMatcher matcher(sought);
  const std::vector<Match> matches = matcher.find(text, partial);
  return best_sentence(partial, matches, words, lead);
}

TEST(SentenceTest, WordsTogetherCountTogether) {
  EXPECT_EQ(best("", 0), 0);
  EXPECT_EQ(best("Nessuna parola cercata.", 0), 0);
  EXPECT_EQ(best("Il governo cade.", 0), 1);
  EXPECT_EQ(best("Il governo ha un decreto.", 0), 3);
  EXPECT_EQ(best("Il governo cade. Il decreto resta.", 0), 2);
  EXPECT_EQ(best("Il governo cade. Il governo e il decreto restano. Fine.", 0), 3);
}

TEST(SentenceTest, AWordCountsOnce) {
  EXPECT_EQ(best("Il governo del governo dei governi.", 0), 1);
  EXPECT_EQ(best("Lo Zelensky di ieri e Zelenskij oggi.", 0), 4);
}

TEST(SentenceTest, LinesAreSentences) {
  EXPECT_EQ(best("indice\n- il governo\n- il decreto", 0), 2);
  EXPECT_EQ(best("indice\n\nil governo\n\nil decreto", 0), 2);
}

TEST(SentenceTest, LaterSentencesCountLess) {
  const std::string filler = "Altro testo qui. ";
  std::string text;
  for (const double expected : {2.0, 1.8, 1.6, 1.4, 1.2, 1.0, 1.0, 1.0}) {
    EXPECT_NEAR(best(text + "Un decreto c'è.", 0.5), expected, 1e-9) << text;
    text += filler;
  }
  EXPECT_NEAR(best("Il governo cade. " + filler + filler + filler + filler + "Ecco Zelensky.", 0.5),
              2, 1e-9);
}

class WeighedPageTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    scratch_ = std::make_unique<Scratch>();
    std::vector<Article> articles;
    // The same words in all, in one sentence of every third.
    for (int i = 0; i < 30; ++i) {
      const char* const text = i % 3 == 0
                                   ? "Si parla oggi di altre cose. Il governo vota il decreto."
                                   : "Il governo parla oggi di altre cose. Si vota il decreto.";
      articles.push_back(make_article(fmt::format("n{}", i), "", text));
    }
    for (int i = 30; i < 34; ++i) {
      articles.push_back(make_article(fmt::format("n{}", i), "Governo", "Parla di altre cose."));
    }
    index_articles(scratch_->path("db"), articles);
  }
  static void TearDownTestSuite() { scratch_.reset(); }

  static std::vector<Hit> hits(Request request, std::uint32_t offset, std::uint32_t limit) {
    request.offset = offset;
    request.limit = limit;
    return Searcher({scratch_->path("db")}).search(request).hits;
  }
  static std::vector<std::string> ids(const std::vector<Hit>& hits) {
    std::vector<std::string> ids;
    for (const Hit& hit : hits) ids.push_back(hit.article.id);
    return ids;
  }

  inline static std::unique_ptr<Scratch> scratch_;
};

TEST_F(WeighedPageTest, TheFirstTenComeByTheirSentences) {
  const std::vector<std::string> expected = {"n0", "n3", "n6", "n9", "n1",
                                             "n2", "n4", "n5", "n7", "n8"};
  EXPECT_EQ(ids(hits(make_request("governo decreto"), 0, 10)), expected);
}

TEST_F(WeighedPageTest, OnlyTheFirstTenAndOnlyByRelevance) {
  Request request = make_request("governo decreto");
  const std::vector<std::string> plain = {"n0", "n1", "n2", "n3", "n4",
                                          "n5", "n6", "n7", "n8", "n9"};
  const std::vector<std::string> behind = {"n10", "n11", "n12"};
  EXPECT_EQ(ids(hits(request, 10, 3)), behind);
  request.ranking.sentence = 0;
  EXPECT_EQ(ids(hits(request, 0, 10)), plain);
}

TEST_F(WeighedPageTest, PagesAreCutOutOfOneOrder) {
  for (const char* const query : {"governo decreto", "governo decreto cose", "governo OR decreto",
                                  "parla governo decreto votare cose"}) {
    const std::vector<std::string> all = ids(hits(make_request(query), 0, 40));
    for (std::uint32_t limit : {1U, 3U, 7U, 10U, 15U}) {
      std::vector<std::string> pages;
      for (std::uint32_t offset = 0; offset < 40; offset += limit) {
        for (std::string& id : ids(hits(make_request(query), offset, limit))) {
          pages.push_back(std::move(id));
        }
      }
      EXPECT_EQ(pages, all) << query << " " << limit;
    }
  }
}

TEST_F(WeighedPageTest, ScoresFall) {
  Request request = make_request("governo decreto");
  const std::vector<Hit> found = hits(request, 0, 40);
  ASSERT_EQ(found.size(), 34U);
  for (std::size_t i = 1; i < found.size(); ++i) {
    EXPECT_LE(found[i].score, found[i - 1].score) << i;
    EXPECT_GE(found[i].missing.size(), found[i - 1].missing.size()) << i;
  }
}

// Some have all the words, others on the same page have one in their first sentence.
TEST_F(WeighedPageTest, TiersAreNotMixed) {
  const Scratch scratch;
  std::vector<Article> articles;
  for (int i = 0; i < 4; ++i) {
    articles.push_back(make_article(fmt::format("all{}", i), "",
                                    "Altro. Altro. Altro. Altro. Altro. Un decreto. Un governo."));
    articles.push_back(
        make_article(fmt::format("one{}", i), "Governo", "Il governo di un governo."));
  }
  index_articles(scratch.path("db"), articles);
  const Response found = Searcher({scratch.path("db")}).search(make_request("governo decreto"));
  ASSERT_EQ(found.hits.size(), 8U);
  for (std::size_t i = 0; i < 8; ++i) {
    EXPECT_EQ(found.hits[i].missing.empty(), i < 4) << i;
    EXPECT_LE(found.hits[i].score, found.hits[i == 0 ? 0 : i - 1].score) << i;
  }
}

TEST_F(WeighedPageTest, SnippetsDoNotMatter) {
  Request request = make_request("governo decreto");
  const std::vector<std::string> with = ids(hits(request, 0, 10));
  request.snippet_chars = 0;
  EXPECT_EQ(ids(hits(request, 0, 10)), with);
}

}  // namespace
}  // namespace edicola
