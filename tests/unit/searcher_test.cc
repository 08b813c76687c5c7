#include "edicola/search.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "edicola/error.h"
#include "tests/unit/newsstand.h"

namespace edicola {
namespace {

// What queries find.
class SearcherTest : public NewsTest {};

using Words = std::vector<std::string>;

TEST_F(SearcherTest, AllWordsFirstThenMost) {
  const Response response = news_.search(make_request("manovra sindacati sciopero"));
  ASSERT_EQ(ids_of(response), "man1 man2");
  EXPECT_EQ(response.total, 2U);
  EXPECT_EQ(response.total_all_words, 1U);
  EXPECT_EQ(response.hits[0].missing, Words());
  EXPECT_EQ(response.hits[1].missing, Words{"sciopero"});
  // One of two is half.
  const Response two = news_.search(make_request("Rubio Lavrov"));
  ASSERT_EQ(ids_of(two), "kuala pechino");
  EXPECT_EQ(two.hits[1].missing, Words{"Rubio"});
  EXPECT_GT(two.hits[0].score, two.hits[1].score);
}

// As typed, in the order of the query, also those that no article has.
TEST_F(SearcherTest, MissingWordsAreAsTyped) {
  const Response response = news_.search(make_request("MANOVRA, xyzzy SCIOPERI sindacato"));
  ASSERT_FALSE(response.hits.empty());
  EXPECT_EQ(response.hits[0].article.id, "man1");
  EXPECT_EQ(response.hits[0].missing, Words{"xyzzy"});
  EXPECT_EQ(response.total_all_words, 0U);
  EXPECT_EQ(response.notes, Words{"no article has xyzzy"});
}

TEST_F(SearcherTest, RepeatedWordsCountOnce) {
  EXPECT_EQ(news_.search(make_request("Lavrov lavrov LAVROV")).total_all_words, 2U);
}

TEST_F(SearcherTest, StopWordsAreNotWantedBesideOthers) {
  EXPECT_EQ(ids("il Lavrov con la"), "kuala pechino");
  EXPECT_EQ(news_.search(make_request("la stazione di Bologna")).total_all_words, 1U);
  // Alone they are.
  EXPECT_EQ(ids("una"), "dad");
}

TEST_F(SearcherTest, Operators) {
  EXPECT_EQ(ids("Rubio AND Lavrov"), "kuala");
  EXPECT_EQ(ids("Rubio OR sciopero"), "kuala man1 treni");
  EXPECT_EQ(ids("Lavrov NOT Rubio"), "pechino");
  EXPECT_EQ(ids("Lavrov -Rubio"), "pechino");
  EXPECT_EQ(ids("(Rubio OR sciopero) -manovra"), "kuala treni");
  EXPECT_EQ(ids("sciopero -\"Treni fermi\""), "man1");
  EXPECT_EQ(ids("manovra sciopero OR Pechino"), "man1 pechino");
  EXPECT_EQ(ids("Rubio AND xyzzy"), "");
  EXPECT_EQ(ids("Rubio OR NOT a"), ids("-a OR Rubio"));
}

TEST_F(SearcherTest, DefaultOperator) {
  EXPECT_EQ(ids("Rubio sciopero", Operator::kAnd), "");
  EXPECT_EQ(ids("Rubio sciopero", Operator::kOr), "kuala man1 treni");
  EXPECT_EQ(ids("Rubio sciopero", Operator::kAuto), "kuala man1 treni");
  EXPECT_EQ(ids("Lavrov -Rubio Pechino", Operator::kOr), "pechino");
  const Response any = news_.search(make_request("Rubio sciopero"));
  EXPECT_EQ(any.total_all_words, 0U);
}

TEST_F(SearcherTest, NegationAlone) {
  EXPECT_EQ(ids("-a"), "aquila dad man1 man2 treni");
  EXPECT_EQ(ids("NOT sciopero -Lavrov"), "aquila dad man2 papa");
}

TEST_F(SearcherTest, EmptyQueries) {
  for (const std::string_view query : {"", "  ", "...", "-", "\"\"", "()"}) {
    try {
      news_.search(make_request(query));
      FAIL() << query;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kQuery) << query;
      EXPECT_NE(error.hint(), "");
    }
  }
}

TEST_F(SearcherTest, WordsInAllForms) {
  EXPECT_EQ(ids("governo"), ids("governi"));
  EXPECT_EQ(ids("governo"), "aquila man1 man2");
  EXPECT_EQ(ids("collega cinese"), "pechino");
  // Case, accents, elision and the way apostrophes are typed do not matter.
  for (const std::string_view query : {"aquila", "L'Aquila", "L’AQUILA", "dell'aquila"}) {
    EXPECT_EQ(ids(query), "aquila") << query;
  }
  EXPECT_EQ(ids("citta perché"), "aquila");
  EXPECT_EQ(ids("citta' PERCHE'"), "aquila");
}

TEST_F(SearcherTest, ExactForms) {
  EXPECT_EQ(ids("=governi"), "aquila");
  EXPECT_EQ(ids("=governo"), "man1 man2");
  EXPECT_EQ(ids("=Sindacato"), "");
  EXPECT_EQ(ids("=papà"), "dad");
}

TEST_F(SearcherTest, ExactFormsRankFirst) {
  const std::string path = scratch_->path("exact");
  index_articles(
      path, {make_article("1", "", "I governi cadono."), make_article("2", "", "Il governo cade."),
             make_article("3", "", "I governi cadono.")});
  Searcher searcher({path});
  EXPECT_EQ(ids_of(searcher.search(make_request("governo"))).substr(0, 1), "2");
  EXPECT_EQ(ids_of(searcher.search(make_request("governi"))).substr(4), "2");
}

TEST_F(SearcherTest, Phrases) {
  EXPECT_EQ(ids("\"Kuala Lumpur\""), "kuala");
  EXPECT_EQ(ids("\"Lumpur Kuala\""), "");
  EXPECT_EQ(ids("\"colloqui franchi\""), "");
  // Without regard to case, accents, elision and apostrophes.
  EXPECT_EQ(ids("\"la citta' dell'aquila e l’economia\""), "aquila");
  EXPECT_EQ(ids("\"perché le case\""), "aquila");
  EXPECT_EQ(ids("«KUALA LUMPUR»"), "kuala");
  // Not across fields: the title ends in Lumpur, the body begins with Il.
  EXPECT_EQ(ids("\"Lumpur il\""), "");
  EXPECT_EQ(ids("titolo:\"Kuala Lumpur\""), "kuala");
  EXPECT_EQ(ids("testo:\"Kuala Lumpur\""), "");
  EXPECT_EQ(ids("tag:\"stati uniti\" autore:\"Mario Rossi\""), "kuala");
  EXPECT_EQ(ids("tag:\"russia stati\""), "");
}

TEST_F(SearcherTest, Prefixes) {
  EXPECT_EQ(ids("govern*"), "aquila man1 man2");
  EXPECT_EQ(ids("GOVERN*"), "aquila man1 man2");
  EXPECT_EQ(ids("sindac* -manovr*"), "");
  EXPECT_EQ(ids("titolo:ricostr*"), "aquila");
  EXPECT_EQ(ids("xyz*"), "");
  EXPECT_EQ(ids("citt*"), "aquila");
}

TEST_F(SearcherTest, Fields) {
  EXPECT_EQ(ids("titolo:Lavrov"), "kuala pechino");
  EXPECT_EQ(ids("titolo:governo"), "man2");
  EXPECT_EQ(ids("titolo:governi"), "man2");
  // The title only, so not the text; "manovra" stands in the text of one.
  EXPECT_EQ(ids("testo:Lavrov"), "");
  EXPECT_EQ(ids("testo:manovra"), "man1");
  EXPECT_EQ(ids("testo:sindacato"), "man1 man2");
  EXPECT_EQ(ids("testo:=sciopero"), "");
  EXPECT_EQ(ids("autore:rossi"), "kuala");
  EXPECT_EQ(ids("autore:alfonsi"), "man1");
  EXPECT_EQ(ids("autore:dalfonsi"), "man1");
  EXPECT_EQ(ids("fonte:Padova"), "man2");
  EXPECT_EQ(ids("fonte:(ansa OR padova)"), "man1 man2 treni");
  EXPECT_EQ(ids("sezione:politica"), "kuala man1 man2");
  EXPECT_EQ(ids("tag:russia"), "kuala");
  EXPECT_EQ(ids("-titolo:manovra sciopero"), "treni");
  // A word of a field is no word of the article.
  EXPECT_EQ(ids("Rossi"), "");
}

// A name has another key than the common word that is written alike.
TEST_F(SearcherTest, NamesInFields) {
  const std::string path = scratch_->path("names");
  index_articles(path, {make_article("title", "Parla Giorgia Meloni", "La premier in Aula."),
                        make_article("text", "La premier in Aula", "Parla Giorgia Meloni."),
                        make_article("fruit", "Frutta", "I meloni e il melone.")});
  Searcher searcher({path});
  const auto found = [&searcher](std::string_view query) {
    return sorted_ids_of(searcher.search(make_request(query)));
  };
  EXPECT_EQ(found("titolo:Meloni"), "title");
  EXPECT_EQ(found("titolo:meloni"), "title");
  EXPECT_EQ(found("titolo:=Meloni"), "title");
  EXPECT_EQ(found("testo:Meloni"), "fruit text");
  EXPECT_EQ(found("testo:=meloni"), "fruit text");
  EXPECT_EQ(found("=Meloni"), "fruit text title");
  EXPECT_EQ(found("melone"), "fruit");
}

// A common word that is a name too: asked for by itself, the person; beside others, what they say.
TEST_F(SearcherTest, ALoneSurnameFindsThePersonFirst) {
  const std::string path = scratch_->path("surnames");
  index_articles(path,
                 {make_article("goals", "I fini della legge", "I fini, sempre i fini."),
                  make_article("goal", "Il fine giustifica i mezzi", "Fini nobili e fini no."),
                  make_article("thin", "Sabbie fini", "Sabbie fini, polveri fini."),
                  make_article("person", "In Aula", "Ieri ha parlato Gianfranco Fini.")});
  Searcher searcher({path});
  const auto first = [&searcher](std::string_view query, double weight) {
    Request request = make_request(query);
    request.ranking.lone_name = weight;
    return searcher.search(request).hits.front().article.id;
  };
  EXPECT_EQ(first("fini", 1), "person");
  EXPECT_NE(first("fini", 0), "person");
  EXPECT_EQ(first("fini legge", 1), "goals");
  EXPECT_EQ(searcher.search(make_request("fini")).total, 4U);
}

}  // namespace
}  // namespace edicola
