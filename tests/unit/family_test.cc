#include "searcher/family.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <fmt/format.h>

#include "common/impact.h"
#include "common/text_length.h"
#include "tests/unit/scratch.h"
#include "tests/unit/test_index.h"

namespace edicola {
namespace {

TEST(FamilyTest, ShortKeysHaveNone) {
  EXPECT_EQ(family_of("nazione", 2).begin, "nazio");
  EXPECT_EQ(family_of("nazione", 2).own, "nazione");
  EXPECT_EQ(family_of("nave", 2).begin, "");
  EXPECT_EQ(family_of("città", 2).begin, "città");  // no letter is cut
}

class FamilyWorthTest : public testing::Test {
 protected:
  // What the families say for an article of this text, among a hundred others and `more`.
  double worth(const std::string& text, const std::vector<Family>& families,
               const std::vector<std::string>& more = {}) {
    std::vector<Article> articles = {make_article("a", "", text)};
    for (int i = 0; i < 100; ++i)
      articles.push_back(make_article(fmt::format("n{}", i), "", "Altro"));
    for (const std::string& other : more) {
      articles.push_back(make_article(fmt::format("m{}", articles.size()), "", other));
    }
    const Scratch scratch;
    index_articles(scratch.path("db"), articles);
    const Xapian::Database database(scratch.path("db"));
    IndexMemory memory(database);
    PartialText partial;
    FamilyReader reader(families, memory, partial);
    return reader.worth(articles[0]) * kFullImpact /
           memory.impact_rule().impact(1, text_length(articles[0]));
  }
};

TEST_F(FamilyWorthTest, ARelativeSpeaksForTheWord) {
  const std::vector<Family> nazione = {family_of("nazione", 2)};
  EXPECT_NEAR(worth("Un tema nazionale", nazione), 2, 1e-9);
  EXPECT_NEAR(worth("Il NAZIONALE", nazione), 2, 1e-9);
  EXPECT_NEAR(worth("La nave, il nazismo", nazione), 0, 1e-9);
}

TEST_F(FamilyWorthTest, OnlyOneDoesAndHalfBesideTheWord) {
  const std::vector<Family> nazione = {family_of("nazione", 2)};
  EXPECT_NEAR(worth("nazionali e nazionalità", nazione), 2, 1e-9);
  EXPECT_NEAR(worth("nazionale, le nazioni", nazione), 1, 1e-9);
  EXPECT_NEAR(worth("la nazione", nazione), 0, 1e-9);
}

TEST_F(FamilyWorthTest, ACommonRelativeSaysLittle) {
  const std::vector<std::string> more(100, "nazionale");
  EXPECT_LT(worth("Un tema nazionale", {family_of("nazione", 5)}, more), 1);
}

TEST_F(FamilyWorthTest, WordsOfOneBeginning) {
  const std::vector<Family> both = {family_of("nazionale", 1), family_of("nazione", 2)};
  EXPECT_NEAR(worth("nazionalità", both), 3, 1e-9);
  EXPECT_NEAR(worth("la nazione", both), 1, 1e-9);  // of nazionale
}

// Sentences of words of which every article has two, and some have relatives of others.
class FamilyPageTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    scratch_ = std::make_unique<Scratch>();
    std::vector<Article> articles;
    for (int i = 0; i < 80; ++i) {
      const char* const more = i % 7 == 0 ? "Ecco i nazionalisti." : "Ecco altro ancora.";
      articles.push_back(
          make_article(fmt::format("n{}", i), "", fmt::format("Il governo vota. {}", more)));
    }
    index_articles(scratch_->path("db"), articles);
  }
  static void TearDownTestSuite() { scratch_.reset(); }

  static std::vector<Hit> hits(double family, std::uint32_t offset, std::uint32_t limit) {
    Request request = make_request("governo votare nazione decreto");
    request.ranking.family = family;
    request.ranking.sentence = 0;
    request.offset = offset;
    request.limit = limit;
    return Searcher({scratch_->path("db")}).search(request).hits;
  }

  inline static std::unique_ptr<Scratch> scratch_;
};

TEST_F(FamilyPageTest, RelativesLiftAmongTheFirst) {
  EXPECT_EQ(hits(0, 0, 3)[1].article.id, "n1");
  const std::vector<Hit> found = hits(0.4, 0, 80);
  ASSERT_EQ(found.size(), 80U);
  EXPECT_EQ(found[0].article.id, "n0");
  EXPECT_EQ(found[1].article.id, "n7");
  EXPECT_EQ(found[4].article.id, "n28");
  EXPECT_EQ(found[5].article.id, "n1");
  EXPECT_EQ(found[35].article.id, "n35");  // beyond the first thirty they are not asked
  for (std::size_t i = 1; i < found.size(); ++i) EXPECT_LE(found[i].score, found[i - 1].score);
}

TEST_F(FamilyPageTest, PagesAreCutOutOfOneOrder) {
  const std::vector<Hit> all = hits(0.4, 0, 80);
  for (const std::uint32_t limit : {1U, 7U, 10U, 29U, 31U}) {
    for (std::uint32_t offset = 0; offset < 80; offset += limit) {
      const std::vector<Hit> page = hits(0.4, offset, limit);
      for (std::size_t i = 0; i < page.size(); ++i) {
        EXPECT_EQ(page[i].article.id, all[offset + i].article.id) << offset << " " << limit;
      }
    }
  }
}

}  // namespace
}  // namespace edicola
