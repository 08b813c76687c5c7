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
    request.ranking.bearer_share = 2;
    return searcher.search(request).hits.front().article.id;
  };
  EXPECT_EQ(first("fini", 1), "person");
  EXPECT_NE(first("fini", 0), "person");
  EXPECT_EQ(first("fini legge", 1), "goals");
  EXPECT_EQ(searcher.search(make_request("fini")).total, 4U);
}

// Its marks tell it from the verb; who types none, or writes it without, is not left out.
TEST_F(SearcherTest, NamesOfFunctionWordsWithMarks) {
  const std::string path = scratch_->path("marks");
  index_articles(path,
                 {make_article("marks", "Vietnam", "Ieri la città di Hồ Chí Minh era chiusa."),
                  make_article("plain", "Vietnam", "Ieri la città di Ho Chi Minh era aperta."),
                  make_article("verb", "Diario", "Io ho visto chi ho amato, ho detto chi.")});
  Searcher searcher({path});
  const auto found = [&searcher](std::string_view query) {
    return ids_of(searcher.search(make_request(query)));
  };
  EXPECT_EQ(found("Hồ Chí Minh").substr(0, 11), "marks plain");
  EXPECT_EQ(searcher.search(make_request("Hồ Chí Minh")).total_all_words, 2U);
  EXPECT_EQ(sorted_ids_of(searcher.search(make_request("ho chi minh"))), "marks plain");
  EXPECT_EQ(sorted_ids_of(searcher.search(make_request("\"Ho Chi Minh\""))), "marks plain");
  EXPECT_EQ(found("Hồ").substr(0, 5), "marks");
  EXPECT_EQ(found("=Hồ"), "marks");
  EXPECT_EQ(sorted_ids_of(searcher.search(make_request("avere"))), "plain verb");
}

// Merè is a name with its accent only: whatever is typed finds it.
TEST_F(SearcherTest, NamesThatAnAccentTellsFromAWord) {
  const std::string path = scratch_->path("accents");
  index_articles(path, {make_article("name", "Calcio", "Ieri ha segnato Merè di testa."),
                        make_article("start", "Calcio", "Merè ha segnato di testa."),
                        make_article("word", "Diritto", "Un mero errore, mere parole.")});
  Searcher searcher({path});
  const auto found = [&searcher](std::string_view query) {
    return sorted_ids_of(searcher.search(make_request(query)));
  };
  EXPECT_EQ(found("Merè"), "name start word");
  EXPECT_EQ(found("mere"), "name start word");
  EXPECT_EQ(found("testo:mere"), "name start word");
  EXPECT_EQ(found("=mere"), "name start word");
  EXPECT_EQ(found("segna Merè"), "name start word");
  EXPECT_EQ(found("mero"), "start word");
}

TEST_F(SearcherTest, DigitsOfAllScriptsAreOne) {
  const std::string path = scratch_->path("digits");
  index_articles(path, {make_article("arabic", "Voto", "Nel ٢٠٢٥ si vota."),
                        make_article("ours", "Voto", "Nel 2025 si vota.")});
  Searcher searcher({path});
  for (const char* const query : {"2025", "٢٠٢٥", "२०२५", "=2025", "\"nel ٢٠٢٥\"", "202*"}) {
    EXPECT_EQ(sorted_ids_of(searcher.search(make_request(query))), "arabic ours") << query;
  }
  const Response response = searcher.search(make_request("2025"));
  for (const Hit& hit : response.hits) {
    ASSERT_EQ(hit.snippet.marks.size(), 1U) << hit.article.id;
    EXPECT_EQ(hit.snippet.marks.front().first, 4U);
  }
}

// A common word that people bear: the first hit is the article that most names one of them, and all
// others stay as they were.
class Bearers : public SearcherTest {
 protected:
  void SetUp() override {
    SearcherTest::SetUp();
    path_ = scratch_->path("bearers");
    index_articles(path_, articles());
  }

  static std::vector<Article> articles() {
    return {make_article("long", "La guerra", "La guerra, ancora la guerra.", "2025-01-01"),
            make_article("after", "Dopo la guerra", "Nella guerra tutto tace.", "2025-01-02"),
            make_article("before", "Prima della guerra", "Nessuno parla.", "2025-01-02"),
            make_article("twice", "Due guerre", "Una guerra, poi una guerra.", "2025-01-02"),
            make_article("far", "Lontano", "Lontano dalla guerra si vive.", "2025-01-06"),
            make_article("once", "In Aula", "Parla Andrea Guerra. La guerra no.", "2025-01-03"),
            make_article("person", "Il palco di Andrea Guerra", "Suona Guerra.", "2025-01-04"),
            make_article("name", "Ieri la Guerra", "Per Guerra si va alla Guerra.", "2025-01-05")};
  }

