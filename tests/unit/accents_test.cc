// Words typed without accents that are other words with them.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "common/lexicon.h"
#include "edicola/search.h"
#include "tests/unit/scratch.h"
#include "tests/unit/search_test.h"
#include "tests/unit/test_index.h"

namespace edicola {
namespace {

TEST(AccentedTwin, WordsThatAccentsMakeIntoOthers) {
  for (const char* word : {"meta", "papa", "pero"}) EXPECT_TRUE(has_accented_twin(word)) << word;
  // citta is no word of its own; arrivò, parlò and sarà are forms of verbs, Casà is a name.
  for (const char* word : {"citta", "arrivo", "parlo", "sara", "governo", "casa", ""}) {
    EXPECT_FALSE(has_accented_twin(word)) << word;
  }
}

std::vector<Article> articles() {
  const std::string filler = " Il consiglio comunale si riunisce domani mattina in via Garibaldi";
  return {make_article("meta", "", "La squadra ha segnato una meta." + filler + filler + filler),
          make_article("metà", "Metà, metà", "Metà e metà, sempre metà: la metà."),
          make_article("meta'", "", "Ha segnato a meta' partita."),
          make_article("papa", "", "Poi un papa e una riforma." + filler + filler + filler),
          make_article("papà", "Il papà", "Il papà di Giulia: un papà, papà."),
          make_article("arrivò", "", "Dopo il voto arrivò la notizia."),
          make_article("title", "A metà del guado", "Il voto slitta.")};
}

class AccentSearchTest : public SearchTest {
 protected:
  AccentSearchTest() : SearchTest(articles()) {}
};

TEST_F(AccentSearchTest, TheWordAsTypedComesFirst) {
  for (const auto& [word, total] : {std::pair{"meta", 4U}, {"papa", 2U}}) {
    const Response response = search(word);
    EXPECT_EQ(response.total_all_words, total) << word;
    EXPECT_EQ(response.hits.at(0).article.id, word);
  }
  EXPECT_EQ(sorted_ids_of(search("titolo:meta")), "metà title");
}

// Marks that keys do not keep: whichever article comes first in the index, the spelling typed
// leads.
TEST(AccentMarks, TheMarksTypedComeFirst) {
  for (const bool plain_first : {true, false}) {
    std::vector<Article> articles;
    for (const bool plain : {plain_first, !plain_first}) {
      const std::string id = plain ? "plain" : "marks";
      articles.push_back(make_article(
          id, "", plain ? "Ieri Orban ha visto Erdogan." : "Ieri Orbán ha visto Erdoğan."));
    }
    const Scratch scratch;
    index_articles(scratch.path("db"), articles);
    Searcher searcher({scratch.path("db")});
    for (const char* const query : {"Orbán", "orbán", "Erdoğan", "Orbán Erdoğan", "Orba\u0301n"}) {
      EXPECT_EQ(ids_of(searcher.search(make_request(query))), "marks plain") << query;
    }
    EXPECT_EQ(sorted_ids_of(searcher.search(make_request("Orban"))), "marks plain");
  }
}

TEST_F(AccentSearchTest, AccentsTypedAreMeant) {
  EXPECT_EQ(sorted_ids_of(search("metà")), "meta' metà title");
  EXPECT_EQ(ids_of(search("papà")), "papà");
  EXPECT_EQ(ids_of(search("=papà")), "papà");
  EXPECT_EQ(ids_of(search("=meta")), "meta");
  EXPECT_EQ(sorted_ids_of(search("=metà")), "meta' metà title");
  EXPECT_EQ(ids_of(search("testo:meta")), "meta");
  EXPECT_EQ(ids_of(search("arrivo")), "");
}

TEST_F(AccentSearchTest, WhatIsFoundIsNoMissingWordAndMarked) {
  const Response response = search("meta guado");
  ASSERT_FALSE(response.hits.empty());
  EXPECT_EQ(response.hits.front().article.id, "title");
  EXPECT_TRUE(response.hits.front().missing.empty());
  EXPECT_EQ(response.hits.front().title_marks.size(), 2U);
  EXPECT_TRUE(response.notes.empty());
}

TEST_F(AccentSearchTest, WeightNothingLeavesThemLast) {
  expect_only_added("meta", &Ranking::accent, 4);
}

}  // namespace
}  // namespace edicola