  // The ids in their order.
  std::string found(std::string_view query, double share = Ranking().bearer_share,
                    Sort sort = Sort::kRelevance) {
    Request request = make_request(query);
    request.ranking.bearer_share = share;
    request.sort = sort;
    return ids_of(Searcher({path_}).search(request));
  }

  // The same ids with `id` before the others.
  static std::string led_by(const std::string& id, std::string ids) {
    const std::size_t at = (" " + ids + " ").find(" " + id + " ");
    ids.erase(at == 0 ? 0 : at - 1, id.size() + 1);
    return id + " " + ids;
  }

  std::string path_;
};

TEST_F(Bearers, LeadWhereTheWordIsAskedForByItself) {
  const std::string plain = found("guerra", 2);
  EXPECT_NE(plain.substr(0, 6), "person");
  EXPECT_EQ(found("guerra"), led_by("person", plain));
  EXPECT_EQ(found("Guerra").substr(0, 7), "person ");  // a name all the same
  EXPECT_EQ(found("guerra aula"), found("guerra aula", 2));
  EXPECT_EQ(found("guerra -aula"), found("guerra -aula", 2));
  EXPECT_EQ(found("=guerra"), found("=guerra", 2));
  EXPECT_EQ(found("testo:guerra"), found("testo:guerra", 2));
  EXPECT_EQ(found("guerra", 0, Sort::kNewest), found("guerra", 2, Sort::kNewest));
}

// Two articles of eight name one.
TEST_F(Bearers, LeadIfEnoughArticlesNameOne) {
  EXPECT_EQ(found("guerra", 0.25), found("guerra"));
  EXPECT_EQ(found("guerra", 0.26), found("guerra", 2));
  EXPECT_EQ(found("aula", 0), found("aula", 2));
}

// A name may be a street's too: who bears it leads if that is common enough.
TEST_F(Bearers, LeadAmongNames) {
  const std::string names = scratch_->path("names");
  index_articles(names,
                 {make_article("street", "Via Gelmini", "Lavori in via Gelmini, poi Gelmini."),
                  make_article("person", "In Aula", "Parla Mariastella Gelmini a Roma.")});
  Searcher searcher({names});
  Request request = make_request("gelmini");
  EXPECT_EQ(ids_of(searcher.search(request)), "person street");
  request.ranking.person_share = 0.51;
  EXPECT_EQ(ids_of(searcher.search(request)), "street person");
}

TEST_F(Bearers, PagesAreThoseOfOneOrder) {
  Searcher searcher({path_});
  Request request = make_request("guerra");
  const Response all = searcher.search(request);
  ASSERT_EQ(all.hits.size(), 8U);
  EXPECT_EQ(all.total, 8U);
  EXPECT_EQ(all.total_all_words, 8U);
  EXPECT_LT(all.hits[1].score, all.hits[0].score);
  for (std::size_t i = 1; i < 8; ++i) EXPECT_LE(all.hits[i].score, all.hits[i - 1].score) << i;
  for (const std::uint32_t limit : {1U, 2U, 3U, 7U}) {
    std::string ids;
    request.limit = limit;
    for (request.offset = 0; request.offset < 8; request.offset += limit) {
      const Response page = searcher.search(request);
      EXPECT_EQ(page.total, 8U);
      ids += (ids.empty() ? "" : " ") + ids_of(page);
    }
    EXPECT_EQ(ids, ids_of(all)) << limit;
  }
}

TEST_F(Bearers, AreWhatFiltersLetThrough) {
  Request request = make_request("guerra");
  request.days.to = std::chrono::sys_days(std::chrono::January / 4 / 2025);
  const Response found = Searcher({path_}).search(request);
  EXPECT_EQ(found.hits.front().article.id, "once");
  EXPECT_EQ(found.total, 5U);
  request.days.to = std::chrono::sys_days(std::chrono::January / 3 / 2025);
  EXPECT_EQ(Searcher({path_}).search(request).hits.size(), 4U);
}

TEST_F(Bearers, OfSeveralIndexesAreOne) {
  const std::string other = scratch_->path("other");
  index_articles(other, {make_article("peace", "La guerra", "Andrea Guerra e la guerra."),
                         make_article("none", "In Aula", "Si vota.")});
  const Response found = Searcher({other, path_}).search(make_request("guerra"));
  EXPECT_EQ(found.total, 9U);
  EXPECT_EQ(found.hits.size(), 9U);
  EXPECT_EQ(found.hits.front().article.id, "person");
}

TEST_F(Bearers, AreExplained) {
  Request request = make_request("guerra");
  EXPECT_NE(
      Searcher({path_}).explain(request).compiled.find("its first hit Query((XBguerra FILTER"),
      std::string::npos);
  request.ranking.bearer_share = 2;
  EXPECT_EQ(Searcher({path_}).explain(request).compiled.find("XBguerra"), std::string::npos);
}

}  // namespace
}  // namespace edicola
